package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
	"github.com/casus-project/casus/internal/store/sqlite"
)

// coder writes codings of the demo reports by hand, by naming words of their texts.
type coder struct {
	t    *testing.T
	docs map[casus.DocID]*casus.Document
	out  map[casus.DocID]*store.Coding
	ids  []casus.DocID
}

const fixtureRun = casus.RunID("by-hand")

func newCoder(t *testing.T) *coder {
	t.Helper()
	f, err := os.Open("../../examples/demo/reports.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c := &coder{t: t, docs: map[casus.DocID]*casus.Document{}, out: map[casus.DocID]*store.Coding{}}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var d casus.Document
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		c.docs[d.ID] = &d
		c.ids = append(c.ids, d.ID)
		c.out[d.ID] = &store.Coding{Document: d.ID, Run: fixtureRun}
	}
	return c
}

// at finds words in a report.
func (c *coder) at(doc casus.DocID, words string) casus.Span {
	c.t.Helper()
	i := strings.Index(c.docs[doc].Text, words)
	if i < 0 {
		c.t.Fatalf("report %s does not say %q", doc, words)
	}
	return casus.Span{Start: i, End: i + len(words)}
}

// party reads "US forces = USA MIL".
func (c *coder) party(doc casus.DocID, s string) *casus.Party {
	c.t.Helper()
	words, code, _ := strings.Cut(s, " = ")
	country, sector, _ := strings.Cut(code, " ")
	p := &casus.Party{Span: c.at(doc, words), Text: words}
	p.Actor = casus.Actor{Name: words, Country: casus.Country(country), Sector: casus.Sector(sector), Reason: "by hand, for a test"}
	return p
}

// told is one mention: the sentence it stands in, its words, and what they mean.
type told struct {
	doc                    casus.DocID
	sentence, words        string
	code                   casus.Code
	mode, who, whom, place string
	day                    string
	axes                   casus.Axes
	speaker, cue           string
}

var plain = casus.Axes{Polarity: casus.Positive, Modality: casus.Realised, Commitment: casus.Flat, Background: casus.News}

func (c *coder) mention(m told) casus.MentionID {
	c.t.Helper()
	if m.axes == (casus.Axes{}) {
		m.axes = plain
	}
	sentence := c.at(m.doc, m.sentence)
	trigger := c.at(m.doc, m.sentence)
	i := strings.Index(m.sentence, m.words)
	trigger = casus.Span{Start: trigger.Start + i, End: trigger.Start + i + len(m.words)}
	in := casus.Mention{Run: fixtureRun, Type: m.code, Sentence: sentence, Trigger: trigger, Axes: m.axes, Confidence: 0.9, Rule: "by hand"}
	if m.mode != "" {
		in.Modes = []string{m.mode}
	}
	if m.who != "" {
		in.Actors = []casus.Party{*c.party(m.doc, m.who)}
	}
	if m.whom != "" {
		in.Recipients = []casus.Party{*c.party(m.doc, m.whom)}
	}
	if m.day != "" {
		in.Time = &casus.When{From: m.day, Until: m.day, Grain: casus.Day, Basis: casus.BasisPublication, Rule: "by hand"}
	}
	if m.place != "" {
		p := places[m.place]
		p.Text, p.Span = m.place, c.at(m.doc, m.place)
		in.Place = &p
	}
	if m.speaker != "" {
		in.Attribution = &casus.Attribution{Speaker: c.party(m.doc, m.speaker), Cue: c.at(m.doc, m.cue), CueText: m.cue}
	}
	out, err := casus.NewMention(c.docs[m.doc], in)
	if err != nil {
		c.t.Fatal(err)
	}
	c.out[m.doc].Mentions = append(c.out[m.doc].Mentions, out)
	return out.ID
}

