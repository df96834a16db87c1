package eval

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/gold"
)

// figures scores the quantities of a report: found by overlap of their words, then value and interval, what is counted,
// and who gives it.
func (g *goldScorer) figures(rows []*gold.Row, p *extract.Page) {
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
		g.count("figure recall", f != nil)
		g.count("figure value", f != nil && sameBounds(row, f))
		if row.Counted != "" {
			g.count("figure counted", f != nil && f.Counted == row.Counted)
		}
		if row.By != nil && row.By.Quote != "" {
			g.count("figure speaker", f != nil && f.Speaker != nil && f.Speaker.Span.Overlaps(row.By.Span))
		}
	}
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
func (g *goldScorer) forecasts(rows []*gold.Row, p *extract.Page) {
	used := make([]bool, len(p.Forecasts))
	for _, row := range rows {
		if row.Kind != "forecast" {
			continue
		}
		best, common := -1, 0
		for i := range p.Forecasts {
			if n := overlap(p.Forecasts[i].Span, row.Span); !used[i] && n > common {
				best, common = i, n
			}
		}
		found := best >= 0 && 2*common >= min(row.Span.Len(), p.Forecasts[best].Span.Len())
		g.count("forecast recall", found)
		if !found {
			continue
		}
		used[best] = true
		f := &p.Forecasts[best]
		if row.Type != "" {
			g.count("forecast type", string(f.What) == row.Type)
		}
		if row.Horizon != "" {
			_, until := goldInterval(row.Horizon)
			g.count("forecast horizon", f.Horizon != nil && cut(f.Horizon.Until, until) == until)
		}
		if row.Strength != "" {
			g.count("forecast strength", f.Strength == row.Strength)
		}
	}
	for i := range used {
		g.count("forecast precision", used[i])
	}
}
