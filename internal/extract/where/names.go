package where

import (
	"math"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
)

// lookUp finds the readings of a mention's words: all of them, without article and possessive, without a word for a
// direction before ("northern Iraq"), without a word for the kind of place before or after ("Helmand province").
func (d *document) lookUp(m *mention) {
	words := m.span.Of(d.text)
	words = strings.TrimSuffix(strings.TrimSuffix(words, "'s"), "’s")
	words = strings.TrimFunc(words, func(r rune) bool { return strings.ContainsRune(" \n,.()\"'’“”", r) })
	key := gazetteer.FoldPlace(words)
	if m.name = d.short(m.span.Of(d.text), key); m.name >= 0 {
		return
	}
	m.name = d.named(words)
	if m.nation = d.nation(m.name, key); m.nation == "" && m.name >= 0 {
		return
	}
	if m.nation != "" {
		if i := d.p.ByID(string(m.nation)); i >= 0 {
			m.name = d.named(d.p.Name(i))
			m.why = "nationality"
		}
		return
	}
	m.name, m.hint = d.shortened(words)
}

// shortened takes words off both ends that say what kind or part of a place is meant.
func (d *document) shortened(words string) (int, hint) {
	var h hint
	for range 4 {
		first, rest, ok := strings.Cut(words, " ")
		if !ok {
			break
		}
		switch c := d.f.words.of(first); {
		case strings.EqualFold(first, "the"), c.has(direction):
			words = rest
		case c.has(beforeKinds) && strings.HasPrefix(rest, "of "):
			h |= c.hint()
			words = strings.TrimPrefix(rest, "of ")
		default:
			cut := strings.LastIndexByte(words, ' ')
			c := d.f.words.of(words[cut+1:])
			named := c.has(afterAdmin|afterSettlement) || c.has(afterKinds) && !capital(words[cut+1:])
			if !named || d.f.words.of(words[:cut]).has(direction|common) {
				return -1, h
			}
			h |= c.hint()
			words = words[:cut]
		}
		if n := d.named(words); n >= 0 {
			return n, h
		}
	}
	return -1, h
}

// nation is the country of a word for a nationality, "" where the word is also the name of a country.
func (d *document) nation(name int, key string) casus.Country {
	nation := d.p.Demonym(key)
	if nation == "" || name >= 0 && d.p.IsCountry(d.names[name].best().entry) {
		return ""
	}
	return nation
}

// short finds an abbreviated area as written with full stops or in capitals ("Ky.", "B.C.", "NSW"), -1 for others.
func (d *document) short(written, key string) int {
	areas := d.p.Short(key)
	if len(areas) == 0 || !strings.Contains(written, ".") && (written != strings.ToUpper(written) || d.p.CountryNamed(written) != "") {
		return -1
	}
	if i, ok := d.byKey["."+key]; ok {
		return i
	}
	d.found = d.found[:0]
	for _, a := range areas {
		d.found = append(d.found, gazetteer.Candidate{Entry: a})
	}
	return d.enter("." + key)
}

// named is the index of the name in names, -1 where the gazetteer lacks it.
func (d *document) named(words string) int {
	key := gazetteer.FoldPlace(words)
	if len(key) < 2 {
		return -1
	}
	return d.keyed(key)
}

func (d *document) keyed(key string) int {
	if i, ok := d.byKey[key]; ok {
		return i
	}
	d.found, _ = d.p.Search(d.found[:0], []byte(key))
	if len(d.found) == 0 {
		if rest, ok := strings.CutPrefix(key, "the "); ok {
			d.found, _ = d.p.Search(d.found[:0], []byte(rest))
		}
	}
	return d.enter(key)
}

// enter makes a name of the places in d.found.
func (d *document) enter(key string) int {
	if len(d.found) == 0 {
		d.byKey[key] = -1
		return -1
	}
	n := name{key: key, options: make([]option, len(d.found))}
	for i, c := range d.found {
		lat, lon := d.p.Point(c.Entry)
		precision := d.p.Kind(c.Entry).Precision
		n.options[i] = option{
			entry: c.Entry, alternate: c.Alternate, country: d.p.CountryNumber(c.Entry), area: d.p.Area1(c.Entry),
			lat: float32(lat), lon: float32(lon), prior: d.prior(c),
			local: precision == casus.PrecisionCity || precision == casus.PrecisionSite || precision == casus.PrecisionAdmin2,
		}
	}
	d.shade(&n)
	d.names = append(d.names, n)
	d.byKey[key] = len(d.names) - 1
	return len(d.names) - 1
}

// shade lowers small towns that bear the name of a country or of a large area: few texts that say "Oregon" mean the one
// in Ohio, and those say so. A capital with its country's name stands behind the country.
func (d *document) shade(n *name) {
	largest, country := 0, -1
	for _, o := range n.options {
		if d.p.IsCountry(o.entry) && country < 0 {
			country = o.country
		}
		if pop := d.p.Population(o.entry); d.p.IsCountry(o.entry) || o.area == o.entry && !o.alternate && pop > 500000 {
			largest = max(largest, pop)
		}
	}
	for i := range n.options {
		o := &n.options[i]
		switch {
		case !d.p.IsSettlement(o.entry):
		case 20*d.p.Population(o.entry) < largest:
			o.prior -= weightShade
		case o.country == country:
			o.prior -= 2.5
		}
	}
}

// best is the reading of a name with the highest prior.
func (n *name) best() option {
	top := n.options[0]
	for _, o := range n.options[1:] {
		if o.prior > top.prior {
			top = o
		}
	}
	return top
}

// prior is how likely a place is meant before the text is looked at, on a scale on which ten times the inhabitants are
// one point.
func (d *document) prior(c gazetteer.Candidate) float32 {
	k := d.p.Kind(c.Entry)
	size := float32(math.Log10(float64(d.p.Population(c.Entry)) + 100))
	s := size
	switch {
	case d.p.IsCountry(c.Entry):
		s = 7.2 + size/10
	case k.Kind == "admin1":
		s = 0.9*size + 0.5
	case k.Kind == "admin2":
		s = 0.8*size - 0.8
	case d.p.IsSettlement(c.Entry):
		s += seat[k.Feature] + weightFame*float32(math.Log2(1+float64(d.p.Fame(c.Entry))))
	default:
		s++
	}
	switch {
	case !c.Alternate:
	case d.p.IsCountry(c.Entry), k.Feature == "":
		s -= 0.2
	case k.Kind == "admin1", k.Kind == "admin2":
		s -= 0.4
	default:
		s--
	}
	return s
}

// seat is what a settlement's standing adds: capitals and seats of areas are named more often than their size tells,
// parts of towns and abandoned places less.
var seat = map[string]float32{
	"PPLC": 1.2, "PPLA": 0.5, "PPLA2": 0.2, "PPLX": -0.7, "PPLQ": -1.5, "PPLH": -1.5, "PPLW": -1.5, "PPLL": -0.3, "PPLF": -0.5,
}

// IsDemonym reports whether a phrase is a word for a nationality and no name of a country.
func IsDemonym(p *gazetteer.Places, phrase string) bool {
	return p.Demonym(gazetteer.FoldPlace(phrase)) != "" && p.CountryNamed(phrase) == ""
}
