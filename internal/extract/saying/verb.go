package saying

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// complement is what was found as the content of a cue.
type complement struct {
	frame string
	parts []run
	prep  int // token of the preposition that leads to the content, −1 for none
	// presumed is true for things spoken about.
	presumed bool
}

// verb opens an act on the verb at i, or returns nil.
func (p *page) verb(i int) *draft {
	c, _ := p.verbCue(i)
	if c == nil || p.rel(i) == ling.Amod || p.rel(i) == ling.Compound {
		return nil
	}
	if c.has("feel") {
		return p.felt(i, c)
	}
	if p.quoted(i) < 0 && (p.t.Tokens[i].XPOS.Finite() || p.preterite(i)) && (c.has("quote") || c.has("that") && p.last(i)) {
		if g, ok := p.tagAt(i); ok {
			if d := p.tagged(i, c, g); d != nil {
				return d
			}
		}
	}
	s, shared := p.subject(i)
	passive := p.passive(i)
	var found complement
	switch {
	case c.has("raise"):
		found = p.raised(i)
	case passive:
		found = p.passiveContent(i, c, s)
	default:
		found = p.content(i, c)
	}
	found.parts = p.clip(found.parts, i)
	if found.frame == "that" && !passive {
		found.parts = p.onlyBehind(found.parts, i)
	}
	if len(found.parts) == 0 {
		found = p.unhungContent(i, c, passive)
	}
	if len(found.parts) == 0 || found.frame == "obj" && p.givesOut(i) || passive && p.onlyNames(i, c, found.frame) {
		return nil
	}
	if k := p.verbGroup(i, -1).last; found.frame == "that" && p.word(k) == "that" && found.parts[0].first > k && !passive {
		found.parts[0].first = k
	}
	d := &draft{parts: found.parts, stance: c.with(found.frame), presumed: found.presumed, quoting: c.has("quote")}
	d.rule = "verb " + found.frame
	switch {
	case c.has("raise"):
		d.rule += " raised"
	case passive:
		d.rule += " passive"
		d.speaker = p.agent(i)
	case s >= 0 && !(shared && p.t.Head(s) != i && p.passive(p.t.Head(s))):
		d.speaker = p.speaker(s, i)
	case s >= 0:
		d.speaker = p.speaker(s, i)
	case found.frame == "that" && found.parts[len(found.parts)-1].last <= i && p.object(i) > i && c.has("quote"):
		d.speaker = p.speaker(p.object(i), i) // "…, said a boy who hid": taken for the object
	}
	if name := p.nameBefore(i); !name.empty() && !passive {
		d.speaker = name
	}
	d.cue = p.verbGroup(i, found.prep)
	if found.frame != "that" {
		d.parts = p.beforeRelative(d.parts)
	}
	if n := len(d.parts) - 1; d.parts[n].first > i && p.quoted(i) < 0 && !passive && p.widens(found.frame) && (d.cue.first > p.sentence(i).first || !p.asked(i)) {
		d.parts[n] = p.stretchRight(i, d.parts[n])
	}
	p.toDo(d, i)
	p.issued(d, i)
	p.mend(d, i, passive)
	p.borrow(d, i, passive)
	p.enclosed(d, i, passive)
	if !p.sound(d, i, found, passive) {
		return nil
	}
	return d
}

// onlyNames reports whether a participle only tells what something is called or where it comes from: "a plan called Dawn", "a
// film released by the ministry".
func (p *page) onlyNames(i int, c *cue, frame string) bool {
	return p.t.Tokens[i].Rel == ling.Acl && (frame == "obj" || frame == "as" && c.with(frame) == casus.StanceSay)
}

// toDo carries content on over the infinitive that follows it directly: "called for the rebels to disarm".
func (p *page) toDo(d *draft, i int) {
	n := len(d.parts) - 1
	k := d.parts[n].last
	if k <= i || k >= len(p.t.Tokens) || p.word(k) != "to" || p.t.Tokens[k].UPOS != ling.PART || !strings.Contains(d.rule, " p:") {
		return
	}
	if x := p.t.Head(k); x > k && p.t.Head(x) == i {
		d.parts[n] = p.trim(run{d.parts[n].first, p.below(x).last})
	}
}

