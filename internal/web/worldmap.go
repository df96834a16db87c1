package web

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/web/outline"
)

// worldMap is a drawing of places on coarse outlines.
type worldMap struct {
	Width, Height   float64
	Land, Borders   string // path data
	Grid            string
	Pins            []pin
	Label           string
	Claimed         []string // notes on places that several states claim
	Unlocated, Wide []string // places that have no point, and countries, which are no pins
}

// pin is one place with how many events are there.
type pin struct {
	X, Y, R        float64
	LX, LY         float64 // of the name
	End            bool    // the name ends at LX instead of beginning there
	Named          bool    // there is room for the name
	Name, Title    string
	Area           bool // a sea or region: a ring instead of a dot
	Count          int
	lat, lon       float64
	precision      casus.Precision
	claimed, other []casus.Country
}

const (
	mapWidth   = 720.0
	mapNarrow  = 26.0 // degrees of longitude shown at least
	mapFlat    = 0.42 // height for each unit of width, at least
	mapTall    = 0.7  // and at most
	wideRadius = 1200 // kilometres from which on a region is too wide for a pin
)

// drawMap draws pins, or nothing where no place has a point.
func drawMap(world *outline.World, rows []eventRow) *worldMap {
	m := &worldMap{Width: mapWidth}
	m.collect(rows)
	if len(m.Pins) == 0 {
		if len(m.Wide)+len(m.Unlocated) == 0 {
			return nil
		}
		return m
	}
	v := viewOf(m.Pins)
	m.Height = math.Round(v.height())
	m.Land = v.rings(world.Land)
	m.Borders = v.lines(world.Borders)
	m.Grid = v.grid()
	m.place(v)
	m.Label = "map of " + plural(len(m.Pins), "place", "places")
	return m
}

// collect makes one pin of all events at one point.
func (m *worldMap) collect(rows []eventRow) {
	at := map[string]int{}
	wide, unlocated := map[string]int{}, map[string]int{}
	for _, r := range rows {
		p := r.Where
		if p == nil {
			continue
		}
		name := cmp.Or(p.Name, p.Text)
		switch {
		case p.Precision == casus.PrecisionCountry || p.RadiusKM >= wideRadius:
			wide[name]++
			continue
		case !p.Located:
			unlocated[name]++
			continue
		}
		key := fmt.Sprintf("%.2f %.2f", p.Lat, p.Lon)
		i, ok := at[key]
		if !ok {
			i = len(m.Pins)
			at[key] = i
			m.Pins = append(m.Pins, pin{
				Name: name, lat: p.Lat, lon: p.Lon, precision: p.Precision, claimed: p.ClaimedBy, other: p.ControlledBy,
				Area: p.Precision == casus.PrecisionSea || p.Precision == casus.PrecisionRegion || p.Precision == casus.PrecisionAdmin1,
			})
		}
		m.Pins[i].Count++
	}
	slices.SortFunc(m.Pins, func(a, b pin) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Name, b.Name)) })
	for i := range m.Pins {
		p := &m.Pins[i]
		p.Title = p.Name + ": " + plural(p.Count, "event", "events")
		if len(p.claimed) > 1 || len(p.other) > 0 && len(p.claimed) > 0 {
			m.Claimed = append(m.Claimed, claimedText(p))
		}
	}
	m.Wide, m.Unlocated = counted(wide), counted(unlocated)
}

func claimedText(p *pin) string {
	text := p.Name + " is claimed by " + codes(p.claimed)
	if len(p.other) > 0 {
		text += " and controlled by " + codes(p.other)
	}
	return text
}

func codes(cs []casus.Country) string {
	out := make([]string, len(cs))
	for i, c := range cs {
		out[i] = string(c)
	}
	return strings.Join(out, ", ")
}

// counted lists names with how often each was seen, most often first.
func counted(names map[string]int) []string {
	keys := make([]string, 0, len(names))
	for k := range names {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(names[b]-names[a], cmp.Compare(a, b)) })
	for i, k := range keys {
		keys[i] = fmt.Sprintf("%s (%d)", k, names[k])
	}
	return keys
}

