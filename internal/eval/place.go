package eval

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/casus-project/casus"
)

// PlaceOptions are the settings of Place. Resolve or Find may be nil, and what needs it is then not scored.
type PlaceOptions struct {
	// Resolve says what the gold spans of a document stand for, in their order.
	Resolve func(doc *casus.Document, spans []casus.Span) ([]casus.Place, error)
	// Find finds the places of a document.
	Find func(doc *casus.Document) ([]casus.Place, error)
	// Demonym reports whether a phrase is a word for a nationality, and so neutral.
	Demonym func(phrase string) bool
	// Country is the code of a country by its English name, "" where unknown.
	Country func(name string) casus.Country
	// Keep tells which documents count, by their number from 0; nil takes all.
	Keep func(n int) bool
	// Out gets one JSON row {id, gold, pred, found} a document; nil writes none.
	Out io.Writer
}

// nearKM is how far from the gold point an answer may be: 100 miles, the measure of the field.
const nearKM = 161

//go:embed place_wide.tsv
var placeWide string

// Place scores places on GeoVirus, TR-News or LGL-shaped XML; docs/eval-places.md has the rules.
func Place(path string, o PlaceOptions) (Result, error) {
	wide := map[string]bool{}
	for line := range strings.Lines(placeWide) {
		page, _, _ := strings.Cut(line, "\t")
		wide[page] = true
	}
	docs, err := readPlaces(path, wide)
	if err != nil {
		return Result{}, err
	}
	var c placeCounts
	for i := range docs {
		if o.Keep != nil && !o.Keep(i) {
			continue
		}
		if err := c.document(&docs[i], o); err != nil {
			return Result{}, fmt.Errorf("%s: document %s: %w", path, docs[i].doc.ID, err)
		}
	}
	return Result{Task: "place", Data: path, N: c.gold, Scores: c.scores(o)}, nil
}

// placeCounts are the sums that the scores are made of.
type placeCounts struct {
	gold, near, local, localNear, named, country int
	wanted, found, recognised, placed            int
}

func (c *placeCounts) scores(o PlaceOptions) map[string]float64 {
	s := map[string]float64{}
	if o.Resolve != nil {
		s["acc161"], s["acc161_local"] = placeShare(c.near, c.gold), placeShare(c.localNear, c.local)
		s["n_local"] = float64(c.local)
		if c.named > 0 {
			s["country"] = placeShare(c.country, c.named)
		}
	}
	if o.Find != nil {
		s["recognition_f1"] = placeF1(placeShare(c.recognised, c.found), placeShare(c.recognised, c.wanted))
		s["recognition_p"], s["recognition_r"] = placeShare(c.recognised, c.found), placeShare(c.recognised, c.wanted)
		s["end_to_end_f1"] = placeF1(placeShare(c.placed, c.found), placeShare(c.placed, c.wanted))
	}
	return s
}

func placeShare(of, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(of) / float64(all)
}

func placeF1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (c *placeCounts) document(d *placeDoc, o PlaceOptions) error {
	row := map[string]any{"id": d.doc.ID, "gold": d.gold}
	if o.Resolve != nil {
		spans := make([]casus.Span, len(d.gold))
		for i, g := range d.gold {
			spans[i] = g.Span
		}
		answers, err := o.Resolve(&d.doc, spans)
		if err != nil {
			return err
		}
		if len(answers) != len(spans) {
			return casus.Errorf(casus.Invalid, "%d answers for %d spans", len(answers), len(spans))
		}
		c.resolved(d.gold, answers, o)
		row["pred"] = answers
	}
	if o.Find != nil {
		found, err := o.Find(&d.doc)
		if err != nil {
			return err
		}
		c.recognition(d, found, o)
		row["found"] = found
	}
	if o.Out == nil {
		return nil
	}
	if err := json.NewEncoder(o.Out).Encode(row); err != nil {
		return fmt.Errorf("write row: %w", err)
	}
	return nil
}

func (c *placeCounts) resolved(gold []placeGold, answers []casus.Place, o PlaceOptions) {
	for i, g := range gold {
		if g.Country != "" && o.Country != nil {
			if want := o.Country(g.Country); want != "" {
				c.named++
				if answers[i].Country == want {
					c.country++
				}
			}
		}
		if !g.Located {
			continue
		}
		near := isNear(g, answers[i])
		c.gold++
		c.near += placeOne(near)
		if !g.Wide {
			c.local++
			c.localNear += placeOne(near)
		}
	}
}

// recognition matches found places and gold one to one by overlap. Demonyms and gold without a point are neutral.
func (c *placeCounts) recognition(d *placeDoc, found []casus.Place, o PlaceOptions) {
	neutral := func(g placeGold) bool { return !g.Located || o.Demonym != nil && o.Demonym(g.Text) }
	used := make([]bool, len(d.gold))
	for _, g := range d.gold {
		if !neutral(g) {
			c.wanted++
		}
	}
	for _, p := range found {
		match, aside := -1, o.Demonym != nil && o.Demonym(p.Text)
		for i, g := range d.gold {
			if !g.Span.Overlaps(p.Span) {
				continue
			}
			if neutral(g) {
				aside = true
			} else if !used[i] && (match < 0 || g.Span == p.Span) {
				match = i
			}
		}
		switch {
		case match >= 0:
			used[match] = true
			c.found++
			c.recognised++
			c.placed += placeOne(isNear(d.gold[match], p))
		case !aside:
			c.found++
		}
	}
}

func placeOne(b bool) int {
	if b {
		return 1
	}
	return 0
}

func isNear(g placeGold, p casus.Place) bool {
	return p.Located && greatCircleKM(g.Lat, g.Lon, p.Lat, p.Lon) <= nearKM
}

// greatCircleKM is the distance on a sphere of 6,371 km. It is written again here so that the scorer shares no code
// with what it scores.
func greatCircleKM(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a, b := lat1*rad, lat2*rad
	c := math.Sin(a)*math.Sin(b) + math.Cos(a)*math.Cos(b)*math.Cos((lon1-lon2)*rad)
	return 6371 * math.Acos(math.Max(-1, math.Min(1, c)))
}
