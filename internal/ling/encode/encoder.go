package encode

import (
	"encoding/json"
	"fmt"

	"github.com/casus-project/casus/internal/ling/nn"
)

// Encoder is a trained encoder. It is read-only and may be shared.
type Encoder struct {
	Config Config
	vocab  Vocab
	word   []float32
	hash   []float32
	shape  []float32
	layers []*nn.BiLayer
}

// New reads the encoder of a model file.
func New(f *nn.File) (*Encoder, error) {
	e := &Encoder{}
	if err := json.Unmarshal(f.Header, &e.Config); err != nil {
		return nil, fmt.Errorf("encoder configuration: %w", err)
	}
	c := &e.Config
	e.vocab = c.Vocab()
	for _, t := range []struct {
		to         *[]float32
		name       string
		rows, cols int
	}{{&e.word, "word", len(c.Words), c.Word}, {&e.hash, "hash", HashRows, c.Affix}, {&e.shape, "shape", ShapeRows, c.Shape}} {
		m, err := f.Get(t.name, t.rows, t.cols)
		if err != nil {
			return nil, err
		}
		*t.to = m.Data
	}
	width := 3 * c.Input()
	for i := range c.Layers {
		l, err := f.BiLayer(fmt.Sprintf("layer%d", i), width, c.Hidden)
		if err != nil {
			return nil, err
		}
		e.layers = append(e.layers, l)
		width = 2 * c.Hidden
	}
	return e, nil
}

// Width is the width of the vectors that Run returns.
func (e *Encoder) Width() int { return 2 * e.Config.Hidden }

// Memory is the working memory of Run; one a worker.
type Memory struct {
	scratch Scratch
	in      []float32
	x, y    []float32
	bi      nn.BiMemory
}

// Run encodes the forms; segs are the bounds of the sentences, from 0 to len(forms). The result belongs to m and holds
// until its next use.
func (e *Encoder) Run(m *Memory, forms []string, segs []int) []float32 {
	n := len(forms)
	m.in = nn.Grow(m.in, n*e.Config.Input())
	e.input(m, forms)
	e.window(m, segs)
	x, y := &m.x, &m.y
	for i := range e.layers {
		*y = nn.Grow(*y, n*e.Width())
		e.layers[i].Run(&m.bi, *y, *x, segs)
		x, y = y, x
	}
	return (*x)[:n*e.Width()]
}

func (e *Encoder) input(m *Memory, forms []string) {
	c := &e.Config
	w := c.Input()
	var f Features
	for i, form := range forms {
		e.vocab.Extract(form, &m.scratch, &f)
		row := m.in[i*w : (i+1)*w]
		copy(row, e.word[int(f.Word)*c.Word:(int(f.Word)+1)*c.Word])
		affix := row[c.Word : c.Word+c.Affix]
		clear(affix)
		for _, h := range f.Hash {
			for k, v := range e.hash[int(h)*c.Affix : (int(h)+1)*c.Affix] {
				affix[k] += v
			}
		}
		copy(row[c.Word+c.Affix:], e.shape[int(f.Shape)*c.Shape:(int(f.Shape)+1)*c.Shape])
	}
}

// window puts each word's features between those of its neighbours; zeros stand outside the sentence.
func (e *Encoder) window(m *Memory, segs []int) {
	w := e.Config.Input()
	m.x = nn.Grow(m.x, 3*len(m.in))
	for s := range len(segs) - 1 {
		for i := segs[s]; i < segs[s+1]; i++ {
			out := m.x[3*w*i : 3*w*(i+1)]
			for k := range 3 {
				if from := i + k - 1; from >= segs[s] && from < segs[s+1] {
					copy(out[k*w:(k+1)*w], m.in[from*w:])
				} else {
					clear(out[k*w : (k+1)*w])
				}
			}
		}
	}
}
