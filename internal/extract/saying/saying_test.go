package saying_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/saying"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/en"
)

// show prints the acts of a text, one a line: [speaker] cue <content> stance.
func show(t *ling.Text, acts []saying.Act) string {
	var out []string
	for _, a := range acts {
		speaker := ""
		if a.SpeakerFirst >= 0 {
			speaker = t.TextOf(a.SpeakerFirst, a.SpeakerLast)
		}
		out = append(out, fmt.Sprintf("[%s] %s <%s> %s", speaker, t.TextOf(a.CueFirst, a.CueLast),
			t.TextOf(a.ContentFirst, a.ContentLast), a.Stance))
	}
	return strings.Join(out, "\n")
}

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

func TestFind(t *testing.T) {
	finder := saying.New(saying.Options{})
	for _, c := range []struct{ name, text, want string }{
		{"indirect", "The ministry said that two ships were seized.", "[The ministry] said <that two ships were seized> say"},
		{"direct", "“We condemn the raid,” the minister said.", "[We] condemn <the raid> say\n[the minister] said <“We condemn the raid,”> say"},
		{"deny", "The army denied the report.", "[The army] denied <the report> deny"},
		{"infinitive", "The general vowed to retaliate.", "[The general] vowed <to retaliate> promise"},
		{"according to", "According to witnesses, three men were arrested.", "[witnesses] According to <three men were arrested> say"},
		{"headline", "Foreign Minister Petrov: No talks before the withdrawal", "[Foreign Minister Petrov] : <No talks before the withdrawal> say"},
		{"inverted", "The raiders burned the market and slit throats, said a boy who hid in a cistern.", "[a boy who hid in a cistern] said <The raiders burned the market and slit throats> say"},
		{"at the end of a sentence", "The clinic was hit twice, the nurse said, according to a report by the council.", "[the nurse] said <The clinic was hit twice> say\n[a report by the council] according to <The clinic was hit twice, the nurse said> say"},
		{"behind a full stop", "The baker shut his shop. \"Nobody buys,\" he said.", "[he] said <\"Nobody buys,\"> say"},
		{"behind a quotation", "\"It is over,\" wrote a teacher in a letter to the court.", "[a teacher] wrote <\"It is over,\"> say"},
		{"drawn out", "The council passed a bill that critics reject.", "[critics] reject <that> deny"},
		{"a poll speaks", "In a radio poll, most miners were against the law.", "[a radio poll] In <most miners were against the law> say\n[most miners] were against <the law> believe"},
		{"asked first", "Asked whether the port would close, the captain said no ship would sail.", "[] Asked <whether the port would close> demand\n[the captain] said <no ship would sail> say"},
		{"gerund", "The envoy supports raising the toll.", "[The envoy] supports <raising the toll> believe"},
		{"who and which", "The general praised the mayor, who left in May.", "[The general] praised <the mayor> say"},
		{"a day before the verb", "The court on Monday ruled that the vote was void.", "[The court] ruled <that the vote was void> demand"},
		{"a noun and a colon", "On Monday the office made the following announcement: \"Nine cases are known. Two men died.\" The mayor said no more.", "[the office] made the following announcement <\"Nine cases are known. Two men died.\"> say"},
		{"before the sentence's verb", "The clerks, who think the port will close, criticised the minister on Friday.", "[who] think <the port will close> believe\n[The clerks, who think the port will close] criticised <the minister on Friday> say"},
		{"gives out a statement", "The mission issued a statement saying the raid harmed nobody.", "[The mission] issued a statement saying <the raid harmed nobody> say"},
		{"said of the speaker", "The road is open, Ann Poe, who runs the port, said on Friday.", "[Ann Poe, who runs the port] said <The road is open> say"},
		{"told by the narrator", "“We will not leave,” the nurse said, though two buses were waiting.", "[the nurse] said <“We will not leave,”> say"},
		{"quotation behind", "When the gate opened, the guard said, “Nobody may pass.”", "[the guard] said <“Nobody may pass.”> say"},
		{"object to its end", "The mayor praised the efforts of the crew to save the bridge.", "[The mayor] praised <the efforts of the crew to save the bridge> say"},
		{"title and name before the verb", "One guard was hurt, spokesman Jack Orr told reporters.", "[spokesman Jack Orr] told <One guard was hurt> say"},
		{"a ministry taken for an object", "Nobody was hurt, and no one fled, said the Justice Department.", "[the Justice Department] said <Nobody was hurt, and no one fled> say"},
		{"told to somebody", "Port officer Eva Lund told reporters that the ferry has sunk.", "[Port officer Eva Lund] told <that the ferry has sunk> say"},
		{"added", "“It is a busy week,” she said, adding that Jan Orr and his deputy, Ann Poe, would stay.", "[she] said <“It is a busy week,”> say\n[she] adding <that Jan Orr and his deputy, Ann Poe, would stay> say"},
		{"added in quotation marks", "“It is a busy week,” she said, adding, “The crew will stay.”", "[she] said <“It is a busy week,”> say\n[she] adding <“The crew will stay.”> say"},
		{"as somebody noted", "As the harbour paper noted, the pier is sinking.", "[the harbour paper] noted <the pier is sinking> say"},
		{"documents show", "Port staff had not been paid since May, court documents show.", "[court documents] show <Port staff had not been paid since May> say"},
		{"between commas", "“The pier is closed,” Brent Doyle III, founder of the Coast Centre, told the crew.", "[Brent Doyle III, founder of the Coast Centre] told <“The pier is closed,”> say"},
		{"said of somebody", "“He never lies,” Ann Poe, who is a nurse, said of the mayor.", "[Ann Poe, who is a nurse] said <“He never lies,”> say"},
		{"age and town", "“We will stay,” said Eva Lund, 29, of Gdynia.", "[Eva Lund, 29, of Gdynia] said <“We will stay,”> say"},
		{"seems behind a clause", "Before the storm came, the crew seemed ready to leave.", "[] seemed <the crew> believe\n[] seemed <ready to leave> believe"},
		{"nobody says", "Ships left the harbour on Monday.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := analyse(t, c.text)
			if got := show(text, finder.Find(text)); got != c.want {
				t.Errorf("%q gives\n%s\nwant\n%s", c.text, got, c.want)
			}
		})
	}
}

