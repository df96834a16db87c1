package figure_test

import (
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/figure"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/en"
)

// analyser makes texts of the parser's trees.
func analyser(t *testing.T) func(string) *ling.Text {
	t.Helper()
	engine, err := en.New(en.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return func(text string) *ling.Text {
		out, err := engine.Analyse(&casus.Document{ID: "t", Text: text, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
}

// TestTold holds what bare numbers count by their clause, and what measures measure.
func TestTold(t *testing.T) {
	read, f := analyser(t), figure.New(figure.Options{})
	for _, c := range []struct{ name, text, want string }{
		{"the count of", "The count of guns stands at 1,500.", "1,500 gun "},
		{"put at", "Police put the crowd at 4,000.", "4,000 crowd "},
		{"put by", "She spoke to a crowd put by reporters at nine thousand.", "nine thousand crowd "},
		{"the number they saved", "The ministry puts the number its boats had saved at 90.", "90 rescued rescued"},
		{"a body of so many", "He met a patrol of six.", "six soldier "},
		{"a currency", "The bank lost 40 million kina.", "40 million kina money money"},
		{"a country's currency", "They paid two million Syrian pounds.", "two million Syrian pounds money money"},
		{"pounds of something", "They found 200 pounds of flour.", "200 pounds flour weight"},
		{"long", "The queue is 20 kilometres long.", "20 kilometres length length"},
		{"wide", "The river is eight metres wide.", "eight metres width width"},
	} {
		var got []string
		for _, fig := range f.Find(read(c.text)) {
			got = append(got, fig.Text+" "+fig.Counted+" "+fig.Attribute)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.name, c.text, s, c.want)
		}
	}
}

// TestParticles holds that the particle of a verb is no hedge.
func TestParticles(t *testing.T) {
	read, f := analyser(t), figure.New(figure.Options{})
	for text, want := range map[string]string{
		"The rebels handed over 40 rifles.":    "40",
		"The vote took over 40 minutes.":       "over 40 minutes",
		"The column lost over 40 lorries.":     "over 40",
		"The guards turned over 12 prisoners.": "12",
	} {
		figs := f.Find(read(text))
		if len(figs) != 1 || figs[0].Text != want {
			t.Errorf("%q gives %+v, want %q", text, figs, want)
		}
	}
}

// TestGivers holds who gives a number, by its clause and by whom no saying names.
func TestGivers(t *testing.T) {
	read, f := analyser(t), figure.New(figure.Options{})
	for _, c := range []struct{ name, text, want string }{
		{"put by", "He waved to a crowd put by the radio at nine thousand.", "the radio"},
		{"who counted", "The mayor, who counted 300 guests, went home.", "The mayor"},
		{"reached", "The harbour manager at Kolda, reached yesterday, counts twenty missing men.", "The harbour manager at Kolda"},
		{"a pronoun", "She counted 40 boats.", "She"},
		{"a poll", "The poll gives the party 31 per cent.", "The poll"},
		{"nobody", "The party won 31 seats.", ""},
	} {
		text := read(c.text)
		figs := f.Find(text)
		f.Unsaid(text, figs)
		if len(figs) != 1 {
			t.Errorf("%s: %d figures", c.name, len(figs))
			continue
		}
		got := ""
		if figs[0].Speaker != nil {
			got = figs[0].Speaker.Text
		}
		if got != c.want {
			t.Errorf("%s: %q is given by %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

// TestAttributeToTheQuoted holds that whoever speaks of himself is the one quoted, and that nobody gives no figure.
func TestAttributeToTheQuoted(t *testing.T) {
	all := casus.Span{Start: 0, End: 40}
	mayor, self := &casus.Party{Text: "the mayor"}, &casus.Party{Text: "We"}
	sayings := []casus.Saying{{Speaker: mayor, Content: all}, {Speaker: self, Content: casus.Span{Start: 3, End: 30}}, {Content: casus.Span{Start: 4, End: 20}}}
	figs := []casus.Figure{{Span: casus.Span{Start: 5, End: 7}}, {Span: casus.Span{Start: 8, End: 9}, Speaker: self}}
	figure.Attribute(figs, sayings)
	for i := range figs {
		if figs[i].Speaker != mayor {
			t.Errorf("figure %d is given by %+v", i, figs[i].Speaker)
		}
	}
}
