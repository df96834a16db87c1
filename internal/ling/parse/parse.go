// Package parse finds the dependency tree of each sentence: word vectors come in, heads and relations go out. Every word
// scores every other as its head (deep biaffine attention, Dozat and Manning 2017); the best tree with a single root is
// taken. It refuses to return anything that is not a tree.
package parse

import (
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/nn"
)

// Head is the scoring part of the parser. It is read-only and may be shared.
type Head struct {
	width, arcWidth, relWidth int
	dep, head, arc            *nn.Dense
	root                      []float32
	rdep, rhead, rel          *nn.Dense
}

// New reads the parser of a model file.
func New(f *nn.File, c *encode.Config) (*Head, error) {
	p := &Head{width: 2 * c.Hidden, arcWidth: c.ArcWidth, relWidth: c.RelWidth}
	for _, d := range []struct {
		to      **nn.Dense
		name    string
		in, out int
	}{
		{&p.dep, "dep", p.width, c.ArcWidth}, {&p.head, "head", p.width, c.ArcWidth}, {&p.arc, "arc", c.ArcWidth, c.ArcWidth},
		{&p.rdep, "rdep", p.width, c.RelWidth}, {&p.rhead, "rhead", p.width, c.RelWidth},
		{&p.rel, "rel", 3 * c.RelWidth, nn.Pad(ling.Rels)},
	} {
		var err error
		if *d.to, err = f.Dense(d.name, d.in, d.out); err != nil {
			return nil, err
		}
	}
	root, err := f.Get("root", 1, c.ArcWidth)
	if err != nil {
		return nil, err
	}
	p.root = root.Data
	return p, nil
}

// Memory is the working memory of Run; one a worker.
type Memory struct {
	d, e, h    []float32
	rd, rh     []float32
	z, y       []float32
	scores     []float32
	heads      nn.Packed
	rows       []float32
	tree       solver
	Heads      []int32    // per word, the index of its head within all words, -1 for a root
	Rels       []ling.Rel // per word
	headWithin []int32
}

// Run parses the sentences whose word vectors are x and whose bounds are segs. The result is in m.
func (p *Head) Run(m *Memory, x []float32, segs []int) {
	n := segs[len(segs)-1]
	m.d, m.e, m.h = nn.Grow(m.d, n*p.arcWidth), nn.Grow(m.e, n*p.arcWidth), nn.Grow(m.h, n*p.arcWidth)
	p.dep.Apply(m.e, x, n)
	nn.ReLU(m.e)
	p.arc.Apply(m.d, m.e, n)
	p.head.Apply(m.h, x, n)
	nn.ReLU(m.h)
	if cap(m.Heads) < n {
		m.Heads, m.Rels = make([]int32, n+n/4), make([]ling.Rel, n+n/4)
	}
	m.Heads, m.Rels = m.Heads[:n], m.Rels[:n]
	for s := range len(segs) - 1 {
		p.sentence(m, segs[s], segs[s+1])
	}
	p.relations(m, x, n)
}

// sentence finds the heads of words [from, to).
func (p *Head) sentence(m *Memory, from, to int) {
	n, w := to-from, p.arcWidth
	m.rows = append(append(m.rows[:0], m.h[from*w:to*w]...), p.root...)
	m.heads.PackTransposed(m.rows, n+1, w)
	cols := m.heads.M
	m.scores = nn.Grow(m.scores, n*cols)
	clear(m.scores)
	m.heads.MulAdd(m.scores, m.d[from*w:], n)
	m.headWithin = m.tree.solve(m.headWithin, m.scores, n, cols)
	for i, h := range m.headWithin {
		m.Heads[from+i] = -1
		if int(h) < n {
			m.Heads[from+i] = int32(from) + h
		}
	}
}

// relations labels all arcs.
func (p *Head) relations(m *Memory, x []float32, n int) {
	w := p.relWidth
	m.rd, m.rh = nn.Grow(m.rd, n*w), nn.Grow(m.rh, n*w)
	p.rdep.Apply(m.rd, x, n)
	nn.ReLU(m.rd)
	p.rhead.Apply(m.rh, x, n)
	nn.ReLU(m.rh)
	m.z = nn.Grow(m.z, n*3*w)
	for i, h := range m.Heads {
		z := m.z[i*3*w : (i+1)*3*w]
		if h < 0 {
			clear(z)
			continue
		}
		d, g := m.rd[i*w:(i+1)*w], m.rh[int(h)*w:(int(h)+1)*w]
		for k := range d {
			z[k] = d[k] * g[k]
		}
		copy(z[w:], d)
		copy(z[2*w:], g)
	}
	cols := p.rel.W.M
	m.y = nn.Grow(m.y, n*cols)
	p.rel.Apply(m.y, m.z, n)
	for i, h := range m.Heads {
		if h < 0 {
			m.Rels[i] = ling.Root
			continue
		}
		y := m.y[i*cols : i*cols+ling.Rels]
		y[ling.Root] = -1e9
		m.Rels[i] = ling.Rel(nn.Argmax(y))
	}
}
