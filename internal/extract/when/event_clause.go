package when

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// behindTime is the time that stands right before a clause with "when": "in January 1996, when each sent commandos".
func (c *clock) behindTime(i, depth int) *casus.When {
	if c.t.Tokens[i].UPOS != ling.VERB {
		return nil
	}
	for _, k := range c.t.Children(i) {
		if int(k) > i || c.t.Lemma(int(k)) != "when" {
			continue
		}
		end := int(k)
		for end > 0 && (c.t.Tokens[end-1].Form == "," || c.t.Tokens[end-1].UPOS == ling.ADP) {
			end--
		}
		for j := range c.times {
			w := &c.times[j]
			if c.at[j].last != end || c.at[j].sentence != c.t.SentenceOf(i) || w.Type == casus.TimexDuration || c.planned(w) {
				continue
			}
			return c.stretchOf(j, depth)
		}
	}
	return nil
}

// calledFor is the coming day that a call names for what it calls for: "called for rallies next Saturday".
func (c *clock) calledFor(i, depth int) *casus.When {
	k, h := c.t.ChildBy(i, ling.Case), c.t.Head(i)
	if k < 0 || h < 0 || c.t.Lemma(k) != "for" || !c.t.Tokens[i].UPOS.Nominal() {
		return nil
	}
	if w, ok := c.e.lex.forms[c.t.Tokens[h].Form]; !ok || w.mask&(1<<cAim) == 0 {
		return nil
	}
	for j := range c.times {
		p := &c.at[j]
		if p.sentence == c.t.SentenceOf(i) && p.first > i && c.planned(&c.times[j]) && c.modifies(p, h) {
			return c.copyOf(j, depth)
		}
	}
	return nil
}

// stretchOf is time i for something within it, whatever "until" or "since" before it makes of it for its own verb.
func (c *clock) stretchOf(i, depth int) *casus.When {
	w := c.copyOf(i, depth)
	if w != nil && (w.From == "" || w.Until == "") {
		if from, until, ok := valueDays(w.Value); ok {
			w.From, w.Until = from, until
		}
	}
	return w
}

// valueDays are the first and the last day of a TIMEX3 value that is a year, a month or a day.
func valueDays(v string) (from, until string, ok bool) {
	for i := range len(v) {
		if !digit(v[i]) && v[i] != '-' {
			return "", "", false
		}
	}
	switch len(v) {
	case len("2006"):
		return v + "-01-01", v + "-12-31", true
	case len("2006-01"):
		m := month(atoi(v[:4]), atoi(v[5:7]))
		return m.from.String(), m.until.String(), true
	case len("2006-01-02"):
		return v, v, true
	}
	return "", "", false
}

// since is what goes on from the time of a clause with "since": "have been killed since fighting erupted on 15 April".
func (c *clock) since(i, depth int) *casus.When {
	if !c.perfectPresent(i) {
		return nil
	}
	for _, k := range c.t.ChildrenBy(i, ling.Advcl) {
		m := c.t.ChildBy(k, ling.Mark, ling.Case)
		if m < 0 || m > k || c.t.Lemma(m) != "since" {
			continue
		}
		w := c.near(k, depth)
		if w == nil || w.From == "" || w.Basis == casus.BasisEvent || c.planned(w) {
			continue
		}
		w.Until = ""
		return w
	}
	return nil
}

// behind is the time that ends the phrases right behind a noun or a verb told as past, with no verb, stop or joining word
// between, whatever the tree hangs it on: "freed after a hearing in May", "fired shells at a depot overnight".
func (c *clock) behind(i, depth int) *casus.When {
	noun := c.t.Tokens[i].UPOS == ling.NOUN
	if !noun && (!c.past(i) || c.says(i)) {
		return nil
	}
	for k := range c.times {
		w, p := &c.times[k], &c.at[k]
		if p.sentence != c.t.SentenceOf(i) || p.first <= i || !w.Known() || w.Type == casus.TimexDuration {
			continue
		}
		if noun && c.start(p)-i > maxBehind || !c.loose(p) || c.planned(w) || !c.straight(i, p) {
			return nil
		}
		return c.copyOf(k, depth)
	}
	return nil
}

// maxBehind is how many words may stand between a noun and the time that is its own.
const maxBehind = 6

// straight reports whether only phrases lie between token i and the time, none of them another happening.
func (c *clock) straight(i int, p *place) bool {
	for k := i + 1; k < c.start(p); k++ {
		tok := &c.t.Tokens[k]
		switch tok.UPOS {
		case ling.VERB, ling.AUX, ling.SCONJ, ling.PUNCT, ling.PRON:
			return false
		}
		if tok.Rel.Base() == ling.Mark || c.e.happening(tok.Lemma) {
			return false
		}
	}
	return true
}

// alongside is the time of a participle that stands before the verb with its own subject's doing, "meeting in the capital on
// Thursday, leaders called", or of a bare infinitive that the verb lets happen, "were let go on Monday".
func (c *clock) alongside(i, depth int) *casus.When {
	if c.t.Tokens[i].UPOS != ling.VERB {
		return nil
	}
	for _, k := range c.t.ChildrenBy(i, ling.Advcl, ling.Xcomp) {
		tok := &c.t.Tokens[k]
		doing := tok.Rel == ling.Advcl && tok.XPOS == ling.VBG && k < i
		lets := tok.Rel == ling.Xcomp && tok.XPOS == ling.VB && k == i+1
		if !doing && !lets || c.t.ChildBy(k, ling.Mark, ling.Nsubj, ling.Aux) >= 0 {
			continue
		}
		if w := c.attached(k, k, depth); w != nil && (lets || singleDay(w)) {
			return w
		}
	}
	return nil
}
