package saying

import (
	"github.com/casus-project/casus/internal/ling"
)

// A reporting tag is a short clause put behind or into what is said: "…, the minister said on Friday." or
// "…,” said one of them. Trees of long quotations are often wrong; the tag itself is plain from the words around it.

// tag is a reporting tag: its speaker and the punctuation that bounds it.
type tag struct {
	speaker run
	left    int // the token before the tag: comma or closing mark
	right   int // the token behind it
}

// maxSpeaker is how many words a speaker in a tag may have.
const maxSpeaker = 30

// tagAt reads the verb at i as the verb of a reporting tag.
func (p *page) tagAt(i int) (tag, bool) {
	sent := p.sentence(i)
	group := p.verbGroup(i, -1)
	g := tag{left: -1}
	if s := p.apposed(i, group.first, sent); !s.empty() {
		if s.first <= sent.first || !p.bounds(s.first-1) {
			return tag{}, false // "Ann Poe, a teacher, said …" opens its sentence
		}
		g.left, g.speaker, g.right = s.first-1, s, p.adjuncts(i, group.last, sent.last)
	} else if k := group.first - 1; k >= sent.first && p.bounds(k) {
		// inverted: ", said X."
		g.left = k
		if c, _ := p.verbCue(i); c.has("tell") || p.led(group.last) {
			return tag{}, false // whoever is told follows, or what was said of whom
		}
		if o := p.object(i); o >= 0 && o < p.nextBound(group.last, sent.last) && p.quoted(k) < 0 && !p.utters(i, run{sent.first, k}) {
			return tag{}, false // what follows the verb is its object
		}
		g.speaker = p.phrase(group.last, i)
		g.right = g.speaker.last
		if p.tells(g.speaker) {
			return tag{}, false // "…, said the talks had failed" has no speaker behind it
		}
	} else if s := p.phraseBefore(group.first, sent.first); !s.empty() && s.first > sent.first && p.bounds(s.first-1) {
		g.left, g.speaker = s.first-1, s
		g.right = p.adjuncts(i, group.last, sent.last)
		if c, _ := p.verbCue(i); p.relative(s.first) || !c.has("tell") && p.aimed(i, c) {
			return tag{}, false // "…, who blasts free trade": the words behind it are what it is about
		}
		if p.quoted(g.left) < 0 && g.right >= sent.last-1 && p.subordinate(sent.first) {
			return tag{}, false // "While they cheer, the mood shows"
		}
	}
	if g.left < 0 || g.speaker.empty() || !p.hasName(g.speaker) {
		return tag{}, false
	}
	if g.right < sent.last && !p.bounds(g.right) && !p.ends(g.right) {
		if p.quoted(g.left) < 0 || p.clause(i) > i || p.word(g.right) == "that" {
			return tag{}, false
		}
		g.right = p.nextBound(g.right, sent.last) // "…,” he said Monday in a talk with the paper"
	}
	if !p.clausal(run{sent.first, g.left}) && p.quoted(g.left) < 0 {
		return tag{}, false
	}
	return g, true
}

// led reports whether token k can begin no speaker: a preposition, "to", a participle or a pronoun with its verb.
func (p *page) led(k int) bool {
	if k+1 >= len(p.t.Tokens) {
		return false
	}
	switch tok := &p.t.Tokens[k]; tok.UPOS {
	case ling.ADP:
		return true
	case ling.PART:
		return p.word(k) == "to"
	case ling.VERB:
		return tok.XPOS == ling.VBG && p.rel(k) != ling.Amod
	case ling.PRON:
		return tok.XPOS == ling.PRP && p.t.Tokens[k+1].XPOS.Finite()
	}
	return false
}

// aimed reports whether an object follows the verb at i: not a day that the parser took for one.
func (p *page) aimed(i int, c *cue) bool {
	o := p.object(i)
	if o < i {
		return false
	}
	return c.has("obj") || p.t.Tokens[o].UPOS != ling.PROPN
}

// subordinate reports whether token k opens a clause that only stands beside another one.
func (p *page) subordinate(k int) bool {
	switch p.word(k) {
	case "while", "after", "as", "although", "though", "because", "since", "when", "before", "despite":
		return true
	}
	return false
}

