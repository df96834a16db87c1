// Package train fits the models of the language engine: labelled sentences come in, model files go out. It is
// deterministic given data and seed: each batch is always cut into the same two shards, whose gradients are added in a
// fixed order, whatever the number of processors. It refuses data that it cannot read and never looks at a scoring set
// to choose anything but what it is told to.
package train

import (
	"math"
	"sync"
	"sync/atomic"

	"github.com/casus-project/casus/internal/ling/nn"
)

// shards is the number of parts that each batch is cut into.
const shards = 2

// Param is one table of weights with the state of its optimiser.
type Param struct {
	Name       string
	Rows, Cols int
	W          []float32
	Sparse     bool // a lookup table: only the rows of the batch are updated
	m, v       []float32
	packed     nn.Packed
	packedT    nn.Packed
	sum        float64 // of the squares of the gradient
	grad       [shards][]float32
	touched    [shards][]int32
	mark       [shards][]bool
	scale      float32 // learning rate multiplier; 0 means 1
}

// Params is a model under training.
type Params struct {
	All  []*Param
	rng  *rng
	step int
}

// New adds a table with uniform values of the given standard deviation.
func (ps *Params) New(name string, rows, cols int, std float64) *Param {
	p := &Param{Name: name, Rows: rows, Cols: cols, W: make([]float32, rows*cols)}
	a := float32(std * math.Sqrt(3))
	for i := range p.W {
		p.W[i] = (2*ps.rng.float() - 1) * a
	}
	p.m, p.v = make([]float32, rows*cols), make([]float32, rows*cols)
	for s := range shards {
		p.grad[s] = make([]float32, rows*cols)
		p.mark[s] = make([]bool, rows)
	}
	ps.All = append(ps.All, p)
	return p
}

// Table adds a sparse table.
func (ps *Params) Table(name string, rows, cols int, std float64) *Param {
	p := ps.New(name, rows, cols, std)
	p.Sparse = true
	return p
}

// Fixed adds a table that is only read.
func (ps *Params) Fixed(name string, rows, cols int) *Param {
	p := &Param{Name: name, Rows: rows, Cols: cols, W: make([]float32, rows*cols), Sparse: true}
	ps.All = append(ps.All, p)
	return p
}

// pack refreshes the packed forms of all dense matrices.
func (ps *Params) pack() {
	ps.each(func(p *Param) {
		if p.Sparse || p.Rows == 1 {
			return
		}
		p.packed.Pack(p.W, p.Rows, p.Cols)
		p.packedT.PackTransposed(p.W, p.Rows, p.Cols)
	})
}

// each calls f for every parameter, on two processors. f must not depend on the order.
func (ps *Params) each(f func(p *Param)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range shards {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(ps.All) {
					return
				}
				f(ps.All[i])
			}
		})
	}
	wg.Wait()
}

// transpose writes the transpose of src to dst, in blocks that stay in the cache.
func transpose(dst, src []float32, rows, cols int) []float32 {
	dst = nn.Grow(dst, rows*cols)
	const block = 16
	for r0 := 0; r0 < rows; r0 += block {
		r1 := min(r0+block, rows)
		for c := range cols {
			out := dst[c*rows+r0 : c*rows+r1]
			at := r0*cols + c
			for i := range out {
				out[i] = src[at]
				at += cols
			}
		}
	}
	return dst
}

// touch marks a row of a sparse table as changed by a shard and returns its gradient.
func (p *Param) touch(shard int, row int32) []float32 {
	if !p.mark[shard][row] {
		p.mark[shard][row] = true
		p.touched[shard] = append(p.touched[shard], row)
	}
	return p.grad[shard][int(row)*p.Cols : (int(row)+1)*p.Cols]
}

// adam settings.
const (
	beta1   = 0.9
	beta2   = 0.98
	epsilon = 1e-8
	clip    = 5
)

// update adds up the shards' gradients, clips them together and takes one Adam step (Kingma and Ba 2015; rows of sparse
// tables keep their moments while they are not touched).
func (ps *Params) update(lr float64) {
	ps.step++
	var norm float64
	ps.each(func(p *Param) {
		p.join()
		p.sum = p.norm()
	})
	for _, p := range ps.All {
		norm += p.sum
	}
	scale := float32(1)
	if n := math.Sqrt(norm); n > clip {
		scale = float32(clip / n)
	}
	c1 := 1 - math.Pow(beta1, float64(ps.step))
	c2 := 1 - math.Pow(beta2, float64(ps.step))
	rate := lr * math.Sqrt(c2) / c1
	ps.each(func(p *Param) {
		r := float32(rate)
		if p.scale != 0 {
			r *= p.scale
		}
		p.adam(r, scale)
	})
}

// join adds the second shard's gradient to the first's.
func (p *Param) join() {
	if !p.Sparse {
		nn.Add(p.grad[0], p.grad[1])
		clear(p.grad[1])
		return
	}
	for _, row := range p.touched[1] {
		from := p.grad[1][int(row)*p.Cols : (int(row)+1)*p.Cols]
		to := p.touch(0, row)
		nn.Add(to, from)
		clear(from)
		p.mark[1][row] = false
	}
	p.touched[1] = p.touched[1][:0]
}

func (p *Param) norm() (sum float64) {
	if !p.Sparse {
		for _, g := range p.grad[0] {
			sum += float64(g) * float64(g)
		}
		return sum
	}
	for _, row := range p.touched[0] {
		for _, g := range p.grad[0][int(row)*p.Cols : (int(row)+1)*p.Cols] {
			sum += float64(g) * float64(g)
		}
	}
	return sum
}

func (p *Param) adam(rate, scale float32) {
	if p.scale < 0 {
		rate = 0
	}
	if !p.Sparse {
		p.adamRange(0, len(p.W), rate, scale)
		return
	}
	for _, row := range p.touched[0] {
		p.adamRange(int(row)*p.Cols, (int(row)+1)*p.Cols, rate, scale)
		p.mark[0][row] = false
	}
	p.touched[0] = p.touched[0][:0]
}

func (p *Param) adamRange(from, to int, rate, scale float32) {
	a := nn.Adam{Scale: scale, First: 1 - beta1, Second: 1 - beta2, Rate: rate, Epsilon: epsilon}
	a.Step(p.W[from:to], p.grad[0][from:to], p.m[from:to], p.v[from:to])
}

// rng is SplitMix64 (Steele, Lea and Flood 2014).
type rng struct{ s uint64 }

func (r *rng) next() uint64 {
	r.s += 0x9e3779b97f4a7c15
	z := r.s
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// float is uniform in [0, 1).
func (r *rng) float() float32 { return float32(r.next()>>40) / (1 << 24) }

func (r *rng) intn(n int) int { return int(r.next() % uint64(n)) }
