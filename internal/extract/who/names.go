package who

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// nameRun is the end of a person's name that begins at token i, or i where none does.
func (p *Page) nameRun(i int) int {
	if !p.nameStart(i) {
		return i
	}
	if at := p.itemAt[i]; at >= 0 {
		last := p.items[at].last
		return p.extend(last)
	}
	return p.extend(i + 1)
}

// extend carries a name on over capitalised words, particles, hyphens and initials.
func (p *Page) extend(i int) int {
	end := p.t.Sents[p.t.SentenceOf(i-1)].Last
	for i < end {
		w := p.word(i)
		switch {
		case p.upper(i) && p.nameWord(i):
			i++
			if at := p.itemAt[i-1]; at >= 0 && p.items[at].last > i {
				i = p.items[at].last
			}
		case particles[strings.ToLower(w)] && i+1 < end && (p.upper(i+1) && p.nameWord(i+1) || p.word(i+1) == "-"):
			i++
		case (w == "-" || w == "." || w == "'" || w == "’" || w == "‑") && i+1 < end && p.upper(i+1) && p.glued(i):
			i++
		default:
			return i
		}
	}
	return i
}

// glued reports whether token i touches the one before it: a hyphen inside a name, the point after an initial.
func (p *Page) glued(i int) bool {
	if i == 0 || p.t.Tokens[i-1].Span.End != p.t.Tokens[i].Span.Start {
		return false
	}
	if p.word(i) == "." {
		return len(p.word(i-1)) == 1 || p.word(i-1) == "Jr" || p.word(i-1) == "St"
	}
	return true
}

// nameWord reports whether a capitalised token can go on a name that has begun.
func (p *Page) nameWord(i int) bool {
	if calendar[strings.ToLower(p.word(i))] || p.t.Tokens[i].UPOS == ling.VERB || p.t.Tokens[i].UPOS == ling.AUX {
		return false
	}
	at := p.itemAt[i]
	if at < 0 {
		return true
	}
	it := &p.items[at]
	if it.last-it.first > 1 {
		return false
	}
	_, title := it.has(gazetteer.TitleEntry)
	_, adj := it.has(gazetteer.AdjectiveOf)
	return !title && !adj
}

// nameStart reports whether token i can begin a person's name: a person of the tables, or a capitalised word that is no
// known name, title or noun and not just the first word of its sentence.
func (p *Page) nameStart(i int) bool {
	if i < 0 || i >= len(p.t.Tokens) {
		return false
	}
	if at := p.itemAt[i]; at >= 0 {
		it := &p.items[at]
		if e, ok := it.has(gazetteer.EntityEntry); ok && it.first == i {
			return p.tables.IsPerson(e.Index) || p.givenName(it)
		}
		return false
	}
	if !p.upper(i) || calendar[strings.ToLower(p.word(i))] {
		return false
	}
	tok := &p.t.Tokens[i]
	if tok.XPOS == ling.CD {
		return false
	}
	if tok.UPOS != ling.X && tok.UPOS != ling.PROPN && tok.UPOS != ling.NOUN && tok.UPOS != ling.ADJ {
		return false
	}
	if pronouns[strings.ToLower(tok.Form)] || determiners[strings.ToLower(tok.Form)] || cuts[strings.ToLower(tok.Form)] {
		return false
	}
	if p.t.Sents[p.t.SentenceOf(i)].First == i && tok.UPOS != ling.PROPN {
		return i+1 < len(p.t.Tokens) && p.upper(i+1) && p.itemAt[i+1] < 0
	}
	return true
}

// givenName reports whether an item that is a body's name is the given name of somebody here: "Rafael Duarte" is not the
// company.
func (p *Page) givenName(it *item) bool {
	next := it.last
	if it.last-it.first != 1 || !p.tables.IsGiven(p.word(it.first)) || !p.upper(next) || p.t.Tokens[next].UPOS != ling.PROPN {
		return false
	}
	if at := p.itemAt[next]; at >= 0 {
		e, ok := p.items[at].has(gazetteer.EntityEntry)
		return ok && p.tables.IsPerson(e.Index)
	}
	return true
}

// titleName resolves a family name that is a title or a noun too, such as Bishop or Major, through the one whom the text
// names in full.
func (p *Page) titleName(first, last int, on string) (casus.Actor, bool) {
	at := p.itemAt[first]
	if last-first != 1 || at < 0 || !p.items[at].role() || p.items[at].names() || p.t.Tokens[first].UPOS != ling.PROPN {
		return casus.Actor{}, false
	}
	if first > 0 && determiners[strings.ToLower(p.word(first-1))] || p.nameRun(last) > last {
		return casus.Actor{}, false
	}
	bearers := p.byLast[gazetteer.Fold(p.word(first))]
	if len(bearers) == 0 || strings.EqualFold(bearers[0].name, p.word(first)) {
		return casus.Actor{}, false
	}
	return p.person(first, last, on)
}

// shadowed reports whether somebody else described in the text bears the name that the tables know: a Trump that is not
// the one, a Johnson who is a witness.
func (p *Page) shadowed(it *item, e gazetteer.Entry) bool {
	if !p.tables.IsPerson(e.Index) || it.last-it.first > 1 {
		return false
	}
	for _, d := range p.byLast[gazetteer.Fold(p.t.TextOf(it.first, it.last))] {
		if d.known != e.Index {
			return true
		}
	}
	return false
}

// another reports whether a bare family name is that of somebody whom the text names in full and the tables do not know: in
// a story of Usman Khan, Khan is nobody's prime minister.
func (p *Page) another(d *described, it *item, e gazetteer.Entry) bool {
	if d == nil || d.known >= 0 || !e.Surname || d.last-d.first < 2 {
		return false
	}
	for _, x := range p.t.Entities {
		if x.Kind == ling.Person && x.First <= d.first && d.last <= x.Last {
			return p.borne(it, e.Index)
		}
	}
	return false
}

// borne reports whether a bare family name of the tables is that of people whom the text names in full, and of none whom the tables
// know by it.
func (p *Page) borne(it *item, person int32) bool {
	if it.last-it.first > 1 {
		return false
	}
	bearers := p.byLast[gazetteer.Fold(p.word(it.first))]
	return len(bearers) > 0 && !slices.ContainsFunc(bearers, func(o *described) bool { return o.known == person })
}
