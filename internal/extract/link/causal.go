package link

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"strconv"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/models"
)

// Causal judges whether a sentence states that one event caused another, and where. It is trained, unlike Finder; see
// TrainCausal. It is read-only and safe for concurrent use.
type Causal struct {
	table    *table
	edges    *linear // classes: none, the dependent is the cause, the dependent is the effect
	sentence *linear // classes: no, yes
	bounds   *linear // of a word where a cause or effect could begin or end; classes: no, yes
	nets     *nets   // read the engine's word vectors; nil for a model without
}

// The classes of a candidate arc.
const (
	arcNone = iota
	arcCause
	arcEffect
)

// CausalSpans is a cause and its effect.
type CausalSpans struct {
	Cause, Effect, Signal Range
	Score                 float64

	arc     edge
	class   int
	classes [3]float64 // how probable each class of the arc is
	rank    float64    // what the networks and the arc together say of the pair
}

// ReadCausal reads a model that Write wrote.
func ReadCausal(b []byte) (*Causal, error) {
	f, err := Open(Options{})
	if err != nil {
		return nil, err
	}
	r := bytes.NewReader(b)
	c := &Causal{table: f.table}
	if c.edges, err = readLinear(r); err != nil {
		return nil, fmt.Errorf("causal model: %w", err)
	}
	if c.sentence, err = readLinear(r); err != nil {
		return nil, fmt.Errorf("causal model: %w", err)
	}
	if c.bounds, err = readLinear(r); err != nil {
		return nil, fmt.Errorf("causal model: %w", err)
	}
	if r.Len() == 0 {
		return c, nil
	}
	return c, c.Attach(b[len(b)-r.Len():])
}

// Shipped is the embedded model, trained by TrainCausal on the training part of the Causal News Corpus (CC0) and on
// the project's own sentences (eval/lessons).
func Shipped() (*Causal, error) { return ReadCausal(models.Causal) }

// Write stores the model, with its weights rounded.
func (c *Causal) Write(w io.Writer) error {
	for _, l := range []*linear{c.edges, c.sentence, c.bounds} {
		if err := l.write(w); err != nil {
			return err
		}
	}
	if c.nets == nil {
		return nil
	}
	if _, err := w.Write(c.nets.file); err != nil {
		return fmt.Errorf("write networks: %w", err)
	}
	return nil
}

// Attach adds networks, as a model file (docs/format/model.md), to the linear models.
func (c *Causal) Attach(file []byte) (err error) {
	if c.nets, err = readNets(file); err != nil {
		return fmt.Errorf("causal model: networks: %w", err)
	}
	return nil
}

// What counts in Score: the share of the networks' log odds beside the linear model's, and how much the sum leans to yes,
// as F1 wants it. Chosen on the first four of five folds.
const (
	netShare = 0.35
	lean     = 0.37
)

// Score is the probability that tokens r of t, one sentence or more, state a cause. Where the text has no word vectors
// (ling.Text.Vectors), the linear models are asked alone.
func (c *Causal) Score(t *ling.Text, r Range) float64 {
	s := &scan{t: t, table: c.table}
	p := make([]float64, 2)
	c.sentence.score(s.sentenceFeatures(r, c.spans(s, r)), p)
	v := c.see(s, r)
	if v == nil {
		return p[1]
	}
	odds := (1-netShare)*math.Log(p[1]/p[0]) + netShare*v.logit + lean
	return 1 / (1 + math.Exp(-odds))
}

// Spans lists the causes and effects in tokens r of t, the surest first, at most three that do not share their ends.
func (c *Causal) Spans(t *ling.Text, r Range) []CausalSpans {
	s := &scan{t: t, table: c.table}
	all := c.spans(s, r)
	v := c.see(s, r)
	if v != nil {
		all = c.weigh(s, all, v)
	}
	var out []CausalSpans
	for _, sp := range all {
		if v == nil {
			c.fit(s, &sp, r, nil)
		}
		if slices.ContainsFunc(out, sp.repeats) {
			continue
		}
		if out = append(out, sp); len(out) == mostPairs {
			break
		}
	}
	return out
}

// mostPairs is how many pairs Spans lists.
const mostPairs = 3

