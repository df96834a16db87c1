package nn

import "fmt"

// BiLayer is a bidirectional light recurrent layer. The highway input is the layer's own where the widths agree, else a
// projection.
type BiLayer struct {
	In     int
	H      int
	blocks int // of H values for each direction in a row of products
	w      Ints
	cells  [2]Cell
}

// BiLayer reads the layer stored under a name.
func (f *File) BiLayer(name string, in, h int) (*BiLayer, error) {
	l := &BiLayer{In: in, H: h, blocks: 3}
	if in != 2*h {
		l.blocks = 4
	}
	w, err := f.Get(name+".w", in, 2*l.blocks*h)
	if err != nil {
		return nil, err
	}
	l.w = w.Ints(0, in)
	return l, l.readCells(f, name)
}

// Scanner reads only the recurrence of the layer stored under a name, for products computed elsewhere.
func (f *File) Scanner(name string, in, h int) (*BiLayer, error) {
	l := &BiLayer{In: in, H: h, blocks: 3}
	if in != 2*h {
		l.blocks = 4
	}
	l.w.M = 2 * l.blocks * h
	return l, l.readCells(f, name)
}

func (l *BiLayer) readCells(f *File, name string) error {
	h := l.H
	for d := range 2 {
		c := &l.cells[d]
		c.H = h
		for _, p := range []struct {
			to   *[]float32
			name string
		}{{&c.VF, "vf"}, {&c.VR, "vr"}, {&c.BF, "bf"}, {&c.BR, "br"}} {
			t, err := f.Get(fmt.Sprintf("%s.%d.%s", name, d, p.name), 1, h)
			if err != nil {
				return err
			}
			*p.to = t.Floats()
		}
	}
	return nil
}

// BiMemory is the working memory of BiLayer.Run; one a worker.
type BiMemory struct {
	Work
	u, c []float32
}

// Run writes the layer's output for the rows of x to y, 2·H values a row; segs are the bounds of the sentences.
func (l *BiLayer) Run(m *BiMemory, y, x []float32, segs []int) {
	n := segs[len(segs)-1]
	m.u = Grow(m.u, n*l.w.M)
	l.w.Mul(&m.Work, Product{To: Spaced{m.u, l.w.M}, Rows: x, N: n})
	l.Scan(m, Rows{U: m.u, X: x, Y: y}, segs)
}

// Rows are the products, inputs and outputs of a layer, row by row. X may be nil where the highway input is projected.
type Rows struct{ U, X, Y []float32 }

// Scan is Run for products computed elsewhere.
func (l *BiLayer) Scan(m *BiMemory, r Rows, segs []int) {
	m.c = Grow(m.c, l.H)
	for d := range 2 {
		l.scan(m, r, segs, d)
	}
}

// scan runs direction d over all sentences.
func (l *BiLayer) scan(m *BiMemory, r Rows, segs []int, d int) {
	h, um := l.H, l.w.M
	for s := range len(segs) - 1 {
		clear(m.c)
		first, end, step := segs[s], segs[s+1], 1
		if d == 1 {
			first, end, step = segs[s+1]-1, segs[s]-1, -1
		}
		for i := first; i != end; i += step {
			u := r.U[i*um+d*l.blocks*h:]
			var xh []float32
			if l.blocks == 4 {
				xh = u[3*h : 4*h]
			} else {
				xh = r.X[i*l.In+d*h : i*l.In+(d+1)*h]
			}
			l.cells[d].Step(m.c, r.Y[i*2*h+d*h:i*2*h+(d+1)*h], u, xh)
		}
	}
}
