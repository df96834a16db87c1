package export

import (
	"math"
	"time"

	"github.com/casus-project/casus"
)

// FigureRecord is a figure with its bounds; an open end is null.
type FigureRecord struct {
	Start   int      `json:"start"`
	End     int      `json:"end"`
	Text    string   `json:"text"`
	Value   *float64 `json:"value"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
	Unit    *string  `json:"unit"`
	Counted *string  `json:"counted"`
	Kind    *string  `json:"kind"`
	Scope   *string  `json:"scope"`
	AsOf    *string  `json:"as_of"`
	Hedge   *string  `json:"hedge"`
	Total   *string  `json:"total"`
	Speaker *Words   `json:"speaker"`
}

func figures(in []casus.Figure) []FigureRecord {
	out := []FigureRecord{}
	for _, f := range in {
		r := FigureRecord{
			Start: f.Span.Start, End: f.Span.End, Text: f.Text, Value: f.Value, Low: f.Low, High: f.High,
			Unit: text(f.Unit), Counted: text(f.Counted), Kind: text(f.Kind), Scope: text(f.Scope), AsOf: text(f.AsOf),
			Hedge: text(f.Hedge), Total: text(f.Total),
		}
		if f.Speaker != nil {
			r.Speaker = &Words{Text: f.Speaker.Text, Start: f.Speaker.Span.Start, End: f.Speaker.Span.End}
		}
		out = append(out, r)
	}
	return out
}

func timeRecord(w *casus.When) *TimeRecord {
	if w == nil {
		return nil
	}
	r := &TimeRecord{
		Text: w.Text, From: text(w.From), Until: text(w.Until), Grain: text(string(w.Grain)), Zone: text(w.Zone),
		Basis: text(string(w.Basis)),
	}
	if !w.UTC.IsZero() {
		r.UTC = text(w.UTC.UTC().Format(time.RFC3339))
	}
	return r
}

func placeRecord(p *casus.Place) *PlaceRecord {
	if p == nil {
		return nil
	}
	r := &PlaceRecord{
		Text: p.Text, Name: text(p.Name), Country: text(string(p.Country)), Admin1: text(p.Admin1),
		GeonamesID: number(p.GeonamesID), Kind: text(p.Kind), Precision: text(string(p.Precision)),
		ClaimedBy: countries(p.ClaimedBy), ControlledBy: countries(p.ControlledBy),
	}
	r.Lat, r.Lon = point(p)
	return r
}

// point is the place's point where it has one.
func point(p *casus.Place) (lat, lon *float64) {
	if !p.Located {
		return nil, nil
	}
	la, lo := p.Lat, p.Lon
	return &la, &lo
}

func countries(in []casus.Country) []string {
	out := []string{}
	for _, c := range in {
		out = append(out, string(c))
	}
	return out
}

// text is a pointer to s, nil for the empty string: unknown is null.
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// number is a pointer to n, nil for zero.
func number(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// list is in as a list that prints as [] when empty.
func list(in []string) []string {
	if in == nil {
		return []string{}
	}
	return in
}

// round keeps three decimals, so that the last bits of a float never change an output.
func round(x float64) float64 { return math.Round(x*1000) / 1000 }
