package train

import (
	"math"

	"github.com/casus-project/casus/internal/ling/nn"
)

// mat is n rows of d values with their gradient.
type mat struct {
	n, d int
	v, g []float32
}

func (m mat) row(i int) []float32  { return m.v[i*m.d : (i+1)*m.d] }
func (m mat) grow(i int) []float32 { return m.g[i*m.d : (i+1)*m.d] }

// tape runs a network forwards and remembers how to run it backwards. One tape serves one shard.
type tape struct {
	shard  int
	learn  bool // dropout on, gradients wanted
	rng    *rng
	back   []func()
	arena  []float32
	used   int
	xt     []float32
	packed nn.Packed
	exps   []float32
}

// reset forgets the last run and keeps its memory.
func (t *tape) reset() {
	t.back = t.back[:0]
	if t.used > len(t.arena) {
		t.arena = make([]float32, t.used+t.used/4)
	}
	t.used = 0
}

func (t *tape) alloc(n int) []float32 {
	at := t.used
	t.used += n
	if t.used > len(t.arena) {
		return make([]float32, n)
	}
	s := t.arena[at:t.used:t.used]
	clear(s)
	return s
}

func (t *tape) mat(n, d int) mat {
	m := mat{n: n, d: d, v: t.alloc(n * d)}
	if t.learn {
		m.g = t.alloc(n * d)
	}
	return m
}

// backward runs the tape backwards.
func (t *tape) backward() {
	for i := len(t.back) - 1; i >= 0; i-- {
		t.back[i]()
	}
}

func (t *tape) defer_(f func()) {
	if t.learn {
		t.back = append(t.back, f)
	}
}

// linear is x·w + b; b may be nil, and x without gradient.
func (t *tape) linear(x mat, w, b *Param) mat {
	y := t.mat(x.n, w.Cols)
	if b != nil {
		for i := range y.n {
			copy(y.row(i), b.W)
		}
	}
	w.packed.MulAdd(y.v, x.v, x.n)
	t.defer_(func() {
		if x.g != nil {
			w.packedT.MulAdd(x.g, y.g, y.n)
		}
		t.xt = transpose(t.xt, x.v, x.n, x.d)
		t.packed.Pack(y.g, y.n, y.d)
		t.packed.MulAdd(w.grad[t.shard], t.xt, x.d)
		if b != nil {
			sumRows(b.grad[t.shard], y)
		}
	})
	return y
}

func sumRows(to []float32, y mat) {
	for i := range y.n {
		for j, g := range y.grow(i) {
			to[j] += g
		}
	}
}

// relu is max(0, x), in place.
func (t *tape) relu(x mat) mat {
	for i, v := range x.v {
		if v < 0 {
			x.v[i] = 0
		}
	}
	t.defer_(func() {
		for i, v := range x.v {
			if v <= 0 {
				x.g[i] = 0
			}
		}
	})
	return x
}

// dropout zeroes columns with probability p, the same ones in all rows of a segment (Gal and Ghahramani 2016), in place.
func (t *tape) dropout(x mat, segs []int, p float32) mat {
	if !t.learn || p == 0 {
		return x
	}
	keep := 1 / (1 - p)
	mask := t.alloc((len(segs) - 1) * x.d)
	for i := range mask {
		if t.rng.float() >= p {
			mask[i] = keep
		}
	}
	apply := func(v []float32) {
		for s := range len(segs) - 1 {
			m := mask[s*x.d : (s+1)*x.d]
			for r := segs[s]; r < segs[s+1]; r++ {
				row := v[r*x.d : (r+1)*x.d]
				for i := range row {
					row[i] *= m[i]
				}
			}
		}
	}
	apply(x.v)
	t.defer_(func() { apply(x.g) })
	return x
}

// softmax scores rows against gold classes (-1 for none) and adds the gradient, weighted, to x. Only the first n columns
// take part. It returns the loss.
func (t *tape) softmax(x mat, n int, gold []int32, weight float32) (loss float64) {
	for i := range x.n {
		if gold[i] < 0 {
			continue
		}
		loss += t.softmaxRow(x.row(i)[:n], t.gradRow(x, i, n), int(gold[i]), weight)
	}
	return loss
}

func (t *tape) gradRow(x mat, i, n int) []float32 {
	if !t.learn {
		return nil
	}
	return x.grow(i)[:n]
}

func (t *tape) softmaxRow(v, g []float32, gold int, weight float32) float64 {
	top := v[0]
	for _, s := range v {
		top = max(top, s)
	}
	t.exps = nn.Grow(t.exps, len(v))
	var sum float64
	for j, s := range v {
		e := fastExp(s - top)
		t.exps[j] = e
		sum += float64(e)
	}
	if g != nil {
		scale := weight / float32(sum)
		for j, e := range t.exps {
			g[j] += e * scale
		}
		g[gold] -= weight
	}
	return math.Log(sum) - float64(v[gold]-top)
}

func argmax(v []float32) int {
	best := 0
	for i, s := range v {
		if s > v[best] {
			best = i
		}
	}
	return best
}

// window puts each row between its neighbours within the segment; zeros stand outside.
func (t *tape) window(x mat, segs []int) mat {
	y := t.mat(x.n, 3*x.d)
	each := func(f func(i, from, k int)) {
		for s := range len(segs) - 1 {
			for i := segs[s]; i < segs[s+1]; i++ {
				for k := range 3 {
					if from := i + k - 1; from >= segs[s] && from < segs[s+1] {
						f(i, from, k)
					}
				}
			}
		}
	}
	each(func(i, from, k int) { copy(y.row(i)[k*x.d:], x.row(from)) })
	t.defer_(func() {
		each(func(i, from, k int) {
			g := x.grow(from)
			for j, v := range y.grow(i)[k*x.d : (k+1)*x.d] {
				g[j] += v
			}
		})
	})
	return y
}

// pick gathers some rows.
func (t *tape) pick(x mat, rows []int) mat {
	y := t.mat(len(rows), x.d)
	for k, i := range rows {
		copy(y.row(k), x.row(i))
	}
	t.defer_(func() {
		for k, i := range rows {
			g := x.grow(i)
			for j, v := range y.grow(k) {
				g[j] += v
			}
		}
	})
	return y
}
