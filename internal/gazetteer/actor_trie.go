package gazetteer

// trie finds names by their words. Its nodes are numbers; an edge is looked up under its node and word together.
type trie struct {
	words   map[string]int32
	edges   map[uint64]int32
	first   []int32 // per node, its first entry, -1 for none
	entries []Entry
}

func newTrie(names int) trie {
	return trie{
		words: make(map[string]int32, names),
		edges: make(map[uint64]int32, 2*names),
		first: []int32{-1},
	}
}

func edge(node, word int32) uint64 { return uint64(uint32(node))<<32 | uint64(uint32(word)) }

// add files e under name. How the name is written decides how a text must write it.
func (t *trie) add(name string, e Entry) {
	node, n, letters := int32(0), 0, 0
	for p := range splitWords(name) {
		id, ok := t.words[p.folded]
		if !ok {
			id = int32(len(t.words))
			t.words[p.folded] = id
		}
		next, ok := t.edges[edge(node, id)]
		if !ok {
			next = int32(len(t.first))
			t.first = append(t.first, -1)
			t.edges[edge(node, id)] = next
		}
		node = next
		switch {
		case n == 0:
			e.need = p.cased
		case p.cased == allCapitals && e.need == allCapitals:
		case p.cased >= capitalised:
			e.need = lastCapital
		case e.need > capitalised:
			e.need = capitalised
		}
		letters += len(p.folded)
		n++
	}
	if n == 0 {
		return
	}
	if e.need == allCapitals && letters > 3 {
		e.need = capitalised // Nato, Unesco
	}
	for at := t.first[node]; at >= 0; at = t.entries[at].more {
		if t.entries[at].Kind == e.Kind && t.entries[at].Index == e.Index {
			t.entries[at].need = min(t.entries[at].need, e.need)
			t.entries[at].Local = t.entries[at].Local && e.Local
			t.entries[at].Surname = t.entries[at].Surname && e.Surname
			return
		}
	}
	e.more = t.first[node]
	t.first[node] = int32(len(t.entries))
	t.entries = append(t.entries, e)
}

// Names calls yield for every meaning of every name that begins at words[0], shorter names first, with the number of
// words. It stops when yield returns false.
func (a *Actors) Names(words []Word, yield func(n int, e Entry) bool) {
	t := &a.trie
	node := int32(0)
	for i, w := range words {
		if w.ID < 0 {
			return
		}
		next, ok := t.edges[edge(node, w.ID)]
		if !ok {
			return
		}
		node = next
		for at := t.first[node]; at >= 0; at = t.entries[at].more {
			if e := t.entries[at]; allowed(e.need, words[:i+1]) && !yield(i+1, e) {
				return
			}
		}
	}
}

// allowed reports whether words are written as the name needs.
func allowed(need letterCase, words []Word) bool {
	switch need {
	case capitalised:
		return words[0].Case >= capitalised
	case lastCapital:
		return words[len(words)-1].Case >= capitalised
	case allCapitals:
		for _, w := range words {
			if w.Case != allCapitals {
				return false
			}
		}
	}
	return true
}

// Exact lists the meanings of the words as a whole.
func (a *Actors) Exact(words []Word) []Entry {
	var out []Entry
	a.Names(words, func(n int, e Entry) bool {
		if n == len(words) {
			out = append(out, e)
		}
		return true
	})
	return out
}
