package what

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// settle resolves embedded events, judges each match and gives it its final type and confidence.
func (m *matcher) settle() {
	for n := range m.found {
		m.judge(&m.found[n])
	}
	// Inner events come before outer ones: deeper tokens first.
	order := m.byDepth()
	for _, n := range order {
		m.embed(n)
		if k := &m.found[n]; k.code != "" && k.view.change != "" {
			m.turn(k, k.view.change)
		}
	}
	for n := range m.found {
		m.change(&m.found[n])
	}
	for n := range m.found {
		m.background(&m.found[n])
	}
	for n := range m.found {
		m.weigh(&m.found[n])
	}
	m.comments()
	for n := len(order) - 1; n >= 0; n-- { // outer ones first
		k := &m.found[order[n]]
		if o := k.outer; o > 0 && m.found[o-1].code != "" && m.found[o-1].conf >= m.c.threshold {
			k.conf = min(k.conf, 0.9*m.found[o-1].conf)
		}
	}
	m.overlaps()
	m.results()
}

// byDepth lists the matches so that embedded ones precede the ones that embed them.
func (m *matcher) byDepth() []int {
	order := make([]int, len(m.found))
	depth := make([]int, len(m.found))
	for n := range m.found {
		order[n] = n
		for i := m.found[n].view.clause; i >= 0; i = int(m.t.Tokens[i].Head) {
			depth[n]++
		}
	}
	for i := 1; i < len(order); i++ {
		for j := i; j > 0 && depth[order[j]] > depth[order[j-1]]; j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	return order
}

// embed links a match to the events in its E slots and applies its effect to them.
func (m *matcher) embed(n int) {
	k := &m.found[n]
	for _, f := range k.fills {
		if f.role != embedded {
			continue
		}
		m.addressee(k, f.token)
		d := m.eventAt(f.token, n, 0)
		if d < 0 {
			if f.event {
				k.void = true
			}
			continue
		}
		k.void = false
		k.embeds = append(k.embeds, d)
		if m.found[d].outer == 0 {
			m.found[d].outer = n + 1
		}
		m.take(k, &m.found[d])
	}
}

// addressee takes the subject of what is requested for the one it is requested of: "demanded that Iran release".
func (m *matcher) addressee(k *match, clause int) {
	e := k.frame.effect
	if e == nil || e.modality != casus.Requested || m.t.Tokens[clause].UPOS == ling.NOUN {
		return
	}
	if r := m.role(k, recipient); r >= 0 && m.party(r) {
		return
	}
	s := m.surfaceSubject(clause, 0)
	if s >= 0 && s != m.role(k, actor) && m.t.Tokens[s].UPOS != ling.PRON {
		k.extra = append(k.extra, fill{role: recipient, token: s})
	}
}

// given reports whether inner is a noun that outer's verb has for its object: who condemns a raid takes it for given, who accuses
// somebody of a raid alleges it.
func (m *matcher) given(outer, inner *match) bool {
	tok := &m.t.Tokens[inner.view.head]
	return inner.view.nominal && tok.Rel.Base() == ling.Obj && int(tok.Head) == outer.view.clause
}

// eventAt is the match that the phrase or clause of token i tells, -1 for none.
func (m *matcher) eventAt(i, not, depth int) int {
	best := -1
	for n := range m.found {
		k := &m.found[n]
		if n == not || k.code == "" && k.frame.trap == "" {
			continue
		}
		if k.view.head == i || k.view.clause == i {
			if k.frame.trap != "" {
				return -1
			}
			if best < 0 || k.view.head == i {
				best = n
			}
		}
	}
	if best >= 0 || depth > 2 {
		return best
	}
	// Look below transparent words: "take steps to end", "the start of talks", "efforts to".
	for _, c := range m.t.Children(i) {
		if op := m.operatorAt(i, m.t.Tokens[c].Rel, int(c)); op != nil {
			if d := m.eventAt(int(c), not, depth+1); d >= 0 {
				return d
			}
		}
	}
	if m.classOf(i)&m.c.lex.classes.quantity != 0 {
		if of := m.prepOf(i, "of"); of >= 0 {
			return m.eventAt(of, not, depth+1)
		}
	}
	return -1
}

// take passes what the outer event says to the inner one and borrows the inner one's roles.
func (m *matcher) take(outer, inner *match) {
	if outer.code == "" && outer.frame.trap == "" && outer.frame.effect == nil {
		return
	}
	e := outer.frame.effect
	if e != nil {
		if e.commit != casus.Alleged || !m.given(outer, inner) {
			inner.verdict.take(e, outer.frame.trigger)
		}
		if e.absorb {
			inner.absorbed = true
		}
		if e.speech {
			inner.cameo = outer.frame.cameo
		}
	}
	if outer.foreseen == "" {
		outer.foreseen = inner.code
		if outer.frame.future {
			m.becomes(outer, inner)
		} else if ch, ok := m.c.onto.ChangeOf("future", inner.code, inner.cameo); ok && ch.Type == outer.code && ch.CAMEO != "" {
			outer.cameo = ch.CAMEO
			if len(outer.modes) == 0 {
				outer.modes = modeList(ch.Mode)
			}
		} else if ch, ok := m.c.onto.ChangeOf("refused", inner.code, inner.cameo); ok && ch.Type == outer.code && ch.CAMEO != "" {
			outer.cameo = ch.CAMEO
			if len(outer.modes) == 0 {
				outer.modes = modeList(ch.Mode)
			}
		}
	}
	m.borrow(outer, inner)
}

// borrow takes for the recipient of the outer event, where it has none, that of the inner one. Whom a demanded act would hit is
// not who is asked: of a demand it is who would do it.
func (m *matcher) borrow(outer, inner *match) {
	if m.role(outer, recipient) >= 0 || m.role(outer, partner) >= 0 {
		return
	}
	from := []role{recipient, partner}
	if e := outer.frame.effect; e != nil && e.modality == casus.Requested {
		from = []role{actor}
	}
	for _, r := range from {
		if tok := m.role(inner, r); tok >= 0 && tok != m.role(outer, actor) {
			outer.extra = append(outer.extra, fill{role: recipient, token: tok})
			return
		}
	}
}

// becomes gives a promise or threat the type that follows from what is promised: cooperation stays what the frame says,
// conflict is a threat.
func (m *matcher) becomes(outer, inner *match) {
	ch, ok := m.c.onto.ChangeOf("future", inner.code, inner.cameo)
	if !ok {
		return
	}
	if m.c.onto.Quad(ch.Type) == m.c.onto.Quad(outer.frame.code) {
		outer.cameo = ch.CAMEO
		return
	}
	outer.code, outer.cameo, outer.modes = ch.Type, ch.CAMEO, modeList(ch.Mode)
}

// role is the token that fills the role, -1 for none.
func (m *matcher) role(k *match, r role) int {
	for _, f := range k.fills {
		if f.role == r {
			return f.token
		}
	}
	for _, f := range k.extra {
		if f.role == r {
			return f.token
		}
	}
	return -1
}

func modeList(mode string) []string {
	if mode == "" {
		return nil
	}
	return []string{mode}
}

// change applies what "end", "will" and "will not" make of an event's type.
func (m *matcher) change(k *match) {
	if k.code == "" {
		return
	}
	d := &k.verdict.axes
	if k.verdict.denied {
		return
	}
	switch {
	case d.Modality == casus.Planned && d.Polarity == casus.Negative && !k.absorbed:
		if m.turn(k, "refused") {
			d.Polarity, d.Modality = casus.Positive, casus.Realised
			m.promised(k)
			k.verdict.why = append(k.verdict.why, "refusal: will not")
		}
	case d.Modality == casus.Planned && !k.absorbed:
		if m.turn(k, "future") {
			m.promised(k)
		}
	}
}

// turn gives the match the type that the ontology has for the change; false where it has none.
func (m *matcher) turn(k *match, change string) bool {
	ch, ok := m.c.onto.ChangeOf(change, k.code, k.cameo)
	if !ok {
		return false
	}
	if k.turned == nil {
		k.turned = &reading{k.code, k.modes, k.cameo, k.verdict.axes}
	}
	if change == "future" {
		k.foreseen = k.code
	}
	k.code, k.modes, k.cameo = ch.Type, modeList(ch.Mode), ch.CAMEO
	if k.cameo == "" {
		k.cameo = m.c.onto.Type(ch.Type).CAMEO
	}
	return true
}

// weigh gives the match its confidence.
func (m *matcher) weigh(k *match) {
	if k.code == "" {
		return
	}
	w := k.weight
	v := &k.view
	switch {
	case v.nominal && k.frame.bare:
		w *= 0.9
	case v.nominal && v.light == nil:
		w *= 0.62
		if len(k.fills) == 0 {
			w *= 0.55
		}
	case m.role(k, actor) < 0 && m.role(k, recipient) < 0 && m.role(k, theme) < 0:
		w *= 0.6
	case m.role(k, actor) < 0 && m.role(k, recipient) < 0:
		w *= 0.75
	case m.role(k, actor) < 0:
		w *= 0.85
	}
	if k.frame.future && len(k.embeds) == 0 {
		w *= 0.6 // a promise of something that is no event
	}
	w *= m.civil(k) * k.damp
	w *= m.place(v.clause)
	w *= k.verdict.damp
	switch k.verdict.axes.Modality {
	case casus.Hypothetical, casus.Foreseen:
		w *= 0.8
	case casus.Requested:
		w *= 0.7
	}
	if k.verdict.axes.Polarity == casus.Negative {
		w *= 0.75
	}
	k.conf = min(w, 0.99)
}

// civil is the factor for events among private parties: none is a state, a body, a force, a group or a name.
func (m *matcher) civil(k *match) float64 {
	known, pronouns := false, false
	for _, f := range k.fills {
		if m.t.Tokens[f.token].UPOS == ling.PRON {
			if f.token = m.referent(f.token, k); m.t.Tokens[f.token].UPOS == ling.PRON {
				pronouns = true
				continue
			}
		}
		if f.role == actor || f.role == recipient || f.role == partner {
			h := m.content(f.token)
			if set := m.classOf(h); set&m.public() != 0 && set&m.c.lex.classes.bit["business"] == 0 || m.nameInside(f.token) {
				return 1
			}
			known = true
		}
	}
	if factor, ok := m.c.lex.civil[k.frame.code]; known && ok {
		return factor
	}
	if pronouns {
		return 0.75
	}
	return 0.9
}

// public is the classes of parties to public affairs.
func (m *matcher) public() classSet {
	c := m.c.lex.classes
	return c.government | c.org | c.leader | c.named | c.demonym | c.bit["force"] | c.bit["militant"] | c.bit["ambassadorial"] | c.bit["political"]
}

// nameInside reports whether the phrase of token i holds a name: "Turkey's decision", "the Iranian tanker".
func (m *matcher) nameInside(i int) bool {
	c := m.c.lex.classes
	for _, k := range m.t.Children(i) {
		if m.classOf(int(k))&(c.named|c.demonym|c.government) != 0 {
			return true
		}
	}
	return false
}

// comments lowers the confidence of what a comment presupposes: "expressed sorrow over the attack that killed six".
func (m *matcher) comments() {
	for n := range m.found {
		c := &m.found[n]
		if c.code != "" || c.frame.trap != "" || c.frame.effect == nil || c.frame.effect.damp == 0 {
			continue
		}
		for o := range m.found {
			k := &m.found[o]
			if k.code == "" || o == n {
				continue
			}
			switch m.under(k.view.head, c.view.clause) {
			case ling.Dep:
			case ling.Conj, ling.Parataxis, ling.Nsubj:
			case ling.Advcl:
				k.conf *= asideDamp
			default:
				k.conf *= c.frame.effect.damp
			}
		}
	}
}

// asideDamp is the factor for what is told beside a statement: "denied it, saying they had left".
const asideDamp = 0.65

// under is the relation by which the branch that holds token i hangs on token a, ling.Dep where i is not below a.
func (m *matcher) under(i, a int) ling.Rel {
	for i >= 0 {
		h := int(m.t.Tokens[i].Head)
		if h == a {
			if r := m.t.Tokens[i].Rel.Base(); r != ling.Dep {
				return r
			}
			return ling.Obj
		}
		i = h
	}
	return ling.Dep
}

// placeFactors says how sure an event is by the relation that hangs it into the sentence: what is told in the main clause
// or as what somebody says is the news, what is told aside is less so.
var placeFactors = [ling.Rels]float64{
	ling.Conj: 0.94, ling.Ccomp: 0.97, ling.Parataxis: 0.95, ling.Xcomp: 0.9, ling.Advcl: 0.75, ling.AdvclRelcl: 0.7,
	ling.Acl: 0.65, ling.AclRelcl: 0.55, ling.Obj: 0.9, ling.Nsubj: 0.88, ling.NsubjPass: 0.88, ling.Obl: 0.75, ling.Nmod: 0.72,
	ling.NmodPoss: 0.5, ling.OblAgent: 0.8, ling.Amod: 0.5, ling.Compound: 0.5, ling.Appos: 0.7,
}

// place is the factor for where in the sentence an event is told.
func (m *matcher) place(i int) float64 {
	w := 1.0
	for range 12 {
		tok := &m.t.Tokens[i]
		if tok.Head < 0 {
			return w
		}
		if f := placeFactors[tok.Rel]; f != 0 {
			w *= f
		}
		i = int(tok.Head)
	}
	return w
}

// overlaps drops a match whose words another, surer match also uses as its trigger.
func (m *matcher) overlaps() {
	for a := range m.found {
		for b := range m.found {
			x, y := &m.found[a], &m.found[b]
			if a == b || x.code == "" || y.code == "" || x.absorbed || y.absorbed {
				continue
			}
			if y.view.clause == x.view.head && y.view.head != x.view.head {
				// The light verb has a frame of its own ("struck a deal"): the noun's event is the finer one.
				if y.conf >= x.conf {
					x.absorbed = true
				} else {
					y.absorbed = true
				}
			}
		}
	}
}
