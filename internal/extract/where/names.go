package where

import (
	"math"
	"strings"

	"github.com/casus-project/casus/internal/gazetteer"
)

// lookUp finds the readings of a mention's words: all of them, without article and possessive, without a word for a
// direction before ("northern Iraq"), without a word for the kind of place before or after ("Helmand province").
func (d *document) lookUp(m *mention) {
	words := m.span.Of(d.text)
	words = strings.TrimSuffix(strings.TrimSuffix(words, "'s"), "’s")
	words = strings.TrimFunc(words, func(r rune) bool { return strings.ContainsRune(" \n,.()\"'’“”", r) })
	if m.name = d.named(words); m.name >= 0 {
		return
	}
	key := gazetteer.FoldPlace(words)
	if m.nation = d.p.Demonym(key); m.nation != "" {
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
			if c := d.f.words.of(words[cut+1:]); !c.has(afterKinds) {
				return -1, h
			} else {
				h |= c.hint()
			}
			words = words[:cut]
		}
		if n := d.named(words); n >= 0 {
			return n, h
		}
	}
	return -1, h
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
		n.options[i] = option{
			entry: c.Entry, alternate: c.Alternate, country: d.p.CountryNumber(c.Entry), area: d.p.Area1(c.Entry),
			prior: d.prior(c),
		}
	}
	d.names = append(d.names, n)
	d.byKey[key] = len(d.names) - 1
	return len(d.names) - 1
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
		s = 8 + size/10
	case k.Kind == "admin1":
		s = 0.9*size + 0.3
	case k.Kind == "admin2":
		s = 0.8*size - 1.2
	case d.p.IsSettlement(c.Entry):
		s += seat[k.Feature]
	default:
		s++
	}
	switch {
	case !c.Alternate:
	case d.p.IsSettlement(c.Entry) && size > 5.7, d.p.IsCountry(c.Entry):
		s -= 0.3
	case k.Feature == "":
		s -= 0.2
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
