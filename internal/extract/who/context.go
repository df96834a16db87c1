package who

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// sighted is one mention of a country, by its name, an adjective, a place in it or an actor of it.
type sighted struct {
	token   int
	country casus.Country
	weight  float64
	place   bool // rests on a place alone
}

// How much a mention says about where a text plays. The weights were set on the open part of the own gold: whose people
// act and what the headline names says most, an adjective least, for in a conflict it is the other side's as often.
const (
	weightName   = 2.0
	weightAdj    = 0.75
	weightActor  = 0.7 // an adjective before the noun of an actor
	weightPlace  = 2.0
	weightPerson = 5.0
	weightEntity = 0.8
	// weightLonePlace is that of a place in a country that the text names in no other way, where it names others.
	weightLonePlace = 0.5
	weightTitle     = 10.0
	weightTown      = 2.0 // of a headline or an outlet's name
	weightHome      = 1.0
	weightSource    = 1.5
	sameSentence    = 3.0
	afterSentence   = 1.2
	beforeSentence  = 0.5
	leadSentence    = 3.5
)

// sight collects the evidence of countries from the items.
func (p *Page) sight() {
	for i := range p.items {
		it := &p.items[i]
		if c, w := p.countryOf(it); p.tables.StateOf(c) != nil {
			_, named := it.has(gazetteer.StateEntry, gazetteer.SeatOf, gazetteer.AdjectiveOf, gazetteer.NationalOf, gazetteer.EntityEntry)
			p.seen = append(p.seen, sighted{it.first, c, w, !named})
		}
	}
	p.doubtPlaces()
}

// doubtPlaces lets places count less whose country nothing else in the text points at.
func (p *Page) doubtPlaces() {
	borne := map[casus.Country]bool{}
	headline := map[casus.Country]float64{}
	p.namedIn(p.t.Doc.Title, weightTitle, headline)
	for c := range headline {
		borne[c] = true
	}
	for _, s := range p.seen {
		if !s.place {
			borne[s.country] = true
		}
	}
	for i := range p.seen {
		if s := &p.seen[i]; s.place && len(borne) > 0 && !borne[s.country] {
			s.weight = weightLonePlace
		}
	}
}

// countryOf is the country that an item points at and how strongly. Ambiguous names count only where all their meanings
// agree.
func (p *Page) countryOf(it *item) (casus.Country, float64) {
	if p.inPerson(it) {
		return "", 0
	}
	if e, ok := it.has(gazetteer.StateEntry, gazetteer.SeatOf); ok {
		if p.ofActor(it) {
			return p.state(e, it), weightActor
		}
		return p.state(e, it), weightName
	}
	if e, ok := it.has(gazetteer.AdjectiveOf, gazetteer.NationalOf); ok {
		if p.ofActor(it) {
			return p.state(e, it), weightActor
		}
		return p.state(e, it), weightAdj
	}
	if p.compass(it) {
		return "", 0
	}
	if it.place != nil && it.place.Country != "" {
		return it.place.Country, weightPlace
	}
	if _, ok := it.has(gazetteer.EntityEntry); ok {
		weight, local := weightEntity, false
		var all casus.Country
		for _, o := range it.entries {
			if o.Kind != gazetteer.EntityEntry || o.Surname && !p.current(o.Index) {
				continue
			}
			if o.Local {
				local = true
				continue
			}
			for _, c := range p.tables.Countries(o.Index) {
				if all != "" && all != c {
					return "", 0
				}
				all = c
			}
			if p.tables.IsPerson(o.Index) && !o.Surname {
				weight = weightPerson
			}
		}
		if local && weight == weightEntity {
			return "", 0 // a Democratic Party is one of several
		}
		return all, weight
	}
	return "", 0
}

// ofActor reports whether an adjective stands before the noun of an actor: "US forces" act in other countries too.
func (p *Page) ofActor(it *item) bool {
	if it.last >= len(p.t.Tokens) {
		return false
	}
	at := p.itemAt[it.last]
	return at >= 0 && p.items[at].role()
}

// compass reports whether an item is a bare "North" or "South", which is a place only where a longer name says which.
func (p *Page) compass(it *item) bool {
	return it.last-it.first == 1 && compassPoints[strings.ToLower(p.word(it.first))]
}

// current reports whether an entity is what the tables say on the day of the report; an undated report is of any day.
func (p *Page) current(entity int32) bool {
	_, fit := p.tables.On(entity, p.date)
	return p.date == "" || fit == gazetteer.Current
}

// inPerson reports whether the item is a part of a longer name of a person: the Jordan of "Michael Jordan".
func (p *Page) inPerson(it *item) bool {
	for _, e := range p.t.Entities {
		if e.First <= it.first && it.last <= e.Last && e.Last-e.First > it.last-it.first {
			return e.Kind == ling.Person
		}
	}
	return false
}

