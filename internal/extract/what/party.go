package what

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// party reports whether the phrase of token i can name somebody who acts or is addressed: a person, a body, a state, a group, a
// name, a number of people. A thing, an abstract noun or an event cannot: "called for a limit on magazines" asks nobody.
func (m *matcher) party(i int) bool {
	c := m.c.lex.classes
	tok := &m.t.Tokens[i]
	switch tok.UPOS {
	case ling.PRON, ling.PROPN, ling.NUM:
		return !m.isTime(i)
	}
	h := m.content(i)
	set := m.classOf(h)
	if set&(c.agent|c.person|c.org|c.government|c.leader|c.demonym|c.named) != 0 {
		return true
	}
	return h != i && m.t.Tokens[h].UPOS == ling.PRON || h == i && set&c.quantity != 0
}

// shown reports whether a filler is shown as who acts or as whom it is done to. What is asked for is never who is asked; elsewhere
// a thing is shown where it names whose it is: "criticised Norway's ban", but not "criticised the move".
func (m *matcher) shown(f fill, k *match) bool {
	if m.ground(f, k) || m.fragment(f.token) {
		return false
	}
	if m.party(f.token) {
		return true
	}
	if e := k.frame.effect; f.role == recipient && e != nil && e.modality == casus.Requested {
		return false
	}
	return m.ownerInside(f.token, 0)
}

// ownerInside reports whether the phrase of token i names a party: in a possessor, a compound, an adjective or an "of" phrase.
func (m *matcher) ownerInside(i, depth int) bool {
	for _, c := range m.t.Children(i) {
		switch m.t.Tokens[c].Rel.Base() {
		case ling.Nmod, ling.Compound, ling.Amod:
			if k := int(c); m.inPhrase(k) && m.t.Tokens[k].UPOS != ling.NUM && (m.party(k) || depth < 2 && m.ownerInside(k, depth+1)) {
				return true
			}
		}
	}
	return false
}
