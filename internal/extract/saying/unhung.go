package saying

import (
	"github.com/casus-project/casus/internal/ling"
)

// What is said where the tree hung it on another word: the words "that", "whether" and "how" behind a verb of saying still
// lead to it.

// unhungContent is the content of the verb at i by the order of the words, for verbs whose complement the tree did not give
// them: a clause behind a verb of reporting, the question behind "asked", or, of "as the paper noted", the clause beside it.
func (p *page) unhungContent(i int, c *cue, passive bool) complement {
	none := complement{prep: -1}
	if p.quoted(i) >= 0 && !passive || !c.has("that") {
		return none
	}
	if r := p.question(i, c); !r.empty() {
		return complement{frame: "that", parts: []run{r}, prep: -1}
	}
	if passive {
		return none
	}
	if parts := p.asClause(i, i+1, c); len(parts) > 0 {
		return complement{frame: "that", parts: parts, prep: -1}
	}
	group := p.verbGroup(i, -1)
	if p.reports(i, c) && !p.governs(i, c) {
		if r := p.rest(i, group); !r.empty() {
			return complement{frame: "that", parts: []run{r}, prep: -1}
		}
	}
	sent := p.sentence(i)
	if k := p.opener(group.last, sent.last, c.has("tell")); k >= 0 {
		if r := p.split(p.trim(run{k, sent.last}), i); r.last-r.first > 2 && p.clausal(r) {
			return complement{frame: "that", parts: []run{r}, prep: -1}
		}
	}
	if r := p.anything(i, c, group, sent); !r.empty() {
		return complement{frame: "that", parts: []run{r}, prep: -1}
	}
	return none
}

// governs reports whether an object of the verb at i follows that is a thing, not a clause: "found a seat".
func (p *page) governs(i int, c *cue) bool {
	o := p.object(i)
	return o > i && !c.has("bare", "tell", "person") && !p.clausal(p.below(o))
}

// anything is what stands behind or before a finite verb that only ever says something, whatever the tree made of it: "would
// not say why", "said no", "…, people close to her say".
func (p *page) anything(i int, c *cue, group, sent run) run {
	if !p.reports(i, c) || !c.has("bare") {
		return run{}
	}
	if r := p.trim(run{group.last, sent.last}); !r.empty() {
		if !p.tellsOf(r) {
			return run{}
		}
		return r
	}
	return p.trim(run{sent.first, p.beside(i).first})
}

// opener is the first token from i on that opens a clause with "that", or, where asked for, with a word such as "how": only
// phrases may stand before it, no verb in a tense and no mark. −1 for none.
func (p *page) opener(i, last int, wh bool) int {
	for k := i; k < last; k++ {
		tok := &p.t.Tokens[k]
		switch {
		case p.word(k) == "that" && (tok.UPOS == ling.SCONJ || tok.Rel == ling.Mark):
			return k
		case wh && (tok.XPOS == ling.WRB || p.word(k) == "what" || p.word(k) == "whether"):
			return k
		case p.bounds(k) || p.ends(k) || p.relative(k) || tok.XPOS.Finite() && !tok.UPOS.Nominal():
			return -1
		}
	}
	return -1
}

// question is what somebody was asked in a clause without a subject: "asked whether …", "when asked about …". It ends at the
// first comma outside quotations.
func (p *page) question(i int, c *cue) run {
	tok := &p.t.Tokens[i]
	if !c.has("person") || !c.has("that") || tok.XPOS != ling.VBN && tok.XPOS != ling.VBD || p.ownSubject(i) >= 0 || p.t.ChildBy(i, ling.Aux, ling.AuxPass) >= 0 {
		return run{}
	}
	first := i
	for first > 0 && p.t.Tokens[first-1].UPOS == ling.ADV && p.word(first-1) != "when" {
		first--
	}
	sent := p.sentence(i)
	if first > sent.first && p.word(first-1) != "when" {
		return run{}
	}
	for k := i + 1; k < min(sent.last, i+12); k++ {
		w := p.word(k)
		wh := p.t.Tokens[k].XPOS == ling.WRB || p.relative(k) || w == "if" || w == "whether"
		if !wh && w != "about" {
			if p.bounds(k) || p.ends(k) {
				break
			}
			continue
		}
		end := k
		for end < sent.last && (p.t.Word(end) != "," && !p.ends(end) || p.quoted(end) >= 0) {
			end++
		}
		return p.trim(run{k, end})
	}
	return run{}
}

// asClause is what a clause such as "as the paper recently noted" vouches for: the clause that it stands beside. Its verb, at i,
// or the phrase that begins there, ends before token end.
func (p *page) asClause(i, end int, c *cue) []run {
	m := p.t.ChildBy(i, ling.Mark)
	if m < 0 || m > i || p.word(m) != "as" || p.rel(i) != ling.Advcl || !c.has("quote") || p.ownSubject(i) < 0 {
		return nil
	}
	for _, k := range p.t.Children(i) {
		if int(k) >= end && p.t.Tokens[k].UPOS != ling.PUNCT && p.t.Tokens[k].Rel.Base() != ling.Obl && p.t.Tokens[k].Rel != ling.Advmod {
			return nil
		}
	}
	h := p.t.Head(i)
	if h < 0 || !p.fenced(p.below(i)) {
		return nil
	}
	return p.runs(p.collect(h, i))
}

// fenced reports whether a comma bounds the range, before it or behind it.
func (p *page) fenced(r run) bool {
	return r.first > 0 && p.t.Word(r.first-1) == "," || p.t.Word(r.first) == "," ||
		r.last < len(p.t.Tokens) && p.t.Word(r.last) == "," || p.t.Word(r.last-1) == ","
}

// onlyBehind drops pieces of content before the verb at i that reach to it, where another stands behind it: they are its
// subject, which the tree gave to the clause behind.
func (p *page) onlyBehind(parts []run, i int) []run {
	n := len(parts)
	if n < 2 || parts[n-1].first <= i {
		return parts
	}
	at := p.beside(i).first
	for k, r := range parts {
		if r.last <= i && r.last >= at-1 && p.quoted(i-1) < 0 && !closes(p.t.Word(at-1)) {
			return parts[k+1:]
		}
	}
	return parts
}

// borrow gives the verb at i the subject of the verb before it, where the tree took one from what is said: "she said, adding
// that he …".
func (p *page) borrow(d *draft, i int, passive bool) {
	if passive || d.speaker.empty() || p.t.Tokens[i].XPOS != ling.VBG {
		return
	}
	inside := false
	for _, r := range d.parts {
		inside = inside || r.first > i && r.contains(d.speaker)
	}
	if !inside {
		return
	}
	sent := p.sentence(i)
	for k := i - 1; k >= max(0, sent.first-3); k-- {
		if p.quoted(k) >= 0 || !p.t.Tokens[k].XPOS.Finite() {
			continue
		}
		if s := p.ownSubject(k); s >= 0 && s < k {
			d.speaker = p.speaker(s, k)
			return
		}
	}
	d.speaker = run{}
}

// tellsOf reports whether a range holds a name, a noun, a verb, a question word or a "yes", not only such as "no more".
func (p *page) tellsOf(r run) bool {
	for k := r.first; k < r.last; k++ {
		switch tok := &p.t.Tokens[k]; tok.UPOS {
		case ling.NOUN, ling.PROPN, ling.VERB, ling.AUX, ling.INTJ:
			return true
		default:
			if tok.XPOS == ling.WRB {
				return true
			}
		}
	}
	return false
}
