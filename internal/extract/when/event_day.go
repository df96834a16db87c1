package when

import (
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// onTheDay gives what was done by a time of the day that day: "by noon the gate was shut" tells of the same day.
func (c *clock) onTheDay(w *casus.When) {
	n := len(time.DateOnly)
	first, _ := c.t.TokensIn(w.Span)
	if w.Type != casus.TimexTime || len(w.Until) < n || w.Basis == casus.BasisEvent || first == 0 {
		return
	}
	before := first - 1
	if c.t.Tokens[before].UPOS == ling.DET && before > 0 {
		before--
	}
	if l := c.t.Lemma(before); l == "by" || l == "before" {
		w.From = w.Until[:n]
	}
}

// happened reports whether the token tells of something as done, not as still to do.
func (c *clock) happened(i int) bool {
	if c.t.Tokens[i].UPOS != ling.VERB {
		return false
	}
	if x := c.t.Tokens[i].XPOS; x == ling.VB || x == ling.VBZ || x == ling.VBP {
		return false
	}
	return !c.t.Modal(i)
}

// joined takes a second day that "and" joins to time i into w: "on Saturday and Sunday", "in August and September".
func (c *clock) joined(w *casus.When, i int) {
	for k := i - 1; k <= i+1; k += 2 {
		if k < 0 || k >= len(c.times) || c.at[k].sentence != c.at[i].sentence {
			continue
		}
		v := &c.times[k]
		a, b := &c.at[min(i, k)], &c.at[max(i, k)]
		if a.last >= b.first || b.first-a.last > 2 || c.t.Lemma(a.last) != "and" || v.Grain != w.Grain || v.Type != w.Type {
			continue
		}
		if b.first-a.last == 2 && c.t.Tokens[a.last+1].UPOS != ling.ADP && c.t.Tokens[a.last+1].UPOS != ling.DET {
			continue
		}
		if v.From == "" || w.From == "" || v.Until == "" || w.Until == "" {
			continue
		}
		w.From, w.Until = min(w.From, v.From), max(w.Until, v.Until)
		w.Span = w.Span.Union(v.Span)
		w.Text = w.Span.Of(c.t.Doc.Text)
		return
	}
}

// sameDay gives a time of the day that names no day ("at dusk", "by nightfall") that of the story: the last single day that
// the text named before, of the days before publication, else the day of publication itself.
func (c *clock) sameDay(w *casus.When, i int) {
	published := c.t.Doc.PublishedDate()
	if published == "" || w.Type != casus.TimexTime || w.Basis != "" || !c.definitePart(i) {
		return
	}
	day, basis := published, casus.BasisPublication
	for k := i - 1; k >= 0 && c.at[i].sentence-c.at[k].sentence <= lookback; k-- {
		if v := &c.times[k]; v.Known() && singleDay(v) && !c.planned(v) {
			day, basis = v.From[:len(time.DateOnly)], casus.BasisNarrative
			break
		}
	}
	w.From, w.Until, w.Basis = day, day, basis
	if p := c.at[i].first; p > 0 {
		switch c.t.Lemma(p - 1) {
		case "since", "after":
			w.Until = ""
		}
	}
}

// definitePart reports whether time i is one moment of a day, not a habit: "at dusk", "by evening", but not "at night".
func (c *clock) definitePart(i int) bool {
	p := &c.at[i]
	if p.first >= p.last || p.sentence < 0 {
		return false
	}
	last := c.t.Lemma(p.last - 1)
	return last != "night" || p.first > 0 && c.t.Lemma(p.first-1) == "by" || c.t.Lemma(p.first) == "the"
}
