package fuse

import (
	"math"
	"slices"
)

// How many terms of a text are kept: the heaviest ones.
const (
	docTerms  = 64
	sentTerms = 24
)

// nameWeight is how much more a name says about a story than another word.
const nameWeight float32 = 1.6

// Term is one stem of a text with its weight.
type Term struct {
	Hash   uint32
	Weight float32
}

// Vector is a text as its heaviest terms, in order of their hashes, scaled to length 1.
type Vector []Term

// vector weighs words by log frequency times rarity and keeps the n heaviest.
func (t *Tables) vector(ws []word, n int) Vector {
	counts := make(map[uint32]int, len(ws))
	for _, w := range ws {
		counts[w.hash]++
	}
	v := make(Vector, 0, len(counts))
	for h, c := range counts {
		if r := t.rarity(h); r >= common {
			v = append(v, Term{h, r * float32(1+math.Log(float64(c)))})
		}
	}
	return v.cut(n)
}

// topic is a whole text as a vector. What is named counts more than what is said about it, and two names side by side
// count as one more word: look-alike stories differ in who and where.
func (t *Tables) topic(ws []word) Vector {
	type count struct{ n, named int }
	counts := make(map[uint32]*count, len(ws))
	note := func(h uint32, named bool) {
		c := counts[h]
		if c == nil {
			c = &count{}
			counts[h] = c
		}
		c.n++
		if named {
			c.named++
		}
	}
	for i, w := range ws {
		note(w.hash, w.name)
		if i > 0 && w.name && ws[i-1].name && w.start-ws[i-1].end <= 2 {
			note(uint32(mix(uint64(ws[i-1].hash)<<32|uint64(w.hash))), true)
		}
	}
	v := make(Vector, 0, len(counts))
	for h, c := range counts {
		r := t.rarity(h)
		if r < common {
			continue
		}
		if 2*c.named >= c.n {
			r *= nameWeight
		}
		v = append(v, Term{h, r * float32(1+math.Log(float64(c.n)))})
	}
	return v.cut(docTerms)
}

// cut keeps the n heaviest terms, orders them by hash and scales to length 1.
func (v Vector) cut(n int) Vector {
	slices.SortFunc(v, func(a, b Term) int {
		if a.Weight != b.Weight {
			return cmpFloat(float64(b.Weight), float64(a.Weight))
		}
		return cmpInt(int64(a.Hash), int64(b.Hash))
	})
	if len(v) > n {
		v = slices.Clone(v[:n])
	}
	slices.SortFunc(v, func(a, b Term) int { return cmpInt(int64(a.Hash), int64(b.Hash)) })
	v.scale()
	return v
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (v Vector) scale() {
	var sum float64
	for _, t := range v {
		sum += float64(t.Weight) * float64(t.Weight)
	}
	if sum == 0 {
		return
	}
	f := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i].Weight *= f
	}
}

// Cosine of two vectors of length 1.
func (a Vector) Cosine(b Vector) float64 {
	var sum float32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].Hash < b[j].Hash:
			i++
		case a[i].Hash > b[j].Hash:
			j++
		default:
			sum += a[i].Weight * b[j].Weight
			i++
			j++
		}
	}
	return float64(sum)
}

// shared counts what two sorted lists have in common, each item weighing w(item), and the smaller and larger sums.
func shared(a, b []uint32, w func(uint32) float32) (both, small, large float64) {
	var sa, sb float64
	for _, x := range a {
		sa += float64(w(x))
	}
	for _, x := range b {
		sb += float64(w(x))
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both += float64(w(a[i]))
			i++
			j++
		}
	}
	return both, min(sa, sb), max(sa, sb)
}

// meet reports whether two unsorted short lists share an item.
func meet(a, b []uint32) bool {
	for _, x := range a {
		if slices.Contains(b, x) {
			return true
		}
	}
	return false
}

// has reports whether a word has weight.
func (v Vector) has(hash uint32) bool {
	return slices.ContainsFunc(v, func(t Term) bool { return t.Hash == hash })
}
