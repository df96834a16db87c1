package what

import (
	"github.com/casus-project/casus/internal/ling"
)

// nounView is the view of noun i with what its light verb, possessor, compounds and prepositions say.
func (m *matcher) nounView(i int, patient bool) view {
	v := view{head: i, clause: i, subj: -1, obj: -1, iobj: -1, nominal: true, patient: patient}
	v.addNode(i)
	m.raise(&v)
	if v.light != nil {
		m.lightArgs(&v)
	}
	if v.subj < 0 {
		v.subj = m.prepOf(i, "by")
	}
	of := m.prepOf(i, "of")
	for k := 1; of < 0 && k < v.n; k++ {
		if m.t.Tokens[v.nodes[k]].UPOS == ling.NOUN && !m.t.Below(i, v.nodes[k]) {
			of = m.prepOf(v.nodes[k], "of")
		}
	}
	v.obj = choose(v.obj, of)
	if v.subj < 0 && of >= 0 {
		v.subj = m.prepOf(of, "by")
	}
	poss := m.possessor(i)
	switch {
	case poss < 0:
	case patient && v.obj < 0:
		v.obj = poss
	case v.subj < 0 || v.light != nil && m.t.Tokens[poss].UPOS != ling.PRON && v.light.victim:
		v.subj = poss
	}
	m.premodifiers(&v)
	m.participle(&v)
	return v
}

func choose(a, b int) int {
	if a >= 0 {
		return a
	}
	return b
}

// premodifiers takes "Israeli", "NATO", "rebel" before a noun for who does it and "troop", "hostage" for what it is
// done to.
func (m *matcher) premodifiers(v *view) {
	cl := m.c.lex.classes
	for _, c := range m.t.Children(v.head) {
		i := int(c)
		rel := m.t.Tokens[c].Rel
		if i > v.head || (rel != ling.Compound && rel != ling.Amod && rel != ling.NmodDesc && rel != ling.NmodUnmarked) {
			continue
		}
		set := m.classOf(i)
		if set&cl.agent != 0 && m.t.Tokens[c].UPOS != ling.NUM {
			switch {
			case v.patient && v.obj < 0 && rel == ling.Compound && set&cl.demonym == 0:
				v.obj = i
			case v.subj < 0:
				v.subj = i
			case v.obj < 0 && v.subj != i && rel == ling.Compound:
				v.obj = i
			}
			continue
		}
		if rel == ling.Compound && v.obj < 0 {
			v.obj = i
		}
	}
}

// participle reads "an attack carried out by", "a deal reached between".
func (m *matcher) participle(v *view) {
	for _, c := range m.t.Children(v.head) {
		if m.t.Tokens[c].Rel.Base() != ling.Acl {
			continue
		}
		i := int(c)
		if op := m.operatorAt(i, ling.Obj, v.head); op != nil && op.light {
			v.addNode(i)
			if v.subj < 0 && m.passiveVerb(i) {
				v.subj = m.agentOf(i)
			} else if v.subj < 0 {
				if s := m.t.ChildBy(i, ling.Nsubj); s >= 0 {
					v.subj = m.antecedent(s, i)
				}
			}
		}
	}
}

// raise climbs from an event word to the light verb that carries it: through quantities ("a series of attacks"),
// conjuncts ("air and ground attacks") and light verbs that stack ("began to carry out").
func (m *matcher) raise(v *view) {
	i := v.head
	for range 4 {
		tok := &m.t.Tokens[i]
		h := int(tok.Head)
		if h < 0 {
			return
		}
		if tok.Rel == ling.Nmod && m.hasCase(i, "of") && m.classOf(h)&m.c.lex.classes.quantity != 0 {
			v.addNode(h)
			i = h
			continue
		}
		if tok.Rel == ling.Conj && v.head == i && m.t.Tokens[h].UPOS != ling.VERB && m.ownLight(i) == nil {
			if op := m.lightOver(h); op != nil {
				i = h
				continue
			}
			return
		}
		op := m.lightOver(i)
		if op == nil {
			return
		}
		if v.light == nil || op.change != "" {
			v.light = op
		}
		if op.change != "" {
			v.change = op.change
		}
		i = m.lightHead(i)
		v.clause = i
		v.addNode(i)
	}
}

func (m *matcher) ownLight(i int) *operator { return m.lightOver(i) }

// lightHead is the governor that lightOver found.
func (m *matcher) lightHead(i int) int { return int(m.t.Tokens[i].Head) }

// lightOver is the light operator that governs token i, nil for none.
func (m *matcher) lightOver(i int) *operator {
	h := int(m.t.Tokens[i].Head)
	if h < 0 {
		return nil
	}
	op := m.operatorAt(h, m.t.Tokens[i].Rel, i)
	if op == nil || !op.light && !op.victim {
		return nil
	}
	return op
}

// lightArgs takes the arguments of the light verb for those of its noun.
func (m *matcher) lightArgs(v *view) {
	l := v.clause
	passive := m.passiveVerb(l)
	surface := m.surfaceSubject(l, 0)
	logical := surface
	if passive {
		logical = m.agentOf(l)
	}
	if logical >= 0 && (logical == v.head || m.t.Below(v.head, logical) && logical != v.head) {
		logical = -1
	}
	if v.light.victim {
		v.obj = logical
		for _, p := range [...]string{"from", "by"} {
			if v.subj < 0 {
				v.subj = m.prepOf(l, p)
			}
		}
		return
	}
	v.subj = logical
	v.iobj = m.childBase(l, ling.Iobj)
}
