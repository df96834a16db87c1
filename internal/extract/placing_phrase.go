package extract

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// attachment is the token that the place's phrase hangs on, and whether a locative preposition leads it. A place
// inside a larger locative phrase ("in the port of Odesa", "in Kharkiv, Ukraine") hangs where that phrase hangs; but a country
// before a noun says whose it is, not where ("in the US raid"), and what lies outside a country's waters is not in the country.
func (p *placer) attachment(pl placed) (at int, locative bool) {
	t := p.t
	owner := false
	for i, depth := pl.head, 0; i >= 0 && depth < 5; i, depth = t.Head(i), depth+1 {
		rel := t.Tokens[i].Rel
		if k := locativeCase(t, i); k >= 0 && p.holds(t.Lemma(k), t.Head(i), pl, owner) {
			switch rel.Base() {
			case ling.Obl, ling.Nmod, ling.Advmod, ling.Root, ling.Advcl, ling.Acl:
				if rel != ling.NmodPoss {
					return t.Head(i), true
				}
			}
		}
		if h := t.Head(i); rel == ling.Nmod && h >= 0 && p.thing(h) && t.Lemma(t.ChildBy(i, ling.Case)) == "of" {
			return t.Head(h), true // "shelled the port of Odesa"
		}
		switch rel.Base() {
		case ling.Nmod:
			owner = owner || rel == ling.NmodPoss
		case ling.Compound:
			if pl.place.Precision == casus.PrecisionCountry && t.Head(i) >= 0 && t.Tokens[t.Head(i)].UPOS == ling.NOUN {
				return -1, false
			}
		case ling.Conj:
			if h := t.Head(i); h < 0 || !p.named(h) {
				return -1, false // "over timber and the Sahel"
			}
		case ling.Appos, ling.Flat, ling.List:
		default:
			return -1, false
		}
	}
	return -1, false
}

// thing reports whether the noun is a kind of place that something is done to: "seized the airport", "the port was shelled".
func (p *placer) thing(noun int) bool {
	r := p.t.Tokens[noun].Rel
	return (r == ling.Obj || r == ling.NsubjPass) && p.kind != nil && p.kind(p.t.Lemma(noun))
}

// named reports whether the token belongs to the name of a place.
func (p *placer) named(i int) bool {
	for k := range p.places {
		if p.places[k].first <= i && i < p.places[k].last {
			return true
		}
	}
	return false
}

// holds reports whether the preposition puts what hangs on token at in the place, or in what is the place's. Outside or near
// what is a country's ("outside Japan's waters") is not in the country, nor is what is done on or over it or goes through it.
func (p *placer) holds(preposition string, at int, pl placed, owner bool) bool {
	wide := pl.place.Precision == casus.PrecisionCountry || pl.place.Precision == casus.PrecisionRegion || pl.place.Precision == casus.PrecisionAdmin1
	switch preposition {
	case "outside", "off", "near", "around", "above", "beside", "along":
		return !owner && !(wide && preposition == "outside")
	case "over":
		return !owner && !wide && at >= 0 && p.t.Tokens[at].UPOS == ling.VERB
	case "on", "through":
		return pl.place.Precision != casus.PrecisionCountry || owner
	}
	return true
}

// locativeCase is the case marker of token i that places things, -1 where it has none.
func locativeCase(t *ling.Text, i int) int {
	for _, c := range t.Children(i) {
		if t.Tokens[c].Rel.Base() == ling.Case && locatives[t.Tokens[c].Lemma] {
			return int(c)
		}
	}
	return -1
}

// locatives are prepositions after which a name is where something happens. "from" and "to" are not among them: they
// say where something came from or went; nor is "between", after which stand parties.
var locatives = map[string]bool{
	"in": true, "at": true, "near": true, "on": true, "outside": true, "inside": true, "off": true, "around": true,
	"across": true, "throughout": true, "along": true, "within": true, "over": true, "above": true, "beside": true,
	"into": true, "onto": true, "through": true, "south": true, "north": true,
	"east": true, "west": true,
}
