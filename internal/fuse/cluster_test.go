package fuse

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTiedCountAsOne: a deed and its harm told together join whoever tells the deed, though not the harm; items that are only
// joined count each for itself, and what a person has split stays split.
func TestTiedCountAsOne(t *testing.T) {
	build := func(third int32) [][]edge {
		es := make([][]edge, 3)
		for _, e := range []struct{ a, b, score int32 }{{0, 1, bond}, {0, 2, 800_000}, {1, 2, third}} {
			es[e.a], es[e.b] = append(es[e.a], edge{e.b, e.score}), append(es[e.b], edge{e.a, e.score})
		}
		return es
	}
	pair, apart, one := [][2]int32{{0, 1}}, [][]int32{{0, 1}, {2}}, [][]int32{{0, 1, 2}}
	for _, c := range []struct {
		name         string
		edges        [][]edge
		tied, joined [][2]int32
		want         [][]int32
	}{
		{"tied", build(20_000), pair, nil, one},
		{"joined", build(20_000), nil, pair, apart},
		{"tied and split", build(-1), pair, nil, apart},
		{"tied, one says nothing", build(mute), pair, nil, one},
	} {
		if d := cmp.Diff(c.want, clusters(c.edges, c.tied, c.joined, 450_000)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}
