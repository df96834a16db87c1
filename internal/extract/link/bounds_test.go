package link

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestSplit compares the search with trying every pair of ranges, one before the other.
func TestSplit(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := 1 + r.IntN(7)
		var a, b limits
		for _, v := range []*[]float64{&a.first, &a.last, &b.first, &b.last} {
			for range n {
				*v = append(*v, -5*r.Float64())
			}
		}
		want := math.Inf(-1)
		for i := range n {
			for j := i; j < n; j++ {
				for k := j + 1; k < n; k++ {
					for l := k; l < n; l++ {
						want = max(want, a.first[i]+a.last[j]+b.first[k]+b.last[l])
					}
				}
			}
		}
		p, q, got := split(&a, &b)
		if math.Abs(got-want) > 1e-9 && !(math.IsInf(got, -1) && math.IsInf(want, -1)) {
			t.Fatalf("%d words: score %v, want %v", n, got, want)
		}
		if math.IsInf(got, -1) {
			continue
		}
		if p.Empty() || q.Empty() || p.Last > q.First {
			t.Fatalf("%d words: ranges %v and %v", n, p, q)
		}
		if v := a.first[p.First] + a.last[p.Last-1] + b.first[q.First] + b.last[q.Last-1]; math.Abs(v-got) > 1e-9 {
			t.Fatalf("%d words: %v and %v have %v, not %v", n, p, q, v, got)
		}
	}
}
