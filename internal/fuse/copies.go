package fuse

// Near copies of texts: MinHash over word triples (Broder 1997), banded for look-up (Indyk and Motwani 1998).
const (
	rows      = 64 // hash functions
	bandRows  = 2
	bands     = rows / bandRows
	shingle   = 3    // words
	sameText  = 0.16 // estimated Jaccard similarity from which two texts are copies
	minWords  = 12   // shorter texts are only copies of equal texts
	emptySlot = ^uint64(0)
)

// sketch is the MinHash signature of a text.
func sketch(ws []word) []uint64 {
	if len(ws) == 0 {
		return nil
	}
	sig := make([]uint64, rows)
	for i := range sig {
		sig[i] = emptySlot
	}
	n := max(1, len(ws)-shingle+1)
	for i := range n {
		h := uint64(1469598103934665603)
		for _, w := range ws[i:min(len(ws), i+shingle)] {
			h = (h ^ uint64(w.hash)) * 1099511628211
		}
		h = mix(h)
		for k := range sig {
			sig[k] = min(sig[k], mix(h+uint64(k)*0x9e3779b97f4a7c15))
		}
	}
	if len(ws) < minWords {
		// A short text is a copy only of an equal one: all rows depend on the whole of it.
		h := uint64(len(ws))
		for _, w := range ws {
			h = mix(h ^ uint64(w.hash))
		}
		for k := range sig {
			sig[k] = mix(h + uint64(k))
		}
	}
	return sig
}

// resemblance estimates the Jaccard similarity of two texts from their signatures.
func resemblance(a, b []uint64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := 0
	for i := range a {
		if a[i] == b[i] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

// copies finds groups of near copies: two texts that resemble each other are in one group, and so are the copies of
// copies. The groups do not depend on the order in which texts are added.
type copies struct {
	heads map[uint64]int32 // band → 1 + last slot that has it
	next  []int32          // slot → 1 + previous slot of that band
	sigs  [][]uint64
	up    []int32 // union–find
	group map[int32][]int32
}

func newCopies() *copies {
	return &copies{heads: map[uint64]int32{}, group: map[int32][]int32{}}
}

// add files the signature of the next text and joins it with its near copies.
func (c *copies) add(sig []uint64) int32 {
	me := int32(len(c.sigs))
	c.sigs = append(c.sigs, sig)
	c.up = append(c.up, me)
	c.group[me] = []int32{me}
	seen := map[int32]bool{}
	for b := range bands {
		slot := me*bands + int32(b)
		c.next = append(c.next, 0)
		if len(sig) == 0 {
			continue
		}
		key := mix(sig[b*bandRows] + mix(sig[b*bandRows+1]+uint64(b)))
		for at := c.heads[key]; at != 0; at = c.next[at-1] {
			other := (at - 1) / bands
			if !seen[other] {
				seen[other] = true
				if resemblance(sig, c.sigs[other]) >= sameText {
					c.join(me, other)
				}
			}
		}
		c.next[slot] = c.heads[key]
		c.heads[key] = slot + 1
	}
	return me
}

func (c *copies) root(i int32) int32 {
	for c.up[i] != i {
		c.up[i] = c.up[c.up[i]]
		i = c.up[i]
	}
	return i
}

func (c *copies) join(i, j int32) {
	a, b := c.root(i), c.root(j)
	if a == b {
		return
	}
	if len(c.group[a]) < len(c.group[b]) {
		a, b = b, a
	}
	c.up[b] = a
	c.group[a] = append(c.group[a], c.group[b]...)
	delete(c.group, b)
}
