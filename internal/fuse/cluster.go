package fuse

import (
	"container/heap"
	"slices"
)

// Scores are kept as whole millionths, so that their sums do not depend on the order of addition.
const (
	million = 1_000_000
	absent  = million / 50  // the score of a pair that was not worth comparing
	faint   = million / 250 // pairs below this score are forgotten
	never   = -1 << 40      // a pair that a person has split
	bond    = million - 1   // the score of a deed and what it did, told together: one event from the start
	mute    = -2            // the score of a pair that says nothing for nor against one event
)

// edge is a compared pair, seen from one end.
type edge struct {
	to    int32
	score int32
}

// group is one cluster while it grows. links holds, per other cluster, the sum of scores and the number of pairs.
type group struct {
	members []int32
	tells   int // how often its members tell the happening: those of one report that are tied tell it once
	links   map[int32]link
	age     int32 // grows with every change, so that old heap entries are known
}

type link struct{ sum, n, mute int64 }

// average of the scores between two clusters; pairs that were never compared count as absent, mute ones not at all.
func (l link) average(a, b int) int64 {
	all := int64(a)*int64(b) - l.mute
	if all == 0 {
		return 0
	}
	return (l.sum + (all-l.n)*absent) / all
}

// candidate is a possible union of two clusters.
type candidate struct {
	avg        int64
	a, b       int32
	ageA, ageB int32
}

type candidates []candidate

func (c candidates) Len() int      { return len(c) }
func (c candidates) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c candidates) Less(i, j int) bool {
	switch {
	case c[i].avg != c[j].avg:
		return c[i].avg > c[j].avg
	case c[i].a != c[j].a:
		return c[i].a < c[j].a
	}
	return c[i].b < c[j].b
}
func (c *candidates) Push(x any) { *c = append(*c, x.(candidate)) }
func (c *candidates) Pop() any {
	old := *c
	x := old[len(old)-1]
	*c = old[:len(old)-1]
	return x
}

// merger does average-link clustering of n items, numbered in canonical order. The same edges give the same
// clusters, whatever the order in which they were found.
type merger struct {
	groups []*group
	queue  candidates
	limit  int64
}

// clusters groups n items by edges[i], the edges of item i, as long as the average score between two groups is at
// least limit. Tied pairs are together from the start and count as one: what the closest of them have with another is what
// both have. Joined pairs are together from the start too, but count each for itself.
func clusters(edges [][]edge, tied, joined [][2]int32, limit int64) [][]int32 {
	m := &merger{groups: make([]*group, len(edges)), limit: limit}
	for i := range edges {
		g := &group{members: []int32{int32(i)}, tells: 1, links: make(map[int32]link, len(edges[i]))}
		for _, e := range edges[i] {
			g.links[e.to] = linkOf(e)
		}
		m.groups[i] = g
	}
	for i, j := range slices.Concat(tied, joined) {
		if a, b := m.find(j[0]), m.find(j[1]); a != b {
			m.union(min(a, b), max(a, b), i < len(tied))
		}
	}
	for i, g := range m.groups {
		if g != nil {
			m.push(int32(i), true)
		}
	}
	heap.Init(&m.queue)
	m.run()
	var out [][]int32
	for _, g := range m.groups {
		if g != nil {
			slices.Sort(g.members)
			out = append(out, g.members)
		}
	}
	slices.SortFunc(out, func(a, b []int32) int { return int(a[0] - b[0]) })
	return out
}

func linkOf(e edge) link {
	switch {
	case e.score == mute:
		return link{mute: 1}
	case e.score < 0:
		return link{sum: never, n: 1}
	}
	return link{sum: int64(e.score), n: 1}
}

func (m *merger) find(i int32) int32 {
	for k, g := range m.groups {
		if g != nil && slices.Contains(g.members, i) {
			return int32(k)
		}
	}
	return i
}

// push queues the unions of group a; with later only those with groups after it.
func (m *merger) push(a int32, later bool) {
	g := m.groups[a]
	for b, l := range g.links {
		if later && b < a || m.groups[b] == nil {
			continue
		}
		h := m.groups[b]
		if avg := l.average(g.tells, h.tells); avg >= m.limit {
			c := candidate{avg, min(a, b), max(a, b), 0, 0}
			c.ageA, c.ageB = m.groups[c.a].age, m.groups[c.b].age
			if later {
				m.queue = append(m.queue, c)
			} else {
				heap.Push(&m.queue, c)
			}
		}
	}
}

func (m *merger) run() {
	for m.queue.Len() > 0 {
		c := heap.Pop(&m.queue).(candidate)
		a, b := m.groups[c.a], m.groups[c.b]
		if a == nil || b == nil || a.age != c.ageA || b.age != c.ageB {
			continue
		}
		m.union(c.a, c.b, false)
		m.push(c.a, false)
	}
}

// closer is what two tied items have with a third: the stronger of their scores; a pair that was not compared, or says nothing,
// counts only where both do. What a person has split stays split.
func (l link) closer(o link) link {
	switch {
	case l.sum <= never || o.sum <= never:
		return link{sum: never, n: 1}
	case l.n > 0 && (o.n == 0 || l.sum >= o.sum):
		return link{sum: l.sum, n: 1}
	case o.n > 0:
		return link{sum: o.sum, n: 1}
	}
	return link{mute: 1}
}

// union puts group b into group a; tied where both tell once.
func (m *merger) union(a, b int32, tied bool) {
	g, h := m.groups[a], m.groups[b]
	g.members = append(g.members, h.members...)
	if !tied {
		g.tells += h.tells
	}
	delete(g.links, b)
	for k, l := range h.links {
		if k == a {
			continue
		}
		have := g.links[k]
		sum := link{have.sum + l.sum, have.n + l.n, have.mute + l.mute}
		if tied {
			sum = have.closer(l)
		}
		g.links[k] = sum
		other := m.groups[k]
		delete(other.links, b)
		other.links[a] = sum
	}
	g.age++
	m.groups[b] = nil
}
