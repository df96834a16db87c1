package nn

import (
	"fmt"
	"math"
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
				panelPlain(want[j:], a, p.Data[j*s.k:(j+PanelWidth)*s.k], shape{s.n, s.k, s.m, 0})
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
	for _, s := range []struct{ n, k, m int }{{25, 256, 768}, {200, 256, 768}, {1, 256, 768}} {
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