var places = map[string]casus.Place{
	"Caracas":         {Name: "Caracas", Located: true, Lat: 10.49, Lon: -66.88, Country: "VEN", Kind: "city", Precision: casus.PrecisionCity},
	"La Guaira":       {Name: "La Guaira", Located: true, Lat: 10.6, Lon: -66.93, Country: "VEN", Kind: "city", Precision: casus.PrecisionCity},
	"Cúcuta":          {Name: "Cúcuta", Located: true, Lat: 7.89, Lon: -72.5, Country: "COL", Kind: "city", Precision: casus.PrecisionCity},
	"NEW YORK":        {Name: "New York", Located: true, Lat: 40.71, Lon: -74.0, Country: "USA", Kind: "city", Precision: casus.PrecisionCity},
	"Pyongyang":       {Name: "Pyongyang", Located: true, Lat: 39.03, Lon: 125.75, Country: "PRK", Kind: "city", Precision: casus.PrecisionCity},
	"East Sea":        {Name: "Sea of Japan", Located: true, Lat: 40, Lon: 135, Kind: "sea", Precision: casus.PrecisionSea, ClaimedBy: []casus.Country{"JPN", "KOR"}},
	"Chililabombwe":   {Name: "Chililabombwe", Located: true, Lat: -12.36, Lon: 27.82, Country: "ZMB", Kind: "city", Precision: casus.PrecisionCity},
	"Venezuela":       {Name: "Venezuela", Country: "VEN", Kind: "country", Precision: casus.PrecisionCountry},
	"northern Zambia": {Name: "Zambia", Country: "ZMB", Kind: "country", Precision: casus.PrecisionCountry},
}

// claim is a speaker's value.
func (c *coder) claim(doc casus.DocID, attribute, words, value, speaker string) casus.Claim {
	c.t.Helper()
	in := casus.Claim{Run: fixtureRun, Attribute: attribute, Value: value, Span: c.at(doc, words), Published: c.docs[doc].Published, Outlet: c.docs[doc].Source}
	if speaker != "" {
		in.Speaker = c.party(doc, speaker)
	}
	out, err := casus.NewClaim(c.docs[doc], in)
	if err != nil {
		c.t.Fatal(err)
	}
	c.out[doc].Claims = append(c.out[doc].Claims, out)
	return out
}

// event puts mentions together.
func event(id casus.EventID, title string, m told, mentions ...casus.MentionID) casus.Event {
	e := casus.Event{ID: id, Title: title, Type: m.code, Axes: m.axes, Mentions: mentions}
	if e.Axes == (casus.Axes{}) {
		e.Axes = plain
	}
	if m.mode != "" {
		e.Modes = []string{m.mode}
	}
	if m.day != "" {
		e.Time = &casus.When{From: m.day, Until: m.day, Grain: casus.Day}
	}
	if m.place != "" {
		p := places[m.place]
		p.Text = m.place
		e.Place = &p
	}
	for _, s := range []struct {
		text string
		into *[]casus.Actor
	}{{m.who, &e.Actors}, {m.whom, &e.Recipients}} {
		if words, code, ok := strings.Cut(s.text, " = "); ok {
			country, sector, _ := strings.Cut(code, " ")
			*s.into = []casus.Actor{{Name: words, Country: casus.Country(country), Sector: casus.Sector(sector), Reason: "named in the report"}}
		}
	}
	return e
}

// demo is a store filled by hand with what some of the demo reports say.
func demo(t *testing.T) *sqlite.Store {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 1, 18, 0, 0, 0, 0, time.UTC) }
	s, err := sqlite.Open(filepath.Join(t.TempDir(), "demo.db"), sqlite.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	c := newCoder(t)
	p := picture(c)
	ctx := context.Background()
	var docs []casus.Document
	var codings []store.Coding
	for _, id := range c.ids {
		docs = append(docs, *c.docs[id])
		codings = append(codings, *c.out[id])
	}
	docs = append(docs, hostile())
	for _, step := range []func() error{
		func() error { _, err := s.AddDocuments(ctx, docs); return err },
		func() error { return s.AddRun(ctx, casus.Run{ID: fixtureRun, Version: "test"}) },
		func() error { return s.AddCodings(ctx, codings) },
		func() error { _, err := s.SetPicture(ctx, p); return err },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// hostile is a report that tries to be more than text, in Arabic script.
func hostile() casus.Document {
	return casus.Document{
		ID: "../odd/اب.json", Title: `<script>alert("title")</script>`, Source: `"><img src=x onerror=alert(1)>`, Lang: "ar",
		URL: "javascript:alert(1)", Text: "قال <b>الوزير</b> إن <script>alert(1)</script>.\nسطر ثان.",
	}
}
