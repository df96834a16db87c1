package where

import (
	"math"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
)

// The weights of the evidence, on the scale of prior: one point is ten times the inhabitants.
const (
	weightCountry = 2.5  // the document's other places are in the same country
	weightArea    = 3.2  // … in the same first-level area
	weightHome    = 1.5  // the source is at home there
	weightSite    = 1.4  // the source's web address is of that country
	weightNear    = 3.0  // another place of the document is within about 50 km
	weightFame    = 0.15 // twice the names in the world's languages
	weightShade   = 4.5  // a town with the name of a country or area twenty times as large
	weightKind    = 2.5  // the words around speak of this kind of place
	weightComma   = 7.0  // "City, Region"
	weightInside  = 4.0  // "City in Region", "Region's City"
	weightBefore  = 3.0  // the same name was placed by its words elsewhere in the document
)

// votes are what the document's places say about where it is set.
type votes struct {
	country [256]float32
	area    map[int]float32
}

// resolve scores every reading of every name.
func (d *document) resolve() {
	for i := range d.mentions {
		if m := &d.mentions[i]; m.name >= 0 {
			d.names[m.name].uses++
		}
	}
	d.neighbours()
	for i := range d.names {
		for k := range d.names[i].options {
			o := &d.names[i].options[k]
			o.score = o.prior + d.homeScore(o)
		}
	}
	d.carry()
	if d.f.o.Alone {
		return
	}
	for range 2 {
		d.vote()
	}
}

// carry lets what the words around one mention say count for the others of the same name.
func (d *document) carry() {
	for i := range d.mentions {
		m := &d.mentions[i]
		if m.name < 0 {
			continue
		}
		n := &d.names[m.name]
		for k := range n.options {
			o := &n.options[k]
			o.carried = max(o.carried, min(weightBefore, d.holderScore(m, o.entry)))
		}
	}
	for i := range d.names {
		for k := range d.names[i].options {
			o := &d.names[i].options[k]
			o.prior += o.carried
			o.score += o.carried
		}
	}
}

// vote lets every name say where the document is set, then scores every name by what the others said.
func (d *document) vote() {
	v := votes{area: map[int]float32{}}
	shares := make([][]float32, len(d.names))
	for i := range d.names {
		if d.names[i].uses > 0 {
			shares[i] = d.names[i].shares()
			v.add(&d.names[i], shares[i], 1)
		}
	}
	spots := d.spots(shares)
	for i := range d.names {
		n := &d.names[i]
		if n.uses > 0 {
			v.add(n, shares[i], -1)
		}
		for k := range n.options {
			o := &n.options[k]
			o.score = o.prior + d.homeScore(o) + weightNear*nearest(spots, i, o)
			if o.country > 0 {
				o.score += weightCountry * saturate(v.country[o.country])
			}
			if o.area >= 0 && o.area != o.entry {
				o.score += weightArea * saturate(v.area[o.area])
			}
		}
		if n.uses > 0 {
			v.add(n, shares[i], 1)
		}
	}
}

// spot is where a name most likely is.
type spot struct {
	name     int
	lat, lon float32
	share    float32
}

// nearDegrees is how far a neighbour may be, in degrees of latitude: about 50 km.
const nearDegrees = 0.45

// spots are the likeliest readings of all names for a place that has neighbours.
func (d *document) spots(shares [][]float32) []spot {
	var out []spot
	for i := range d.names {
		if d.names[i].uses == 0 {
			continue
		}
		for k, o := range d.names[i].options {
			if o.local && shares[i][k] > 0.3 {
				out = append(out, spot{i, o.lat, o.lon, shares[i][k]})
			}
		}
	}
	return out
}

// nearest is how surely another name lies near an option, 0 to 1.
func nearest(spots []spot, name int, o *option) float32 {
	var best float32
	if !o.local {
		return 0
	}
	for _, s := range spots {
		if dy := s.lat - o.lat; s.name == name || dy > nearDegrees || dy < -nearDegrees {
			continue
		}
		dx := (s.lon - o.lon) * float32(math.Cos(float64(o.lat)*math.Pi/180))
		if dx < nearDegrees && dx > -nearDegrees {
			best = max(best, s.share)
		}
	}
	return best
}

func saturate(v float32) float32 {
	if v <= 0 {
		return 0
	}
	return v / (v + 1)
}

