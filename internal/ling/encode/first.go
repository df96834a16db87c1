package encode

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/casus-project/casus/internal/ling/nn"
)

// firstLayer is the recurrent layer that sees each word between its neighbours. What a word adds to its own, the next and
// the previous position depends on the form alone, so that the products of frequent forms are computed once for ever.
type firstLayer struct {
	width int        // of a position's products
	w     [3]nn.Ints // features × width: for the next position, the own, the previous
	scan  *nn.BiLayer
	known map[string]int32            // frequent forms, their places in done
	done  []atomic.Pointer[[]float32] // their products, each computed when it is first wanted
}

// Numbers of remembered forms: of the vocabulary's first words as they are, and with a capital.
const (
	rememberedWords    = 800
	rememberedCapitals = 80
)

// read takes the layer's weights, stored as one matrix for the three words side by side.
func (l *firstLayer) read(f *nn.File, c *Config) error {
	in := c.Input()
	var err error
	if l.scan, err = f.Scanner("layer0", 3*in, c.Hidden); err != nil {
		return err
	}
	l.width = 8 * c.Hidden
	t, err := f.Get("layer0.w", 3*in, l.width)
	if err != nil {
		return err
	}
	for part := range l.w {
		l.w[part] = t.Ints(part*in, in)
	}
	return nil
}

// remember chooses the frequent forms.
func (e *Encoder) remember() {
	words := e.Config.Words[min(1, len(e.Config.Words)):]
	l := &e.first
	l.known = make(map[string]int32, rememberedWords+rememberedCapitals)
	for i, w := range words[:min(len(words), rememberedWords)] {
		l.known[w] = int32(len(l.known))
		if up := strings.ToUpper(w[:1]) + w[1:]; i < rememberedCapitals && up != w && w[0] < 0x80 {
			l.known[up] = int32(len(l.known))
		}
	}
	l.done = make([]atomic.Pointer[[]float32], len(l.known))
}

// products finds or computes the products of each form.
func (e *Encoder) products(m *Memory, forms []string) {
	l, in := &e.first, e.Config.Input()
	m.rows, m.missing = m.rows[:0], m.missing[:0]
	clear(m.places)
	for _, form := range forms {
		m.rows = append(m.rows, l.remembered(form))
		if m.rows[len(m.rows)-1] != nil {
			continue
		}
		if _, ok := m.places[form]; !ok {
			m.places[form] = len(m.missing)
			m.missing = append(m.missing, form)
		}
	}
	n := len(m.missing)
	m.in = nn.Grow(m.in, n*in)
	for i, form := range m.missing {
		e.features(&m.scratch, m.in[i*in:(i+1)*in], form)
	}
	m.p = nn.Grow(m.p, n*3*l.width)
	l.multiply(m, n)
	for i, r := range m.rows {
		if r == nil {
			k := m.places[forms[i]]
			m.rows[i] = m.p[k*3*l.width : (k+1)*3*l.width]
			l.keep(forms[i], m.rows[i])
		}
	}
}

// remembered returns the products of a form; nil if they are not known.
func (l *firstLayer) remembered(form string) []float32 {
	if k, ok := l.known[form]; ok {
		if done := l.done[k].Load(); done != nil {
			return *done
		}
	}
	return nil
}

// keep remembers the products of a frequent form.
func (l *firstLayer) keep(form string, products []float32) {
	if k, ok := l.known[form]; ok && l.done[k].Load() == nil {
		done := slices.Clone(products)
		l.done[k].Store(&done)
	}
}

// multiply writes the products of the n forms whose features are in m.in.
func (l *firstLayer) multiply(m *Memory, n int) {
	for part := range l.w {
		to := nn.Spaced{Rows: m.p[min(part*l.width, len(m.p)):], Stride: 3 * l.width}
		l.w[part].Mul(&m.bi.Work, nn.Product{To: to, Rows: m.in, N: n})
	}
}

// run adds up the products and runs the recurrence.
func (l *firstLayer) run(m *Memory, y []float32, segs []int) {
	w := l.width
	m.u = nn.Grow(m.u, len(m.rows)*w)
	for s := range len(segs) - 1 {
		for i := segs[s]; i < segs[s+1]; i++ {
			u := m.u[i*w : (i+1)*w]
			copy(u, m.rows[i][w:2*w])
			if i > segs[s] {
				nn.Add(u, m.rows[i-1][:w])
			}
			if i+1 < segs[s+1] {
				nn.Add(u, m.rows[i+1][2*w:])
			}
		}
	}
	l.scan.Scan(&m.bi, nn.Rows{U: m.u, Y: y}, segs)
}
