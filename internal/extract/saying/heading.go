package saying

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// maxLabel is how many words may stand before the colon of a headline or of a line of dialogue.
const maxLabel = 8

// headings opens acts on lines that begin with a speaker and a colon: "Trump: …" in a headline, or a turn of dialogue.
func (p *page) headings() {
	for s := range p.t.Sents {
		sent := &p.t.Sents[s]
		if !sent.Heading && !sent.Paragraph && !brokenBefore(p.t, sent.First) {
			continue
		}
		colon := p.label(sent.First, sent.Last)
		if colon < 0 || colon+2 >= sent.Last {
			continue
		}
		end := sent.Last
		if !sent.Heading {
			end = p.paragraphEnd(s)
		}
		part := p.trim(run{colon + 1, end})
		if part.empty() || !p.speaks(sent.First, colon) || p.lists(part) {
			continue
		}
		p.drafts = append(p.drafts, draft{
			head: colon, cue: run{colon, colon + 1}, speaker: p.trim(run{sent.First, colon}),
			parts: []run{part}, stance: casus.StanceSay, quoting: true, rule: "heading colon",
		})
	}
}

// label is the colon behind a name at the beginning of a line, −1 where there is none.
func (p *page) label(first, last int) int {
	names := false
	for i := first; i < last && i-first <= maxLabel; i++ {
		tok := &p.t.Tokens[i]
		if tok.Form == ":" {
			if names && i > first && p.t.Tokens[i-1].UPOS != ling.PUNCT || i > first && p.t.Word(i-1) == ")" {
				return i
			}
			return -1
		}
		switch tok.UPOS {
		case ling.PROPN:
			names = true
		case ling.VERB, ling.AUX, ling.SCONJ, ling.PRON:
			return -1
		case ling.NOUN:
			names = names || p.lex.find("title", p.low(i)) != nil
		}
	}
	return -1
}

// speaks reports whether the words before a colon can be a speaker: not a noun such as the "note" of "Editor's note".
func (p *page) speaks(first, colon int) bool {
	last := &p.t.Tokens[colon-1]
	return last.UPOS != ling.NOUN || p.lex.find("title", p.low(colon-1)) != nil
}

// lists reports whether a range holds names alone.
func (p *page) lists(r run) bool {
	for k := r.first; k < r.last; k++ {
		switch p.t.Tokens[k].UPOS {
		case ling.VERB, ling.AUX, ling.NOUN:
			return false
		}
	}
	return p.quoted(r.first) < 0
}

// paragraphEnd is the end of the paragraph in which sentence s stands.
func (p *page) paragraphEnd(s int) int {
	e := s + 1
	for e < len(p.t.Sents) && !p.t.Sents[e].Paragraph && !brokenBefore(p.t, p.t.Sents[e].First) {
		e++
	}
	return p.t.Sents[e-1].Last
}
