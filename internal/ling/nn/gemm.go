// Package nn holds the arithmetic of the language engine: packed matrix products, a light recurrent scan and the small
// functions around them, on float32. Slices come in and slices go out. It refuses to let speed change results: the
// assembly paths add each output's products in the same order as the plain Go path, and both round each product and sum once,
// as fused multiply-add does, so that every machine computes the same bits.
package nn

import (
	"fmt"
	"math"
)

// PanelWidth is the number of columns of a packed panel; widths of matrices are padded to a multiple of it.
const PanelWidth = 16

// Pad rounds a width up to a multiple of PanelWidth.
func Pad(n int) int { return (n + PanelWidth - 1) / PanelWidth * PanelWidth }

// Packed is a k × m matrix stored in panels of 16 columns, each panel row by row.
type Packed struct {
	K, M int
	Data []float32
}

// Pack packs a row-major k × m matrix; m must be a multiple of PanelWidth. It reuses p's memory.
func (p *Packed) Pack(b []float32, k, m int) {
	if m%PanelWidth != 0 || len(b) < k*m {
		panic(fmt.Sprintf("nn: packing %d × %d out of %d values", k, m, len(b)))
	}
	p.K, p.M = k, m
	if cap(p.Data) < k*m {
		p.Data = make([]float32, k*m)
	}
	p.Data = p.Data[:k*m]
	at := 0
	for j := 0; j < m; j += PanelWidth {
		for r := range k {
			copy(p.Data[at:at+PanelWidth], b[r*m+j:])
			at += PanelWidth
		}
	}
}

// MulAdd adds a·p to c: a is n rows of p.K values, c is n rows of p.M values. Each c starts from what it holds and
// receives its products in the order of k, each product and sum rounded once.
func (p *Packed) MulAdd(c, a []float32, n int) {
	if n == 0 {
		return
	}
	if len(a) < n*p.K || len(c) < n*p.M {
		panic(fmt.Sprintf("nn: product of %d rows out of %d and %d values", n, len(a), len(c)))
	}
	if p.K == 0 || p.M == 0 {
		return
	}
	for j := 0; j < p.M; {
		panels := min(2, (p.M-j)/PanelWidth)
		b := p.Data[j*p.K : (j+panels*PanelWidth)*p.K]
		panelsFast(c[j:], a, b, shape{n, p.K, p.M, panels})
		j += panels * PanelWidth
	}
}

// shape is the size of a product: n rows, k values each, c rows ldc apart, one or two panels that lie side by side.
type shape struct{ n, k, ldc, panels int }

// panelsPlain computes panels in plain Go.
func panelsPlain(c, a, panels []float32, s shape) {
	for j := range s.panels {
		panel := panels[j*PanelWidth*s.k : (j+1)*PanelWidth*s.k]
		for r := range s.n {
			out := (*[PanelWidth]float32)(c[r*s.ldc+j*PanelWidth:])
			acc := *out
			for k, av := range a[r*s.k : (r+1)*s.k] {
				b := (*[PanelWidth]float32)(panel[k*PanelWidth:])
				for i := range acc {
					acc[i] = fma(av, b[i], acc[i])
				}
			}
			*out = acc
		}
	}
}

// fma is x·y + z rounded once. The product is exact in float64; the sum is rounded to odd there, so that rounding it to
// float32 is right (Boldo and Melquiond 2008).
func fma(x, y, z float32) float32 {
	p, q := float64(x)*float64(y), float64(z)
	s := p + q
	if b := math.Float64bits(s); b&1 == 0 && !math.IsInf(s, 0) && s == s {
		t := s - p
		if e := float64(p-float64(s-t)) + float64(q-t); e != 0 {
			if e > 0 == (s > 0) {
				b++
			} else {
				b--
			}
			s = math.Float64frombits(b)
		}
	}
	return float32(s)
}

// PackTransposed packs the transpose of n rows of k values: column j of the result is row j, columns beyond n are zero.
func (p *Packed) PackTransposed(rows []float32, n, k int) {
	m := Pad(n)
	p.K, p.M = k, m
	p.Data = Grow(p.Data, k*m)
	for j := range m {
		out := p.Data[j/PanelWidth*PanelWidth*k+j%PanelWidth:]
		if j >= n {
			for r := range k {
				out[r*PanelWidth] = 0
			}
			continue
		}
		for r, v := range rows[j*k : (j+1)*k] {
			out[r*PanelWidth] = v
		}
	}
}
