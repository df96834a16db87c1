package eval

import (
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gold"
)

// TestGoldTimeApartFromStory scores a day that the sentence says, one that only the story gives, and undated mentions of an
// event that another mention dates.
func TestGoldTimeApartFromStory(t *testing.T) {
	first, second := "Rebels shelled the town on Sunday.", "The shelling killed two."
	r := &gold.Report{Text: first + " " + second, Sentences: []casus.Span{
		{Start: 0, End: len(first)}, {Start: len(first) + 1, End: len(first) + 1 + len(second)},
	}}
	said := &gold.Row{Span: casus.Span{Start: 7, End: 14}, Time: "2026-01-04", Event: "e1"}
	told := &gold.Row{Span: casus.Span{Start: len(first) + 14, End: len(first) + 20}, Time: "2026-01-04", Event: "e2"}
	undated := &gold.Row{Span: casus.Span{Start: len(first) + 5, End: len(first) + 13}, Event: "e1"}
	sunday := &casus.Mention{Time: &casus.When{From: "2026-01-04", Until: "2026-01-04T07:00"}}
	monday := &casus.Mention{Time: &casus.When{From: "2026-01-05", Until: "2026-01-05"}}
	g := &goldScorer{tally: map[string]*share{}}
	all := []*gold.Row{said, told, undated}
	g.time(r, all, said, sunday)
	g.time(r, all, told, &casus.Mention{})
	g.time(r, all, undated, sunday)
	g.time(r, all, undated, &casus.Mention{})
	g.time(r, all, undated, monday)
	for key, want := range map[string]share{
		"time": {1, 2}, "time said": {1, 1}, "time told": {0, 1}, "time unstated": {2, 3},
	} {
		if got := g.tally[key]; got == nil || *got != want {
			t.Errorf("%s: got %v, want %v", key, got, want)
		}
	}
}
