package saying

import (
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// A verb that says nothing by itself can open an act together with other words: "took aim at", "made no secret of",
// "came out against". The words are a row of the table; what stands between them (an article, an adjective, whose it is)
// is grammar, and so is what follows.

// phrase is a row of the table for a verb and the words behind it.
type phrase struct {
	words []string // lemmas or forms, the verb not among them
	cue   *cue
}

// phrases are the rows of one verb, those with more words first.
type phrases struct {
	rows    []phrase
	byFirst map[string][]int // rows by the first word behind the verb
	gaps    []int            // rows that leave room right behind the verb
}

// addPhrase files a row under its verb.
func (l *lexicon) addPhrase(lemma string, c *cue) {
	words := strings.Fields(lemma)
	ph := l.phrases[words[0]]
	if ph == nil {
		ph = &phrases{}
		l.phrases[words[0]] = ph
	}
	ph.rows = append(ph.rows, phrase{words[1:], c})
}

// index sorts the rows and files them by their first words.
func (ph *phrases) index() {
	slices.SortStableFunc(ph.rows, func(a, b phrase) int { return len(b.words) - len(a.words) })
	ph.byFirst = map[string][]int{}
	for i, row := range ph.rows {
		if w := row.words[0]; w == gap {
			ph.gaps = append(ph.gaps, i)
		} else {
			ph.byFirst[w] = append(ph.byFirst[w], i)
		}
	}
}

// maxBetween is how many words may stand between two words of a phrase.
const maxBetween = 4

// phrased opens an act on the verb at i and the words behind it that make a phrase of the table; nil for none.
func (p *page) phrased(i int) *draft {
	ph := p.lex.phrases[p.low(i)]
	if ph == nil || p.rel(i) == ling.Amod || p.rel(i) == ling.Aux || p.passive(i) {
		return nil
	}
	last := p.sentence(i).last
	for _, k := range p.begun(ph, i, last) {
		if s, ok := p.spelled(i, last, ph.rows[k].words); ok {
			if d := p.phraseAct(i, s, ph.rows[k].cue); d != nil {
				return d
			}
		}
	}
	return nil
}

// begun lists the rows whose first word stands behind the verb at i, in their order.
func (p *page) begun(ph *phrases, i, last int) []int {
	p.ahead = p.ahead[:0]
	p.begins = append(p.begins[:0], ph.gaps...)
	for at := i + 1; at < min(last, i+2+maxBetween); at++ {
		w := p.behindVerb(i, at)
		p.begins = append(p.begins, ph.byFirst[w.word]...)
		if w.lemma != w.word {
			p.begins = append(p.begins, ph.byFirst[w.lemma]...)
		}
		if !p.fills(at) {
			break
		}
	}
	slices.Sort(p.begins)
	return slices.Compact(p.begins)
}

// spelling is where the words of a phrase stand.
type spelling struct {
	end  int // behind the last word
	slot run // what stands in the place left open by gap, empty where there is none
}

// gap stands in a row for what is spoken about: "take ~ to task".
const gap = "~"

// maxGap is how many words may stand in the place of a gap.
const maxGap = 12

// spelled finds the words behind the verb at i and before token last; ok is false where the text has others.
func (p *page) spelled(i, last int, words []string) (s spelling, ok bool) {
	at := i + 1
	for n := 0; n < len(words); n++ {
		first, limit, open := at, min(last, at+maxBetween+1), words[n] == gap
		if open {
			n++
			limit = min(last, at+maxGap+1)
		}
		for at < limit && !p.behindVerb(i, at).is(words[n]) && (p.fills(at) || open && p.named(at)) {
			at++
		}
		if at >= limit || !p.behindVerb(i, at).is(words[n]) {
			return spelling{}, false
		}
		if open {
			if s.slot = p.trim(run{first, at}); s.slot.empty() {
				return spelling{}, false
			}
		}
		at++
	}
	s.end = at
	return s, true
}

// spelt is a token as a row of the table may spell it: its word, or its lemma where it is no verb.
type spelt struct{ word, lemma string }

func (w spelt) is(word string) bool { return w.word == word || w.lemma == word }

// behindVerb spells token k behind the verb at i, once for all rows.
func (p *page) behindVerb(i, k int) spelt {
	for n := i + 1 + len(p.ahead); n <= k; n++ {
		w := spelt{word: p.word(n)}
		if u := p.t.Tokens[n].UPOS; u != ling.VERB && u != ling.AUX {
			w.lemma = p.low(n)
		}
		p.ahead = append(p.ahead, w)
	}
	return p.ahead[k-i-1]
}

// named reports whether token k can belong to a noun phrase.
func (p *page) named(k int) bool {
	switch u := p.t.Tokens[k].UPOS; u {
	case ling.ADP, ling.CCONJ:
		return true
	default:
		return u.Nominal()
	}
}

// fills reports whether token k can stand inside a phrase: a determiner, a possessor, an adjective, a noun before a noun.
func (p *page) fills(k int) bool {
	tok := &p.t.Tokens[k]
	switch tok.UPOS {
	case ling.DET, ling.ADJ, ling.ADV, ling.NUM:
		return true
	case ling.PRON:
		return tok.XPOS == ling.PRPS
	case ling.NOUN, ling.PROPN:
		return p.rel(k) == ling.Compound || tok.Rel == ling.NmodPoss
	case ling.PART:
		return tok.XPOS == ling.POSS
	}
	return false
}

// phraseAct is the act of the phrase of the verb at i that is spelled at s; nil where nothing is said.
func (p *page) phraseAct(i int, at spelling, c *cue) *draft {
	if c.has("subj") {
		return p.undergone(i, at.end, c)
	}
	frame, part := p.phraseContent(i, at.end, c)
	var parts []run
	if !at.slot.empty() && (!part.empty() || !c.has("num")) {
		parts = append(parts, at.slot)
	}
	if !part.empty() && (at.slot.empty() || frame != "obj" || c.has("num")) {
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		frame, parts = "that", p.asClause(i, at.end, c)
	}
	if len(parts) == 0 {
		return nil
	}
	v := i
	if p.t.Tokens[i].Rel == ling.Cop && p.t.Head(i) >= 0 {
		v = p.t.Head(i)
	}
	s, _ := p.subject(v)
	d := &draft{
		parts: parts, stance: c.with(frame), quoting: c.has("quote"), rule: "phrase " + frame,
		cue: p.beside(i).union(run{i, at.end}), speaker: p.speaker(s, v), presumed: frame == "obj" || strings.HasPrefix(frame, "p:"),
	}
	if !at.slot.empty() {
		d.cue = p.beside(i)
	}
	if strings.HasPrefix(frame, "p:") && part.first == at.end+1 && at.slot.empty() {
		d.cue.last++
	}
	if !d.speaker.empty() && slices.ContainsFunc(d.parts, func(r run) bool { return r.overlaps(d.speaker) }) {
		return nil
	}
	return d
}

// undergone is the act of others on the subject of the verb at i: "came under fire from the opposition", "drew praise".
func (p *page) undergone(i, end int, c *cue) *draft {
	s, _ := p.subject(i)
	if s < 0 || s > i {
		return nil
	}
	d := &draft{parts: p.runs(p.collect(s, p.clauseOn(s, i))), stance: c.with("subj"), presumed: true, rule: "phrase subj", cue: p.beside(i).union(run{i, end})}
	d.speaker = p.givers(end)
	if len(d.parts) == 0 || d.speaker.empty() {
		return nil
	}
	return d
}

// phraseContent is what follows the phrase of the verb at i from token end on, and the frame that it fits.
func (p *page) phraseContent(i, end int, c *cue) (string, run) {
	sent := p.sentence(i)
	if end >= sent.last {
		return "", run{}
	}
	w := p.word(end)
	if c.has("p:" + w) {
		stop := p.clauseEnd(end+1, sent.last)
		return "p:" + w, p.trim(run{end + 1, stop})
	}
	if c.has("that") {
		if k := p.opener(end, min(sent.last, end+8), true); k >= 0 {
			return "that", p.split(p.trim(run{k, sent.last}), i)
		}
	}
	if c.has("inf") && w == "to" && p.t.Tokens[end].UPOS == ling.PART {
		return "inf", p.split(p.trim(run{end, sent.last}), i)
	}
	if c.has("quote") && (w == ":" || w == "," || opensQuote(w)) && p.quoteFollows(end) {
		return "quote", p.trim(run{end, sent.last})
	}
	if c.has("num") && p.counts(end) {
		return "obj", p.trim(run{end, p.clauseEnd(end, sent.last)})
	}
	if c.has("obj") && p.opensClause(end) {
		r := p.trim(run{end, p.clauseEnd(end, sent.last)})
		if p.clausal(r) {
			r = p.split(p.trim(run{end, sent.last}), i)
		}
		return "obj", r
	}
	return "", run{}
}

// counts reports whether a number stands at token k, or behind a word such as "about".
func (p *page) counts(k int) bool {
	for ; k+1 < len(p.t.Tokens) && (p.t.Tokens[k].UPOS == ling.ADV || p.t.Tokens[k].UPOS == ling.ADP || p.t.Tokens[k].UPOS == ling.SYM); k++ {
	}
	return p.t.Tokens[k].UPOS == ling.NUM
}

// quoteFollows reports whether a quotation begins at token k or right behind it.
func (p *page) quoteFollows(k int) bool {
	return p.quoted(k) >= 0 || k+1 < len(p.t.Tokens) && p.quoted(k+1) >= 0
}
