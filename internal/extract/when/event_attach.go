package when

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// attached is the best time that modifies node: the nearest of the usable ones.
func (c *clock) attached(node, trigger, depth int) *casus.When {
	best, rank := -1, 1<<30
	sentence := c.t.SentenceOf(node)
	for i := range c.times {
		p := &c.at[i]
		if p.sentence != sentence || p.anchor == trigger || p.stamp && c.otherEntry(p, trigger) {
			continue
		}
		if p.anchor >= 0 { // "hours after the capture" dates what the capture hangs on, whatever "hours" hangs on
			if c.t.Head(p.anchor) != node {
				continue
			}
		} else if !c.modifies(p, node) {
			continue
		}
		if node != trigger && c.t.Tokens[node].Rel.Base() != ling.Conj && c.behindConjunct(p, node, trigger) && !c.sameScene(node, trigger) {
			continue
		}
		if c.planned(&c.times[i]) && (c.past(node) || c.perfectPresent(node) && !c.setFor(p)) && (node == trigger || c.t.Tokens[trigger].Rel.Subject()) {
			continue // "proposed talks on 15 January" told before that day: the talks', not the proposal's
		}
		r := c.rank(i, node)
		if r < rank {
			best, rank = i, r
		}
	}
	if best < 0 {
		return nil
	}
	return c.copyOf(best, depth)
}

// setFor reports whether the time is the day that something is set for: "has been summoned for Monday", "has
// dropped its duties from Saturday".
func (c *clock) setFor(p *place) bool {
	return p.first > 0 && (c.t.Lemma(p.first-1) == "for" || c.t.Lemma(p.first-1) == "from")
}

// rank orders times: those with dates before others, days before longer stretches, nearer ones first.
func (c *clock) rank(i, node int) int {
	w := &c.times[i]
	r := c.at[i].head - node
	if r < 0 {
		r = -r
	}
	switch {
	case w.Basis == casus.BasisEvent:
		r += 100
	case !w.Known():
		r += 10000
	case w.Type == casus.TimexDuration:
		r += 1000
	}
	return r
}

// usable reports whether the time can be that of an event at all.
func usable(w *casus.When) bool {
	if w.Type == casus.TimexSet || strings.HasSuffix(w.Value, "_REF") && w.Value != "PRESENT_REF" {
		return false
	}
	return w.Type != casus.TimexDuration || w.Known() || w.Basis == casus.BasisEvent
}

// modifies reports whether the time at p depends on node, directly or through words that only carry it.
func (c *clock) modifies(p *place, node int) bool {
	h := p.head
	for steps := 0; h >= 0 && steps < 6; steps++ {
		tok := &c.t.Tokens[h]
		up := int(tok.Head)
		if steps == 0 {
			up = p.up
		}
		if steps == 0 && up == node && tok.Rel != ling.Root {
			return true // whatever the tree takes the words of the time for
		}
		switch tok.Rel.Base() {
		case ling.Obl, ling.Nmod, ling.Advmod, ling.Appos, ling.Amod, ling.Compound, ling.Nummod, ling.Conj, ling.Dep,
			ling.Flat, ling.Obj, ling.Dislocated, ling.Parataxis:
		default:
			if up != node || tok.Rel.Clausal() {
				return false
			}
		}
		if up == node {
			return true
		}
		if up < 0 || !c.carrier(up) {
			return false
		}
		h = up
	}
	return false
}

// carrier reports whether the token is part of a time, so that what hangs on it hangs on what it modifies.
func (c *clock) carrier(i int) bool {
	for k := range c.at {
		if c.at[k].first <= i && i < c.at[k].last {
			return true
		}
	}
	return false
}

// behindConjunct reports whether the time stands after another conjunct than the trigger's, and so belongs to that one.
func (c *clock) behindConjunct(p *place, node, trigger int) bool {
	return p.first > node && trigger > p.first && c.conjunctBehind(trigger, node, p.first)
}

// sameScene reports whether the trigger is the next verb of node's subject, told in one breath: "fired on a church over
// the weekend and wounded five", unlike "and later fled".
func (c *clock) sameScene(node, trigger int) bool {
	tok := &c.t.Tokens[trigger]
	return tok.UPOS == ling.VERB && tok.Rel.Base() == ling.Conj && c.t.Head(trigger) == node && tok.XPOS == c.t.Tokens[node].XPOS &&
		c.t.ChildBy(trigger, ling.Nsubj, ling.NsubjPass, ling.Aux, ling.Advmod) < 0
}

// conjunctBehind reports whether token i stands in a conjunct of node that comes behind token at.
func (c *clock) conjunctBehind(i, node, at int) bool {
	for k := i; k >= 0 && k != node; k = c.t.Head(k) {
		if c.t.Tokens[k].Rel.Base() == ling.Conj && c.t.Head(k) == node {
			return k > at
		}
	}
	return false
}

// copyOf is time i for an event: both ends of an interval together; an anchor event is asked for its own time.
func (c *clock) copyOf(i, depth int) *casus.When {
	w := c.times[i]
	if !usable(&w) {
		return nil
	}
	c.joined(&w, i)
	for _, k := range []int{i - 1, i + 1} {
		if k >= 0 && k < len(c.times) && w.From != w.Until && c.times[k].From == w.From && c.times[k].Until == w.Until &&
			c.at[k].sentence == c.at[i].sentence && c.times[k].Value != w.Value {
			w.Span = w.Span.Union(c.times[k].Span)
			w.Text = w.Span.Of(c.t.Doc.Text)
		}
	}
	if w.Basis == casus.BasisEvent && !w.Anchor.Empty() {
		c.fromEvent(&w, depth)
	}
	if !w.Known() {
		c.sameDay(&w, i)
	}
	if !w.Known() {
		return nil
	}
	return &w
}
