package fuse

import (
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
