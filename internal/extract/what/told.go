package what

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// told reports whether verb i is told as past: it stands in the past tense, or in the perfect or passive with a past
// auxiliary, and no modal stands with it.
func (m *matcher) told(i int) bool {
	tok := &m.t.Tokens[i]
	if tok.UPOS != ling.VERB {
		return false
	}
	past := tok.XPOS == ling.VBD
	for _, c := range m.t.Children(i) {
		if r := m.t.Tokens[c].Rel; r != ling.Aux && r != ling.AuxPass {
			continue
		}
		switch m.t.Tokens[c].XPOS {
		case ling.MD, ling.TO, ling.VB:
			return false
		case ling.VBD:
			past = true
		case ling.VBP, ling.VBZ:
			past = past || tok.XPOS == ling.VBN && m.lemma(int(c)) == "have"
		}
	}
	return past
}

// asideDone reports whether clause i stands beside what governs it and tells what is done or going on: "the parliament dissolved in
// 1975", "while the truce lasts". What is asked, planned or foreseen there does not reach it.
func (m *matcher) asideDone(i int) bool {
	tok := &m.t.Tokens[i]
	switch tok.Rel {
	case ling.Acl:
		return tok.XPOS == ling.VBN && m.childBase(i, ling.Mark) < 0 && m.childBase(i, ling.Aux) < 0
	case ling.Advcl:
		for _, c := range m.t.Children(i) {
			if m.t.Tokens[c].Rel == ling.Mark {
				switch m.lower(int(c)) {
				case "while", "as", "since", "because":
					return true
				}
			}
		}
	}
	return false
}

// byOther reports whether what clause i tells is to be done by another than the subject of the verb h that governs it: "want
// the minister to go".
func (m *matcher) byOther(i, h int) bool {
	return m.childBase(i, ling.Nsubj) >= 0 || m.anyObject(h) >= 0
}

// promised takes what a party says that it itself will or will not do for the promise, threat or refusal that it is: the
// saying is the deed, and nobody has to vouch for it.
func (m *matcher) promised(k *match) {
	a := &k.verdict.axes
	if a.Commitment != casus.Attributed || !m.ownSubject(k) && !m.ownState(k) {
		return
	}
	a.Modality, a.Commitment = casus.Realised, casus.Flat
	k.promised = true
	k.verdict.why = append(k.verdict.why, "own words: says what it will do")
}

// ownState reports whether an official, an organ or a state says what a state or body will do or will not do for others: "Peru will
// not pay, its president said". Officials speak of what their own side gives; harm that they foresee may be another's.
func (m *matcher) ownState(k *match) bool {
	if k.turned == nil || k.view.subj < 0 {
		return false
	}
	if q := m.c.onto.Quad(k.turned.code); q != 1 && q != 2 {
		return false
	}
	c := m.c.lex.classes
	s := m.speakerOf(k.view.head)
	return s >= 0 && m.classOf(k.view.subj)&(c.government|c.org) != 0 && m.classOf(s)&(c.leader|c.government|c.org|c.person) != 0
}

// ownSubject reports whether the verb of the event has a pronoun for subject that can mean who speaks.
func (m *matcher) ownSubject(k *match) bool {
	s := m.childBase(k.view.clause, ling.Nsubj)
	if s < 0 && m.t.Tokens[k.view.clause].Rel.Base() == ling.Conj {
		s = m.surfaceSubject(k.view.clause, 0)
	}
	if s < 0 || m.t.Tokens[s].UPOS != ling.PRON {
		return false
	}
	switch m.t.Tokens[s].XPOS {
	case ling.PRP:
		return m.lower(s) != "you"
	}
	return false
}

// parted reports whether clause i is a sentence of its own beside h, with a semicolon between: what is said or asked there does
// not reach it.
func (m *matcher) parted(i, h int) bool {
	if r := m.t.Tokens[i].Rel.Base(); r != ling.Conj && r != ling.Parataxis || m.t.Tokens[i].UPOS != ling.VERB {
		return false
	}
	return m.semicolon(i, h)
}

// semicolon reports whether one stands between two tokens.
func (m *matcher) semicolon(i, h int) bool {
	for n := min(i, h) + 1; n < max(i, h); n++ {
		if m.t.Tokens[n].Form == ";" {
			return true
		}
	}
	return false
}

// resumed is the verb of saying that verb i goes on from where the tree hangs it on what is said, -1 for none: "said it would
// send staff and asked for access". A past tense that cannot share the modal of the verb before it has the speaker for subject.
func (m *matcher) resumed(i int) int {
	tok := &m.t.Tokens[i]
	h := int(tok.Head)
	if tok.Rel.Base() != ling.Conj || tok.XPOS != ling.VBD || h < 0 || m.childBase(i, ling.Nsubj) >= 0 || m.childBase(i, ling.Aux) >= 0 {
		return -1
	}
	first := &m.t.Tokens[h]
	say := int(first.Head)
	if first.Rel.Base() != ling.Ccomp || say < 0 || say > h || m.t.Tokens[say].XPOS != ling.VBD || m.childBase(say, ling.Nsubj) < 0 {
		return -1
	}
	for _, c := range m.t.Children(h) {
		if m.t.Tokens[c].Rel == ling.Aux && first.XPOS != ling.VBD {
			return say
		}
	}
	return -1
}
