package who

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
)

// Towns and areas named in a headline or an outlet's name count from this many inhabitants on, if no other country has one
// of the name a quarter as large: headlines are short of words that would say which is meant.
const (
	knownTown  = 50000
	clearlyOne = 4
)

// outside is what headline and outlet say about where the text plays.
func (p *Page) outside() map[casus.Country]float64 {
	if p.around == nil {
		p.around = map[casus.Country]float64{}
		p.namedIn(p.t.Doc.Title, weightTitle, p.around)
		p.namedIn(p.t.Doc.Source, weightSource, p.around)
	}
	return p.around
}

// namedIn adds the countries that a headline or an outlet's own name points at, by a state, somebody in office or a
// town: who is called after a town writes from there.
func (p *Page) namedIn(text string, weight float64, scores map[casus.Country]float64) {
	if text == "" {
		return
	}
	words := p.tables.Words(nil, text, 0)
	found := false
	for i := 0; i < len(words); i++ {
		if c, n := p.nameAt(words[i:]); n > 0 {
			if c != "" {
				scores[c] += weight
				found = true
			}
			i += n - 1
		}
	}
	if found || p.r.options.Places == nil {
		return
	}
	for _, c := range p.townsIn(text) {
		scores[c] += weightTown
	}
}

// nameAt is the country of the longest name that the words begin with, and its length.
func (p *Page) nameAt(words []gazetteer.Word) (country casus.Country, n int) {
	p.tables.Names(words, func(k int, e gazetteer.Entry) bool {
		if k <= n {
			return true
		}
		switch {
		case e.Kind >= gazetteer.StateEntry && e.Kind <= gazetteer.SeatOf:
			if s := p.tables.State(e); exists(s, p.date) {
				country, n = s.ISO, k
			}
		case e.Kind == gazetteer.EntityEntry && !e.Local:
			if a, fit := p.tables.On(e.Index, p.date); fit == gazetteer.Current && p.tables.StateOf(a.Country) != nil {
				country, n = a.Country, k
			}
		}
		return true
	})
	return country, n
}

// townsIn lists the countries of the well-known towns and areas in a headline or name.
func (p *Page) townsIn(text string) []casus.Country {
	var out []casus.Country
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,.;:()!?\"'’", r) })
	for i := 0; i < len(words); i++ {
		for n := min(3, len(words)-i); n > 0; n-- {
			if words[i][0] >= 'a' && words[i][0] <= 'z' {
				break
			}
			if c := p.town(strings.Join(words[i:i+n], " ")); c != "" {
				out = append(out, c)
				i += n - 1
				break
			}
		}
	}
	return out
}

// town is the country of a name that one well-known town or area has, "" for others.
func (p *Page) town(name string) casus.Country {
	places := p.r.options.Places
	found, _ := places.Search(nil, []byte(gazetteer.FoldPlace(name)))
	largest := map[casus.Country]int{}
	var best casus.Country
	for _, f := range found {
		if places.IsCountry(f.Entry) {
			return ""
		}
		c := places.Country(f.Entry)
		largest[c] = max(largest[c], places.Population(f.Entry))
		if best == "" || largest[c] > largest[best] {
			best = c
		}
	}
	for c, n := range largest {
		if c != best && clearlyOne*n > largest[best] {
			return ""
		}
	}
	if largest[best] < knownTown {
		return ""
	}
	return best
}
