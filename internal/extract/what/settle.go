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
	m.overlaps()
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
		d := m.eventAt(f.token, n, 0)
		if d < 0 {
			continue
		}
		k.embeds = append(k.embeds, d)
		m.take(k, &m.found[d])
	}
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
		inner.verdict.take(e, outer.frame.trigger)
		if e.absorb {
			inner.absorbed = true
		}
	}
	if outer.foreseen == "" {
		outer.foreseen = inner.code
		if outer.frame.future {
			if ch, ok := m.c.onto.ChangeOf("future", inner.code, inner.cameo); ok {
				outer.code, outer.cameo, outer.modes = ch.Type, ch.CAMEO, modeList(ch.Mode)
			} else {
				outer.code = inner.code
			}
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
	if m.role(outer, recipient) < 0 && m.role(outer, partner) < 0 {
		for _, r := range [...]role{recipient, partner} {
			if tok := m.role(inner, r); tok >= 0 {
				outer.extra = append(outer.extra, fill{role: recipient, token: tok})
				break
			}
		}
	}
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
	switch {
	case d.Modality == casus.Planned && d.Polarity == casus.Negative && !k.absorbed:
		if m.turn(k, "refused") {
			d.Polarity, d.Modality = casus.Positive, casus.Realised
			k.verdict.why = append(k.verdict.why, "refusal: will not")
		}
	case d.Modality == casus.Planned && !k.absorbed && d.Commitment != casus.Denied:
		m.turn(k, "future")
	}
}

// turn gives the match the type that the ontology has for the change; false where it has none.
func (m *matcher) turn(k *match, change string) bool {
	ch, ok := m.c.onto.ChangeOf(change, k.code, k.cameo)
	if !ok {
		return false
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
	w := k.frame.weight
	v := &k.view
	switch {
	case v.nominal && v.light == nil:
		w *= 0.62
		if len(k.fills) == 0 {
			w *= 0.55
		}
	case m.role(k, actor) < 0 && m.role(k, recipient) < 0:
		w *= 0.6
	case m.role(k, actor) < 0:
		w *= 0.85
	}
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

// place is the factor for where in the sentence an event is told: in its main clause, in what somebody says, or aside.
func (m *matcher) place(i int) float64 {
	w := 1.0
	for range 12 {
		tok := &m.t.Tokens[i]
		if tok.Head < 0 {
			return w
		}
		switch tok.Rel.Base() {
		case ling.Conj:
			w *= 0.97
		case ling.Ccomp, ling.Parataxis:
			w *= 0.97
		case ling.Xcomp:
			w *= 0.9
		case ling.Advcl:
			w *= 0.82
		case ling.Acl:
			w *= 0.72
		case ling.Obj:
			w *= 0.9
		case ling.Nsubj:
			w *= 0.88
		case ling.Obl, ling.Nmod:
			w *= 0.8
		case ling.Amod, ling.Compound:
			w *= 0.6
		case ling.Appos:
			w *= 0.75
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
				if y.conf >= x.conf*0.75 {
					x.absorbed = true
				} else {
					y.absorbed = true
				}
			}
		}
	}
}
