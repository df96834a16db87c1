package when

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// place is where a time stands in the trees.
type place struct {
	first, last, head int
	up                int // what it hangs on
	sentence          int
	anchor            int  // of a time that counts from an event, the head of that event's words; -1 for others
	stamp             bool // a clock time that opens an entry of a live report
}

func (c *clock) locate() {
	c.at = make([]place, len(c.times))
	for i := range c.times {
		p := &c.at[i]
		p.first, p.last = c.t.TokensIn(c.times[i].Span)
		p.head, p.up, p.sentence, p.anchor = -1, -1, -1, -1
		if p.first >= p.last {
			continue
		}
		p.sentence = c.t.SentenceOf(p.first)
		p.head = p.first
		if a := c.times[i].Anchor; !a.Empty() {
			p.anchor = c.headOf(a)
		}
		p.head = c.outward(p.first, p.last)
		p.up = c.host(p)
		p.stamp = c.times[i].Type == casus.TimexTime && c.isStamp(i)
	}
}

// host is what a time hangs on: the head of its head, unless its place in the row of words says more than the tree. A time
// before the "and" of a clause hangs on the clause before: "fought in the city overnight, and 26 people have died".
func (c *clock) host(p *place) int {
	if v := c.opened(p); v >= 0 {
		return v
	}
	up := c.t.Head(p.head)
	if v := c.preverbal(p, up); v >= 0 {
		return v
	}
	if v := c.opening(p, up); v >= 0 {
		return v
	}
	for up >= 0 && p.last <= up && c.t.Tokens[up].Rel.Base() == ling.Conj {
		k := c.t.ChildBy(up, ling.Cc)
		if k < p.last || c.t.Head(up) < 0 || c.t.Head(up) >= p.first {
			break
		}
		up = c.t.Head(up)
	}
	return up
}

// start is the first token of the phrase of a time, with its preposition: "in" of "in April".
func (c *clock) start(p *place) int {
	k := p.first
	for k > 0 && (c.t.Tokens[k-1].UPOS == ling.ADP || c.t.Tokens[k-1].UPOS == ling.DET) && c.t.Tokens[k-1].Rel.Base() != ling.Mark {
		k--
	}
	return k
}

// opened is the verb of the clause that begins right before the time, -1 where none does: "who in June had met the rebels",
// "predict that by Friday he will go", "and in June the ships came back".
func (c *clock) opened(p *place) int {
	k := c.start(p) - 1
	if k < 0 || c.t.SentenceOf(k) != p.sentence {
		return -1
	}
	tok := &c.t.Tokens[k]
	v := int(tok.Head)
	if v < p.last || c.t.Tokens[v].UPOS != ling.VERB {
		return -1
	}
	switch tok.XPOS {
	case ling.WP, ling.WDT, ling.WRB:
		return v
	}
	switch tok.Rel.Base() {
	case ling.Mark:
		return v
	case ling.Cc:
		if c.t.Tokens[v].Rel.Base() == ling.Conj {
			return v
		}
	}
	return -1
}

// opening is the participle that a sentence begins with, for a time between it and the subject that the tree hangs on the main
// verb, -1 where there is none: "Born in a village on 2 May 1950, he became a teacher".
func (c *clock) opening(p *place, up int) int {
	k := c.t.Sents[p.sentence].First
	tok := &c.t.Tokens[k]
	if up < p.last || k >= p.first || tok.XPOS != ling.VBN && tok.XPOS != ling.VBG || tok.Rel != ling.Advcl || int(tok.Head) != up {
		return -1
	}
	if n := c.t.ChildBy(up, ling.Nsubj, ling.NsubjPass); n < p.last {
		return -1
	}
	return k
}

// ofOpening reports whether the time is that of a past participle that the sentence of token i begins with.
func (c *clock) ofOpening(p *place, i int) bool {
	k := c.t.Sents[p.sentence].First
	return p.up == k && k != i && c.t.Tokens[k].XPOS == ling.VBN && c.t.Tokens[k].Rel == ling.Advcl
}

// preverbal is the verb right behind a time that the tree hangs on the last noun of its subject, -1 where there is none: "a
// court in the city on Saturday jailed five".
func (c *clock) preverbal(p *place, up int) int {
	if up < 0 || up >= p.first || !c.t.Tokens[up].UPOS.Nominal() || c.e.happening(c.t.Tokens[up].Lemma) {
		return -1
	}
	if r := c.t.Tokens[p.head].Rel.Base(); r == ling.Compound || r == ling.Amod {
		return -1
	}
	switch k := c.start(p); {
	case k < p.first && c.t.Lemma(k) == "of":
		return -1
	case k == p.first && c.t.Tokens[k].UPOS == ling.NUM:
		return -1 // "the Reform Bill 2019 passed"
	}
	v := p.last
	for v < len(c.t.Tokens) && (c.t.Tokens[v].UPOS == ling.AUX || c.t.Tokens[v].UPOS == ling.ADV) {
		v++
	}
	if v >= len(c.t.Tokens) || c.t.Tokens[v].UPOS != ling.VERB || c.t.SentenceOf(v) != p.sentence {
		return -1
	}
	if k := c.t.ChildBy(v, ling.Nsubj, ling.NsubjPass); k < 0 || k > up || !c.t.Below(up, k) {
		return -1
	}
	return v
}

// outward is the token of [first, last) whose head lies outside: of several, which only a broken tree has, the last that
// can stand for the whole, so that "last" is not taken for the head of "last night".
func (c *clock) outward(first, last int) int {
	best := -1
	for k := first; k < last; k++ {
		if h := c.t.Head(k); h >= first && h < last {
			continue
		}
		if c.t.SentenceOf(k) != c.t.SentenceOf(first) {
			break // a sentence that was cut off in the middle of a date
		}
		switch c.t.Tokens[k].Rel.Base() {
		case ling.Det, ling.Amod, ling.Compound, ling.Nummod, ling.Case, ling.Punct:
			if best < 0 {
				best = k
			}
		default:
			best = k
		}
	}
	return max(best, first)
}

// headOf is the token of the span whose head lies outside it.
func (c *clock) headOf(s casus.Span) int {
	first, last := c.t.TokensIn(s)
	for k := first; k < last; k++ {
		if h := c.t.Head(k); (h < first || h >= last) && c.t.Tokens[k].UPOS != ling.PUNCT {
			return k
		}
	}
	return -1
}
