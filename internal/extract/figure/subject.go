package figure

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// Who does what a verb of counting or saying tells, where the tree says so only by way of another word.

// doer is the token of who does the verb at i, −1 for none: its subject; for "who" the noun before it; without a subject of
// its own that of the verb which it is joined to or hangs on ("the manager, reached by telephone, counts thirty", "he gave
// up counting at 90"); of a clause on a noun the noun ("the clerk who stood at the gate counted twelve").
func (f *Finder) doer(t *ling.Text, i int) int {
	for steps := 0; i >= 0 && steps < 4; steps++ {
		tok := &t.Tokens[i]
		if s := t.ChildBy(i, ling.Nsubj); s >= 0 {
			if lower(t.Tokens[s].Form) == "who" && tok.Rel.Base() == ling.Acl {
				return t.Head(i)
			}
			return s
		}
		if t.ChildBy(i, ling.NsubjPass, ling.AuxPass) >= 0 {
			return -1
		}
		switch tok.Rel.Base() {
		case ling.Acl:
			if tok.XPOS == ling.VBD {
				return t.Head(i)
			}
			return -1
		case ling.Conj, ling.Xcomp, ling.Parataxis, ling.Ccomp:
			i = t.Head(i)
		default:
			return -1
		}
	}
	return -1
}

// Unsaid gives figures that neither their own clause nor a saying gives a speaker whoever does a verb of counting above them
// by a pronoun: "she counted forty of them". It returns the indexes of those that it gave one; the speakers are unresolved.
func (f *Finder) Unsaid(t *ling.Text, figures []casus.Figure) []int {
	var out []int
	for i := range figures {
		fig := &figures[i]
		first, last := t.TokensIn(fig.Span)
		if fig.Speaker != nil || first >= last {
			continue
		}
		s := &t.Sents[t.SentenceOf(first)]
		q := quantity{number: number{first: first, last: last}, start: first, from: s.First, to: s.Last}
		if r, ok := f.counts(t, &q, true); ok {
			give(t, fig, r)
			out = append(out, i)
		}
	}
	return out
}

// agent reads "a crowd put by the radio at nine thousand and by the police at two": the phrase between "by" and the word
// that leads to the number.
func (f *Finder) agent(t *ling.Text, q *quantity) (r [2]int, ok bool) {
	if q.start-3 < q.from || !at(t, q.start-1) {
		return r, false
	}
	first := q.start - 1
	for first > q.from && nounWord(&t.Tokens[first-1]) && lower(t.Tokens[first-1].Form) != "by" {
		first--
	}
	if first <= q.from+1 || lower(t.Tokens[first-1].Form) != "by" || !nominal(t, first, q.start-1) {
		return r, false
	}
	for k := first - 2; k >= q.from && k > first-14; k-- {
		if _, gives := f.tables.givers[t.Tokens[k].Lemma]; gives && t.Tokens[k].XPOS == ling.VBN {
			return [2]int{first, q.start - 1}, true
		}
	}
	return r, false
}
