package crisis

import (
	"math"
	"slices"
)

// mark says where a new level begins, and which levels were not seen for one or three years. Nothing is said about a
// period in which nothing was published, nor before the history covers the reach.
func mark(ps []Point, o TensionOptions) {
	var at []int
	var levels []float64
	for i := range ps {
		if ps[i].Docs > 0 {
			at = append(at, i)
			levels = append(levels, ps[i].Level)
		}
		ps[i].Silent = ps[i].Docs == 0 || len(levels) <= o.Reach
	}
	for _, c := range changePoints(levels, o.Floor) {
		if p := &ps[at[c]]; !p.Silent {
			p.Change = true
		}
	}
	for _, years := range []int{1, 3} {
		markUnseen(ps, years, o)
	}
}

// markUnseen marks levels of at least the floor that the periods of so many years before did not reach. Those years
// must be covered.
func markUnseen(ps []Point, years int, o TensionOptions) {
	n := years * 365 / o.Days
	for i := n; i < len(ps); i++ {
		if ps[i].Docs == 0 || ps[i].Level < o.Floor {
			continue
		}
		top, covered := 0.0, 0
		for _, p := range ps[i-n : i] {
			top = max(top, p.Level)
			if p.Docs > 0 {
				covered++
			}
		}
		if ps[i].Level > top && covered*10 >= n*8 {
			ps[i].Unseen = years
		}
	}
}

// changePoints are the positions at which the mean of a series changes: the exact minimum of squared error plus a
// penalty for each change, by pruned search (PELT; Killick, Fearnhead and Eckley 2012). The noise is taken from the
// differences of neighbours, and is at least the floor, so that small series do not jump at nothing.
func changePoints(v []float64, floor float64) []int {
	n := len(v)
	if n < 4 {
		return nil
	}
	sigma := max(floor, noise(v))
	penalty := 3 * sigma * sigma * math.Log(float64(n))
	sum, square := make([]float64, n+1), make([]float64, n+1)
	for i, x := range v {
		sum[i+1], square[i+1] = sum[i]+x, square[i]+x*x
	}
	cost := func(i, j int) float64 { // of one level over v[i:j]
		d := sum[j] - sum[i]
		return square[j] - square[i] - d*d/float64(j-i)
	}
	best, last := make([]float64, n+1), make([]int, n+1)
	best[0] = -penalty
	open := []int{0}
	for j := 1; j <= n; j++ {
		best[j] = math.Inf(1)
		for _, i := range open {
			if c := best[i] + cost(i, j) + penalty; c < best[j] {
				best[j], last[j] = c, i
			}
		}
		open = slices.DeleteFunc(open, func(i int) bool { return best[i]+cost(i, j) > best[j] })
		open = append(open, j)
	}
	var out []int
	for j := last[n]; j > 0; j = last[j] {
		out = append(out, j)
	}
	slices.Reverse(out)
	return out
}

// noise is the usual distance between neighbours, as a standard deviation.
func noise(v []float64) float64 {
	d := make([]float64, len(v)-1)
	for i := range d {
		d[i] = math.Abs(v[i+1] - v[i])
	}
	slices.Sort(d)
	return 1.4826 * d[len(d)/2] / math.Sqrt2
}
