package when

import (
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// stamp is the clock time that the entry of a live report begins with, for what the entry tells in its own voice as done or
// going on: "13:20 Police answer with pepper spray."
func (c *clock) stamp(trigger int) *casus.When {
	switch r := c.t.Tokens[trigger].Rel.Base(); {
	case !c.toldHere(trigger):
		return nil
	case c.t.Tokens[trigger].UPOS != ling.VERB && r != ling.Root && r != ling.Appos && r != ling.Conj && r != ling.Parataxis:
		return nil
	}
	s := c.t.SentenceOf(trigger)
	for i := len(c.times) - 1; i >= 0; i-- {
		p := &c.at[i]
		if p.sentence != s || p.first > trigger || !p.stamp {
			continue
		}
		if w := c.times[i]; w.Known() && len(w.From) > len(time.DateOnly) {
			return &w
		}
		return nil
	}
	return nil
}

// isStamp reports whether time i is a clock time in figures that opens a sentence, or follows a stop, with no comma behind.
func (c *clock) isStamp(i int) bool {
	p := &c.at[i]
	text := c.times[i].Text
	if p.first >= p.last || p.last >= len(c.t.Tokens) || len(text) < len("9:30") || len(text) > len("23:59") || !digit(text[0]) || !digit(text[len(text)-1]) {
		return false
	}
	if p.first != c.t.Sents[p.sentence].First {
		if f := c.t.Tokens[p.first-1].Form; f != "." && f != "!" && f != "?" && f != ";" {
			return false
		}
	}
	switch c.t.Tokens[p.last].Form {
	case ",", ".", ")":
		return false
	}
	return true
}

// otherEntry reports whether token i stands in another entry of a live report than the one that the stamp opens.
func (c *clock) otherEntry(stamp *place, i int) bool {
	if i < stamp.first {
		return true
	}
	for k := range c.at {
		if p := &c.at[k]; p.stamp && p.first > stamp.first && p.first <= i {
			return true
		}
	}
	return false
}

// toldHere reports whether the token stands in the main clause, or one joined to it, and tells no future.
func (c *clock) toldHere(i int) bool {
	for steps := 0; i >= 0 && steps < 8; steps++ {
		tok := &c.t.Tokens[i]
		if tok.UPOS == ling.VERB && (c.t.Modal(i) || c.pastPerfect(i)) {
			return false
		}
		switch tok.Rel.Base() {
		case ling.Root:
			return true
		case ling.Conj, ling.Parataxis, ling.Appos, ling.Nsubj, ling.Obj, ling.Compound, ling.Dep, ling.Dislocated:
			if tok.Rel.Base() == ling.Obj && steps > 0 {
				return false
			}
		default:
			return false
		}
		i = c.t.Head(i)
	}
	return false
}
