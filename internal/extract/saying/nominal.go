package saying

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// noun opens an act on the noun at i: "the claim that …", "his demand for …", "issued a warning about …".
func (p *page) noun(i int) *draft {
	c := p.lex.find("noun", p.low(i))
	if c == nil || p.rel(i) == ling.Compound {
		return nil
	}
	speaker, at := p.nounSpeaker(i)
	found := p.nounContent(i, c, at)
	if len(found.parts) == 0 || found.frame == "p:from" {
		if who, got := p.received(i); len(got.parts) > 0 {
			speaker, found = who, got
		}
	}
	if len(found.parts) == 0 {
		return nil
	}
	d := &draft{parts: found.parts, stance: c.with(found.frame), presumed: found.presumed, speaker: speaker}
	d.rule = "noun " + found.frame
	d.cue = p.nounGroup(i, found.prep)
	p.toDo(d, i)
	if speaker.empty() && found.frame != "that" && found.frame != "inf" && !c.has("open") || d.speaker.overlaps(found.parts[0]) {
		return nil
	}
	return d
}

// received is who speaks with the noun at i of whom: "the bill drew criticism from the clergy".
func (p *page) received(i int) (run, complement) {
	h := p.t.Head(i)
	if h < 0 || h > i || p.rel(i) != ling.Obj || p.passive(h) {
		return run{}, complement{}
	}
	c := p.lex.find("light", p.low(h))
	s, _ := p.subject(h)
	who := p.givers(i + 1)
	if c == nil || !c.has("subj") || s < 0 || s > h || who.empty() {
		return run{}, complement{}
	}
	return who, complement{frame: "subj", parts: p.runs(p.collect(s, p.clauseOn(s, h))), prep: -1, presumed: true}
}

// givers is the phrase behind the "from", "by" or "among" at token k, as far as the clause goes; empty for none.
func (p *page) givers(k int) run {
	if k+1 >= len(p.t.Tokens) || p.word(k) != "from" && p.word(k) != "by" && p.word(k) != "among" || p.t.Head(k) <= k {
		return run{}
	}
	last := p.sentence(k).last
	return p.trim(run{k + 1, min(p.below(p.t.Head(k)).last, p.clauseEnd(k+1, last))})
}

// nounSpeaker is who utters what the noun at i names: its possessor, its by-phrase, or the subject of the verb that it
// is the object of; and the token of the by-phrase, −1 for none.
func (p *page) nounSpeaker(i int) (run, int) {
	for _, k := range p.t.Children(i) {
		x := int(k)
		if p.t.Tokens[x].Rel == ling.NmodPoss {
			tokens := slices.DeleteFunc(p.collect(x), func(t int) bool { return p.t.Tokens[t].XPOS == ling.POSS })
			if r := p.runs(tokens); len(r) > 0 {
				return r[0], -1
			}
		}
		if w, at := p.caseOf(x); p.rel(x) == ling.Nmod && (w == "by" || w == "from" || w == "among") {
			r := p.below(x)
			r.first = at + 1
			return p.trim(r), x
		}
	}
	h := p.t.Head(i)
	if h < 0 || p.lex.find("light", p.low(h)) == nil {
		return run{}, -1
	}
	if r := p.rel(i); r == ling.Obj && !p.passive(h) {
		s, _ := p.subject(h)
		return p.speaker(s, i), -1
	} else if r == ling.Nsubj && p.passive(h) {
		return p.agent(h), -1
	}
	return run{}, -1
}

// issued makes whoever gives out a statement the speaker of what it says: "the mission released a statement saying that …".
func (p *page) issued(d *draft, i int) {
	noun := p.t.Head(i)
	if noun < 0 || noun > i || p.rel(i) != ling.Acl || p.t.Tokens[i].XPOS != ling.VBG || p.loose(i) || p.lex.find("noun", p.low(noun)) == nil {
		return
	}
	who, _ := p.nounSpeaker(noun)
	if who.empty() || who.last > d.cue.first || p.rel(noun) != ling.Obj {
		return
	}
	d.speaker, d.cue = who, p.verbGroup(p.t.Head(noun), -1).union(d.cue)
}

// givesOut reports whether the object of the verb at i is a statement of which a participle tells what it says: the verb opens
// no act of its own then.
func (p *page) givesOut(i int) bool {
	o := p.object(i)
	if o < 0 || p.lex.find("light", p.low(i)) == nil || p.lex.find("noun", p.low(o)) == nil {
		return false
	}
	for _, c := range p.t.ChildrenBy(o, ling.Acl) {
		if x, _ := p.verbCue(c); x != nil && x.has("that") && p.t.Tokens[c].XPOS == ling.VBG && !p.loose(c) && c > o {
			return true
		}
	}
	return false
}

