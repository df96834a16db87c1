package link

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// Range is a half-open range of tokens; the zero value is empty.
type Range struct{ First, Last int }

// Empty reports whether the range holds no token.
func (r Range) Empty() bool { return r.Last <= r.First }

// Has reports whether token i is in the range.
func (r Range) Has(i int) bool { return r.First <= i && i < r.Last }

// Relation is a relation that the words of one passage assert, before it is known whether events stand at its ends.
// From and To are the ends with their heads: for a cause, what causes and what is caused.
type Relation struct {
	Type             casus.LinkType
	From, To         Range
	FromHead, ToHead int
	Signal           Range // the connective
	Asserter         Range // who draws the link, where the words name somebody ("analysts link …"); else empty
	Denied           bool
	Rule             string
	Across           bool // whether the ends stand in two sentences
	Verb, Subject    int  // of a verb that joins two events, else 0
}

// Relations lists the relations that the text asserts, in the order of their connectives.
func (f *Finder) Relations(t *ling.Text) []Relation {
	s := &scan{t: t, table: f.table}
	for i := range t.Tokens {
		s.token(i)
	}
	return s.found
}

// scan is one text while its relations are found.
type scan struct {
	t     *ling.Text
	table *table
	found []Relation
	until int // tokens before it belong to a connective already read
}

func (s *scan) word(i int) string  { return strings.ToLower(s.t.Word(i)) }
func (s *scan) lemma(i int) string { return strings.ToLower(s.t.Lemma(i)) }

// words are the lower-case forms of up to five tokens from i on.
func (s *scan) words(i int) []string {
	var out []string
	for k := i; k < min(i+5, len(s.t.Tokens)); k++ {
		out = append(out, s.word(k))
	}
	return out
}

func (s *scan) token(i int) {
	if i < s.until {
		return
	}
	tok := &s.t.Tokens[i]
	if c, ok := s.table.longest("subord", s.words(i)); ok && s.subordinate(i, c) {
		s.until = i + len(c.words)
		return
	}
	if c, ok := s.table.longest("adverb", s.words(i)); ok && s.adverb(i, c) {
		s.until = i + len(c.words)
		return
	}
	switch tok.UPOS {
	case ling.VERB:
		s.verb(i)
	case ling.NOUN:
		s.noun(i)
	}
}

// below is the range of the subtree of i without the subtrees of the tokens in skip, as far as it is one piece with i.
func (s *scan) below(i int, skip ...int) Range {
	r := Range{i, i + 1}
	var walk func(k int)
	walk = func(k int) {
		r.First, r.Last = min(r.First, k), max(r.Last, k+1)
		for _, c := range s.t.Children(k) {
			if !in(skip, int(c)) {
				walk(int(c))
			}
		}
	}
	walk(i)
	for _, k := range skip {
		if k < 0 {
			continue
		}
		first, last := s.t.Subtree(k)
		switch {
		case first > i && first < r.Last:
			r.Last = first
		case last <= i && last > r.First:
			r.First = last
		}
	}
	return s.trim(r)
}

func in(list []int, i int) bool {
	for _, k := range list {
		if k == i {
			return true
		}
	}
	return false
}

// trim drops punctuation at both ends.
func (s *scan) trim(r Range) Range {
	for !r.Empty() && s.t.Tokens[r.First].UPOS == ling.PUNCT {
		r.First++
	}
	for !r.Empty() && s.t.Tokens[r.Last-1].UPOS == ling.PUNCT {
		r.Last--
	}
	return r
}

// negated reports whether "not", "no" or "never" qualifies token i.
func (s *scan) negated(i int) bool {
	for _, c := range s.t.Children(i) {
		switch s.lemma(int(c)) {
		case "not", "no", "never", "n't", "neither", "hardly":
			return true
		}
	}
	return false
}

