package where

import (
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// judge weighs whether the match of a gazetteer name at tokens [first, last) is meant as a place: above 0 it is. The
// weights are set by hand; each line is one piece of evidence.
func (d *document) judge(m *mention, first, last int) float32 {
	n := &d.names[m.name]
	best := n.best()
	w := d.f.words
	if d.nation(m.name, n.key) != "" || w.of(m.span.Of(d.text)).has(body) || strings.HasPrefix(d.text[m.span.End:], "$") {
		return -1
	}
	points := min(3.5, max(-1.5, (best.prior-5.5)*0.8))
	if last-first > 1 {
		points++
	}
	m.hint = d.around(first, last)
	if m.hint != 0 {
		points++
	}
	if m.brief {
		return 1 + d.commaPoints(m, last)
	}
	points += d.entityPoints(first, last)
	points += d.beforePoints(first) + d.afterPoints(last) + d.commaPoints(m, last)
	if last-first == 1 {
		points += d.wordPoints(first, best)
	} else if c := w.of(d.t.Word(last - 1)); c.has(notAfter) && best.prior < 4 {
		points--
	}
	return points
}

// entityPoints is what the entity recogniser says.
func (d *document) entityPoints(first, last int) float32 {
	if len(d.t.Entities) == 0 {
		return 0
	}
	e := d.t.EntityAt(first)
	if e < 0 {
		e = d.t.EntityAt(last - 1)
	}
	if e < 0 {
		return -1.5
	}
	ent := d.t.Entities[e]
	whole := ent.First >= first && ent.Last <= last
	switch ent.Kind {
	case ling.Place:
		if whole {
			return 3
		}
		return 1
	case ling.Person:
		return -3.5
	case ling.Organisation:
		if whole {
			return -1
		}
		return -3
	}
	return -2
}

// commaPoints looks for "City, Region": a name after a comma that may hold this one, or one before that this one may hold.
func (d *document) commaPoints(m *mention, last int) float32 {
	if d.t.Word(last) == "," && last+1 < len(d.t.Tokens) {
		if next, _ := d.after(last + 1); next.name >= 0 && next.name != m.name && d.mayHold(next.name, m.name) {
			return 4
		}
	}
	if n := len(d.mentions); n > 0 && d.mentions[n-1].name >= 0 && d.mentions[n-1].span.End < m.span.Start &&
		strings.TrimSpace(d.text[d.mentions[n-1].span.End:m.span.Start]) == "," && d.mayHold(m.name, d.mentions[n-1].name) {
		return 3
	}
	return 0
}

// mayHold reports whether some reading of outer, a country or first-level area, holds some reading of inner.
func (d *document) mayHold(outer, inner int) bool {
	for _, o := range d.names[outer].options {
		if o.entry != o.area && !d.p.IsCountry(o.entry) {
			continue
		}
		for _, i := range d.names[inner].options {
			if i.entry != o.entry && d.inside(i.entry, o.entry) {
				return true
			}
		}
	}
	return false
}

// beforePoints judges the words before token first.
func (d *document) beforePoints(first int) float32 {
	w := d.f.words
	before := d.t.Word(first - 1)
	if d.sentenceStart(first) {
		return 0
	}
	c := w.of(before)
	switch {
	case d.phraseBefore(first, notBefore):
		return -4
	case c.has(title):
		return -3
	case c.has(locative | direction):
		return 1.5
	case strings.EqualFold(before, "the"):
		if first >= 2 && w.of(d.t.Word(first-2)).has(locative) {
			return 0.5
		}
		return -0.5
	case (before == "," || before == "and" || before == "or") && first > 1 && d.endsPlace(first-1):
		return 2 // in a list of places
	case before == ",":
		return 0.5
	case c.has(given) && capital(before):
		return -3
	case capital(before) && !d.endsPlace(first) && d.t.Tokens[first-1].UPOS == ling.PROPN:
		return -1.5
	case capital(before) && !d.endsPlace(first):
		return -1
	}
	return 0
}

// endsPlace reports whether an accepted place ends just before the token.
func (d *document) endsPlace(first int) bool {
	n := len(d.mentions)
	return n > 0 && first > 0 && d.mentions[n-1].span.End == d.t.Tokens[first-1].Span.End
}

// phraseBefore reports whether the two words before token first are a phrase of class c ("University of"), or the one
// before is a word of it.
func (d *document) phraseBefore(first int, c class) bool {
	w := d.f.words
	if first < 1 {
		return false
	}
	return w.of(d.t.Word(first-1)).has(c) || first >= 2 && w.of(d.t.Word(first-2)+" "+d.t.Word(first-1)).has(c)
}

// afterPoints judges the words after the match.
func (d *document) afterPoints(last int) float32 {
	w := d.f.words
	after := d.t.Word(last)
	c := w.of(after)
	switch {
	case after == "":
		return 0
	case c.has(notAfter) && !c.has(afterKinds):
		return -3
	case c.has(saying):
		return -1.5
	case c.has(family) && capital(after):
		return -3
	case capital(after) && !c.has(afterKinds) && d.t.Tokens[last-1].SpaceAfter && !d.knownNext(last):
		return -1.5
	}
	return 0
}

// knownNext reports whether a capitalised word after a match begins a sentence or stands apart.
func (d *document) knownNext(i int) bool {
	return d.sentenceStart(i) || d.f.words.of(d.t.Word(i)).has(calendar)
}

// wordPoints judges a single word: names of people and common words are also small places.
func (d *document) wordPoints(i int, best option) float32 {
	form := d.t.Word(i)
	c := d.f.words.of(form)
	var points float32
	if c.has(common) {
		points -= 3.5
	}
	if c.has(given|family) && best.prior < 6.6 {
		points -= 2.5
	}
	if d.persons()[form] && !d.p.IsCountry(best.entry) {
		points -= 3
	}
	if d.sentenceStart(i) && best.prior < 6 {
		points--
	}
	if len(form) <= 4 && form == strings.ToUpper(form) && !d.p.IsCountry(best.entry) {
		points -= 4
	}
	switch d.t.Tokens[i].UPOS {
	case ling.PROPN, 0:
	case ling.ADJ:
		points -= 2
	default:
		points -= 2
	}
	return points
}

// persons are the last words of the names of persons in the text, who are called by them later on.
func (d *document) persons() map[string]bool {
	if d.people == nil {
		d.people = map[string]bool{}
		for _, e := range d.t.Entities {
			if e.Kind == ling.Person && e.Last-e.First > 1 {
				d.people[d.t.Word(e.Last-1)] = true
			}
		}
	}
	return d.people
}

func (d *document) sentenceStart(i int) bool {
	if i <= 0 || i >= len(d.t.Tokens) {
		return true
	}
	s := d.t.Sents[d.t.SentenceOf(i)]
	return s.First == i || s.First == i-1 && !letter(d.t.Word(i-1))
}

func letter(word string) bool {
	return word != "" && (word[0] >= 'a' && word[0] <= 'z' || word[0] >= 'A' && word[0] <= 'Z' || word[0] >= 0x80)
}

// around reads what kind of place the words beside tokens [first, last) speak of.
func (d *document) around(first, last int) hint {
	w := d.f.words
	var h hint
	if last < len(d.t.Tokens) && (last == 0 || d.t.Tokens[last-1].SpaceAfter) {
		h |= (w.of(d.t.Word(last)) & afterKinds).hint()
	}
	if first >= 1 {
		h |= (w.of(d.t.Word(first-1)) & beforeKinds).hint()
	}
	if first >= 2 {
		h |= (w.of(d.t.Word(first-2)+" "+d.t.Word(first-1)) & beforeKinds).hint()
	}
	return h
}
