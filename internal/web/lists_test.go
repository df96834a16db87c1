package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/web"
)

// listOf asks for a page's JSON.
func listOf[T any](t *testing.T, s http.Handler, path string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(get(t, s, path, http.StatusOK)), &v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return v
}

type eventList struct {
	Events []casus.Event   `json:"events"`
	Again  []casus.EventID `json:"told_again"`
}

// TestNewIsWhatTheEarlierViewLeavesOut compares the news since a moment with the difference of the two views.
func TestNewIsWhatTheEarlierViewLeavesOut(t *testing.T) {
	s := loud(t)
	fresh, again := 0, 0
	for _, since := range []string{"2026-01-01T00:00Z", "2026-01-03T10:00Z", "2026-01-04T00:30Z", "2026-01-06T00:00Z", "2026-01-12T00:00Z", "2026-02-01T00:00Z"} {
		then := map[casus.EventID]int{}
		for _, e := range listOf[eventList](t, s, "/events.json?asof="+since).Events {
			then[e.ID] = len(e.Mentions)
		}
		var want []string
		for _, e := range listOf[eventList](t, s, "/events.json").Events {
			if len(e.Mentions) > then[e.ID] {
				want = append(want, string(e.ID))
			}
		}
		news := listOf[eventList](t, s, "/new.json?since="+since)
		var got []string
		for _, e := range news.Events {
			got = append(got, string(e.ID))
			if known := then[e.ID] > 0; known != slices.Contains(news.Again, e.ID) {
				t.Errorf("since %s: %s was known: %v, but told again: %v", since, e.ID, known, !known)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("since %s: new are %v, want %v", since, got, want)
		}
		fresh, again = fresh+len(news.Events)-len(news.Again), again+len(news.Again)
	}
	if fresh == 0 || again == 0 {
		t.Errorf("%d new and %d told again show nothing", fresh, again)
	}
}

// TestTables wants the facts of a page as CSV: each event once, with the words that carry it.
func TestTables(t *testing.T) {
	s := loud(t)
	rows, err := csv.NewReader(strings.NewReader(get(t, s, "/events.csv", http.StatusOK))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(listOf[eventList](t, s, "/events.json").Events); len(rows) != n+1 {
		t.Errorf("%d rows for %d events", len(rows), n)
	}
	words, sentence := slices.Index(rows[0], "words"), slices.Index(rows[0], "sentence")
	for _, r := range rows[1:] {
		if r[words] == "" || !strings.Contains(r[sentence], r[words]) {
			t.Errorf("%s: %q does not stand in %q", r[0], r[words], r[sentence])
		}
	}
	rows, err = csv.NewReader(strings.NewReader(get(t, s, "/claims.csv?about=caracas", http.StatusOK))).ReadAll()
	if err != nil || len(rows) < 3 || rows[1][3] != "differ" {
		t.Errorf("claims about Caracas: %v, %v", rows, err)
	}
	if rows := get(t, s, "/crises/mine.csv", http.StatusOK); strings.Count(rows, "\n") != 4 {
		t.Errorf("the crisis of three events: %s", rows)
	}
}

// TestLinesCarryTheirWords wants the sentence under each event of a list, its words marked.
func TestLinesCarryTheirWords(t *testing.T) {
	s := loud(t)
	for _, path := range []string{"/", "/crises/us-venezuela", "/events", "/new?since=2026-01-02"} {
		body := get(t, s, path, http.StatusOK)
		if lines, said := strings.Count(body, `<a class="headline" href="/events/`)-strings.Count(body, `<ul class="disputes">`)*3, strings.Count(body, `<p class="said"`); said == 0 || lines > said {
			t.Errorf("%s: %d lines, %d of them with words", path, lines, said)
		}
	}
	if body := get(t, s, "/events?type=PROTEST", http.StatusOK); !strings.Contains(body, `through central Caracas`) || !strings.Contains(body, `<span class="m-event">marched</span>`) {
		t.Error("the march is not told in its words")
	}
}

// TestFirstReportsMakeAPage wants events on the first page while there is no crisis yet.
func TestFirstReportsMakeAPage(t *testing.T) {
	store := demo(t)
	p := picture(newCoder(t))
	p.Crises, p.Links = nil, nil
	if _, err := store.SetPicture(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	s, err := web.New(store, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if body := get(t, s, "/", http.StatusOK); strings.Count(body, `<p class="said"`) != len(p.Events) {
		t.Errorf("%d of %d events stand on the first page", strings.Count(body, `<p class="said"`), len(p.Events))
	}
}
