package when

import (
	"slices"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// beside is the one day that a sentence names, for a verb told as past that nothing parts from it: the words alone decide,
// for where several verbs and phrases stand together the tree often hangs the day on the wrong one. A day in front holds
// for the verbs joined after it ("burst in on Friday and took away twelve"); a day behind for the last verb before it.
func (c *clock) beside(i, depth int) *casus.When {
	if !c.past(i) && !c.perfectPresent(i) || c.says(i) || c.displaced(i) {
		return nil
	}
	s := c.t.SentenceOf(i)
	found := -1
	for k := range c.times {
		w := &c.times[k]
		if c.at[k].sentence != s || !w.Known() && w.Type == casus.TimexDuration {
			continue
		}
		if !singleDay(w) || c.planned(w) || !c.loose(&c.at[k]) {
			return nil
		}
		if found >= 0 && c.times[found].From[:len(time.DateOnly)] != w.From[:len(time.DateOnly)] {
			return nil
		}
		if found < 0 || apart(c.at[k].head, i) < apart(c.at[found].head, i) {
			found = k
		}
	}
	if found < 0 || c.parted(i, &c.at[found]) || c.ofOpening(&c.at[found], i) {
		return nil
	}
	return c.copyOf(found, depth)
}

// singleDay reports whether the time is one day or lies within one.
func singleDay(w *casus.When) bool {
	n := len(time.DateOnly)
	return w.Type != casus.TimexSet && w.Basis != casus.BasisEvent && len(w.From) >= n && len(w.Until) >= n && w.From[:n] == w.Until[:n]
}

// loose reports whether the words of the time stand as an adverbial, not before a noun: "on Friday", "last night", but not
// "Friday's ruling" or "the Friday prayers".
func (c *clock) loose(p *place) bool {
	if p.first >= p.last {
		return false
	}
	if p.last < len(c.t.Tokens) {
		if next := &c.t.Tokens[p.last]; next.XPOS == ling.POSS {
			return false
		}
	}
	if p.first > 0 {
		switch c.t.Lemma(p.first - 1) {
		case "of", "from", "for", "to", "by", "until", "since", "before", "after", "the", "a", "this", "its":
			return false
		}
	}
	r := c.t.Tokens[p.head].Rel
	return r != ling.NmodPoss && !(r.Base() == ling.Amod || r.Base() == ling.Compound && c.t.Head(p.head) == p.last)
}

// displaced reports whether a word by the verb puts it at another time than what is told beside it.
func (c *clock) displaced(i int) bool {
	for _, k := range c.t.Children(i) {
		switch c.t.Lemma(int(k)) {
		case "later", "subsequently", "since", "previously", "earlier", "eventually", "already", "once", "ever", "then", "meanwhile":
			return true
		}
	}
	return false
}

// parted reports whether a clause of its own, somebody's words, or, where the time stands behind, another verb lies between
// token i and the time.
func (c *clock) parted(i int, p *place) bool {
	first, last := i+1, p.first
	if p.first < i {
		first, last = p.last, i
	}
	for k := first; k < last; k++ {
		tok := &c.t.Tokens[k]
		if tok.XPOS == ling.WP || tok.XPOS == ling.WDT || tok.XPOS == ling.WPS || c.says(k) {
			return true
		}
		if tok.Rel.Base() == ling.Mark && tok.XPOS != ling.TO || k > i && k < p.first && tok.UPOS == ling.VERB {
			return true
		}
		switch tok.Form {
		case ";", ":", "\"", "“", "”", "''", "``", "(", ")", "–", "—":
			return true
		}
		switch tok.Lemma {
		case "after", "before", "since", "until", "because", "although", "though", "but", "unless", "if", "where", "that":
			return true
		}
	}
	return p.first < i && (c.newSubject(i, p.last) || c.inRelative(p.first))
}

// inRelative reports whether a relative clause runs up to token i: "Obama, who left on Friday".
func (c *clock) inRelative(i int) bool {
	for k := i - 1; k >= 0 && c.t.SentenceOf(k) == c.t.SentenceOf(i) && c.t.Tokens[k].Form != ","; k-- {
		switch c.t.Tokens[k].XPOS {
		case ling.WP, ling.WDT, ling.WPS, ling.WRB:
			return true
		}
	}
	return false
}

// newSubject reports whether a verb after the time has a subject of its own that begins after the time, so that the clause
// of the time is not its own: "was held on Friday and a spokesman denied".
func (c *clock) newSubject(i, from int) bool {
	k := c.t.ChildBy(i, ling.Nsubj, ling.NsubjPass)
	if k < from {
		return false
	}
	for j := from; j < k; j++ {
		if c.t.Tokens[j].UPOS == ling.VERB || c.t.Tokens[j].Rel.Base() == ling.Cc {
			return true
		}
	}
	return false
}

// perfectPresent reports whether the verb is in the present perfect, "have burned".
func (c *clock) perfectPresent(i int) bool { return c.haveForm(i, ling.VBZ, ling.VBP) }

// pastPerfect reports whether the verb is in the past perfect, "had burned".
func (c *clock) pastPerfect(i int) bool { return c.haveForm(i, ling.VBD) }

// haveForm reports whether the verb is a participle with "have" in one of the forms.
func (c *clock) haveForm(i int, forms ...ling.Tag) bool {
	return c.t.Tokens[i].XPOS == ling.VBN && slices.ContainsFunc(c.t.ChildrenBy(i, ling.Aux), func(k int) bool {
		return c.t.Tokens[k].Lemma == "have" && slices.Contains(forms, c.t.Tokens[k].XPOS)
	})
}

// asksNow reports whether the verb tells of words about something to come: in no future of its own, with a clause or an
// aim as its complement, "calls for rallies next Saturday", "ask them to leave by noon".
func (c *clock) asksNow(i int) bool {
	tok := &c.t.Tokens[i]
	if tok.UPOS != ling.VERB || !tok.XPOS.Finite() && !c.perfectPresent(i) {
		return false
	}
	for _, k := range c.t.Children(i) {
		switch c.t.Tokens[k].Rel.Base() {
		case ling.Xcomp, ling.Ccomp:
			return true
		case ling.Obl:
			if m := c.t.ChildBy(int(k), ling.Case); m >= 0 && c.t.Lemma(m) == "for" && !c.carrier(int(k)) {
				return true
			}
		}
	}
	return false
}

// apart is how many tokens lie from one to the other.
func apart(i, k int) int { return max(i-k, k-i) }
