package eval

import (
	"fmt"
	"math"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/sense"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/gold"
	"github.com/casus-project/casus/internal/ling"
)

// DecideTask is the annotated corpus as the decision model of package what sees it.
type DecideTask struct {
	Clusters []*gold.Cluster
	Data     string
	// Cases lists all candidates of a document with their features; of one that the sense network has not seen, with what it says.
	Cases func(doc *casus.Document, unseen bool) (*ling.Text, []what.Case, error)
	Learn what.Learning
	Folds int // for DecideFolds; 0 is 5
	Limit int // train on at most so many clusters of each fold's training part; 0 is all
}

// decideDoc is one report with its candidates, and whether each tells an event of its type.
type decideDoc struct {
	cluster   int
	lesson    bool // of the part that is only learned from
	report    *gold.Report
	rows      []*gold.Row
	neutral   []casus.Span
	text      *ling.Text
	cases     []what.Case
	right     []bool
	unsettled []bool // touches a span on which coders differ: not learned from
}

// read codes every report, and every sentence of it once more by itself, since the coder also reads single sentences.
func (t *DecideTask) read() (whole, single []decideDoc, err error) {
	for n, c := range t.Clusters {
		for _, r := range c.Reports {
			doc, err := goldDocument(r)
			if err != nil {
				return nil, nil, fmt.Errorf("%s:%d: %w", c.File, r.Line, err)
			}
			d := decideDoc{cluster: n, lesson: c.Part == gold.Lessons, report: r}
			for _, row := range c.Rows {
				switch {
				case row.Doc != r.ID:
				case row.Kind == "mention":
					d.rows = append(d.rows, row)
				case row.Kind == "neutral":
					d.neutral = append(d.neutral, row.Span)
				}
			}
			alone := d
			if err := d.fill(t, doc, 0); err != nil {
				return nil, nil, err
			}
			whole = append(whole, d)
			if len(r.Sentences) == 1 {
				continue
			}
			for _, s := range r.Sentences {
				one := alone
				part := *doc
				part.ID = casus.DocID(fmt.Sprintf("%s/%d", doc.ID, s.Start))
				part.Text = s.Of(doc.Text)
				if err := one.fill(t, &part, s.Start); err != nil {
					return nil, nil, err
				}
				single = append(single, one)
			}
		}
	}
	return whole, single, nil
}

// fill finds the candidates of a document that begins at byte offset at of the report, and labels them.
func (d *decideDoc) fill(t *DecideTask, doc *casus.Document, at int) error {
	var err error
	if d.text, d.cases, err = t.Cases(doc, sense.HeldOut(d.report.Cluster)); err != nil {
		return err
	}
	for i := range d.cases {
		k := &d.cases[i]
		span := d.text.SpanOf(k.First, k.Last)
		span = casus.Span{Start: span.Start + at, End: span.End + at}
		right := false
		for _, row := range d.rows {
			right = right || overlap(row.Span, span) > 0 && (takes(row, k.Type) || sameAct(row, k))
		}
		d.right = append(d.right, right)
		d.unsettled = append(d.unsettled, !right && touches(span, d.neutral))
	}
	return nil
}

// sameAct reports whether row and candidate name one act, by the same CAMEO code, that the corpus and the crosswalk put under
// different types: the corpus codes a signed treaty (057) as AGREE, the manual and the crosswalk as SUPPORT. A model is not
// taught that such a candidate is no event.
func sameAct(row *gold.Row, k *what.Case) bool {
	return len(row.CAMEO) > 2 && row.CAMEO == k.CAMEO
}

// lessons are the cases of some documents.
func lessons(docs []decideDoc, weight float64, keep func(cluster int) bool) []what.Lesson {
	var out []what.Lesson
	for i := range docs {
		d := &docs[i]
		if !keep(d.cluster) {
			continue
		}
		for n := range d.cases {
			if !d.unsettled[n] {
				out = append(out, what.Lesson{
					Case: &d.cases[n], Event: d.right[n], Weight: weight, Group: d.cluster,
					Public: d.report.Political == nil || *d.report.Political,
					Unseen: sense.HeldOut(d.report.Cluster),
				})
			}
		}
	}
	return out
}

// singleWeight is what a candidate read in its sentence alone counts beside the same one read in its report.
const singleWeight = 0.5

