// Package outline holds coarse outlines of the world's land and of the borders on it.
//
// In comes the table data/outline/world.tsv, or, once, a TopoJSON file from which that table is made; out go rings and
// lines of WGS 84 degrees. It is for drawing under pins. It refuses to answer in which country a point lies: the borders
// are simplified to several kilometres and show who controls what, not who is right.
package outline

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
)

// Point is a place in degrees, north and east positive.
type Point struct{ Lon, Lat float64 }

// World is what can be drawn. Rings are closed without repeating their first point. What crosses the date line runs on past
// 180 degrees.
type World struct {
	Land    [][]Point
	Borders [][]Point
}

// grain is how many steps of the table make a degree.
const grain = 100

// The kinds of line in the table.
const (
	kindLand   = "land"
	kindBorder = "border"
)

// Read reads the table: a kind, a tab, and whole numbers, each pair the steps of 1/100 degree east and north from the
// point before.
func Read(r io.Reader, name string) (*World, error) {
	w := &World{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 16<<20)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		kind, rest, _ := strings.Cut(line, "\t")
		points, err := readPoints(rest)
		if err != nil {
			return nil, casus.Errorf(casus.Invalid, "%s:%d: %w", name, n, err)
		}
		switch kind {
		case kindLand:
			w.Land = append(w.Land, points)
		case kindBorder:
			w.Borders = append(w.Borders, points)
		default:
			return nil, casus.Errorf(casus.Invalid, "%s:%d: unknown kind %q (known: border, land)", name, n, kind)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, casus.Errorf(casus.Invalid, "%s: %w", name, err)
	}
	return w, nil
}

func readPoints(s string) ([]Point, error) {
	f := strings.Fields(s)
	if len(f) < 4 || len(f)%2 != 0 {
		return nil, casus.Errorf(casus.Invalid, "%d numbers are no line", len(f))
	}
	points := make([]Point, 0, len(f)/2)
	x, y := 0, 0
	for i := 0; i < len(f); i += 2 {
		dx, err := strconv.Atoi(f[i])
		if err != nil {
			return nil, casus.Errorf(casus.Invalid, "%q is no whole number", f[i])
		}
		dy, err := strconv.Atoi(f[i+1])
		if err != nil {
			return nil, casus.Errorf(casus.Invalid, "%q is no whole number", f[i+1])
		}
		x, y = x+dx, y+dy
		points = append(points, Point{float64(x) / grain, float64(y) / grain})
	}
	return points, nil
}

// writePoints is the inverse of readPoints.
func writePoints(points []Point) string {
	var b strings.Builder
	x, y := 0, 0
	for i, p := range points {
		px, py := round(p.Lon*grain), round(p.Lat*grain)
		if i > 0 && px == x && py == y {
			continue
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(px - x))
		b.WriteByte(' ')
		b.WriteString(strconv.Itoa(py - y))
		x, y = px, py
	}
	return b.String()
}

func round(f float64) int {
	if f < 0 {
		return int(f - 0.5)
	}
	return int(f + 0.5)
}
