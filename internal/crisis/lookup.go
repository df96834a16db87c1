package crisis

import (
	"maps"
	"math"
	"slices"

	"github.com/casus-project/casus/internal/fuse"
)

// How many of its heaviest traits of each sort a node is looked up by, and which are too common for that.
const (
	lookUp    = 16
	everyOne  = 64  // those of more documents than this, and
	everyPart = 20  // of more than one in so many
	lookBack  = 200 // at so many nodes before it that have one
)

// farApart is after how many times the memory two nodes are not compared.
const farApart = 12

// candidates are the pairs of nodes, not far apart in time, that have an event or one of their heaviest traits in common,
// and so may be alike. Nodes come in order of time.
func (s *scene) candidates(nodes []*node) [][2]int {
	within := farApart * s.k.t.ties.memory
	at := map[uint32][]int{}
	var out [][2]int
	for j, n := range nodes {
		seen := map[int]bool{}
		for _, k := range s.keys(n) {
			for back, i := range slices.Backward(at[k]) {
				if len(at[k])-back > lookBack || nodes[i].at != 0 && n.day-nodes[i].day > within {
					break
				}
				seen[i] = seen[i] || nodes[i].doc != n.doc
			}
			at[k] = append(at[k], j)
		}
		for _, i := range slices.Sorted(maps.Keys(seen)) {
			if seen[i] {
				out = append(out, [2]int{i, j})
			}
		}
	}
	return out
}

// keys a node is looked up by.
func (s *scene) keys(n *node) []uint32 {
	var out []uint32
	for _, e := range n.traits.events {
		out = append(out, trait("event", string(e)))
	}
	for _, v := range []fuse.Vector{n.traits.words, n.traits.text, n.traits.who} {
		for _, t := range heaviest(v) {
			if s.corpus.df[t.Hash] <= max(everyOne, s.corpus.docs/everyPart) {
				out = append(out, t.Hash)
			}
		}
	}
	if h := trait("theatre", n.theatre); s.corpus.df[h] <= max(everyOne, s.corpus.docs/everyPart) {
		out = append(out, h)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// heaviest are the terms that a node is looked up by.
func heaviest(v fuse.Vector) fuse.Vector {
	v = slices.Clone(v)
	slices.SortFunc(v, func(a, b fuse.Term) int {
		if a.Weight != b.Weight {
			return int(math.Copysign(1, float64(b.Weight-a.Weight)))
		}
		return int(min(1, max(-1, int64(a.Hash)-int64(b.Hash))))
	})
	return v[:min(len(v), lookUp)]
}
