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

// byOther reports whether what clause i tells is to be done by another than the subject of the verb h that governs it: "want
// the minister to go".
func (m *matcher) byOther(i, h int) bool {
	return m.childBase(i, ling.Nsubj) >= 0 || m.childBase(h, ling.Obj) >= 0
}

// promised takes what a party says that it itself will or will not do for the promise, threat or refusal that it is: the
// saying is the deed, and nobody has to vouch for it.
func (m *matcher) promised(k *match) {
	a := &k.verdict.axes
	if a.Commitment != casus.Attributed || !m.ownSubject(k) {
		return
	}
	a.Modality, a.Commitment = casus.Realised, casus.Flat
	k.promised = true
	k.verdict.why = append(k.verdict.why, "own words: says what it will do")
}

// ownSubject reports whether the verb of the event has a pronoun for subject that can mean who speaks.
func (m *matcher) ownSubject(k *match) bool {
	s := m.childBase(k.view.clause, ling.Nsubj)
	if s < 0 || m.t.Tokens[s].UPOS != ling.PRON {
		return false
	}
	switch m.t.Tokens[s].XPOS {
	case ling.PRP:
		return m.lower(s) != "you"
	}
	return false
}
