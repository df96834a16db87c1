package link

import (
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// ends finds the mention that stands at the end of a relation.
type ends struct {
	t        *ling.Text
	mentions []casus.Mention
	heads    []int // per mention, the head token of its trigger
	table    *table
}

func newEnds(t *ling.Text, m []casus.Mention, tab *table) *ends {
	e := &ends{t: t, mentions: m, table: tab, heads: make([]int, len(m))}
	for i := range m {
		first, last := t.TokensIn(m[i].Trigger)
		e.heads[i] = -1
		for k := first; k < last; k++ {
			if h := t.Head(k); h < first || h >= last {
				e.heads[i] = k
				break
			}
		}
	}
	return e
}

// of finds the mentions at both ends of a relation. Where the act that answers is not told by the verb itself, its subject
// names it ("the exercises answer the visit"); what an event brings about may be told by the verb ("the assault drove them
// out").
func (e *ends) of(r *Relation) (from, to int) {
	from, to = e.at(r.From, r.FromHead, r.Signal), e.at(r.To, r.ToHead, r.Signal)
	switch {
	case r.Across && from < 0 && r.Type == casus.LinkResponse:
		from = e.toldBefore(r.FromHead)
	case r.Type == casus.LinkPrecondition && to < 0:
		to = e.above(r.ToHead)
	case r.Verb == 0:
	case r.Type == casus.LinkResponse && to < 0 && r.ToHead == r.Verb && r.Subject > 0:
		to = e.named(r.Subject, r.Signal)
	case r.Type == casus.LinkCause && to < 0 && r.FromHead == r.Subject:
		to = slices.Index(e.heads, r.Verb)
	}
	return from, to
}

// toldBefore is the last mention that happened in the two sentences before that of token i, −1 for none: what stands between
// an act and its answer may tell no event.
func (e *ends) toldBefore(i int) int {
	for k := len(e.mentions) - 1; k >= 0; k-- {
		m, h := &e.mentions[k], e.heads[k]
		if h < 0 || h >= i || e.t.SentenceOf(h) == e.t.SentenceOf(i) {
			continue
		}
		if e.t.SentenceOf(h) < e.t.SentenceOf(i)-2 {
			return -1
		}
		if happened(m) {
			return k
		}
	}
	return -1
}

// happened reports whether a mention tells what took place, or has not taken place.
func happened(m *casus.Mention) bool { return m.Modality == "" || m.Modality == casus.Realised }

// above is the mention whose content token i is, −1 for none: a condition of what is threatened or promised is one of the
// threat or the promise where the content is no event of its own ("warned that it reserved the right to answer if …").
func (e *ends) above(i int) int {
	for steps := 0; steps < 5 && e.t.Head(i) >= 0; steps++ {
		rel := e.t.Tokens[i].Rel
		if b := rel.Base(); b != ling.Xcomp && b != ling.Ccomp && b != ling.Obj && (b != ling.Acl || rel == ling.AclRelcl) {
			return -1
		}
		i = e.t.Head(i)
		if k := slices.Index(e.heads, i); k >= 0 {
			return k
		}
	}
	return -1
}

// named is the mention of which the word at i is the trigger, else the one that it takes up; −1 for none.
func (e *ends) named(i int, signal Range) int {
	if k := slices.Index(e.heads, i); k >= 0 {
		return k
	}
	return e.takenUp(i, signal)
}

// at is the index of the mention that the range is about: the one whose trigger stands nearest to the range's head in
// the tree; where the range holds none, the mention that a definite noun or a pronoun at its head takes up. −1 for none.
func (e *ends) at(r Range, head int, signal Range) int {
	best, bestSteps := -1, 0
	for i, h := range e.heads {
		if h < 0 || !r.Has(h) || e.aside(h, head) {
			continue
		}
		steps := e.steps(h, head)
		if steps >= 0 && (best < 0 || steps < bestSteps) {
			best, bestSteps = i, steps
		}
	}
	if best < 0 && head >= 0 {
		best = e.covering(head)
	}
	if best >= 0 && bestSteps <= 4 {
		return e.original(best, head, signal)
	}
	if i := e.takenUp(head, signal); i >= 0 {
		return i
	}
	if head >= 0 && e.t.Tokens[head].Rel == ling.Xcomp { // "promised to meet the demand if …"
		if i := slices.Index(e.heads, e.t.Head(head)); i >= 0 {
			return i
		}
	}
	for _, c := range e.t.Children(head) { // "the launches came hours after …": the event is in the subject
		if r.Has(int(c)) && e.t.Tokens[c].Rel.Subject() {
			return e.takenUp(int(c), signal)
		}
	}
	return -1
}

// covering is the mention whose trigger the word at i is part of, −1 for none: "the offer they turned down" is one by "turned".
func (e *ends) covering(i int) int {
	return slices.IndexFunc(e.mentions, func(m casus.Mention) bool { return m.Trigger.Contains(e.t.Tokens[i].Span) })
}

// steps is the number of arcs from token i up to head, −1 where i does not stand below head.
func (e *ends) steps(i, head int) int {
	for n := 0; i >= 0; n++ {
		if i == head {
			return n
		}
		i = e.t.Head(i)
	}
	return -1
}

// aside reports whether token i stands in a clause that only qualifies something below head: the relative clause in "an outbreak that infected". Such an event is no end of what is
// said of head.
func (e *ends) aside(i, head int) bool {
	for ; i >= 0 && i != head; i = e.t.Head(i) {
		switch e.t.Tokens[i].Rel.Base() {
		case ling.Acl, ling.Advcl:
			if e.t.Head(i) != head { // "a plan to bomb it" is about the bombing
				return true
			}
		}
	}
	return false
}
