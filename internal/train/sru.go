package train

import (
	"fmt"
	"math"

	"github.com/casus-project/casus/internal/ling/nn"
)

// bilayer is a bidirectional light recurrent layer. u holds for each direction candidate, forget and output gate, and,
// where the input has another width than the output, the highway input.
type bilayer struct {
	in, h   int
	highway bool // projected highway
	w       *Param
	cell    [2]cellParams
}

type cellParams struct{ vf, vr, bf, br *Param }

func (ps *Params) bilayer(name string, in, h int) *bilayer {
	l := &bilayer{in: in, h: h, highway: in != 2*h}
	l.w = ps.New(name+".w", in, 2*l.blocks()*h, 1/math.Sqrt(float64(in)))
	for d := range 2 {
		n := fmt.Sprintf("%s.%d.", name, d)
		l.cell[d] = cellParams{ps.New(n+"vf", 1, h, 0.1), ps.New(n+"vr", 1, h, 0.1), ps.New(n+"bf", 1, h, 0), ps.New(n+"br", 1, h, 0)}
	}
	return l
}

func (l *bilayer) blocks() int {
	if l.highway {
		return 4
	}
	return 3
}

// run applies the layer to each segment of x.
func (l *bilayer) run(t *tape, x mat, segs []int) mat {
	u := t.linear(x, l.w, nil)
	out := t.mat(x.n, 2*l.h)
	r := layerRun{shard: t.shard, u: u, x: x, out: out, segs: segs}
	for d := range 2 {
		r.cs[d] = mat{n: x.n, d: l.h, v: t.alloc(x.n * l.h)}
		l.forward(&r, d)
	}
	t.defer_(func() {
		for d := range 2 {
			l.backward(&r, d)
		}
	})
	return out
}

// layerRun is one run of a layer: products, input, output, and the cells of both directions after each word.
type layerRun struct {
	shard     int
	u, x, out mat
	cs        [2]mat
	segs      []int
}

// order lists the words of a segment in reading order of direction d.
func order(d, from, to int) (first, end, step int) {
	if d == 0 {
		return from, to, 1
	}
	return to - 1, from - 1, -1
}

func (l *bilayer) highwayOf(d int, u, x []float32) []float32 {
	if l.highway {
		at := (d*4 + 3) * l.h
		return u[at : at+l.h]
	}
	return x[d*l.h : (d+1)*l.h]
}

func (l *bilayer) forward(r *layerRun, d int) {
	u, x, out, cs, segs := r.u, r.x, r.out, r.cs[d], r.segs
	p := l.cell[d]
	cell := nn.Cell{H: l.h, VF: p.vf.W, VR: p.vr.W, BF: p.bf.W, BR: p.br.W}
	c := make([]float32, l.h)
	for s := range len(segs) - 1 {
		clear(c)
		first, end, step := order(d, segs[s], segs[s+1])
		for i := first; i != end; i += step {
			ui := u.row(i)
			cell.Step(c, out.row(i)[d*l.h:(d+1)*l.h], ui[d*l.blocks()*l.h:], l.highwayOf(d, ui, x.row(i)))
			copy(cs.row(i), c)
		}
	}
}

func (l *bilayer) backward(r *layerRun, d int) {
	u, x, out, cs, segs := r.u, r.x, r.out, r.cs[d], r.segs
	p, h, k := l.cell[d], l.h, r.shard
	cell := nn.Cell{H: h, VF: p.vf.W, VR: p.vr.W, BF: p.bf.W, BR: p.br.W}
	zero := make([]float32, h)
	dc := make([]float32, h)
	for s := range len(segs) - 1 {
		clear(dc)
		first, end, step := order(d, segs[s], segs[s+1])
		for i := end - step; i != first-step; i -= step {
			old := zero
			if i != first {
				old = cs.row(i - step)
			}
			cell.StepBack(&nn.Back{
				Old: old, Now: cs.row(i), U: u.row(i)[d*l.blocks()*h:], XH: l.highwayOf(d, u.row(i), x.row(i)),
				DH: out.grow(i)[d*h : (d+1)*h], DC: dc,
				G: u.grow(i)[d*l.blocks()*h:], GXH: l.highwayOf(d, u.grow(i), x.grow(i)),
				GVF: p.vf.grad[k], GVR: p.vr.grad[k], GBF: p.bf.grad[k], GBR: p.br.grad[k],
			})
		}
	}
}
