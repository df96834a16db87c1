package fuse

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/casus-project/casus"
)

// count is a figure at the words of a page's text.
func count(t *testing.T, p *Page, words string, value float64, counted string, speaker *casus.Party) {
	t.Helper()
	at := strings.Index(p.Doc.Text, words)
	if at < 0 {
		t.Fatalf("%q is not in %q", words, p.Doc.Text)
	}
	g := casus.Figure{
		Span: casus.Span{Start: at, End: at + len(words)}, Text: words, Value: &value, Low: &value, High: &value,
		Counted: counted, Kind: "count", Speaker: speaker,
	}
	p.Figures = append(p.Figures, g)
	for i := range p.Mentions {
		if m := &p.Mentions[i]; m.Sentence.Contains(g.Span) && counted != "" && m.Lemma == "kill" {
			m.Figures = append(m.Figures, g)
		}
	}
}

// TestStrayFiguresJoinTheLedger: tolls that stand in sentences without a mention, in the same text and in another one.
func TestStrayFiguresJoinTheLedger(t *testing.T) {
	ministry := &casus.Party{Text: "The ministry", Actor: casus.Actor{ID: "NLD.ministry", Country: "NLD"}}
	pages := []Page{
		doc(t, "a", "Harbour Post", "2031-03-04T09:00",
			told{text: "Twelve miners were [killed] in Norland when the Kafulo shaft flooded.", lemma: "kill", code: "ASSAULT", whom: "NLD=miners", day: "2031-03-04", place: "Norland"}),
		doc(t, "b", "Coast Radio", "2031-03-05T10:00",
			told{text: "The number of miners [killed] in the Kafulo shaft in Norland has risen to 20.", lemma: "kill", code: "ASSAULT", whom: "NLD=miners", day: "2031-03-04", place: "Norland"},
			told{text: "Widows [marched] to the Kafulo shaft.", lemma: "march", code: "PROTEST", whom: "NLD=Widows"}),
	}
	count(t, &pages[0], "Twelve", 12, "killed", nil)
	pages[1].Doc.Text += "The ministry spoke of 25 dead. None of 300 tonnes were lost."
	count(t, &pages[1], "20", 20, "", nil)
	count(t, &pages[1], "25", 25, "killed", ministry)
	count(t, &pages[1], "300", 300, "tonne", nil)
	p := Build(pages, Options{})
	var got []string
	for _, c := range p.Claims {
		if c.Attribute == "killed" && c.Event == p.Events[0].ID {
			got = append(got, c.Value+" "+c.Informant)
		}
	}
	if d := cmp.Diff([]string{"Twelve outlet:Harbour Post", "20 ", "25 actor:NLD.ministry"}, got); d != "" {
		t.Error(d)
	}
	for _, d := range p.Disagreements {
		if d.Attribute == "killed" && (d.Verdict != casus.Differ || len(d.Claims) != 3) {
			t.Errorf("verdict %s: %s", d.Verdict, d.Reason)
		}
	}
}

// TestFiguresSetAgainstEachOther: two speakers give two tolls in a sentence that tells no event of its own.
func TestFiguresSetAgainstEachOther(t *testing.T) {
	union := &casus.Party{Text: "The union", Actor: casus.Actor{ID: "NLD.union", Country: "NLD"}}
	owners := &casus.Party{Text: "the owners", Actor: casus.Actor{ID: "NLD.owners", Country: "NLD"}}
	pages := []Page{doc(t, "a", "Harbour Post", "2031-03-04T09:00",
		told{text: "Miners [stopped work] in Norland's Kafulo pits.", lemma: "stop", code: "PROTEST", who: "NLD=Miners", day: "2031-03-04"})}
	p := &pages[0]
	p.Doc.Text += "The union said 3,400 were out; the owners spoke of 1,200, not 900. Police had 70 vans."
	count(t, p, "3,400", 3400, "striker", union)
	count(t, p, "1,200", 1200, "striker", owners)
	count(t, p, "900", 900, "striker", owners)
	count(t, p, "70", 70, "van", nil)
	picture := Build(pages, Options{})
	var got []string
	for _, d := range picture.Disagreements {
		for _, c := range picture.Claims {
			if slices.Contains(d.Claims, c.ID) {
				got = append(got, string(d.Verdict)+" "+c.Value+" "+c.Informant)
			}
		}
	}
	if d := cmp.Diff([]string{"differ 3,400 actor:NLD.union", "differ 1,200 actor:NLD.owners"}, got); d != "" {
		t.Error(d)
	}
}

// TestDenialJoinsItsEvent: somebody denies in words that are no mention what was told right before.
func TestDenialJoinsItsEvent(t *testing.T) {
	for _, c := range []struct {
		name, sentence, speaker, cue, content string
		want                                  int
	}{
		{"the accused side", "The army of Norland denied losing any tank.", "NLD", "denied", "losing any tank", 1},
		{"somebody else", "The owners of a shop denied closing early.", "", "denied", "closing early", 0},
		{"a refusal", "The army of Norland refused to say more.", "NLD", "refused", "to say more", 0},
	} {
		p := doc(t, "a", "Harbour Post", "2031-03-04T09:00",
			told{text: "Sudria's guns [destroyed] four tanks of Norland at Port Vell.", lemma: "destroy", code: "ASSAULT", who: "SUD=guns", whom: "NLD=Norland", day: "2031-03-04"})
		start := len(p.Doc.Text)
		p.Doc.Text += c.sentence
		span := func(words string) casus.Span {
			at := start + strings.Index(c.sentence, words)
			return casus.Span{Start: at, End: at + len(words)}
		}
		p.Sayings = []casus.Saying{{
			Stance: casus.StanceDeny, Cue: span(c.cue), Content: span(c.content),
			Speaker: &casus.Party{Text: "the speaker", Actor: casus.Actor{Country: casus.Country(c.speaker)}},
		}}
		n := 0
		for _, d := range Build([]Page{p}, Options{}).Disagreements {
			if d.Attribute == attrHappened && d.Verdict == casus.Differ && len(d.Claims) == 2 {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%s: %d disputes about whether it happened, want %d", c.name, n, c.want)
		}
	}
}
