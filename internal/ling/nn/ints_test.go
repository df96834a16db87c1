package nn

import (
	"bytes"
	"fmt"
	"math"
	"testing"
)

// stored writes a matrix to a file and reads it again.
func stored(t testing.TB, data []float32, rows, cols, bits int) Tensor {
	t.Helper()
	w, err := NewWriter(struct{}{})
	if err != nil {
		t.Fatal(err)
	}
	w.Tensor("w", Tensor{Rows: rows, Cols: cols, Data: data}, bits)
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	f, err := ReadFile(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	got, err := f.Get("w", rows, cols)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// even fills a slice with reproducible numbers between -1 and 1.
func even(n int, seed uint32) []float32 {
	out := make([]float32, n)
	for i := range out {
		seed = seed*1664525 + 1013904223
		out[i] = float32(int32(seed)) / (1 << 31)
	}
	return out
}

var intSizes = []struct{ n, k, m int }{{1, 1, 16}, {3, 7, 32}, {4, 64, 16}, {9, 33, 48}, {70, 384, 96}, {5, 672, 16}}

// TestIntsAreBitIdentical compares the accelerated rounding and product with the plain ones, bit by bit.
func TestIntsAreBitIdentical(t *testing.T) {
	for _, bits := range []int{8, 16} {
		for _, s := range intSizes {
			t.Run(fmt.Sprint(bits, s), func(t *testing.T) {
				w := stored(t, values(s.k*s.m, 2), s.k, s.m, bits)
				p := w.Ints(0, s.k)
				a := values(s.n*s.k, 1)
				clear(a[:s.k]) // a row of zeros has no scale
				got, want := values(s.n*s.m, 3), values(s.n*s.m, 3)
				var work Work
				bias := values(s.m, 4)
				p.Mul(&work, Product{To: Spaced{got, s.m}, Base: Spaced{bias, 0}, Rows: a, N: s.n})
				p.Mul(&work, Product{To: Spaced{got, s.m}, Base: Spaced{got, s.m}, Rows: a, N: s.n})
				for r := range s.n {
					copy(want[r*s.m:], bias)
				}
				plainInts(&p, want, a, s.n)
				plainInts(&p, want, a, s.n)
				for i := range want {
					if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
						t.Fatalf("value %d: %v, plain Go %v", i, got[i], want[i])
					}
				}
			})
		}
	}
}

// plainInts is Mul onto c without any assembly, a row at a time.
func plainInts(p *Ints, c, a []float32, n int) {
	for r := range n {
		x := a[r*p.K : (r+1)*p.K]
		w := Work{q: make([]int16, p.padded), unit: []float32{0}}
		if most := largestPlain(x, p.scale); most >= tiny {
			w.unit[0] = float32(most / p.top)
			roundPlain(w.q, x, p.scale, float32(p.top/most))
		}
		intsPlain(p, Spaced{c[r*p.M:], p.M}, Spaced{c[r*p.M:], p.M}, &w)
	}
}

// TestIntsAreClose compares products of integers with those of floats, against the size of the terms.
func TestIntsAreClose(t *testing.T) {
	for bits, bound := range map[int]float64{8: 2e-4, 16: 2e-3} {
		for _, s := range intSizes {
			w := stored(t, even(s.k*s.m, 2), s.k, s.m, bits)
			p, a := w.Ints(0, s.k), even(s.n*s.k, 1)
			got := make([]float32, s.n*s.m)
			var work Work
			p.Mul(&work, Product{To: Spaced{got, s.m}, Base: Spaced{}, Rows: a, N: s.n})
			b := w.Floats()
			for r := range s.n {
				for j := range s.m {
					var want, size float64
					for k := range s.k {
						x := float64(a[r*s.k+k]) * float64(b[k*s.m+j])
						want, size = want+x, size+math.Abs(x)
					}
					if miss := math.Abs(float64(got[r*s.m+j]) - want); miss > bound*size+1e-6 {
						t.Fatalf("%d bits, %v: row %d, column %d: %v instead of %v", bits, s, r, j, got[r*s.m+j], want)
					}
				}
			}
		}
	}
}

// TestIntsDoNotOverflow multiplies the largest integers of the longest rows.
func TestIntsDoNotOverflow(t *testing.T) {
	for _, bits := range []int{8, 16} {
		const k = 4096
		ones := make([]float32, k*PanelWidth)
		for i := range ones {
			ones[i] = 1
		}
		w := stored(t, ones, k, PanelWidth, bits)
		p := w.Ints(0, k)
		got := make([]float32, PanelWidth)
		var work Work
		p.Mul(&work, Product{To: Spaced{got, PanelWidth}, Base: Spaced{}, Rows: ones[:k], N: 1})
		for _, v := range got {
			if math.Abs(float64(v)-k) > 0.01*k {
				t.Fatalf("%d bits: sum of %d ones is %v", bits, k, v)
			}
		}
	}
}

func BenchmarkInts(b *testing.B) {
	for _, s := range []struct{ n, k, m int }{{25, 384, 1152}, {512, 384, 1152}, {512, 384, 160}, {1, 384, 1152}, {200, 224, 1536}} {
		b.Run(fmt.Sprintf("%dx%dx%d", s.n, s.k, s.m), func(b *testing.B) {
			w := stored(b, even(s.k*s.m, 2), s.k, s.m, 8)
			p, x, y := w.Ints(0, s.k), even(s.n*s.k, 1), make([]float32, s.n*s.m)
			var work Work
			for b.Loop() {
				p.Mul(&work, Product{To: Spaced{y, s.m}, Base: Spaced{}, Rows: x, N: s.n})
			}
			b.ReportMetric(float64(s.n*s.k*s.m)/float64(b.Elapsed().Nanoseconds())*float64(b.N), "GMAC/s")
		})
	}
}
