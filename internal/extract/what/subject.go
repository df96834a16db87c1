package what

import (
	"github.com/casus-project/casus/internal/ling"
)

// passiveVerb reports whether verb i is passive: by its auxiliary, its subject, or as a bare past participle.
func (m *matcher) passiveVerb(i int) bool {
	tok := &m.t.Tokens[i]
	if tok.XPOS != ling.VBN && tok.XPOS != ling.VBD && tok.XPOS != ling.NoTag && tok.UPOS == ling.VERB {
		return false
	}
	aux := false
	for _, c := range m.t.Children(i) {
		switch m.t.Tokens[c].Rel {
		case ling.AuxPass, ling.NsubjPass, ling.CsubjPass:
			return true
		case ling.Aux, ling.Cop:
			aux = true
		case ling.Nsubj:
			return false
		}
	}
	if aux || tok.XPOS != ling.VBN {
		return false
	}
	switch tok.Rel.Base() {
	case ling.Acl, ling.Amod, ling.Advcl:
		return tok.Rel != ling.AclRelcl
	case ling.Conj:
		return m.passiveVerb(int(tok.Head))
	case ling.Xcomp, ling.Ccomp, ling.Root:
		return m.childBase(i, ling.Obj) < 0
	}
	return false
}

// surfaceSubject is the grammatical subject of verb i, shared ones included; -1 where the tree gives none.
func (m *matcher) surfaceSubject(i, depth int) int {
	if i < 0 || depth > 6 {
		return -1
	}
	// The last one before the verb: a dateline ("BRUSSELS: The union …") is often parsed as a subject too.
	subject := -1
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel.Base() == ling.Nsubj && (subject < 0 || int(c) < i) && !m.isTime(int(c)) {
			subject = int(c)
		}
	}
	if subject >= 0 {
		return m.antecedent(subject, i)
	}
	tok := &m.t.Tokens[i]
	if tok.UPOS == ling.VERB && tok.XPOS.Finite() {
		for _, c := range m.t.Children(i) { // "the law bans" with a compound for a subject
			if k := &m.t.Tokens[c]; int(c) < i && k.Rel == ling.Compound && k.UPOS.Nominal() {
				return int(c)
			}
		}
	}
	head := int(tok.Head)
	if head < 0 {
		return -1
	}
	switch tok.Rel.Base() {
	case ling.Conj:
		return m.surfaceSubject(head, depth+1)
	case ling.Xcomp:
		if tok.UPOS == ling.ADJ && i > m.first && m.t.Tokens[i-1].UPOS == ling.NUM {
			return i - 1 // "counts 47 dead": they are dead, not who counts
		}
		return m.controller(head, depth)
	case ling.Advcl:
		if m.t.Tokens[head].UPOS == ling.VERB && m.childBase(i, ling.Mark) >= 0 && m.anyObject(head) >= 0 &&
			m.purpose(i) && m.objectControl(head) {
			return m.controller(head, depth)
		}
		return m.surfaceSubject(head, depth+1)
	case ling.Acl:
		return m.aclSubject(i, head, depth)
	case ling.Ccomp:
		if m.purpose(i) || tok.XPOS == ling.VBG {
			return m.controller(head, depth)
		}
		return m.strayedSubject(i, head)
	case ling.Parataxis:
		if tok.XPOS == ling.VBG {
			return m.surfaceSubject(head, depth+1)
		}
	}
	return -1
}

// strayedSubject finds the subject of a clause that the parser hung on the verb of saying behind it: "An attack … has
// killed eight, officials say".
func (m *matcher) strayedSubject(i, say int) int {
	if say < i {
		return -1
	}
	before, after := -1, false
	for _, c := range m.t.Children(say) {
		if m.t.Tokens[c].Rel.Base() != ling.Nsubj || m.isTime(int(c)) {
			continue
		}
		if int(c) < i {
			before = int(c)
		} else {
			after = true
		}
	}
	if !after {
		return -1
	}
	return before
}

