package outline

import (
	"encoding/json"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// MakeOptions says how much is left out; the zero value is what the embedded table was made with.
type MakeOptions struct {
	Tolerance float64 // how far, in degrees, a line may be from where it was; 0 is 0.04
	MinArea   float64 // rings of fewer square degrees are left out; 0 is 0.004
	South     float64 // land wholly south of this latitude is left out; 0 is -60
}

func (o MakeOptions) withDefaults() MakeOptions {
	if o.Tolerance == 0 {
		o.Tolerance = 0.04
	}
	if o.MinArea == 0 {
		o.MinArea = 0.004
	}
	if o.South == 0 {
		o.South = -60
	}
	return o
}

// topology is what we need of a TopoJSON file with the objects "countries" and "land".
type topology struct {
	Arcs      [][][2]float64 `json:"arcs"`
	Transform struct {
		Scale, Translate [2]float64
	} `json:"transform"`
	Objects map[string]geometry `json:"objects"`
}

type geometry struct {
	Type       string          `json:"type"`
	Arcs       json.RawMessage `json:"arcs"`
	Geometries []geometry      `json:"geometries"`
}

// Make writes the table from a TopoJSON file. Each arc is simplified by itself (Douglas and Peucker 1973), so that
// neighbours keep their common border. A border is an arc that two countries share.
func Make(topojson io.Reader, w io.Writer, o MakeOptions) error {
	o = o.withDefaults()
	var t topology
	if err := json.NewDecoder(topojson).Decode(&t); err != nil {
		return casus.Errorf(casus.Invalid, "read TopoJSON: %w", err)
	}
	arcs := t.decode(o.Tolerance)
	var lines []string
	land, err := rings(t.Objects["land"])
	if err != nil {
		return err
	}
	for _, r := range land {
		if ring := stitch(arcs, r); keep(ring, o) {
			lines = add(lines, kindLand, ring)
		}
	}
	countries, err := rings(t.Objects["countries"])
	if err != nil {
		return err
	}
	users := make([]int, len(arcs))
	for _, r := range countries {
		for _, a := range r {
			users[index(a)]++
		}
	}
	for i, n := range users {
		if n > 1 {
			lines = add(lines, kindBorder, arcs[i])
		}
	}
	slices.Sort(lines)
	_, err = io.WriteString(w, "# made by internal/web/outline/make; see SOURCE\n"+strings.Join(lines, "\n")+"\n")
	return err
}

// add writes a line of the table, unless rounding leaves too little of it.
func add(lines []string, kind string, points []Point) []string {
	text := writePoints(unwrap(points))
	if least := map[string]int{kindLand: 3, kindBorder: 2}[kind]; len(strings.Fields(text)) < 2*least {
		return lines
	}
	return append(lines, kind+"\t"+text)
}

// unwrap lets a line that crosses the date line run on past 180 degrees instead of jumping around the globe.
func unwrap(points []Point) []Point {
	out := slices.Clone(points)
	for i := 1; i < len(out); i++ {
		for out[i].Lon-out[i-1].Lon > 180 {
			out[i].Lon -= 360
		}
		for out[i].Lon-out[i-1].Lon < -180 {
			out[i].Lon += 360
		}
	}
	return out
}

func (t *topology) decode(tolerance float64) [][]Point {
	arcs := make([][]Point, len(t.Arcs))
	for i, a := range t.Arcs {
		var x, y float64
		points := make([]Point, len(a))
		for j, d := range a {
			x, y = x+d[0], y+d[1]
			points[j] = Point{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]}
		}
		arcs[i] = simplify(points, tolerance)
	}
	return arcs
}

// rings lists the rings of a geometry as lists of arcs; ~i is arc i backwards.
func rings(g geometry) ([][]int, error) {
	var out [][]int
	for _, inner := range g.Geometries {
		r, err := rings(inner)
		if err != nil {
			return nil, err
		}
		out = append(out, r...)
	}
	switch g.Type {
	case "Polygon":
		var r [][]int
		if err := json.Unmarshal(g.Arcs, &r); err != nil {
			return nil, casus.Errorf(casus.Invalid, "read polygon: %w", err)
		}
		out = append(out, r...)
	case "MultiPolygon":
		var r [][][]int
		if err := json.Unmarshal(g.Arcs, &r); err != nil {
			return nil, casus.Errorf(casus.Invalid, "read polygons: %w", err)
		}
		for _, p := range r {
			out = append(out, p...)
		}
	}
	return out, nil
}

func index(arc int) int {
	if arc < 0 {
		return ^arc
	}
	return arc
}

// stitch joins arcs into a ring.
func stitch(arcs [][]Point, ring []int) []Point {
	var out []Point
	for _, a := range ring {
		points := slices.Clone(arcs[index(a)])
		if a < 0 {
			slices.Reverse(points)
		}
		if len(out) > 0 {
			points = points[1:]
		}
		out = append(out, points...)
	}
	if n := len(out); n > 1 && out[0] == out[n-1] {
		out = out[:n-1]
	}
	return out
}

func keep(ring []Point, o MakeOptions) bool {
	if len(ring) < 3 || math.Abs(area(ring)) < o.MinArea {
		return false
	}
	return slices.ContainsFunc(ring, func(p Point) bool { return p.Lat > o.South })
}

// area is the signed area of a ring in square degrees.
func area(ring []Point) float64 {
	var sum float64
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p.Lon*q.Lat - q.Lon*p.Lat
	}
	return sum / 2
}

// simplify leaves out points that lie nearer than tolerance to the line without them. Both ends stay.
func simplify(points []Point, tolerance float64) []Point {
	if len(points) < 3 {
		return points
	}
	first, last := points[0], points[len(points)-1]
	far, at := 0.0, 0
	for i := 1; i < len(points)-1; i++ {
		if d := distance(points[i], first, last); d > far {
			far, at = d, i
		}
	}
	if far < tolerance {
		return []Point{first, last}
	}
	left := simplify(points[:at+1], tolerance)
	return append(left[:len(left)-1:len(left)-1], simplify(points[at:], tolerance)...)
}

// distance is how far p lies from the segment between a and b, in degrees of latitude; degrees of longitude count less
// away from the equator.
func distance(p, a, b Point) float64 {
	k := math.Cos(p.Lat * math.Pi / 180)
	px, py := (p.Lon-a.Lon)*k, p.Lat-a.Lat
	bx, by := (b.Lon-a.Lon)*k, b.Lat-a.Lat
	t := 0.0
	if l := bx*bx + by*by; l > 0 {
		t = min(1, max(0, (px*bx+py*by)/l))
	}
	return math.Hypot(px-t*bx, py-t*by)
}
