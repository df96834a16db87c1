package crisis

import "slices"

// When a single report of another theatre is part of a crisis: what others say and do about it.
const (
	gatherDays  = 7    // days between it and a report of the crisis
	gatherLike  = 0.14 // likeness of the two reports
	gatherClear = 1.3  // how much more like it must be than a report of any other crisis
)

// gathered gives the lines that found no crisis of their own, report by report, to the crisis that they are about: one
// of whose theatre the report speaks too (or whose own is only guessed), and to a report of which it is clearly most alike. "Brazil condemns the raid"
// is an event of the raid's crisis.
func (s *scene) gathered(lines []*line) []*line {
	var out []*line
	var loose []*node
	for _, l := range lines {
		if l.stated() && s.propose(l) != nil {
			out = append(out, l)
		} else {
			loose = append(loose, l.nodes...)
		}
	}
	add := make([][]*node, len(out))
	for _, n := range loose {
		if i := nearest(out, n); i >= 0 {
			add[i] = append(add[i], n)
		}
	}
	for i, ns := range add {
		for _, n := range ns {
			out[i] = joined(out[i], &line{theatre: n.theatre, nodes: []*node{n}})
		}
	}
	return out
}

// nearest is the index of the crisis that a report belongs to, or -1.
func nearest(lines []*line, n *node) int {
	best, top, next := -1, 0.0, 0.0
	for i, l := range lines {
		if !n.also[l.theatre] && n.stated > 0 {
			continue
		}
		like := 0.0
		from, _ := slices.BinarySearchFunc(l.nodes, n.day-gatherDays, func(o *node, day float64) int {
			if o.day < day {
				return -1
			}
			return 1
		})
		for _, o := range l.nodes[from:] {
			if o.day > n.day+gatherDays {
				break
			}
			if o.doc == n.doc { // the crisis is told of in the same report
				like = max(like, gatherLike)
				continue
			}
			like = max(like, o.topic.Cosine(n.topic))
		}
		if like > top {
			best, top, next = i, like, max(next, top)
		} else {
			next = max(next, like)
		}
	}
	if top < gatherLike || top < gatherClear*next {
		return -1
	}
	return best
}
