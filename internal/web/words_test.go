package web

import (
	"encoding/csv"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

func TestTitlesTakeYearsForYears(t *testing.T) {
	when := func(from, until string) *casus.When { return &casus.When{From: from, Until: until} }
	for _, c := range []struct {
		title      string
		time       *casus.When
		place      string
		bare, full string
	}{
		{"police: shot → miners (Ndola, 2026-01-07)", when("2026-01-07", "2026-01-07"), "Ndola", "police: shot → miners", "police: shot → miners (Ndola, 7 Jan 2026)"},
		{"troops: seized (1990-01-01)", when("1990-01-01", "1990-12-31"), "", "troops: seized", "troops: seized (1990)"},
		{"talks (2026-02-01)", when("2026-02-01", "2026-02-28"), "", "talks", "talks (Feb 2026)"},
		{"raid (2026-01-03)", when("2026-01-03", ""), "", "raid", "raid (since 3 Jan 2026)"},
		{"war (2019-06-01)", &casus.When{From: "2019-06-01", Grain: casus.Month}, "", "war", "war (since Jun 2019)"},
		{"war (2019-06)", &casus.When{From: "2019-06-01", Until: "2019-06-30", Grain: casus.Month}, "", "war", "war (Jun 2019)"},
		{"march (Kitwe)", nil, "Kitwe", "march", "march (Kitwe)"},
		{"The strike (day two)", when("2026-01-07", "2026-01-07"), "", "The strike (day two)", "The strike (day two)"},
	} {
		e := &casus.Event{Title: c.title, Time: c.time}
		if c.place != "" {
			e.Place = &casus.Place{Name: c.place}
		}
		if got := headline(e); got != c.bare {
			t.Errorf("headline of %q is %q", c.title, got)
		}
		if got := titleOf(e); got != c.full {
			t.Errorf("title of %q is %q, want %q", c.title, got, c.full)
		}
	}
}

func TestRowsByDay(t *testing.T) {
	rows := []eventRow{{Title: "none"}, {Title: "told", toldDay: "2026-01-04", told: "2026-01-04T08:00:00Z"}, {Title: "late", From: "2026-01-05T07:50"}}
	newestFirst(rows[1:])
	if rows[1].Title != "late" {
		t.Errorf("newest first: %v", rows[1].Title)
	}
	w := wanted{From: "2026-01-05"}
	if w.wants(&rows[0], "") || !w.wants(&rows[1], "") || w.wants(&rows[2], "") {
		t.Error("from a day on: what has no day, or an earlier one, is wanted")
	}
	year := eventRow{From: "2026-01-01", Until: "2026-12-31", coarse: true, toldDay: "2026-05-04"}
	if past := (eventRow{From: "1990-01-01", Until: "1990-12-31", coarse: true, toldDay: "2026-05-04"}); year.Day() != "2026-05-04" || past.Day() != "1990-01-01" {
		t.Errorf("a year counts on %s where it is told in it, on %s where it is past", year.Day(), past.Day())
	}
	if w = (wanted{About: "north kor"}); !w.wants(&rows[1], " launch north korea") || w.wants(&rows[1], " inform korea") {
		t.Error("words are found in the middle of others, or not at their beginning")
	}
}

// TestTrend holds the rule that the page on reading the pages states.
func TestTrend(t *testing.T) {
	for _, c := range []struct {
		before, now float64
		want        string
	}{{100, 151, "more"}, {100, 149, "same"}, {100, 67, "same"}, {100, 66, "less"}, {0, 10, "more"}} {
		var got trend
		if got.compare(c.before, c.now); got.Sign != c.want {
			t.Errorf("%v after %v is %q, want %q", c.now, c.before, got.Sign, c.want)
		}
	}
}

// TestTableRunsNothing wants what a report says to stay text in a spreadsheet, and numbers numbers.
func TestTableRunsNothing(t *testing.T) {
	w := httptest.NewRecorder()
	(&Site{}).writeTable(w, "x", &table{head: []string{"a", "b", "c"}, rows: [][]string{{"=HYPERLINK(1)", "-66.88", "+see, \"there\""}}})
	rows, err := csv.NewReader(strings.NewReader(w.Body.String())).ReadAll()
	if err != nil || rows[1][0] != "'=HYPERLINK(1)" || rows[1][1] != "-66.88" || rows[1][2] != "'+see, \"there\"" {
		t.Errorf("%q, %v", rows, err)
	}
}

func TestValuesOnce(t *testing.T) {
	l := ledger{Entries: []entry{
		{Value: "capture", Speaker: "the White House"},
		{Value: "kidnap", Speaker: "Caracas"},
		{Value: "Capture", Speaker: "the White House"},
		{Value: "capture", Source: "Meridian Wire"},
		{Value: "capture", Denied: true, Speaker: "Caracas"},
	}}
	got := l.Values()
	if len(got) != 3 || strings.Join(got[0].By, "|") != "the White House|Meridian Wire" || !got[2].Denied {
		t.Errorf("values %+v", got)
	}
}

func TestForAndAgainst(t *testing.T) {
	pro, con := forAndAgainst("for: same day, same place; against: other actor")
	if strings.Join(pro, "|") != "same day|same place" || strings.Join(con, "|") != "other actor" {
		t.Errorf("for %q, against %q", pro, con)
	}
	if pro, con = forAndAgainst("the same words"); len(pro) != 1 || len(con) != 0 {
		t.Errorf("for %q, against %q", pro, con)
	}
}