// state is the country of a state's name. Of several states that share it (Congolese, Korean, Dominican), the one that
// exists on the day of the report and is first in the tables' order of names; the place, where one was resolved.
func (p *Page) state(e gazetteer.Entry, it *item) casus.Country {
	for _, o := range it.entries {
		if o.Kind != e.Kind {
			continue
		}
		if s := p.tables.State(o); s.To != "" && exists(s, p.date) {
			return s.ISO // a state of then, where the map has another now: East Berlin
		}
	}
	if e.Kind == gazetteer.SeatOf && it.place != nil && it.place.Country != "" {
		return it.place.Country // another town of that name
	}
	if it.place != nil && it.place.Country != "" && e.Kind != gazetteer.AdjectiveOf {
		for _, o := range it.entries {
			if o.Kind == e.Kind && p.tables.State(o).ISO == it.place.Country {
				return it.place.Country
			}
		}
	}
	best := p.tables.State(e)
	for _, o := range it.entries {
		if o.Kind != e.Kind {
			continue
		}
		if s := p.tables.State(o); !exists(best, p.date) || exists(s, p.date) && rank(s, it, p) < rank(best, it, p) {
			best = s
		}
	}
	return best.ISO
}

// rank orders states that share a name: by how early they have it among theirs.
func rank(s *gazetteer.State, it *item, p *Page) int {
	name := gazetteer.Fold(p.t.TextOf(it.first, it.last))
	for _, set := range [][]string{s.Names, s.Adjectives, s.Nationals, s.Seats} {
		for i, n := range set {
			if gazetteer.Fold(n) == name {
				return i
			}
		}
	}
	return len(s.Names)
}

// exists reports whether a state existed on a day; an empty day is today.
func exists(s *gazetteer.State, on string) bool {
	if on == "" {
		return s.To == ""
	}
	return (s.From == "" || s.From <= on) && (s.To == "" || on <= s.To)
}

// scene is the country of the place that a sentence opens with, for whom it tells of behind it: "In Seoul students marched".
func (p *Page) scene(token int) (casus.Country, string) {
	if p.r.options.NoContext {
		return "", ""
	}
	sent := p.t.Sents[p.t.SentenceOf(min(token, len(p.t.Tokens)-1))]
	i := sent.First
	for i < token && (p.punct(i) || isNumber(p.word(i)) || opening[strings.ToLower(p.word(i))]) {
		i++
	}
	if w := strings.ToLower(p.word(i)); w != "in" && w != "at" && w != "near" && w != "outside" {
		return "", ""
	}
	for k := i + 1; k < min(token, i+6); k++ {
		at := p.itemAt[k]
		if at < 0 {
			if cuts[strings.ToLower(p.word(k))] || p.word(k) == "," {
				return "", ""
			}
			continue
		}
		it := &p.items[at]
		if c := p.placeCountry(it); c != "" && it.last <= token {
			return c, "the sentence is set in " + p.t.TextOf(it.first, it.last)
		}
		return "", ""
	}
	return "", ""
}

// clausePlace is the country of the place that stands with the verb of which token is a party. It says nothing of those who
// act abroad: states' officials and forces.
func (p *Page) clausePlace(token int) (casus.Country, string) {
	verb := token
	for range 4 {
		if p.t.Tokens[verb].UPOS == ling.VERB {
			break
		}
		if verb = p.t.Head(verb); verb < 0 {
			return "", ""
		}
	}
	if p.t.Tokens[verb].UPOS != ling.VERB {
		return "", ""
	}
	for n, k := range p.t.ChildrenBy(verb, ling.Obl) {
		if n >= likeMost {
			break
		}
		first, _ := p.t.Subtree(k)
		if w := strings.ToLower(p.word(first)); w != "in" && w != "at" && w != "near" && w != "outside" {
			continue
		}
		for i := first + 1; i <= k; i++ {
			if at := p.itemAt[i]; at >= 0 {
				it := &p.items[at]
				if c := p.placeCountry(it); c != "" {
					return c, "the clause is set in " + p.t.TextOf(it.first, it.last)
				}
				break
			}
		}
	}
	return "", ""
}

// placeCountry is the country of an item that is a place, a state or its capital, "" for others.
func (p *Page) placeCountry(it *item) casus.Country {
	if e, ok := it.has(gazetteer.StateEntry, gazetteer.SeatOf); ok {
		return p.state(e, it)
	}
	if it.place != nil && !it.role() && !it.names() && p.tables.StateOf(it.place.Country) != nil {
		return it.place.Country
	}
	return ""
}

// context is the country that a generic at a token most likely belongs to: that of the places and states named near it,
// then of those that the text names most. It is empty where the text names none.
func (p *Page) context(token int) (casus.Country, string) {
	if p.r.options.NoContext || len(p.t.Sents) == 0 {
		return "", ""
	}
	scores := map[casus.Country]float64{}
	here := p.t.SentenceOf(min(token, len(p.t.Tokens)-1))
	for _, s := range p.seen {
		at := p.t.SentenceOf(s.token)
		w := 1.0
		switch {
		case at == here && s.token < token:
			w += sameSentence
		case at == here:
			w += afterSentence
		case at == here-1:
			w += beforeSentence
		}
		if at == 0 {
			w += leadSentence
		}
		scores[s.country] += w * s.weight
	}
	for c, w := range p.outside() {
		scores[c] += w
	}
	if p.t.Doc.Home != "" {
		scores[p.t.Doc.Home] += weightHome
	}
	var best casus.Country
	for c, s := range scores {
		if best == "" || s > scores[best] || s == scores[best] && c < best {
			best = c
		}
	}
	if best == "" {
		return "", ""
	}
	return best, "no country stated; the text around it is about " + string(best)
}

func inOrder(list []casus.Party) []casus.Party {
	slices.SortFunc(list, func(x, y casus.Party) int {
		if d := x.Span.Start - y.Span.Start; d != 0 {
			return d
		}
		return strings.Compare(x.Text, y.Text)
	})
	return list
}
