package parse

import "math"

// solver finds the best tree: the best head of each word where these form a tree with one root, else the maximum spanning
// arborescence (Chu and Liu 1965, Edmonds 1967).
type solver struct {
	mark []int32
	g    graph
}

// oneRoot is taken off every arc from the root: the best tree then has as few roots as can be, which is one.
const oneRoot = 1e7

// solve returns the head of each of n words; n is the root. scores has n rows of cols values, cols > n.
func (s *solver) solve(heads []int32, scores []float32, n, cols int) []int32 {
	heads = heads[:0]
	roots := 0
	for i := range n {
		row := scores[i*cols : i*cols+n+1]
		row[i] = -1e6
		best := 0
		for j, v := range row {
			if v > row[best] {
				best = j
			}
		}
		if best == i {
			best = n
		}
		if best == n {
			roots++
		}
		heads = append(heads, int32(best))
	}
	if roots == 1 && s.isTree(heads, n) {
		return heads
	}
	return s.g.span(heads, scores, n, cols)
}

// isTree reports whether every word reaches the root.
func (s *solver) isTree(heads []int32, n int) bool {
	s.mark = append(s.mark[:0], heads[:n]...)
	clear(s.mark)
	for i := range n {
		for at := int32(i); at != int32(n) && s.mark[at] != -1; at = heads[at] {
			if s.mark[at] == int32(i)+1 {
				return false
			}
			s.mark[at] = int32(i) + 1
		}
		for at := int32(i); at != int32(n) && s.mark[at] == int32(i)+1; at = heads[at] {
			s.mark[at] = -1
		}
	}
	return true
}

// graph is a graph under contraction, in flat arrays that serve sentence after sentence. Rows are dependents, columns
// heads; the last node is the root.
type graph struct {
	size   int
	weight []float64
	origin []arc // the arc between words that stands behind an arc
	alive  []bool
	head   []int32 // the best head of each live node, -1 for the root and the dead
	mark   []int32
	cycle  []int32
	// Each node stands for the words of a list: first, next …, last. Lists only grow at their ends.
	first, next, last, count []int32
	steps                    []entry // the nodes of all cycles contracted so far, one cycle after another
	bounds                   []int   // where each cycle begins in steps
}

type arc struct{ head, dep int32 }

// entry is one node of a contracted cycle: its arc inside the cycle and the words that it stood for.
type entry struct {
	best         arc
	first, count int32
}

// span runs the full search: it contracts one cycle after another until the best heads form a tree, and then opens the
// cycles again, the last first.
func (g *graph) span(heads []int32, scores []float32, n, cols int) []int32 {
	g.reset(scores, n, cols)
	for {
		g.greedy()
		if !g.findCycle() {
			break
		}
		g.contract()
	}
	heads = heads[:n]
	for i := range heads {
		heads[i] = -1
	}
	for v, h := range g.head {
		if h >= 0 {
			a := g.origin[v*g.size+int(h)]
			heads[a.dep] = a.head
		}
	}
	for k := len(g.bounds) - 1; k >= 0; k-- {
		end := len(g.steps)
		if k+1 < len(g.bounds) {
			end = g.bounds[k+1]
		}
		g.open(heads, g.steps[g.bounds[k]:end])
	}
	return heads
}

// reset loads the scores of a sentence.
func (g *graph) reset(scores []float32, n, cols int) {
	size := n + 1
	g.size = size
	g.weight, g.origin, g.alive = g.weight[:0], g.origin[:0], g.alive[:0]
	g.first, g.next, g.last, g.count = g.first[:0], g.next[:0], g.last[:0], g.count[:0]
	g.steps, g.bounds = g.steps[:0], g.bounds[:0]
	for i := range size {
		for j := range size {
			w := 0.0
			if i < n {
				w = float64(scores[i*cols+j])
			}
			if j == n {
				w -= oneRoot
			}
			g.weight = append(g.weight, w)
			g.origin = append(g.origin, arc{int32(j), int32(i)})
		}
		g.alive = append(g.alive, true)
		g.first, g.next = append(g.first, int32(i)), append(g.next, -1)
		g.last, g.count = append(g.last, int32(i)), append(g.count, 1)
	}
}

// greedy finds the best head of each live node.
func (g *graph) greedy() {
	g.head = g.head[:0]
	root := g.size - 1
	for v := range g.size {
		best := int32(-1)
		if g.alive[v] && v != root {
			row := g.weight[v*g.size : (v+1)*g.size]
			for h, w := range row {
				if g.alive[h] && h != v && (best < 0 || w > row[best]) {
					best = int32(h)
				}
			}
		}
		g.head = append(g.head, best)
	}
}

// findCycle puts the nodes of one cycle into g.cycle; false where there is none.
func (g *graph) findCycle() bool {
	g.mark = append(g.mark[:0], g.head...)
	clear(g.mark)
	for v := range g.head {
		at := int32(v)
		for at >= 0 && g.mark[at] == 0 {
			g.mark[at] = int32(v) + 1
			at = g.head[at]
		}
		if at >= 0 && g.mark[at] == int32(v)+1 {
			g.cycle = append(g.cycle[:0], at)
			for u := g.head[at]; u != at; u = g.head[u] {
				g.cycle = append(g.cycle, u)
			}
			return true
		}
	}
	return false
}

// contract makes one node, the first of the cycle, out of the cycle.
func (g *graph) contract() {
	g.bounds = append(g.bounds, len(g.steps))
	for _, v := range g.cycle {
		g.alive[v] = false
		g.steps = append(g.steps, entry{g.origin[int(v)*g.size+int(g.head[v])], g.first[v], g.count[v]})
	}
	c := int(g.cycle[0])
	for u := range g.size {
		if g.alive[u] {
			g.join(u, c)
		}
	}
	g.alive[c] = true
	for _, v := range g.cycle[1:] {
		g.next[g.last[c]] = g.first[v]
		g.last[c] = g.last[v]
		g.count[c] += g.count[v]
	}
}

// join finds the best arcs between node u and the cycle, which becomes node c. An arc into the cycle is worth what it gains
// over the arc that it replaces.
func (g *graph) join(u, c int) {
	var in, out arc
	gain, best := math.Inf(-1), math.Inf(-1)
	for _, v := range g.cycle {
		k := int(v)*g.size + u
		if w := g.weight[k] - g.weight[int(v)*g.size+int(g.head[v])]; w > gain {
			gain, in = w, g.origin[k]
		}
		k = u*g.size + int(v)
		if g.weight[k] > best {
			best, out = g.weight[k], g.origin[k]
		}
	}
	// The weights of the cycle's own arcs, which other nodes still need, are in columns of the cycle: they stay as they are.
	g.weight[c*g.size+u], g.origin[c*g.size+u] = gain, in
	g.weight[u*g.size+c], g.origin[u*g.size+c] = best, out
}

// open keeps every arc of the cycle but the one into the node that the entering arc goes to.
func (g *graph) open(heads []int32, cycle []entry) {
	for _, e := range cycle {
		entered := false
		w := e.first
		for range e.count {
			entered = entered || heads[w] >= 0
			w = g.next[w]
		}
		if !entered {
			heads[e.best.dep] = e.best.head
		}
	}
}
