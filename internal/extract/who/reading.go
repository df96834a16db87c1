package who

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// reading is what a noun phrase says about who is meant, before anything outside the phrase is asked.
type reading struct {
	country casus.Country
	basis   string // what gave the country: "state", "demonym", "place", "organisation", "possessor"
	sectors []casus.Sector
	role    string
	organ   string // slug of an organ of which a state has one
	office  string // slug of an office of which a state has one holder
	fixed   casus.Country
	head    int   // token of the noun or title that says what is meant, -1 for none
	org     int32 // an organisation or group named in it, -1 for none
	orgOwns bool  // and what is meant is its: "NATO's border force"
	person  int32 // a person named in it, -1 for none
	owner   int32 // a person whose it is: "Johnson's government"
	state   gazetteer.EntryKind
	stateAt int // token of the state's name, -1 for none
	weak    bool
	body    bool
	thing   bool
	former  bool
	ousted  bool
	led     bool // "Chilean-led": of several states
	foreign bool // "a foreign company"
	crowd   bool // "a company" of whom what follows says
	local   bool // the country came from a place inside it, not from the state itself
	last    int  // end of the part before any "of" or clause
	end     int  // end of all that was read
}

// read reads tokens [first, last) as one noun phrase.
func (p *Page) read(first, last int) reading {
	r := reading{head: -1, org: -1, person: -1, owner: -1, stateAt: -1, last: last, end: last}
	for i := first; i < last; {
		word := strings.ToLower(p.word(i))
		if formerly[word] && !p.verb(i) {
			r.former = true
			r.ousted = r.ousted || ousted[word]
		}
		r.foreign = r.foreign || overseas[word]
		if at := p.itemAt[i]; at >= 0 && p.items[at].first == i && p.items[at].last <= last {
			p.readItem(&r, &p.items[at], first)
			i = p.items[at].last
			continue
		}
		if (r.found() || i > first && word == "of") && (cuts[word] || word == ",") {
			r.last = i
			if belongs[word] {
				r.crowd = word == "of" && i > first && collectives[strings.ToLower(p.word(i-1))]
				p.readPost(&r, i+1, last)
			}
			break
		}
		i++
	}
	p.readUnknown(&r, first)
	return r
}

// readUnknown gives a phrase that holds no known name or noun the kind that WordNet has its noun for.
func (p *Page) readUnknown(r *reading, first int) {
	if r.head >= 0 || r.org >= 0 || r.person >= 0 {
		return
	}
	for i := r.last - 1; i >= first; i-- {
		tok := &p.t.Tokens[i]
		if tok.UPOS != ling.NOUN || p.itemAt[i] >= 0 || p.upper(i) {
			continue
		}
		n := p.tables.FallbackNoun(strings.ToLower(tok.Lemma))
		if nationals := r.stateAt >= 0 && r.state == gazetteer.NationalOf; n != nil && !(nationals && n.Anybody()) {
			r.head, r.sectors, r.role = i, n.Sectors, strings.ToLower(tok.Form)
			r.body, r.thing = n.Body, n.Thing
		}
		return
	}
}

func (r *reading) found() bool { return r.head >= 0 || r.org >= 0 || r.person >= 0 || r.stateAt >= 0 }

// readItem adds one known name or noun of the part before any preposition.
func (p *Page) readItem(r *reading, it *item, first int) {
	if e, ok := p.bestEntity(it, r.country); ok && !(it.role() && p.nounLike(it)) {
		p.readEntity(r, e.Index, it)
		return
	}
	if e, ok := it.has(gazetteer.StateEntry, gazetteer.AdjectiveOf, gazetteer.NationalOf, gazetteer.SeatOf); ok && !it.role() {
		p.readState(r, it, e, first)
		return
	}
	if it.role() {
		if !p.onlyAdjective(it) {
			p.readRole(r, it)
		}
		return
	}
	if it.place != nil && it.place.Country != "" && !p.compass(it) {
		r.country, r.basis, r.local = it.place.Country, "place", true
		r.stateAt = it.first
		r.state = gazetteer.SeatOf
	}
}

// onlyAdjective reports whether a noun too common to say much stands as the adjective of another noun: the local of "a
// local commander" is no inhabitant, the private of "private houses" no soldier. A party's adjective says whose.
func (p *Page) onlyAdjective(it *item) bool {
	e, ok := it.has(gazetteer.NounEntry)
	return ok && p.tables.Noun(e).Common && !slices.Contains(p.tables.Noun(e).Sectors, "PTY") && it.last-it.first == 1 && p.t.Tokens[it.first].UPOS == ling.ADJ &&
		it.last < len(p.t.Tokens) && (p.t.Tokens[it.last].UPOS == ling.NOUN || p.t.Tokens[it.last].UPOS == ling.ADJ)
}

// nounLike reports whether an item that is a name and a noun ("the Guard", "Justice") is written as a noun.
func (p *Page) nounLike(it *item) bool { return !p.upper(it.first) }

