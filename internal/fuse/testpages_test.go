package fuse

import (
	"strings"
	"testing"
	"time"

	"github.com/casus-project/casus"
)

// told is one hand-made mention: the sentence with its trigger in brackets, and what is coded.
type told struct {
	text   string // "Norland [fired] three missiles."
	lemma  string
	code   string // "MOBILIZE/weapons"
	who    string // "NOR/MIL=Norland's army"; the words must stand in the text
	whom   string
	day    string
	place  string // "Port Vell"
	by     string // speaker, as who
	cue    string
	status casus.Axes
	figure *casus.Figure
}

// doc makes a page of sentences told by source on a day.
func doc(t *testing.T, id, source, published string, ts ...told) Page {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04", published)
	if err != nil {
		t.Fatal(err)
	}
	p := Page{Doc: casus.Document{ID: casus.DocID(id), Source: source, Published: at}}
	var b strings.Builder
	type pending struct {
		m casus.Mention
		s told
	}
	var ms []pending
	for i, s := range ts {
		pre, rest, ok := strings.Cut(s.text, "[")
		trig, post, ok2 := strings.Cut(rest, "]")
		if !ok || !ok2 {
			t.Fatalf("no trigger in %q", s.text)
		}
		start := b.Len()
		b.WriteString(pre + trig + post + " ")
		m := casus.Mention{
			Sentence: casus.Span{Start: start, End: b.Len() - 1}, SentenceIndex: i, Lemma: s.lemma,
			Trigger: casus.Span{Start: start + len(pre), End: start + len(pre) + len(trig)}, Confidence: 0.8, Rule: "test",
		}
		ms = append(ms, pending{m, s})
	}
	p.Doc.Text = b.String()
	for _, x := range ms {
		p.Mentions = append(p.Mentions, mention(t, &p.Doc, x.m, x.s))
	}
	return p
}

func mention(t *testing.T, d *casus.Document, m casus.Mention, s told) casus.Mention {
	t.Helper()
	code, mode, ok := strings.Cut(s.code, "/")
	m.Type = casus.Code(code)
	if ok {
		m.Modes = []string{mode}
	}
	if s.who != "" {
		m.Actors = []casus.Party{partyIn(t, d, m.Sentence, s.who)}
	}
	if s.whom != "" {
		m.Recipients = []casus.Party{partyIn(t, d, m.Sentence, s.whom)}
	}
	m.Axes = s.status
	if m.Polarity == "" {
		m.Polarity = casus.Positive
	}
	if m.Modality == "" {
		m.Modality = casus.Realised
	}
	if m.Commitment == "" {
		m.Commitment = casus.Flat
	}
	if m.Background == "" {
		m.Background = casus.News
	}
	if s.day != "" {
		m.Time = &casus.When{From: s.day, Until: s.day, Grain: casus.Day, Text: s.day}
	}
	if s.place != "" {
		m.Place = &casus.Place{ID: s.place, Name: s.place, Text: s.place, Precision: casus.PrecisionCity}
	}
	if s.by != "" {
		sp := partyIn(t, d, m.Sentence, s.by)
		m.Attribution = &casus.Attribution{Speaker: &sp, CueText: s.cue}
	}
	if s.figure != nil {
		g := *s.figure
		at := strings.Index(d.Text[m.Sentence.Start:], g.Text)
		if at < 0 {
			t.Fatalf("figure %q is not in the text", g.Text)
		}
		g.Span = casus.Span{Start: m.Sentence.Start + at, End: m.Sentence.Start + at + len(g.Text)}
		m.Figures = []casus.Figure{g}
	}
	out, err := casus.NewMention(d, m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// partyIn reads "COUNTRY/SECTOR=words" or "words".
func partyIn(t *testing.T, d *casus.Document, in casus.Span, s string) casus.Party {
	t.Helper()
	code, name, ok := strings.Cut(s, "=")
	p := casus.Party{}
	if !ok {
		name = s
	} else {
		country, sector, _ := strings.Cut(code, "/")
		p.Actor = casus.Actor{Country: casus.Country(country), Sector: casus.Sector(sector), Name: name}
		if sector == "" {
			p.Actor.ID = casus.ActorID(country)
		}
	}
	at := strings.Index(d.Text[in.Start:in.End], name)
	if at < 0 {
		t.Fatalf("party %q is not in %q", name, d.Text[in.Start:in.End])
	}
	p.Span = casus.Span{Start: in.Start + at, End: in.Start + at + len(name)}
	p.Text = name
	return p
}

func num(text, counted string, low, high float64) *casus.Figure {
	g := &casus.Figure{Text: text, Counted: counted}
	if low >= 0 {
		g.Low = &low
	}
	if high >= 0 {
		g.High = &high
	}
	return g
}

// launches are four reports of one launch, one of another, and a condemnation.
func launches(t *testing.T) []Page {
	return []Page{
		doc(t, "a", "Harbour Post", "2031-03-04T09:00",
			told{text: "Norland [launched several missiles] into the Grey Sea on Tuesday.", lemma: "launch", code: "MOBILIZE/weapons", who: "NLD=Norland", day: "2031-03-04", figure: num("several missiles", "missile", 3, -1)},
			told{text: "Sudria [condemned] Norland for the launch.", lemma: "condemn", code: "ACCUSE/disapprove", who: "SUD=Sudria", whom: "NLD=Norland", day: "2031-03-04"}),
		doc(t, "b", "Coast Radio", "2031-03-04T11:00",
			told{text: "Norland's army [fired at least two missiles] on Tuesday, Sudria's Defence Ministry said.", lemma: "fire", code: "MOBILIZE/weapons", who: "NLD/MIL=Norland's army", day: "2031-03-04", by: "SUD/GOV=Sudria's Defence Ministry", cue: "said", figure: num("at least two missiles", "missile", 2, -1)}),
		doc(t, "c", "Daily Lantern", "2031-03-05T08:00",
			told{text: "The [launch] by Norland of five missiles alarmed fishermen.", lemma: "launch", code: "MOBILIZE/weapons", who: "NLD=Norland", day: "2031-03-04", figure: num("five missiles", "missile", 5, 5)}),
		doc(t, "d", "Coast Radio", "2031-03-11T08:00",
			told{text: "Norland [launched two missiles] on Tuesday, a week after the last test.", lemma: "launch", code: "MOBILIZE/weapons", who: "NLD=Norland", day: "2031-03-11"}),
		doc(t, "e", "Harbour Post", "2031-03-05T10:00",
			told{text: "Norland may [launch] more missiles, analysts said.", lemma: "launch", code: "MOBILIZE/weapons", who: "NLD=Norland", status: casus.Axes{Modality: casus.Foreseen}}),
	}
}
