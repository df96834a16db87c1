package eval

import (
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gold"
)

// The functions below say, for a reader of the predictions, which stage loses an answer; "" where it is right.

// lostVerdict says why the coder has no verdict on a ledger row, or another one.
func (st *goldStory) lostVerdict(row *gold.Row, best *casus.Disagreement, right bool) string {
	figures := st.figuresOf(row)
	held := map[casus.EventID]int{}
	read := 0
	for _, g := range figures {
		if events := st.holding(g); len(events) > 0 {
			read++
			for _, e := range events {
				held[e]++
			}
		}
	}
	most := 0
	for _, n := range held {
		most = max(most, n)
	}
	switch {
	case right:
		return ""
	case best != nil:
		return "another verdict"
	case len(figures) == 0 && len(st.systemEvents(row.Event)) == 0:
		return "event not coded"
	case len(figures) == 0:
		return "no claims on who did it or whether it happened"
	case len(figures) < 2 || read < 2:
		return "figures in no ledger"
	case most < 2:
		return "figures with several events"
	}
	return "other attribute or scope"
}

// holding are the events with a claim in the words of a figure.
func (st *goldStory) holding(g *gold.Row) []casus.EventID {
	var out []casus.EventID
	for i := range st.picture.Claims {
		c := &st.picture.Claims[i]
		if string(c.Document) == g.Doc && g.Span.Overlaps(c.Span) && c.Attribute != "type" && c.Event != "" && !slices.Contains(out, c.Event) {
			out = append(out, c.Event)
		}
	}
	return out
}

// lostOutcome says why a forecast has another outcome.
func (st *goldStory) lostOutcome(row *gold.Row, f *casus.Forecast) string {
	switch {
	case f == nil:
		return "forecast not found"
	case string(f.Outcome) == row.Outcome:
		return ""
	case row.Type != string(f.What):
		return "another type"
	case !sameHorizon(row.Horizon, f.Horizon):
		return "another horizon"
	case row.DecidedBy != "" && len(st.systemEvents(row.DecidedBy)) == 0:
		return "deciding event not coded"
	}
	return "another decision"
}

// lostLink says why a link is not found, from whether its ends are coded and whether one that ties them is.
func lostLink(want relation, coded map[string][]casus.Span, tied, right bool) string {
	from, to, both := false, false, false
	for _, spans := range coded {
		x, y := meet(want.from, spans), meet(want.to, spans)
		from, to, both = from || x, to || y, both || x && y
	}
	switch {
	case right:
		return ""
	case tied:
		return "another type or direction"
	case !from && !to:
		return "neither end coded"
	case !from || !to:
		return "one end not coded"
	case both:
		return "both ends in one event"
	}
	return "ends coded and not linked"
}
