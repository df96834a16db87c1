package fuse

import (
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

// saidIn is a saying with its words as they stand in the text of a page.
func saidIn(t *testing.T, p *Page, stance casus.Stance, speaker, cue, content string) casus.Saying {
	t.Helper()
	span := func(words string) casus.Span {
		at := strings.Index(p.Doc.Text, words)
		if at < 0 {
			t.Fatalf("%q is not in %q", words, p.Doc.Text)
		}
		return casus.Span{Start: at, End: at + len(words)}
	}
	s := casus.Saying{Stance: stance, Cue: span(cue), Content: span(content), Outer: -1}
	if speaker != "" {
		s.Speaker = &casus.Party{Span: span(speaker), Text: speaker, Actor: casus.Actor{Country: "NLD"}}
	}
	return s
}

// TestRumours: what is denied was said by somebody whom no report quotes, and the text says so, or does not.
func TestRumours(t *testing.T) {
	denied := casus.Axes{Polarity: casus.Negative, Commitment: casus.Attributed}
	for _, c := range []struct {
		name, text, lemma string
		status            casus.Axes
		sayings           func(*Page) []casus.Saying
		want              int
	}{
		{"denied reports", "The palace denied reports that guards had [fled].", "flee", denied, func(p *Page) []casus.Saying {
			return []casus.Saying{saidIn(t, p, casus.StanceDeny, "The palace", "denied", "that guards had fled")}
		}, 1},
		{"rejected claims", "The palace rejected claims that guards had [fled].", "flee", denied, func(p *Page) []casus.Saying {
			return []casus.Saying{saidIn(t, p, casus.StanceDeny, "The palace", "rejected", "claims that guards had fled")}
		}, 1},
		{"a bare denial", "The palace denied that guards had [fled].", "flee", denied, func(p *Page) []casus.Saying {
			return []casus.Saying{saidIn(t, p, casus.StanceDeny, "The palace", "denied", "that guards had fled")}
		}, 0},
		{"a refusal", "The palace rejected a plan under which guards had [fled].", "flee", denied, func(p *Page) []casus.Saying {
			return []casus.Saying{saidIn(t, p, casus.StanceDeny, "The palace", "rejected", "a plan under which guards had fled")}
		}, 0},
		{"a false rumour", "A rumour that guards had [fled] is false.", "flee", casus.Axes{}, func(p *Page) []casus.Saying {
			return []casus.Saying{saidIn(t, p, casus.StanceSay, "", "rumour", "that guards had fled")}
		}, 1},
		{"a rumour", "A rumour that guards had [fled] is in the papers.", "flee", casus.Axes{}, func(p *Page) []casus.Saying {
			return []casus.Saying{saidIn(t, p, casus.StanceSay, "", "rumour", "that guards had fled")}
		}, 0},
		{"against rumours", "No guard has [fled], despite rumours to the contrary.", "flee", casus.Axes{Polarity: casus.Negative}, nil, 1},
		{"a plain negative", "No guard has [fled], despite the cold.", "flee", casus.Axes{Polarity: casus.Negative}, nil, 0},
	} {
		p := doc(t, "a", "Harbour Post", "2031-03-04T09:00", told{text: c.text, lemma: c.lemma, code: "RETREAT", status: c.status})
		if c.sayings != nil {
			p.Sayings = c.sayings(&p)
		}
		if got := disputes(Build([]Page{p}, Options{}), attrHappened); got != c.want {
			t.Errorf("%s: %d disputes about whether it happened, want %d", c.name, got, c.want)
		}
	}
}

// TestScorn: what is denied is only named, and was told just before.
func TestScorn(t *testing.T) {
	denied := casus.Axes{Polarity: casus.Negative, Commitment: casus.Attributed}
	alleged := casus.Axes{Commitment: casus.Alleged}
	scorn := func(stance casus.Stance, cue, content string) func(*Page) []casus.Saying {
		return func(p *Page) []casus.Saying {
			return []casus.Saying{saidIn(t, p, stance, "the palace", cue, content)}
		}
	}
	for _, c := range []struct {
		name, text string
		sayings    func(*Page) []casus.Saying
		attr       string
		want       int
	}{
		{"called the story absurd", "Guards had [shot] nine miners, a nurse told the radio; the palace called the story absurd.", scorn(casus.StanceSay, "called", "the story absurd"), attrHappened, 1},
		{"called it absurd elsewhere", "Guards had [shot] nine miners, a nurse told the radio; the palace called the weather absurd.", scorn(casus.StanceSay, "called", "the weather absurd"), attrHappened, 0},
		{"denied it all", "Guards had [shot] nine miners, a nurse told the radio; the palace denied it all.", scorn(casus.StanceDeny, "denied", "it all"), attrHappened, 1},
		{"rejected the account", "Guards had [shot] nine miners, a nurse told the radio; the palace rejected the account.", scorn(casus.StanceDeny, "rejected", "the account"), attrHappened, 1},
		{"which it rejected as absurd", "Guards had [shot] nine miners, a nurse alleged, which the palace rejected as absurd.", scorn(casus.StanceDeny, "rejected", "which"), attrHappened, 1},
		{"which it rejected", "Guards had [shot] nine miners, a nurse alleged, which the palace rejected.", scorn(casus.StanceDeny, "rejected", "which"), attrHappened, 0},
		{"his men", "Nine miners were [shot], a nurse alleged. The palace: the palace denied that its men had {fired}.", scorn(casus.StanceDeny, "denied", "that its men had fired"), attrActor, 1},
	} {
		ts := []told{{text: strings.NewReplacer("{", "", "}", "").Replace(c.text), lemma: "shoot", code: "ASSAULT", whom: "NLD=miners", status: alleged}}
		p := doc(t, "a", "Harbour Post", "2031-03-04T09:00", ts...)
		if at := strings.Index(p.Doc.Text, "fired"); at > 0 {
			m := p.Mentions[0]
			m.ID, m.Trigger, m.TriggerText, m.Lemma, m.Axes = "fired", casus.Span{Start: at, End: at + 5}, "fired", "fire", denied
			m.Axes.Modality = casus.Realised
			m.Sentence, m.SentenceIndex, m.Recipients = sentenceAt(p.Doc.Text, m.Trigger), 1, nil
			m.Actors = []casus.Party{{Text: "its men", Actor: casus.Actor{Country: "NLD"}}}
			p.Mentions[0].Sentence = sentenceAt(p.Doc.Text, p.Mentions[0].Trigger)
			p.Mentions = append(p.Mentions, m)
		}
		p.Sayings = c.sayings(&p)
		if got := disputes(Build([]Page{p}, Options{}), c.attr); got != c.want {
			t.Errorf("%s: %d disputes about %s, want %d", c.name, got, c.attr, c.want)
		}
	}
}

// TestBlameEachOther: two sides say of each other that it was the other.
func TestBlameEachOther(t *testing.T) {
	for _, c := range []struct {
		text, speaker, content string
		want                   int
	}{
		{"Shells [hit] a market. Each army says that the other shot first.", "Each army", "that the other shot first", 1},
		{"Shells [hit] a market. Each army says that the market is closed.", "Each army", "that the market is closed", 0},
		{"Shells [hit] a market. The army says that the other shot first.", "The army", "that the other shot first", 0},
	} {
		p := doc(t, "a", "Harbour Post", "2031-03-04T09:00", told{text: c.text, lemma: "hit", code: "ASSAULT", whom: "NLD=market"})
		p.Mentions[0].Sentence = sentenceAt(p.Doc.Text, p.Mentions[0].Trigger)
		p.Sayings = []casus.Saying{saidIn(t, &p, casus.StanceSay, c.speaker, "says", c.content)}
		if got := disputes(Build([]Page{p}, Options{}), attrActor); got != c.want {
			t.Errorf("%q: %d disputes about who did it, want %d", c.text, got, c.want)
		}
	}
}

// disputes counts the disagreements about an attribute in which two claims differ.
func disputes(p *Picture, attr string) int {
	n := 0
	for _, d := range p.Disagreements {
		if d.Attribute == attr && d.Verdict == casus.Differ && len(d.Claims) == 2 {
			n++
		}
	}
	return n
}

// TestDenialBesideAWord: two of one country contradict each other, within a sentence and from one report to the next; who
// denies a part in it does not deny that it happened.
func TestDenialBesideAWord(t *testing.T) {
	union := told{text: "Guards [shot] at pickets at Port Vell, the union said; the owners denied that.", lemma: "shoot", code: "ASSAULT", who: "NLD=Guards", whom: "NLD=pickets", by: "NLD/LAB=the union", cue: "said", day: "2031-03-04", place: "Port Vell"}
	p := doc(t, "a", "Harbour Post", "2031-03-04T09:00", union)
	p.Sayings = []casus.Saying{saidIn(t, &p, casus.StanceDeny, "the owners", "denied", "that")}
	if n := disputes(Build([]Page{p}, Options{}), attrHappened); n != 1 {
		t.Errorf("%d disputes within a sentence, want 1", n)
	}
	union.text = "Guards [shot] at pickets at Port Vell, the union said; the owners denied any part in it."
	p = doc(t, "a", "Harbour Post", "2031-03-04T09:00", union)
	p.Sayings = []casus.Saying{saidIn(t, &p, casus.StanceDeny, "the owners", "denied", "any part in it")}
	if n := disputes(Build([]Page{p}, Options{}), attrActor); n != 1 {
		t.Errorf("%d disputes about who did it, want 1", n)
	}
	union.text = "Guards [shot] at pickets at Port Vell, the union said."
	b := doc(t, "b", "Coast Radio", "2031-03-05T09:00",
		told{text: "The owners denied that anybody had been [shot] at Port Vell.", lemma: "shoot", code: "ASSAULT", day: "2031-03-04", place: "Port Vell", by: "NLD/BUS=The owners", cue: "denied", status: casus.Axes{Polarity: casus.Negative}})
	b.Sayings = []casus.Saying{saidIn(t, &b, casus.StanceDeny, "The owners", "denied", "that anybody had been shot at Port Vell")}
	a := doc(t, "a", "Harbour Post", "2031-03-04T09:00", union)
	for _, pages := range [][]Page{{a, b}, {b, a}} {
		if n := disputes(Build(pages, Options{}), attrHappened); n != 1 {
			t.Errorf("%d disputes between two reports, want 1", n)
		}
	}
}

// TestReplacedFigure: a bare number corrects one of another report.
func TestReplacedFigure(t *testing.T) {
	pages := []Page{
		doc(t, "a", "Harbour Post", "2031-03-04T09:00",
			told{text: "Fifteen miners were [killed] when the Kafulo shaft in Norland flooded.", lemma: "kill", code: "ASSAULT", whom: "NLD=miners", day: "2031-03-04"}),
		doc(t, "b", "Coast Radio", "2031-03-05T10:00",
			told{text: "Widows [marched] to the flooded Kafulo shaft in Norland.", lemma: "march", code: "PROTEST", whom: "NLD=Widows"}),
	}
	count(t, &pages[0], "Fifteen", 15, "killed", nil)
	pages[1].Doc.Text += "The toll of the Kafulo shaft is nine, not 15."
	count(t, &pages[1], "nine", 9, "", nil)
	count(t, &pages[1], "15", 15, "", nil)
	p := Build(pages, Options{})
	var got []string
	for _, c := range p.Claims {
		if c.Attribute == "killed" && c.Event == p.Events[0].ID {
			got = append(got, c.Value)
		}
	}
	if strings.Join(got, " ") != "Fifteen nine" {
		t.Errorf("the ledger has %q", got)
	}
}
