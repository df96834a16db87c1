package nn

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Ints is a k × m matrix of integers, each row with a scale of its own, for products with rows of floats. Each of those
// rows is multiplied by the scales and rounded to integers with one scale, as fine as sums of k products allow in 32 bits;
// the sums are then exact in any order, so that every machine and every instruction set computes the same bits. Stored
// integers of 8 bits are used as they are, those of 16 bits are rounded to 12.
type Ints struct {
	K, M   int
	scale  []float32 // of the rows
	panels []int16   // 16 columns each; rows in pairs, the two values of a column side by side
	zero   []float32 // a row of p.M zeros
	padded int       // K rounded up to a multiple of 16; the rows beyond K are zero
	top    float32   // the largest rounded value of a factor
}

// intBits is the size of the integers that 16 bits are rounded to: as many are left to the other factor.
const intBits = 12

// tiny is the size below which a row counts as zero: its scale could not be inverted.
const tiny = 1e-30

// Ints packs k rows of a stored matrix from row first on. The number of columns must be a multiple of PanelWidth.
func (t *Tensor) Ints(first, k int) Ints {
	if t.Cols%PanelWidth != 0 {
		panic(fmt.Sprintf("nn: packing %d columns", t.Cols))
	}
	p := Ints{K: k, M: t.Cols, padded: Pad(k), scale: make([]float32, k), zero: make([]float32, t.Cols)}
	largest := math.MaxInt8
	if t.bits != 8 {
		largest = 1<<(intBits-1) - 1
	}
	p.top = float32(min(math.MaxInt16, math.MaxInt32/(p.padded*largest)))
	p.panels = make([]int16, p.padded*p.M)
	row := make([]int16, t.Cols)
	for r := range k {
		p.scale[r] = t.integers(row, first+r)
		for j, v := range row {
			p.panels[(j/PanelWidth*p.padded+r&^1)*PanelWidth+j%PanelWidth*2+r&1] = v
		}
	}
	return p
}

// integers writes the integers of a stored row to to, as Ints has them, and returns their scale.
func (t *Tensor) integers(to []int16, row int) (scale float32) {
	src := t.raw[row*t.stride() : (row+1)*t.stride()]
	scale = math.Float32frombits(binary.LittleEndian.Uint32(src))
	src = src[4:]
	if t.bits == 8 {
		for i, b := range src {
			to[i] = int16(int8(b))
		}
		return scale
	}
	const most, step = 1<<(intBits-1) - 1, 1 << (16 - intBits)
	for i := range to[:len(src)/2] {
		v := float64(int16(binary.LittleEndian.Uint16(src[2*i:]))) / step
		to[i] = int16(max(-most, min(most, math.RoundToEven(v))))
	}
	return scale * step
}

// Work is memory for the rounded rows of a product; one a worker.
type Work struct {
	q    []int16
	unit []float32 // what one stands for, by row
}

// rowsAtOnce is the number of rows that are multiplied together: what they need stays in the second cache.
const rowsAtOnce = 32

// Spaced are rows of a matrix that begin Stride values apart; with stride 0 there is one row, which counts for all.
type Spaced struct {
	Rows   []float32
	Stride int
}

// from are the rows from row r on.
func (s Spaced) from(r int) Spaced { return Spaced{s.Rows[r*s.Stride:], s.Stride} }

// Product is what Mul computes: N rows of finite values, K each, are multiplied; Base is added, and the sums are written to
// To, M values a row. To and Base may be the same; a Base without rows is zero.
type Product struct {
	To, Base Spaced
	Rows     []float32
	N        int
}

// Mul multiplies rows by p.
func (p *Ints) Mul(w *Work, o Product) {
	c, base, a, n := o.To, o.Base, o.Rows, o.N
	if n == 0 || p.K == 0 || p.M == 0 {
		return
	}
	if base.Rows == nil {
		base = Spaced{p.zero, 0}
	}
	last := n - 1
	if len(a) < n*p.K || c.Stride < p.M || len(c.Rows) < last*c.Stride+p.M || len(base.Rows) < last*base.Stride+p.M {
		panic(fmt.Sprintf("nn: product of %d rows out of %d and %d values onto %d", n, len(a), len(c.Rows), len(base.Rows)))
	}
	for first := 0; first < n; first += rowsAtOnce {
		p.round(w, a[first*p.K:], min(rowsAtOnce, n-first))
		intsFast(p, c.from(first), base.from(first), w)
	}
}

// round writes the integers of n rows to w.
func (p *Ints) round(w *Work, a []float32, n int) {
	w.q, w.unit = Grow(w.q, n*p.padded), Grow(w.unit, n)
	whole := p.K / PanelWidth * PanelWidth
	for r := range n {
		x, q := a[r*p.K:(r+1)*p.K], w.q[r*p.padded:(r+1)*p.padded]
		most := max(largestFast(x[:whole], p.scale), largestPlain(x[whole:], p.scale[whole:]))
		w.unit[r] = float32(most / p.top)
		by := float32(p.top / most)
		if most < tiny {
			w.unit[r], by = 0, 0
		}
		roundFast(q[:whole], x[:whole], p.scale, by)
		clear(q[whole:])
		roundPlain(q[whole:], x[whole:], p.scale[whole:], by)
	}
}

// largestPlain is the largest size of the products of x and scale.
func largestPlain(x, scale []float32) float32 {
	var most float32
	for i, v := range x {
		most = max(most, float32(math.Abs(float64(float32(v*scale[i])))))
	}
	return most
}

// roundPlain rounds the products of x, scale and by to integers.
func roundPlain(q []int16, x, scale []float32, by float32) {
	for i, v := range x {
		q[i] = int16(math.RoundToEven(float64(float32(float32(v*scale[i]) * by))))
	}
}

// intsPlain writes the products of the rows in w and base to c, in plain Go.
func intsPlain(p *Ints, c, base Spaced, w *Work) {
	for r, unit := range w.unit {
		q := w.q[r*p.padded : (r+1)*p.padded]
		for j := 0; j < p.M; j += PanelWidth {
			panel := p.panels[j*p.padded : (j+PanelWidth)*p.padded]
			var sum [PanelWidth]int32
			for k := 0; k < len(q); k += 2 {
				a, b := int32(q[k]), int32(q[k+1])
				pair := (*[2 * PanelWidth]int16)(panel[k*PanelWidth:])
				for i := range sum {
					sum[i] += a*int32(pair[2*i]) + b*int32(pair[2*i+1])
				}
			}
			out, from := c.Rows[r*c.Stride+j:], base.Rows[r*base.Stride+j:]
			for i, s := range sum {
				out[i] = from[i] + float32(float32(s)*unit)
			}
		}
	}
}
