package link

import (
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// settle says what a conjunction of time or condition means between the two events found at its ends, and which of them the
// link starts at. An empty type is no link.
func (e *ends) settle(r *Relation, from, to int) (int, int) {
	switch r.Rule {
	case "subord once", "subord as soon as":
		if r.Type == casus.LinkAfter && (!happened(&e.mentions[from]) || e.modal(r.FromHead)) {
			r.Type = casus.LinkPrecondition // "will withdraw once the observers arrive"
			return to, from
		}
	case "subord until", "subord till":
		if happened(&e.mentions[from]) && !e.modal(r.FromHead) && !e.present(r.ToHead) {
			r.Type = ""
			return from, to
		}
		r.Type = casus.LinkPrecondition // what waits for it: "will stay shut until the guards leave"
		return to, from
	case "subord since":
		if r.Type == casus.LinkCause && (e.perfect(r.ToHead) || e.t.Tokens[r.FromHead].UPOS.Nominal()) {
			r.Type = casus.LinkBefore // counted from: "have been attacked since the vote", "the worst since the raid"
		}
	case "subord after":
		if r.Type == casus.LinkAfter && !e.measured(r.Signal.First) && e.answersIt(&e.mentions[from], &e.mentions[to]) {
			r.Type = casus.LinkResponse
			return to, from
		}
	}
	return from, to
}

// perfect reports whether the verb at i has "have" as its auxiliary.
func (e *ends) perfect(i int) bool {
	return slices.ContainsFunc(e.t.ChildrenBy(i, ling.Aux), func(a int) bool { return e.t.Lemma(a) == "have" })
}

// modal reports whether the verb at i has an auxiliary of what is to come.
func (e *ends) modal(i int) bool {
	return slices.ContainsFunc(e.t.ChildrenBy(i, ling.Aux), func(a int) bool { return e.t.Tokens[a].XPOS == ling.MD })
}

// present reports whether the clause headed by i stands in the present tense.
func (e *ends) present(i int) bool {
	for _, k := range append([]int{i}, e.t.ChildrenBy(i, ling.Aux, ling.AuxPass, ling.Cop)...) {
		if x := e.t.Tokens[k].XPOS; x == ling.VBZ || x == ling.VBP {
			return true
		}
	}
	return false
}

// measured reports whether a stretch of time stands before the connective at i: "two days after". Such words count, and
// say no more than the order.
func (e *ends) measured(i int) bool {
	if i == 0 {
		return false
	}
	rel := e.t.Tokens[i-1].Rel
	return rel == ling.NmodUnmarked || rel == ling.OblUnmarked
}

// answersIt reports whether the later of two events is by its nature an answer to the earlier: a protest, an arrest, a
// retort by or against those whom the earlier was done to or by, or anything that others do after an appeal or a threat.
func (e *ends) answersIt(later, earlier *casus.Mention) bool {
	if meets(later.Actors, earlier.Actors, true) || !happened(earlier) || earlier.Polarity == casus.Negative {
		return false
	}
	if root := earlier.CAMEO[:min(2, len(earlier.CAMEO))]; e.table.appeals[root] {
		return true
	}
	return e.table.answers[later.Type] && (meets(later.Recipients, earlier.Actors, false) || meets(later.Actors, earlier.Recipients, false))
}
