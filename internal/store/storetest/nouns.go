package storetest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// The reports that the tests work with, in the order of their publication.
const (
	first  = "a-1"
	second = "b-2"
	third  = "c-3"
)

func reports() []casus.Document {
	return []casus.Document{
		{
			ID: first, Title: "Dam gate opened", Source: "Upstream Post", URL: "https://upstream.example.invalid/1", Lang: "en",
			Text:      "Engineers opened the Velm dam on Monday. Five farms were flooded, the province said.",
			Published: time.Date(2026, 1, 5, 18, 0, 0, 0, time.FixedZone("", 9*3600)), DateFrom: "given",
			Defects: []casus.Defect{{Stage: "ingest", What: "a test defect", Span: casus.Span{Start: 0, End: 9}}},
		},
		{
			ID: second, Title: "Flood", Source: "Délta Radio", Lang: "en", DateOnly: true,
			Text:      "The province said that nine farms were flooded after the opening of the dam. It may open again.",
			Published: time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC),
		},
		{ID: third, Title: "Café talk", Text: "The gate of the Velm dam was opened.\nNobody says when.", Lang: "en"},
	}
}

const run = casus.RunID("run-1")

// span finds words in a document.
func span(d *casus.Document, words string) casus.Span {
	i := strings.Index(d.Text, words)
	if i < 0 {
		panic("storetest: no " + words + " in " + d.Text)
	}
	return casus.Span{Start: i, End: i + len(words)}
}

func party(d *casus.Document, words string) *casus.Party {
	return &casus.Party{Span: span(d, words), Text: words, Actor: casus.Actor{Sector: "GOV", Country: "XVL"}}
}

// mention makes the event that words in a document carry.
func mention(d *casus.Document, r casus.RunID, words string) casus.Mention {
	m, err := casus.NewMention(d, casus.Mention{
		Run: r, Type: "COERCE", Sentence: casus.Span{End: strings.Index(d.Text, ".") + 1}, Trigger: span(d, words), Rule: "test",
		Axes: casus.Axes{Polarity: casus.Positive, Modality: casus.Realised, Commitment: casus.Flat, Background: casus.News}, Confidence: 0.9,
		Time: &casus.When{From: "2026-01-05", Until: "2026-01-05", Grain: casus.Day, Basis: casus.BasisPublication, Rule: "test"},
	})
	if err != nil {
		panic(err)
	}
	return m
}

func claim(d *casus.Document, words, value string, n float64) casus.Claim {
	c, err := casus.NewClaim(d, casus.Claim{
		Run: run, Attribute: "flooded", Value: value, Number: &n, Low: &n, High: &n, Counted: "farm", AsOf: d.PublishedDate(),
		Speaker: party(d, "province"), Span: span(d, words), Published: d.Published,
	})
	if err != nil {
		panic(err)
	}
	return c
}

// codings are what run-1 makes of the reports.
func codings() []store.Coding {
	docs := reports()
	a, b, c := &docs[0], &docs[1], &docs[2]
	return []store.Coding{
		{
			Document: first, Run: run, Mentions: []casus.Mention{mention(a, run, "opened")},
			Claims:  []casus.Claim{claim(a, "Five farms", "5", 5)},
			Sayings: []casus.Saying{{Speaker: party(a, "province"), Cue: span(a, "said"), Content: span(a, "Five farms were flooded"), Stance: casus.StanceSay, Outer: -1}},
			Defects: []casus.Defect{{Stage: "test", What: "noticed while coding"}},
		},
		{
			Document: second, Run: run, Mentions: []casus.Mention{mention(b, run, "opening")},
			Claims: []casus.Claim{claim(b, "nine farms", "9", 9)},
			Forecasts: []casus.Forecast{{
				ID: "forecast-1", Document: second, Run: run, Span: span(b, "It may open again"), Text: "It may open again", Outcome: casus.OutcomeOpen,
			}},
		},
		{Document: third, Run: run, Mentions: []casus.Mention{mention(c, run, "opened")}},
	}
}

// picture is what fuse would make of the codings: one event of all mentions in one crisis, with claims that differ.
func picture() store.Picture {
	cs := codings()
	docs := reports()
	e := casus.Event{
		ID: "event-1", Type: "COERCE", Title: "the dam is opened", Outlets: []string{"Délta Radio", "Upstream Post"}, Texts: []string{"t1", "t2"},
		Time: cs[0].Mentions[0].Time, Axes: cs[0].Mentions[0].Axes,
	}
	for _, c := range cs {
		e.Mentions = append(e.Mentions, c.Mentions[0].ID)
	}
	p := store.Picture{Run: run, Events: []casus.Event{e}, Forecasts: []casus.Forecast{cs[1].Forecasts[0]}}
	for _, c := range []casus.Claim{cs[0].Claims[0], cs[1].Claims[0]} {
		c.Event = e.ID
		p.Claims = append(p.Claims, c)
	}
	p.Disagreements = []casus.Disagreement{{Event: e.ID, Attribute: "flooded", Claims: []casus.ClaimID{p.Claims[0].ID, p.Claims[1].ID}, Verdict: casus.Differ}}
	p.Crises = []casus.Crisis{{
		ID: "crisis-1", Name: "Velm dam", Events: []casus.EventID{e.ID}, Documents: []casus.DocID{first, second, third}, From: "2026-01-05",
	}}
	p.Links = []casus.Link{{
		ID: "link-1", Level: "event", From: "event-1", To: "event-1", Type: casus.LinkAfter, Document: second,
		Span: span(&docs[1], "after"), Text: "after",
	}}
	return p
}

// guessed is a link that no report states, between the two reports.
func guessed() casus.Link {
	docs := reports()
	words := func(i int, w string) casus.Evidence {
		return casus.Evidence{Document: docs[i].ID, Span: span(&docs[i], w), Text: w}
	}
	l := casus.Link{
		ID: "link-2", Level: "event", From: "event-1", To: "event-1", Type: casus.LinkInferred, Inferred: true, Rule: "test",
		Document: second, Span: span(&docs[1], "after"), Text: "after", Days: 1, Reason: "a test",
	}
	l.Evidence = []casus.Evidence{words(1, "after"), words(0, docs[0].Text[:4])}
	return l
}

// filled puts the reports, their codings and their picture into the store.
func filled(t *testing.T, b *bench) {
	t.Helper()
	Fill(t, b.Store)
}

// Fill puts three reports, what a run made of them and a picture into a store, for samples of a format.
func Fill(t *testing.T, b Store) {
	t.Helper()
	ctx := context.Background()
	_, err := b.AddDocuments(ctx, reports())
	must(t, err)
	must(t, b.AddRun(ctx, casus.Run{ID: run, Version: "test", Models: map[string]string{"m": "1", "a": "2"}}))
	must(t, b.AddCodings(ctx, codings()))
	_, err = b.SetPicture(ctx, picture())
	must(t, err)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantKind fails unless err has the kind.
func wantKind(t *testing.T, err error, k casus.Kind) {
	t.Helper()
	if err == nil || casus.KindOf(err) != k {
		t.Errorf("error of kind %s wanted, got %s: %v", k, casus.KindOf(err), err)
	}
}
