package train

import (
	"math"

	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/ling/nn"
)

// causalNet is one network of the causal model under training: a map of the word vectors, a recurrent layer in both
// directions, scores of the words, and of the sentence from the layer's largest and attended values. Sentence, tags and
// bounds are learned together, tags and bounds where a pair is marked.
type causalNet struct {
	ps                 *Params
	in, word, sentence affine
	layer              *bilayer
	o                  *CausalOptions
	width              int // of the input
}

// newCausalNet makes a network for vectors of a width.
func newCausalNet(o *CausalOptions, width int, seed uint64) *causalNet {
	ps := &Params{rng: &rng{seed}}
	n := &causalNet{ps: ps, o: o, width: width + link.Hints}
	dense := func(name string, in, out int, gain float64) affine {
		return affine{ps.New(name+".w", in, out, gain/math.Sqrt(float64(in))), ps.New(name+".b", 1, out, 0)}
	}
	n.in = dense("in", n.width, o.Map, 2)
	n.layer = ps.bilayer("layer", o.Map, o.Hidden)
	n.word = dense("word", 2*o.Hidden, nn.PanelWidth, 1)
	n.sentence = dense("sentence", 4*o.Hidden, nn.PanelWidth, 1)
	return n
}

// run is one forward and, when learning, backward pass over some sentences; weight is that of one. It returns the sum of
// their losses.
func (n *causalNet) run(t *tape, batch []*causalSample, weight float32) (loss float64) {
	t.reset()
	if len(batch) == 0 {
		return 0
	}
	segs := []int{0}
	gold := make([]int32, len(batch))
	for b, s := range batch {
		segs = append(segs, segs[b]+s.words)
		gold[b] = int32(hit(s.causal))
	}
	a := t.dropout(t.relu(t.linear(n.input(t, batch, segs), n.in.w, n.in.b)), segs, n.o.Drop/2)
	y := t.dropout(n.layer.run(t, a, segs), segs, n.o.Drop)
	words := t.linear(y, n.word.w, n.word.b)
	scores := t.linear(t.pool(y, words, segs), n.sentence.w, n.sentence.b)
	tags := make([]int32, words.n)
	for b, s := range batch {
		loss += float64(n.o.BoundWeight) * n.marks(t, s, marked{words, tags, segs[b], weight * n.o.BoundWeight})
	}
	loss += t.softmax(scores, 2, gold, weight)
	loss += float64(n.o.TagWeight) * t.softmax(words, 3, tags, weight*n.o.TagWeight)
	if t.learn {
		t.backward()
	}
	return loss
}

// marked is where the marks of a sentence go: its words' scores and tags begin at a row.
type marked struct {
	words  mat
	tags   []int32
	first  int
	weight float32
}

// marks sets the tags of a sentence and scores its bounds, by one of its marked pairs. A causal sentence without marks has no
// tags, any other sentence has those of no cause.
func (n *causalNet) marks(t *tape, s *causalSample, m marked) (loss float64) {
	set := func(first, last int, tag int32) {
		for i := first; i < last; i++ {
			m.tags[m.first+i] = tag
		}
	}
	if len(s.pairs) == 0 {
		if s.causal {
			set(0, s.words, -1)
		}
		return 0
	}
	p := s.pairs[t.rng.intn(len(s.pairs))]
	set(p.Cause.First, p.Cause.Last, link.NetCause)
	set(p.Effect.First, p.Effect.Last, link.NetEffect)
	for k, at := range []int{p.Cause.First, p.Cause.Last - 1, p.Effect.First, p.Effect.Last - 1} {
		loss += t.pointer(m.words, link.NetCauseFirst+k, pointed{m.first, m.first + s.words, at}, m.weight)
	}
	return loss
}

// input puts the sentences below each other, with some words and, for each sentence, some columns hidden. Nobody wants its
// gradient.
func (n *causalNet) input(t *tape, batch []*causalSample, segs []int) mat {
	x := mat{n: segs[len(batch)], d: n.width}
	x.v = t.alloc(x.n * x.d)
	for b, s := range batch {
		copy(x.v[segs[b]*x.d:], s.x)
		for i := segs[b]; t.learn && i < segs[b+1]; i++ {
			if t.rng.float() < n.o.DropWord {
				clear(x.row(i))
			}
		}
	}
	if t.learn {
		back := t.back
		t.dropout(x, segs, n.o.DropIn)
		t.back = back
	}
	return x
}

// pointed is a place among the words [from, to) of a sentence.
type pointed struct{ from, to, at int }

// pointer scores the words of a sentence by one column as the place of something, and adds the gradient, weighted.
func (t *tape) pointer(x mat, col int, p pointed, weight float32) float64 {
	v := make([]float32, p.to-p.from)
	for i := range v {
		v[i] = x.row(p.from + i)[col]
	}
	if !t.learn {
		return t.softmaxRow(v, nil, p.at, weight)
	}
	g := make([]float32, len(v))
	loss := t.softmaxRow(v, g, p.at, weight)
	for i := range g {
		x.grow(p.from + i)[col] += g[i]
	}
	return loss
}

// pool is, for each segment, the largest value of each column of y, and the mean of its rows weighted by the softmax of the
// attention column of words.
func (t *tape) pool(y, words mat, segs []int) mat {
	p := t.mat(len(segs)-1, 2*y.d)
	best := make([]int, p.n*y.d) // per segment and column, the row of the largest value
	share := make([]float32, y.n)
	for s := range p.n {
		row, from, to := p.row(s), segs[s], segs[s+1]
		attend(share[from:to], words, from)
		for i := from; i < to; i++ {
			for k, v := range y.row(i) {
				if i == from || v > row[k] {
					row[k], best[s*y.d+k] = v, i
				}
				row[y.d+k] += share[i] * v
			}
		}
	}
	t.defer_(func() {
		for s := range p.n {
			g := p.grow(s)
			for k, i := range best[s*y.d : (s+1)*y.d] {
				y.grow(i)[k] += g[k]
			}
			attended{share, y, words}.back(g[y.d:], segs[s], segs[s+1])
		}
	})
	return p
}

// attend writes the softmax of the attention of the rows from first on.
func attend(share []float32, words mat, first int) {
	top, sum := float32(math.Inf(-1)), float32(0)
	for i := range share {
		top = max(top, words.row(first + i)[link.NetAttention])
	}
	for i := range share {
		share[i] = fastExp(words.row(first + i)[link.NetAttention] - top)
		sum += share[i]
	}
	for i := range share {
		share[i] /= sum
	}
}

// attended are rows with their shares of a weighted mean.
type attended struct {
	share    []float32
	y, words mat
}

// back hands the gradient of the mean of some rows back to them and to their attention.
func (a attended) back(g []float32, from, to int) {
	given, mean := make([]float32, to-from), float32(0)
	for i := from; i < to; i++ {
		yg := a.y.grow(i)
		for k, v := range a.y.row(i) {
			yg[k] += a.share[i] * g[k]
			given[i-from] += v * g[k]
		}
		mean += a.share[i] * given[i-from]
	}
	for i := from; i < to; i++ {
		a.words.grow(i)[link.NetAttention] += a.share[i] * (given[i-from] - mean)
	}
}
