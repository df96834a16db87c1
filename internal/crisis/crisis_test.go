package crisis

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// row is a sentence of a report: words, the trigger's words and lemma, code, who and whom as ISO codes,
// the place's country or the day where it is not that of publication.
type row struct{ text, trigger, lemma, code, who, whom, place string }

var names = map[string]string{
	"PRK": "North Korea", "USA": "the United States", "VEN": "Venezuela", "KOR": "South Korea", "RUS": "Russia", "ARG": "Argentina",
}

func page(t *testing.T, id, day string, rows ...row) fuse.Page {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	p := fuse.Page{Doc: casus.Document{ID: casus.DocID(id), Source: "Outlet " + id, Published: at.Add(12 * time.Hour)}}
	for _, r := range rows {
		p.Doc.Text += r.text + " "
	}
	from := 0
	for i, r := range rows {
		s := casus.Span{Start: from, End: from + len(r.text)}
		from += len(r.text) + 1
		at := strings.Index(r.text, r.trigger)
		code, mode, _ := strings.Cut(r.code, "/")
		m := casus.Mention{
			Type: casus.Code(code), Sentence: s, SentenceIndex: i, Lemma: r.lemma, Rule: "test", Confidence: 0.8,
			Trigger: casus.Span{Start: s.Start + at, End: s.Start + at + len(r.trigger)},
			Time:    &casus.When{From: day, Until: day, Grain: casus.Day},
			Axes:    casus.Axes{Polarity: casus.Positive, Modality: casus.Realised, Commitment: casus.Flat, Background: casus.News},
		}
		if mode != "" {
			m.Modes = []string{mode}
		}
		m.Actors, m.Recipients = parties(p.Doc.Text, s, r.who), parties(p.Doc.Text, s, r.whom)
		if strings.HasPrefix(r.place, "20") {
			m.Time = &casus.When{From: r.place, Until: r.place, Grain: casus.Day}
		} else if r.place != "" {
			m.Place = &casus.Place{Country: casus.Country(r.place), ID: r.place, Name: names[r.place], Precision: casus.PrecisionCountry}
		}
		m, err := casus.NewMention(&p.Doc, m)
		if err != nil {
			t.Fatal(err)
		}
		p.Mentions = append(p.Mentions, m)
	}
	return p
}

func parties(text string, in casus.Span, code string) []casus.Party {
	if code == "" {
		return nil
	}
	n := names[code]
	at := strings.Index(strings.ToLower(text[in.Start:in.End]), strings.ToLower(n))
	s := casus.Span{Start: in.Start + at, End: in.Start + at + len(n)}
	return []casus.Party{{Span: s, Text: s.Of(text), Actor: casus.Actor{ID: casus.ActorID(code), Country: casus.Country(code), Name: n, Kind: "state"}}}
}

func reports(t *testing.T) []fuse.Page {
	return []fuse.Page{
		page(t, "v1", "2026-01-03",
			row{"Forces of the United States captured the president of Venezuela in a raid on the palace.", "captured", "capture", "COERCE/arrest", "USA", "VEN", "VEN"},
			row{"Russia condemned the United States over the raid.", "condemned", "condemn", "ACCUSE", "RUS", "USA", ""}),
		page(t, "v2", "2026-01-04",
			row{"The United States kept the captured president of Venezuela from the palace raid in a prison.", "kept", "keep", "COERCE/arrest", "USA", "VEN", ""}),
		page(t, "k1", "2026-01-04",
			row{"North Korea launched ballistic missiles into the sea.", "launched", "launch", "MOBILIZE/weapons", "PRK", "", ""},
			row{"South Korea condemned North Korea over the missiles.", "condemned", "condemn", "ACCUSE", "KOR", "PRK", ""},
			row{"The United States condemned North Korea over the missiles.", "condemned", "condemn", "ACCUSE", "USA", "PRK", ""},
			row{"The launch came hours after the United States captured the president of Venezuela in a raid.", "captured", "capture", "COERCE/arrest", "USA", "VEN", "2026-01-03"}),
		page(t, "k2", "2026-01-09",
			row{"North Korea launched more ballistic missiles into the sea.", "launched", "launch", "MOBILIZE/weapons", "PRK", "", ""}),
		page(t, "x1", "2026-01-05",
			row{"Police in Argentina dispersed strikers at the docks.", "dispersed", "disperse", "ASSAULT/crowd-control", "ARG", "", "ARG"}),
		page(t, "x2", "2026-01-06",
			row{"Strikers in Argentina blocked the docks.", "blocked", "block", "PROTEST/obstruct", "ARG", "", "ARG"}),
	}
}