// nounContent is what the noun at i says: its that-clause or infinitive, what stands behind a preposition that it
// takes, or, with a copula, the predicate ("His concern is that …").
func (p *page) nounContent(i int, c *cue, by int) complement {
	for _, k := range p.t.Children(i) {
		x := int(k)
		if x < i || x == by {
			continue
		}
		switch p.rel(x) {
		case ling.Acl, ling.Ccomp:
			if p.t.Tokens[x].Rel == ling.AclRelcl {
				continue
			}
			if p.to(x) && c.has("inf") {
				return complement{frame: "inf", parts: p.runs(p.collect(x)), prep: -1}
			}
			if w, _ := p.caseOf(x); (w == "that" || w == "whether") && c.has("that") {
				return complement{frame: "that", parts: p.runs(p.collect(x)), prep: -1}
			}
		}
	}
	if f := p.about(i, c, "p:"); len(f.parts) > 0 {
		return f
	}
	if x := p.thatBehind(i); x >= 0 && c.has("that") {
		return complement{frame: "that", parts: p.runs(p.dropFirst(p.collect(x), i)), prep: -1}
	}
	h := p.t.Head(i)
	if h > i && p.rel(i) == ling.Nsubj && p.t.ChildBy(h, ling.Cop) >= 0 && c.has("that") && p.t.Tokens[h].UPOS == ling.VERB {
		cop := p.t.ChildBy(h, ling.Cop)
		return complement{frame: "that", parts: p.runs(p.collect(h, p.topSubject(i, h), cop)), prep: -1}
	}
	return complement{prep: -1}
}

// thatBehind is the verb of the clause that "that" opens right behind the noun at i, wherever the tree hung it; −1 for
// none.
func (p *page) thatBehind(i int) int {
	if i+1 < len(p.t.Tokens) && p.word(i+1) == "that" && p.t.Tokens[i+1].Rel == ling.Mark {
		if x := p.t.Head(i + 1); x > i+1 {
			return x
		}
	}
	return -1
}

// topSubject is i itself where it is a child of h.
func (p *page) topSubject(i, h int) int {
	if p.t.Head(i) == h {
		return i
	}
	return -1
}

// nounGroup is the cue of the noun at i: the noun with its determiner and adjectives, the light verb before it, and the
// preposition behind it.
func (p *page) nounGroup(i, prep int) run {
	r := run{i, i + 1}
	for k := i - 1; k >= 0; k-- {
		tok := &p.t.Tokens[k]
		if int(tok.Head) != i || tok.Rel == ling.NmodPoss || tok.UPOS == ling.PUNCT || tok.Rel == ling.Case {
			break
		}
		r.first = k
	}
	if h := p.t.Head(i); h >= 0 && p.rel(i) == ling.Obj && h == r.first-1 && p.lex.find("light", p.low(h)) != nil {
		r = p.verbGroup(h, -1).union(r)
	}
	if prep == r.last {
		r.last++
	}
	return r
}

// adjective opens an act on a predicative adjective: "was confident that …", "is opposed to …".
func (p *page) adjective(i int) *draft {
	c := p.lex.find("adj", p.low(i))
	if c == nil {
		return nil
	}
	s := p.ownSubject(i)
	if s < 0 && p.rel(i) != ling.Xcomp && p.rel(i) != ling.Conj && p.rel(i) != ling.Advcl {
		return nil
	}
	found := p.adjectiveContent(i, c)
	if h := p.t.Head(i); len(found.parts) == 0 && h >= 0 && p.rel(i) == ling.Xcomp && c.has("that") {
		if x := p.clause(h); x > i { // "made it clear that"
			found = complement{frame: "that", parts: p.runs(p.collect(x)), prep: -1}
		}
	}
	if len(found.parts) == 0 {
		return nil
	}
	if s < 0 {
		s, _ = p.subject(i)
	}
	d := &draft{parts: found.parts, stance: c.with(found.frame), presumed: found.presumed, speaker: p.speaker(s, i)}
	d.rule = "adj " + found.frame
	if d.speaker.empty() || d.speaker.overlaps(found.parts[0]) {
		return nil
	}
	d.cue = p.verbGroup(i, found.prep)
	return d
}

func (p *page) adjectiveContent(i int, c *cue) complement {
	for _, k := range p.t.Children(i) {
		x := int(k)
		if x < i || !p.t.Tokens[x].Rel.Clausal() || p.rel(x) == ling.Parataxis {
			continue
		}
		w, _ := p.caseOf(x)
		switch {
		case p.to(x) && c.has("inf"):
			return complement{frame: "inf", parts: p.runs(p.collect(x)), prep: -1}
		case (w == "that" || p.rel(x) == ling.Ccomp) && !p.to(x) && c.has("that"):
			return complement{frame: "that", parts: p.runs(p.collect(x)), prep: -1}
		}
	}
	return p.about(i, c, "p:")
}