// last reports whether nothing but marks follows the verb at i in its sentence: "…, records show."
func (p *page) last(i int) bool {
	sent := p.sentence(i)
	for k := i + 1; k < sent.last; k++ {
		if p.t.Tokens[k].UPOS != ling.PUNCT {
			return false
		}
	}
	return true
}

// clip cuts the pieces to the sentence of the cue at i, and drops what was asked before: "Asked whether …, she said".
func (p *page) clip(parts []run, i int) []run {
	sent := p.sentence(i)
	if q := p.quoted(i); q >= 0 {
		sent = p.quotes[q].run
	}
	var out []run
	for _, r := range parts {
		r = p.trim(run{max(r.first, sent.first), min(r.last, sent.last)})
		if r.last <= i && p.asked(r.first) {
			continue
		}
		if !r.empty() {
			out = append(out, r)
		}
	}
	return out
}

// beforeRelative cuts what a comma and "who" or "which" add to the last thing named.
func (p *page) beforeRelative(parts []run) []run {
	for n, r := range parts {
		for k := r.first + 1; k < r.last; k++ {
			if p.t.Word(k-1) == "," && p.relative(k) && p.quoted(k) < 0 {
				parts[n] = p.trim(run{r.first, k})
				return slices.DeleteFunc(parts[:n+1], run.empty)
			}
		}
	}
	return parts
}

// asked reports whether a clause that begins at token k tells of the question that is answered.
func (p *page) asked(k int) bool {
	if p.word(k) == "when" || p.word(k) == "while" {
		k++
	}
	for ; k+1 < len(p.t.Tokens) && p.t.Tokens[k].UPOS == ling.ADV; k++ {
	}
	if p.t.Tokens[k].XPOS != ling.VBN && p.t.Tokens[k].XPOS != ling.VBD {
		return false
	}
	c, _ := p.verbCue(k)
	return c != nil && c.has("person", "tell")
}

// widens reports whether content with that frame reaches to the end of its sentence as a rule.
func (p *page) widens(frame string) bool { return frame == "that" || frame == "inf" || frame == "as" }

// mend takes the phrase before the verb for the speaker where the tree gave none, or one inside a quotation.
func (p *page) mend(d *draft, i int, passive bool) {
	if passive || !d.quoting || p.quoted(i) >= 0 {
		return
	}
	if !d.speaker.empty() && p.quoted(d.speaker.first) < 0 {
		return
	}
	if !p.t.Tokens[i].XPOS.Finite() && !p.preterite(i) {
		return
	}
	sent := p.sentence(i)
	if s := p.byCommas(i, d.cue.first, sent); !s.empty() {
		d.speaker = s
		return
	}
	if s := p.phraseBefore(d.cue.first, sent.first); p.hasName(s) && p.quoted(s.first) < 0 {
		d.speaker = s
	}
}

// preterite reports whether the verb at i, read as a participle, stands where only a verb in a tense can: it heads a clause
// without an auxiliary.
func (p *page) preterite(i int) bool {
	if p.t.Tokens[i].XPOS != ling.VBN || p.t.ChildBy(i, ling.Aux, ling.AuxPass) >= 0 {
		return false
	}
	switch p.rel(i) {
	case ling.Root, ling.Ccomp, ling.Parataxis:
		return true
	}
	return false
}

// sound refuses acts that more often are none: things done to things with nobody who does them.
func (p *page) sound(d *draft, i int, found complement, passive bool) bool {
	if !d.speaker.empty() {
		for k := range d.parts {
			if d.parts[k].contains(d.speaker) {
				return false
			}
		}
		return true
	}
	if passive {
		c, _ := p.verbCue(i)
		told := c.has("that") && c.stance != casus.StanceBelieve && p.t.ChildBy(i, ling.AuxPass) >= 0
		return told || found.frame == "that" || found.frame == "inf" || found.frame == "as" || strings.HasPrefix(found.frame, "p:")
	}
	switch x := p.t.Tokens[i].XPOS; {
	case found.frame == "obj":
		c, _ := p.verbCue(i)
		return x == ling.VBD || x == ling.VBZ || x == ling.VBG && c.has("that") // its subject is lost, but it has one
	case strings.HasPrefix(found.frame, "p:"):
		return x != ling.VB
	}
	return true
}

