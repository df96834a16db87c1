package link

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// adverb reads a connective that points back to the sentence before.
func (s *scan) adverb(i int, c connective) bool {
	at := s.t.SentenceOf(i)
	if s.t.Tokens[i].Rel.Base() == ling.Amod && len(c.words) == 1 {
		return false // "earlier truces"
	}
	if next := i + len(c.words); next < len(s.t.Tokens) && (len(c.words) == 1 && s.word(next) == "this" || s.word(next) == "of") {
		return false // "earlier this year" is a date; "within hours of the vote"
	}
	if rel := s.t.Tokens[i+len(c.words)-1].Rel; rel == ling.Case || rel == ling.Mark {
		return false // "days before the vote"
	}
	if s.besideClause(i, c) {
		return true
	}
	if at == 0 || i-s.t.Sents[at].First > 3 && len(c.words) < 2 {
		return false
	}
	before, here := s.t.RootOf(at-1), s.t.RootOf(at)
	if before < 0 || here < 0 || s.t.Sents[at].Heading || s.t.Sents[at-1].Heading {
		return false
	}
	r := Relation{FromHead: before, ToHead: here, Signal: Range{i, i + len(c.words)}, Across: true, Rule: "adverb " + strings.Join(c.words, " ")}
	r.From, r.To = s.below(before), s.below(here)
	s.keep(c, r, c.from == "n")
	return true
}

// besideClause reads an adverb in the second of two clauses of one sentence: "Ruria dropped the duties, and Tavia will drop
// its case in return", "rang the envoy, then struck", "freed the crew it had taken ten days earlier".
func (s *scan) besideClause(i int, c connective) bool {
	order := c.typ == casus.LinkBefore || c.typ == casus.LinkAfter
	if !order && (c.typ != casus.LinkResponse && c.typ != casus.LinkCause || len(c.words) < 2) {
		return false
	}
	last := i + len(c.words) - 1
	if len(c.words) == 1 && (last+1 >= len(s.t.Tokens) || s.t.Tokens[last+1].UPOS != ling.PUNCT) {
		return false // "then" opens many clauses; "twice since." looks back
	}
	for k := s.t.Head(last); k >= 0; k = s.t.Head(k) {
		g := s.coordinated(k)
		if order && g < 0 {
			g = s.qualified(k)
		}
		switch {
		case g >= 0 && g < k:
			r := Relation{FromHead: g, ToHead: k, Signal: Range{i, last + 1}, Rule: "adverb " + strings.Join(c.words, " ")}
			r.From, r.To = s.below(g, s.relative(g, k)), s.below(k)
			s.keep(c, r, c.from == "n")
			return true
		case order && s.t.Tokens[k].UPOS == ling.VERB, g >= 0:
			return false // an adverb of time belongs to the nearest verb
		}
	}
	return false
}

// coordinated is the verb of the clause to which that of the verb at k is coordinated, −1 for none.
func (s *scan) coordinated(k int) int {
	tok := &s.t.Tokens[k]
	if tok.Rel.Base() != ling.Conj && tok.Rel.Base() != ling.Parataxis || tok.UPOS != ling.VERB || s.subject(k) < 0 {
		return -1
	}
	if g := s.t.Head(k); g >= 0 && s.t.Tokens[g].UPOS == ling.VERB {
		return g
	}
	return -1
}

// qualified is the verb whose object or subject the relative clause of the verb at k qualifies, −1 for none.
func (s *scan) qualified(k int) int {
	if s.t.Tokens[k].Rel != ling.AclRelcl {
		return -1
	}
	for steps := 0; steps < 4 && k >= 0; steps++ {
		if k = s.t.Head(k); k >= 0 && s.t.Tokens[k].UPOS == ling.VERB {
			return k
		}
	}
	return -1
}
