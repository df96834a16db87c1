package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// ledger is one attribute of one event: who says which value.
type ledger struct {
	Event     end
	Attribute string
	Verdict   casus.Verdict
	Reason    string
	Entries   []entry
	event     casus.EventID
}

// entry is one claim.
type entry struct {
	Value, Speaker, Code string
	Source               string
	When                 string
	Own                  bool // a party speaks of itself or its opponent
	Denied               bool
	Quote                quote
	published            string
}

// value is one value of a ledger with all who give it.
type value struct {
	Text   string
	Denied bool
	By     []string
}

// Values are the different values of a ledger in the order in which they were first given.
func (l ledger) Values() []value {
	var out []value
	for i := range l.Entries {
		e := &l.Entries[i]
		n := slices.IndexFunc(out, func(v value) bool { return v.Denied == e.Denied && strings.EqualFold(v.Text, e.Value) })
		if n < 0 {
			n = len(out)
			out = append(out, value{Text: e.Value, Denied: e.Denied})
		}
		if by := cmp.Or(e.Speaker, e.Source); by != "" && !slices.Contains(out[n].By, by) {
			out[n].By = append(out[n].By, by)
		}
	}
	return out
}

// ledgers puts claims side by side under their verdicts, those that differ first. Claims without a verdict stand alone on
// their attribute; they are shown with the words that state them and nowhere else.
func (s *Site) ledgers(ctx context.Context, q *question, claims []casus.Claim, verdicts []casus.Disagreement) ([]ledger, error) {
	byID := map[casus.ClaimID]*casus.Claim{}
	for i := range claims {
		byID[claims[i].ID] = &claims[i]
	}
	var events []casus.EventID
	for i := range verdicts {
		events = append(events, verdicts[i].Event)
	}
	docs, err := s.textsOf(ctx, q, claims, verdicts)
	if err != nil {
		return nil, err
	}
	ends, err := s.ends(ctx, q, events, nil)
	if err != nil {
		return nil, err
	}
	var out []ledger
	for i := range verdicts {
		d := &verdicts[i]
		l := ledger{event: d.Event, Event: ends[string(d.Event)], Attribute: attributeText(d.Attribute), Verdict: d.Verdict, Reason: d.Reason}
		for _, id := range d.Claims {
			if c := byID[id]; c != nil {
				l.Entries = append(l.Entries, entryOf(q, c, docs[c.Document]))
			}
		}
		slices.SortStableFunc(l.Entries, func(a, b entry) int { return cmp.Compare(a.published, b.published) })
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b ledger) int { return rankOf(a.Verdict) - rankOf(b.Verdict) })
	return out, nil
}

// only are the ledgers that are in dispute, or those that are not.
func only(all []ledger, inDispute bool) []ledger {
	var out []ledger
	for _, l := range all {
		if disputed(l.Verdict) == inDispute {
			out = append(out, l)
		}
	}
	return out
}

func rankOf(v casus.Verdict) int {
	return slices.Index([]casus.Verdict{casus.Differ, casus.Retracted, casus.Revised, casus.Compatible, casus.Agree}, v)
}

// textsOf reads the documents of the claims that verdicts name.
func (s *Site) textsOf(ctx context.Context, q *question, claims []casus.Claim, verdicts []casus.Disagreement) (map[casus.DocID]*casus.Document, error) {
	wanted := map[casus.ClaimID]bool{}
	for i := range verdicts {
		for _, c := range verdicts[i].Claims {
			wanted[c] = true
		}
	}
	var ids []casus.DocID
	for i := range claims {
		if wanted[claims[i].ID] {
			ids = append(ids, claims[i].Document)
		}
	}
	return s.texts(ctx, q, ids)
}

// attributeText is an attribute as a heading.
func attributeText(a string) string { return strings.ReplaceAll(a, "_", " ") }

func entryOf(q *question, c *casus.Claim, d *casus.Document) entry {
	e := entry{Value: c.Value, Speaker: speakerName(c.Speaker), Source: c.Outlet, Own: c.OwnSide, Denied: c.Denied}
	if d == nil {
		return e
	}
	e.Source = cmp.Or(e.Source, outletName(d))
	e.When = clockText(d)
	e.published = d.Published.UTC().Format("20060102150405")
	marks := []mark{{span: c.Span, role: "figure"}}
	if c.Speaker != nil {
		marks = append(marks, mark{span: c.Speaker.Span, role: "speaker"})
	}
	sentence := c.Sentence
	if sentence.Empty() {
		sentence = around(d.Text, c.Span)
	}
	e.Quote = quoteOf(q, d, c.Span, nil)
	e.Quote.Pieces = pieces(d.Text, sentence, marks)
	return e
}

// forecastRow is a forecast with its words.
type forecastRow struct {
	casus.Forecast
	By       string
	Quote    quote
	Resolver *end
	Due      string
}

// forecastRows reads the sentences of forecasts and what resolved them.
func (s *Site) forecastRows(ctx context.Context, q *question, all []casus.Forecast) ([]forecastRow, error) {
	var docs []casus.DocID
	var events []casus.EventID
	for i := range all {
		docs = append(docs, all[i].Document)
		if all[i].ResolvedBy != "" {
			events = append(events, all[i].ResolvedBy)
		}
	}
	texts, err := s.texts(ctx, q, docs)
	if err != nil {
		return nil, err
	}
	ends, err := s.ends(ctx, q, events, nil)
	if err != nil {
		return nil, err
	}
	var out []forecastRow
	for i := range all {
		f := forecastRow{Forecast: all[i], By: speakerName(all[i].Speaker)}
		f.Outcome = cmp.Or(f.Outcome, casus.OutcomeOpen)
		if f.Horizon != nil {
			f.Due = whenText(f.Horizon)
		}
		if d := texts[f.Document]; d != nil {
			marks := []mark{{span: f.Span, role: "cited"}, {span: f.Condition, role: "cue", label: "if"}}
			if f.Speaker != nil {
				marks = append(marks, mark{span: f.Speaker.Span, role: "speaker", label: "speaker"})
			}
			if f.Horizon != nil {
				marks = append(marks, mark{span: f.Horizon.Span, role: "when", label: "until when"})
			}
			f.Quote = quoteOf(q, d, f.Span, marks)
		}
		if e, ok := ends[string(f.ResolvedBy)]; ok {
			f.Resolver = &e
		}
		out = append(out, f)
	}
	return out, nil
}
