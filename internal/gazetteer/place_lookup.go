package gazetteer

import (
	"cmp"
	"slices"

	"github.com/casus-project/casus"
)

// PlaceFound is one reading of a looked-up name, for people.
type PlaceFound struct {
	casus.Place
	Population int         `json:"population,omitempty"`
	Feature    string      `json:"feature,omitempty"` // GeoNames feature code
	Alternate  bool        `json:"alternate,omitempty"`
	Claims     []Claim     `json:"claims,omitempty"`
	UsedBy     []PartyName `json:"used_by,omitempty"`
}

// Lookup lists the places that bear a name, countries first, then by inhabitants. It returns none for an unknown name.
func (p *Places) Lookup(name string) []PlaceFound {
	key := FoldPlace(name)
	if key == "" {
		return nil
	}
	found, _ := p.Search(nil, []byte(key))
	for _, i := range p.shorts[key] {
		if !slices.ContainsFunc(found, func(c Candidate) bool { return c.Entry == i }) {
			found = append(found, Candidate{Entry: i, Alternate: true})
		}
	}
	out := make([]PlaceFound, 0, len(found))
	for _, c := range found {
		f := PlaceFound{Place: p.Place(c.Entry), Feature: p.Kind(c.Entry).Feature, Alternate: c.Alternate, Claims: p.Claims(c.Entry), UsedBy: p.usedBy[c.Entry]}
		f.Text = name
		f.Population = p.Population(c.Entry)
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b PlaceFound) int {
		return cmp.Or(
			cmp.Compare(flag(b.Precision == casus.PrecisionCountry), flag(a.Precision == casus.PrecisionCountry)),
			cmp.Compare(b.Population, a.Population),
		)
	})
	return out
}
