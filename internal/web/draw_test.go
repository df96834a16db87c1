package web

import (
	"math"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/web/outline"
)

func TestWhenText(t *testing.T) {
	for _, c := range []struct{ from, until, want string }{
		{"", "", "time not stated"},
		{"2026-01-04", "2026-01-04", "4 January 2026"},
		{"2026-01-03", "2026-01-04", "3–4 January 2026"},
		{"2026-01-30", "2026-02-02", "30 January – 2 February 2026"},
		{"2025-12-30", "2026-01-02", "30 December 2025 – 2 January 2026"},
		{"2026-01-01", "2026-01-31", "January 2026"},
		{"2026-01-03", "", "from 3 January 2026"},
		{"", "2026-01-09", "until 9 January 2026"},
		{"2026-01-04T07:50", "2026-01-04T07:50", "4 January 2026, 07:50"},
		{"2026-01-04T07:50", "2026-01-04T09:00", "4 January 2026, 07:50–09:00"},
		{"soon", "", "soon –"},
	} {
		if got := whenText(&casus.When{From: c.from, Until: c.until}); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.from, c.until, got, c.want)
		}
	}
	if got := whenText(&casus.When{From: "2025-01-01", Until: "2025-12-31", Grain: casus.Year}); got != "2025" {
		t.Errorf("a year: %q", got)
	}
	korea := &casus.When{From: "2026-01-04T07:50", Until: "2026-01-04T07:50", Zone: "KST"}
	korea.UTC, _, _ = moment("2026-01-03T22:50")
	if got := whenText(korea); got != "4 January 2026, 07:50 KST (22:50 UTC, 3 January)" {
		t.Errorf("an instant: %q", got)
	}
}

// FuzzPieces wants pieces to rebuild their text whatever the marks.
func FuzzPieces(f *testing.F) {
	f.Add("US forces captured Maduro", 0, 9, 3, 18)
	f.Add("é日本", 0, 2, 1, 5)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		whole := casus.Span{End: len(text)}
		marks := []mark{{span: casus.Span{Start: a, End: b}, role: "who", label: "who"}, {span: casus.Span{Start: c, End: d}, role: "event"}}
		var got strings.Builder
		for _, p := range pieces(text, whole, marks) {
			got.WriteString(p.Text)
		}
		if got.String() != text {
			t.Errorf("%q became %q", text, got.String())
		}
	})
}

// FuzzReadAnchor wants every anchor that is read to be the one that would be written.
func FuzzReadAnchor(f *testing.F) {
	for _, s := range []string{"0,5", "5,0", "-1,3", "1,2,3", "01,2", "1, 2", "9999999999999999999,1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if span, ok := readAnchor(s); ok && (anchor(span) != s || span.Start < 0 || span.Empty()) {
			t.Errorf("%q was read as %v", s, span)
		}
	})
}

func TestOverlappingMarks(t *testing.T) {
	text := "the US president said"
	got := pieces(text, casus.Span{End: len(text)}, []mark{
		{span: casus.Span{Start: 4, End: 6}, role: "where", label: "where"},
		{span: casus.Span{Start: 0, End: 16}, role: "speaker", label: "speaker"},
	})
	var b strings.Builder
	for _, p := range got {
		b.WriteString("[" + p.Text + "|" + p.Classes + "|" + strings.Join(p.Labels, "/") + "]")
	}
	want := "[the |m-speaker|][US|m-speaker m-where|where][ president|m-speaker|speaker][ said||]"
	if b.String() != want {
		t.Errorf("%s\nwant %s", b.String(), want)
	}
}

