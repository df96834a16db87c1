// Package who says which actor a passage names. In come a ling.Text and the places found in it, out go casus.Party
// values: who is meant, of which country and sector, on which date, and why. It knows people from the actor tables at
// the date of the event, learns others from titles and appositions in the text, and gives generics such as "police" the
// country of their context. It refuses to invent: where nothing tells the country or the sector, the field stays empty,
// and an answer that rests on context alone says so in its Basis.
package who

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// Options of a Resolver. The zero value is what casus uses.
type Options struct {
	NoContext bool              // leave the country of generics open where only context would give it
	Places    *gazetteer.Places // for towns in headlines and names of outlets; nil: none
}

// Resolver resolves actors against the tables. It is safe for concurrent use; each Page is not.
type Resolver struct {
	tables  *gazetteer.Actors
	options Options
}

// New returns a Resolver on the tables.
func New(a *gazetteer.Actors, o Options) *Resolver { return &Resolver{tables: a, options: o} }

// Page is what one document tells about its actors: names met, countries seen, people described.
type Page struct {
	r      *Resolver
	tables *gazetteer.Actors
	t      *ling.Text
	words  []gazetteer.Word
	wordAt []int32 // per token, its first word; one more at the end
	places []placed
	items  []item    // the longest known names and nouns of the whole text, in order
	itemAt []int32   // per token, the item that holds it or -1
	seen   []sighted // evidence of countries, in order
	people map[string]*described
	byLast map[string][]*described
	orgs   map[string]*described     // acronyms and short forms that the text introduces
	around map[casus.Country]float64 // what outside found
	bodies map[string][]calledBody   // what called found
	date   string
	// rebellion is 1 where the text names a group of rebels, -1 where it does not, 0 before that was asked.
	rebellion int8
}

// placed is a place with its tokens.
type placed struct {
	first, last int
	place       *casus.Place
}

// Page reads a text and its places once; Party and Entities then answer from it. Both arguments must outlive it.
func (r *Resolver) Page(t *ling.Text, places []casus.Place) *Page {
	p := &Page{
		r: r, tables: r.tables, t: t, date: t.Doc.PublishedDate(),
		people: map[string]*described{}, byLast: map[string][]*described{}, orgs: map[string]*described{},
	}
	p.wordAt = make([]int32, len(t.Tokens)+1)
	p.words = make([]gazetteer.Word, 0, len(t.Tokens)+16)
	for i := range t.Tokens {
		p.wordAt[i] = int32(len(p.words))
		p.words = r.tables.Words(p.words, t.Tokens[i].Form, i)
	}
	p.wordAt[len(t.Tokens)] = int32(len(p.words))
	for i := range places {
		if f, l := t.TokensIn(places[i].Span); f < l {
			p.places = append(p.places, placed{f, l, &places[i]})
		}
	}
	p.scan()
	p.learn()
	return p
}

// Entities lists the named parties of the text that could be resolved, in order, for annotation.
func (p *Page) Entities() []casus.Party {
	var out []casus.Party
	end := 0
	for i := range p.items {
		it := &p.items[i]
		if it.first < end || !it.names() {
			continue
		}
		party := p.Party(it.first, it.last, "")
		if party.Actor.ID == "" && party.Actor.Country == "" {
			continue
		}
		out = append(out, party)
		end = it.last
	}
	for _, d := range p.learned() {
		if d.person && d.known < 0 {
			out = append(out, p.Party(d.first, d.last, ""))
		}
	}
	return inOrder(out)
}