func (p *Page) readEntity(r *reading, i int32, it *item) {
	if p.tables.IsPerson(i) {
		if p.possessive(it.last) {
			if !p.borne(it, i) {
				r.owner = i
			}
		} else {
			r.person = i
		}
		return
	}
	r.org, r.orgOwns = i, p.possessive(it.last)
	if r.head < 0 || it.first > r.head {
		r.head, r.role, r.sectors, r.organ, r.office = -1, "", nil, "", ""
	}
}

func (p *Page) readState(r *reading, it *item, e gazetteer.Entry, first int) {
	next := it.last
	if p.word(next) == "-" {
		next++
	}
	lean := leaning[strings.ToLower(p.word(next))] && next != it.last
	if it.first-1 >= first {
		prev := it.first - 1
		if p.word(prev) == "-" && prev > first {
			prev--
		}
		lean = lean || opposed[strings.ToLower(p.word(prev))]
	}
	if lean {
		r.led = r.led || strings.EqualFold(p.word(next), "led")
		return
	}
	if e.Kind == gazetteer.NationalOf && r.stateAt >= 0 && p.itemAt[r.stateAt] >= 0 {
		if of := &p.items[p.itemAt[r.stateAt]]; of.last == it.first && of.names() {
			r.state = e.Kind // "Kosovo Serbs"
			return
		}
	}
	r.country, r.stateAt, r.state, r.local = p.state(e, it), it.first, e.Kind, false
	r.basis = "state"
	if e.Kind == gazetteer.AdjectiveOf || e.Kind == gazetteer.NationalOf {
		r.basis = "demonym"
	}
	if _, adj := it.has(gazetteer.AdjectiveOf); adj && e.Kind == gazetteer.StateEntry {
		r.basis = "demonym"
	}
}

// readRole adds a noun or title. The last one says what is meant, but a weak one ("police spokesman") leaves the sectors
// to what stands before it.
func (p *Page) readRole(r *reading, it *item) {
	s := p.roleOf(it)
	weak := s.weak
	if r.head >= 0 && weak && len(r.sectors) > 0 {
		s.sectors, s.organ = r.sectors, ""
	} else if r.head >= 0 && len(s.sectors) == 0 {
		s.sectors = r.sectors
	} else if r.head >= 0 && slices.Equal(r.sectors, []casus.Sector{"COP"}) && len(s.sectors) > 0 && s.sectors[0] == "MIL" {
		s.sectors = join(r.sectors, s.sectors) // "police Colonel", "police commander"
	} else if r.body && slices.Contains(r.sectors, "OPP") && !slices.Contains(s.sectors, "OPP") && !s.thing {
		s.sectors = append([]casus.Sector{"OPP"}, s.sectors...) // "opposition deputies"
	}
	if r.head >= 0 && r.role != "" {
		s.role = strings.TrimSpace(r.role + " " + s.role)
	}
	r.head, r.sectors, r.role, r.organ, r.office = it.first, s.sectors, s.role, s.organ, s.office
	r.weak, r.body, r.thing, r.fixed = weak, s.body, s.thing, s.fixed
}

// role is what a noun or title says.
type role struct {
	sectors       []casus.Sector
	role          string
	organ, office string
	fixed         casus.Country
	weak          bool
	body, thing   bool
}

// roleOf joins the meanings of an item as noun and as title: the noun's sectors first, the title's office.
func (p *Page) roleOf(it *item) role {
	out := role{role: strings.ToLower(p.t.TextOf(it.first, it.last))}
	if e, ok := it.has(gazetteer.NounEntry); ok {
		n := p.tables.Noun(e)
		out.sectors, out.organ, out.fixed, out.weak = n.Sectors, n.Organ, n.Country, n.Weak
		out.body, out.thing = n.Body, n.Thing
	}
	if e, ok := it.has(gazetteer.TitleEntry); ok {
		t := p.tables.Title(e)
		out.office = t.Office
		if p.upper(it.first) || len(out.sectors) == 0 {
			out.sectors, out.weak = t.Sectors, t.Weak
		}
		if t.Role == "honorific" {
			out.role = ""
		}
	}
	return out
}

// readPost reads what follows "of", "in", "for" and the like: the first state, place, organisation or noun there fills
// what the head leaves open.
func (p *Page) readPost(r *reading, first, last int) {
	for i := first; i < last; i++ {
		at := p.itemAt[i]
		if at < 0 || p.items[at].first != i {
			if w := strings.ToLower(p.word(i)); cuts[w] && w != "of" && i > first {
				return
			}
			continue
		}
		if p.postItem(r, &p.items[at]) {
			return
		}
		i = p.items[at].last - 1
	}
}

