package link

import (
	"slices"
	"strings"

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
	case r.Verb == 0:
	case r.Type == casus.LinkResponse && to < 0 && r.ToHead == r.Verb && r.Subject > 0:
		to = e.named(r.Subject, r.Signal)
	case r.Type == casus.LinkCause && to < 0 && r.FromHead == r.Subject:
		to = slices.Index(e.heads, r.Verb)
	}
	return from, to
}

// toldBefore is the last mention that happened in the sentence before that of token i, −1 for none: what stands between an
// act and its answer may tell no event.
func (e *ends) toldBefore(i int) int {
	for k := len(e.mentions) - 1; k >= 0; k-- {
		m := &e.mentions[k]
		if h := e.heads[k]; h >= 0 && e.t.SentenceOf(h) == e.t.SentenceOf(i)-1 && (m.Modality == "" || m.Modality == casus.Realised) {
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
	if best >= 0 && bestSteps <= 4 {
		return best
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

// takenUp is the nearest earlier mention that the word at head refers to: same lemma after "the" or "this", or any event
// for a word such as "move" or "it".
func (e *ends) takenUp(head int, signal Range) int {
	if head < 0 {
		return -1
	}
	tok := &e.t.Tokens[head]
	definite := tok.UPOS == ling.PRON
	for _, d := range e.t.ChildrenBy(head, ling.Det, ling.NmodPoss) {
		w := e.t.Lemma(d)
		definite = definite || w == "the" || w == "this" || w == "that" || w == "these" || e.t.Tokens[d].Rel == ling.NmodPoss
	}
	lemma := tok.Lemma
	if !definite {
		return -1
	}
	for i := len(e.mentions) - 1; i >= 0; i-- {
		if h := e.heads[i]; h >= 0 && h < head && !signal.Has(h) && e.mentions[i].Lemma == lemma {
			return i
		}
	}
	roots, ok := e.table.anaphors[lemma]
	if !ok {
		return -1
	}
	names := e.names(head)
	for i := len(e.mentions) - 1; i >= 0; i-- {
		h, m := e.heads[i], &e.mentions[i]
		if h < 0 || h >= head || signal.Has(h) || e.t.SentenceOf(h) == e.t.SentenceOf(head) && roots[0] != roots[1] ||
			e.t.SentenceOf(head)-e.t.SentenceOf(h) > farBack {
			continue
		}
		if m.CAMEO != "" && (m.CAMEO < roots[0] || m.CAMEO[:min(2, len(m.CAMEO))] > roots[1]) || m.Modality != "" && m.Modality != casus.Realised {
			continue
		}
		if len(names) == 0 || e.acts(m, names) {
			return i
		}
	}
	return -1
}

// farBack is how many sentences a word such as "operation" reaches back.
const farBack = 12

// names are the lower-case names that qualify the noun at head: "the U.S. action".
func (e *ends) names(head int) []string {
	var out []string
	for _, i := range e.t.ChildrenBy(head, ling.Compound, ling.Amod, ling.NmodPoss) {
		if e.t.Tokens[i].UPOS == ling.PROPN {
			out = append(out, strings.ToLower(e.t.Word(i)))
		}
	}
	return out
}

// acts reports whether one of the names stands among the words of the mention's actors.
func (e *ends) acts(m *casus.Mention, names []string) bool {
	for _, a := range m.Actors {
		words := strings.Fields(strings.ToLower(a.Text + " " + a.Actor.Name))
		for _, n := range names {
			if slices.Contains(words, n) {
				return true
			}
		}
	}
	return false
}