// tells reports whether the range holds a clause of its own, other than a relative one.
func (p *page) tells(r run) bool {
	for k := r.first; k < r.last; k++ {
		tok := &p.t.Tokens[k]
		if p.relative(k) {
			return false
		}
		if tok.UPOS == ling.SCONJ && (k == r.first || p.word(k) == "that") || tok.Rel.Subject() && int(tok.Head) > k && r.has(int(tok.Head)) {
			return true
		}
		finite := tok.XPOS == ling.MD || tok.XPOS == ling.VBZ || tok.XPOS == ling.VBP
		if s := p.ownSubject(k); finite || tok.XPOS == ling.VBD && s >= r.first && s < k {
			return true
		}
	}
	return false
}

// relative reports whether token k is a relative pronoun or determiner.
func (p *page) relative(k int) bool {
	switch p.t.Tokens[k].XPOS {
	case ling.WP, ling.WPS, ling.WDT:
		return true
	}
	return false
}

// bounds reports whether token k can stand between what is said and a tag.
func (p *page) bounds(k int) bool {
	switch p.t.Word(k) {
	case ",", "”", "\"", "''", "'''", "?", "!", "—", "–", "--", "...", "…":
		return true
	}
	return false
}

// ends reports whether token k ends a sentence or a clause, or begins a quotation.
func (p *page) ends(k int) bool {
	switch p.t.Word(k) {
	case ".", ";", ":", "“", "``", "(":
		return true
	}
	return false
}

// nextBound is the first token from i on that bounds or ends a clause, at most last.
func (p *page) nextBound(i, last int) int {
	for i < last && !p.bounds(i) && !p.ends(i) {
		i++
	}
	return i
}

// clausal reports whether the range holds a verb or a quotation.
func (p *page) clausal(r run) bool {
	for k := r.first; k < r.last; k++ {
		if u := p.t.Tokens[k].UPOS; u == ling.VERB || u == ling.AUX || p.quoted(k) >= 0 {
			return true
		}
	}
	return false
}

// hasName reports whether the range holds a noun, a name or a pronoun.
func (p *page) hasName(r run) bool {
	if n := r.last - 1; r.last-r.first > 1 && p.t.Tokens[r.first].UPOS == ling.DET && p.t.Tokens[n].UPOS == ling.ADJ {
		return true // "a general", taken for an adjective
	}
	for k := r.first; k < r.last; k++ {
		if p.t.Tokens[k].UPOS.Nominal() {
			return true
		}
	}
	return false
}

// phrase is the speaker named behind the verb v at tokens from i on: everything up to the end of the clause, with the
// appositions and relative clauses that say who it is, but without what qualifies the verb.
func (p *page) phrase(i, v int) run {
	sent := p.sentence(v)
	end := i
	for ; end < min(sent.last, i+maxSpeaker) && p.quoted(end) < 0; end++ {
		if shut := p.bracket(end, sent.last); shut > end && end > i {
			end = shut // "Beth Orr (D-Tex.), a teacher"
			continue
		}
		if p.ends(end) {
			break
		}
		tok := &p.t.Tokens[end]
		if p.bounds(end) && end > i && end+1 < sent.last && !p.explains(end+1) && !p.placed(end+1) {
			break
		}
		if end > i && tok.XPOS == ling.VBG && p.bounds(end-1) || p.qualifies(end, v) {
			break
		}
	}
	return p.trim(run{i, end})
}

// bracket is the token that closes the bracket opened by token k, no more than eight tokens on; −1 where k opens none.
func (p *page) bracket(k, last int) int {
	if p.t.Word(k) != "(" {
		return -1
	}
	for n := k + 1; n < min(last, k+9); n++ {
		if p.t.Word(n) == ")" {
			return n
		}
	}
	return -1
}

// explains reports whether token k, behind a comma, can begin what says who somebody is.
func (p *page) explains(k int) bool {
	tok := &p.t.Tokens[k]
	switch tok.UPOS {
	case ling.DET, ling.NOUN, ling.PROPN, ling.NUM, ling.ADJ:
		return tok.XPOS != ling.PRPS
	}
	return tok.XPOS == ling.WP || tok.XPOS == ling.WPS || tok.XPOS == ling.WDT
}

// qualifies reports whether token k begins a time, a place or a manner of the verb v.
func (p *page) qualifies(k, v int) bool {
	for x := k; x >= 0 && x != v; x = p.t.Head(x) {
		if p.t.Head(x) == v {
			r := p.rel(x)
			return (r == ling.Obl || r == ling.Advcl || r == ling.Advmod) && p.below(x).first == k
		}
	}
	return false
}

