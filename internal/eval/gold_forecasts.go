package eval

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gold"
)

// forecastsOf scores the forecasts of a cluster: found by overlap as in Gold; on those found the type, the end of the
// horizon, and the outcome by the cluster's later reports with the event that decides. "outcome of all" counts forecasts
// that were not found as wrong.
func (s *clusterScorer) forecastsOf(st *goldStory) error {
	for _, r := range st.c.Reports {
		var got []*casus.Forecast
		for i := range st.picture.Forecasts {
			if f := &st.picture.Forecasts[i]; string(f.Document) == r.ID && f.Kind != casus.KindPlan {
				got = append(got, f)
			}
		}
		used := make([]bool, len(got))
		for _, row := range st.c.Rows {
			if row.Kind != "forecast" || row.Doc != r.ID {
				continue
			}
			j := nearest(row, got, used)
			if j >= 0 {
				used[j] = true
			}
			var f *casus.Forecast
			if j >= 0 {
				f = got[j]
			}
			if err := s.forecast(st, row, f); err != nil {
				return err
			}
		}
		for j := range used {
			s.count("forecast precision", used[j])
			if !used[j] {
				if err := s.item(answer{"forecast", r.ID, false, nil, forecastItem(got[j])}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// nearest is the index of the unused forecast that overlaps the row's words most, and at least half of the shorter; −1 for
// none.
func nearest(row *gold.Row, got []*casus.Forecast, used []bool) int {
	best, common := -1, 0
	for i := range got {
		if n := overlap(got[i].Span, row.Span); !used[i] && n > common {
			best, common = i, n
		}
	}
	if best >= 0 && 2*common >= min(row.Span.Len(), got[best].Span.Len()) {
		return best
	}
	return -1
}

// forecast scores one gold forecast; f is nil where it was not found.
func (s *clusterScorer) forecast(st *goldStory, row *gold.Row, f *casus.Forecast) error {
	s.count("forecast recall", f != nil)
	said := missing
	if f != nil {
		said = string(f.Outcome)
		if row.Type != "" {
			s.count("forecast type", string(f.What) == row.Type)
		}
		if row.Horizon != "" {
			s.count("forecast horizon", sameHorizon(row.Horizon, f.Horizon))
		}
	}
	if row.Outcome != "" {
		s.count("outcome of all", said == row.Outcome)
		s.labels["outcome"] = append(s.labels["outcome"], [2]string{row.Outcome, said})
		if f != nil {
			s.count("outcome", said == row.Outcome)
		}
	}
	if f != nil && row.DecidedBy != "" {
		s.count("outcome decided by", f.ResolvedBy != "" && st.systemEvents(row.DecidedBy)[f.ResolvedBy])
	}
	var pred any
	if f != nil {
		pred = forecastItem(f)
	}
	r := st.c.Report(row.Doc)
	return s.item(answer{"forecast", row.Doc + "/" + row.ID, f != nil && said == row.Outcome, map[string]any{
		"words": row.Quote, "type": row.Type, "horizon": row.Horizon, "strength": row.Strength, "outcome": row.Outcome,
		"decided_by": row.DecidedBy, "sentence": r.Sentences[row.S-1].Of(r.Text), "published": r.Published, "lost": st.lostOutcome(row, f),
	}, pred})
}

// sameHorizon reports whether a horizon ends on the day on which the gold's does. No horizon has no end, as one of the
// gold that is left open.
func sameHorizon(want string, got *casus.When) bool {
	_, until := gold.Interval(want)
	if got == nil {
		return until == ""
	}
	return cut(got.Until, until) == until
}

func forecastItem(f *casus.Forecast) map[string]any {
	out := map[string]any{"words": f.Text, "type": f.What, "strength": f.Strength, "outcome": f.Outcome, "resolved_by": f.ResolvedBy, "rule": f.Rule}
	if f.Speaker != nil {
		out["by"] = f.Speaker.Text
	}
	if f.Horizon != nil {
		out["from"], out["until"] = f.Horizon.From, f.Horizon.Until
	}
	return out
}
