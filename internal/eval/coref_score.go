package eval

import "slices"

// Clustering is a set of clusters of items; every item is in exactly one.
type Clustering [][]int

// PRF is precision, recall and their harmonic mean, as fractions of 1.
type PRF struct{ P, R, F float64 }

func prf(pn, pd, rn, rd float64) PRF {
	var s PRF
	if pd > 0 {
		s.P = pn / pd
	}
	if rd > 0 {
		s.R = rn / rd
	}
	if s.P+s.R > 0 {
		s.F = 2 * s.P * s.R / (s.P + s.R)
	}
	return s
}

// assign maps each item to its cluster.
func (c Clustering) assign() map[int]int {
	m := map[int]int{}
	for k, items := range c {
		for _, i := range items {
			m[i] = k
		}
	}
	return m
}

// MUC scores links: how many merges are missing within each cluster of the other side (Vilain et al. 1995).
func MUC(gold, pred Clustering) PRF {
	side := func(a, b Clustering) (num, den float64) {
		in := b.assign()
		for _, c := range a {
			parts := map[int]bool{}
			loose := 0
			for _, i := range c {
				if k, ok := in[i]; ok {
					parts[k] = true
				} else {
					loose++
				}
			}
			num += float64(len(c) - len(parts) - loose)
			den += float64(len(c) - 1)
		}
		return num, den
	}
	rn, rd := side(gold, pred)
	pn, pd := side(pred, gold)
	return prf(pn, pd, rn, rd)
}

// B3 scores items: how much of each one's cluster is shared (Bagga and Baldwin 1998). Singletons count.
func B3(gold, pred Clustering) PRF {
	p, items := pred.assign(), 0
	var rn, pn float64
	for _, c := range gold { // in order, so that the sums are the same bits every time
		items += len(c)
		shared := map[int]float64{}
		for _, i := range c {
			if l, ok := p[i]; ok {
				shared[l]++
			}
		}
		for _, i := range c {
			if l, ok := p[i]; ok {
				rn += shared[l] / float64(len(c))
				pn += shared[l] / float64(len(pred[l]))
			}
		}
	}
	return prf(pn, float64(len(p)), rn, float64(items))
}

// CEAFe scores clusters: the best one-to-one pairing of clusters by 2|G∩P|/(|G|+|P|) (Luo 2005, phi 4).
func CEAFe(gold, pred Clustering) PRF {
	p := pred.assign()
	both := make([]map[int]int, len(gold))
	for k, c := range gold {
		both[k] = map[int]int{}
		for _, i := range c {
			if l, ok := p[i]; ok {
				both[k][l]++
			}
		}
	}
	total := 0.0
	for _, part := range overlapping(both, len(pred)) {
		w := make([][]float64, len(part.gold))
		for x, k := range part.gold {
			w[x] = make([]float64, len(part.pred))
			for y, l := range part.pred {
				w[x][y] = 2 * float64(both[k][l]) / float64(len(gold[k])+len(pred[l]))
			}
		}
		total += bestPairing(w)
	}
	return prf(total, float64(len(pred)), total, float64(len(gold)))
}

// block is a set of gold and predicted clusters that overlap only among themselves.
type block struct{ gold, pred []int }

// overlapping splits the pairing into independent blocks, which keeps each assignment small.
func overlapping(both []map[int]int, npred int) []block {
	byPred := make([][]int, npred)
	for k, m := range both {
		for l := range m {
			byPred[l] = append(byPred[l], k)
		}
	}
	seenG, seenP := make([]bool, len(both)), make([]bool, npred)
	var out []block
	for start := range both {
		if seenG[start] {
			continue
		}
		var b block
		queue := []int{start}
		seenG[start] = true
		for len(queue) > 0 {
			k := queue[0]
			queue = queue[1:]
			b.gold = append(b.gold, k)
			for l := range both[k] {
				if seenP[l] {
					continue
				}
				seenP[l] = true
				b.pred = append(b.pred, l)
				for _, k2 := range byPred[l] {
					if !seenG[k2] {
						seenG[k2] = true
						queue = append(queue, k2)
					}
				}
			}
		}
		slices.Sort(b.gold)
		slices.Sort(b.pred)
		if len(b.pred) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// bestPairing is the largest sum of a one-to-one choice from w (the Hungarian method with potentials, O(n³)).
func bestPairing(w [][]float64) float64 {
	n := len(w)
	m := 0
	for _, row := range w {
		m = max(m, len(row))
	}
	if n > m { // rows must not outnumber columns
		t := make([][]float64, m)
		for j := range t {
			t[j] = make([]float64, n)
			for i := range w {
				t[j][i] = w[i][j]
			}
		}
		return bestPairing(t)
	}
	match := hungarian(w, n, m)
	sum := 0.0
	for j, i := range match {
		if i >= 0 {
			sum += w[i][j]
		}
	}
	return sum
}

// hungarian returns for each column its row or -1, for the largest total; n ≤ m.
func hungarian(w [][]float64, n, m int) []int {
	const inf = 1e18
	u, v := make([]float64, n+1), make([]float64, m+1)
	p, way := make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		p[0] = i
		j0 := 0
		minv, used := make([]float64, m+1), make([]bool, m+1)
		for j := range minv {
			minv[j] = inf
		}
		for {
			used[j0] = true
			i0, delta, j1 := p[j0], inf, 0
			for j := 1; j <= m; j++ {
				if used[j] {
					continue
				}
				if c := -w[i0-1][j-1] - u[i0] - v[j]; c < minv[j] {
					minv[j], way[j] = c, j0
				}
				if minv[j] < delta {
					delta, j1 = minv[j], j
				}
			}
			for j := 0; j <= m; j++ {
				if used[j] {
					u[p[j]] += delta
					v[j] -= delta
				} else {
					minv[j] -= delta
				}
			}
			j0 = j1
			if p[j0] == 0 {
				break
			}
		}
		for j0 != 0 {
			p[j0] = p[way[j0]]
			j0 = way[j0]
		}
	}
	out := make([]int, m)
	for j := 1; j <= m; j++ {
		out[j-1] = p[j] - 1
	}
	return out
}