func crisisNames(p *fuse.Picture) []string {
	var out []string
	for _, c := range p.Crises {
		out = append(out, fmt.Sprintf("%s [%d events]", c.Name, len(c.Events)))
	}
	return out
}

func TestHubDoesNotGlue(t *testing.T) {
	p := Chronicle(reports(t), fuse.Options{}, Options{})
	want := []string{
		"Venezuela: captures, January 2026 [2 events]",
		"Korean Peninsula: launches, January 2026 [4 events]",
		"Argentina: crowd control, January 2026 [2 events]",
	}
	if d := cmp.Diff(want, crisisNames(p)); d != "" {
		t.Error(d)
		for _, e := range p.Events {
			t.Log(e.ID, e.Title, len(e.Mentions))
		}
	}
}

func TestLinkReachesCrises(t *testing.T) {
	pages := reports(t)
	m := pages[2].Mentions
	pages[2].Links = []casus.Link{{
		Level: "event", From: string(m[0].ID), To: string(m[3].ID), Type: casus.LinkAfter, Document: "k1", Text: "hours after",
		Span: casus.Span{Start: 0, End: 3},
	}}
	p := Chronicle(pages, fuse.Options{}, Options{})
	var got []string
	name := map[string]string{}
	for _, c := range p.Crises {
		name[string(c.ID)] = c.Name
	}
	for _, l := range p.Links {
		if l.Level == "crisis" {
			got = append(got, name[l.From]+" "+string(l.Type)+" "+name[l.To])
		}
	}
	want := []string{"Korean Peninsula: launches, January 2026 after Venezuela: captures, January 2026"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestCrisesDoNotDependOnOrder(t *testing.T) {
	pages := append(reports(t), asStates(expulsions(t))...)
	want := Chronicle(pages, fuse.Options{}, Options{})
	if len(want.Inferred) == 0 {
		t.Fatal("nothing is inferred")
	}
	rapid.Check(t, func(t *rapid.T) {
		k := New(Options{})
		for _, r := range rapid.Permutation(Reports(want)).Draw(t, "order") {
			k.Add(r)
		}
		got := *want
		got.Inferred = nil
		k.Complete(&got)
		if d := cmp.Diff(want.Inferred, got.Inferred); d != "" {
			t.Fatal(d)
		}
		if d := cmp.Diff(want.Crises, got.Crises); d != "" {
			t.Fatal(d)
		}
	})
}

func TestPersonNames(t *testing.T) {
	pages := reports(t)
	id := Chronicle(pages, fuse.Options{}, Options{}).Crises[0].ID
	p := Chronicle(pages, fuse.Options{}, Options{
		Names: map[casus.CrisisID]string{id: "The palace raid"}, Scopes: map[casus.CrisisID]string{id: "From the raid on."},
	})
	if c := p.Crises[0]; c.Name != "The palace raid" || !c.Confirmed || c.Scope == "" {
		t.Errorf("got %+v", c)
	}
}

// TestGuessedCountryFoundsNoCrisis: two reports of a strike name no country, and the one guessed for their actors is
// wrong. They belong to the crisis whose words they share.
func TestGuessedCountryFoundsNoCrisis(t *testing.T) {
	strike := func(id, day, text, place string) fuse.Page {
		return page(t, id, day, row{text, "killed", "kill", "ASSAULT", "", "", place}, row{"Miners at the Kafulo shaft marched.", "marched", "march", "PROTEST/demo", "", "", place})
	}
	pages := []fuse.Page{
		strike("a", "2031-01-05", "Guards killed two miners at the Kafulo shaft in Venezuela.", "VEN"),
		strike("b", "2031-01-06", "Guards killed miners at the Kafulo shaft, the union said.", "VEN"),
		strike("c", "2031-01-07", "Guards killed a miner at the Kafulo shaft again.", ""),
		strike("d", "2031-01-08", "Guards killed one more miner at the Kafulo shaft.", ""),
	}
	for i := 2; i < 4; i++ {
		for k := range pages[i].Mentions {
			m := &pages[i].Mentions[k]
			m.Actors = []casus.Party{{Span: m.Trigger, Text: m.TriggerText, Actor: casus.Actor{Country: "ARG", Basis: "noun, context"}}}
		}
	}
	p := Chronicle(pages, fuse.Options{}, Options{})
	if len(p.Crises) != 1 || len(p.Crises[0].Documents) != 4 || !strings.HasPrefix(p.Crises[0].Name, "Venezuela") {
		t.Errorf("crises: %+v", p.Crises)
	}
}

// TestSoleReportJoinsWhatItIsAbout: one report from elsewhere condemns the capture; it belongs to that crisis. Another
// is about something else and stays loose.
func TestSoleReportJoinsWhatItIsAbout(t *testing.T) {
	pages := []fuse.Page{
		page(t, "a", "2031-01-03", row{"Norland troops captured the president of Venezuela in a raid on Puerto Alto.", "captured", "capture", "COERCE/arrest", "", "VEN", "VEN"}),
		page(t, "b", "2031-01-04", row{"The raid on Puerto Alto killed nine people in Venezuela after troops captured the president.", "killed", "kill", "ASSAULT", "", "VEN", "VEN"}),
		page(t, "c", "2031-01-04",
			row{"Russia condemned the raid on Puerto Alto in which troops captured the president.", "condemned", "condemn", "ACCUSE", "RUS", "", "RUS"},
			row{"It recalled its envoy from Puerto Alto in Venezuela.", "recalled", "recall", "SANCTION", "", "VEN", "RUS"}),
		page(t, "d", "2031-01-04", row{"Dockers in Argentina marched for better wages at the harbour.", "marched", "march", "PROTEST/demo", "ARG", "", "ARG"}),
	}
	p := Chronicle(pages, fuse.Options{}, Options{})
	if len(p.Crises) != 1 {
		t.Fatalf("%d crises", len(p.Crises))
	}
	for trigger, want := range map[string]bool{"condemned": true, "marched": false} {
		for _, m := range p.Mentions {
			if in := slices.Contains(p.Crises[0].Events, p.EventOf[m.ID]); m.TriggerText == trigger && in != want {
				t.Errorf("%q in the crisis: %v", trigger, in)
			}
		}
	}
}

// TestPlaceAndTimeFoundNoCrisis: a fire and a stabbing in one country within a week are no crisis, however many other
// reports there are.
func TestPlaceAndTimeFoundNoCrisis(t *testing.T) {
	pages := append(reports(t),
		page(t, "f1", "2026-03-01", row{"A blaze in a hostel of Russia killed five students.", "killed", "kill", "ASSAULT", "", "RUS", "RUS"},
			row{"Smoke injured a warden of the hostel.", "injured", "injure", "ASSAULT", "", "", "RUS"}),
		page(t, "f2", "2026-03-04", row{"An attacker with a knife wounded a councillor at a concert in Russia.", "wounded", "wound", "ASSAULT", "", "RUS", "RUS"},
			row{"Guards arrested the attacker near the platform.", "arrested", "arrest", "COERCE/arrest", "", "", "RUS"}),
	)
	pages = append(pages, page(t, "x3", "2026-01-07", row{"Strikers in Argentina blocked the docks again.", "blocked", "block", "PROTEST/obstruct", "ARG", "", "ARG"}))
	p := Chronicle(pages, fuse.Options{}, Options{})
	if len(p.Documents) < manyReports || len(p.Crises) != 3 {
		t.Errorf("crises of %d reports: %v", len(p.Documents), crisisNames(p))
	}
}

// TestOneCrisisAcrossABorder: the same two reports tell of a shelling and of those who shelled, in like words.
func TestOneCrisisAcrossABorder(t *testing.T) {
	tell := func(id, day string) fuse.Page {
		return page(t, id, day,
			row{"Guns of Argentina shelled the border town of Venezuela on the river.", "shelled", "shell", "ASSAULT/heavy-weapons", "", "VEN", "VEN"},
			row{"The guns killed traders in the border town on the river.", "killed", "kill", "ASSAULT", "", "VEN", "VEN"},
			row{"Argentina moved more guns to the border town on the river.", "moved", "move", "MOBILIZE/troops", "ARG", "", "ARG"})
	}
	p := Chronicle([]fuse.Page{tell("a", "2031-05-01"), tell("b", "2031-05-03")}, fuse.Options{}, Options{})
	if len(p.Crises) != 1 || len(p.Crises[0].Events) != len(p.Events) {
		t.Errorf("crises: %v of %d events", crisisNames(p), len(p.Events))
	}
}

// TestBackStoryDoesNotDateACrisis: a raid of years ago that a report recalls does not set the first day.
func TestBackStoryDoesNotDateACrisis(t *testing.T) {
	pages := []fuse.Page{
		page(t, "a", "2031-01-03", row{"Troops captured the president of Venezuela in a raid.", "captured", "capture", "COERCE/arrest", "", "VEN", "VEN"}),
		page(t, "b", "2031-01-04", row{"Troops that captured the president of Venezuela bombed the palace.", "bombed", "bomb", "ASSAULT", "", "VEN", "VEN"},
			row{"The port of Venezuela was seized by troops.", "seized", "seize", "COERCE/seize", "", "VEN", "2028-06-23"}),
	}
	p := Chronicle(pages, fuse.Options{}, Options{})
	if len(p.Crises) != 1 || p.Crises[0].From != "2031-01-03" {
		t.Errorf("crises: %+v", p.Crises)
	}
}
