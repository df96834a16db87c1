package link

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/nn"
)

// NetConfig is the shape of the networks beside the linear models: how wide the engine's word vectors are, what these are
// mapped to, the width of each direction of the recurrent layer, and how many networks vote.
type NetConfig struct {
	Width, Map, Hidden, Nets int
}

// Hints is the number of columns that Hint adds to a word's vector.
const Hints = nn.PanelWidth

// In is the width of what a network reads of each word.
func (c NetConfig) In() int { return c.Width + Hints }

// The columns of a network's output for each word: the scores of being outside, in the cause and in the effect; of being
// the first and the last word of the cause, and of the effect; and how much the word counts for the sentence.
const (
	NetNone = iota
	NetCause
	NetEffect
	NetCauseFirst
	NetCauseLast
	NetEffectFirst
	NetEffectLast
	NetAttention
)

// nets are the networks that read the engine's word vectors. Each maps the vectors, runs one recurrent layer in both
// directions, scores the words, and scores the sentence from the largest and the attended values of the layer.
type nets struct {
	NetConfig
	all  []net
	file []byte // what they were read from
}

type net struct {
	in, word, sentence *nn.Dense
	layer              *nn.BiLayer
}

// readNets reads a model file of networks.
func readNets(b []byte) (*nets, error) {
	f, err := nn.ReadFile(b)
	if err != nil {
		return nil, err
	}
	n := nets{file: b}
	if err := json.Unmarshal(f.Header, &n.NetConfig); err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	if n.Width <= 0 || n.Map <= 0 || n.Hidden <= 0 || n.Map%nn.PanelWidth != 0 || 2*n.Hidden%nn.PanelWidth != 0 || n.Nets <= 0 {
		return nil, fmt.Errorf("widths %+v", n.NetConfig)
	}
	for k := range n.Nets {
		m, err := n.read(f, fmt.Sprintf("%d.", k))
		if err != nil {
			return nil, err
		}
		n.all = append(n.all, m)
	}
	return &n, nil
}

// read reads the network whose tensors' names begin with a prefix.
func (c *NetConfig) read(f *nn.File, prefix string) (m net, err error) {
	if m.in, err = f.Dense(prefix+"in", c.In(), c.Map); err != nil {
		return m, err
	}
	if m.layer, err = f.BiLayer(prefix+"layer", c.Map, c.Hidden); err != nil {
		return m, err
	}
	if m.word, err = f.Dense(prefix+"word", 2*c.Hidden, nn.PanelWidth); err != nil {
		return m, err
	}
	m.sentence, err = f.Dense(prefix+"sentence", 4*c.Hidden, nn.PanelWidth)
	return m, err
}

// seen is what the networks make of a range of words: the mean over all of them.
type seen struct {
	r     Range
	logit float64      // that the range states a cause
	tags  [][3]float64 // per word, log probabilities of outside, cause and effect
	bound [4][]float64 // log probabilities of each word as first and last word of cause and effect
}

// Input writes what a network reads of tokens r: their vectors and what the table of connectives says of them.
func (f *Finder) Input(t *ling.Text, r Range) []float32 {
	return (&scan{t: t, table: f.table}).input(r)
}

func (s *scan) input(r Range) []float32 {
	w := s.t.Width + Hints
	x := make([]float32, (r.Last-r.First)*w)
	for i := r.First; i < r.Last; i++ {
		copy(x[(i-r.First)*w:], s.t.Vectors[i*s.t.Width:(i+1)*s.t.Width])
	}
	for _, rel := range s.within(r) {
		hint := s.t.Width + 3
		if rel.Type == casus.LinkCause {
			hint = s.t.Width
		}
		for k, part := range []Range{rel.From, rel.To, rel.Signal} {
			for i := max(part.First, r.First); i < min(part.Last, r.Last); i++ {
				x[(i-r.First)*w+hint+k] = 1
			}
		}
	}
	return x
}

// within lists the relations that the table of connectives finds in tokens r and that do not reach beyond their sentence.
func (s *scan) within(r Range) []Relation {
	inner := &scan{t: s.t, table: s.table}
	for i := r.First; i < r.Last; i++ {
		inner.token(i)
	}
	return slices.DeleteFunc(inner.found, func(r Relation) bool { return r.Across })
}

// see runs the networks over tokens r; nil where the text has no vectors of theirs.
func (c *Causal) see(s *scan, r Range) *seen {
	n := r.Last - r.First
	if c.nets == nil || s.t.Width != c.nets.Width || n <= 0 {
		return nil
	}
	v := &seen{r: r, tags: make([][3]float64, n)}
	for k := range v.bound {
		v.bound[k] = make([]float64, n)
	}
	x := s.input(r)
	for k := range c.nets.all {
		c.nets.all[k].run(v, x, c.nets.NetConfig)
	}
	v.scale(1 / float64(len(c.nets.all)))
	return v
}

// scale makes means of sums.
func (v *seen) scale(share float64) {
	v.logit *= share
	for i := range v.tags {
		for k := range v.tags[i] {
			v.tags[i][k] *= share
		}
		for k := range v.bound {
			v.bound[k][i] *= share
		}
	}
}

// run adds what one network sees.
func (m *net) run(v *seen, x []float32, c NetConfig) {
	var mem nn.BiMemory
	n, h := len(v.tags), 2*c.Hidden
	a, y, out := make([]float32, n*c.Map), make([]float32, n*h), make([]float32, n*nn.PanelWidth)
	m.in.Apply(&mem.Work, a, x, n)
	nn.ReLU(a)
	m.layer.Run(&mem, y, a, []int{0, n})
	m.word.Apply(&mem.Work, out, y, n)
	for k := range v.bound {
		for i, p := range column(out, NetCauseFirst+k) {
			v.bound[k][i] += p
		}
	}
	for i := range v.tags {
		for k, p := range logSoftmax(out[i*nn.PanelWidth : i*nn.PanelWidth+len(v.tags[i])]) {
			v.tags[i][k] += p
		}
	}
	var s [nn.PanelWidth]float32
	m.sentence.Apply(&mem.Work, s[:], pool(y, h, column(out, NetAttention)), 1)
	v.logit += float64(s[1] - s[0])
}

// pool is the largest value of each of the h columns of y, and the mean of its rows weighted by the exponentials of w.
func pool(y []float32, h int, w []float64) []float32 {
	p := make([]float32, 2*h)
	copy(p, y[:h])
	for i := range w {
		share := float32(math.Exp(w[i]))
		for k, u := range y[i*h : (i+1)*h] {
			p[k] = max(p[k], u)
			p[h+k] += float32(share * u)
		}
	}
	return p
}

// column are the log probabilities of the words by the scores in a column.
func column(out []float32, col int) []float64 {
	p := make([]float32, 0, len(out)/nn.PanelWidth)
	for i := col; i < len(out); i += nn.PanelWidth {
		p = append(p, out[i])
	}
	return logSoftmax(p)
}

// logSoftmax turns scores into log probabilities.
func logSoftmax(scores []float32) []float64 {
	top, sum := math.Inf(-1), 0.0
	for _, v := range scores {
		top = max(top, float64(v))
	}
	for _, v := range scores {
		sum += math.Exp(float64(v) - top)
	}
	p := make([]float64, len(scores))
	for i, v := range scores {
		p[i] = float64(v) - top - math.Log(sum)
	}
	return p
}