// window is the part of the world that is drawn, in an equirectangular projection that is true to scale in its middle.
// Longitudes are taken within 180 degrees of its centre, so that it may cross the date line.
type window struct {
	west, east, south, north float64
	scale                    float64 // units a degree of longitude
	stretch                  float64 // units a degree of latitude for each of longitude
}

func viewOf(pins []pin) window {
	centre := middle(pins)
	w := window{west: 999, east: -999, south: 999, north: -999}
	for _, p := range pins {
		lon := near(p.lon, centre)
		w.west, w.east = min(w.west, lon), max(w.east, lon)
		w.south, w.north = min(w.south, p.lat), max(w.north, p.lat)
	}
	lat, mid := (w.south+w.north)/2, (w.west+w.east)/2
	w.stretch = 1 / max(0.35, math.Cos(lat*math.Pi/180))
	high := min((w.north-w.south)*1.35, 150)
	wide := min(max(mapNarrow, (w.east-w.west)*1.35, high*w.stretch/mapTall), 360)
	w.west, w.east = mid-wide/2, mid+wide/2
	high = min(max(high, wide*mapFlat/w.stretch), 150)
	w.south, w.north = lat-high/2, lat+high/2
	if w.north > 84 {
		w.south, w.north = w.south-(w.north-84), 84
	}
	if w.south < -60 {
		w.south, w.north = -60, min(84, w.north+(-60-w.south))
	}
	w.scale = mapWidth / (w.east - w.west)
	return w
}

// middle is the meridian around which the pins lie closest: opposite the middle of the widest gap between them.
func middle(pins []pin) float64 {
	lons := make([]float64, len(pins))
	for i, p := range pins {
		lons[i] = p.lon
	}
	slices.Sort(lons)
	gap, at := -1.0, 0.0
	for i, l := range lons {
		next := lons[(i+1)%len(lons)]
		if i == len(lons)-1 {
			next += 360
		}
		if next-l > gap {
			gap, at = next-l, l+(next-l)/2
		}
	}
	return near(at+180, 0)
}

// near is lon plus or minus whole turns, within 180 degrees of centre.
func near(lon, centre float64) float64 {
	for lon < centre-180 {
		lon += 360
	}
	for lon > centre+180 {
		lon -= 360
	}
	return lon
}

func (w window) height() float64 { return (w.north - w.south) * w.scale * w.stretch }

func (w window) project(p outline.Point) (x, y float64) {
	return (p.Lon - w.west) * w.scale, (w.north - p.Lat) * w.scale * w.stretch
}

// spot is a pin's point in the drawing.
func (w window) spot(p *pin) (x, y float64) {
	return w.project(outline.Point{Lon: near(p.lon, (w.west+w.east)/2), Lat: p.lat})
}

// place gives pins their points, and names to as many as have room, the busiest first.
func (m *worldMap) place(w window) {
	var taken []box
	for i := range m.Pins {
		p := &m.Pins[i]
		x, y := w.spot(p)
		p.X, p.Y = tenth(x), tenth(y)
		p.R = tenth(4 + 1.6*math.Sqrt(float64(p.Count)))
		taken = append(taken, box{x - p.R, y - p.R, x + p.R, y + p.R})
	}
	for i := range m.Pins {
		p := &m.Pins[i]
		wide := 7.0*float64(utf8.RuneCountInString(p.Name)) + 4
		for _, c := range []struct {
			dx, dy float64
			end    bool
		}{{p.R + 4, 4, false}, {-p.R - 4, 4, true}, {p.R, -p.R - 3, false}, {p.R, p.R + 13, false}, {-p.R, -p.R - 3, true}, {-p.R, p.R + 13, true}} {
			b := box{p.X + c.dx, p.Y + c.dy - 11, p.X + c.dx + wide, p.Y + c.dy + 3}
			if c.end {
				b.left, b.right = b.left-wide, b.right-wide
			}
			if b.left < 2 || b.right > m.Width-2 || b.top < 2 || b.bottom > m.Height-2 || slices.ContainsFunc(taken, b.meets) {
				continue
			}
			p.LX, p.LY, p.End, p.Named = tenth(p.X+c.dx), tenth(p.Y+c.dy), c.end, true
			taken = append(taken, b)
			break
		}
	}
}

type box struct{ left, top, right, bottom float64 }

func (a box) meets(b box) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

func tenth(f float64) float64 { return math.Round(f*10) / 10 }