func world(t *testing.T) *outline.World {
	t.Helper()
	f, err := data.FS.Open("outline/world.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := outline.Read(f, "world.tsv")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func spot(name string, lat, lon float64) eventRow {
	return eventRow{Where: &casus.Place{Name: name, Located: true, Lat: lat, Lon: lon, Precision: casus.PrecisionCity}}
}

// TestMaps draws a single city, a crisis across the date line and one around the world: pins lie inside, names do not
// overlap, and the drawing stays small.
func TestMaps(t *testing.T) {
	w := world(t)
	for name, rows := range map[string][]eventRow{
		"one city":        {spot("Kitwe", -12.8, 28.2)},
		"date line":       {spot("Suva", -18.1, 178.4), spot("Apia", -13.8, -171.8)},
		"round the world": {spot("Caracas", 10.5, -66.9), spot("Pyongyang", 39, 125.7), spot("Kitwe", -12.8, 28.2), spot("Tokyo", 35.7, 139.7)},
		"north to south":  {spot("Manhattan", 40.8, -74), spot("Caracas", 10.5, -66.9)},
		"pole to pole":    {spot("Longyearbyen", 78.2, 15.6), spot("Ushuaia", -54.8, -68.3)},
		"far north":       {spot("Longyearbyen", 78.2, 15.6)},
		"crowded":         {spot("Caracas", 10.5, -66.9), spot("La Guaira", 10.6, -66.93), spot("Maracay", 10.25, -67.6), spot("Valencia", 10.16, -68)},
	} {
		m := drawMap(w, rows)
		if n := len(m.Land) + len(m.Borders); n > 60<<10 {
			t.Errorf("%s: %d bytes of outlines", name, n)
		}
		if m.Land == "" || m.Height < 200 || m.Height > 620 {
			t.Errorf("%s: %d bytes of land, %v high", name, len(m.Land), m.Height)
		}
		for i, p := range m.Pins {
			if p.X < 0 || p.X > m.Width || p.Y < 0 || p.Y > m.Height || math.IsNaN(p.X+p.Y) {
				t.Errorf("%s: %s lies outside at %v, %v", name, p.Name, p.X, p.Y)
			}
			for _, q := range m.Pins[:i] {
				if p.Named && q.Named && math.Abs(p.LY-q.LY) < 8 && p.End == q.End && math.Abs(p.LX-q.LX) < 20 {
					t.Errorf("%s: the names of %s and %s overlap", name, p.Name, q.Name)
				}
			}
		}
	}
	m := drawMap(w, []eventRow{spot("Suva", -18.1, 178.4), spot("Apia", -13.8, -171.8)})
	if d := math.Abs(m.Pins[0].X - m.Pins[1].X); d > mapWidth*0.9 || d < mapWidth*0.1 {
		t.Errorf("across the date line the pins are %v apart", d)
	}
	if m := drawMap(w, nil); m != nil {
		t.Error("a map of nothing")
	}
	country := eventRow{Where: &casus.Place{Name: "Zambia", Precision: casus.PrecisionCountry, Located: true}}
	if m := drawMap(w, []eventRow{country}); len(m.Pins) != 0 || len(m.Wide) != 1 {
		t.Errorf("a country is drawn as a pin: %+v", m)
	}
}

func TestTimeline(t *testing.T) {
	row := func(day string, happened bool) eventRow {
		return eventRow{From: day, Happened: happened, Status: casus.StatusAsserted, Quad: 4, Type: "ASSAULT", Title: "x"}
	}
	old := row("2015-05-01", true)
	old.Status = casus.StatusHistorical
	tl := drawTimeline([]eventRow{row("2026-01-03", true), row("2026-01-03T07:50", true), row("2026-01-05", false), old, row("", true)}, "", "")
	if len(tl.Dots) != 2 || strings.Join(tl.NotDrawn(), ", ") != "1 event earlier, 1 event later, 1 event without a stated day" {
		t.Errorf("%d dots, not drawn %q", len(tl.Dots), tl.NotDrawn())
	}
	if a, b := tl.Dots[0], tl.Dots[1]; a.X != b.X || a.Y-b.Y != dotStep {
		t.Errorf("two events of one day stand at %+v and %+v", a, b)
	}
	undated := row("", true)
	undated.toldDay, undated.Told = "2026-01-04", "4 Jan 2026"
	tl = drawTimeline([]eventRow{row("2026-01-03", true), row("2026-01-05", true), undated}, "", "")
	if len(tl.Dots) != 3 || !tl.Dots[2].Told || tl.Dots[2].Y <= tl.Base || tl.Dots[2].Y >= tl.Height || !strings.HasPrefix(tl.Dots[2].Title, "told 4 Jan 2026") {
		t.Errorf("an event of unknown day stands at %+v below %d", tl.Dots[2], tl.Base)
	}
	var many []eventRow
	for range 40 {
		many = append(many, row("2026-01-03", true))
	}
	if tl := drawTimeline(many, "2026-01-01", "2030-01-01"); tl.More != 40-dotStack || len(tl.Dots) != dotStack {
		t.Errorf("%d dots and %d more", len(tl.Dots), tl.More)
	}
	if tl := drawTimeline([]eventRow{row("", true)}, "", ""); tl != nil {
		t.Error("a timeline without days")
	}
}
