package eval

import (
	"bytes"
	"fmt"
	"io"
	"math"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/ling"
)

// CausalTask is what Causal needs: who analyses the sentences, the model, or how many folds to cross-validate with.
type CausalTask struct {
	Analyser ling.Analyser
	Model    *link.Causal         // used where Folds is 0; nil is the shipped one
	Folds    int                  // train on all folds but one, score that one, in turn
	Lessons  []link.CausalExample // with Folds: further sentences, from elsewhere, that every fold's model learns from
	Train    func([]link.CausalExample) (*link.Causal, error)
	Out      io.Writer // nil for no rows
}

// Causal scores causal sentences on a file of the Causal News Corpus, subtask 1 or grouped subtask 2: f1 (of the
// causal class), mcc and accuracy of sentences, and, where the file or its neighbour marks causes and effects, span_f1
// of these. Folds are blocks of consecutive rows, so that sentences of one article stay together as a rule.
//
// span_f1 follows fair evaluation (Ortmann 2022), as that corpus's own scorer does: on the sentences with marked pairs,
// predicted and marked pairs are matched one to one by shared tokens; an exact span is right, one that only overlaps is
// half a miss and half a false alarm, the rest are misses and false alarms. span_token_f1 counts shared tokens.
func Causal(path string, task CausalTask) (Result, error) {
	rows, err := readCausal(path)
	if err != nil {
		return Result{}, err
	}
	data, err := causalExamples(rows, task.Analyser)
	if err != nil {
		return Result{}, err
	}
	var c decisions
	var spans spanTally
	for i := range max(1, task.Folds) {
		first, last, model := 0, len(data), task.Model
		if task.Folds > 0 {
			first, last = i*len(data)/task.Folds, (i+1)*len(data)/task.Folds
			var train []link.CausalExample
			train = append(append(append(train, data[:first]...), data[last:]...), task.Lessons...)
			if model, err = task.trained(train); err != nil {
				return Result{}, err
			}
		}
		if model == nil {
			if model, err = link.Shipped(); err != nil {
				return Result{}, err
			}
		}
		for k := first; k < last; k++ {
			p := model.Score(data[k].Text, data[k].Range)
			c.count(data[k].Causal, p >= 0.5)
			pairs := likely(model.Spans(data[k].Text, data[k].Range))
			if len(data[k].Spans) > 0 {
				spans.add(rows[k].pairs, rows[k].inTokens(data[k].Text, pairs))
			}
			if err := writeRow(task.Out, rows[k].id, data[k].Causal, p); err != nil {
				return Result{}, err
			}
		}
	}
	s := map[string]float64{"f1": c.f1(), "mcc": c.mcc(), "accuracy": c.accuracy()}
	if task.Folds > 0 {
		s["n_lessons"] = float64(len(task.Lessons))
	}
	if spans.pairs > 0 {
		s["span_f1"], s["span_token_f1"], s["span_exact_f1"] = spans.fair(), spans.tokens.f1(), spans.exact()
	}
	return Result{Task: "causal", Data: path, N: len(data), Scores: s}, nil
}

// trained is a model as it would be shipped: written, with its weights rounded, and read again.
func (task *CausalTask) trained(data []link.CausalExample) (*link.Causal, error) {
	model, err := task.Train(data)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := model.Write(&b); err != nil {
		return nil, err
	}
	return link.ReadCausal(b.Bytes())
}

// CausalExamples reads and analyses the sentences of a file of the Causal News Corpus, to train on them.
func CausalExamples(path string, an ling.Analyser) ([]link.CausalExample, error) {
	rows, err := readCausal(path)
	if err != nil {
		return nil, err
	}
	return causalExamples(rows, an)
}

// likelyPair is how probable a further pair must be to count beside the surest: less than even, as F1 wants it, because
// a pair that is left out costs as much as a wrong one.
const likelyPair = 0.4