// verbCue is the row for the verb at i, with its particle where the table has the two together, and the particle's
// token, −1 for none.
func (p *page) verbCue(i int) (*cue, int) {
	if prt := p.t.ChildBy(i, ling.CompoundPrt); prt >= 0 {
		if c := p.lex.find("verb", p.low(i)+" "+p.word(prt)); c != nil {
			return c, prt
		}
	}
	return p.lex.find("verb", p.low(i)), -1
}

// passive reports whether the verb at i stands in the passive.
func (p *page) passive(i int) bool {
	if p.perfect(i) {
		return false
	}
	if p.t.ChildBy(i, ling.AuxPass, ling.NsubjPass, ling.CsubjPass) >= 0 {
		return true
	}
	tok := &p.t.Tokens[i]
	if tok.XPOS != ling.VBN || p.t.ChildBy(i, ling.Nsubj) >= 0 { // "as the paper noted": a preterite taken for a participle
		return false
	}
	if p.rel(i) == ling.Acl && tok.Rel != ling.AclRelcl || p.rel(i) == ling.Advcl {
		return p.t.ChildBy(i, ling.Aux) < 0
	}
	if p.rel(i) == ling.Conj && p.ownSubject(i) < 0 && p.t.ChildBy(i, ling.Aux) < 0 {
		return p.t.Head(i) != i && p.passive(p.t.Head(i))
	}
	return false
}

// perfect reports whether the "'s" before the participle at i stands for "has", taken for "is": "he's said that …".
func (p *page) perfect(i int) bool {
	a := p.t.ChildBy(i, ling.AuxPass)
	if a < 0 || p.t.Tokens[i].XPOS != ling.VBN || p.clause(i) < 0 && p.object(i) < 0 {
		return false
	}
	w := p.word(a)
	return w == "'s" || w == "’s"
}

// agent is the by-phrase of a passive, without the preposition.
func (p *page) agent(i int) run {
	for _, c := range p.t.Children(i) {
		w, at := p.caseOf(int(c))
		if w == "by" && p.rel(int(c)) == ling.Obl {
			r := p.below(int(c))
			r.first = max(r.first, at+1)
			if p.t.Tokens[c].XPOS == ling.VBG {
				return run{}
			}
			return p.trim(r)
		}
	}
	return run{}
}

// content finds the content of an active verb, the surest kind first.
func (p *page) content(i int, c *cue) complement {
	none := complement{prep: -1}
	if x := p.clause(i); x >= 0 && c.has("that", "quote") {
		return complement{frame: "that", parts: p.runs(p.collect(x)), prep: -1}
	}
	if h := p.t.Head(i); p.inserted(i) && c.has("that", "quote") && p.object(i) < 0 {
		return complement{frame: "that", parts: p.runs(p.collect(h, i)), prep: -1}
	}
	if x := p.t.ChildBy(i, ling.Xcomp); x >= 0 {
		if f := p.open(i, x, c); len(f.parts) > 0 {
			return f
		}
	}
	if f := p.about(i, c, "p:"); len(f.parts) > 0 && (p.object(i) < 0 || !c.has("obj") || c.has("tell") || c.has("person")) {
		return f
	}
	if f := p.objective(i, c); len(f.parts) > 0 {
		return f
	}
	if x := p.t.ChildBy(i, ling.Parataxis); x > i && c.has("quote") && p.colonBetween(i, x) {
		return complement{frame: "that", parts: p.runs(p.collect(x)), prep: -1}
	}
	if f := p.about(i, c, "p:"); len(f.parts) > 0 {
		return f
	}
	return none
}

// inserted reports whether the clause of the verb at i is put into or behind what is said: "…, X said". The parser takes
// such a clause for a parataxis, or for an adverbial clause without a subordinator.
func (p *page) inserted(i int) bool {
	if p.ownSubject(i) < 0 {
		return false
	}
	switch p.rel(i) {
	case ling.Parataxis:
		return true
	case ling.Advcl, ling.Ccomp, ling.Conj:
		first := p.below(i).first
		return p.t.ChildBy(i, ling.Mark, ling.Cc) < 0 && p.t.Head(i) < i && first > 0 &&
			(p.t.Word(first-1) == "," || closes(p.t.Word(first-1))) && p.clause(i) < 0
	}
	return false
}

