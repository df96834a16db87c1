package eval

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/when"
	"github.com/casus-project/casus/internal/gold"
)

// TimeTask is the annotated corpus as the choice of times sees it.
type TimeTask struct {
	Clusters []*gold.Cluster
	Code     func(*casus.Document) (*extract.Page, error) // with Choices
	Learn    when.Learning
}

// timeLesson is one mention that was found, with its lesson.
type timeLesson struct {
	when.Lesson
	cluster int
	dated   bool
}

// read codes every report and takes the mentions that the gold has.
func (t *TimeTask) read() ([]timeLesson, error) {
	var out []timeLesson
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
				if j >= 0 {
					l := timeLesson{cluster: n, dated: rows[i].Time != "", Lesson: when.Lesson{Options: page.Choices[j]}}
					for _, o := range l.Options {
						l.Right = append(l.Right, rightTime(rows, rows[i], o.When))
					}
					out = append(out, l)
				}
			}
		}
	}
	return out, nil
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

// LearnTimes learns the choice of times from the corpus and measures it in folds over clusters: "time" and "time_unstated" as
// Gold scores them, of mentions whose time was chosen by weights from the other folds.
func LearnTimes(t TimeTask, folds int) (*when.Choice, Result, error) {
	lessons, err := t.read()
	if err != nil {
		return nil, Result{}, err
	}
	out := Result{Task: "times", N: len(lessons), Scores: map[string]float64{}}
	right, asked := map[string]int{}, map[string]int{}
	for fold := range folds {
		choice := when.Learn(kept(lessons, func(c int) bool { return c%folds != fold }), t.Learn)
		for i := range lessons {
			l := &lessons[i]
			if l.cluster%folds != fold {
				continue
			}
			kind := "time"
			if !l.dated {
				kind = "time_unstated"
			}
			asked[kind]++
			if l.right(choice.Choose(l.Options)) {
				right[kind]++
			}
		}
	}
	for k := range asked {
		out.Scores[k] = shareOf(right[k], asked[k])
	}
	return when.Learn(kept(lessons, func(int) bool { return true }), t.Learn), out, nil
}

// right reports whether the time is right for the mention: one of those that are, or none where the gold has none.
func (l *timeLesson) right(w *casus.When) bool {
	for i := range l.Options {
		if l.Options[i].When == w && w != nil {
			return l.Right[i]
		}
	}
	return w == nil && !l.dated
}

func kept(lessons []timeLesson, keep func(cluster int) bool) []when.Lesson {
	var out []when.Lesson
	for i := range lessons {
		if keep(lessons[i].cluster) {
			out = append(out, lessons[i].Lesson)
		}
	}
	return out
}
