// Package tag says for each word its part of speech, Penn tag, features and lemma. Word vectors and forms come in; one
// class a word goes out, all three tags chosen together so that they agree. It refuses to invent a combination of tags
// that the treebanks do not have.
package tag

import (
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/nn"
)

// Head is the tagger's own part of the network. It is read-only and may be shared.
type Head struct {
	classes []encode.Morph
	one     *nn.Dense
	two     *nn.Dense
}

// New reads the tagger of a model file.
func New(f *nn.File, c *encode.Config) (*Head, error) {
	h := &Head{classes: c.Tags}
	var err error
	if h.one, err = f.Dense("tag1", 2*c.Hidden, c.TagHidden); err != nil {
		return nil, err
	}
	if h.two, err = f.Dense("tag2", c.TagHidden, nn.Pad(len(c.Tags))); err != nil {
		return nil, err
	}
	return h, nil
}

// Memory is the working memory of Run; one a worker.
type Memory struct {
	work   nn.Work
	a, b   []float32
	Morphs []encode.Morph // per word, what Choose found
}

// Start clears the scores of n words; several heads may then add theirs.
func (h *Head) Start(m *Memory, n int) {
	m.b = nn.Grow(m.b, n*h.two.W.M)
	clear(m.b)
}

// Score adds the scores of the n words whose vectors are x.
func (h *Head) Score(m *Memory, x []float32, n int) {
	m.a = nn.Grow(m.a, n*h.one.W.M)
	h.one.Apply(&m.work, m.a, x, n)
	nn.ReLU(m.a)
	h.two.Add(&m.work, m.b, m.a, n)
}

// Choose picks the best class of each word. The result is in m.
func (h *Head) Choose(m *Memory, n int) {
	cols := h.two.W.M
	m.Morphs = m.Morphs[:0]
	for i := range n {
		m.Morphs = append(m.Morphs, h.classes[nn.Argmax(m.b[i*cols:i*cols+len(h.classes)])])
	}
}