// postItem reports whether the item settled the question.
func (p *Page) postItem(r *reading, it *item) bool {
	e, ok := p.bestEntity(it, r.country)
	if ok && p.tables.IsPerson(e.Index) {
		if r.owner < 0 && p.possessive(it.last) && !p.borne(it, e.Index) {
			r.owner = e.Index
		}
		return false
	}
	if ok {
		if r.org < 0 && (r.weak || r.country == "") {
			r.org = e.Index
		}
		return true
	}
	if e, ok := it.has(gazetteer.StateEntry, gazetteer.AdjectiveOf, gazetteer.SeatOf); ok && !it.role() {
		if r.country == "" {
			r.country, r.basis, r.local = p.state(e, it), "state", e.Kind == gazetteer.SeatOf
		}
		return e.Kind != gazetteer.AdjectiveOf
	}
	if it.place != nil && it.place.Country != "" {
		if r.country == "" {
			r.country, r.basis, r.local = it.place.Country, "place", true
		}
		return true
	}
	if it.role() && r.crowd && !p.roleOf(it).body {
		r.sectors, r.crowd = join(p.roleOf(it).sectors, r.sectors), false // "a company of soldiers"
		if r.head < 0 {
			r.head, r.role = it.first, p.roleOf(it).role
		}
	}
	if it.role() && (r.weak || len(r.sectors) == 0) {
		if s := p.roleOf(it); len(s.sectors) > 0 {
			r.sectors, r.role, r.weak = s.sectors, strings.TrimPrefix(r.role+" of "+s.role, " of "), false
			if r.head < 0 {
				r.head = it.first
			}
		}
	}
	return false
}

// bestEntity picks among the entities that share a name: the project's own tables first, those of the country that the
// phrase has named, of a state that the text speaks of, and those who were in office when the text was published.
func (p *Page) bestEntity(it *item, country casus.Country) (gazetteer.Entry, bool) {
	var best gazetteer.Entry
	score, found := 0, false
	for _, e := range it.entries {
		if e.Kind != gazetteer.EntityEntry {
			continue
		}
		a, fit := p.tables.On(e.Index, p.date)
		s := 1 + int(fit)*2 - 3*p.tables.RankOf(e.Index)
		if country != "" && a.Country == country {
			s += 20
		}
		switch {
		case p.spokenOf(a.Country):
			s += 8
		case e.Surname && fit != gazetteer.Current && p.date != "":
			continue
		case e.Local && country != a.Country:
			continue
		}
		if e.Local && it.role() && country != a.Country && !p.about(a.Country) {
			continue
		}
		if !found || s > score {
			best, score, found = e, s, true
		}
	}
	return best, found
}

// about reports whether a country is the one that the text is about: where a name is a common noun too, being spoken of is
// not enough for it.
func (p *Page) about(c casus.Country) bool {
	if len(p.t.Tokens) == 0 {
		return false
	}
	main, _ := p.context(0)
	return main == c
}

// spokenOf reports whether something else than the name in question points at the country.
func (p *Page) spokenOf(c casus.Country) bool {
	return c != "" && (c == p.t.Doc.Home || p.outside()[c] > 0) || slices.ContainsFunc(p.seen, func(s sighted) bool { return s.country == c })
}

// before is the phrase in front of token i that describes it: its first token, or i where there is none. It runs left
// over known names and nouns, capitalised words, adjectives and nouns, possessors and what "of" ties to them.
func (p *Page) before(i int) int {
	start := p.t.Sents[p.t.SentenceOf(min(i, len(p.t.Tokens)-1))].First
	first := i
	for k := i - 1; k >= start; k-- {
		if at := p.itemAt[k]; at >= 0 {
			k = p.items[at].first
			first = k
			continue
		}
		w := strings.ToLower(p.word(k))
		switch {
		case p.possessive(k), w == "-" && k > start, w == "." && k > start && p.upper(k-1) && len(p.word(k-1)) <= 2:
			first = k
		case w == "of" && k > start && p.itemAt[k-1] >= 0 && p.items[p.itemAt[k-1]].role():
			first = k
		case w == "the" && k > start && strings.EqualFold(p.word(k-1), "of"):
			first = k
		case formerly[w] && !p.verb(k):
			first = k
		case w == "and" && k > start && p.joins(k):
			first = k
		case determiners[w], cuts[w], p.punct(k), pronouns[w], calendar[w]:
			return first
		case p.upper(k) && k > start, p.modifier(k):
			first = k
		default:
			return first
		}
	}
	return first
}

// joins reports whether the "and" at token k stands between two nouns of one description: "trade and industry
// commissioner", "senator and candidate".
func (p *Page) joins(k int) bool {
	left, right := p.itemAt[k-1], p.itemAt[k+1]
	if left >= 0 && p.items[left].role() && right >= 0 && p.items[right].role() {
		return true
	}
	return !p.upper(k-1) && !p.upper(k+1) && p.modifier(k-1) && p.modifier(k+1)
}

// modifier reports whether the tagger takes token k for an adjective or a noun.
func (p *Page) modifier(k int) bool {
	switch p.t.Tokens[k].UPOS {
	case ling.ADJ, ling.NOUN, ling.PROPN, ling.NUM:
		return true
	}
	return false
}
