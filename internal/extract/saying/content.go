package saying

import (
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// about is the content behind one of the prepositions that the cue takes.
func (p *page) about(i int, c *cue, prefix string) complement {
	for _, k := range p.t.Children(i) {
		x := int(k)
		r := p.rel(x)
		if x < i || r != ling.Obl && r != ling.Advcl && r != ling.Nmod && r != ling.Acl {
			continue
		}
		w, at := p.caseOf(x)
		if w == "that" && c.has("that") {
			return complement{frame: "that", parts: p.runs(p.collect(x)), prep: -1} // taken for a preposition
		}
		if at < 0 || !c.has(prefix+w) {
			continue
		}
		parts := p.runs(p.dropFirst(p.collect(x), at))
		if w == "to" && p.t.Tokens[x].UPOS == ling.VERB {
			parts = p.runs(p.collect(x))
		}
		parts = p.cut(parts, x)
		if n := len(parts) - 1; n >= 0 && parts[n].last < len(p.t.Tokens) && p.word(parts[n].last) == "as" {
			parts = p.onward(parts, i) // "referred to them as animals"
		}
		return complement{frame: prefix + w, parts: parts, prep: at, presumed: r != ling.Advcl}
	}
	return p.behind(i, c, prefix)
}

// behind is the content behind a preposition that stands right behind the cue, where the tree hung it elsewhere.
func (p *page) behind(i int, c *cue, prefix string) complement {
	at := i + 1
	if at >= len(p.t.Tokens) || !c.has(prefix+p.word(at)) || p.rel(at) != ling.Case && p.rel(at) != ling.Mark {
		return complement{}
	}
	x := p.t.Head(at)
	if x <= at || p.t.SentenceOf(x) != p.t.SentenceOf(i) {
		return complement{}
	}
	parts := p.runs(p.dropFirst(p.collect(x), at))
	return complement{frame: prefix + p.word(at), parts: p.cut(parts, x), prep: at, presumed: p.rel(at) == ling.Case}
}

// onward carries the last piece of content on to the end of its clause, whatever the tree hung that on: "praised the
// efforts of a donor to attack him". A day or a duration at the end is left out.
func (p *page) onward(parts []run, i int) []run {
	n := len(parts) - 1
	if n < 0 || parts[n].last <= i || p.quoted(i) >= 0 {
		return parts
	}
	sent := p.sentence(i)
	if end := p.clauseEnd(parts[n].last, sent.last); end > parts[n].last {
		if r := p.trim(run{parts[n].first, end}); !r.empty() {
			parts[n] = r
		}
	}
	return parts
}

// dropFirst leaves out the tokens up to and including at.
func (p *page) dropFirst(tokens []int, at int) []int {
	k, _ := slices.BinarySearch(tokens, at+1)
	return tokens[k:]
}

// cut leaves out what a comma and a relative clause add to the noun at x.
func (p *page) cut(parts []run, x int) []run {
	for _, c := range p.t.ChildrenBy(x, ling.AclRelcl) {
		f := p.below(c).first
		if f > 0 && (p.t.Word(f-1) == "," || p.t.Word(f) == ",") {
			for k := range parts {
				if parts[k].has(f) && f > parts[k].first {
					parts[k] = p.trim(run{parts[k].first, f})
				}
			}
		}
	}
	return slices.DeleteFunc(parts, run.empty)
}

// objective is the content in the object of the verb at i, with the as-phrase or the reason that belongs to it.
func (p *page) objective(i int, c *cue) complement {
	obj := p.object(i)
	if obj < 0 && !c.has("tell") {
		obj = p.t.ChildBy(i, ling.Iobj)
	}
	if obj < 0 && c.has("obj", "as") {
		return p.extracted(i)
	}
	takes := c.has("obj") || obj > i && p.saysWith(obj, c)
	if obj < 0 || !takes && !c.has("as") || p.reflexive(obj) {
		return complement{}
	}
	parts := p.cut(p.runs(p.collect(obj)), obj)
	frame := "obj"
	if sent := p.sentence(i); c.has("as") && len(parts) == 1 && parts[0].first > i && p.quoted(i) < 0 {
		// what something is called stands behind it, whatever the tree made of it
		if end := p.clauseEnd(parts[0].last, sent.last); end > parts[0].last {
			return complement{frame: "as", parts: []run{p.trim(run{parts[0].first, end})}, prep: -1, presumed: true}
		}
	}
	for _, k := range p.t.Children(i) {
		w, _ := p.caseOf(int(k))
		if int(k) > obj && (w == "as" && c.has("as", "p:as") || w == "for" && c.has("p:for") || w == "of" && c.has("p:of")) {
			parts = append(parts, p.runs(p.collect(int(k)))...)
			if w == "as" {
				frame = "as"
			}
		}
	}
	if frame == "obj" && !takes {
		return complement{}
	}
	if frame == "obj" {
		parts = p.onward(merge(parts), i)
	}
	if frame == "obj" && p.clauseless(obj, c) {
		return complement{frame: "that", parts: merge(parts), prep: -1}
	}
	return complement{frame: frame, parts: merge(parts), prep: -1, presumed: frame == "obj" && p.word(p.below(i).first) != "what"}
}

// saysWith reports whether the object of a verb that can take a clause is a word for what is said, with more behind it:
// "affirmed his support for the plan".
func (p *page) saysWith(obj int, c *cue) bool {
	return c.has("that", "quote") && p.lex.find("noun", p.low(obj)) != nil && p.t.ChildBy(obj, ling.Nmod, ling.Acl) > obj
}

// clauseless reports whether the object of a verb of saying is a clause without its auxiliary, as headlines have it: "ARMY
// SAYS 20 KILLED".
func (p *page) clauseless(obj int, c *cue) bool {
	if !c.has("that") || !c.has("quote") {
		return false
	}
	x := p.t.ChildBy(obj, ling.Acl)
	return x > obj && p.t.Tokens[x].XPOS == ling.VBN && p.t.ChildBy(obj, ling.Det) < 0
}

// extracted is the content of a verb in a relative clause about its object: "a bill that critics reject", "the only land
// they know".
func (p *page) extracted(i int) complement {
	n := p.t.Head(i)
	s := p.ownSubject(i)
	if n < 0 || n > i || p.t.Tokens[i].Rel != ling.AclRelcl || s < 0 || s > i || p.relative(s) || p.word(s) == "that" {
		return complement{}
	}
	first := p.below(i).first
	if p.word(first) == "which" {
		return complement{frame: "obj", parts: []run{{first, first + 1}}, prep: -1, presumed: true}
	}
	parts := p.runs(p.collect(n, i))
	for _, r := range parts {
		if r.has(n) {
			return complement{frame: "obj", parts: []run{r}, prep: -1, presumed: true}
		}
	}
	return complement{}
}

// clauseEnd is the first token from i on that ends the clause: a comma outside quotations, a conjunction before a verb, a
// relative pronoun; at most last.
func (p *page) clauseEnd(i, last int) int {
	for ; i < last; i++ {
		if p.quoted(i) >= 0 {
			continue
		}
		if p.bounds(i) || p.ends(i) || p.t.Tokens[i].UPOS == ling.SCONJ && p.word(i) != "as" && p.word(i) != "than" {
			return i
		}
		if p.t.Tokens[i].UPOS == ling.CCONJ && i+1 < last && p.t.Tokens[i+1].XPOS.Verbal() {
			return i
		}
	}
	return last
}

func (p *page) reflexive(i int) bool {
	return strings.HasSuffix(p.word(i), "self") || strings.HasSuffix(p.word(i), "selves")
}

// raised is the content of "seems" and "appears": the subject and what it seems to do or be.
func (p *page) raised(i int) complement {
	x := p.behindOf(i, ling.Xcomp, ling.Ccomp, ling.Advcl)
	if x < 0 {
		x = p.seemsLike(i)
	}
	if x < 0 {
		return complement{}
	}
	parts := p.runs(p.collect(x))
	if s := p.ownSubject(i); s >= 0 {
		parts = append(p.runs(p.collect(s)), parts...)
	}
	return complement{frame: "inf", parts: merge(parts), prep: -1}
}

// behindOf is the first child of token i behind it with one of the relations, −1 for none.
func (p *page) behindOf(i int, rels ...ling.Rel) int {
	for _, c := range p.t.ChildrenBy(i, rels...) {
		if c > i {
			return c
		}
	}
	return -1
}

// seemsLike is the noun behind "like" of what something seems, −1 for none.
func (p *page) seemsLike(i int) int {
	for _, c := range p.t.ChildrenBy(i, ling.Obl) {
		if w, _ := p.caseOf(c); c > i && w == "like" {
			return c
		}
	}
	return -1
}

// passiveContent is the content of a passive verb, whose subject s is part of it or the one addressed.
func (p *page) passiveContent(i int, c *cue, s int) complement {
	if x := p.clause(i); x >= 0 && c.has("that", "quote") {
		return complement{frame: "that", parts: p.runs(p.collect(x)), prep: -1}
	}
	x := p.t.ChildBy(i, ling.Xcomp)
	var subject []run
	if s >= 0 {
		subject = p.runs(p.collect(s, p.clauseOn(s, i)))
	}
	switch {
	case x >= 0 && p.to(x):
		return complement{frame: "inf", parts: merge(append(subject, p.runs(p.collect(x))...)), prep: -1}
	case x >= 0 && c.has("as"):
		return complement{frame: "as", parts: merge(append(subject, p.runs(p.collect(x))...)), prep: -1}
	}
	for _, k := range p.t.Children(i) {
		if w, _ := p.caseOf(int(k)); w == "as" && c.has("as", "p:as") {
			return complement{frame: "as", parts: merge(append(subject, p.runs(p.collect(int(k)))...)), prep: -1}
		}
	}
	if c.has("person", "tell") {
		if f := p.about(i, c, "p:"); len(f.parts) > 0 {
			return f
		}
	}
	if f := p.blamed(i, c, subject); len(f.parts) > 0 {
		return f
	}
	if c.has("obj", "that") && len(subject) > 0 {
		return complement{frame: "obj", parts: subject, prep: -1, presumed: true}
	}
	return complement{}
}

// blamed is what somebody is criticised or praised for in the passive, and who: "was criticised for signing the pact".
func (p *page) blamed(i int, c *cue, subject []run) complement {
	if !c.has("p:for") {
		return complement{}
	}
	for _, k := range p.t.Children(i) {
		if w, at := p.caseOf(int(k)); (w == "for" || w == "over") && int(k) > i {
			parts := append(subject, p.runs(p.dropFirst(p.collect(int(k)), at-1))...)
			return complement{frame: "p:for", parts: merge(parts), prep: -1, presumed: true}
		}
	}
	return complement{}
}
