package train

import (
	"fmt"
	"io"
	"maps"
	"math"
	"sort"
	"strings"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/conllu"
	"github.com/casus-project/casus/internal/ling/segment"
)

// segmenter fits the linear model of sentence and word boundaries by logistic regression with AdaGrad (Duchi et al.
// 2011).
type segmenter struct {
	model        *segment.Model
	inner, outer []float32
	sumI, sumO   []float32 // squared gradients
	right, seen  int
	kept         []uint32
	rng          *rng
}

// Settings found by trying some on the dev sets: learning rate, shrinkage, the share of features hidden at each step,
// and the threshold above which a space ends a sentence. Hiding many features matters most: without it the model trusts
// single words.
const (
	segmentRate  = 0.15
	segmentDecay = 1e-5
	hideInner    = 0.1
	hideOuter    = 0.45
	segmentAbove = -500
)

// fixedPoint is the scale of the stored integer weights.
const fixedPoint = 512

// whole lets a segmentation model leave fused words alone that the treebanks mostly leave whole.
func whole(m *segment.Model, docs []*conllu.Doc) *segment.Model {
	_, rare := fused(docs)
	maps.DeleteFunc(m.Fused, func(form string, _ int8) bool { return rare[form] > 0 })
	return m
}

// Segmenter trains a segmentation model. Each document is seen with its paragraphs and, at every third pass, run
// together.
func Segmenter(docs []*conllu.Doc, epochs int, seed uint64, log io.Writer) *segment.Model {
	cuts, _ := fused(docs)
	s := &segmenter{model: &segment.Model{Fused: cuts}}
	s.inner, s.sumI = make([]float32, segment.InnerRows*segment.Cuts), make([]float32, segment.InnerRows*segment.Cuts)
	s.outer, s.sumO = make([]float32, segment.OuterRows), make([]float32, segment.OuterRows)
	w := s.model.NewWorker()
	r := &rng{seed}
	s.rng = r
	for epoch := range epochs {
		s.right, s.seen = 0, 0
		for _, i := range shuffle(len(docs), r) {
			text, cuts := goldCuts(docs[i].Text)
			s.learn(w, text, cuts, segmentRate*float32(epochs-epoch)/float32(epochs))
			if (i+epoch)%3 == 0 {
				s.learn(w, strings.ReplaceAll(text, "\n\n", "  "), cuts, float32(0.3)/float32(1+epoch/4))
			}
		}
		fmt.Fprintf(log, "segment: pass %d, %.3f%% of %d boundaries right\n", epoch+1, 100*float64(s.right)/float64(s.seen), s.seen)
	}
	s.model.Above = segmentAbove
	s.model.Inner, s.model.Outer = fixed(s.inner), fixed(s.outer)
	return s.model
}

func fixed(w []float32) []int16 {
	out := make([]int16, len(w))
	for i, v := range w {
		out[i] = int16(max(-32767, min(32767, math.Round(float64(v)*fixedPoint))))
	}
	return out
}

// goldCuts is the text and, per byte offset where a word ends, the cut that follows.
func goldCuts(t *ling.Text) (string, map[int32]segment.Cut) {
	cuts := make(map[int32]segment.Cut, len(t.Tokens))
	for _, s := range t.Sents {
		for i := s.First; i < s.Last; i++ {
			tok := &t.Tokens[i]
			c := segment.Token
			switch {
			case tok.Part > 0 && tok.Part < tok.Parts:
				c = segment.Word
			case i == s.Last-1:
				c = segment.Sentence
			}
			cuts[int32(tok.Span.End)] = c
		}
	}
	return t.Doc.Text, cuts
}

func (s *segmenter) learn(w *segment.Worker, text string, cuts map[int32]segment.Cut, rate float32) {
	w.Start(text)
	for i, a := range w.Atoms() {
		gold := cuts[a.End]
		switch a.After {
		case segment.Break:
			gold = segment.Sentence
		case segment.NoGap:
			s.seen++
			s.stepInner(s.thin(w.Features(i), hideInner), gold, rate)
		default:
			s.seen++
			s.stepOuter(s.thin(w.Features(i), hideOuter), gold == segment.Sentence, rate)
		}
		w.Cut(i, gold)
	}
}

// thin drops some features, so that no single one is relied upon.
func (s *segmenter) thin(feats []uint32, share float32) []uint32 {
	s.kept = s.kept[:0]
	for _, f := range feats {
		if s.rng.float() >= share {
			s.kept = append(s.kept, f)
		}
	}
	return s.kept
}