// repeats reports whether both ends share words with those of another pair, in either order.
func (sp CausalSpans) repeats(o CausalSpans) bool {
	return overlap(sp.Cause, o.Cause) > 0 && overlap(sp.Effect, o.Effect) > 0 ||
		overlap(sp.Cause, o.Effect) > 0 && overlap(sp.Effect, o.Cause) > 0
}

// fit gives cause and effect the bounds that the models see; v may be nil.
func (c *Causal) fit(s *scan, sp *CausalSpans, r Range, v *seen) {
	d := s.sides(&sp.arc, sp.class)
	cause, effect := v.ends()
	if sp.class == arcCause {
		sp.Cause, sp.Effect = s.fit(c.bounds, &d, r, [2]*[2][]float64{cause, effect})
	} else {
		sp.Effect, sp.Cause = s.fit(c.bounds, &d, r, [2]*[2][]float64{effect, cause})
	}
}

// leastScore is how probable an arc must be to be listed.
const leastScore = 0.02

func (c *Causal) spans(s *scan, r Range) []CausalSpans {
	var out []CausalSpans
	p := make([]float64, 3)
	for _, e := range s.edges(r) {
		if e.part.Empty() || e.whole.Empty() {
			continue
		}
		c.edges.score(s.describe(&e), p)
		if 1-p[arcNone] < leastScore {
			continue
		}
		sp := CausalSpans{Cause: e.part, Effect: e.whole, Signal: e.signal, Score: 1 - p[arcNone], arc: e, class: arcCause, classes: [3]float64(p)}
		if p[arcEffect] > p[arcCause] {
			sp.Cause, sp.Effect, sp.class = e.whole, e.part, arcEffect
		}
		out = append(out, sp)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	return out
}

// sentenceFeatures are the words of the sentence, its arcs, and what the arcs say of causes.
func (s *scan) sentenceFeatures(r Range, spans []CausalSpans) features {
	var f features
	s.ngrams(&f, r)
	for x := r.First; x < r.Last; x++ {
		tok := &s.t.Tokens[x]
		h := int(tok.Head)
		if h < 0 || tok.UPOS == ling.PUNCT || tok.UPOS == ling.DET {
			continue
		}
		f.add("arc", tok.Rel.String(), s.lemma(h), s.lemma(x))
		f.add("arcp", tok.Rel.String(), s.t.Tokens[h].UPOS.String(), s.lemma(x))
		if tok.Rel == ling.Case || tok.Rel == ling.Mark {
			f.add("mark", s.lemma(x), s.t.Tokens[h].UPOS.String(), s.t.Tokens[h].Rel.String())
		}
	}
	s.relationFeatures(&f, r)
	none := 1.0
	for i, sp := range spans {
		none *= 1 - sp.Score
		if i < 2 {
			f.add("top"+strconv.Itoa(i), bucket(sp.Score))
		}
	}
	b := int(math.Round(4 * math.Log((1-none+1e-3)/(none+1e-3))))
	for k := -24; k <= min(b, 24); k++ {
		f.add("any", strconv.Itoa(k)) // a ladder: each rung adds to those below
	}
	f.add("bias")
	return f
}

// bucket is a probability as one of ten words.
func bucket(p float64) string { return strconv.Itoa(int(p * 9.999)) }

// ngrams adds words, pairs and triples.
func (s *scan) ngrams(f *features, r Range) {
	seen := map[uint32]bool{}
	add := func(parts ...string) {
		n := len(*f)
		f.add(parts...)
		if k := (*f)[n]; seen[k] {
			*f = (*f)[:n]
		} else {
			seen[k] = true
		}
	}
	for i := r.First; i < r.Last; i++ {
		add("w", s.word(i))
		add("l", s.lemma(i))
		if i+1 < r.Last {
			add("w2", s.word(i), s.word(i+1))
		}
		if i+2 < r.Last {
			add("w3", s.word(i), s.word(i+1), s.word(i+2))
			add("skip", s.lemma(i), s.lemma(i+2))
		}
	}
	add("length", strconv.Itoa(min(8, (r.Last-r.First)/8)))
}

// relationFeatures adds the relations that the table of connectives finds.
func (s *scan) relationFeatures(f *features, r Range) {
	for _, rel := range s.within(r) {
		f.add("relation", string(rel.Type))
		f.add("rule", rel.Rule)
	}
}
