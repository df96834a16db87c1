package encode

import (
	"encoding/json"
	"fmt"

	"github.com/casus-project/casus/internal/ling/nn"
)

// Encoder is a trained encoder. It is read-only and may be shared.
type Encoder struct {
	Config Config
	read   Reader
	word   nn.Tensor
	hash   nn.Tensor
	shape  nn.Tensor
	lex    nn.Tensor
	vec    nn.Tensor
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
	e.read = Reader{Vocab: c.Vocab(), Exact: int32(c.Exact)}
	var err error
	if e.word, err = f.Get("word", len(c.Words), c.Word); err != nil {
		return nil, err
	}
	if c.Lex > 0 {
		if e.read.Lexicon, err = ReadLexicon(f.Blobs["lexicon"]); err != nil {
			return nil, err
		}
	}
	if c.Vec > 0 {
		if e.vec, err = f.Get("vec", f.Tensors["vec"].Rows, c.Vec); err != nil {
			return nil, err
		}
		if e.read.Vectors, err = ReadVectors(f.Blobs["vectors"], e.vec.Rows); err != nil {
			return nil, err
		}
	}
	return e, e.fill(f)
}

// fill reads what every network has of its own.
func (e *Encoder) fill(f *nn.File) error {
	c := &e.Config
	for _, t := range []struct {
		to         *nn.Tensor
		name       string
		rows, cols int
	}{{&e.hash, "hash", HashRows, c.Affix}, {&e.shape, "shape", ShapeRows, c.Shape}} {
		m, err := f.Get(t.name, t.rows, t.cols)
		if err != nil {
			return err
		}
		*t.to = m
	}
	if c.Lex > 0 {
		m, err := f.Get("lex", LexRows, c.Lex)
		if err != nil {
			return err
		}
		e.lex = m
	}
	if err := e.first.read(f, c); err != nil {
		return err
	}
	for i := 1; i < c.Layers; i++ {
		l, err := f.BiLayer(fmt.Sprintf("layer%d", i), 2*c.Hidden, c.Hidden)
		if err != nil {
			return err
		}
		e.layers = append(e.layers, l)
	}
	e.remember()
	return nil
}

// Width is the width of the vectors that Run returns.
func (e *Encoder) Width() int { return 2 * e.Config.Hidden }

// Vocab is the lookup of the words that occur in what the encoder was trained on.
func (e *Encoder) Vocab() Vocab { return e.read.Vocab }

// Memory is the working memory of Run; one a worker.
type Memory struct {
	scratch Scratch
	missing []string       // forms without remembered products, each once
	places  map[string]int // where they are in missing
	in      []float32      // their features
	p       []float32      // their products
	u       []float32
	rows    [][]float32 // per word, its products
	x, y    []float32
	bi      nn.BiMemory
	// Into is where the next Run puts its result, instead of into memory of its own; nil for that. Run forgets it.
	Into []float32
}

// Run encodes the forms; segs are the bounds of the sentences, from 0 to len(forms). The result belongs to m and holds
// until its next use, unless m says where to put it.
func (e *Encoder) Run(m *Memory, forms []string, segs []int) []float32 {
	n := len(forms)
	if m.places == nil {
		m.places = map[string]int{}
	}
	x, y := &m.x, &m.y
	*x = nn.Grow(*x, n*e.Width())
	e.products(m, forms)
	e.first.run(m, *x, segs)
	for i, l := range e.layers {
		if i == len(e.layers)-1 && m.Into != nil {
			out := m.Into[:n*e.Width()]
			m.Into = nil
			l.Run(&m.bi, out, *x, segs)
			return out
		}
		*y = nn.Grow(*y, n*e.Width())
		l.Run(&m.bi, *y, *x, segs)
		x, y = y, x
	}
	return (*x)[:n*e.Width()]
}

// Lexical adds the distributional vector of a word to to, which is Config.Vec wide; a word that has none adds nothing.
func (e *Encoder) Lexical(to []float32, word string) {
	if e.Config.Vec == 0 {
		return
	}
	if row := e.read.Vectors.Row([]byte(Normal(word))); row >= 0 {
		e.vec.AddRow(to, int(row))
	}
}

// features writes the features of a form side by side.
func (e *Encoder) features(s *Scratch, row []float32, form string) {
	c := &e.Config
	var f Features
	e.read.Extract(form, s, &f)
	clear(row[:c.Input()])
	e.word.AddRow(row, int(f.Word))
	for _, h := range f.Hash {
		if h < 0 {
			continue
		}
		e.hash.AddRow(row[c.Word:], int(h))
	}
	e.shape.AddRow(row[c.Word+c.Affix:], int(f.Shape))
	if c.Vec > 0 && f.Vec >= 0 {
		e.vec.AddRow(row[c.Word+c.Affix+c.Shape+c.Lex:], int(f.Vec))
	}
	if c.Lex == 0 {
		return
	}
	for _, k := range f.Lex {
		if k >= 0 {
			e.lex.AddRow(row[c.Word+c.Affix+c.Shape:], int(k))
		}
	}
}