func (s *segmenter) stepInner(feats []uint32, gold segment.Cut, rate float32) {
	var score [segment.Cuts]float64
	for _, f := range feats {
		for c := range score {
			score[c] += float64(s.inner[int(f)*segment.Cuts+c])
		}
	}
	best := 0
	var sum float64
	for c, v := range score {
		if v > score[best] {
			best = c
		}
		sum += math.Exp(v)
	}
	s.right += hit(best == int(gold))
	for c, v := range score {
		g := float32(math.Exp(v) / sum)
		if c == int(gold) {
			g--
		}
		if g < 1e-5 && g > -1e-5 {
			continue
		}
		for _, f := range feats {
			ada(&s.inner[int(f)*segment.Cuts+c], &s.sumI[int(f)*segment.Cuts+c], g, rate)
		}
	}
}

func (s *segmenter) stepOuter(feats []uint32, gold bool, rate float32) {
	var score float64
	for _, f := range feats {
		score += float64(s.outer[f])
	}
	s.right += hit((score > 0) == gold)
	g := float32(1 / (1 + math.Exp(-score)))
	if gold {
		g--
	}
	for _, f := range feats {
		ada(&s.outer[f], &s.sumO[f], g, rate)
	}
}

// ada is one AdaGrad step with a little shrinkage.
func ada(w, sum *float32, g, rate float32) {
	g += segmentDecay * *w
	*sum += g * g
	*w -= rate * g / (float32(math.Sqrt(float64(*sum))) + 1e-3)
}

// fused collects words written together without an apostrophe that the treebanks cut at least twice ("cannot", "gonna").
// Rare are those of them that stay whole at least as often: "its" for "it's" is a slip of letters, not of newspapers.
func fused(docs []*conllu.Doc) (cuts, rare map[string]int8) {
	type cut struct {
		form string
		at   int
	}
	n, whole := map[cut]int{}, map[string]int{}
	for _, d := range docs {
		for i := range d.Text.Tokens {
			tok := &d.Text.Tokens[i]
			if tok.Parts == 0 {
				whole[strings.ToLower(tok.Form)]++
			}
			if tok.Part != 1 || tok.Parts != 2 || i+1 >= len(d.Text.Tokens) {
				continue
			}
			form := strings.ToLower(d.Text.SpanOf(i, i+2).Of(d.Text.Doc.Text))
			if len(form) <= 12 && strings.Trim(form, "abcdefghijklmnopqrstuvwxyz") == "" {
				n[cut{form, tok.Span.Len()}]++
			}
		}
	}
	var all []cut
	for c, k := range n {
		if k >= 2 {
			all = append(all, c)
		}
	}
	sort.Slice(all, func(i, j int) bool {
		return n[all[i]] < n[all[j]] || n[all[i]] == n[all[j]] && all[i].form < all[j].form
	})
	cuts, rare = map[string]int8{}, map[string]int8{}
	for _, c := range all { // the most frequent cut of a form comes last and stays
		cuts[c.form] = int8(c.at)
		if n[c] <= whole[c.form] {
			rare[c.form] = int8(c.at)
		}
	}
	return cuts, rare
}

// SegmentScore scores a segmentation model: F1 of sentences and of words by their spans, in percent.
func SegmentScore(m *segment.Model, docs []*conllu.Doc) (sent, word float64) {
	w := m.NewWorker()
	var st, wt tally
	for _, d := range docs {
		w.Segment(d.Text.Doc.Text)
		gold := map[[2]int]bool{}
		for _, t := range d.Text.Tokens {
			gold[[2]int{t.Span.Start, t.Span.End}] = true
		}
		for _, p := range w.Pieces {
			wt.hit += hit(gold[[2]int{int(p.Start), int(p.End)}])
		}
		wt.gold += len(d.Text.Tokens)
		wt.found += len(w.Pieces)
		clear(gold)
		for _, s := range d.Text.Sents {
			gold[[2]int{s.Span.Start, s.Span.End}] = true
		}
		for _, s := range w.Sents {
			st.hit += hit(gold[[2]int{int(w.Pieces[s.First].Start), int(w.Pieces[s.Last-1].End)}])
		}
		st.gold += len(d.Text.Sents)
		st.found += len(w.Sents)
	}
	return st.f1(), wt.f1()
}

type tally struct{ hit, gold, found int }

func (t tally) f1() float64 { return 200 * float64(t.hit) / math.Max(1, float64(t.gold+t.found)) }

func (t *tally) add(o tally) {
	t.hit += o.hit
	t.gold += o.gold
	t.found += o.found
}
