package ling

import "github.com/casus-project/casus"

// Link computes what the tree methods need: children, sentence of each token, chains. Analysers and readers of given
// trees call it once, last; it must not run beside other calls.
func (t *Text) Link() {
	n := len(t.Tokens)
	t.childStart = zeroed(t.childStart, n+1)
	t.childList = zeroed(t.childList, n)
	t.sentOf = zeroed(t.sentOf, n)
	for s, sent := range t.Sents {
		for i := sent.First; i < sent.Last; i++ {
			t.sentOf[i] = int32(s)
		}
	}
	for i := range t.Tokens {
		if h := t.Tokens[i].Head; h >= 0 {
			t.childStart[h+1]++
		}
	}
	for i := range n {
		t.childStart[i+1] += t.childStart[i]
	}
	// childStart[h] moves forward while filling and is moved back afterwards.
	for i := range t.Tokens {
		if h := t.Tokens[i].Head; h >= 0 {
			t.childList[t.childStart[h]] = int32(i)
			t.childStart[h]++
		}
	}
	for i := n; i > 0; i-- {
		t.childStart[i] = t.childStart[i-1]
	}
	if n > 0 {
		t.childStart[0] = 0
	}
	t.LinkChains()
}

// zeroed is s with n zeros, in the same memory where it is large enough.
func zeroed(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// Children lists the dependents of token i in order. The slice belongs to the Text.
func (t *Text) Children(i int) []int32 {
	return t.childList[t.childStart[i]:t.childStart[i+1]]
}

// ChildrenBy lists the dependents of i with one of the relations, in order. Relations must match with their subtype.
func (t *Text) ChildrenBy(i int, rels ...Rel) []int {
	var out []int
	for _, c := range t.Children(i) {
		for _, r := range rels {
			if t.Tokens[c].Rel == r {
				out = append(out, int(c))
				break
			}
		}
	}
	return out
}

// ChildBy is the first dependent of i with one of the relations, -1 where there is none.
func (t *Text) ChildBy(i int, rels ...Rel) int {
	for _, c := range t.Children(i) {
		for _, r := range rels {
			if t.Tokens[c].Rel == r {
				return int(c)
			}
		}
	}
	return -1
}

// Modal reports whether an auxiliary of verb i is a modal one: "will", "would", "may".
func (t *Text) Modal(i int) bool {
	for _, c := range t.Children(i) {
		if t.Tokens[c].Rel == Aux && t.Tokens[c].XPOS == MD {
			return true
		}
	}
	return false
}

// Subtree is the half-open range from the leftmost to the rightmost token below i, i included. With crossing arcs the
// range can hold tokens that are not below i.
func (t *Text) Subtree(i int) (first, last int) {
	first, last = i, i+1
	for _, c := range t.Children(i) {
		f, l := t.Subtree(int(c))
		first, last = min(first, f), max(last, l)
	}
	return first, last
}

// SentenceOf is the index of the sentence that holds token i.
func (t *Text) SentenceOf(i int) int { return int(t.sentOf[i]) }

// RootOf is the token that is the root of sentence s, -1 for an empty sentence.
func (t *Text) RootOf(s int) int {
	for i := t.Sents[s].First; i < t.Sents[s].Last; i++ {
		if t.Tokens[i].Head < 0 {
			return i
		}
	}
	return -1
}

// Head is the head of token i, -1 for a root.
func (t *Text) Head(i int) int { return int(t.Tokens[i].Head) }

// Word is the form of token i, "" outside the text.
func (t *Text) Word(i int) string {
	if i < 0 || i >= len(t.Tokens) {
		return ""
	}
	return t.Tokens[i].Form
}

// Lemma is the lemma of token i, "" outside the text.
func (t *Text) Lemma(i int) string {
	if i < 0 || i >= len(t.Tokens) {
		return ""
	}
	return t.Tokens[i].Lemma
}

// SpanOf is the span of tokens [first, last); empty for an empty range.
func (t *Text) SpanOf(first, last int) casus.Span {
	if first < 0 || last > len(t.Tokens) || first >= last {
		return casus.Span{}
	}
	return casus.Span{Start: t.Tokens[first].Span.Start, End: t.Tokens[last-1].Span.End}
}

// TextOf is the text of tokens [first, last) as written, spaces included.
func (t *Text) TextOf(first, last int) string { return t.SpanOf(first, last).Of(t.Doc.Text) }

// Below reports whether token i is token a or a descendant of it.
func (t *Text) Below(i, a int) bool {
	for ; i >= 0; i = int(t.Tokens[i].Head) {
		if i == a {
			return true
		}
	}
	return false
}

// Path is the way from token a up to the lowest common ancestor and down to token b, both ends and the ancestor
// (index top) included; nil where they are in different sentences.
func (t *Text) Path(a, b int) (path []int, top int) {
	if t.sentOf[a] != t.sentOf[b] {
		return nil, -1
	}
	top = a
	for !t.Below(b, top) {
		path = append(path, top)
		top = int(t.Tokens[top].Head)
	}
	path = append(path, top)
	at := len(path)
	for i := b; i != top; i = int(t.Tokens[i].Head) {
		path = append(path, 0)
		copy(path[at+1:], path[at:])
		path[at] = i
	}
	return path, top
}

// VerbAbove is the verb or auxiliary nearest above token i, token i itself included; the root where there is none.
func (t *Text) VerbAbove(i int) int {
	for n := 0; n < 20 && t.Tokens[i].UPOS != VERB && t.Tokens[i].UPOS != AUX && t.Head(i) >= 0; n++ {
		i = t.Head(i)
	}
	return i
}

// Words says what stands in a run of tokens: verbs, commas, and whether a relative word or "that" is among them.
type Words struct {
	Verbs, Commas int
	Relative      bool
}

// Between says what stands in the tokens from first up to last.
func (t *Text) Between(first, last int) (w Words) {
	for k := first; k < last; k++ {
		tok := &t.Tokens[k]
		if tok.Form == "," {
			w.Commas++
		}
		if tok.UPOS == VERB {
			w.Verbs++
		}
		w.Relative = w.Relative || tok.Lemma == "that" || tok.XPOS == WDT || tok.XPOS == WP || tok.XPOS == WRB
	}
	return w
}

// TokenAt is the index of the token that covers byte offset, or, between tokens, of the next one; len(Tokens) at the
// end.
func (t *Text) TokenAt(offset int) int {
	lo, hi := 0, len(t.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if t.Tokens[mid].Span.End <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// TokensIn is the half-open range of tokens that overlap the span.
func (t *Text) TokensIn(s casus.Span) (first, last int) {
	first = t.TokenAt(s.Start)
	last = first
	for last < len(t.Tokens) && t.Tokens[last].Span.Start < s.End {
		last++
	}
	return first, last
}

// EntityAt is the index of the entity that holds token i, -1 where none does.
func (t *Text) EntityAt(i int) int {
	lo, hi := 0, len(t.Entities)
	for lo < hi {
		mid := (lo + hi) / 2
		if t.Entities[mid].Last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(t.Entities) && t.Entities[lo].First <= i {
		return lo
	}
	return -1
}
