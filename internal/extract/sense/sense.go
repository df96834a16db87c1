// Package sense says of each word of a sentence how far it tells an event of each PLOVER type: a small pretrained encoder, fine-tuned
// on our own annotated reports. The forms of a sentence's tokens come in, log odds go out, one for each type and word.
//
// It knows which sense of a word is meant ("broke with the president") and nothing else: who acts, when, and whether it happened is
// found by the stages around it. It refuses to read further than its longest sentence: words beyond have no answer. scripts/sense.py
// makes the file; docs/adr/0016 says why it is as it is.
package sense

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling/nn"
)

// HeldOut reports whether the network learned nothing from a cluster of the corpus: one in eight, by the hash of its id.
func HeldOut(cluster string) bool {
	h := sha256.Sum256([]byte(cluster))
	return h[0]%8 == 0
}

// Model is the network. It is read-only and safe for concurrent use.
type Model struct {
	shape
	words       *vocabulary
	piece       nn.Tensor
	wide        nn.Ints
	place       []float32
	norm        norms
	layers      []layer
	hidden, out *nn.Dense
	types       map[casus.Code]int
	first, last int32
}

// shape is the header of the file.
type shape struct {
	Version string       `json:"version"`
	Layers  int          `json:"layers"`
	Heads   int          `json:"heads"`
	Width   int          `json:"width"`
	Rank    int          `json:"rank"`    // of the table of pieces
	Longest int          `json:"longest"` // pieces of a sentence, the two marks around it included
	Hidden  int          `json:"hidden"`
	Types   []casus.Code `json:"types"`
}

// layer is one layer of the encoder: self-attention and two maps, each followed by normalisation (Vaswani et al. 2017).
type layer struct {
	qkv, o, up, down *nn.Dense
	n1, n2           norms
}

// norms are the gains and shifts of a normalisation of rows.
type norms struct{ gain, shift []float32 }

// Open reads a model file that is packed with gzip.
func Open(packed []byte) (*Model, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("sense model: %w", err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("sense model: %w", err)
	}
	f, err := nn.ReadFile(b)
	if err != nil {
		return nil, fmt.Errorf("sense model: %w", err)
	}
	m := &Model{types: map[casus.Code]int{}}
	if err = json.Unmarshal(f.Header, &m.shape); err != nil {
		return nil, fmt.Errorf("sense model: header: %w", err)
	}
	if m.Heads == 0 || m.Width%max(1, m.Heads) != 0 || m.Width%nn.PanelWidth != 0 || m.Longest < 3 {
		return nil, casus.Errorf(casus.Invalid, "sense model: width %d, %d heads, longest %d", m.Width, m.Heads, m.Longest)
	}
	for i, t := range m.Types {
		m.types[t] = i
	}
	names := strings.Split(string(f.Blobs["pieces"]), "\n")
	var ok bool
	if m.words, ok = newVocabulary(names); !ok {
		return nil, casus.Errorf(casus.Invalid, "sense model: the pieces lack %s, %s or %s", pieceUnknown, pieceFirst, pieceLast)
	}
	m.first, m.last = m.words.id[pieceFirst], m.words.id[pieceLast]
	if err = m.tensors(f, len(names)); err != nil {
		return nil, fmt.Errorf("sense model: %w", err)
	}
	return m, nil
}

// reader reads tensors until one is missing.
type reader struct {
	f   *nn.File
	err error
}

func (r *reader) tensor(name string, rows, cols int) nn.Tensor {
	t, err := r.f.Get(name, rows, cols)
	if err != nil && r.err == nil {
		r.err = err
	}
	return t
}

func (r *reader) dense(name string, in, out int) *nn.Dense {
	if r.err != nil {
		return nil
	}
	d, err := r.f.Dense(name, in, out)
	if err != nil {
		r.err = err
	}
	return d
}

func (r *reader) norms(name string, width int) norms {
	g, b := r.tensor(name+".g", 1, width), r.tensor(name+".b", 1, width)
	return norms{g.Floats(), b.Floats()}
}

// inner is how much wider the middle of a layer is.
const inner = 4

func (m *Model) tensors(f *nn.File, pieces int) error {
	r := &reader{f: f}
	w := m.Width
	m.piece = r.tensor("piece", pieces, m.Rank)
	wide := r.tensor("wide.w", m.Rank, w)
	place := r.tensor("place", m.Longest, w)
	m.norm = r.norms("norm", w)
	for i := range m.Layers {
		p := fmt.Sprintf("layer%d.", i)
		m.layers = append(m.layers, layer{
			qkv: r.dense(p+"qkv", w, 3*w), o: r.dense(p+"o", w, w), up: r.dense(p+"i", w, inner*w), down: r.dense(p+"d", inner*w, w),
			n1: r.norms(p+"n1", w), n2: r.norms(p+"n2", w),
		})
	}
	m.hidden, m.out = r.dense("hidden", w, m.Hidden), r.dense("out", m.Hidden, len(m.Types))
	if r.err != nil {
		return r.err
	}
	m.wide, m.place = wide.Ints(0, m.Rank), place.Floats()
	return nil
}

