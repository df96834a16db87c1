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
	first  firstLayer
	layers []*nn.BiLayer // the others
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
	if err := e.first.read(f, c); err != nil {
		return nil, err
	}
	for i := 1; i < c.Layers; i++ {
		l, err := f.BiLayer(fmt.Sprintf("layer%d", i), 2*c.Hidden, c.Hidden)
		if err != nil {
			return nil, err
		}
		e.layers = append(e.layers, l)
	}
	e.remember()
	return e, nil
}

// Width is the width of the vectors that Run returns.
func (e *Encoder) Width() int { return 2 * e.Config.Hidden }

// Vocab is the lookup of the words that occur in what the encoder was trained on.
func (e *Encoder) Vocab() Vocab { return e.vocab }

// Memory is the working memory of Run; one a worker.
type Memory struct {
	scratch Scratch
	in      []float32 // features of the words without remembered products
	p       []float32 // their products
	u       []float32
	rows    [][]float32 // per word, its products
	x, y    []float32
	bi      nn.BiMemory
}

// Run encodes the forms; segs are the bounds of the sentences, from 0 to len(forms). The result belongs to m and holds
// until its next use.
func (e *Encoder) Run(m *Memory, forms []string, segs []int) []float32 {
	n := len(forms)
	x, y := &m.x, &m.y
	*x = nn.Grow(*x, n*e.Width())
	e.products(m, forms)
	e.first.run(m, *x, segs)
	for _, l := range e.layers {
		*y = nn.Grow(*y, n*e.Width())
		l.Run(&m.bi, *y, *x, segs)
		x, y = y, x
	}
	return (*x)[:n*e.Width()]
}

// features writes the features of a form side by side.
func (e *Encoder) features(s *Scratch, row []float32, form string) {
	c := &e.Config
	var f Features
	e.vocab.Extract(form, s, &f)
	copy(row, e.word[int(f.Word)*c.Word:(int(f.Word)+1)*c.Word])
	affix := row[c.Word : c.Word+c.Affix]
	clear(affix)
	for _, h := range f.Hash {
		nn.Add(affix, e.hash[int(h)*c.Affix:(int(h)+1)*c.Affix])
	}
	copy(row[c.Word+c.Affix:], e.shape[int(f.Shape)*c.Shape:(int(f.Shape)+1)*c.Shape])
}
