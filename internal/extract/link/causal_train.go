package link

import (
	"github.com/casus-project/casus/internal/ling"
)

// CausalExample is one sentence to train on: a text whose tokens Range are the sentence, whether it states a cause, and
// the causes and effects marked in it, where they are known.
type CausalExample struct {
	Text   *ling.Text
	Range  Range
	Causal bool
	Spans  []CausalSpans
}

// innerFolds is how many parts the training sentences are cut into, so that the sentence model learns from arc scores
// of a model that did not see the sentence.
const innerFolds = 5

// TrainCausal trains the linear models. The same examples in the same order give the same ones. Each leaves out features met
// so seldom that they would cost more bytes than they bring.
func TrainCausal(data []CausalExample, seed uint64) (*Causal, error) {
	f, err := Open(Options{})
	if err != nil {
		return nil, err
	}
	c := &Causal{table: f.table}
	c.edges = trainEdges(f.table, data, seed)
	c.sentence = newLinear(2)
	c.sentence.train(sentenceExamples(f.table, data, seed), training{epochs: 20, rate: 0.005, decay: 0.004, least: 4, seed: seed})
	c.bounds = trainBounds(f.table, data, seed)
	return c, nil
}

// sentenceExamples are the sentences with what a model of arcs that did not see them says of them.
func sentenceExamples(tab *table, data []CausalExample, seed uint64) []example {
	var sentences []example
	for k := range innerFolds {
		var in, out []CausalExample
		for i := range data {
			if i%innerFolds == k {
				out = append(out, data[i])
			} else {
				in = append(in, data[i])
			}
		}
		inner := &Causal{table: tab, edges: trainEdges(tab, in, seed)}
		for i := range out {
			s := &scan{t: out[i].Text, table: tab}
			e := example{f: s.sentenceFeatures(out[i].Range, inner.spans(s, out[i].Range)), weight: 1}
			if out[i].Causal {
				e.class = 1
			}
			sentences = append(sentences, e)
		}
	}
	return sentences
}

// trainEdges trains the model of arcs.
func trainEdges(tab *table, data []CausalExample, seed uint64) *linear {
	var all []example
	for i := range data {
		s := &scan{t: data[i].Text, table: tab}
		edges := s.edges(data[i].Range)
		classes, _ := gold(edges, data[i].Spans)
		for k := range edges {
			if edges[k].part.Empty() || edges[k].whole.Empty() {
				continue
			}
			all = append(all, example{f: s.describe(&edges[k]), class: classes[k], weight: 1})
		}
	}
	l := newLinear(3)
	l.train(all, training{epochs: 3, rate: 0.03, decay: 0.0005, least: 5, seed: seed})
	return l
}

// leastFit is how well an arc's two sides must cover a marked cause and effect to stand for them.
const leastFit = 0.45

// gold gives each arc its class: for each marked pair, the arc whose sides cover it best. pair is the index of that pair.
func gold(edges []edge, spans []CausalSpans) (out, pair []int) {
	out, pair = make([]int, len(edges)), make([]int, len(edges))
	for i, sp := range spans {
		best, class, fit := -1, arcNone, leastFit
		for k := range edges {
			if f := min(overlap(edges[k].part, sp.Cause), overlap(edges[k].whole, sp.Effect)); f > fit {
				best, class, fit = k, arcCause, f
			}
			if f := min(overlap(edges[k].part, sp.Effect), overlap(edges[k].whole, sp.Cause)); f > fit {
				best, class, fit = k, arcEffect, f
			}
		}
		if best >= 0 {
			out[best], pair[best] = class, i
		}
	}
	return out, pair
}

// overlap is the F1 of the tokens of two ranges.
func overlap(a, b Range) float64 {
	both := min(a.Last, b.Last) - max(a.First, b.First)
	if both <= 0 {
		return 0
	}
	return 2 * float64(both) / float64(a.Last-a.First+b.Last-b.First)
}

// trainBounds trains the model of where causes and effects begin and end, on the arcs that stand for marked ones.
func trainBounds(tab *table, data []CausalExample, seed uint64) *linear {
	var all []example
	for i := range data {
		s := &scan{t: data[i].Text, table: tab}
		edges := s.edges(data[i].Range)
		classes, pair := gold(edges, data[i].Spans)
		for k := range edges {
			if classes[k] == arcNone {
				continue
			}
			d, sp := s.sides(&edges[k], classes[k]), data[i].Spans[pair[k]]
			part, whole := sp.Cause, sp.Effect
			if classes[k] == arcEffect {
				part, whole = whole, part
			}
			all = append(all, s.boundExamples(&d[0], part, data[i].Range)...)
			all = append(all, s.boundExamples(&d[1], whole, data[i].Range)...)
		}
	}
	l := newLinear(2)
	l.train(all, training{epochs: 6, rate: 0.05, decay: 0.0002, least: 6, seed: seed})
	return l
}
