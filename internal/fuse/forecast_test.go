package fuse

import (
	"testing"
	"time"

	"github.com/casus-project/casus"
)

func TestResolve(t *testing.T) {
	doc := &casus.Document{Published: time.Date(2031, 3, 1, 9, 0, 0, 0, time.UTC)}
	nor := []casus.Actor{{ID: "NLD", Country: "NLD"}}
	event := func(id, day string, modality casus.Modality, polarity casus.Polarity, who []casus.Actor) *casus.Event {
		return &casus.Event{
			ID: casus.EventID(id), Type: "MOBILIZE", Actors: who, Time: &casus.When{From: day, Until: day},
			Axes: casus.Axes{Modality: modality, Polarity: polarity},
		}
	}
	will := casus.Forecast{What: "MOBILIZE", Actors: nor, Horizon: &casus.When{Until: "2031-03-10"}, Strength: "likely"}
	vague, unlikely, empty := will, will, will
	vague.Horizon = nil
	empty.Horizon, empty.What = nil, ""
	unlikely.Strength = "unlikely"
	for _, c := range []struct {
		name     string
		forecast casus.Forecast
		events   []*casus.Event
		want     casus.Outcome
		by       casus.EventID
	}{
		{"nothing yet", will, nil, casus.OutcomeOpen, ""},
		{"happened in time", will, []*casus.Event{event("e", "2031-03-08", casus.Realised, casus.Positive, nor)}, casus.OutcomeTrue, "e"},
		{"too late", will, []*casus.Event{event("e", "2031-03-12", casus.Realised, casus.Positive, nor)}, casus.OutcomeFalse, "e"},
		{"said unlikely and too late", unlikely, []*casus.Event{event("e", "2031-03-12", casus.Realised, casus.Positive, nor)}, casus.OutcomeTrue, "e"},
		{"in time and again later", will, []*casus.Event{event("e", "2031-03-12", casus.Realised, casus.Positive, nor), event("f", "2031-03-09", casus.Realised, casus.Positive, nor)}, casus.OutcomeTrue, "f"},
		{"before it was said", will, []*casus.Event{event("e", "2031-02-20", casus.Realised, casus.Positive, nor)}, casus.OutcomeOpen, ""},
		{"somebody else", will, []*casus.Event{event("e", "2031-03-08", casus.Realised, casus.Positive, []casus.Actor{{Country: "SUD"}})}, casus.OutcomeOpen, ""},
		{"only planned", will, []*casus.Event{event("e", "2031-03-08", casus.Planned, casus.Positive, nor)}, casus.OutcomeOpen, ""},
		{"contrary evidence", will, []*casus.Event{event("e", "2031-03-08", casus.Realised, casus.Negative, nor)}, casus.OutcomeFalse, "e"},
		{"said unlikely and happened", unlikely, []*casus.Event{event("e", "2031-03-08", casus.Realised, casus.Positive, nor)}, casus.OutcomeFalse, "e"},
		{"no horizon, nothing yet", vague, nil, casus.OutcomeUnresolvable, ""},
		{"no horizon, happened", vague, []*casus.Event{event("e", "2031-03-08", casus.Realised, casus.Positive, nor)}, casus.OutcomeTrue, "e"},
		{"no horizon, a year later", vague, []*casus.Event{event("e", "2032-03-08", casus.Realised, casus.Positive, nor)}, casus.OutcomeUnresolvable, ""},
		{"neither type nor horizon", empty, []*casus.Event{event("e", "2031-03-08", casus.Realised, casus.Positive, nor)}, casus.OutcomeUnresolvable, ""},
	} {
		if got, by := (search{doc: doc}).resolve(&c.forecast, c.events); got != c.want || by != c.by {
			t.Errorf("%s: got %s by %q, want %s by %q", c.name, got, by, c.want, c.by)
		}
	}
}

// TestCalledOff: a session is planned and then cancelled.
func TestCalledOff(t *testing.T) {
	council := "SUD/GOV=Sudria's council"
	pages := []Page{
		doc(t, "a", "Harbour Post", "2031-03-01T09:00",
			told{text: "Sudria's council will [meet] on 10 March.", lemma: "meet", code: "CONSULT", who: council, day: "2031-03-10", status: casus.Axes{Modality: casus.Planned}}),
		doc(t, "b", "Coast Radio", "2031-03-05T10:00",
			told{text: "Sudria's council [cancelled] the session.", lemma: "cancel", code: "REJECT", who: council}),
	}
	m := &pages[0].Mentions[0]
	pages[1].Mentions[0].Foreseen = "CONSULT"
	pages[0].Forecasts = []casus.Forecast{{
		Document: "a", Mention: m.ID, What: "CONSULT", Actors: []casus.Actor{m.Actors[0].Actor},
		Horizon: m.Time, Strength: "certain",
	}}
	p := Build(pages, Options{})
	if got := p.Forecasts[0]; got.Outcome != casus.OutcomeFalse || got.ResolvedBy != p.EventOf[pages[1].Mentions[0].ID] {
		t.Errorf("outcome %q by %q", got.Outcome, got.ResolvedBy)
	}
}

// TestForecastOfNoType: what is foreseen has no type, and a later report tells of it in the same words, or in none of them.
func TestForecastOfNoType(t *testing.T) {
	for _, c := range []struct {
		name, later, lemma string
		want               casus.Outcome
	}{
		{"in its words", "Norland's parliament [dissolved] the Kafulo league.", "dissolve", casus.OutcomeTrue},
		{"of something else", "Norland's parliament [dissolved] two other parties.", "dissolve", casus.OutcomeOpen},
		{"another deed", "Norland's parliament [praised] the Kafulo league.", "praise", casus.OutcomeOpen},
	} {
		pages := []Page{
			doc(t, "a", "Harbour Post", "2031-03-01T09:00", told{text: "Crowds [marched] in Norland.", lemma: "march", code: "PROTEST", who: "NLD=Crowds"}),
			doc(t, "b", "Coast Radio", "2031-03-08T10:00", told{text: c.later, lemma: c.lemma, code: "COERCE", who: "NLD=parliament", day: "2031-03-08"}),
		}
		words := "the Kafulo league will be dissolved"
		at := len(pages[0].Doc.Text)
		pages[0].Doc.Text += words + ", a lawyer said."
		pages[0].Forecasts = []casus.Forecast{{
			Document: "a", Span: casus.Span{Start: at, End: at + len(words)}, Text: words, Horizon: &casus.When{Until: "2031-03-10"}, Strength: "certain",
		}}
		if got := Build(pages, Options{}).Forecasts[0].Outcome; got != c.want {
			t.Errorf("%s: outcome %q, want %q", c.name, got, c.want)
		}
	}
}
