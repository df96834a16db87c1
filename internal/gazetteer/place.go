// Package gazetteer knows names: of places, from a compiled file that is read in place, and of actors, from tables. Names
// and dates come in, what they may stand for goes out, every reading that there is; it refuses to choose between them,
// which needs the text around a name.
package gazetteer

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/models"
)

// Places is a gazetteer: folded names to places, read in place from the bytes of a gazetteer file. It is read-only and
// safe for concurrent use.
type Places struct {
	entries, strings, ids, keys, blocks []byte

	kinds                  []PlaceKind
	countries              []countryRow // by number, from 1; 0 is no country
	byISO                  map[casus.Country]int
	byID                   map[string]int // countries, areas and own rows
	claims                 map[int][]Claim
	usedBy                 map[int][]PartyName
	shorts                 map[string][]int // folded abbreviation to areas
	demonyms               map[string]int   // folded demonym to country
	countryText, claimText string

	named int // entries with an id of their own
}

// PlaceKind is what sort of place a row is.
type PlaceKind struct {
	Kind      string          // city, country, admin1, sea, airport …
	Feature   string          // GeoNames feature code, "" for own rows
	Precision casus.Precision // how exactly its point stands for it
	class     class
}

// class groups kinds that are ranked alike.
type class uint8

const (
	classSettlement class = iota
	classCountry
	classAdmin1
	classAdmin2
	classWater
	classRegion
	classSite
	classFormer // a state that is no more
)

// Claim says that a country claims or controls a place between two dates, where known.
type Claim struct {
	By         casus.Country
	Controlled bool
	From, To   string // 2006-01-02 or a prefix of it, "" for unknown or open
	Note       string
}

// PartyName is a name that one party uses for a place.
type PartyName struct {
	Name string
	By   casus.Country
}

// Candidate is a place that a name may stand for.
type Candidate struct {
	Entry     int
	Alternate bool // the name is not the one that stands first
}

// OpenPlaces opens the embedded gazetteer.
func OpenPlaces() (*Places, error) { return ReadPlaces(models.Gazetteer) }

