package fuse

import (
	"math"
	"slices"
)

// When a group of documents is really two look-alike stories.
const (
	leastPart  = 4     // documents that each part must have
	wellApart  = 0.062 // likeness between the parts, by the words that tell the group's documents apart
	leastInner = 0.02  // likeness within a part, below which it is no story of its own
)

// bag is a document's words with their counts, names apart.
type bag struct {
	n     map[uint32]int
	named map[uint32]int
}

func newBag(ws []word) bag {
	b := bag{map[uint32]int{}, map[uint32]int{}}
	for i, w := range ws {
		b.n[w.hash]++
		if w.name {
			b.named[w.hash]++
		}
		if i > 0 && w.name && ws[i-1].name && w.start-ws[i-1].end <= 2 {
			h := uint32(mix(uint64(ws[i-1].hash)<<32 | uint64(w.hash)))
			b.n[h]++
			b.named[h]++
		}
	}
	return b
}

// separate splits a group of documents into stories. Words that the whole group shares say nothing about which of two
// look-alike stories is meant, so each word counts by how rare it is within the group; a split stands where the parts
// are well apart by that measure.
func (t *Tables) separate(bags []bag, group []int) [][]int {
	if len(group) < 2*leastPart {
		return [][]int{group}
	}
	sim := t.inner(bags, group)
	a, b := halves(sim)
	if len(a) < leastPart || len(b) < leastPart {
		return [][]int{group}
	}
	within := min(mean(sim, a, a), mean(sim, b, b))
	if between := mean(sim, a, b); within < leastInner || between > wellApart {
		return [][]int{group}
	}
	var out [][]int
	for _, part := range [][]int{a, b} {
		docs := make([]int, len(part))
		for k, i := range part {
			docs[k] = group[i]
		}
		out = append(out, t.separate(bags, docs)...)
	}
	return out
}

// inner is the likeness of each two documents of a group by the words that tell its documents apart.
func (t *Tables) inner(bags []bag, group []int) [][]float64 {
	df := map[uint32]int{}
	for _, i := range group {
		for h := range bags[i].n {
			df[h]++
		}
	}
	n := float64(len(group))
	vs := make([]Vector, len(group))
	for k, i := range group {
		v := make(Vector, 0, len(bags[i].n))
		for h, c := range bags[i].n {
			r := t.rarity(h)
			if df[h] < 2 || r < common {
				continue
			}
			w := float64(r) * (1 + math.Log(float64(c))) * math.Log((n+0.5)/float64(df[h]))
			if 2*bags[i].named[h] >= c {
				w *= float64(nameWeight)
			}
			v = append(v, Term{h, float32(max(0, w))})
		}
		vs[k] = v.cut(400)
	}
	sim := make([][]float64, len(group))
	for i := range sim {
		sim[i] = make([]float64, len(group))
		for j := range sim[i] {
			sim[i][j] = vs[i].Cosine(vs[j])
		}
	}
	return sim
}

// halves merges documents by average linkage until two groups are left; single stragglers go with the group they are
// nearer to.
func halves(sim [][]float64) (a, b []int) {
	groups := make([][]int, len(sim))
	for i := range groups {
		groups[i] = []int{i}
	}
	for {
		big := 0
		for _, g := range groups {
			if len(g) >= leastPart {
				big++
			}
		}
		if len(groups) <= 2 || big == 2 && stragglers(groups) <= len(sim)/6 {
			break
		}
		bi, bj, top := 0, 1, -1.0
		for i := range groups {
			for j := i + 1; j < len(groups); j++ {
				if s := mean(sim, groups[i], groups[j]); s > top {
					bi, bj, top = i, j, s
				}
			}
		}
		groups[bi] = append(groups[bi], groups[bj]...)
		groups = append(groups[:bj], groups[bj+1:]...)
	}
	a, b = attach(sim, groups)
	return resettle(sim, a, b)
}

func stragglers(groups [][]int) int {
	n := 0
	for _, g := range groups {
		if len(g) < leastPart {
			n += len(g)
		}
	}
	return n
}

// attach gives the documents of small groups to the nearer of the two large ones.
func attach(sim [][]float64, groups [][]int) (a, b []int) {
	var large, rest [][]int
	for _, g := range groups {
		if len(g) >= leastPart && len(large) < 2 {
			large = append(large, g)
		} else {
			rest = append(rest, g)
		}
	}
	if len(large) < 2 {
		return nil, nil
	}
	a, b = large[0], large[1]
	ca, cb := a, b
	for _, g := range rest {
		if mean(sim, g, ca) >= mean(sim, g, cb) {
			a = append(a, g...)
		} else {
			b = append(b, g...)
		}
	}
	return a, b
}

// resettle moves documents that are nearer to the other part, for average linkage never takes back an early union, until none
// is or for a few rounds.
func resettle(sim [][]float64, a, b []int) (x, y []int) {
	for range 8 {
		var na, nb []int
		for k, part := range [][]int{a, b} {
			for _, i := range part {
				one := []int{i}
				near, far := mean(sim, one, a), mean(sim, one, b)
				if k == 0 && near >= far || k == 1 && near > far {
					na = append(na, i)
				} else {
					nb = append(nb, i)
				}
			}
		}
		if len(na) == len(a) && len(nb) == len(b) && slices.Equal(na, a) || len(na) < leastPart || len(nb) < leastPart {
			break
		}
		a, b = na, nb
	}
	return a, b
}

// mean likeness between two sets of documents, of different documents only.
func mean(sim [][]float64, a, b []int) float64 {
	var sum, n float64
	for _, i := range a {
		for _, j := range b {
			if i != j {
				sum += sim[i][j]
				n++
			}
		}
	}
	return sum / max(1, n)
}
