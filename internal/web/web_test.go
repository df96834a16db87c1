package web_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/casus-project/casus/internal/web"
)

// get asks the site for a path and wants a status.
func get(t *testing.T, s http.Handler, path string, status int) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != status {
		t.Errorf("%s: status %d, want %d", path, w.Code, status)
	}
	if got := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'") || strings.Contains(got, "unsafe") {
		t.Errorf("%s: policy %q", path, got)
	}
	return w.Body.String()
}

// loud is the demo site with its log in the test's.
func loud(t *testing.T) *web.Site {
	t.Helper()
	s, err := web.New(demo(t), web.Options{Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// pages are paths of every kind with words they must show.
var pages = []struct{ path, shows string }{
	{"/", "United States – Venezuela"},
	{"/", "Where sources differ"},
	{"/crises/us-venezuela", "14 events|5 events"},
	{"/crises/korea", "can both be true"},
	{"/crises/korea", "claimed by JPN, KOR"},
	{"/events", "Police open fire on strikers"},
	{"/events?type=PROTEST", "2 of 10 events"},
	{"/events?about=venez+united", "of 10 events"},
	{"/events?from=2026-01-11&until=2026-01-11", "1 of 10 events"},
	{"/events/capture", "by the rule by hand"},
	{"/claims", "2 points on which"},
	{"/claims?verdict=all&about=korea", "can both be true"},
	{"/new?since=2026-01-06", "new event"},
	{"/new?since=2026-01-06", "Expected next"},
	{"/new", "1 report of unknown date is left out"},
	{"/about", "unidentified armed force"},
	{"/events/capture", "same text as an earlier report"},
	{"/events/capture", "or ASSAULT"},
	{"/events/capture", "the same words in a copy of the text"},
	{"/events/session", "planned"},
	{"/documents", "Maduro captured, Washington says"},
	{"/documents?source=Kopala+Lamp", "By Kopala Lamp"},
	{"/documents/mw-0103-1", `id="q=38,46"`},
	{"/documents/mw-0103-1?q=38,46", "Marked:"},
	{"/forecasts", "came true"},
	{"/search?q=missiles", "<mark>missiles</mark>"},
	{"/search", "Words stand in any order"},
	{"/about", "run <code>by-hand</code>"},
	{"/tension", "United States – Venezuela"},
	{"/tension?subject=dyad+USA%E2%80%93VEN", "Conflict, in words and deeds"},
	{"/tension?subject=actor+PRK&days=1&at=2026-01-04", "launch"},
	{"/", "Show 1 link that casus infers and no report states"},
	{"/?inferred=1", "inferred by casus; nobody says so"},
	{"/crises/korea?inferred=1", "No report says that the one has to do with the other."},
	{"/?asof=2026-01-04T09:00Z", "Later reports are left out"},
}

func TestPages(t *testing.T) {
	s := loud(t)
	for _, p := range pages {
		body := get(t, s, p.path, http.StatusOK)
		found := false
		for _, want := range strings.Split(p.shows, "|") {
			found = found || strings.Contains(body, want)
		}
		if !found {
			t.Errorf("%s does not show %q", p.path, p.shows)
		}
		wellFormed(t, p.path, body)
		for _, bad := range []string{"<script", " style=", "<style", " onclick", "javascript:", "%!", "ZgotmplZ"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s holds %q", p.path, bad)
			}
		}
	}
}

// wellFormed wants every element closed and every id once.
func wellFormed(t *testing.T, path, body string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(body))
	d.Strict = false
	d.AutoClose = []string{"meta", "link", "input", "img", "br", "hr"}
	d.Entity = xml.HTMLEntity
	ids := map[string]bool{}
	var open []string
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			open = append(open, tok.Name.Local)
			for _, a := range tok.Attr {
				if a.Name.Local == "id" {
					if ids[a.Value] {
						t.Errorf("%s: id %q twice", path, a.Value)
					}
					ids[a.Value] = true
				}
			}
		case xml.EndElement:
			if last := open[len(open)-1]; last != tok.Name.Local {
				t.Errorf("%s: <%s> closed by </%s>", path, last, tok.Name.Local)
			}
			open = open[:len(open)-1]
		}
	}
}