// adverb opens an act without a speaker on "reportedly" and its like.
func (p *page) adverb(i int) *draft {
	c := p.lex.find("adv", p.word(i))
	h := p.t.Head(i)
	if c == nil || h < 0 || p.rel(i) != ling.Advmod {
		return nil
	}
	parts := p.runs(p.collect(h, i))
	if len(parts) == 0 {
		return nil
	}
	return &draft{parts: parts, stance: c.stance, cue: run{i, i + 1}, rule: "adv hedge"}
}

// preposition opens an act on "according to" and on phrases such as "in the view of".
func (p *page) preposition(i int) *draft {
	w := p.word(i)
	for n, f := range p.t.ChildrenBy(i, ling.Fixed) {
		if f != i+1+n {
			break // "according to more than five of them"
		}
		w += " " + p.word(f)
	}
	if !strings.Contains(w, " ") && i+1 < len(p.t.Tokens) {
		w = w + " " + p.word(i+1)
	}
	c := p.lex.find("prep", w)
	if c == nil {
		w, _, _ = strings.Cut(w, " ")
		if c = p.lex.find("prep", w); c == nil {
			return p.polled(i)
		}
	}
	cue := run{i, i + 1 + strings.Count(w, " ")}
	x := p.t.Head(i)
	if x < cue.last {
		return nil
	}
	if s := p.ownSubject(x); s >= 0 && p.t.ChildBy(x, ling.Cop) >= 0 { // "That is according to the ministry."
		return &draft{stance: c.stance, cue: cue, speaker: p.trim(run{cue.last, p.below(x).last}), parts: p.runs(p.collect(s)), rule: "prep np"}
	}
	if p.t.Head(x) < 0 {
		return p.opening(i, cue, x, c)
	}
	speaker := p.below(x)
	speaker.first = max(speaker.first, cue.last)
	parts := p.runs(p.collect(p.clauseAbove(x), x))
	d := &draft{stance: c.stance, cue: cue, speaker: p.trim(speaker), rule: "prep np"}
	if sent := p.sentence(i); p.quoted(i) < 0 && p.closesWith(i, d.speaker.last, sent) {
		// "…, according to X." at the end vouches for the whole sentence
		parts, d.tag = []run{p.trim(run{p.opens(run{sent.first, i}), i})}, true
	}
	parts = slices.DeleteFunc(parts, run.empty)
	if len(parts) == 0 {
		return nil
	}
	d.parts = parts
	return d
}

// opening is the act of a phrase such as "according to" that opens a sentence and that the tree took for its root: its
// speaker ends at the first comma.
func (p *page) opening(i int, words run, x int, c *cue) *draft {
	sent := p.sentence(i)
	end := p.nextBound(x, sent.last)
	rest := p.trim(run{end, sent.last})
	if i != sent.first || end >= sent.last || !p.clausal(rest) {
		return nil
	}
	return &draft{parts: []run{rest}, stance: c.stance, cue: words, speaker: p.trim(run{words.last, end}), rule: "prep np"}
}

// polled is the act of "In a poll by the paper, 75 percent say …": the poll speaks. Nil where the preposition at i opens
// no sentence or leads to nothing that speaks.
func (p *page) polled(i int) *draft {
	x := p.t.Head(i)
	if x < i || p.word(i) != "in" || p.lex.find("source", p.low(x)) == nil {
		return nil
	}
	sent := p.sentence(i)
	end := p.nextBound(x, sent.last)
	rest := p.trim(run{end, sent.last})
	if i != sent.first || end >= sent.last || !p.clausal(rest) {
		return nil
	}
	return &draft{parts: []run{rest}, stance: casus.StanceSay, cue: run{i, i + 1}, speaker: p.trim(run{i + 1, end}), rule: "prep source", tag: true}
}

// closesWith reports whether the phrase from token i to before end stands behind a comma or a quotation at the end of
// the sentence.
func (p *page) closesWith(i, end int, sent run) bool {
	if i-1 <= sent.first || !p.bounds(i-1) && !closes(p.t.Word(i-1)) {
		return false
	}
	for k := end; k < sent.last; k++ {
		if p.t.Tokens[k].UPOS != ling.PUNCT {
			return false
		}
	}
	return true
}

// clauseAbove is the head of the phrase that the prepositional phrase at x qualifies.
func (p *page) clauseAbove(x int) int {
	h := p.t.Head(x)
	if p.rel(x) == ling.Nmod {
		for h >= 0 && p.t.Head(h) >= 0 && p.t.Tokens[h].UPOS.Nominal() && (p.t.Word(p.below(x).first-1) == "," || p.rel(h) == ling.Nmod) {
			h = p.t.Head(h)
		}
	}
	return h
}
