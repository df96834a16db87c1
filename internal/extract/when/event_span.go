package when

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// lasted is the time of something that a duration measures up to the day of its verb: "signed on Sunday after three days of
// talks". The days are those of the duration and the day of the verb, as news counts them.
func (c *clock) lasted(i, depth int) *casus.When {
	k := c.t.ChildBy(i, ling.Case, ling.Mark)
	if k < 0 || k > i || c.t.Lemma(k) != "of" {
		return nil
	}
	return c.measured(c.t.Head(i), -1, depth)
}

// within is the time of something that is to be done in so many days from the day of the verb above: "told him this morning
// to leave within 48 hours".
func (c *clock) within(i, depth int) *casus.When {
	if x := c.t.Tokens[i].XPOS; x != ling.VB && x != ling.VBN || c.t.ChildBy(i, ling.Aux) >= 0 {
		return nil
	}
	for _, k := range c.t.ChildrenBy(i, ling.Obl) {
		if m := c.t.ChildBy(k, ling.Case); m >= 0 && c.t.Lemma(m) == "within" {
			return c.measured(k, 1, depth)
		}
	}
	return nil
}

// measured is the time that the duration headed by token i covers from the day of the verb above it, back or ahead; nil
// where token i heads none of days or more, or the verb has no day of its own.
func (c *clock) measured(i, dir, depth int) *casus.When {
	if i < 0 || depth > maxAsked {
		return nil
	}
	for k := range c.times {
		w, p := &c.times[k], &c.at[k]
		if w.Type != casus.TimexDuration || w.Known() && w.Basis != casus.BasisPublication || i < p.first || i >= p.last {
			continue
		}
		n, unit, vague := parsePeriod(w.Value)
		from, until, ok := c.hostDays(k, -1, depth)
		if vague || !ok || from != until {
			return nil
		}
		end, ok := moved(from, dir, n, unit)
		if !ok {
			return nil
		}
		out := *w
		out.From, out.Until = min(from, end).String(), max(from, end).String()
		out.Basis, out.Anchor = casus.BasisEvent, casus.Span{}
		return &out
	}
	return nil
}

// upToToday cuts a week or less that holds the day of publication: what is told as done was done by then, what is still to be
// done comes after.
func (c *clock) upToToday(w *casus.When, trigger int) {
	day := c.t.Doc.PublishedDate()
	n := len(day)
	if day == "" || coarser(w.Grain, casus.Week) || len(w.From) < n || len(w.Until) < n || w.From[:n] >= day || w.Until[:n] <= day {
		return
	}
	if c.happened(trigger) || c.t.Tokens[trigger].UPOS == ling.NOUN && c.toldPast(trigger) {
		w.Until = day
	}
}

// toldPast reports whether the verb above a noun tells of what was.
func (c *clock) toldPast(noun int) bool {
	for h, steps := c.t.Head(noun), 0; h >= 0 && steps < 4; h, steps = c.t.Head(h), steps+1 {
		if c.t.Tokens[h].UPOS == ling.VERB {
			return c.past(h) || c.perfectPresent(h)
		}
	}
	return false
}