// Reading is memory for reading sentences and holds what was read of the last one. It serves one goroutine.
type Reading struct {
	m       *Model
	work    nn.Work
	ids     []int32
	at      []int32 // of each token its first piece
	x, y, u []float32
	short   []float32
	weights []float32
	scores  []float32 // of each token read, one for each type
	read    int       // tokens
}

// NewReading makes the memory for a model.
func (m *Model) NewReading() *Reading { return &Reading{m: m} }

// Read reads the tokens of one sentence.
func (r *Reading) Read(forms func(i int) string, n int) {
	m := r.m
	r.ids, r.at, r.read = append(r.ids[:0], m.first), r.at[:0], 0
	for i := range n {
		at := int32(len(r.ids))
		r.ids = m.words.add(r.ids, forms(i))
		if int(at) >= m.Longest-1 {
			break
		}
		r.at = append(r.at, at)
	}
	r.ids = append(r.ids[:min(len(r.ids), m.Longest-1)], m.last)
	r.encode()
	r.answer()
}

// LogOdds is how far token i of the sentence read last tells an event of a type; ok is false for a type that the model does not know
// and for tokens beyond the longest sentence.
func (r *Reading) LogOdds(i int, t casus.Code) (z float64, ok bool) {
	k, known := r.m.types[t]
	if !known || i >= r.read {
		return 0, false
	}
	return float64(r.scores[i*len(r.m.Types)+k]), true
}

// encode computes the states of all pieces.
func (r *Reading) encode() {
	m, n, w := r.m, len(r.ids), r.m.Width
	r.short = nn.Grow(r.short, n*m.Rank)
	clear(r.short)
	for i, id := range r.ids {
		m.piece.AddRow(r.short[i*m.Rank:(i+1)*m.Rank], int(id))
	}
	r.x = nn.Grow(r.x, n*w)
	m.wide.Mul(&r.work, nn.Product{To: nn.Spaced{Rows: r.x, Stride: w}, Base: nn.Spaced{Rows: m.place, Stride: w}, Rows: r.short, N: n})
	m.norm.apply(r.x)
	for i := range m.layers {
		r.layer(&m.layers[i], n)
	}
}

func (r *Reading) layer(l *layer, n int) {
	w := r.m.Width
	r.u = nn.Grow(r.u, n*3*w)
	l.qkv.Apply(&r.work, r.u, r.x, n)
	r.y = nn.Grow(r.y, n*w)
	r.attend(n)
	l.o.Add(&r.work, r.x, r.y, n)
	l.n1.apply(r.x)
	r.u = nn.Grow(r.u, n*inner*w)
	l.up.Apply(&r.work, r.u, r.x, n)
	gelu(r.u)
	l.down.Add(&r.work, r.x, r.u, n)
	l.n2.apply(r.x)
}

// attend mixes the values of all pieces, for each head by how well queries and keys agree: u holds queries, keys and values of each
// piece, y takes the mixture.
func (r *Reading) attend(n int) {
	w := r.m.Width
	d := w / r.m.Heads
	scale := float32(1 / math.Sqrt(float64(d)))
	r.weights = nn.Grow(r.weights, n)
	for h := range r.m.Heads {
		for i := range n {
			q := r.u[i*3*w+h*d:][:d]
			for j := range n {
				r.weights[j] = dot(q, r.u[j*3*w+w+h*d:][:d]) * scale
			}
			softmax(r.weights)
			to := r.y[i*w+h*d:][:d]
			clear(to)
			for j, a := range r.weights {
				for k, v := range r.u[j*3*w+2*w+h*d:][:d] {
					to[k] += float32(a * v)
				}
			}
		}
	}
}

// answer computes the log odds of the tokens' first pieces.
func (r *Reading) answer() {
	m, w := r.m, r.m.Width
	r.read = len(r.at)
	r.y = nn.Grow(r.y, r.read*w)
	for i, at := range r.at {
		copy(r.y[i*w:(i+1)*w], r.x[int(at)*w:(int(at)+1)*w])
	}
	r.u = nn.Grow(r.u, r.read*m.Hidden)
	m.hidden.Apply(&r.work, r.u, r.y, r.read)
	nn.ReLU(r.u)
	r.scores = nn.Grow(r.scores, r.read*len(m.Types))
	m.out.Apply(&r.work, r.scores, r.u, r.read)
}