// clause is the clausal complement of the verb at i, −1 for none.
func (p *page) clause(i int) int {
	if x := p.behindOf(i, ling.Ccomp); x >= 0 {
		return x // "sources close to the talks say she left": what stands before is a part of the subject
	}
	if x := p.t.ChildBy(i, ling.Ccomp); x >= 0 {
		return x
	}
	// taken for an adverbial clause: "was asked by a guest whether …", "said on Monday that …"
	for _, c := range p.t.ChildrenBy(i, ling.Advcl) {
		for _, m := range p.t.ChildrenBy(c, ling.Mark) {
			if w := p.word(m); c > i && (w == "whether" || w == "that" && p.word(m-1) != "so" || w == "if" && p.asks(i)) {
				return c
			}
		}
	}
	return -1
}

// asks reports whether the verb at i can take a question as its content.
func (p *page) asks(i int) bool {
	c, _ := p.verbCue(i)
	return c != nil && (c.stance == casus.StanceQuestion || c.has("person") && c.has("that"))
}

func (p *page) object(i int) int { return p.t.ChildBy(i, ling.Obj) }

// colonBetween reports whether a colon or a quotation mark stands between two tokens.
func (p *page) colonBetween(a, b int) bool {
	for k := a + 1; k < b; k++ {
		if w := p.t.Word(k); w == ":" || opensQuote(w) {
			return true
		}
	}
	return false
}

// open is the content in an open complement x of the verb at i: an infinitive, a gerund, or what something is called.
func (p *page) open(i, x int, c *cue) complement {
	obj := p.t.ChildBy(i, ling.Obj, ling.Iobj)
	parts := p.runs(p.collect(x))
	infinitive := p.t.ChildBy(x, ling.Mark) >= 0 && p.to(x)
	switch {
	case infinitive && obj >= 0 && c.has("tell"):
		return complement{frame: "inf", parts: parts, prep: -1}
	case infinitive && obj >= 0 && c.has("person", "inf"):
		return complement{frame: "inf", parts: merge(append(p.runs(p.collect(obj)), parts...)), prep: -1}
	case infinitive && obj < 0 && c.has("inf"):
		return complement{frame: "inf", parts: parts, prep: -1}
	case !infinitive && p.t.Tokens[x].XPOS == ling.VBG && c.has("ing", "that", "obj"):
		return complement{frame: "ing", parts: parts, prep: -1}
	case !infinitive && obj >= 0 && c.has("as"):
		return complement{frame: "as", parts: merge(append(p.runs(p.collect(obj)), parts...)), prep: -1}
	case !infinitive && c.has("like"):
		return complement{frame: "like", parts: parts, prep: -1}
	}
	return complement{}
}

// to reports whether "to" marks the verb at x.
func (p *page) to(x int) bool {
	for _, m := range p.t.ChildrenBy(x, ling.Mark) {
		if p.word(m) == "to" {
			return true
		}
	}
	return false
}

// verbGroup is the cue of the verb at i: the verb with the auxiliaries, negations and adverbs that stand beside it, the
// verbs that govern it and stand before it ("was trying to convince"), its particle, and the preposition that leads to
// the content.
func (p *page) verbGroup(i, prep int) run {
	r := p.beside(i)
	for g := i; p.rel(g) == ling.Xcomp; {
		h := p.t.Head(g)
		if h >= r.first || p.t.Tokens[h].UPOS != ling.VERB || p.lex.find("verb", p.low(h)) != nil {
			break
		}
		hr := p.beside(h)
		if hr.last != r.first {
			break
		}
		r, g = hr.union(r), h
	}
	for k := r.last; k < len(p.t.Tokens); k++ {
		tok := &p.t.Tokens[k]
		own := int(tok.Head) == i && (tok.Rel == ling.CompoundPrt || tok.Rel == ling.Advmod && p.below(k).last == k+1)
		if !own && k != prep {
			break
		}
		r.last = k + 1
		if k == prep {
			break
		}
	}
	return r
}

// beside is the verb at i with the auxiliaries and adverbs that stand before it without a gap.
func (p *page) beside(i int) run {
	r := run{i, i + 1}
	for k := i - 1; k >= 0; k-- {
		tok := &p.t.Tokens[k]
		if int(tok.Head) != i {
			break
		}
		switch tok.Rel {
		case ling.Aux, ling.AuxPass, ling.Cop, ling.Advmod:
			r.first = k
			continue
		case ling.Mark:
			if p.word(k) == "to" {
				r.first = k
				continue
			}
		}
		break
	}
	return r
}