// likely are the surest pair and those that are probable enough.
func likely(all []link.CausalSpans) []link.CausalSpans {
	var out []link.CausalSpans
	for _, sp := range all {
		if len(out) > 0 && sp.Score < likelyPair {
			break
		}
		out = append(out, sp)
	}
	return out
}

// causalExamples analyses the sentences.
func causalExamples(rows []causalRow, an ling.Analyser) ([]link.CausalExample, error) {
	out := make([]link.CausalExample, len(rows))
	for i := range rows {
		r := &rows[i]
		t, err := an.Analyse(&casus.Document{ID: casus.DocID(r.id), Text: r.text, Lang: "en"})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.id, err)
		}
		out[i] = link.CausalExample{Text: t, Range: link.Range{First: 0, Last: len(t.Tokens)}, Causal: r.causal}
		for _, p := range r.pairs {
			out[i].Spans = append(out[i].Spans, link.CausalSpans{Cause: r.tokens(t, p.cause), Effect: r.tokens(t, p.effect)})
		}
	}
	return out, nil
}

// decisions counts binary decisions.
type decisions struct{ tp, fp, fn, tn int }

func (c *decisions) count(gold, pred bool) {
	switch {
	case gold && pred:
		c.tp++
	case pred:
		c.fp++
	case gold:
		c.fn++
	default:
		c.tn++
	}
}

func (c *decisions) f1() float64       { return ratio(2*c.tp, 2*c.tp+c.fp+c.fn) }
func (c *decisions) accuracy() float64 { return ratio(c.tp+c.tn, c.tp+c.tn+c.fp+c.fn) }

// mcc is Matthews' correlation coefficient.
func (c *decisions) mcc() float64 {
	tp, fp, fn, tn := float64(c.tp), float64(c.fp), float64(c.fn), float64(c.tn)
	d := math.Sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
	if d == 0 {
		return 0
	}
	return (tp*tn - fp*fn) / d
}

// spanTally counts spans of matched pairs.
type spanTally struct {
	pairs                 int
	right, near, fp, fn   int
	tokens                tally
	exactGold, exactPreds int
}

// add compares the marked pairs of one sentence with the predicted ones, matched one to one, the best first.
func (s *spanTally) add(gold, pred []tokenPair) {
	s.pairs += len(gold)
	s.exactGold += 2 * len(gold)
	s.exactPreds += 2 * len(pred)
	usedGold, usedPred := make([]bool, len(gold)), make([]bool, len(pred))
	for {
		bi, bk, best := -1, -1, 0
		for i := range gold {
			for k := range pred {
				if n := gold[i].cause.shared(pred[k].cause) + gold[i].effect.shared(pred[k].effect); !usedGold[i] && !usedPred[k] && n > best {
					bi, bk, best = i, k, n
				}
			}
		}
		if bi < 0 {
			break
		}
		usedGold[bi], usedPred[bk] = true, true
		s.compare(gold[bi].cause, pred[bk].cause)
		s.compare(gold[bi].effect, pred[bk].effect)
	}
	for i := range gold {
		if !usedGold[i] {
			s.fn += 2
			s.tokens.gold += gold[i].cause.size() + gold[i].effect.size()
		}
	}
	for k := range pred {
		if !usedPred[k] {
			s.fp += 2
			s.tokens.pred += pred[k].cause.size() + pred[k].effect.size()
		}
	}
}

func (s *spanTally) compare(gold, pred tokenRange) {
	s.tokens.gold += gold.size()
	s.tokens.pred += pred.size()
	n := gold.shared(pred)
	s.tokens.both += n
	switch {
	case gold == pred:
		s.right++
	case n > 0:
		s.near++
	default:
		s.fp++
		s.fn++
	}
}

// fair is the F1 of fair evaluation.
func (s *spanTally) fair() float64 {
	right, half := float64(s.right), float64(s.near)/2
	if s.right == 0 {
		return 0
	}
	p, r := right/(right+half+float64(s.fp)), right/(right+half+float64(s.fn))
	return 2 * p * r / (p + r)
}

func (s *spanTally) exact() float64 { return ratio(2*s.right, s.exactGold+s.exactPreds) }
