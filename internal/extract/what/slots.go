package what

import (
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// view is an event word as its frame sees it: the clause that carries it and its logical arguments.
type view struct {
	head   int
	clause int       // the verb that carries the event: head, or a light verb above it
	nodes  [6]int    // the words whose phrases belong to the event, head first
	n      int       // how many nodes
	light  *operator // the operator that carries a noun or an infinitive, nil for none
	change string    // what a light operator does to the type: "ended"

	subj, obj, iobj int // logical arguments, -1 for none
	nominal         bool
	patient         bool
	passive         bool
}

func (v *view) addNode(i int) {
	for k := range v.n {
		if v.nodes[k] == i {
			return
		}
	}
	if v.n < len(v.nodes) {
		v.nodes[v.n] = i
		v.n++
	}
}

// lemma is the lower-case lemma of token i.
func (m *matcher) lemma(i int) string {
	if l, ok := m.irregular(i); ok {
		return l
	}
	l := m.t.Tokens[i].Lemma
	if l == "" {
		l = m.t.Tokens[i].Form
	}
	for k := range len(l) {
		if c := l[k]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(l)
		}
	}
	return l
}

// irregular is the lemma of an irregular past form.
func (m *matcher) irregular(i int) (string, bool) {
	if tok := &m.t.Tokens[i]; tok.XPOS != ling.VBD && tok.XPOS != ling.VBN {
		return "", false
	}
	l, ok := m.c.lex.forms[m.lower(i)]
	return l, ok
}

// childBase is the first child of i with the base relation, -1 for none.
func (m *matcher) childBase(i int, base ling.Rel) int {
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel.Base() == base {
			return int(c)
		}
	}
	return -1
}

// caseOf is the preposition of a nominal, lower case; "" for none.
func (m *matcher) caseOf(i int) string {
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel == ling.Case && int(c) < i {
			return m.lemma(int(c))
		}
	}
	return ""
}

// hasCase reports whether the nominal i stands after the preposition. A conjunct shares that of the first.
func (m *matcher) hasCase(i int, prep string) bool {
	if (prep == "at" || prep == "to" || prep == "over") && m.hedged(i) {
		return false
	}
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel == ling.Case && int(c) < i && m.lemma(int(c)) == prep {
			return true
		}
	}
	return false
}

// prepOf is the first phrase of i with the preposition, -1 for none.
func (m *matcher) prepOf(i int, prep string) int {
	for _, c := range m.t.Children(i) {
		switch m.t.Tokens[c].Rel.Base() {
		case ling.Obl, ling.Nmod:
			if m.t.Tokens[c].Rel != ling.NmodPoss && m.hasCase(int(c), prep) {
				return int(c)
			}
		}
	}
	return -1
}

// anyObject is the object of verb i; where there is only an indirect one, that: "asked Mexico to mediate".
func (m *matcher) anyObject(i int) int {
	if o := m.childBase(i, ling.Obj); o >= 0 {
		return o
	}
	return m.childBase(i, ling.Iobj)
}

// verbView is the view of verb or adjective i.
func (m *matcher) verbView(i int) view {
	v := view{head: i, clause: i, subj: -1, obj: -1, iobj: -1}
	v.addNode(i)
	m.raise(&v)
	v.passive = m.passiveVerb(i)
	tok := &m.t.Tokens[i]
	surface := m.surfaceSubject(i, 0)
	agent := m.agentOf(i)
	obj := m.anyObject(i)
	if obj >= 0 && m.isTime(obj) {
		obj = -1 // "was arrested Monday"
	}
	if obj >= 0 {
		obj = m.antecedent(obj, i)
	}
	if obj < 0 {
		obj = choose(m.lateSubject(i, surface), m.hedgedObject(i))
	}
	v.iobj = m.childBase(i, ling.Iobj)
	if second := m.lastObject(i); second >= 0 && second != obj && v.iobj < 0 {
		v.iobj, obj = obj, second // "gave Canada a deadline" with two objects
	}
	switch {
	case tok.Rel == ling.Amod && (tok.XPOS == ling.VBN || tok.XPOS == ling.VBD):
		v.passive, v.obj = true, int(tok.Head)
	case tok.Rel == ling.Amod:
		v.subj = int(tok.Head)
	case v.passive && obj >= 0: // "was given aid": the subject is the indirect object
		v.iobj, v.obj, v.subj = surface, obj, agent
	case v.passive:
		v.obj, v.subj = surface, agent
	default:
		v.subj, v.obj = surface, obj
	}
	if !v.passive && v.obj < 0 && tok.Rel == ling.AclRelcl && m.t.ChildBy(i, ling.Nsubj) >= 0 {
		if s := m.t.ChildBy(i, ling.Nsubj); m.antecedent(s, i) == s {
			v.obj = int(tok.Head)
		}
	}
	if v.obj < 0 && !v.passive {
		v.obj = m.raisedObject(i)
	}
	if v.obj >= 0 && v.obj != surface {
		v.addNode(v.obj)
	}
	return v
}
