package eval

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/figure"
	"github.com/casus-project/casus/internal/gold"
)

// figures scores the quantities of a report: found by overlap of their words, then value and interval, what is counted,
// and who gives it.
func (g *goldScorer) figures(rows []*gold.Row, p *extract.Page) error {
	for _, row := range rows {
		if row.Kind != "figure" {
			continue
		}
		var f *casus.Figure
		for i := range p.Figures {
			if p.Figures[i].Span.Overlaps(row.Span) {
				f = &p.Figures[i]
				break
			}
		}
		counted := f != nil && g.sameCounted(row.Counted, f)
		spoken := f != nil && f.Speaker != nil && row.By != nil && f.Speaker.Span.Overlaps(row.By.Span)
		g.count("figure recall", f != nil)
		g.count("figure value", f != nil && sameBounds(row, f))
		if row.Counted != "" {
			g.count("figure counted", counted)
		}
		if row.By != nil && row.By.Quote != "" {
			g.count("figure speaker", spoken)
		}
		if err := g.item(figureAnswer(row, f, p, [2]bool{counted, spoken})); err != nil {
			return err
		}
	}
	return nil
}

// figureAnswer is a figure of the gold beside the one that was found.
func figureAnswer(row *gold.Row, f *casus.Figure, p *extract.Page, right [2]bool) answer {
	counted, spoken := right[0], right[1]
	want := map[string]any{"words": row.Quote, "counted": row.Counted, "sentence": sentenceAt(p, row.Span)}
	if row.By != nil {
		want["by"] = row.By.Quote
	}
	a := answer{"figure", row.Doc + "/" + row.ID, f != nil && sameBounds(row, f) && counted, want, nil}
	if f == nil {
		return a
	}
	got := map[string]any{"words": f.Text, "counted": f.Counted, "attribute": f.Attribute, "counts": counted, "spoken": spoken, "rule": f.Rule}
	if f.Speaker != nil {
		got["by"] = f.Speaker.Text
	}
	a.Pred = got
	return a
}

// sentenceAt is the sentence in which the span begins.
func sentenceAt(p *extract.Page, s casus.Span) string {
	if first, last := p.Text.TokensIn(s); first < last {
		return p.Text.Sents[p.Text.SentenceOf(first)].Span.Of(p.Doc.Text)
	}
	return ""
}

// sameCounted reports whether a figure counts what the gold names: the same word in singular or plural, one that the
// tables take for the same when two claims meet ("dead" and "killed", "detained" and "arrested", "dollar" and "money"), one
// the other with more said ("police station" and "station"), or what befell those counted ("three soldiers killed"
// counts soldiers, and the killed).
func (g *goldScorer) sameCounted(want string, f *casus.Figure) bool {
	if g.names == nil {
		g.names = figure.New(figure.Options{})
	}
	a := g.names.Named(want)
	for _, word := range []string{f.Counted, f.Attribute} {
		b := g.names.Named(word)
		if b != "" && (g.names.Same(a, b) || g.names.Same(want, word)) {
			return true
		}
	}
	return want == f.Counted
}

// sameBounds reports whether a figure has the gold's value, or its bounds where the gold gives bounds.
func sameBounds(row *gold.Row, f *casus.Figure) bool {
	if row.Low != nil || row.High != nil {
		return equal(row.Low, f.Low) && equal(row.High, f.High)
	}
	return equal(row.Value, f.Value)
}

func equal(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// forecasts scores predictions by overlap of at least half of the gold's words, and on those found the type and horizon.
func (g *goldScorer) forecasts(rows []*gold.Row, p *extract.Page) error {
	var got []*casus.Forecast
	for i := range p.Forecasts {
		if p.Forecasts[i].Kind != casus.KindPlan { // the corpus has plans as mentions
			got = append(got, &p.Forecasts[i])
		}
	}
	used := make([]bool, len(got))
	for _, row := range rows {
		if row.Kind != "forecast" {
			continue
		}
		var f *casus.Forecast
		if best := nearest(row, got, used); best >= 0 {
			used[best], f = true, got[best]
		}
		g.count("forecast recall", f != nil)
		if f != nil {
			g.forecast(row, f)
		}
		want := map[string]any{
			"words": row.Quote, "type": row.Type, "horizon": row.Horizon, "strength": row.Strength,
			"sentence": sentenceAt(p, row.Span), "published": p.Doc.PublishedDate(),
		}
		a := answer{"forecast", row.Doc + "/" + row.ID, f != nil, want, nil}
		if f != nil {
			a.Pred = forecastItem(f)
		}
		if err := g.item(a); err != nil {
			return err
		}
	}
	for i := range used {
		g.count("forecast precision", used[i])
		if used[i] {
			continue
		}
		it := forecastItem(got[i])
		it["sentence"] = sentenceAt(p, got[i].Span)
		if err := g.item(answer{"forecast", string(p.Doc.ID), false, nil, it}); err != nil {
			return err
		}
	}
	return nil
}

// forecast scores what was made of a forecast that was found.
func (g *goldScorer) forecast(row *gold.Row, f *casus.Forecast) {
	if row.Type != "" {
		g.count("forecast type", string(f.What) == row.Type)
	}
	if row.Horizon != "" {
		g.count("forecast horizon", sameHorizon(row.Horizon, f.Horizon))
	}
	if row.Strength != "" {
		g.count("forecast strength", f.Strength == row.Strength)
	}
}