// purpose reports whether the clause of i is a "to" infinitive.
func (m *matcher) purpose(i int) bool {
	k := m.childBase(i, ling.Mark)
	return k >= 0 && m.lemma(k) == "to"
}

// objectControl reports whether the object of verb i is the subject of its infinitive ("urged them to leave").
func (m *matcher) objectControl(i int) bool {
	return m.c.lex.classes.words[m.lemma(i)]&m.c.lex.classes.bit["objectcontrol"] != 0
}

// controller is the subject that verb i lends to its infinitive or gerund.
func (m *matcher) controller(i, depth int) int {
	if obj := m.anyObject(i); obj >= 0 && m.c.lex.classes.words[m.lemma(i)]&m.c.lex.classes.bit["subjectcontrol"] == 0 {
		return m.antecedent(obj, i)
	}
	if m.objectControl(i) {
		if o := m.prepOf(i, "on"); o >= 0 {
			return o
		}
		if o := m.prepOf(i, "to"); o >= 0 {
			return o
		}
	}
	return m.surfaceSubject(i, depth+1)
}

// aclSubject is the subject of a participle or infinitive i that modifies noun head.
func (m *matcher) aclSubject(i, head, depth int) int {
	tok := &m.t.Tokens[i]
	if tok.Rel == ling.AclRelcl {
		if m.childBase(i, ling.Obj) < 0 {
			return head
		}
		return head
	}
	if tok.XPOS == ling.VBG || tok.XPOS == ling.VBN {
		return head
	}
	// "the decision to impose": whose decision it is, else the subject of the verb above.
	if p := m.possessor(head); p >= 0 {
		return p
	}
	if b := m.prepOf(head, "by"); b >= 0 {
		return b
	}
	h := &m.t.Tokens[head]
	if h.Rel.Base() == ling.Obj || h.Rel.Base() == ling.Obl {
		return m.surfaceSubject(int(h.Head), depth+1)
	}
	return -1
}

func (m *matcher) possessor(i int) int { return m.t.ChildBy(i, ling.NmodPoss) }

// antecedent resolves a relative pronoun to the noun that its clause modifies; other tokens stand for themselves.
func (m *matcher) antecedent(i, clause int) int {
	tok := &m.t.Tokens[i]
	if tok.UPOS != ling.PRON && tok.UPOS != ling.DET && tok.UPOS != ling.SCONJ {
		return i
	}
	switch m.lemma(i) {
	case "who", "which", "that", "whom", "whose":
	default:
		return i
	}
	for k := clause; k >= 0; k = int(m.t.Tokens[k].Head) {
		if m.t.Tokens[k].Rel == ling.AclRelcl {
			return int(m.t.Tokens[k].Head)
		}
	}
	return i
}

// lateSubject finds an object that the parser took for a second subject behind an active verb.
func (m *matcher) lateSubject(i, subject int) int {
	if subject < 0 || subject > i {
		return -1
	}
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel == ling.Nsubj && int(c) > i && !m.isTime(int(c)) {
			return int(c)
		}
	}
	return -1
}

// isTime reports whether token i names a time and nothing that could act.
func (m *matcher) isTime(i int) bool {
	c := m.c.lex.classes
	return m.classOf(i)&(c.time|c.agent) == c.time
}

// agentOf is the "by" phrase of a passive, -1 for none. Times ("by Friday") are told from agents by their class.
func (m *matcher) agentOf(i int) int {
	for _, c := range m.t.Children(i) {
		r := m.t.Tokens[c].Rel
		if r == ling.OblAgent || r.Base() == ling.Obl && m.hasCase(int(c), "by") {
			if m.classOf(int(c))&m.c.lex.classes.bit["time"] == 0 && m.t.Tokens[c].XPOS != ling.VBG {
				return int(c)
			}
		}
	}
	return -1
}
