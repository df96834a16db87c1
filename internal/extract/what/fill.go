package what

import (
	"github.com/casus-project/casus/internal/ling"
)

// slotFiller is the first token that fills one of the item's slots and meets its constraints, -1 for none.
func (m *matcher) slotFiller(it *item, v *view) (int, slot) {
	for _, s := range it.slots {
		switch s.kind {
		case slotSubj:
			if m.fits(it, v.subj, v) {
				return v.subj, s
			}
		case slotObj:
			if m.fits(it, v.obj, v) {
				return v.obj, s
			}
		case slotIobj:
			if m.fits(it, v.iobj, v) {
				return v.iobj, s
			}
		case slotSpeaker:
			if i := m.speakerOf(v.head); m.fits(it, i, v) {
				return i, s
			}
		case slotIs:
			if i := m.saidOf(v.head); m.fits(it, i, v) {
				return i, s
			}
		case slotSubjConj:
			if v.subj >= 0 && m.severalParties(v.subj) {
				return v.subj, s
			}
		case slotParticle:
			if m.particles(v.head, []string{s.prep}) {
				return v.head, s
			}
		default:
			if tok := m.dependent(it, s, v); tok >= 0 {
				return tok, s
			}
		}
	}
	return -1, slot{}
}

// severalParties reports whether a phrase names several parties.
func (m *matcher) severalParties(i int) bool {
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel == ling.Conj && m.classOf(int(c))&m.c.lex.classes.agent != 0 {
			return true
		}
	}
	return false
}

// dependent looks through the phrases of all the event's words for the slot.
func (m *matcher) dependent(it *item, s slot, v *view) int {
	for k := range v.n {
		node := v.nodes[k]
		for _, c := range m.t.Children(node) {
			i := int(c)
			if i == v.head || i == v.subj && s.kind != slotWord || v.n > 1 && m.isNode(v, i) {
				continue
			}
			if m.inSlot(s, node, i, v) && m.fits(it, i, v) {
				return i
			}
		}
	}
	if s.kind != slotPrep || s.prep == "of" || s.prep == "in" {
		return -1
	}
	if d := m.beyond(it, s, v); d >= 0 {
		return d
	}
	return m.near(it, s, v)
}

// nearWords is how far behind an event its phrases are looked for when the tree hangs them elsewhere.
const nearWords = 18

// near finds the phrase by its place: the preposition stands behind the event in the same clause, whatever word the
// parser hung it on. For a phrase that the frame needs, participles and commas on the way do not stop the search.
func (m *matcher) near(it *item, s slot, v *view) int {
	for i := v.head + 1; i < m.last && i <= v.head+nearWords; i++ {
		tok := &m.t.Tokens[i]
		switch {
		case tok.UPOS == ling.SCONJ, tok.UPOS == ling.VERB && m.stops(i, it.require), tok.UPOS == ling.PUNCT && tok.XPOS != ling.HYPH && !it.require:
			return -1
		case tok.UPOS != ling.ADP || tok.Rel != ling.Case || m.lemma(i) != s.prep:
			continue
		}
		d := int(tok.Head)
		if d > i && d != v.subj && d != v.obj && !m.hedged(d) && (!it.require || !m.wanted(d)) && m.fits(it, d, v) {
			return d
		}
	}
	return -1
}

// wanted reports whether phrase d belongs to what is wanted: "called for a limit on magazines". What a frame needs is not looked
// for there.
func (m *matcher) wanted(d int) bool {
	h := int(m.t.Tokens[d].Head)
	return h >= 0 && m.t.Tokens[d].Rel.Base() == ling.Nmod && m.t.Tokens[h].Rel.Base() == ling.Obl && m.hasCase(h, "for")
}

// stops reports whether verb i ends the clause for near.
func (m *matcher) stops(i int, required bool) bool {
	tok := &m.t.Tokens[i]
	switch tok.Rel.Base() {
	case ling.Amod, ling.Compound, ling.Case: // "including" is a preposition
		return false
	}
	return !required || tok.XPOS.Finite() && tok.Rel != ling.Acl && tok.Rel != ling.AclRelcl
}

// beyond looks one phrase further where a parser hangs it: "held talks in Bishkek with" below the place or the time.
func (m *matcher) beyond(it *item, s slot, v *view) int {
	cl := m.c.lex.classes
	for k := range v.n {
		for _, c := range m.t.Children(v.nodes[k]) {
			i := int(c)
			r := m.t.Tokens[c].Rel.Base()
			if i < v.head || r != ling.Obl && r != ling.Nmod || m.classOf(i)&(cl.time|cl.place) == 0 {
				continue
			}
			if d := m.prepOf(i, s.prep); d >= 0 && m.fits(it, d, v) {
				return d
			}
		}
	}
	return -1
}

func (m *matcher) isNode(v *view, i int) bool {
	for k := 1; k < v.n; k++ {
		if v.nodes[k] == i && i != v.obj {
			return true
		}
	}
	return false
}

