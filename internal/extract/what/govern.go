package what

import (
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// operatorAt is the operator that word h is for its dependent child in relation rel, nil for none.
func (m *matcher) operatorAt(h int, rel ling.Rel, child int) *operator {
	ops := m.c.lex.operators[m.lemma(h)]
	for _, op := range ops {
		if m.posFits(h, op.pos) && m.particles(h, op.after) && m.operatorSlot(op, h, rel, child) {
			return op
		}
	}
	return nil
}

func (m *matcher) operatorSlot(op *operator, h int, rel ling.Rel, child int) bool {
	if op.not != 0 && m.classOf(child)&op.not != 0 {
		return false
	}
	if (op.words != nil || op.class != 0) && !contains(op.words, m.lemma(child)) && m.classOf(child)&op.class == 0 {
		return false
	}
	passive := false
	if op.pos == verb {
		passive = m.passiveVerb(h)
	}
	for _, s := range op.slots {
		if m.relFits(s, rel, child, passive) {
			return true
		}
	}
	return false
}

// relFits reports whether a dependent in relation rel stands in the slot.
func (m *matcher) relFits(s slot, rel ling.Rel, child int, passive bool) bool {
	base := rel.Base()
	switch s.kind {
	case slotObj:
		return base == ling.Obj || passive && base == ling.Nsubj || base == ling.Iobj
	case slotSubj:
		return base == ling.Nsubj && !passive
	case slotXcomp:
		if m.t.Tokens[child].UPOS == ling.VERB && m.purpose(child) {
			return true
		}
		return base == ling.Xcomp || base == ling.Ccomp && m.childBase(child, ling.Nsubj) < 0 && !m.finite(child) ||
			base == ling.Advcl && m.purpose(child) || m.contentOf(rel, child) || base == ling.Csubj
	case slotCcomp:
		return base == ling.Ccomp || base == ling.Parataxis || m.contentOf(rel, child)
	case slotComp:
		return base == ling.Compound || base == ling.Amod
	case slotPrep:
		return (base == ling.Obl || base == ling.Nmod || base == ling.Advcl || base == ling.Acl || base == ling.Ccomp) &&
			m.markedBy(child, s.prep)
	}
	return false
}

// contentOf reports whether a clause on a noun is what the noun is about, "a plan to leave", "the claim that he left", and not
// what was done with it, "a plan endorsed by the union".
func (m *matcher) contentOf(rel ling.Rel, child int) bool {
	if rel.Base() != ling.Acl || rel == ling.AclRelcl {
		return false
	}
	return m.t.Tokens[child].XPOS != ling.VBN || m.childBase(child, ling.Mark) >= 0 || m.t.ChildBy(child, ling.Aux, ling.AuxPass) >= 0
}

// finite reports whether verb i has tense of its own or by an auxiliary.
func (m *matcher) finite(i int) bool {
	if m.t.Tokens[i].XPOS.Finite() {
		return true
	}
	for _, c := range m.t.Children(i) {
		if k := &m.t.Tokens[c]; k.Rel.Base() == ling.Aux && k.XPOS.Finite() {
			return true
		}
	}
	return false
}

// markedBy reports whether the phrase or clause of i begins with the word as preposition or subordinator.
func (m *matcher) markedBy(i int, word string) bool {
	for _, c := range m.t.Children(i) {
		r := m.t.Tokens[c].Rel
		if (r == ling.Case || r == ling.Mark) && m.lemma(int(c)) == word {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (m *matcher) posFits(i int, p pos) bool {
	if m.acronym(i) {
		return false
	}
	switch u := m.t.Tokens[i].UPOS; p {
	case verb:
		return (u == ling.VERB || u == ling.AUX || u == ling.ADJ && m.verbLike(i)) && m.t.ChildBy(i, ling.Det) < 0 &&
			(m.t.Tokens[i].Rel != ling.Amod || m.t.Tokens[i].XPOS != ling.VBG) && m.t.Tokens[i].XPOS != ling.NNP && m.t.Tokens[i].XPOS != ling.NNPS
	case noun:
		return u == ling.NOUN
	default:
		return u == ling.ADJ || u == ling.VERB
	}
}

// acronym reports whether token i is written in capitals among words that are not: "AIDS" is no aid.
func (m *matcher) acronym(i int) bool {
	shouted := func(k int) bool {
		f := m.t.Tokens[k].Form
		return len(f) > 2 && capital(f) && strings.ToUpper(f) == f
	}
	if !shouted(i) {
		return false
	}
	for _, k := range [...]int{i - 1, i + 1} {
		if k >= m.first && k < m.last && len(m.t.Tokens[k].Form) > 2 && m.t.Tokens[k].UPOS != ling.NUM && !shouted(k) {
			return true
		}
	}
	return false
}

// verbLike reports whether a word that the tagger took for an adjective stands as a verb: "would free 15 prisoners".
func (m *matcher) verbLike(i int) bool {
	return m.t.ChildBy(i, ling.Aux) >= 0 && m.t.ChildBy(i, ling.Obj) >= 0
}

// particles reports whether verb i has all the words as particles: as dependents, or right behind it.
func (m *matcher) particles(i int, words []string) bool {
	for k, w := range words {
		found := i+1+k < m.last && m.lower(i+1+k) == w && !m.beforeTime(i+1+k)
		for _, c := range m.t.Children(i) {
			if found {
				break
			}
			if r := m.t.Tokens[c].Rel; r == ling.CompoundPrt || r == ling.Advmod || r == ling.Obl || r == ling.Case {
				found = m.lower(int(c)) == w
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// beforeTime reports whether token i is the preposition of a time: "was dropped in 2007" is no "drop in".
func (m *matcher) beforeTime(i int) bool {
	tok := &m.t.Tokens[i]
	return tok.Rel == ling.Case && int(tok.Head) > i && (m.isTime(int(tok.Head)) || year(m.t.Tokens[tok.Head].Form) > 0)
}

func (m *matcher) lower(i int) string { return strings.ToLower(m.t.Tokens[i].Form) }
