package eval

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

// placeFile has one article of each shape; the second counts from 1.
const placeFile = `<articles>
<article docid="7"><title>T</title><url>http://news.example/a</url><domain>news.example</domain><dltime>2020-02-03</dltime>
<text>Élan from Ulm to Bern, Swiss said.</text><toponyms>
<toponym><phrase>Ulm</phrase><start>10</start><end>13</end><gaztag geonameid="1"><name>Ulm</name><fcode>PPL</fcode><lat>48.4</lat><lon>9.98</lon><country>Germany</country></gaztag></toponym>
<toponym><phrase>Bern</phrase><start>17</start><end>21</end><gaztag geonameid="2"><name>Bern</name><fcode>PPLC</fcode><lat>46.95</lat><lon>7.45</lon><country>Switzerland</country></gaztag></toponym>
<toponym><phrase>Swiss</phrase><start>23</start><end>28</end><gaztag geonameid="3"><name>Switzerland</name><fcode>PCLI</fcode><lat>47</lat><lon>8</lon><country>Switzerland</country></gaztag></toponym>
<toponym><phrase>said</phrase><start>29</start><end>33</end></toponym>
</toponyms></article>
<article><source>https://example.org/wiki/X</source><text>Rain in Bavaria.</text><locations>
<location><name>Bavaria</name><start>9</start><end>16</end><lat>49</lat><lon>11.5</lon><page>https://example.org/wiki/Bavaria</page></location>
</locations></article>
</articles>`

func writePlaces(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "places.xml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPlaceScores(t *testing.T) {
	points := map[string]casus.Place{
		"Ulm":     {Located: true, Lat: 48.5, Lon: 10, Country: "DEU"},
		"Bern":    {Located: true, Lat: 48.85, Lon: 2.35, Country: "CHE"}, // 440 km off, country right
		"Swiss":   {Located: true, Lat: 47, Lon: 8, Country: "CHE"},
		"Bavaria": {},
	}
	place := func(doc *casus.Document, s casus.Span) casus.Place {
		p := points[s.Of(doc.Text)]
		p.Span, p.Text = s, s.Of(doc.Text)
		return p
	}
	var rows bytes.Buffer
	r, err := Place(writePlaces(t, placeFile), PlaceOptions{
		Resolve: func(doc *casus.Document, spans []casus.Span) ([]casus.Place, error) {
			out := make([]casus.Place, 0, len(spans))
			for _, s := range spans {
				out = append(out, place(doc, s))
			}
			return out, nil
		},
		Find: func(doc *casus.Document) ([]casus.Place, error) {
			var out []casus.Place
			for _, w := range []string{"Ulm", "Swiss", "said", "Rain"} {
				if i := strings.Index(doc.Text, w); i >= 0 {
					out = append(out, place(doc, casus.Span{Start: i, End: i + len(w)}))
				}
			}
			return out, nil
		},
		Demonym: func(s string) bool { return s == "Swiss" },
		Country: func(name string) casus.Country {
			return map[string]casus.Country{"Germany": "DEU", "Switzerland": "CHE"}[name]
		},
		Out: &rows,
	})
	if err != nil {
		t.Fatal(err)
	}
	// Gold with points: Ulm, Bern, Swiss, Bavaria. Near: Ulm, Swiss. Local: Ulm, Bern. From the text: Ulm, Bern and
	// Bavaria are wanted, Ulm and Rain were found, Swiss and said are neutral.
	for key, want := range map[string]float64{
		"acc161": 0.5, "acc161_local": 0.5, "country": 1, "recognition_p": 0.5, "recognition_r": 1.0 / 3, "recognition_f1": 0.4, "end_to_end_f1": 0.4,
	} {
		if got := r.Scores[key]; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s = %g, want %g", key, got, want)
		}
	}
	if r.N != 4 || r.Task != "place" {
		t.Errorf("result: %+v", r)
	}
	for line := range strings.Lines(rows.String()) {
		var row struct {
			ID   string
			Gold []struct{ Text string }
			Pred []casus.Place
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil || len(row.Gold) != len(row.Pred) {
			t.Errorf("row %s: %v", line, err)
		}
	}
}

func TestPlaceKeepsByNumber(t *testing.T) {
	n := 0
	_, err := Place(writePlaces(t, placeFile), PlaceOptions{
		Find: func(*casus.Document) ([]casus.Place, error) { n++; return nil, nil },
		Keep: func(i int) bool { return i%2 == 1 },
	})
	if err != nil || n != 1 {
		t.Errorf("%d documents, %v", n, err)
	}
}

func TestPlaceRefusesOtherFiles(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no articles":  {"<x></x>", "no articles"},
		"broken":       {"<articles><article>", "article 0"},
		"far from any": {strings.Replace(placeFile, "<phrase>Ulm", "<phrase>Zug", 1), `toponym "Zug"`},
	} {
		if _, err := Place(writePlaces(t, c.text), PlaceOptions{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Place(filepath.Join(t.TempDir(), "none.xml"), PlaceOptions{}); err == nil {
		t.Error("a missing file must be an error")
	}
}