func (m *matcher) inSlot(s slot, node, i int, v *view) bool {
	rel := m.t.Tokens[i].Rel
	base := rel.Base()
	switch s.kind {
	case slotObjWord:
		return node == v.obj && (m.lemma(i) == s.prep || m.lower(i) == s.prep)
	case slotQuestion:
		return node == v.head && (base == ling.Ccomp || base == ling.Advcl || base == ling.Xcomp) && m.question(i)
	case slotPredicate:
		return node == v.head && base == ling.Xcomp && m.t.Tokens[i].UPOS != ling.VERB
	case slotCcompAux:
		return node == v.head && (base == ling.Ccomp || base == ling.Parataxis) && m.hasAux(i, s.prep)
	case slotCcompSelf:
		s := m.t.ChildBy(i, ling.Nsubj)
		return node == v.head && base == ling.Ccomp && s >= 0 && m.t.Tokens[s].UPOS == ling.PRON
	case slotCcompWord:
		return node == v.head && (base == ling.Ccomp || base == ling.Parataxis) && m.lemma(i) == s.prep
	case slotWord:
		return m.lemma(i) == s.prep || m.lower(i) == s.prep
	case slotNumber:
		return node == v.head && base == ling.Nummod
	case slotComp:
		return node == v.head && i < node && (base == ling.Compound || base == ling.Amod || rel == ling.NmodPoss)
	case slotPrep:
		if base != ling.Obl && base != ling.Nmod && base != ling.Advcl && base != ling.Acl && base != ling.Ccomp ||
			rel == ling.NmodPoss {
			return false
		}
		if base == ling.Advcl || base == ling.Acl || base == ling.Ccomp {
			return s.prep != "to" && m.markedBy(i, s.prep) && m.t.Tokens[i].XPOS == ling.VBG
		}
		return m.hasCase(i, s.prep)
	case slotXcomp, slotCcomp:
		return (node == v.head || node == v.obj) && m.relFits(s, rel, i, false) &&
			(node == v.head || base == ling.Acl)
	}
	return false
}

// hasAux reports whether verb i has the auxiliary.
func (m *matcher) hasAux(i int, word string) bool {
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel.Base() == ling.Aux && m.lower(int(c)) == word {
			return true
		}
	}
	return false
}

// fits checks the constraints of the item on a filler.
func (m *matcher) fits(it *item, i int, v *view) bool {
	if i < 0 || it.role != noRole && it.role != embedded && m.classOf(i)&(m.c.lex.classes.time|m.c.lex.classes.agent) == m.c.lex.classes.time {
		return false // a time is no party
	}
	if it.class == 0 && it.not == 0 && it.words == nil {
		return true
	}
	h := m.content(i)
	set := m.classOf(h) | m.classOf(i)&^m.c.lex.classes.quantity
	switch {
	case it.class != 0 && set&it.class != 0:
		return true
	case it.words != nil && m.isWord(it, h) || it.words != nil && m.isWord(it, i):
		return true
	case it.loose != 0 && m.modifierFits(it, h):
		return true
	case it.words != nil && set&m.c.lex.classes.carrier != 0 && m.carried(it, h):
		return true
	case it.not != 0:
		return set&it.not == 0
	}
	return m.conjunctFits(it, h)
}

// isWord reports whether token i is one of the item's literal words, by lemma or as written.
func (m *matcher) isWord(it *item, i int) bool {
	return contains(it.words, m.lemma(i)) || contains(it.words, m.lower(i))
}

// conjunctFits tries the conjuncts and, for compounds, the modifiers of a filler ("missile and artillery").
func (m *matcher) conjunctFits(it *item, i int) bool {
	for _, c := range m.t.Children(i) {
		switch m.t.Tokens[c].Rel {
		case ling.Conj, ling.Appos:
			if it.class != 0 && m.classOf(int(c))&it.class != 0 || m.isWord(it, int(c)) {
				return true
			}
		}
	}
	return false
}

// modifierFits tries the words before a filler: "peacekeeping troops", "military aid".
func (m *matcher) modifierFits(it *item, i int) bool {
	for _, c := range m.t.Children(i) {
		r := m.t.Tokens[c].Rel
		if (r == ling.Compound || r == ling.Amod) && m.classOf(int(c))&it.loose != 0 {
			return true
		}
		if r == ling.Nmod && m.hasCase(int(c), "of") && m.classOf(i)&m.c.lex.classes.bit["force"] != 0 {
			return m.classOf(int(c))&it.loose != 0 || m.modifierFits(it, int(c)) // "a contingent of peacekeeping troops"
		}
	}
	return false
}

// carried reports whether a word before a filler that says little is one of the item's words: "curfew hours".
func (m *matcher) carried(it *item, i int) bool {
	for _, c := range m.t.Children(i) {
		r := m.t.Tokens[c].Rel
		if (r == ling.Compound || r == ling.Amod) && m.isWord(it, int(c)) {
			return true
		}
	}
	return false
}

// content looks through quantities: "dozens of people" is about people.
func (m *matcher) content(i int) int {
	for range 3 {
		if m.classOf(i)&m.c.lex.classes.quantity == 0 && m.t.Tokens[i].UPOS != ling.NUM {
			return i
		}
		of := m.prepOf(i, "of")
		if of < 0 {
			return i
		}
		i = of
	}
	return i
}
