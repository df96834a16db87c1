package gold

import (
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// Document is a report as a document.
func (r *Report) Document() (*casus.Document, error) {
	t, err := time.Parse(time.RFC3339, r.Published)
	return &casus.Document{
		ID: casus.DocID(r.ID), Text: r.Text, Title: r.Title, Source: r.Outlet, Published: t, DateFrom: "given", Lang: "en",
	}, err
}

// Mentions are the coded mentions of a report as records of casus. They are certain, their rule is "gold"; figures of the same
// event in the same sentence stand with them. A time has bounds and no words, for the coding quotes none.
func (c *Cluster) Mentions(r *Report) []casus.Mention {
	var out []casus.Mention
	for _, row := range mentionsOf(c, r.ID) {
		if row.S < 1 || row.S > len(r.Sentences) {
			continue
		}
		m := casus.Mention{
			ID: casus.MentionID(r.ID + "/" + row.ID), Document: casus.DocID(r.ID), Type: casus.Code(row.Type), Modes: row.Modes, CAMEO: row.CAMEO,
			Foreseen: casus.Code(row.Foreseen), Sentence: r.Sentences[row.S-1], SentenceIndex: row.S - 1, Trigger: row.Span,
			TriggerText: row.Trigger, Actors: casusParties(row.Actors), Recipients: casusParties(row.Recipients), Time: when(row.Time),
			Axes: row.Axes(), Confidence: 1, Rule: "gold",
		}
		if p := row.Place; p != nil {
			m.Place = &casus.Place{Span: p.Span, Text: p.Quote, Name: p.Name, Country: casus.Country(p.Country)}
		}
		if p := row.By; p != nil {
			m.Attribution = &casus.Attribution{Cue: p.CueSpan, CueText: p.Cue}
			if !p.Span.Empty() {
				m.Attribution.Speaker = p.casus()
			}
		}
		for _, t := range row.Alt {
			m.Alternatives = append(m.Alternatives, casus.Alternative{Type: casus.Code(t)})
		}
		for _, f := range rowsOf(c, "figure", r.ID) {
			if f.S == row.S && f.Event != "" && f.Event == row.Event {
				m.Figures = append(m.Figures, casus.Figure{
					Span: f.Span, Text: f.Quote, Value: f.Value, Low: f.Low, High: f.High, Unit: f.Unit, Counted: f.Counted, Scope: f.Scope,
					Total: f.Total, AsOf: f.AsOf,
				})
			}
		}
		out = append(out, m)
	}
	return out
}

func (p *Party) casus() *casus.Party {
	return &casus.Party{Span: p.Span, Text: p.Quote, Actor: casus.Actor{
		Name: p.Name, Country: casus.Country(p.Country), Sector: casus.Sector(p.Sector),
	}}
}

func casusParties(ps []Party) []casus.Party {
	var out []casus.Party
	for i := range ps {
		out = append(out, *ps[i].casus())
	}
	return out
}

// when gives the bounds of a time of the corpus, nil for none. A month or a year ends with its last day.
func when(s string) *casus.When {
	if s == "" {
		return nil
	}
	from, until, isRange := strings.Cut(s, "..")
	if !isRange {
		until = from
	}
	switch len(from) {
	case len("2006"):
		from += "-01-01"
	case len("2006-01"):
		from += "-01"
	}
	switch len(until) {
	case len("2006"):
		until += "-12-31"
	case len("2006-01"):
		if t, err := time.Parse("2006-01", until); err == nil {
			until = t.AddDate(0, 1, -1).Format(time.DateOnly)
		}
	}
	return &casus.When{From: from, Until: until}
}
