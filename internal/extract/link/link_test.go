package link_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/en"
)

func analyse(t testing.TB, text string) *ling.Text {
	t.Helper()
	e, err := en.New(en.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.Analyse(&casus.Document{ID: "t", Text: text, Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// mentions makes one mention of each of the trigger words, in order of the text.
func mentions(t testing.TB, text *ling.Text, words string) []casus.Mention {
	t.Helper()
	var out []casus.Mention
	at := 0
	for _, w := range strings.Fields(words) {
		k := strings.Index(text.Doc.Text[at:], w)
		if k < 0 {
			t.Fatalf("no %q in %q", w, text.Doc.Text)
		}
		span := casus.Span{Start: at + k, End: at + k + len(w)}
		at = span.End
		tok, _ := text.TokensIn(span)
		out = append(out, casus.Mention{ID: casus.MentionID(w), Trigger: span, TriggerText: w, Lemma: text.Lemma(tok)})
	}
	return out
}

func TestFind(t *testing.T) {
	f := link.New(link.Options{})
	for _, c := range []struct{ name, text, triggers, want string }{
		{"because", "Villagers protested because soldiers arrested a teacher.", "protested arrested", "arrested cause protested"},
		{"led to", "The raid led to protests in the capital.", "raid protests", "raid cause protests"},
		{"sparked by", "The protests were sparked by the killing of a farmer.", "protests killing", "killing cause protests"},
		{"in response to", "Rebels shelled the town in response to the arrest of their leader.", "shelled arrest", "arrest response shelled"},
		{"hours after", "The army launched missiles hours after rebels seized the port.", "launched seized", "launched after seized"},
		{"before", "Two men were killed before the talks began.", "killed talks", "killed before talks"},
		{"condemned", "The ministry condemned the bombing.", "condemned bombing", "bombing condemnation condemned"},
		{"no link", "There is no link between the strike and the explosion.", "strike explosion", "strike denied explosion"},
		{"across sentences", "Police arrested the mayor. As a result, crowds attacked the station.", "arrested attacked", "arrested cause attacked"},
		{"denied cause", "The ministry denied that the drill was cancelled because of the riots.", "cancelled riots", "riots denied cancelled"},
		{"taken up", "The army launched missiles on Sunday. The launches came hours after police stormed a school.", "launched stormed", "launched after stormed"},
		{"subject taken for a noun of time", "Lorries moved off on Friday, hours after a local judge refused to ban the convoy.", "moved refused", "moved after refused"},
		{"made possible", "The envoy's visit made the truce possible.", "visit truce", "visit enables truce"},
		{"answered", "Students threw bottles; guards hit back.", "threw hit", "threw response hit"},
		{"in return within a sentence", "Ruria has dropped its duties, and Tavia will drop the case in return.", "dropped drop", "dropped response drop"},
		{"taken up by another word", "The two armies signed a truce on Monday. The opposition condemned the deal.", "signed condemned", "signed condemnation condemned"},
		{"subject of the clause taken for a noun", "Gunners fired at the island, hours after a federal judge refused to halt the drill.", "fired refused", "fired after refused"},
		{"a name beside the subject", "Hauliers suspended the strike on Tuesday after the roads minister, Jan Dolny, signed an agreement.", "suspended signed", "suspended after signed"},
		{"of the promise, not of its content", "The president promised to meet the demand if every captive was freed.", "promised freed", "freed precondition promised"},
		{"the act is the subject", "The exercises answer the visit, the army said.", "exercises visit", "visit response exercises"},
		{"what it did is the verb", "The army shelled the camp. The shelling drove thousands into the hills.", "shelled shelling drove", "shelling cause drove"},
		{"since then", "Nine miners have been killed since guards stormed the pit.", "killed stormed", "stormed before killed"},
		{"since for because", "Since guards stormed the pit, miners burned the gate.", "stormed burned", "stormed cause burned"},
		{"called names", "The union called the arrests a kidnapping.", "called arrests", "arrests condemnation called"},
		{"called out", "The union called a strike in Port Vell.", "called strike", ""},
		{"an adjective of time", "Soldiers attacked the hill. Unlike earlier truces, the truce of Monday was signed.", "attacked signed", ""},
		{"nothing to do with", "The strike had nothing to do with the shootings of July.", "strike shootings", "shootings denied strike"},
		{"with a judgement behind it", "The mayor condemned the raids as dehumanizing.", "condemned raids", "raids condemnation condemned"},
		{"a sentence between", "Rebels shelled the harbour. Nobody slept that night. In response the army bombed their camp.", "shelled bombed", "shelled response bombed"},
		{"since a noun", "Since the release of the letters, marches filled the square.", "release marches", "release before marches"},
		{"an event in a clause aside", "The unrest began after the council proposed a law that lets judges deport anyone.", "unrest deport", ""},
		{"by an agent, not a means", "A pass was used by the attacker, named by the paper as convicted of theft.", "used convicted", ""},
		{"a date", "Police arrested a miner. Earlier this year, floods killed nine people.", "arrested killed", ""},
		{"before now, not before that", "Police arrested a miner. The union had previously attacked the owner.", "arrested attacked", ""},
		{"sharing is no link", "Police arrested the mayor. Police attacked the station.", "arrested attacked", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := analyse(t, c.text)
			var got []string
			for _, l := range f.Find(text, mentions(t, text, c.triggers)) {
				got = append(got, l.From+" "+string(l.Type)+" "+l.To)
				if l.Text != l.Span.Of(c.text) || l.Span.Empty() {
					t.Errorf("evidence %v quotes %q", l.Span, l.Text)
				}
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("%q gives %q, want %q", c.text, s, c.want)
			}
		})
	}
}

// TestAsserter holds that a connective that names its asserter hands that span on.
func TestAsserter(t *testing.T) {
	text := analyse(t, "Analysts blamed the riots on the arrest of a student.")
	got := link.New(link.Options{}).Find(text, mentions(t, text, "riots arrest"))
	if len(got) != 1 || got[0].AssertedBy == nil || got[0].AssertedBy.Text != "Analysts" || got[0].From != "arrest" {
		t.Errorf("got %+v", got)
	}
}

func BenchmarkFind(b *testing.B) {
	text := analyse(b, strings.Repeat("The raid led to protests because soldiers arrested a teacher. ", 50))
	f := link.New(link.Options{})
	for b.Loop() {
		f.Relations(text)
	}
	b.ReportMetric(float64(len(text.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// TestCausalLearns trains on a few sentences and holds that the model tells causes from their absence, finds the spans,
// gives the same bytes again, and reads back what it wrote.
func TestCausalLearns(t *testing.T) {
	var data []link.CausalExample
	for _, c := range []struct {
		text          string
		cause, effect string
	}{
		{"Villagers left because the river rose.", "the river rose", "Villagers left"},
		{"Shops closed because soldiers fired.", "soldiers fired", "Shops closed"},
		{"Workers left because guards fired.", "guards fired", "Workers left"},
		{"Schools closed because the river rose.", "the river rose", "Schools closed"},
		{"Villagers left on Monday.", "", ""},
		{"Shops closed in the evening.", "", ""},
		{"Workers met in the square.", "", ""},
		{"Schools opened on Tuesday.", "", ""},
	} {
		text := analyse(t, c.text)
		e := link.CausalExample{Text: text, Range: link.Range{Last: len(text.Tokens)}, Causal: c.cause != ""}
		if c.cause != "" {
			e.Spans = []link.CausalSpans{{Cause: rangeOf(text, c.cause), Effect: rangeOf(text, c.effect)}}
		}
		for range 5 {
			data = append(data, e)
		}
	}
	model, err := link.TrainCausal(data, 1)
	if err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	again, _ := link.TrainCausal(data, 1)
	if model.Write(&first) != nil || again.Write(&second) != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same examples give two models")
	}
	read, err := link.ReadCausal(first.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	yes, no := analyse(t, "Guards left because soldiers fired."), analyse(t, "Guards met on Tuesday.")
	if p, q := read.Score(yes, link.Range{Last: len(yes.Tokens)}), read.Score(no, link.Range{Last: len(no.Tokens)}); p < 0.5 || q > 0.5 {
		t.Errorf("a causal sentence scores %.2f, another %.2f", p, q)
	}
	spans := read.Spans(yes, link.Range{Last: len(yes.Tokens)})
	if len(spans) == 0 || yes.TextOf(spans[0].Cause.First, spans[0].Cause.Last) != "soldiers fired" {
		t.Errorf("got %+v", spans)
	}
}

func rangeOf(t *ling.Text, words string) link.Range {
	at := strings.Index(t.Doc.Text, words)
	first, last := t.TokensIn(casus.Span{Start: at, End: at + len(words)})
	return link.Range{First: first, Last: last}
}

func FuzzReadCausal(f *testing.F) {
	none := []byte{2, 0, 0, 128, 63, 0}
	f.Add(slices.Concat([]byte{3, 0, 0, 128, 63, 0}, none, none))
	f.Add(slices.Concat([]byte{3, 0, 0, 128, 63, 1, 5, 40, 200}, []byte{2, 0, 0, 0, 64, 1, 7, 80}, none))
	f.Add(slices.Concat([]byte{3, 0, 0, 128, 63, 0}, none, none, []byte("casusnn1\x02\x00\x00\x00{}")))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<12 {
			return
		}
		m, err := link.ReadCausal(b)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := m.Write(&out); err != nil {
			t.Fatal(err)
		}
	})
}

// TestReplies: a word that answers somebody answers the nearest appeal to him, and none by him or to others.
func TestReplies(t *testing.T) {
	f := link.New(link.Options{})
	party := func(words, country string) []casus.Party {
		return []casus.Party{{Text: words, Actor: casus.Actor{Country: casus.Country(country)}}}
	}
	for _, c := range []struct{ name, text, to, want string }{
		{"declined", "Norland asked Sudria to send soldiers; Sudria declined.", "SUD", "asked response declined"},
		{"asked of another", "Norland asked Tavia to send soldiers; Sudria declined.", "TAV", ""},
	} {
		text := analyse(t, c.text)
		ms := mentions(t, text, "asked declined")
		ms[0].CAMEO, ms[0].Actors, ms[0].Recipients = "020", party("Norland", "NLD"), party("the other", c.to)
		ms[1].CAMEO, ms[1].Actors = "120", party("Sudria", "SUD")
		got := ""
		for _, l := range f.Find(text, ms) {
			got += l.From + " " + string(l.Type) + " " + l.To
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
