package outline_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/web/outline"
)

// square is two countries that share a border, and an island too small to keep.
const square = `{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},
"arcs":[[[0,10],[0,-10],[10,0]],[[10,0],[0,5],[0,5]],[[10,10],[-10,0]],[[10,0],[10,0],[0,10],[-10,0]],[[50.001,50],[0.01,0],[0,0.01],[-0.01,-0.01]]],
"objects":{"countries":{"type":"GeometryCollection","geometries":[
 {"type":"Polygon","arcs":[[0,1,2]]},{"type":"MultiPolygon","arcs":[[[3,-2]],[[4]]]}]},
"land":{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","arcs":[[[0,3,2]],[[4]]]}]}}}`

func TestMake(t *testing.T) {
	var b bytes.Buffer
	if err := outline.Make(strings.NewReader(square), &b, outline.MakeOptions{}); err != nil {
		t.Fatal(err)
	}
	w, err := outline.Read(&b, "made")
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Land) != 1 || len(w.Borders) != 1 {
		t.Fatalf("%d rings and %d borders, want 1 and 1", len(w.Land), len(w.Borders))
	}
	if got := w.Borders[0]; len(got) != 2 || got[0] != (outline.Point{Lon: 10, Lat: 0}) || got[1] != (outline.Point{Lon: 10, Lat: 10}) {
		t.Errorf("the border, its middle point left out, is %v", got)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ line, says string }{
		{"lake\t0 0 1 1", "unknown kind"}, {"land\t0 0 x 1", `"x" is no whole number`}, {"land\t1 2 3", "no line"}, {"land", "no line"},
	} {
		if _, err := outline.Read(strings.NewReader("#\n"+c.line), "table"); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "table:2") {
			t.Errorf("%q: %v", c.line, err)
		}
	}
}

// TestEmbeddedWorld wants the shipped table to be a world: most of the land there is, within the limits of the globe.
func TestEmbeddedWorld(t *testing.T) {
	f, err := data.FS.Open("outline/world.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := outline.Read(f, "world.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Land) < 500 || len(w.Borders) < 250 {
		t.Errorf("%d rings and %d borders", len(w.Land), len(w.Borders))
	}
	var land float64
	for _, ring := range w.Land {
		var sum float64
		for i, p := range ring {
			q := ring[(i+1)%len(ring)]
			if math.Abs(p.Lon) > 200 || math.Abs(p.Lat) > 90 || math.Abs(q.Lon-p.Lon) > 60 {
				t.Fatalf("a line from %v to %v", p, q)
			}
			sum += (q.Lon - p.Lon) * (math.Sin(p.Lat*math.Pi/180) + math.Sin(q.Lat*math.Pi/180)) / 2
		}
		land += math.Abs(sum) * math.Pi / 180 * 6371 * 6371
	}
	if million := land / 1e6; million < 125 || million > 142 { // without Antarctica about 135 million km²
		t.Errorf("%.1f million square kilometres of land", million)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("land\t0 0 1 1 2 2")
	f.Add("border\t-18000 9000 1 -1\n# note")
	f.Fuzz(func(t *testing.T, table string) {
		w, err := outline.Read(strings.NewReader(table), "fuzz")
		if err != nil {
			return
		}
		for _, line := range append(w.Land, w.Borders...) {
			if len(line) < 2 {
				t.Errorf("a line of %d points", len(line))
			}
		}
	})
}
