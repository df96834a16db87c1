package parse

// solver finds the best tree: the best head of each word where these form a tree with one root, else the maximum spanning
// arborescence (Chu and Liu 1965, Edmonds 1967).
type solver struct {
	mark []int32
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
	return s.span(heads, scores, n, cols)
}

// isTree reports whether every word reaches the root.
func (s *solver) isTree(heads []int32, n int) bool {
	s.mark = append(s.mark[:0], make([]int32, n)...)
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

// arc is one arc of the spanning tree search: from a head to a dependent.
type arc struct{ head, dep int32 }

// span runs the full search; node n is the root.
func (s *solver) span(heads []int32, scores []float32, n, cols int) []int32 {
	size := n + 1
	weight := make([][]float64, size)
	origin := make([][]arc, size)
	for i := range n {
		weight[i], origin[i] = make([]float64, size), make([]arc, size)
		for j := range size {
			weight[i][j] = float64(scores[i*cols+j])
			origin[i][j] = arc{int32(j), int32(i)}
		}
		weight[i][n] -= oneRoot
	}
	g := graph{weight: weight, origin: origin, root: n, alive: make([]bool, size), members: make([][]int32, size)}
	for i := range size {
		g.alive[i] = true
		g.members[i] = []int32{int32(i)}
	}
	return append(heads[:0], g.solve()...)
}

// graph is a graph under contraction: weight[dep][head].
type graph struct {
	weight [][]float64
	origin [][]arc
	root   int
	alive  []bool
	// members are the words that each node stands for.
	members [][]int32
}

// solve returns the head of each word in the best arborescence. It contracts one cycle at a time without recursion, keeping
// for each contraction what is needed to open it again.
func (g *graph) solve() []int32 {
	var steps []step
	for {
		head := g.greedy()
		cycle := g.findCycle(head)
		if cycle == nil {
			return g.expand(head, steps)
		}
		st := step{best: make([]arc, len(cycle)), members: make([][]int32, len(cycle))}
		for i, v := range cycle {
			st.best[i] = g.origin[v][head[v]]
			st.members[i] = g.members[v]
		}
		g.contract(cycle, head)
		steps = append(steps, st)
	}
}

// step is one contraction: per node of the cycle its original arc inside the cycle and the words that it stands for.
type step struct {
	best    []arc
	members [][]int32
}

// open keeps every arc of the cycle but the one into the node that the chosen entering arc goes to.
func (st *step) open(head []int32) {
	for i, a := range st.best {
		entered := false
		for _, w := range st.members[i] {
			entered = entered || head[w] >= 0
		}
		if !entered {
			head[a.dep] = a.head
		}
	}
}

// expand turns the heads of the contracted graph into heads of words, opening the last contraction first.
func (g *graph) expand(head []int, steps []step) []int32 {
	out := make([]int32, g.root)
	for i := range out {
		out[i] = -1
	}
	for v, h := range head {
		if h >= 0 {
			a := g.origin[v][h]
			out[a.dep] = a.head
		}
	}
	for k := len(steps) - 1; k >= 0; k-- {
		steps[k].open(out)
	}
	return out
}

// greedy is the best head of each live node, -1 for the root and the dead.
func (g *graph) greedy() []int {
	head := make([]int, len(g.alive))
	for v := range head {
		head[v] = -1
		if !g.alive[v] || v == g.root {
			continue
		}
		for h, w := range g.weight[v] {
			if g.alive[h] && h != v && (head[v] < 0 || w > g.weight[v][head[v]]) {
				head[v] = h
			}
		}
	}
	return head
}

// findCycle returns the nodes of one cycle, nil where there is none.
func (g *graph) findCycle(head []int) []int {
	mark := make([]int, len(head))
	for v := range head {
		at := v
		for at >= 0 && mark[at] == 0 {
			mark[at] = v + 1
			at = head[at]
		}
		if at >= 0 && mark[at] == v+1 {
			cycle := []int{at}
			for u := head[at]; u != at; u = head[u] {
				cycle = append(cycle, u)
			}
			return cycle
		}
	}
	return nil
}

// contract makes one node, the first of the cycle, out of the cycle.
func (g *graph) contract(cycle, head []int) {
	in := make(map[int]bool, len(cycle))
	for _, v := range cycle {
		in[v] = true
	}
	c := cycle[0]
	newIn, newInOrigin := make([]float64, len(g.alive)), make([]arc, len(g.alive))
	for u := range g.alive {
		if !g.alive[u] || in[u] {
			continue
		}
		first := true
		for _, v := range cycle { // arcs from u into the cycle: what is gained over the arc that they replace
			w := g.weight[v][u] - g.weight[v][head[v]]
			if first || w > newIn[u] {
				newIn[u], newInOrigin[u], first = w, g.origin[v][u], false
			}
		}
		if u == g.root {
			continue
		}
		best := cycle[0]
		for _, v := range cycle {
			if g.weight[u][v] > g.weight[u][best] {
				best = v
			}
		}
		g.weight[u][c], g.origin[u][c] = g.weight[u][best], g.origin[u][best]
	}
	g.weight[c], g.origin[c] = newIn, newInOrigin
	all := append([]int32(nil), g.members[c]...)
	for _, v := range cycle[1:] {
		g.alive[v] = false
		all = append(all, g.members[v]...)
	}
	g.members[c] = all
}