// keep adds a relation from the governing side g to the dependent side d, turned as the connective says.
func (s *scan) keep(c connective, r Relation, flip bool) {
	if r.From.Empty() || r.To.Empty() {
		return
	}
	if flip {
		r.From, r.To, r.FromHead, r.ToHead = r.To, r.From, r.ToHead, r.FromHead
	}
	r.Type = c.typ
	r.Denied = r.Denied || s.deniedAbove(r.Signal.First)
	if r.Type == "between" {
		r.Type = casus.LinkCause
	}
	s.found = append(s.found, r)
}

// deniedAbove reports whether token i stands in a clause that somebody denies.
func (s *scan) deniedAbove(i int) bool {
	for ; s.t.Head(i) >= 0; i = s.t.Head(i) {
		if s.t.Tokens[i].Rel.Base() == ling.Ccomp && s.table.deniers[s.lemma(s.t.Head(i))] {
			return true
		}
	}
	return false
}

// subordinate reads a conjunction or preposition at i: the phrase that it marks on one side, what that phrase
// qualifies on the other.
func (s *scan) subordinate(i int, c connective) bool {
	end := i + len(c.words)
	x := s.marked(i, end)
	if x < 0 || s.t.Head(x) < 0 {
		return false
	}
	if v := s.clauseOf(x, end); v >= 0 {
		x = v
	}
	g := s.governor(x, i, end)
	if g < 0 {
		return false
	}
	for c.typ == casus.LinkDenied && s.t.Tokens[g].UPOS != ling.NOUN && s.t.ChildBy(g, ling.Nsubj, ling.NsubjPass) < 0 && s.t.Head(g) >= 0 {
		g = s.t.Head(g) // "had nothing to do with"
	}
	r := Relation{FromHead: g, ToHead: x, Signal: Range{i, end}, Rule: "subord " + strings.Join(c.words, " ")}
	r.Denied = s.negated(x) && s.t.Tokens[x].UPOS.Nominal() || i > 0 && s.word(i-1) == "not"
	r.To = s.below(x)
	if r.To.First <= i {
		r.To.First = end
	}
	r.To = s.trim(r.To)
	r.From = s.below(g, x)
	if !s.eventful(x, c) {
		return false
	}
	s.keep(c, r, c.from == "d")
	return true
}

// clauseOf is the verb of the clause whose subject the parser took for the connective's noun: "after a judge refused to
// halt it" with "judge" below "refused", "after the minister, Ann Roe, signed" with "signed" beside the main verb. −1
// where x is what it seems.
func (s *scan) clauseOf(x, end int) int {
	if !s.t.Tokens[x].UPOS.Nominal() {
		return -1
	}
	v := s.t.Head(x)
	if s.t.Tokens[x].Rel.Subject() && v > x && s.t.Tokens[v].UPOS == ling.VERB && s.t.Head(v) >= 0 && s.t.Head(v) < end {
		return v // "hours after a judge refused to halt it"
	}
	if s.t.Tokens[x].Rel.Base() != ling.Obl {
		return -1
	}
	if v > x && s.t.Tokens[v].UPOS == ling.VERB && s.t.Head(v) >= 0 && s.t.Head(v) < end {
		if n := s.t.ChildBy(v, ling.Nsubj, ling.NsubjPass); n < 0 || s.beside(x, n) {
			return v
		}
	}
	for _, c := range s.t.ChildrenBy(v, ling.Conj, ling.Advcl) {
		k := int(c)
		if k <= x || s.t.Tokens[k].UPOS != ling.VERB || s.t.Tokens[k].XPOS == ling.VBG || s.t.ChildBy(k, ling.Cc, ling.Mark) >= 0 {
			continue
		}
		if n := s.t.ChildBy(k, ling.Nsubj, ling.NsubjPass); n < 0 || s.apposed(x, n) {
			return k
		}
	}
	return -1
}