// phraseBefore is the noun phrase that ends before token i and begins after first: names, nouns and what qualifies
// them, without a verb outside their relative clauses.
func (p *page) phraseBefore(i, first int) run {
	s := -1
	for k := i - 1; k >= max(first, i-maxSpeaker); k-- {
		tok := &p.t.Tokens[k]
		if p.quoted(k) >= 0 {
			break
		}
		if tok.Rel.Subject() && tok.UPOS.Nominal() && int(tok.Head) >= i {
			s = k
			break
		}
	}
	if s >= 0 && p.t.ChildBy(s, ling.Case) < 0 {
		r := p.below(s)
		r.last = min(r.last, i)
		for k := r.first - 1; k >= first && p.t.Tokens[k].Rel.Subject() && p.t.Head(k) == p.t.Head(s); k = r.first - 1 {
			r.first = min(k, p.below(k).first) // a title and a name taken for two subjects
		}
		for r.first < s && (p.quoted(r.first) >= 0 || r.first < first) {
			r.first++
		}
		return p.trim(r)
	}
	r := run{i, i}
	for k := i - 1; k >= max(first, i-maxSpeaker); k-- {
		switch p.t.Tokens[k].UPOS {
		case ling.DET, ling.ADJ, ling.NOUN, ling.PROPN, ling.PRON, ling.NUM, ling.ADP, ling.PART, ling.CCONJ:
			if p.quoted(k) < 0 {
				r.first = k
				continue
			}
		}
		break
	}
	if !r.empty() && p.t.Tokens[r.first].UPOS == ling.CCONJ {
		r.first++
	}
	if !r.empty() && p.t.Tokens[r.first].UPOS == ling.ADP {
		return run{}
	}
	return p.trim(r)
}

// adjuncts is the end of the times, places and manners that follow the verb at i: "on Friday", "in a statement".
func (p *page) adjuncts(i, from, last int) int {
	end := from
	for _, c := range p.t.Children(i) {
		x := int(c)
		if x < from {
			continue
		}
		r := p.below(x)
		if r.first != end || p.t.Tokens[x].UPOS == ling.VERB {
			break
		}
		switch p.rel(x) {
		case ling.Obl, ling.Advmod, ling.Obj, ling.Iobj:
			end = min(r.last, last)
			continue
		}
		break
	}
	return end
}

// tagged is the draft of a reporting tag at the verb i.
func (p *page) tagged(i int, c *cue, g tag) *draft {
	sent := p.sentence(i)
	d := &draft{stance: c.stance, quoting: true, tag: true, speaker: g.speaker, rule: "verb tag", cue: p.verbGroup(i, -1)}
	if r := p.trim(run{p.opens(run{sent.first, g.left + 1}), g.left + 1}); !r.empty() && !p.asked(r.first) && !p.introduces(g, r) {
		d.parts = append(d.parts, r)
	}
	if g.right < sent.last && p.bounds(g.right) && !p.adds(g.right+1) && p.resumes(g) {
		if r := p.split(p.trim(run{g.right, sent.last}), i); !r.empty() && p.clausal(r) && r.last-r.first > 2 {
			d.parts = append(d.parts, r)
		}
	}
	if len(d.parts) == 0 {
		return nil
	}
	return d
}

// stretchRight carries the content of the verb at i on to the end of the sentence, where it follows the verb: what the
// parser hung on the verb itself is more often part of what is said. It stops before another cue of the same speaker.
func (p *page) stretchRight(i int, part run) run {
	sent := p.sentence(i)
	if p.subordinate(sent.first) || p.word(sent.first) == "if" {
		return p.fronted(i, part, sent)
	}
	end := part.last
	for k := part.last; k < sent.last; k++ {
		tok := &p.t.Tokens[k]
		if tok.UPOS == ling.VERB && p.outside(k, i, part) {
			if c, _ := p.verbCue(k); c != nil && c.has("that", "quote", "inf") || p.ownSubject(k) >= 0 {
				stop := p.below(k).first
				if !p.seam(stop) {
					end = k
					continue
				}
				return p.trim(run{part.first, max(part.last, min(stop, end+1))})
			}
		}
		end = k
	}
	if end < sent.last {
		end = sent.last
	}
	return p.split(p.trim(run{part.first, end}), i)
}

// seam reports whether a mark or a conjunction parts token k from what stands before it: only there can the narrator go on.
func (p *page) seam(k int) bool {
	for _, at := range []int{k - 1, k} {
		if at >= 0 && (p.t.Tokens[at].UPOS == ling.PUNCT || p.t.Tokens[at].UPOS == ling.CCONJ) {
			return true
		}
	}
	return false
}

