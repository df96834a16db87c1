package web

import (
	"math"
	"strconv"
	"strings"

	"github.com/casus-project/casus/internal/web/outline"
)

// clipMargin is how far, in units of the drawing, lines are followed outside of it, so that their cut ends do not show.
const clipMargin = 8.0

// dotPitch is how close two points of a line may come in the drawing before one is left out; on a map of the whole world
// twice as close.
const dotPitch = 1.0

// speck is the size, in units of the drawing, below which a line or a ring is left out.
const speck = 1.6

type xy struct{ x, y float64 }

// turns are the shifts by whole turns under which a line may lie in the window.
var turns = [...]float64{-360, 0, 360}

// shifted projects points, moved by a turn, and reports whether any of it can be seen.
func (w window) shifted(points []outline.Point, turn float64) ([]xy, bool) {
	left, right, top, bottom := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	out := make([]xy, len(points))
	for i, p := range points {
		x, y := w.project(outline.Point{Lon: p.Lon + turn, Lat: p.Lat})
		out[i] = xy{x, y}
		left, right, top, bottom = min(left, x), max(right, x), min(top, y), max(bottom, y)
	}
	return out, max(right-left, bottom-top) >= speck && right >= -clipMargin && left <= mapWidth+clipMargin && bottom >= -clipMargin && top <= w.height()+clipMargin
}

// rings is the path of closed rings, cut at the edges of the drawing.
func (w window) rings(rings [][]outline.Point) string {
	var b strings.Builder
	for _, ring := range rings {
		for _, turn := range turns {
			if points, seen := w.shifted(ring, turn); seen {
				writePath(&b, w.thin(w.clip(points)), true)
			}
		}
	}
	return b.String()
}

// lines is the path of open lines; those partly outside are left to the drawing's own edge.
func (w window) lines(lines [][]outline.Point) string {
	var b strings.Builder
	for _, line := range lines {
		for _, turn := range turns {
			points, seen := w.shifted(line, turn)
			if !seen {
				continue
			}
			for _, part := range w.inside(points) {
				writePath(&b, w.thin(part), false)
			}
		}
	}
	return b.String()
}

// inside cuts a line into the parts that have at least one end in the drawing.
func (w window) inside(points []xy) [][]xy {
	in := func(p xy) bool {
		return p.x >= -clipMargin && p.x <= mapWidth+clipMargin && p.y >= -clipMargin && p.y <= w.height()+clipMargin
	}
	var out [][]xy
	var part []xy
	for i, p := range points {
		near := in(p) || i > 0 && in(points[i-1]) || i+1 < len(points) && in(points[i+1])
		if near {
			part = append(part, p)
			continue
		}
		if len(part) > 1 {
			out = append(out, part)
		}
		part = nil
	}
	if len(part) > 1 {
		out = append(out, part)
	}
	return out
}

// clip cuts a ring at the edges of the drawing (Sutherland and Hodgman 1974).
func (w window) clip(points []xy) []xy {
	high := w.height()
	for _, edge := range []struct {
		in  func(xy) bool
		cut func(a, b xy) xy
	}{
		{func(p xy) bool { return p.x >= -clipMargin }, func(a, b xy) xy { return atX(a, b, -clipMargin) }},
		{func(p xy) bool { return p.x <= mapWidth+clipMargin }, func(a, b xy) xy { return atX(a, b, mapWidth+clipMargin) }},
		{func(p xy) bool { return p.y >= -clipMargin }, func(a, b xy) xy { return atY(a, b, -clipMargin) }},
		{func(p xy) bool { return p.y <= high+clipMargin }, func(a, b xy) xy { return atY(a, b, high+clipMargin) }},
	} {
		var out []xy
		for i, p := range points {
			before := points[(i+len(points)-1)%len(points)]
			if edge.in(p) != edge.in(before) {
				out = append(out, edge.cut(before, p))
			}
			if edge.in(p) {
				out = append(out, p)
			}
		}
		points = out
	}
	return points
}

func atX(a, b xy, x float64) xy { return xy{x, a.y + (b.y-a.y)*(x-a.x)/(b.x-a.x)} }
func atY(a, b xy, y float64) xy { return xy{a.x + (b.x-a.x)*(y-a.y)/(b.y-a.y), y} }

// thin leaves out points that cannot be told apart in the drawing.
func (w window) thin(points []xy) []xy {
	pitch := dotPitch * (1 + (w.east-w.west)/360)
	if len(points) < 3 {
		return points
	}
	out := points[:1:1]
	for _, p := range points[1 : len(points)-1] {
		if last := out[len(out)-1]; math.Abs(p.x-last.x) >= pitch || math.Abs(p.y-last.y) >= pitch {
			out = append(out, p)
		}
	}
	return append(out, points[len(points)-1])
}

// writePath writes path data with relative coordinates of one decimal.
func writePath(b *strings.Builder, points []xy, closed bool) {
	if len(points) < 2 || closed && len(points) < 3 {
		return
	}
	x, y := 0, 0
	for i, p := range points {
		px, py := int(math.Round(p.x*10)), int(math.Round(p.y*10))
		switch i {
		case 0:
			b.WriteByte('M')
		case 1:
			b.WriteByte('l')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(decimal(px - x))
		b.WriteByte(' ')
		b.WriteString(decimal(py - y))
		x, y = px, py
	}
	if closed {
		b.WriteByte('z')
	}
}

// decimal is n tenths.
func decimal(n int) string {
	if n%10 == 0 {
		return strconv.Itoa(n / 10)
	}
	return strconv.FormatFloat(float64(n)/10, 'f', 1, 64)
}

// grid is the path of meridians and parallels, few enough to be quiet.
func (w window) grid() string {
	step := 5.0
	for _, s := range []float64{5, 10, 20, 30} {
		if step = s; (w.east-w.west)/s <= 10 {
			break
		}
	}
	var b strings.Builder
	for lon := math.Ceil(w.west/step) * step; lon <= w.east; lon += step {
		x, _ := w.project(outline.Point{Lon: lon})
		writePath(&b, []xy{{x, 0}, {x, w.height()}}, false)
	}
	for lat := math.Ceil(w.south/step) * step; lat <= w.north; lat += step {
		_, y := w.project(outline.Point{Lat: lat})
		writePath(&b, []xy{{0, y}, {mapWidth, y}}, false)
	}
	return b.String()
}
