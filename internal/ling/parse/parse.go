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
		{&p.dep, "dep", p.width, c.ArcWidth},
		{&p.head, "head", p.width, c.ArcWidth},
		{&p.arc, "arc", c.ArcWidth, c.ArcWidth},
		{&p.rdep, "rdep", p.width, c.RelWidth},
		{&p.rhead, "rhead", p.width, c.RelWidth},
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
	p.root = root.Floats()
	return p, nil
}

// Memory is the working memory of the parser; one a worker. Heads that score together share one.
type Memory struct {
	work       nn.Work
	d, e, h    []float32
	rd, rh     []float32
	z, y       []float32
	scores     []float32 // per sentence, words × padded words and root
	at         []int     // where each sentence's scores begin
	heads      nn.Packed
	rows       []float32
	tree       solver
	Heads      []int32    // per word, the index of its head within all words, -1 for a root
	Rels       []ling.Rel // per word
	headWithin []int32
}

// Start clears the scores of the sentences with bounds segs; several heads may then add theirs.
func (p *Head) Start(m *Memory, segs []int) {
	n := segs[len(segs)-1]
	size := 0
	m.at = m.at[:0]
	for s := range len(segs) - 1 {
		m.at = append(m.at, size)
		words := segs[s+1] - segs[s]
		size += words * nn.Pad(words+1)
	}
	m.scores = nn.Grow(m.scores, size)
	clear(m.scores)
	m.y = nn.Grow(m.y, n*p.rel.W.M)
	clear(m.y)
	if cap(m.Heads) < n {
		m.Heads, m.Rels = make([]int32, n+n/4), make([]ling.Rel, n+n/4)
	}
	m.Heads, m.Rels = m.Heads[:n], m.Rels[:n]
}

// Arcs adds the scores of all arcs of the sentences whose word vectors are x.
func (p *Head) Arcs(m *Memory, x []float32, segs []int) {
	n, w := segs[len(segs)-1], p.arcWidth
	m.d, m.e, m.h = nn.Grow(m.d, n*w), nn.Grow(m.e, n*w), nn.Grow(m.h, n*w)
	p.dep.Apply(&m.work, m.e, x, n)
	nn.ReLU(m.e)
	p.arc.Apply(&m.work, m.d, m.e, n)
	p.head.Apply(&m.work, m.h, x, n)
	nn.ReLU(m.h)
	for s := range len(segs) - 1 {
		from, to := segs[s], segs[s+1]
		m.rows = append(append(m.rows[:0], m.h[from*w:to*w]...), p.root...)
		m.heads.PackTransposed(m.rows, to-from+1, w)
		m.heads.MulAdd(m.scores[m.at[s]:], m.d[from*w:], to-from)
	}
}

// Solve finds the best tree of each sentence and sets Heads.
func (m *Memory) Solve(segs []int) {
	for s := range len(segs) - 1 {
		from, n := segs[s], segs[s+1]-segs[s]
		m.headWithin = m.tree.solve(m.headWithin, m.scores[m.at[s]:], n, nn.Pad(n+1))
		for i, h := range m.headWithin {
			m.Heads[from+i] = -1
			if int(h) < n {
				m.Heads[from+i] = int32(from) + h
			}
		}
	}
}

// Relations adds the scores of the relations of all arcs in Heads.
func (p *Head) Relations(m *Memory, x []float32) {
	n, w := len(m.Heads), p.relWidth
	m.rd, m.rh = nn.Grow(m.rd, n*w), nn.Grow(m.rh, n*w)
	p.rdep.Apply(&m.work, m.rd, x, n)
	nn.ReLU(m.rd)
	p.rhead.Apply(&m.work, m.rh, x, n)
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
	p.rel.Add(&m.work, m.y, m.z, n)
}

// Label sets Rels to the best relation of each arc.
func (p *Head) Label(m *Memory) {
	cols := p.rel.W.M
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