// shares are how sure each reading is, summing to 1.
func (n *name) shares() []float32 {
	out := make([]float32, len(n.options))
	top := n.options[0].score
	for _, o := range n.options[1:] {
		top = max(top, o.score)
	}
	var sum float32
	for i, o := range n.options {
		if o.score > top-5 {
			out[i] = float32(math.Exp(float64(1.5 * (o.score - top))))
			sum += out[i]
		}
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

func (v *votes) add(n *name, shares []float32, sign float32) {
	weight := sign * min(2, 0.7+0.3*float32(n.uses))
	for i, o := range n.options {
		s := shares[i] * weight
		if shares[i] < 0.01 {
			continue
		}
		v.country[o.country] += s
		if o.area >= 0 {
			v.area[o.area] += s
		}
	}
}

func (d *document) homeScore(o *option) float32 {
	h := d.home
	if d.site > 0 && d.site == o.country {
		return weightSite
	}
	if h.weight == 0 || o.country == 0 {
		return 0
	}
	switch {
	case h.area >= 0 && o.area == h.area && o.entry != o.area:
		return h.weight * weightHome
	case h.country == o.country && !d.p.IsCountry(o.entry):
		return h.weight * weightHome / 2
	}
	return 0
}

// neighbours reads the patterns "City, Region", "City (Region)", "City in Region", "Region's City".
func (d *document) neighbours() {
	for i := 0; i+1 < len(d.mentions); i++ {
		a, b := &d.mentions[i], &d.mentions[i+1]
		if a.name < 0 || b.name < 0 || a.span.End > b.span.Start {
			continue
		}
		between := d.text[a.span.End:b.span.Start]
		if len(between) > 24 {
			continue
		}
		switch words := strings.TrimSpace(between); words {
		case ",":
			d.contain(a, b, weightComma, "City, Region")
		case "(", ", in", ", in the", "in", "in the", "of", "in southern", "in northern", "in eastern", "in western", "in central",
			", southern", ", northern", ", eastern", ", western", "'s in":
			d.contain(a, b, weightInside, "City in Region")
		case "'s", "’s", "'s southern", "'s northern", "'s eastern", "'s western", "'s central", "'s city of", "'s province of":
			d.contain(b, a, weightInside, "Region's City")
		}
	}
}

// contain notes which readings of outer hold readings of inner.
func (d *document) contain(inner, outer *mention, weight float32, how string) {
	for _, o := range d.names[outer.name].options {
		if o.prior < 2.2 || d.p.IsCountry(o.entry) && d.listed(inner) || d.p.IsSettlement(o.entry) && d.p.Population(o.entry) < 100000 {
			continue
		}
		holds := false
		for _, in := range d.names[inner.name].options {
			if in.entry != o.entry && d.inside(in.entry, o.entry) {
				holds = true
				break
			}
		}
		if holds {
			inner.holders = append(inner.holders, holder{o.entry, weight, how})
			outer.held = append(outer.held, o.entry)
			outer.holds = weight
		}
	}
}

// listed reports whether a mention is itself most likely a country: "China, Japan" is a list.
func (d *document) listed(m *mention) bool { return d.p.IsCountry(d.names[m.name].best().entry) }

// inside reports whether place i lies in place area: by the chain of areas, or, for regions of our own, by distance. A
// part of a town lies in the town.
func (d *document) inside(i, area int) bool {
	if d.p.IsCountry(area) {
		return d.p.CountryNumber(i) == d.p.CountryNumber(area) && !d.p.IsCountry(i)
	}
	for up := d.p.Parent(i); up >= 0; up = d.p.Parent(up) {
		if up == area {
			return true
		}
	}
	k := d.p.Kind(area)
	if k.Precision != casus.PrecisionRegion && k.Kind != "city" || d.p.IsCountry(i) {
		return false
	}
	reach := d.p.RadiusKM(area)
	if k.Kind == "city" {
		if k := d.p.Kind(i); k.Kind == "city" && d.p.Population(i) > d.p.Population(area) || k.Precision == casus.PrecisionAdmin1 {
			return false
		}
		reach = 3*reach + 3
	}
	lat, lon := d.p.Point(i)
	lat2, lon2 := d.p.Point(area)
	return gazetteer.DistanceKM(lat, lon, lat2, lon2) <= 1.1*reach
}

// holderScore is what the words around a mention say for a reading.
func (d *document) holderScore(m *mention, entry int) float32 {
	var s float32
	for _, h := range m.holders {
		if h.weight > s && h.entry != entry && d.inside(entry, h.entry) {
			s = h.weight
		}
	}
	for _, e := range m.held {
		if e == entry {
			s += m.holds / 2
		}
	}
	return s
}

// kindScore rewards the kind of place that the words around speak of.
func (d *document) kindScore(h hint, entry int) float32 {
	if h == 0 {
		return 0
	}
	k := d.p.Kind(entry)
	var is hint
	switch k.Precision {
	case casus.PrecisionAdmin1, casus.PrecisionAdmin2:
		is = hintAdmin
	case casus.PrecisionCity:
		is = hintSettlement
	case casus.PrecisionSea:
		is = hintWater
	case casus.PrecisionRegion:
		is = hintRegion
	case casus.PrecisionSite:
		is = hintSite
	}
	if h&is != 0 {
		return weightKind
	}
	return 0
}
