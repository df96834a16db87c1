package gazetteer

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// answers is a SPARQL service that knows two states. Its people do not exist.
func answers(t *testing.T) *httptest.Server {
	t.Helper()
	row := func(iso, q, name, from, to, aliases string) string {
		end := ""
		if to != "" {
			end = fmt.Sprintf(`,"to":{"type":"literal","value":"%sT00:00:00Z"}`, to)
		}
		return fmt.Sprintf(`{"iso":{"value":"%s"},"person":{"value":"http://w.example.invalid/entity/%s"},"name":{"value":"%s"},
			"from":{"value":"%sT00:00:00Z"}%s,"aliases":{"value":"%s"}}`, iso, q, name, from, end, aliases)
	}
	heads := []string{
		row("FRA", "Q900000001", "Odile Ravenne", "2026-06-01", "", "Odile-Marie Ravenne|Odile"),
		row("FRA", "Q900000001", "Odile Ravenne", "2026-06-01", "", "Odile-Marie Ravenne|Odile"),
		row("NOR", "Q900000002", "Sigurd of Norway", "2026-06-02", "", ""),
		row("FRA", "Q900000003", "Broken Dates", "2020-01-01", "2019-01-01", ""),
		row("", "Q900000004", "No Country", "2020-01-01", "", ""),
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.FormValue("query") == "" || r.UserAgent() != "casus-test" {
			http.Error(w, "no query", http.StatusBadRequest)
			return
		}
		rows := ""
		if strings.Contains(r.FormValue("query"), "wdt:P1906") {
			rows = strings.Join(heads, ",")
		}
		fmt.Fprintf(w, `{"head":{"vars":[]},"results":{"bindings":[%s]}}`, rows)
	}))
	t.Cleanup(s.Close)
	return s
}

func refreshed(t *testing.T, a *Actors) string {
	t.Helper()
	s := answers(t)
	var b bytes.Buffer
	done, err := Refresh(context.Background(), RefreshOptions{
		Client: s.Client(), Endpoint: s.URL, Agent: "casus-test", Now: time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC), Tables: a,
	}, &b)
	if err != nil {
		t.Fatal(err)
	}
	if done.Refused != 2 || done.Queries < 6 {
		t.Errorf("%+v", done)
	}
	return b.String()
}

// TestRefresh holds that a refreshed file says when and what was asked, and that importing it changes who is in office.
func TestRefresh(t *testing.T) {
	file := refreshed(t, open(t))
	for _, want := range []string{
		"# casus actors refresh of 2026-07-01 from http://", "wdt:P1906", "FRA.president\t2026-06-01\t\twikidata\t2026-07-01\tQ900000001",
		"Odile Ravenne|Odile-Marie Ravenne\t", "NOR.monarch\t2026-06-02",
	} {
		if !strings.Contains(file, want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	if n := strings.Count(file, "Q900000001"); n != 1 {
		t.Errorf("one answer given twice is %d rows", n)
	}
	x, err := ReadExtra("refreshed.tsv", strings.NewReader(file))
	if err != nil || !x.Refreshed || x.Rows != 2 {
		t.Fatalf("%+v, %v", x, err)
	}
	a, err := OpenActors(x)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ on, want string }{{"2026-07-01", "Odile Ravenne"}, {"2026-05-01", "Emmanuel Macron"}, {"", "Odile Ravenne"}} {
		if i, ok := a.Holder("FRA", "president", c.on); !ok || a.NameOf(i) != c.want {
			t.Errorf("president on %q: %v, want %s", c.on, ok, c.want)
		}
	}
	if flaws := a.Check(); len(flaws) > 0 {
		t.Error(flaws)
	}
}

// TestEditsStay holds that a refreshed file never changes what the operator wrote.
func TestEditsStay(t *testing.T) {
	own, err := ReadExtra("mine.tsv", strings.NewReader("# my own table\nid\tnames\tcountry\tsectors\trole\toffice\tfrom\tsource\tas_of\n"+
		"person.mine\tOdile Ravenne\tFRA\tOPP\tcritic\t\t2025\tmine\t2026-02\n"))
	if err != nil || own.Refreshed {
		t.Fatal(own, err)
	}
	fresh, err := ReadExtra("refreshed.tsv", strings.NewReader(refreshed(t, nil)))
	if err != nil {
		t.Fatal(err)
	}
	a, err := OpenActors(fresh, own)
	if err != nil {
		t.Fatal(err)
	}
	found := a.Lookup("Odile Ravenne", "2026-07-01")
	if len(found) != 1 || found[0].ID != "person.mine" || found[0].Role != "critic" {
		t.Errorf("%+v", found)
	}
}

// TestOwnTableWins holds that an operator's row under a known id replaces what the project says of it.
func TestOwnTableWins(t *testing.T) {
	own, err := ReadExtra("mine.tsv", strings.NewReader("id\tnames\tcountry\tsectors\trole\tsource\tas_of\n"+
		"person.angela-merkel\tAngela Merkel\tDEU\tEDU\tlecturer\tmine\t2026-02\n"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := OpenActors(own)
	if err != nil {
		t.Fatal(err)
	}
	if f := a.Lookup("Angela Merkel", "2026-03-01"); len(f) != 1 || f[0].Role != "lecturer" || f[0].Source != "mine as of 2026-02" {
		t.Errorf("%+v", f)
	}
}

func TestBadExtra(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "no header"},
		{"no_rows", "id\tnames\n", "no rows"},
		{"sector", "id\tnames\tsectors\nperson.x\tX\tGVO\n", `x.tsv:2: unknown sector "GVO"`},
		{"date", "id\tnames\tfrom\nperson.x\tX\tlast year\n", "x.tsv:2: no date"},
		{"note_shifts_no_line", "# note\nid\tnames\n\tX\n", "x.tsv:3: an actor needs an id"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadExtra("x.tsv", strings.NewReader(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

func TestRefreshRefuses(t *testing.T) {
	for _, c := range []struct {
		name, body, want string
		status           int
	}{
		{"busy", "later", "429", http.StatusTooManyRequests},
		{"a_page_instead_of_an_answer", "<html>", "no SPARQL result", http.StatusOK},
		{"nothing_known", `{"results":{"bindings":[]}}`, "knows no holder", http.StatusOK},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(c.status)
				fmt.Fprint(w, c.body)
			}))
			defer s.Close()
			var b bytes.Buffer
			_, err := Refresh(context.Background(), RefreshOptions{Client: s.Client(), Endpoint: s.URL}, &b)
			if err == nil || !strings.Contains(err.Error(), c.want) || b.Len() > 0 {
				t.Errorf("error %v after %d bytes, want %s", err, b.Len(), c.want)
			}
		})
	}
}

// FuzzReadExtra holds that no file of an operator makes the reader panic and that what it accepts can be opened.
func FuzzReadExtra(f *testing.F) {
	f.Add("id\tnames\tcountry\nperson.x\tX\tFRA\n")
	f.Add("# casus actors refresh of 2026-07-01 from x\nid\tnames\tcountry\toffice\tfrom\nperson.x\tX\tFRA\tFRA.president\t2026\n")
	f.Fuzz(func(t *testing.T, text string) {
		x, err := ReadExtra("x.tsv", strings.NewReader(text))
		if err != nil {
			return
		}
		a, err := small(t, twoPresidents)
		if err != nil {
			t.Fatal(err)
		}
		if x.Refreshed {
			if err := a.merge(x); err != nil {
				t.Errorf("accepted, but not merged: %v", err)
			}
		}
	})
}
