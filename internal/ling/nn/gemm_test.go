package nn

import (
	"fmt"
	"math"
	"math/big"
	"testing"
)

// values fills a slice with reproducible numbers of both signs and many sizes.
func values(n int, seed uint32) []float32 {
	out := make([]float32, n)
	for i := range out {
		seed = seed*1664525 + 1013904223
		out[i] = float32(int32(seed)) / float32(1<<30) * float32(math.Pow(2, float64(seed>>28)-8))
	}
	return out
}

// TestMulAddIsBitIdentical compares the accelerated product with the plain one, bit by bit.
func TestMulAddIsBitIdentical(t *testing.T) {
	for _, s := range []struct{ n, k, m int }{{1, 1, 16}, {3, 7, 32}, {4, 64, 16}, {8, 33, 48}, {29, 192, 96}} {
		t.Run(fmt.Sprint(s), func(t *testing.T) {
			a, b := values(s.n*s.k, 1), values(s.k*s.m, 2)
			got, want := values(s.n*s.m, 3), values(s.n*s.m, 3)
			var p Packed
			p.Pack(b, s.k, s.m)
			p.MulAdd(got, a, s.n)
			for j := 0; j < s.m; j += PanelWidth {
				panelsPlain(want[j:], a, p.Data[j*s.k:(j+PanelWidth)*s.k], shape{s.n, s.k, s.m, 1})
			}
			for i := range want {
				if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
					t.Fatalf("value %d: %v, plain Go %v", i, got[i], want[i])
				}
			}
		})
	}
}

func BenchmarkMulAdd(b *testing.B) {
	for _, s := range []struct{ n, k, m int }{{25, 256, 768}, {200, 256, 768}, {1, 256, 768}, {576, 248, 1536}} {
		b.Run(fmt.Sprintf("%dx%dx%d", s.n, s.k, s.m), func(b *testing.B) {
			var p Packed
			p.Pack(values(s.k*s.m, 2), s.k, s.m)
			x, y := values(s.n*s.k, 1), make([]float32, s.n*s.m)
			for b.Loop() {
				p.MulAdd(y, x, s.n)
			}
			b.ReportMetric(float64(s.n*s.k*s.m)/float64(b.Elapsed().Nanoseconds())*float64(b.N), "GMAC/s")
		})
	}
}

// TestFMA compares the plain fused product with arithmetic that is wide enough to be exact.
func TestFMA(t *testing.T) {
	a, b, c := values(5000, 1), values(5000, 2), values(5000, 3)
	for i := range a {
		for _, z := range []float32{c[i], -float32(a[i] * b[i]), 0, c[i] * 1e-12, c[i] * 1e12} {
			x, y, w := new(big.Float).SetFloat64(float64(a[i])), new(big.Float).SetFloat64(float64(b[i])), new(big.Float).SetFloat64(float64(z))
			sum := new(big.Float).SetPrec(400).Mul(x, y)
			want, _ := sum.Add(sum, w).Float32()
			if got := fma(a[i], b[i], z); got != want {
				t.Fatalf("%v · %v + %v is %v instead of %v", a[i], b[i], z, got, want)
			}
		}
	}
}
