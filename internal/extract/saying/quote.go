package saying

import (
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// stretch is a quotation: tokens from the opening to the closing mark, both included. One that is not closed in its
// paragraph, as when the next paragraph goes on quoting, reaches to the end of the paragraph.
type stretch struct {
	run
	words     int
	utterance bool // long or closed enough to be speech, not a scare quote or a title
}

// minWords is how many words a quotation needs to count as an utterance of its own.
const minWords = 3

// findQuotes lists the quotations of t in order. They never run over the end of a paragraph.
func findQuotes(t *ling.Text) []stretch {
	var out []stretch
	for s := 0; s < len(t.Sents); {
		e := s + 1
		for e < len(t.Sents) && !t.Sents[e].Paragraph && !brokenBefore(t, t.Sents[e].First) {
			e++
		}
		goesOn := e < len(t.Sents) && markAt(t, t.Tokens[t.Sents[e].First].Span.Start).opens
		out = append(out, paragraphQuotes(t, run{t.Sents[s].First, t.Sents[e-1].Last}, goesOn)...)
		s = e
	}
	return out
}

// brokenBefore reports whether a line break stands before token i.
func brokenBefore(t *ling.Text, i int) bool {
	if i == 0 {
		return true
	}
	return strings.Contains(t.Doc.Text[t.Tokens[i-1].Span.End:t.Tokens[i].Span.Start], "\n")
}

// paragraphQuotes lists the quotations of one paragraph. One that is not closed reaches to its end where the next
// paragraph goes on quoting, else to the end of its sentence.
func paragraphQuotes(t *ling.Text, r run, goesOn bool) []stretch {
	var out []stretch
	open := -1
	end := t.Tokens[r.last-1].Span.End
	for k := t.Tokens[r.first].Span.Start; k < end; {
		m := markAt(t, k)
		switch {
		case m.size == 0:
			k++
			continue
		case m.opens && (open < 0 || !m.closes):
			open = t.TokenAt(k)
		case m.closes && open >= 0:
			out = append(out, newStretch(t, run{open, min(t.TokenAt(k+m.size-1)+1, r.last)}))
			open = -1
		}
		k += m.size
	}
	if open >= 0 {
		last := r.last
		if !goesOn {
			last = t.Sents[t.SentenceOf(open)].Last
		}
		if last-open > minWords {
			out = append(out, newStretch(t, run{open, last}))
		}
	}
	return out
}

// mark is a quotation mark in the text.
type mark struct {
	size          int // bytes, 0 for none
	opens, closes bool
}

// markAt reads the quotation mark at a byte of the text. Straight marks open before a word and close behind one.
func markAt(t *ling.Text, at int) mark {
	rest := t.Doc.Text[at:]
	if rest == "" {
		return mark{}
	}
	switch rest[0] {
	case "“"[0], '`', '"', '\'': // the first bytes of all marks
	default:
		return mark{}
	}
	for _, w := range []string{"“", "„", "``"} {
		if strings.HasPrefix(rest, w) {
			return mark{size: len(w), opens: true}
		}
	}
	if strings.HasPrefix(rest, "”") {
		return mark{size: len("”"), closes: true}
	}
	size := 0
	switch {
	case strings.HasPrefix(rest, "\""):
		size = 1
	case strings.HasPrefix(rest, "'''"):
		size = 3
	case strings.HasPrefix(rest, "''"):
		size = 2
	default:
		return mark{}
	}
	before := at == 0 || strings.ContainsRune(" \n\t([—-", rune(t.Doc.Text[at-1]))
	after := at+size >= len(t.Doc.Text) || strings.ContainsRune(" \n\t.,;:)]!?-", rune(t.Doc.Text[at+size]))
	return mark{size: size, opens: before && !after || before == after, closes: after && !before || before == after}
}

func newStretch(t *ling.Text, r run) stretch {
	s := stretch{run: r}
	for i := r.first; i < r.last; i++ {
		if t.Tokens[i].UPOS != ling.PUNCT {
			s.words++
		}
	}
	end := ""
	if s.words > 0 && r.last-2 > r.first {
		end = t.Word(r.last - 2)
	}
	closed := strings.ContainsAny(end, ".,!?") && len(end) <= 3
	s.utterance = s.words >= minWords || closed
	return s
}

// speech gives quotations their cues: it widens contents to the whole of the quotations that they touch, finds cues for
// quotations that the trees left without one, and lets a speaker who was named once go on.
func (p *page) speech() {
	p.owners = make([]int, len(p.quotes))
	for k := range p.owners {
		p.owners[k] = -1
	}
	p.byHead = make(map[int]int, len(p.drafts))
	for k := range p.drafts {
		p.widen(&p.drafts[k])
		p.claim(k)
	}
	for k := range p.quotes {
		q := &p.quotes[k]
		if !q.utterance || p.owners[k] >= 0 {
			continue
		}
		if p.spoken(q.run) && p.adopt(k) {
			continue
		}
		p.goOn(k)
	}
}

// spoken reports whether a quotation can stand for itself: it holds a verb, begins a sentence, or follows a colon or a
// comma. Others are words that the narrator borrows.
func (p *page) spoken(q run) bool {
	for k := q.first; k < q.last; k++ {
		if u := p.t.Tokens[k].UPOS; u == ling.VERB || u == ling.AUX {
			return true
		}
	}
	if q.first == 0 || p.startsSentence(q.first) {
		return true
	}
	w := p.t.Word(q.first - 1)
	return w == ":" || w == ","
}

// claim notes which quotations stand in the content of draft d, outside its own quotation.
func (p *page) claim(d int) {
	draft := &p.drafts[d]
	if _, ok := p.byHead[draft.head]; !ok {
		p.byHead[draft.head] = d
	}
	for _, part := range draft.parts {
		for k := p.firstQuote(part.first); k < len(p.quotes) && p.quotes[k].first < part.last; k++ {
			if p.owners[k] < 0 && !p.quotes[k].has(draft.head) {
				p.owners[k] = d
			}
		}
	}
}

// widen makes each piece of content include the whole of every quotation that it shares words with.
func (p *page) widen(d *draft) {
	for i := range d.parts {
		for k := p.firstQuote(d.parts[i].first); k < len(p.quotes) && p.quotes[k].first < d.parts[i].last; k++ {
			q := &p.quotes[k]
			if !q.has(d.head) && !q.overlaps(d.cue) && !q.overlaps(d.speaker) {
				d.parts[i] = d.parts[i].union(q.run)
			}
		}
	}
	d.parts = merge(d.parts)
}

// merge joins pieces that overlap or touch; they are in order of their first tokens.
func merge(parts []run) []run {
	for i := 1; i < len(parts); i++ {
		for k := i; k > 0 && parts[k].first < parts[k-1].first; k-- {
			parts[k], parts[k-1] = parts[k-1], parts[k]
		}
	}
	out := parts[:0]
	for _, r := range parts {
		if n := len(out); n > 0 && r.first <= out[n-1].last {
			out[n-1] = out[n-1].union(r)
			continue
		}
		out = append(out, r)
	}
	return out
}

// adopt gives quotation k to a cue beside it that can introduce speech: one just behind its end ("…," said X), or one
// before it in its sentence (X said: "…"). It reports whether it found one.
func (p *page) adopt(k int) bool {
	q := p.quotes[k].run
	if i := q.first - 2; i >= 0 && (p.t.Word(i+1) == "," || p.t.Word(i+1) == ":") && p.quoted(i) < 0 && p.t.Tokens[i].UPOS == ling.VERB && p.attach(i, q) {
		return true // "…, adding, “…”": right before it
	}
	if q.first > 0 && p.t.Word(q.first-1) == ":" && p.adoptBefore(q) {
		return true // a colon leads to it
	}
	for i := q.last; i < min(q.last+maxSpeaker, len(p.t.Tokens)) && !brokenBefore(p.t, i); i++ {
		if p.t.SentenceOf(i) > p.t.SentenceOf(q.last) || p.quoted(i) >= 0 {
			break
		}
		if p.attach(i, q) {
			return true
		}
	}
	return p.adoptBefore(q)
}

// adoptBefore gives a quotation to the nearest cue before it in its sentence that can introduce speech.
func (p *page) adoptBefore(q run) bool {
	sent := p.t.Sents[p.t.SentenceOf(q.first)]
	for i := q.first - 1; i >= max(sent.First, q.first-25); i-- {
		if p.quoted(i) >= 0 {
			break
		}
		if p.attach(i, q) {
			return true
		}
	}
	return false
}

// attach makes q content of the cue at token i, if that can introduce direct speech.
func (p *page) attach(i int, q run) bool {
	if d, ok := p.byHead[i]; ok && p.drafts[d].quoting {
		p.drafts[d].parts = merge(append(p.drafts[d].parts, q))
		p.claim(d)
		return true
	}
	if p.t.Tokens[i].UPOS == ling.NOUN {
		return p.attachNoun(i, q)
	}
	if p.t.Tokens[i].UPOS != ling.VERB {
		return false
	}
	c, _ := p.verbCue(i)
	if c == nil || !c.has("quote") {
		return false
	}
	s, passive := p.subject(i)
	if s < 0 || passive {
		return false
	}
	d := draft{head: i, stance: c.with("quote"), quoting: true, rule: "verb quote", parts: []run{q}}
	d.cue = p.verbGroup(i, -1)
	d.speaker = p.speaker(s, i)
	if d.speaker.overlaps(q) {
		return false
	}
	p.drafts = append(p.drafts, d)
	p.claim(len(p.drafts) - 1)
	return true
}

// attachNoun makes q content of the noun at token i where a colon leads from it: "made the following announcement: “…”".
func (p *page) attachNoun(i int, q run) bool {
	c := p.lex.find("noun", p.low(i))
	if c == nil || !c.has("quote") || i > q.first-2 || p.t.Word(q.first-1) != ":" || p.t.SentenceOf(i) != p.t.SentenceOf(q.first) {
		return false
	}
	speaker, _ := p.nounSpeaker(i)
	if speaker.empty() || speaker.overlaps(q) {
		return false
	}
	d := draft{head: i, stance: c.with("quote"), quoting: true, rule: "noun quote", parts: []run{q}, speaker: speaker}
	d.cue = p.nounGroup(i, -1)
	p.drafts = append(p.drafts, d)
	p.claim(len(p.drafts) - 1)
	return true
}

// goOn lets the speaker of the quotation before go on in quotation k: where it follows in the same paragraph, or begins
// the next one, with no cue of its own.
func (p *page) goOn(k int) {
	q := p.quotes[k]
	if k == 0 || !p.startsSentence(q.first) {
		return
	}
	before := p.quotes[k-1]
	d := p.owners[k-1]
	if d < 0 || !p.drafts[d].quoting || p.paragraphsBetween(before.last, q.first) > 1 {
		return
	}
	p.drafts[d].parts = merge(append(p.drafts[d].parts, q.run))
	p.claim(d)
}

// startsSentence reports whether token i is the first of its sentence.
func (p *page) startsSentence(i int) bool { return p.t.Sents[p.t.SentenceOf(i)].First == i }

// paragraphsBetween counts the breaks between tokens a and b.
func (p *page) paragraphsBetween(a, b int) int {
	n := 0
	for i := a; i <= b && i < len(p.t.Tokens); i++ {
		if i > 0 && brokenBefore(p.t, i) {
			n++
		}
	}
	return n
}