// OpenPlacesFile opens a gazetteer file on disk, such as ImportPlaces writes.
func OpenPlacesFile(path string) (*Places, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open gazetteer: %w", err)
	}
	p, err := ReadPlaces(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

// ReadPlaces opens the bytes of a gazetteer file, which must not change afterwards.
func ReadPlaces(file []byte) (*Places, error) {
	sec, err := sectionsOf(file)
	if err != nil {
		return nil, err
	}
	p := &Places{entries: sec[secEntries], strings: sec[secStrings], ids: sec[secIDs], keys: sec[secKeys], blocks: sec[secBlocks]}
	p.named = len(p.ids) / 3
	if len(p.entries)%entrySize != 0 || p.named > p.Len() || len(p.strings) == 0 {
		return nil, casus.Errorf(casus.Invalid, "gazetteer: broken table of entries (%d bytes)", len(p.entries))
	}
	p.countryText, p.claimText = string(sec[secCountries]), string(sec[secClaims])
	p.readKinds(string(sec[secKinds]))
	p.readCountries(p.countryText)
	p.readIDs()
	p.readClaims(p.claimText)
	return p, nil
}

// Len is the number of places.
func (p *Places) Len() int { return len(p.entries) / entrySize }

func (p *Places) at(i int) []byte { return p.entries[i*entrySize : (i+1)*entrySize] }

// text is the string at an offset, "" for a broken one.
func (p *Places) text(at uint32) string {
	if int64(at) >= int64(len(p.strings)) {
		return ""
	}
	n := int(p.strings[at])
	from := int(at) + 1
	return string(p.strings[from:min(from+n, len(p.strings))])
}

// Name is the name of place i that stands first.
func (p *Places) Name(i int) string { return p.text(binary.LittleEndian.Uint32(p.at(i)[9:])) }

// Point is the representative point of place i in degrees.
func (p *Places) Point(i int) (lat, lon float64) {
	e := p.at(i)
	return degrees(e), degrees(e[3:])
}

// Parent is the area that holds place i, -1 for none.
func (p *Places) Parent(i int) int {
	if up := get24(p.at(i)[6:]); up < uint32(p.Len()) {
		return int(up)
	}
	return -1
}

// GeonamesID is place i's number in GeoNames, 0 for none.
func (p *Places) GeonamesID(i int) int { return int(get24(p.at(i)[13:])) }

// Population of place i; for rows of our own that have no inhabitants, how well known they are on that scale.
func (p *Places) Population(i int) int { return unpackCount(binary.LittleEndian.Uint16(p.at(i)[16:])) }

// Kind of place i.
func (p *Places) Kind(i int) PlaceKind {
	if k := int(p.at(i)[18]); k < len(p.kinds) {
		return p.kinds[k]
	}
	return PlaceKind{}
}

// Country of place i, "" for none.
func (p *Places) Country(i int) casus.Country {
	if n := int(p.at(i)[19]); n < len(p.countries) {
		return p.countries[n].iso
	}
	return ""
}

// CountryNumber of place i: small, 0 for none, the same for places of one country.
func (p *Places) CountryNumber(i int) int { return int(p.at(i)[19]) }

// Fame of place i: how many names it has in all languages, at most 255.
func (p *Places) Fame(i int) int { return int(p.at(i)[21]) }

// RadiusKM within which place i lies, 0 where unknown.
func (p *Places) RadiusKM(i int) float64 { return unpackRadius(p.at(i)[20]) }

// ID of place i: a country's code, "CC.A1" or "CC.A1.A2" for an area, the slug of a row of our own, "gn:" and the
// number for a settlement of GeoNames, "at:" and its point for one without number.
func (p *Places) ID(i int) string {
	switch {
	case i < p.named:
		return p.text(get24(p.ids[3*i:]))
	case p.GeonamesID(i) > 0:
		return fmt.Sprintf("gn:%d", p.GeonamesID(i))
	}
	lat, lon := p.Point(i)
	return fmt.Sprintf("at:%.4f,%.4f", lat, lon)
}

// ByID finds a country, an area or a row of our own by its id, -1 where there is none.
func (p *Places) ByID(id string) int {
	if i, ok := p.byID[id]; ok {
		return i
	}
	return -1
}

// Area1 is the first-level area that holds place i, -1 for none. An area holds itself.
func (p *Places) Area1(i int) int { return p.area(i, classAdmin1) }

// Area2 is the second-level area that holds place i, -1 for none.
func (p *Places) Area2(i int) int { return p.area(i, classAdmin2) }

func (p *Places) area(i int, c class) int {
	for depth := 0; i >= 0 && depth < 5; i, depth = p.Parent(i), depth+1 {
		if p.Kind(i).class == c {
			return i
		}
	}
	return -1
}

// AreaNamed finds a first-level area of a country by its name, -1 where there is none.
func (p *Places) AreaNamed(country casus.Country, name string) int {
	for i := 0; i < p.named && name != ""; i++ {
		if p.Kind(i).class == classAdmin1 && p.Country(i) == country && p.Name(i) == name {
			return i
		}
	}
	return -1
}

// IsCountry reports whether place i is a country or territory of today, or a former one.
func (p *Places) IsCountry(i int) bool {
	c := p.Kind(i).class
	return c == classCountry || c == classFormer
}

// IsSettlement reports whether place i is a town, village or part of one.
func (p *Places) IsSettlement(i int) bool { return p.Kind(i).class == classSettlement }

// Place describes place i, without span, text, candidates and reason.
func (p *Places) Place(i int) casus.Place {
	kind := p.Kind(i)
	out := casus.Place{
		ID: p.ID(i), Name: p.Name(i), Located: true, RadiusKM: p.RadiusKM(i), Country: p.Country(i),
		GeonamesID: p.GeonamesID(i), Kind: kind.Kind, Precision: kind.Precision,
	}
	out.Lat, out.Lon = p.Point(i)
	if a := p.Area1(i); a >= 0 {
		out.Admin1 = p.Name(a)
	}
	if a := p.Area2(i); a >= 0 {
		out.Admin2 = p.Name(a)
	}
	return out
}

// Claims about place i, or, where there are none of its own, about the areas that hold it below the country.
func (p *Places) Claims(i int) []Claim {
	for depth := 0; i >= 0 && depth < 5; i, depth = p.Parent(i), depth+1 {
		if depth > 0 && p.IsCountry(i) {
			return nil
		}
		if c, ok := p.claims[i]; ok {
			return c
		}
	}
	return nil
}

// NamesByParty lists names of place i that parties use and others do not, with who uses them.
func (p *Places) NamesByParty(i int) []PartyName { return p.usedBy[i] }

// Short lists the areas for which a folded abbreviation stands after a comma, such as "tex" and "tx".
func (p *Places) Short(folded string) []int { return p.shorts[folded] }

// Demonym is the country of a folded word for a nationality, "" where it is none.
func (p *Places) Demonym(folded string) casus.Country { return p.countries[p.demonyms[folded]].iso }

// DistanceKM between two points in degrees on a sphere of 6,371 km.
func DistanceKM(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a := math.Sin((lat2 - lat1) * rad / 2)
	b := math.Sin((lon2 - lon1) * rad / 2)
	h := a*a + math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(h)))
}

// precisionOf says what a kind's point stands for.
func precisionOf(kind string) (casus.Precision, class) {
	switch kind {
	case "city", "district":
		return casus.PrecisionCity, classSettlement
	case "country":
		return casus.PrecisionCountry, classCountry
	case "former country":
		return casus.PrecisionCountry, classFormer
	case "admin1":
		return casus.PrecisionAdmin1, classAdmin1
	case "admin2":
		return casus.PrecisionAdmin2, classAdmin2
	}
	switch {
	case strings.Contains(waters, " "+kind+" "):
		return casus.PrecisionSea, classWater
	case strings.Contains(regions, " "+kind+" "):
		return casus.PrecisionRegion, classRegion
	}
	return casus.PrecisionSite, classSite
}

const (
	waters  = " ocean sea strait gulf bay channel lake river "
	regions = " continent region macro-region disputed island islands mountains desert peninsula valley forest former-area " +
		"cape plain basin "
)