// beside reports whether the noun at n names the same subject as the one at x, or one coordinated to it: "the envoy, the former
// minister Jan Dolny, had talked", "the street and half the ministers refused".
func (s *scan) beside(x, n int) bool {
	for k := x + 1; k < n; k++ {
		if w := s.word(k); w == "," || w == "and" || w == "or" {
			return true
		}
	}
	return false
}

// apposed reports whether the name at n stands behind the noun at x and a comma: "the minister, Jan Dolny, signed".
func (s *scan) apposed(x, n int) bool {
	return n == x+2 && s.t.Tokens[n].UPOS == ling.PROPN && s.word(x+1) == ","
}

// eventful refuses short prepositions before things that cannot be events: "by the river", "over the city".
func (s *scan) eventful(x int, c connective) bool {
	if c.typ == casus.LinkEnables && c.words[0] == "by" && len(c.words) == 1 && s.t.Tokens[x].XPOS != ling.VBG {
		return false // "used by the man, reported as …"
	}
	if len(c.words) > 1 || s.t.Tokens[x].UPOS == ling.VERB || s.t.Tokens[x].Rel.Clausal() {
		return true
	}
	if c.typ == casus.LinkEnables {
		return false // an instrument or an agent
	}
	return s.t.Tokens[x].UPOS == ling.NOUN || s.t.Tokens[x].UPOS == ling.PRON
}

// marked is the head of the phrase that the connective at tokens [i, end) opens, −1 where they open none.
func (s *scan) marked(i, end int) int {
	for k := end - 1; k >= i; k-- {
		tok := &s.t.Tokens[k]
		h := int(tok.Head)
		if h >= end && (tok.Rel == ling.Case || tok.Rel == ling.Mark || tok.Rel == ling.Advmod) {
			return h
		}
	}
	// an auxiliary before its subject asks "if": "should the guards leave"
	if h := s.t.Head(i); end == i+1 && s.t.Tokens[i].Rel == ling.Aux && h > i {
		if n := s.t.ChildBy(h, ling.Nsubj, ling.NsubjPass); n > i {
			return h
		}
		return -1
	}
	// a noun inside the connective governs the phrase: "in response to X"
	for k := i; k < end; k++ {
		for _, c := range s.t.Children(k) {
			if int(c) >= end && (s.t.Tokens[c].Rel.Base() == ling.Nmod || s.t.Tokens[c].Rel.Base() == ling.Acl || s.t.Tokens[c].Rel.Base() == ling.Obl || s.t.Tokens[c].Rel.Clausal()) {
				return int(c)
			}
		}
	}
	return -1
}

// governor is what the phrase headed by x qualifies, past the words of the connective at [i, end) itself ("as soon as", "in
// response to").
func (s *scan) governor(x, i, end int) int {
	g := s.t.Head(x)
	for steps := 0; steps < 4 && s.t.Head(g) >= 0; steps++ {
		if (g < i || g >= end) && (s.t.Tokens[g].UPOS != ling.NOUN || !s.insideConnective(g, x)) {
			break
		}
		g = s.t.Head(g)
	}
	return s.beforeSpeech(g, x, i)
}

// beforeSpeech is the clause before the connective at i where the parser hung its phrase on words of speech behind it ("will
// open once the guards leave, the mayor said"), else g.
func (s *scan) beforeSpeech(g, x, i int) int {
	if h := s.t.Head(g); g < x || s.t.Tokens[g].Rel.Base() != ling.Parataxis || h < 0 || h > i {
		return g
	}
	g = s.t.Head(g)
	for steps := 0; steps < 4; steps++ {
		k := s.t.ChildBy(g, ling.Xcomp, ling.Ccomp)
		if k < g || k > i {
			break
		}
		g = k
	}
	return g
}

// insideConnective reports whether g is the noun between a preposition and the marker of x.
func (s *scan) insideConnective(g, x int) bool {
	return g < x && s.t.ChildBy(g, ling.Case) >= 0 && s.t.ChildBy(g, ling.Case) < g && s.t.ChildBy(g, ling.Det) < 0
}
