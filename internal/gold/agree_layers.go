package gold

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// Layers says how far two coders agree on what is not a mention: F1 of what both have, and on that the share or kappa of
// its values.
type Layers struct {
	Figure, FigureValue, FigureCounted             Share
	Forecast, ForecastType, Horizon, Strength      Share
	Outcome                                        Share
	LinkEnds, Link                                 Share // the same two ends; and the same type
	Ledger, Verdict                                Share // the same attribute of the same event; and its verdict
	OutcomeKappa, ForecastTypeKappa, VerdictKappa  float64
	outcomes, forecastTypes, verdicts              [][2]string
	figures, forecasts, links, linksTyped, ledgers [3]int // of the first coder, of the second, common
}

// Share is a number of agreements among all, as a fraction, and of how many.
type Share struct {
	Value float64
	N     int
}

func (t *tally) of() Share { return Share{t.share(), t.all} }

// f1 of what the first and the second coder have and what is common.
func f1(n [3]int) Share {
	if n[0]+n[1] == 0 {
		return Share{}
	}
	return Share{2 * float64(n[2]) / float64(n[0]+n[1]), n[0] + n[1]}
}

// spot is words in a document of a cluster.
type spot struct {
	doc  string
	span casus.Span
}

// spots are the triggers of an event, or of a mention and the others of its event.
func (c *Cluster) spots(end string) []spot {
	event := end
	var out []spot
	for _, m := range c.Rows {
		if m.Kind == "mention" && m.ID == end {
			event = m.Event
			out = append(out, spot{m.Doc, m.Span})
		}
	}
	for _, m := range c.Rows {
		if m.Kind == "mention" && event != "" && m.Event == event {
			out = append(out, spot{m.Doc, m.Span})
		}
	}
	return out
}

func meet(a, b []spot) bool {
	for _, x := range a {
		for _, y := range b {
			if x.doc == y.doc && x.span.Overlaps(y.span) {
				return true
			}
		}
	}
	return false
}

// rowsOf are the rows of a kind, of one document unless doc is "".
func rowsOf(c *Cluster, kind, doc string) []*Row {
	var out []*Row
	for _, r := range c.Rows {
		if r.Kind == kind && (doc == "" || r.Doc == doc) {
			out = append(out, r)
		}
	}
	return out
}

// sharedDocs are the documents that both codings have rows about.
func sharedDocs(pair [2]*Cluster) []string {
	var out []string
	for _, r := range pair[0].Reports {
		out = append(out, r.ID)
	}
	return out
}

// pairUp pairs rows of two coders one to one in order; what is left stands with nil.
func pairUp(first, second []*Row, same func(a, b *Row) bool) [][2]*Row {
	var out [][2]*Row
	used := make([]bool, len(second))
	for _, a := range first {
		pair := [2]*Row{a, nil}
		for j, b := range second {
			if !used[j] && same(a, b) {
				pair[1], used[j] = b, true
				break
			}
		}
		out = append(out, pair)
	}
	for j, b := range second {
		if !used[j] {
			out = append(out, [2]*Row{nil, b})
		}
	}
	return out
}

// add counts pairs.
func add(n *[3]int, pairs [][2]*Row) {
	for _, p := range pairs {
		if p[0] != nil {
			n[0]++
		}
		if p[1] != nil {
			n[1]++
		}
		if p[0] != nil && p[1] != nil {
			n[2]++
		}
	}
}

// overlapping reports whether the words of two rows of one document overlap.
func overlapping(a, b *Row) bool { return a.Doc == b.Doc && a.Span.Overlaps(b.Span) }

// figurePairs, forecastPairs, linkPairs and ledgerPairs pair the rows of both coders of a cluster.
func figurePairs(pair [2]*Cluster) [][2]*Row {
	var out [][2]*Row
	for _, doc := range sharedDocs(pair) {
		out = append(out, pairUp(rowsOf(pair[0], "figure", doc), rowsOf(pair[1], "figure", doc), overlapping)...)
	}
	return out
}

func forecastPairs(pair [2]*Cluster) [][2]*Row {
	var out [][2]*Row
	for _, doc := range sharedDocs(pair) {
		out = append(out, pairUp(rowsOf(pair[0], "forecast", doc), rowsOf(pair[1], "forecast", doc), overlapping)...)
	}
	return out
}