// TestGoesOn holds that a speaker who was named once goes on in the quotations that follow.
func TestGoesOn(t *testing.T) {
	text := analyse(t, "“The strait is closed,” the admiral said. “Nobody will pass.”")
	acts := saying.New(saying.Options{}).Find(text)
	var last saying.Act
	for _, a := range acts {
		if a.Part >= 0 {
			last = a
		}
	}
	if got := text.TextOf(last.ContentFirst, max(last.ContentFirst, last.ContentLast)); got != "“Nobody will pass.”" || !last.Direct {
		t.Errorf("the admiral goes on with %q (direct %v)\n%s", got, last.Direct, show(text, acts))
	}
}

func BenchmarkFind(b *testing.B) {
	text := analyse(b, strings.Repeat("The ministry said that two ships were seized. “We will respond,” the minister added.\n", 50))
	f := saying.New(saying.Options{})
	for b.Loop() {
		f.Find(text)
	}
	b.ReportMetric(float64(len(text.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// FuzzFind holds on any text that acts stand inside the text, contents do not hold their own cues, and the indexes of
// outer acts and of further pieces point to other acts.
func FuzzFind(f *testing.F) {
	e, err := en.New(en.Options{})
	if err != nil {
		f.Fatal(err)
	}
	finder := saying.New(saying.Options{})
	f.Add("“No,” she said. “Never.” He added that they lied, “all of them.")
	f.Add("X: \"a\" said \"b\" said \"c\"\n\n\"d\" ''e'' according to according to him")
	f.Fuzz(func(t *testing.T, text string) {
		text, _ = casus.Clean(text)
		doc, err := e.Analyse(&casus.Document{ID: "t", Text: text, Lang: "en"})
		if err != nil {
			return
		}
		acts := finder.Find(doc)
		for i, a := range acts {
			if a.ContentFirst < 0 || a.ContentFirst >= a.ContentLast || a.ContentLast > len(doc.Tokens) || a.CueFirst >= a.CueLast {
				t.Errorf("act %d has empty ranges: %+v", i, a)
			}
			if a.ContentFirst <= a.CueHead && a.CueHead < a.ContentLast {
				t.Errorf("act %d says its own cue: %+v", i, a)
			}
			if a.Outer == i || a.Outer >= len(acts) || a.Part >= i {
				t.Errorf("act %d points to %d and %d", i, a.Outer, a.Part)
			}
		}
	})
}