// rest is what follows the verb at i to the end of its sentence, as content: for verbs of reporting whose complement the
// tree did not find. Times and places right behind the verb are left out, and there must be a clause or a quotation.
func (p *page) rest(i int, group run) run {
	sent := p.sentence(i)
	first := p.adjuncts(i, group.last, sent.last)
	if k := p.opener(group.last, min(first+8, sent.last), false); k >= 0 {
		first = k
	}
	if first < sent.last && (p.bounds(first) && p.quoted(first) < 0 || p.ends(first)) {
		first = group.last
	}
	if p.t.Tokens[i].XPOS == ling.VBG && group.first <= sent.first+1 {
		sent.last = p.nextBound(first, sent.last) // "While saying that he agrees, he …"
	}
	r := p.split(p.trim(run{first, sent.last}), i)
	if r.empty() || r.last-r.first < 3 || !p.clausal(r) {
		return run{}
	}
	return r
}

// reports reports whether the verb at i stands where a verb of reporting stands: finite, or a participle behind a comma.
func (p *page) reports(i int, c *cue) bool {
	if !c.has("that") || !c.has("quote") || p.quoted(i) >= 0 {
		return false
	}
	if p.t.Tokens[i].XPOS.Finite() {
		return true
	}
	at := p.beside(i).first - 1
	if p.t.Tokens[i].XPOS != ling.VBG || at < 0 {
		return false
	}
	// "by saying that", "made a pitch to voters saying a law": what follows directly is a clause
	return p.bounds(at) || p.t.ChildBy(i, ling.Aux) < 0 && p.opensClause(i+1)
}

// opensClause reports whether token k can begin a clause.
func (p *page) opensClause(k int) bool {
	if k >= len(p.t.Tokens) {
		return false
	}
	switch p.t.Tokens[k].UPOS {
	case ling.PRON, ling.DET, ling.PROPN, ling.NOUN, ling.SCONJ:
		return true
	}
	return false
}

// split ends the content r of the cue at i before another cue of the same speaker: ", adding that …", "and said …".
func (p *page) split(r run, i int) run {
	for k := r.first; k < r.last; k++ {
		tok := &p.t.Tokens[k]
		if tok.UPOS != ling.VERB || k == i || p.quoted(k) >= 0 {
			continue
		}
		c, _ := p.verbCue(k)
		if s := p.ownSubject(k); s >= 0 && s < k {
			at := p.below(s).first - 1
			if at >= r.first && c != nil && p.another(at, k, c) {
				return p.trim(run{r.first, at})
			}
			if at > r.first && c != nil && p.contrasts(at) {
				return p.trim(run{r.first, at})
			}
			continue
		}
		at := p.beside(k).first - 1
		if c == nil || !c.has("that", "quote", "as", "p:to") {
			if at > r.first && p.rel(k) == ling.Conj && p.t.Head(k) == i && p.finite(i) && p.finite(k) && (p.word(at) == "and" || p.word(at) == "but") {
				return p.trim(run{r.first, at}) // "said that it was shut out and offered to host the talks"
			}
			continue
		}
		switch {
		case at < r.first && tok.XPOS == ling.VBG && at >= 0 && (p.t.Word(at) == "," || p.bounds(at)):
			return run{}
		case at < r.first:
		case tok.XPOS == ling.VBG && (p.t.Word(at) == "," || p.bounds(at)),
			tok.XPOS == ling.VBG && p.t.Tokens[i].XPOS == ling.VBG && (p.word(at) == "and" || p.word(at) == "but"),
			p.finite(k) && (c.has("quote") || p.t.Head(k) == i) && (p.word(at) == "and" || p.word(at) == "but"):
			return p.trim(run{r.first, at})
		}
	}
	return r
}

// finite reports whether the verb at k is told in a tense, by itself or by its first auxiliary.
func (p *page) finite(k int) bool {
	x := p.beside(k).first
	for ; x < k && !p.t.Tokens[x].XPOS.Verbal(); x++ {
	}
	return p.t.Tokens[x].XPOS == ling.VBD || p.t.Tokens[x].XPOS == ling.VBZ || p.t.Tokens[x].XPOS == ling.VBP
}

// outside reports whether token k hangs on the verb at i past the content.
func (p *page) outside(k, i int, part run) bool {
	h := p.t.Head(k)
	return h >= 0 && !part.has(h) && (h == i || p.t.Below(i, h))
}
