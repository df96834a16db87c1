package saying

import (
	"github.com/casus-project/casus/internal/ling"
)

// Speakers by their commas: "Ann Poe, the fund's treasurer, who had resigned, said". Long ones are where trees go wrong, and the
// commas alone tell.

// byCommas is the phrase before the verb group that begins at at, behind a comma, with what commas or dashes add to it; empty
// where the words read otherwise, or where the verb at i has a subject of its own beside it.
func (p *page) byCommas(i, at int, sent run) run {
	if at-2 <= sent.first || !p.pauses(at-1) || p.quoted(at-1) >= 0 {
		return run{}
	}
	if s := p.ownSubject(i); s > i {
		return run{}
	}
	best := run{}
	for b := at - 3; b >= max(sent.first, at-maxSpeaker-10) && p.quoted(b) < 0; b-- {
		if b > sent.first && !p.bounds(b-1) && p.quoted(b-1) < 0 && p.t.Tokens[b-1].UPOS != ling.CCONJ && p.t.Tokens[b-1].UPOS != ling.SCONJ {
			continue
		}
		first := b
		for first < at && !p.pauses(first) {
			first++
		}
		if first < at-1 && p.names(b, first) && p.adorns(first+1, at-1) {
			best = run{b, at - 1}
		}
	}
	return best
}

// enclosed gives the verb at i the phrase that ends at the comma before it for a speaker, where the tree gave it none, a
// relative pronoun out of that phrase, or one that does not reach to it.
func (p *page) enclosed(d *draft, i int, passive bool) {
	at := d.cue.first
	if passive || at == 0 || !p.pauses(at-1) || !p.t.Tokens[p.beside(i).first].XPOS.Finite() {
		return
	}
	if !d.speaker.empty() && !p.relative(d.speaker.first) && d.speaker.last >= at-1 {
		return
	}
	if d.speaker.first > at {
		return
	}
	if s := p.byCommas(i, at, p.sentence(i)); !s.empty() && (d.speaker.empty() || s.first <= d.speaker.first) {
		d.speaker = s
	}
}

// pauses reports whether token k is a comma or a dash.
func (p *page) pauses(k int) bool {
	switch p.t.Word(k) {
	case ",", "—", "–", "--":
		return true
	}
	return false
}

// names reports whether the words from i to before last are a noun phrase that can name a speaker.
func (p *page) names(i, last int) bool {
	if i >= last || p.lex.find("day", p.word(i)) != nil {
		return false
	}
	switch p.t.Tokens[i].UPOS {
	case ling.DET, ling.ADJ, ling.NOUN, ling.PROPN, ling.NUM:
	default:
		return false
	}
	nominal := false
	for k := i; k < last; k++ {
		switch tok := &p.t.Tokens[k]; tok.UPOS {
		case ling.NOUN, ling.PROPN:
			nominal = true
		case ling.DET, ling.ADJ, ling.NUM, ling.ADP, ling.PART, ling.CCONJ, ling.PUNCT, ling.SYM, ling.X:
		case ling.PRON:
			if tok.XPOS != ling.PRPS {
				return false
			}
		default:
			return false
		}
	}
	return nominal
}

// adorns reports whether the words from i to before last say who somebody is: stretches between commas that begin like an
// apposition, an age, a place or a participle and hold no verb in a tense but in a relative clause.
func (p *page) adorns(i, last int) bool {
	if i >= last {
		return false
	}
	relative, begins := false, true
	for k := i; k < last; k++ {
		tok := &p.t.Tokens[k]
		if p.quoted(k) >= 0 && tok.UPOS == ling.PUNCT {
			continue
		}
		if p.pauses(k) {
			begins = true
			continue
		}
		relative = relative || p.relative(k)
		if tok.XPOS.Finite() && tok.UPOS != ling.NOUN && !relative {
			return false
		}
		if begins && k == i && !p.explains(k) && tok.XPOS != ling.VBN && tok.XPOS != ling.VBG && !p.placed(k) {
			return false
		}
		begins = false
	}
	return true
}

// placed reports whether token k begins a place that tells who somebody is: "of Gdynia".
func (p *page) placed(k int) bool {
	w := p.word(k)
	return (w == "of" || w == "from") && k+1 < len(p.t.Tokens) && p.t.Tokens[k+1].UPOS == ling.PROPN
}
