package eval

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/choice"
	"github.com/casus-project/casus/internal/gold"
)

// ChoiceTask is the annotated corpus as the choice of times or places sees it.
type ChoiceTask struct {
	Clusters []*gold.Cluster
	Code     func(*casus.Document) (*extract.Page, error) // with Choices
	Of       string                                       // "times", "places" or "actors"
	Learn    choice.Learning
	Folds    int
}

// chosen is one mention that was found, with its lesson.
type chosen struct {
	choice.Lesson
	cluster int
	stated  bool // the gold has a time, or a place
}

// read codes every report and takes the mentions that the gold has.
func (t *ChoiceTask) read() ([]chosen, error) {
	var out []chosen
	for n, c := range t.Clusters {
		for _, r := range c.Reports {
			page, err := codeReport(c, r, t.Code)
			if err != nil {
				return nil, err
			}
			var rows []*gold.Row
			for _, row := range c.Rows {
				if row.Kind == "mention" && row.Doc == r.ID {
					rows = append(rows, row)
				}
			}
			for i, j := range matchMentions(rows, page.Mentions) {
				if j < 0 {
					continue
				}
				switch l := (chosen{cluster: n}); t.Of {
				case "places":
					l.ofPlace(rows[i], page.Choices[j].Places)
					out = append(out, l)
				case "times":
					l.ofTime(rows, rows[i], &page.Choices[j])
					out = append(out, l)
				case "actors":
					if len(page.Choices[j].Actors) > 0 {
						l.ofActor(rows[i].Actors, &page.Choices[j])
						out = append(out, l)
					}
				}
			}
		}
	}
	return out, nil
}

func (l *chosen) ofTime(rows []*gold.Row, row *gold.Row, c *extract.Choices) {
	l.stated = row.Time != ""
	for _, o := range c.Times {
		l.Options = append(l.Options, o.Option)
		l.Right = append(l.Right, rightTime(rows, row, o.When))
	}
}

func (l *chosen) ofPlace(row *gold.Row, options []extract.PlaceOption) {
	l.stated = row.Place != nil
	for _, o := range options {
		l.Options = append(l.Options, o.Option)
		l.Right = append(l.Right, row.Place != nil && samePlace(o.Place, row.Place))
	}
}

// ofActor takes the phrases that may act: one is right when its head word stands in a party of the gold.
func (l *chosen) ofActor(parties []gold.Party, c *extract.Choices) {
	l.stated = len(parties) > 0
	for _, o := range c.Actors {
		l.Options = append(l.Options, o.Option)
		l.Right = append(l.Right, slices.ContainsFunc(parties, func(p gold.Party) bool { return p.Span.Contains(o.Word) }))
	}
}

// samePlace reports whether a place is the gold's: its words, or its name.
func samePlace(w *casus.Place, want *gold.Party) bool {
	return w.Span.Overlaps(want.Span) || w.Name != "" && strings.EqualFold(w.Name, want.Name)
}

// rightTime reports whether the time is the row's, or, where the row has none, that of another mention of the same event.
func rightTime(rows []*gold.Row, row *gold.Row, w *casus.When) bool {
	if row.Time != "" {
		return hasDays(w, row.Time)
	}
	for _, o := range rows {
		if o != row && o.Event != "" && o.Event == row.Event && o.Time != "" && hasDays(w, o.Time) {
			return true
		}
	}
	return false
}

// LearnChoice learns the choice from the corpus and measures it in folds over clusters, each by weights from the other folds: "stated" is
// the share of the gold's times or places that are right, "unstated" that of mentions without one that get none, "precision" that of
// given ones that are right.
func LearnChoice(t ChoiceTask) (*choice.Table, Result, error) {
	lessons, err := t.read()
	if err != nil {
		return nil, Result{}, err
	}
	g := goldScorer{tally: map[string]*share{}}
	for fold := range t.Folds {
		table := choice.Learn(kept(lessons, func(c int) bool { return c%t.Folds != fold }), t.Learn)
		for i := range lessons {
			l := &lessons[i]
			if l.cluster%t.Folds != fold {
				continue
			}
			k := table.Choose(len(l.Options), func(k int) *choice.Option { return &l.Options[k] })
			right := k >= 0 && l.Right[k]
			if l.stated {
				g.count("stated", right)
			} else {
				g.count("unstated", k < 0 || right)
			}
			if k >= 0 {
				g.count("precision", right)
			}
		}
	}
	out := Result{Task: "choice", N: len(lessons), Scores: map[string]float64{}}
	for k, s := range g.tally {
		out.Scores[k] = s.value()
	}
	return choice.Learn(kept(lessons, func(int) bool { return true }), t.Learn), out, nil
}

func kept(lessons []chosen, keep func(cluster int) bool) []choice.Lesson {
	var out []choice.Lesson
	for i := range lessons {
		if keep(lessons[i].cluster) {
			out = append(out, lessons[i].Lesson)
		}
	}
	return out
}
