package crisis

import (
	"container/heap"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// line is the nodes that were found to belong to one crisis, in order.
type line struct {
	theatre string
	nodes   []*node
	tie     tie // of its nodes, each with the one most like it: the mean
}

func compareNodes(a, b *node) int {
	switch {
	case a.at != b.at:
		return int(min(1, max(-1, a.at-b.at)))
	case a.doc != b.doc:
		return strings.Compare(string(a.doc), string(b.doc))
	}
	return strings.Compare(a.theatre, b.theatre)
}

// lines puts nodes together into lines: average linkage over the pairs of nodes, a pair weighing half as much for each so
// many days that lie between. So a crisis may drift far from where it began, as long as what is told at one time is alike.
// Nodes of one document say nothing about each other. The lines are a function of the set of documents.
func (s *scene) lines(nodes []*node) []*line {
	b := &binder{s: s, nodes: nodes, groups: make([]*group, len(nodes), 2*len(nodes))}
	for i, n := range nodes {
		n.traits = s.traitsOf(n)
		b.groups[i] = &group{members: []int{i}, first: n.day, last: n.day, near: map[int]bond{}}
	}
	for _, p := range s.candidates(nodes) {
		x, y := nodes[p[0]], nodes[p[1]]
		if t := s.tied(x, y); t.sum() >= slight*s.k.t.ties.limit {
			w := b.weight(x, y)
			b.meet(p[0], p[1], bond{w * math.Pow(t.sum(), b.s.k.t.ties.power), w})
		}
	}
	return b.run()
}

// slight is the share of the limit below which a tie counts as none.
const slight = 0.1

// bond is the sum of the ties between two groups, each by its weight, and that of the weights.
type bond struct{ sum, weight float64 }

// group is a set of nodes on the way to a line.
type group struct {
	members     []int
	first, last float64
	near        map[int]bond
	gone        bool
}

type binder struct {
	s      *scene
	nodes  []*node
	groups []*group
	queue  queue
}

// weight of a pair of nodes: 1 on one day or where a day is unknown.
func (b *binder) weight(x, y *node) float64 {
	if x.doc == y.doc {
		return 0
	}
	if x.at == 0 || y.at == 0 {
		return 1
	}
	return math.Exp2(-math.Abs(x.day-y.day) / b.s.k.t.ties.memory)
}

// meet notes the bond of two groups and queues it where it is strong enough to make them one.
func (b *binder) meet(i, j int, x bond) {
	b.groups[i].near[j], b.groups[j].near[i] = x, x
	if v := b.value(b.groups[i], b.groups[j], x); v >= b.s.k.t.ties.limit {
		heap.Push(&b.queue, meeting{v, min(i, j), max(i, j)})
	}
}

// value of a bond: the power mean of its ties, less what waking asks for.
func (b *binder) value(x, y *group, o bond) float64 {
	return math.Pow(o.sum/max(o.weight, 1e-12), 1/b.s.k.t.ties.power) - b.asleep(x, y)
}

// asleep is what waking a crisis after silence asks for: half of it after as many days as halve a pair's weight.
func (b *binder) asleep(x, y *group) float64 {
	return b.s.k.t.ties.sleep * (1 - math.Exp2(-gap(x, y)/b.s.k.t.ties.memory))
}

// gap is the days between the last report of one group and the first of the other, 0 where they overlap or a day is unknown.
func gap(x, y *group) float64 {
	if x.first == 0 || y.first == 0 {
		return 0
	}
	return max(0, y.first-x.last, x.first-y.last)
}

func (b *binder) run() []*line {
	for b.queue.Len() > 0 {
		m := heap.Pop(&b.queue).(meeting)
		if x, y := b.groups[m.i], b.groups[m.j]; !x.gone && !y.gone {
			b.merge(x, y)
		}
	}
	b.joinLoose()
	var out []*line
	for _, g := range b.groups {
		if !g.gone {
			out = append(out, b.line(g))
		}
	}
	slices.SortFunc(out, func(x, y *line) int { return compareNodes(x.nodes[0], y.nodes[0]) })
	return out
}

// joinLoose gives groups that would found nothing to the crisis they are clearly most like: what a single report tells, or
// what is told only in reports that tell of the crisis too. To join asks for less than to found, and least of what stands
// in a report of the crisis ("Brazil condemns the raid").
func (b *binder) joinLoose() {
	of := map[casus.DocID][]int{}
	for i, g := range b.groups {
		if !g.gone {
			for d := range b.docs(g) {
				of[d] = append(of[d], i)
			}
		}
	}
	into := map[int]int{}
	for i, g := range b.groups {
		if g.gone {
			continue
		}
		if best := b.host(i, of); best >= 0 {
			into[i] = best
		}
	}
	for _, i := range slices.Sorted(maps.Keys(into)) {
		j := into[i]
		if _, given := into[j]; !given { // one that is given away itself takes nothing
			b.groups[j].members = append(b.groups[j].members, b.groups[i].members...)
			b.groups[i].gone = true
		}
	}
}

// host is the group that group i joins, or -1. of are the groups that each document stands in.
func (b *binder) host(i int, of map[casus.DocID][]int) int {
	w, g := &b.s.k.t.ties, b.groups[i]
	docs := b.docs(g)
	likely := map[int]bool{}
	for j := range g.near {
		likely[j] = !b.groups[j].gone
	}
	for d := range docs {
		for _, j := range of[d] {
			likely[j] = j != i
		}
	}
	best, top, next := -1, 0.0, 0.0
	for _, j := range slices.Sorted(maps.Keys(likely)) {
		o := b.groups[j]
		if !likely[j] || len(o.members) <= len(g.members) {
			continue
		}
		tells := b.docs(o)
		same := within(docs, tells)
		if len(tells) < 2 || len(docs) > 1 && !same {
			continue
		}
		v := b.value(g, o, g.near[j])
		if same {
			v += w.same
		}
		if v > top {
			best, top, next = j, v, top
		} else {
			next = max(next, v)
		}
	}
	if top < w.join || top < w.clear*next {
		return -1
	}
	return best
}

func (b *binder) docs(g *group) map[casus.DocID]bool {
	out := map[casus.DocID]bool{}
	for _, i := range g.members {
		out[b.nodes[i].doc] = true
	}
	return out
}

func within(a, b map[casus.DocID]bool) bool {
	for d := range a {
		if !b[d] {
			return false
		}
	}
	return true
}

func (b *binder) merge(x, y *group) {
	k := len(b.groups)
	g := &group{members: slices.Concat(x.members, y.members), first: min(x.first, y.first), last: max(x.last, y.last), near: map[int]bond{}}
	x.gone, y.gone = true, true
	b.groups = append(b.groups, g)
	others := map[int]bool{}
	for _, m := range []map[int]bond{x.near, y.near} {
		for i := range m {
			if !b.groups[i].gone {
				others[i] = true
			}
		}
	}
	for _, i := range slices.Sorted(maps.Keys(others)) {
		p, q := b.bond(x, i), b.bond(y, i)
		b.meet(k, i, bond{p.sum + q.sum, p.weight + q.weight})
	}
	x.near, y.near = nil, nil
}

// bond between a group and another; one without anything in common has the weight of its pairs all the same.
func (b *binder) bond(g *group, i int) bond {
	if x, ok := g.near[i]; ok {
		return x
	}
	var w float64
	for _, m := range g.members {
		for _, o := range b.groups[i].members {
			w += b.weight(b.nodes[m], b.nodes[o])
		}
	}
	return bond{0, w}
}

// line is a finished group, with its theatre: the one that most of what it tells is about.
func (b *binder) line(g *group) *line {
	l := &line{}
	for _, i := range g.members {
		l.nodes = append(l.nodes, b.nodes[i])
	}
	l.settle()
	for i, n := range l.nodes {
		var best tie
		for _, o := range l.nodes[max(0, i-comparedWith):min(len(l.nodes), i+comparedWith+1)] {
			if t := b.s.tied(n, o); o.doc != n.doc && t.sum() > best.sum() {
				best = t
			}
		}
		l.tie = l.tie.plus(best, 1/float64(len(l.nodes)))
	}
	return l
}

// comparedWith is with how many nodes before and after it one is compared to say what holds a line together.
const comparedWith = 40

// settle orders the nodes and finds the theatre.
func (l *line) settle() {
	slices.SortFunc(l.nodes, compareNodes)
	var where tally[string]
	for _, n := range l.nodes {
		for _, k := range slices.Sorted(maps.Keys(n.pulls)) {
			where.add(k, n.pulls[k])
		}
	}
	if l.theatre = l.nodes[0].theatre; len(where.keys) > 0 {
		l.theatre = where.top(1)[0]
	}
}

// meeting is a pair of groups that may become one, the strongest first.
type meeting struct {
	value float64
	i, j  int
}

type queue []meeting

func (q queue) Len() int { return len(q) }
func (q queue) Less(a, b int) bool {
	if q[a].value != q[b].value {
		return q[a].value > q[b].value
	}
	if q[a].i != q[b].i {
		return q[a].i < q[b].i
	}
	return q[a].j < q[b].j
}
func (q queue) Swap(a, b int) { q[a], q[b] = q[b], q[a] }
func (q *queue) Push(x any)   { *q = append(*q, x.(meeting)) }
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}
