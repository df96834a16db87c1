package parse

import "testing"

// bestTree tries every assignment of heads.
func bestTree(scores []float32, n, cols int) float64 {
	heads := make([]int32, n)
	best := -1e18
	var s solver
	var try func(i, roots int, sum float64)
	try = func(i, roots int, sum float64) {
		if i == n {
			if roots == 1 && s.isTree(heads, n) {
				best = max(best, sum)
			}
			return
		}
		for h := range n + 1 {
			if h == i {
				continue
			}
			heads[i] = int32(h)
			r := roots
			if h == n {
				r++
			}
			try(i+1, r, sum+float64(scores[i*cols+h]))
		}
	}
	try(0, 0, 0)
	return best
}

// TestSolveFindsTheBestTree compares the search with trying every tree.
func TestSolveFindsTheBestTree(t *testing.T) {
	seed := uint32(7)
	for round := range 400 {
		n := 1 + round%6
		cols := 16
		scores := make([]float32, n*cols)
		for i := range scores {
			seed = seed*1664525 + 1013904223
			scores[i] = float32(seed>>16%64) / 8
		}
		want := bestTree(scores, n, cols)
		var s solver
		heads := s.solve(nil, scores, n, cols)
		roots, sum := 0, 0.0
		for i, h := range heads {
			sum += float64(scores[i*cols+int(h)])
			if int(h) == n {
				roots++
			}
		}
		if roots != 1 || !s.isTree(heads, n) || sum != want {
			t.Fatalf("round %d: heads %v with %d roots score %v, the best tree %v", round, heads, roots, sum, want)
		}
	}
}