// TrainDecide trains the decision model on the corpus.
func TrainDecide(t DecideTask) (*what.Decision, error) {
	whole, single, err := t.read()
	if err != nil {
		return nil, err
	}
	all := func(int) bool { return true }
	return what.Learn(append(lessons(whole, 1, all), lessons(single, singleWeight, all)...), t.Learn), nil
}

// DecideFolds measures the decision model by cross-validation over clusters: precision and recall of mentions at several
// thresholds, false events on reports without any, and the expected calibration error of ten bins.
func DecideFolds(t DecideTask) (Result, error) {
	if t.Folds == 0 {
		t.Folds = 5
	}
	whole, single, err := t.read()
	if err != nil {
		return Result{}, err
	}
	out := Result{Task: "decide", Data: t.Data, N: len(whole), Scores: map[string]float64{}}
	var measure, taught decideMeasure // clusters, lessons
	for fold := range t.Folds {
		used := map[int]bool{}
		keep := func(c int) bool {
			if c%t.Folds == fold || t.Limit > 0 && !used[c] && len(used) >= t.Limit {
				return false
			}
			used[c] = true
			return true
		}
		data := append(lessons(whole, 1, keep), lessons(single, singleWeight, keep)...)
		model := what.Learn(data, t.Learn)
		for i := range whole {
			switch d := &whole[i]; {
			case d.cluster%t.Folds != fold:
			case d.lesson:
				taught.add(d, model)
			default:
				measure.add(d, model)
			}
		}
	}
	measure.scores(out.Scores, "")
	taught.scores(out.Scores, "lessons_")
	return out, nil
}

// decideThresholds are those at which DecideFolds scores.
var decideThresholds = []float64{0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6}

type decideMeasure struct {
	right, found, rows [16]int // by threshold
	falses, sentences  [16]int
	bins               [10]struct{ p, right, n float64 }
	possible           int
}

func (m *decideMeasure) add(d *decideDoc, model *what.Decision) {
	ceiling := make([]casus.Mention, len(d.cases))
	for i := range d.cases {
		ceiling[i] = d.mention(&d.cases[i].Candidate)
	}
	for _, j := range matchMentions(d.rows, ceiling) {
		if j >= 0 {
			m.possible++
		}
	}
	for n, threshold := range decideThresholds {
		chosen := model.Choose(d.cases, threshold)
		mentions := make([]casus.Mention, len(chosen))
		hit := map[int]bool{}
		for i := range chosen {
			mentions[i] = d.mention(&chosen[i])
			if mentions[i].HasEvent() {
				hit[chosen[i].Sentence] = true
			}
		}
		taken := map[int]bool{}
		for _, j := range matchMentions(d.rows, mentions) {
			m.rows[n]++
			if j >= 0 {
				m.right[n]++
				taken[j] = true
			}
		}
		for i := range mentions {
			if !taken[i] && touches(mentions[i].Trigger, d.neutral) {
				continue
			}
			m.found[n]++
			if n == 0 {
				b := &m.bins[min(9, int(10*mentions[i].Confidence))]
				b.p, b.n = b.p+mentions[i].Confidence, b.n+1
				if taken[i] {
					b.right++
				}
			}
		}
		if d.report.Political != nil && !*d.report.Political {
			m.falses[n] += min(len(hit), len(d.report.Sentences))
			m.sentences[n] += len(d.report.Sentences)
		}
	}
}

func (d *decideDoc) mention(c *what.Candidate) casus.Mention {
	return casus.Mention{Type: c.Type, Trigger: d.text.SpanOf(c.First, c.Last), Axes: c.Axes, Confidence: c.Confidence}
}

func (m *decideMeasure) scores(out map[string]float64, of string) {
	if m.rows[0] == 0 {
		return
	}
	for n, threshold := range decideThresholds {
		at := fmt.Sprintf("_at_%02.0f", 100*threshold)
		p, r := ratio(m.right[n], m.found[n]), ratio(m.right[n], m.rows[n])
		out[of+"precision"+at], out[of+"recall"+at], out[of+"f1"+at] = p, r, harmonic(p, r)
		out[of+"false_events"+at] = ratio(m.falses[n], m.sentences[n])
	}
	out[of+"recall_ceiling"] = ratio(m.possible, m.rows[0])
	var sum, all float64
	for _, b := range m.bins {
		sum, all = sum+math.Abs(b.p-b.right), all+b.n
	}
	if all > 0 {
		out[of+"calibration_error"] = sum / all
	}
}
