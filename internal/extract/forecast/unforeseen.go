package forecast

import (
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// What follows tells clauses and words that foresee nothing, though they are told in words that may.

// purpose reports whether the clause says what something is done for, or what somebody asks himself: "so that the wounded could be
// moved", "wondered whether anyone could read".
func (p *page) purpose(i int) bool {
	for _, c := range p.t.ChildrenBy(i, ling.Mark, ling.Advmod) {
		switch p.lemma(c) {
		case "whether":
			return true
		case "so":
			return p.t.Word(c+1) == "that"
		case "that":
			return c > 0 && (strings.EqualFold(p.t.Word(c-1), "so") || strings.EqualFold(p.t.Word(c-1), "order"))
		}
	}
	return false
}

// asksWho reports whether the clause leaves open who: "nobody knows who will win".
func (p *page) asksWho(i int) bool {
	s := p.t.ChildBy(i, ling.Nsubj, ling.NsubjPass)
	return s >= 0 && p.t.Tokens[i].Rel != ling.AclRelcl && (p.lemma(s) == "who" || p.lemma(s) == "whoever")
}

// able reports whether "could" tells what people were able to see, hear or feel.
func (p *page) able(i int) bool {
	_, ok := p.f.cues.of(p.lemma(i), "no-could")
	return ok
}

// nobody reports whether the subject is negated: "neither account could be verified".
func (p *page) nobody(i int) bool {
	s := p.t.ChildBy(i, ling.Nsubj, ling.NsubjPass)
	if s < 0 {
		return false
	}
	first, _ := p.t.Subtree(s)
	switch strings.ToLower(p.t.Word(first)) {
	case "neither", "none", "nobody", "no", "nothing":
		return true
	}
	return false
}

// wish reports whether the verb after "would" makes it a wish or an opinion: "would like", "I would think".
func (p *page) wish(i int) bool {
	_, ok := p.f.cues.of(p.lemma(i), "no-would")
	return ok
}

// musing reports whether a clause with "may", "could" or "would" tells what is thinkable rather than what is to come: a
// relative clause, a state, something about "you", "one" or the speaker alone.
func (p *page) musing(i int) bool {
	tok := &p.t.Tokens[i]
	if tok.Rel == ling.AclRelcl || p.t.ChildBy(i, ling.Cop) >= 0 {
		return true
	}
	s := p.t.ChildBy(i, ling.Nsubj, ling.NsubjPass)
	if s < 0 {
		return false
	}
	switch p.lemma(s) {
	case "you", "one", "i", "who", "which", "that", "what":
		return true
	}
	return false
}

// toldAsPast reports whether the clause has a past verb and no modal, so that it tells what was.
func (p *page) toldAsPast(i int) bool {
	modal, past := false, p.t.Tokens[i].XPOS == ling.VBD
	for _, c := range p.t.Children(i) {
		tok := &p.t.Tokens[c]
		if tok.XPOS == ling.MD {
			modal = true
		}
		if tok.Rel.Base() == ling.Aux && tok.Lemma == "have" || tok.XPOS == ling.VBD && (tok.Rel.Base() == ling.Cop || tok.Rel.Base() == ling.Aux) {
			past = true
		}
	}
	return past && !modal
}

// toldAsPresent reports whether the clause is a state of now: "swear that the two have nothing in common". What is to come may be told
// in the present tense too, with a word of time.
func (p *page) toldAsPresent(i int) bool {
	state := p.t.ChildBy(i, ling.Cop) >= 0 || p.lemma(i) == "have"
	for _, c := range append(p.t.ChildrenBy(i, ling.Aux, ling.AuxPass, ling.Cop), i) {
		switch p.t.Tokens[c].XPOS {
		case ling.MD, ling.TO:
			return false
		}
	}
	return state
}

// undecided reports whether "whether" stands behind the word: "not sure whether to cheer".
func (p *page) undecided(i int) bool { return strings.EqualFold(p.t.Word(i+1), "whether") }

// before reports whether the word speaks of what was foreseen before the time that is told of: "had been expected to win".
func (p *page) before(i int) bool {
	return slices.ContainsFunc(p.t.ChildrenBy(i, ling.Aux), func(c int) bool { return p.lemma(c) == "have" && p.t.Tokens[c].XPOS == ling.VBD })
}

// happening reports whether a noun tells something that happens: "reckons on a truce", not "on three hundred climbers".
func (p *page) happening(i int) bool {
	span := p.t.Tokens[i].Span
	for k := range p.mentions {
		if p.mentions[k].Trigger.Overlaps(span) {
			return true
		}
	}
	_, ok := p.f.types[p.lemma(i)]
	return ok
}

// past reports whether the verb is told as past: a preterite, or "had" before it.
func (p *page) past(i int) bool {
	return p.t.Tokens[i].XPOS == ling.VBD || p.before(i)
}
