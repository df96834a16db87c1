package link

import (
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// verb reads a verb that joins two events: its subject and its complement ("the raid led to protests"), or two
// complements of somebody's judgement ("analysts link the launches to the capture").
func (s *scan) verb(i int) {
	if s.enabled(i) || s.idiom(i) {
		return
	}
	for _, x := range s.complements(i) {
		words := s.verbWords(i, x)
		if c, ok := s.table.with("assign", words...); ok {
			s.assigned(i, x, c)
			return
		}
		if c, ok := s.table.with("verb", words...); ok {
			s.joined(i, x, c)
			return
		}
	}
	if s.answered(i) {
		return
	}
	if agent := s.agent(i); agent >= 0 {
		if c, ok := s.table.with("verb", s.lemma(i)); ok {
			s.passive(i, agent, c)
		}
	}
}

// idiom reads a verb whose object and preposition belong to it: "the deal paves the way for a truce".
func (s *scan) idiom(i int) bool {
	words := s.words(i)
	words[0] = s.lemma(i)
	c, ok := s.table.longest("verb", words)
	if !ok || len(c.words) < 3 {
		return false
	}
	x := s.marked(i+1, i+len(c.words))
	if x < 0 {
		return false
	}
	s.joined(i, x, c)
	return true
}

// enabled reads "the visit made the talks possible": what an adjective says of the object.
func (s *scan) enabled(i int) bool {
	adj, obj := s.t.ChildBy(i, ling.Xcomp), s.t.ChildBy(i, ling.Obj)
	if adj >= 0 && obj < 0 {
		obj = s.t.ChildBy(adj, ling.Nsubj)
	}
	if obj < 0 {
		return false
	}
	for k := obj + 1; k < min(obj+3, len(s.t.Tokens)) && adj < 0; k++ {
		if s.t.Tokens[k].UPOS == ling.ADJ {
			adj = k
		}
	}
	if adj < 0 {
		return false
	}
	c, ok := s.table.with("verb", s.lemma(i), s.word(adj))
	subject := s.subject(i)
	if !ok || subject < 0 {
		return false
	}
	r := Relation{Signal: Range{i, i + 1}, Denied: s.negated(i), Rule: "verb " + strings.Join(c.words, " ")}
	r.FromHead, r.From = subject, s.below(subject, s.relative(subject, i))
	r.ToHead, r.To = obj, s.below(obj)
	s.keep(c, r, false)
	return true
}

// answered reads a verb of answering without an object, which answers what was told just before: "They threw stones;
// police hit back".
func (s *scan) answered(i int) bool {
	words := []string{s.lemma(i)}
	if p := s.t.ChildBy(i, ling.CompoundPrt, ling.Advmod); p == i+1 {
		words = append(words, s.word(p))
	}
	c, ok := s.table.with("answer", words...)
	if !ok && len(words) > 1 {
		c, ok = s.table.with("answer", words[0])
	}
	if !ok || s.t.ChildBy(i, ling.Obj, ling.Ccomp) >= 0 {
		return false
	}
	deed := -1
	if r := s.t.Tokens[i].Rel.Base(); r == ling.Conj || r == ling.Parataxis {
		deed = s.t.Head(i)
	} else if at := s.t.SentenceOf(i); at > 0 && !s.t.Sents[at-1].Heading && !s.t.Sents[at].Heading {
		deed = s.t.RootOf(at - 1)
	}
	if deed < 0 || deed > i {
		return false
	}
	r := Relation{
		FromHead: deed, From: s.below(deed, i), ToHead: i, To: s.below(i), Signal: Range{i, i + 1},
		Across: s.t.SentenceOf(deed) != s.t.SentenceOf(i), Rule: "answer " + strings.Join(c.words, " "),
	}
	s.keep(c, r, false)
	return true
}

// complements are the dependents of the verb at i that may be its second argument, objects first.
func (s *scan) complements(i int) []int {
	var out []int
	for _, want := range []ling.Rel{ling.Obl, ling.Obj, ling.Xcomp, ling.Ccomp} {
		for _, c := range s.t.Children(i) {
			if want == ling.Obl && s.t.ChildBy(int(c), ling.Case) < 0 {
				continue // "on Monday" stripped of its preposition, "as dehumanizing"
			}
			if s.t.Tokens[c].Rel.Base() == want && int(c) > i {
				out = append(out, int(c))
			}
		}
	}
	return out
}

// verbWords are the lemma of the verb at i, its particle, and the preposition of its complement x.
func (s *scan) verbWords(i, x int) []string {
	out := []string{s.lemma(i)}
	if p := s.t.ChildBy(i, ling.CompoundPrt); p >= 0 {
		out = append(out, s.word(p))
	}
	if s.t.Tokens[x].Rel.Base() == ling.Obl {
		if k := s.t.ChildBy(x, ling.Case); k >= 0 {
			out = append(out, s.word(k))
		}
	}
	return out
}

// subject is the subject of the verb at i, shared ones included, −1 for none.
func (s *scan) subject(i int) int {
	for steps := 0; i >= 0 && steps < 4; steps++ {
		if k := s.t.ChildBy(i, ling.Nsubj, ling.NsubjPass, ling.Csubj, ling.CsubjPass, ling.NsubjOuter); k >= 0 {
			return k
		}
		switch s.t.Tokens[i].Rel.Base() {
		case ling.Acl:
			return s.t.Head(i)
		case ling.Conj, ling.Xcomp:
			i = s.t.Head(i)
		default:
			return -1
		}
	}
	return -1
}

// clauseBefore is the head of the main clause that a participle at i comments on (", prompting protests"), −1 for none.
func (s *scan) clauseBefore(i int) int {
	if s.t.Tokens[i].Rel.Base() == ling.Advcl && s.t.Tokens[i].XPOS == ling.VBG {
		return s.t.Head(i)
	}
	return -1
}

func (s *scan) agent(i int) int {
	for _, c := range s.t.Children(i) {
		if k := s.t.ChildBy(int(c), ling.Case); s.t.Tokens[c].Rel.Base() == ling.Obl && k >= 0 && s.word(k) == "by" {
			return int(c)
		}
	}
	return -1
}

// joined makes a relation of subject and complement. With verbs of answering and condemning the act itself is one end.
func (s *scan) joined(i, x int, c connective) {
	r := Relation{Signal: s.signal(i, x), Denied: s.negated(i), Rule: "verb " + strings.Join(c.words, " ")}
	r.ToHead, r.To = x, s.withoutCase(x)
	subject := s.subject(i)
	r.Verb, r.Subject = i, max(0, subject)
	switch {
	case c.from == "o": // "called the arrest a kidnapping"; a strike that is called is none
		if !s.predicated(i, x) {
			return
		}
		c.from = "c"
		r.FromHead, r.From = i, Range{i, i + 1}
	case c.from == "c" && (c.typ == "response" || c.typ == "condemnation"):
		r.FromHead, r.From = i, Range{i, i + 1}
	case s.clauseBefore(i) >= 0:
		r.FromHead = s.clauseBefore(i)
		r.From = s.below(r.FromHead, i)
	case subject >= 0:
		r.FromHead, r.From = subject, s.below(subject, s.relative(subject, i))
	default:
		return
	}
	s.keep(c, r, c.from == "c")
}

// passive makes a relation of agent and subject: "the protests were sparked by the raid".
func (s *scan) passive(i, agent int, c connective) {
	r := Relation{Signal: s.signal(i, agent), Denied: s.negated(i), Rule: "verb passive " + strings.Join(c.words, " ")}
	subject := s.subject(i)
	if subject < 0 {
		return
	}
	r.FromHead, r.From = agent, s.withoutCase(agent)
	r.ToHead, r.To = subject, s.below(subject, s.relative(subject, i))
	if c.from == "c" && (c.typ == "response" || c.typ == "condemnation") {
		r.FromHead, r.From = i, Range{i, i + 1}
	}
	s.keep(c, r, c.from == "c")
}

// assigned makes a relation of object and prepositional complement, asserted by the subject.
func (s *scan) assigned(i, x int, c connective) {
	obj := s.t.ChildBy(i, ling.Obj, ling.NsubjPass)
	if obj < 0 || obj == x {
		return
	}
	r := Relation{
		Signal: Range{i, i + 1}, Denied: s.negated(i), Rule: "assign " + strings.Join(c.words, " "),
		FromHead: obj, From: s.below(obj), ToHead: x, To: s.withoutCase(x),
	}
	if k := s.t.ChildBy(i, ling.Nsubj); k >= 0 {
		r.Asserter = s.below(k)
	}
	if c.typ == "warning" && !s.warns(x) {
		return
	}
	s.keep(c, r, c.from == "c")
}

// warns reports whether the noun at x says that something is a warning.
func (s *scan) warns(x int) bool {
	_, ok := s.table.with("noun", s.lemma(x), "to")
	c, _ := s.table.with("noun", s.lemma(x), "to")
	return ok && c.typ == "warning"
}

// signal is the range from the verb at i to the preposition of x, where that stands behind it at once.
func (s *scan) signal(i, x int) Range {
	r := Range{i, i + 1}
	if k := s.t.ChildBy(x, ling.Case); k == i+1 {
		r.Last = k + 1
	}
	return r
}

// withoutCase is the subtree of x without the preposition before it.
func (s *scan) withoutCase(x int) Range {
	r := s.below(x)
	if k := s.t.ChildBy(x, ling.Case); k == r.First {
		r.First++
	}
	return s.trim(r)
}

// relative is the child of noun n in whose subtree i stands, so that the clause can be left out of the noun's range.
func (s *scan) relative(n, i int) int {
	for i >= 0 && s.t.Head(i) != n {
		i = s.t.Head(i)
	}
	return i
}

// noun reads a noun that names the relation: "a response to the raid", "the cause of the clash", "no link between A
// and B".
func (s *scan) noun(i int) {
	if cs := s.t.ChildBy(i, ling.Case); cs >= 0 && cs < i && s.t.Head(i) >= 0 {
		if c, ok := s.table.with("case", s.word(cs), s.lemma(i)); ok { // "at the ruler's request"
			g := s.governor(i, cs, cs+1)
			s.keep(c, Relation{FromHead: g, From: s.below(g, s.relative(g, i)), ToHead: i, To: s.below(i), Signal: Range{cs, i + 1}, Rule: "case " + strings.Join(c.words, " ")}, c.from == "d")
			return
		}
	}
	for _, k := range s.t.Children(i) {
		x := int(k)
		cs := s.t.ChildBy(x, ling.Case)
		if cs < 0 || x < i {
			continue
		}
		c, ok := s.table.with("noun", s.lemma(i), s.word(cs))
		if !ok {
			continue
		}
		r := Relation{Signal: Range{i, cs + 1}, Denied: s.negated(i), Rule: "noun " + strings.Join(c.words, " ")}
		if c.typ == "between" {
			s.between(i, x, c, r)
			return
		}
		g := s.holder(i)
		if g < 0 {
			return
		}
		r.FromHead, r.From = g, s.below(g, s.relative(g, i))
		if g == i {
			r.From = Range{i, i + 1}
		}
		r.ToHead, r.To = x, s.withoutCase(x)
		s.keep(c, r, c.from == "d")
		return
	}
}

// between reads "A and B" behind "link between".
func (s *scan) between(i, x int, c connective, r Relation) {
	y := s.t.ChildBy(x, ling.Conj)
	if y < 0 {
		return
	}
	r.FromHead, r.From = x, s.below(x, y)
	r.ToHead, r.To = y, s.below(y)
	if !r.Denied && s.t.Head(i) >= 0 {
		r.Denied = s.negated(s.t.Head(i)) || s.lemma(s.t.Head(i)) == "deny"
	}
	s.keep(c, r, false)
}

// holder is what the relational noun at i is said of: the subject of its copula, the clause in which it is an adjunct,
// or the noun itself.
func (s *scan) holder(i int) int {
	if s.t.ChildBy(i, ling.Cop) >= 0 {
		return s.subject(i)
	}
	switch s.t.Tokens[i].Rel.Base() {
	case ling.Obl, ling.Appos:
		return s.t.Head(i)
	case ling.Obj:
		if h := s.t.Head(i); s.lemma(h) == "have" && s.subject(h) >= 0 { // "the raid had no connection with the vote"
			return s.subject(h)
		}
	}
	return i
}

// predicated reports whether the verb at i says something of its object x: "called the arrest a kidnapping", "labelled the
// vote unlawful".
func (s *scan) predicated(i, x int) bool {
	for k := x + 1; k < min(x+12, len(s.t.Tokens)); k++ {
		if h := s.t.Head(k); h != i && h != x {
			continue
		}
		switch tok := &s.t.Tokens[k]; tok.Rel.Base() {
		case ling.Xcomp, ling.Obj: // the parser takes a second noun for another object
			if tok.UPOS.Nominal() || tok.UPOS == ling.ADJ {
				return true
			}
		case ling.Compound, ling.Nmod, ling.Appos: // or for part of the object, which no noun with a bare determiner behind it is
			if s.t.ChildBy(k, ling.Det) > x && s.t.ChildBy(k, ling.Case) < 0 {
				return true
			}
		}
	}
	return s.t.Tokens[x].Rel.Base() == ling.Xcomp && s.t.ChildBy(x, ling.Nsubj) >= 0
}
