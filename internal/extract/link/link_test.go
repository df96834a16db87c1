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
		{"waiting", "The gate will stay shut until the guards leave.", "shut leave", "leave precondition shut"},
		{"no waiting", "The rebels fought until the army fled.", "fought fled", ""},
		{"a condition before words of speech", "The port will reopen once the strikers have left the quay, the mayor said.", "reopen left", "left precondition reopen"},
		{"as soon as", "The firm would reopen the pit as soon as the strikers left.", "reopen left", "left precondition reopen"},
		{"should for if", "Aid would be cut should the soldiers shoot again.", "cut shoot", "shoot precondition cut"},
		{"a threat whose content is no event", "The mayor warned that the town reserved the right to answer if the guards shot again.", "warned shot", "shot precondition warned"},
		{"an idiom with its object", "The talks ended on Monday, paving the way for a truce.", "talks truce", "talks enables truce"},
		{"at somebody's request", "The army withdrew at the mayor's request.", "withdrew request", "request response withdrew"},
		{"in a relative clause", "Police freed the miners whom they had arrested nine days earlier.", "freed arrested", "arrested before freed"},
		{"since at the end", "Ruria quit the pact in May and has bombed the port twice since.", "quit bombed", "bombed after quit"},
		{"a stretch of time is no adverb", "Police arrested a miner. The union met within hours of the vote.", "arrested met", ""},
		{"coordinated subjects behind after", "The council withdrew the tax after the traders and half of the aldermen rejected it.", "withdrew rejected", "withdrew after rejected"},
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

// TestReactions holds that what an event of a kind reacts to is found where its words name it.
func TestReactions(t *testing.T) {
	ruria, tavia := []casus.Party{{Text: "Ruria"}}, []casus.Party{{Text: "Tavia"}}
	f := link.New(link.Options{})
	for _, c := range []struct {
		name, text, triggers, want string
		set                        func(m []casus.Mention)
	}{
		{"arrested for", "Police arrested nine miners for blocking the road.", "arrested blocking", "blocking response arrested", func(m []casus.Mention) { m[0].Type = "COERCE" }},
		{"held for days", "Police held a miner for nine days of talks.", "held talks", "", func(m []casus.Mention) { m[0].Type = "COERCE" }},
		{"under another noun", "The court sentenced them to ninety days for the riot.", "sentenced riot", "riot response sentenced", func(m []casus.Mention) { m[0].Type = "SANCTION" }},
		{"a complaint over", "The union lodged a complaint over two men who were beaten.", "lodged beaten", "beaten condemnation lodged", func(m []casus.Mention) { m[0].Type = "ACCUSE" }},
		{"not of another kind", "The envoys met for the talks.", "met talks", "", func(m []casus.Mention) { m[0].Type = "CONSULT" }},
		{"a pronoun", "Ruria shelled the port on Sunday. Tavia called it a crime.", "shelled called", "shelled condemnation called", func(m []casus.Mention) {
			m[0].Actors, m[1].Type, m[1].CAMEO, m[1].Actors = ruria, "ACCUSE", "111", tavia
		}},
		{"what is called so", "Ruria shelled the port on Sunday. Tavia condemned what it called an attack.", "shelled condemned attack", "shelled condemnation condemned", func(m []casus.Mention) {
			m[0].CAMEO, m[1].Type, m[1].CAMEO, m[2].CAMEO = "190", "ACCUSE", "111", "190"
		}},
		{"the main event of the report", "Ruria's senate ratified the pact on Monday. Nobody was seen in the streets, and the shops were closed. Tavia condemned the vote.", "ratified closed condemned", "ratified condemnation condemned", func(m []casus.Mention) {
			m[0].CAMEO, m[1].CAMEO, m[2].Type = "057", "172", "ACCUSE"
		}},
		{"after, as an answer", "Tavia expelled nine envoys after Ruria arrested a reporter.", "expelled arrested", "arrested response expelled", func(m []casus.Mention) {
			m[0].Type, m[0].Actors, m[0].Recipients, m[1].Actors = "SANCTION", tavia, ruria, ruria
		}},
		{"after, by the clock", "Tavia expelled nine envoys two days after Ruria arrested a reporter.", "expelled arrested", "expelled after arrested", func(m []casus.Mention) {
			m[0].Type, m[0].Actors, m[0].Recipients, m[1].Actors = "SANCTION", tavia, ruria, ruria
		}},
		{"after an appeal", "The army ceased fire after the bishops appealed to it.", "ceased appealed", "appealed response ceased", func(m []casus.Mention) { m[1].CAMEO = "025" }},
		{"after, of one's own", "Miners threw stones after their march.", "threw march", "threw after march", func(m []casus.Mention) {
			m[0].Type, m[0].Actors, m[0].Recipients, m[1].Actors, m[1].Recipients = "PROTEST", tavia, ruria, tavia, ruria
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := analyse(t, c.text)
			m := mentions(t, text, c.triggers)
			for i := range m {
				tok, _ := text.TokensIn(m[i].Trigger)
				m[i].SentenceIndex = text.SentenceOf(tok)
			}
			c.set(m)
			var got []string
			for _, l := range f.Find(text, m) {
				got = append(got, l.From+" "+string(l.Type)+" "+l.To)
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
