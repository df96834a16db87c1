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

// childBase is the first child of i with the base relation, -1 for none.
func (m *matcher) childBase(i int, base ling.Rel) int {
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel.Base() == base {
			return int(c)
		}
	}
	return -1
}

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
		return m.controller(head, depth)
	case ling.Advcl:
		if m.t.Tokens[head].UPOS == ling.VERB && m.childBase(i, ling.Mark) >= 0 && m.childBase(head, ling.Obj) >= 0 &&
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
	if obj := m.childBase(i, ling.Obj); obj >= 0 && m.c.lex.classes.words[m.lemma(i)]&m.c.lex.classes.bit["subjectcontrol"] == 0 {
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

// verbView is the view of verb or adjective i.
func (m *matcher) verbView(i int) view {
	v := view{head: i, clause: i, subj: -1, obj: -1, iobj: -1}
	v.addNode(i)
	m.raise(&v)
	v.passive = m.passiveVerb(i)
	tok := &m.t.Tokens[i]
	surface := m.surfaceSubject(i, 0)
	agent := m.agentOf(i)
	obj := m.childBase(i, ling.Obj)
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

// hedgedObject finds an object parsed as a phrase: "killed at least six people", "freed on bail two men".
func (m *matcher) hedgedObject(i int) int {
	for _, c := range m.t.Children(i) {
		tok := &m.t.Tokens[c]
		if tok.Rel != ling.Obl || int(c) < i || !tok.UPOS.Nominal() || m.classOf(int(c))&m.c.lex.classes.time != 0 {
			continue
		}
		if m.hedged(int(c)) || m.childBase(int(c), ling.Case) < 0 {
			return int(c)
		}
	}
	return -1
}

// hedged reports whether the phrase of i begins with "at least", "at most", "more than", "up to" or the like: its
// preposition belongs to the number.
func (m *matcher) hedged(i int) bool {
	first, _ := m.t.Subtree(i)
	if first+1 >= m.last || first >= i {
		return false
	}
	switch next := m.lower(first + 1); m.lower(first) {
	case "at":
		return next == "least" || next == "most"
	case "up":
		return next == "to"
	case "more", "less", "fewer":
		return next == "than"
	case "about", "around", "over", "nearly":
		return m.t.Tokens[first+1].UPOS == ling.NUM
	}
	return false
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

// lastObject is the last object of verb i, -1 for none.
func (m *matcher) lastObject(i int) int {
	last := -1
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel == ling.Obj && m.classOf(int(c))&m.c.lex.classes.time == 0 && (last < 0 || !m.commaBetween(last, int(c))) {
			last = int(c)
		}
	}
	return last
}

func (m *matcher) commaBetween(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if m.t.Tokens[i].UPOS == ling.PUNCT {
			return true
		}
	}
	return false
}

// raisedObject finds "urged Iran to release" parsed with Iran as the subject of the infinitive.
func (m *matcher) raisedObject(i int) int {
	for _, c := range m.t.Children(i) {
		r := m.t.Tokens[c].Rel
		if (r == ling.Ccomp || r == ling.Xcomp) && m.purpose(int(c)) {
			return m.t.ChildBy(int(c), ling.Nsubj)
		}
	}
	return -1
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
			base == ling.Advcl && m.purpose(child) || base == ling.Acl && rel != ling.AclRelcl ||
			base == ling.Csubj
	case slotCcomp:
		return base == ling.Ccomp || base == ling.Parataxis || base == ling.Acl && rel != ling.AclRelcl
	case slotComp:
		return base == ling.Compound || base == ling.Amod
	case slotPrep:
		return (base == ling.Obl || base == ling.Nmod || base == ling.Advcl || base == ling.Acl || base == ling.Ccomp) &&
			m.markedBy(child, s.prep)
	}
	return false
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
		if k >= m.first && k < m.last && len(m.t.Tokens[k].Form) > 2 && !shouted(k) {
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
		found := i+1+k < m.last && m.lower(i+1+k) == w
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

func (m *matcher) lower(i int) string { return strings.ToLower(m.t.Tokens[i].Form) }