// TestLinks follows every link of every page to its end.
func TestLinks(t *testing.T) {
	s := loud(t)
	seen, todo := map[string]bool{}, []string{"/", "/?asof=2026-01-05"}
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		body := get(t, s, path, http.StatusOK)
		for _, part := range strings.Split(body, ` href="`)[1:] {
			href, _, _ := strings.Cut(part, `"`)
			href = html.UnescapeString(href)
			target, err := url.Parse(href)
			if err != nil {
				t.Errorf("%s leads to %q: %v", path, href, err)
				continue
			}
			if target.Host == "" && target.Path != "" {
				target.Fragment = ""
				todo = append(todo, target.String())
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d pages were reached", len(seen))
	}
}

func TestJSON(t *testing.T) {
	s := loud(t)
	for path, keys := range map[string]string{
		"/crises.json": "crises counts links disagreements", "/crises/korea.json": "crisis events claims links forecasts",
		"/events.json": "events", "/claims.json": "claims disagreements", "/new.json?since=2026-01-06": "events told_again documents", "/events/capture.json": "event mentions claims links", "/documents.json": "documents",
		"/documents/mw-0103-1.json": "document coding events", "/forecasts.json": "forecasts", "/search.json?q=missiles": "hits", "/about.json": "runs",
	} {
		var got map[string]json.RawMessage
		if err := json.Unmarshal([]byte(get(t, s, path, http.StatusOK)), &got); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		for _, k := range strings.Fields(keys) {
			if v := string(got[k]); v == "" || v == "null" {
				t.Errorf("%s: %s is %q", path, k, v)
			}
		}
	}
	for path, want := range map[string]bool{
		"/crises.json": false, "/crises.json?inferred=1": true, "/crises/korea.json": false, "/crises/korea.json?inferred=1": true,
	} {
		if body := get(t, s, path, http.StatusOK); strings.Contains(body, `"inferred": true`) != want {
			t.Errorf("%s: inferred links: %v, want %v", path, !want, want)
		}
	}
	if body := get(t, s, "/events/nobody.json", http.StatusNotFound); !strings.Contains(body, `"kind": "not found"`) {
		t.Errorf("missing event as JSON: %s", body)
	}
}

func TestRefusals(t *testing.T) {
	s := loud(t)
	for path, status := range map[string]int{
		"/crises/nobody": http.StatusNotFound, "/events/nobody": http.StatusNotFound, "/documents/nobody": http.StatusNotFound,
		"/nowhere": http.StatusNotFound, "/events?type=WAR": http.StatusBadRequest, "/events?from=May": http.StatusBadRequest,
		"/events?page=0": http.StatusBadRequest, "/events?page=99": http.StatusOK, "/claims?verdict=right": http.StatusBadRequest,
		"/new?since=yesterday": http.StatusBadRequest, "/about.csv": http.StatusNotFound, "/?asof=yesterday": http.StatusBadRequest, "/documents/mw-0103-1?asof=2026-01-02": http.StatusNotFound,
		"/documents/mw-0103-1?q=9,5": http.StatusOK, "/documents/mw-0103-1?q=0,999999": http.StatusOK, "/documents/mw-0103-1?q=x": http.StatusOK, "/documents/mw-0103-1?q=25,26": http.StatusOK,
	} {
		get(t, s, path, status)
	}
	r := httptest.NewRequest(http.MethodPost, "http://localhost/", nil)
	w := httptest.NewRecorder()
	if s.ServeHTTP(w, r); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestForeignHosts(t *testing.T) {
	s := loud(t)
	for host, want := range map[string]int{
		"localhost:8080": http.StatusOK, "127.0.0.1": http.StatusOK, "[::1]:80": http.StatusOK,
		"evil.example": http.StatusMisdirectedRequest, "127.0.0.1.evil.example": http.StatusMisdirectedRequest, "": http.StatusMisdirectedRequest,
	} {
		r := httptest.NewRequest(http.MethodGet, "http://x/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		if s.ServeHTTP(w, r); w.Code != want {
			t.Errorf("host %q: %d, want %d", host, w.Code, want)
		}
	}
}

// TestHostileReport shows a report that tries to be more than text.
func TestHostileReport(t *testing.T) {
	s := loud(t)
	path := "/documents/" + url.PathEscape(string(hostile().ID))
	body := get(t, s, path, http.StatusOK)
	for _, want := range []string{"&lt;script&gt;alert(1)", `dir="auto"`, `lang="ar"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not hold %q", want)
		}
	}
	for _, bad := range []string{"<script", "<img", "javascript:", "<b>"} {
		if strings.Contains(body, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if !strings.Contains(get(t, s, path+".json", http.StatusOK), `"coding"`) {
		t.Error("no JSON of it")
	}
}

// TestSameBytes wants the same pages twice.
func TestSameBytes(t *testing.T) {
	s := loud(t)
	for _, p := range pages {
		once, twice := get(t, s, p.path, http.StatusOK), get(t, s, p.path, http.StatusOK)
		if once != twice {
			t.Errorf("%s differs from one time to the next", p.path)
		}
	}
}

// TestBudget wants pages that a slow line can carry.
func TestBudget(t *testing.T) {
	s := loud(t)
	for _, p := range pages {
		if n := len(get(t, s, p.path, http.StatusOK)); n > 100<<10 {
			t.Errorf("%s has %d bytes", p.path, n)
		}
	}
}
