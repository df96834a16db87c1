package gazetteer

import (
	"strings"

	"github.com/casus-project/casus"
)

// countryRow is a line of the file's table of countries.
type countryRow struct {
	iso                    casus.Country
	iso3, iso2, fips, name string
	demonyms               []string
	from, to               string
}

// countryRows reads the table of countries; lines that are too short are left out, since the writer makes none.
func countryRows(table string) []countryRow {
	var out []countryRow
	for line := range strings.Lines(table) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 7 {
			continue
		}
		r := countryRow{iso: casus.Country(f[0]), iso3: f[0], iso2: f[1], fips: f[2], name: f[3], from: f[5], to: f[6]}
		if f[4] != "" {
			r.demonyms = strings.Split(f[4], "|")
		}
		out = append(out, r)
	}
	return out
}

func (p *Places) readKinds(table string) {
	for line := range strings.SplitSeq(table, "\n") {
		kind, feature, _ := strings.Cut(line, "\t")
		precision, c := precisionOf(kind)
		p.kinds = append(p.kinds, PlaceKind{Kind: kind, Feature: feature, Precision: precision, class: c})
	}
}

func (p *Places) readCountries(table string) {
	p.countries = append([]countryRow{{}}, countryRows(table)...)
	p.byISO, p.demonyms = map[casus.Country]int{}, map[string]int{}
	for n, c := range p.countries {
		if _, again := p.byISO[c.iso]; !again {
			p.byISO[c.iso] = n
		}
		for _, d := range c.demonyms {
			if key := FoldPlace(d); p.demonyms[key] == 0 {
				p.demonyms[key] = n
			}
		}
	}
}

func (p *Places) readIDs() {
	p.byID = make(map[string]int, 1<<12)
	for i := range p.named {
		// The many second-level areas are looked up by nobody.
		if p.Kind(i).class != classAdmin2 {
			p.byID[p.text(get24(p.ids[3*i:]))] = i
		}
	}
}

// readClaims reads lines "place, relation, by, from, to, name, note"; relation is claims, controls, names or short.
func (p *Places) readClaims(table string) {
	p.claims, p.usedBy, p.shorts = map[int][]Claim{}, map[int][]PartyName{}, map[string][]int{}
	for line := range strings.Lines(table) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 7 {
			continue
		}
		i, ok := p.byID[f[0]]
		if !ok {
			continue
		}
		switch f[1] {
		case "names":
			p.usedBy[i] = append(p.usedBy[i], PartyName{Name: f[5], By: casus.Country(f[2])})
			continue
		case "short":
			p.shorts[FoldPlace(f[5])] = append(p.shorts[FoldPlace(f[5])], i)
			continue
		}
		p.claims[i] = append(p.claims[i], Claim{
			By: casus.Country(f[2]), Controlled: f[1] == "controls", From: f[3], To: f[4], Note: f[6],
		})
	}
}

// CountryByCode finds a country by its ISO 3166-1 alpha-2 or alpha-3 or its FIPS code, in that order.
func (p *Places) CountryByCode(code string) casus.Country {
	code = strings.ToUpper(code)
	for _, of := range []func(countryRow) string{
		func(c countryRow) string { return c.iso2 },
		func(c countryRow) string { return c.iso3 },
		func(c countryRow) string { return strings.ToUpper(c.fips) },
	} {
		for _, c := range p.countries[1:] {
			if code != "" && of(c) == code {
				return c.iso
			}
		}
	}
	return ""
}

// iso2 is the alpha-2 code of a country, "" for an unknown one.
func (p *Places) iso2(c casus.Country) string { return p.countries[p.byISO[c]].iso2 }

// tables are the text tables that the gazetteer was packed with.
func (p *Places) tables() PlaceTables {
	return PlaceTables{Countries: p.countryText, Claims: p.claimText}
}

// CountryByISO2 finds a country by its ISO 3166-1 alpha-2 code in capitals, "" where there is none.
func (p *Places) CountryByISO2(code string) casus.Country {
	for _, c := range p.countries[1:] {
		if c.iso2 == code {
			return c.iso
		}
	}
	return ""
}

// CountryNamed finds a country of today by any of its names, "" where there is none.
func (p *Places) CountryNamed(name string) casus.Country {
	found, _ := p.Search(nil, []byte(FoldPlace(name)))
	for _, c := range found {
		if p.Kind(c.Entry).class == classCountry {
			return p.Country(c.Entry)
		}
	}
	return ""
}