func linkPairs(pair [2]*Cluster) [][2]*Row {
	return pairUp(rowsOf(pair[0], "link", ""), rowsOf(pair[1], "link", ""), func(a, b *Row) bool {
		return a.Doc == b.Doc && meet(pair[0].spots(a.From), pair[1].spots(b.From)) && meet(pair[0].spots(a.To), pair[1].spots(b.To))
	})
}

func ledgerPairs(pair [2]*Cluster) [][2]*Row {
	return pairUp(rowsOf(pair[0], "ledger", ""), rowsOf(pair[1], "ledger", ""), func(a, b *Row) bool {
		return attributeName(a.Attribute) == attributeName(b.Attribute) && meet(pair[0].spots(a.Event), pair[1].spots(b.Event))
	})
}

// attributeName brings the names of attributes to one form: lower case, singular, one word for whether it happened.
func attributeName(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "occurrence" {
		return "happened"
	}
	if strings.HasSuffix(s, "ss") {
		return s
	}
	return strings.TrimSuffix(s, "s")
}

// sameValue reports whether two figures have the same value and bounds.
func sameValue(a, b *Row) bool {
	return sameNumber(a.Value, b.Value) && sameNumber(a.Low, b.Low) && sameNumber(a.High, b.High)
}

func sameNumber(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// AgreeLayers compares two codings layer by layer, mentions apart.
func AgreeLayers(pairs [][2]*Cluster) Layers {
	var l Layers
	var values, counted, types, horizons, strengths, outcomes, verdicts tally
	for _, pair := range pairs {
		figures, forecasts, links, ledgers := figurePairs(pair), forecastPairs(pair), linkPairs(pair), ledgerPairs(pair)
		add(&l.figures, figures)
		add(&l.forecasts, forecasts)
		add(&l.links, links)
		add(&l.ledgers, ledgers)
		for _, p := range both(figures) {
			values.count(sameValue(p[0], p[1]))
			counted.count(attributeName(p[0].Counted) == attributeName(p[1].Counted))
		}
		for _, p := range both(forecasts) {
			types.count(p[0].Type == p[1].Type)
			horizons.count(lastOf(p[0].Horizon) == lastOf(p[1].Horizon))
			strengths.count(p[0].Strength == p[1].Strength)
			outcomes.count(p[0].Outcome == p[1].Outcome)
			l.forecastTypes = append(l.forecastTypes, [2]string{p[0].Type, p[1].Type})
			l.outcomes = append(l.outcomes, [2]string{p[0].Outcome, p[1].Outcome})
		}
		l.linksTyped[0] += len(rowsOf(pair[0], "link", ""))
		l.linksTyped[1] += len(rowsOf(pair[1], "link", ""))
		for _, p := range both(links) {
			if p[0].Type == p[1].Type {
				l.linksTyped[2]++
			}
		}
		for _, p := range both(ledgers) {
			verdicts.count(p[0].Verdict == p[1].Verdict)
			l.verdicts = append(l.verdicts, [2]string{p[0].Verdict, p[1].Verdict})
		}
	}
	l.Figure, l.FigureValue, l.FigureCounted = f1(l.figures), values.of(), counted.of()
	l.Forecast, l.ForecastType, l.Horizon, l.Strength, l.Outcome = f1(l.forecasts), types.of(), horizons.of(), strengths.of(), outcomes.of()
	l.LinkEnds, l.Link = f1(l.links), f1(l.linksTyped)
	l.Ledger, l.Verdict = f1(l.ledgers), verdicts.of()
	l.OutcomeKappa, l.ForecastTypeKappa, l.VerdictKappa = kappa(l.outcomes), kappa(l.forecastTypes), kappa(l.verdicts)
	return l
}

// lastOf is the last day on which a forecast can come true; where it begins is the day of publication whoever codes it.
func lastOf(horizon string) string {
	_, until := Interval(horizon)
	return until
}

// both are the pairs in which both coders have a row.
func both(pairs [][2]*Row) [][2]*Row {
	return slices.DeleteFunc(slices.Clone(pairs), func(p [2]*Row) bool { return p[0] == nil || p[1] == nil })
}
