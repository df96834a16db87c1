package crisis

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

func TestChangePoints(t *testing.T) {
	for _, c := range []struct {
		name   string
		levels []float64
		want   []int
	}{
		{"flat", []float64{5, 5, 6, 5, 5, 6, 5, 5}, nil},
		{"one step", []float64{2, 3, 2, 2, 3, 20, 21, 20, 22, 20}, []int{5}},
		{"up and down", []float64{1, 1, 1, 1, 30, 31, 30, 30, 2, 1, 1, 2}, []int{4, 8}},
		{"too short", []float64{1, 50, 1}, nil},
	} {
		if got := changePoints(c.levels, 1); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func seriesOf(ss []Series, subject, side string) *Series {
	i := slices.IndexFunc(ss, func(s Series) bool { return s.Subject == subject && s.Side == side })
	if i < 0 {
		return nil
	}
	return &ss[i]
}

func TestTensionCountsEventsNotMentions(t *testing.T) {
	p := Chronicle(reports(t), fuse.Options{}, Options{})
	ss := Tension(p, TensionOptions{})
	launch := seriesOf(ss, "actor PRK", "conflict")
	if launch == nil || len(launch.Points) != 1 || len(launch.Points[0].Events) != 2 {
		t.Fatalf("launches: %+v", launch)
	}
	for _, s := range ss {
		if strings.HasPrefix(s.Subject, "dyad") && strings.Contains(s.Subject, "PRK") && s.Side == "conflict" {
			for _, pt := range s.Points {
				for _, id := range pt.Events {
					if p.Event(id).Type == "MOBILIZE" {
						t.Errorf("a launch without a recipient counts for %s", s.Subject)
					}
				}
			}
		}
	}
	if pt := launch.Points[0]; !(pt.Low <= pt.Level && pt.Level <= pt.High) || !pt.Silent {
		t.Errorf("point %+v", pt)
	}
}

// TestTensionIsRelativeToPanel doubles the feeds without doubling the events: the level of the panel stays.
func TestTensionIsRelativeToPanel(t *testing.T) {
	pages := reports(t)
	o := TensionOptions{}
	for _, p := range pages {
		o.Panel = append(o.Panel, p.Doc.Source)
	}
	before := Tension(Chronicle(pages, fuse.Options{}, Options{}), o)
	for i := range 20 {
		pages = append(pages, page(t, fmt.Sprint("new", i), "2026-01-06",
			row{fmt.Sprintf("Strikers number %d in Argentina blocked the docks.", i), "blocked", "block", "PROTEST/obstruct", "ARG", "", "ARG"}))
	}
	after := Tension(Chronicle(pages, fuse.Options{}, Options{}), o)
	a, b := seriesOf(before, "actor PRK", "conflict"), seriesOf(after, "actor PRK", "conflict")
	if d := cmp.Diff(a.Points[0].Level, b.Points[0].Level); d != "" {
		t.Error(d)
	}
}

func TestUnseenNeedsHistory(t *testing.T) {
	ps := make([]Point, 60)
	for i := range ps {
		ps[i] = Point{From: time.Unix(0, 0).AddDate(0, 0, 7*i).Format(time.DateOnly), Docs: 10, Level: 2, Events: []casus.EventID{}}
	}
	ps[30].Level, ps[58].Level = 50, 60
	mark(ps, TensionOptions{}.filled())
	if ps[30].Unseen != 0 {
		t.Error("a level is called unseen before a year is known")
	}
	if ps[58].Unseen != 1 {
		t.Error("the highest level of a year is not marked")
	}
	if ps[3].Change || !ps[3].Silent {
		t.Error("something is said without history")
	}
}
