package fuse

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/casus-project/casus"
)

// TestHarmsAreOfTheirDeed: whom an attack killed and wounded is told of the attack, not of events of their own; what is
// denied, and what somebody else did, stays apart.
func TestHarmsAreOfTheirDeed(t *testing.T) {
	p := Build([]Page{doc(t, "a", "Harbour Post", "2031-03-04T09:00",
		told{text: "Police [opened fire] on strikers in Norland.", lemma: "open", code: "ASSAULT/firearms", who: "NLD/COP=Police", day: "2031-03-04"},
		told{text: "Two strikers were [killed].", lemma: "kill", code: "ASSAULT"},
		told{text: "Officials said that no officer was [wounded].", lemma: "wound", code: "ASSAULT", status: casus.Axes{Polarity: casus.Negative}},
	)}, Options{})
	want := []string{"ASSAULT a:opened fire | a:killed", "ASSAULT a:wounded"}
	if d := cmp.Diff(want, groups(p)); d != "" {
		t.Error(d)
	}
	if !slices.ContainsFunc(p.Events[0].Merges, func(m casus.Merge) bool { return m.Joined && m.Reason == bondReason }) {
		t.Errorf("no reason says why the harm is of the deed: %v", p.Events[0].Merges)
	}
}

// TestArrestAndAbductionAreOneDeed: two sides name one deed by other kinds; the ledger has both.
func TestArrestAndAbductionAreOneDeed(t *testing.T) {
	pages := []Page{
		doc(t, "a", "Harbour Post", "2031-03-04T09:00",
			told{text: "Norland [arrested] Ana Vell on Tuesday, its police said.", lemma: "arrest", code: "COERCE/arrest", who: "NLD=Norland", whom: "SUD=Ana Vell", day: "2031-03-04", by: "NLD/COP=its police", cue: "said"}),
		doc(t, "b", "Coast Radio", "2031-03-04T11:00",
			told{text: "Norland has [abducted] Ana Vell, Sudria said.", lemma: "abduct", code: "ASSAULT/abduct", who: "NLD=Norland", whom: "SUD=Ana Vell", day: "2031-03-04", by: "SUD/GOV=Sudria", cue: "said"}),
	}
	for i := range pages {
		pages[i].Mentions[0].Recipients[0].Actor.ID = "person.ana-vell"
	}
	p := Build(pages, Options{})
	if len(p.Events) != 1 {
		t.Fatalf("%v", groups(p))
	}
	if !slices.ContainsFunc(p.Disagreements, func(d casus.Disagreement) bool {
		return d.Attribute == attrType && d.Verdict == casus.Differ && len(d.Claims) == 2
	}) {
		t.Errorf("no ledger of the type: %v", p.Disagreements)
	}
}

// TestOneTollOfManyReports: reports that count the dead of one day are of one event, whatever else each tells of it; the
// dead of another day, and of a report about something else, are not.
func TestOneTollOfManyReports(t *testing.T) {
	pages := []Page{
		doc(t, "a", "Harbour Post", "2031-03-04T09:00",
			told{text: "At least 12 people in Port Vell of Norland were [killed] in the shelling of the fish market.", lemma: "kill", code: "ASSAULT", whom: "NLD/CVL=people", day: "2031-03-04"},
			told{text: "Norland called the shelling of Port Vell an act of [war].", lemma: "war", code: "ASSAULT"}),
		doc(t, "b", "Coast Radio", "2031-03-05T11:00",
			told{text: "The number of people of Norland [killed] in the shelling of Port Vell and its fish market has risen to 23.", lemma: "kill", code: "ASSAULT", whom: "NLD/CVL=people", day: "2031-03-04"},
			told{text: "Ninety were [wounded] at the fish market of Port Vell.", lemma: "wound", code: "ASSAULT"}),
		doc(t, "c", "Coast Radio", "2031-03-12T11:00",
			told{text: "Five people of Norland were [killed] on a road near Port Vell.", lemma: "kill", code: "ASSAULT", whom: "NLD/CVL=people", day: "2031-03-12"}),
	}
	p := Build(pages, Options{})
	of := func(page, mention int) casus.EventID { return p.EventOf[pages[page].Mentions[mention].ID] }
	if of(0, 0) != of(1, 0) || of(1, 0) == of(2, 0) {
		t.Errorf("%v", groups(p))
	}
	if !slices.ContainsFunc(p.Event(of(0, 0)).Merges, func(m casus.Merge) bool { return m.Joined && m.Reason == tollReason }) {
		t.Errorf("no reason says that the toll is one: %v", p.Event(of(0, 0)).Merges)
	}
}

// TestTollOfPeopleOfNoCountry: whose dead they are need not be said where the place is; another place tells them apart.
func TestTollOfPeopleOfNoCountry(t *testing.T) {
	for place, want := range map[string]bool{"Port Vell": true, "Cape Orst": false} {
		pages := []Page{
			doc(t, "a", "Harbour Post", "2031-03-04T09:00",
				told{text: "At least 12 people were [killed] in the shelling of the fish market of Port Vell.", lemma: "kill", code: "ASSAULT", whom: "people", day: "2031-03-04", place: "Port Vell"},
				told{text: "Norland called the shelling an act of [war].", lemma: "war", code: "ASSAULT"}),
			doc(t, "b", "Coast Radio", "2031-03-05T11:00",
				told{text: "The number of people [killed] in the shelling of the fish market has risen to 23 at " + place + ".", lemma: "kill", code: "ASSAULT", whom: "people", day: "2031-03-04", place: place}),
		}
		for i := range pages {
			for j := range pages[i].Mentions {
				if pl := pages[i].Mentions[j].Place; pl != nil {
					pl.Located, pl.Lat = true, map[string]float64{"Port Vell": 10, "Cape Orst": 30}[pl.Name]
				}
			}
		}
		p := Build(pages, Options{})
		if one := p.EventOf[pages[0].Mentions[0].ID] == p.EventOf[pages[1].Mentions[0].ID]; one != want {
			t.Errorf("%s: one toll is %v: %v", place, one, groups(p))
		}
	}
}

// TestHarmInADeedOfAnotherKind: whom a raid killed, told so in its sentence, is a part of the raid; what stands behind
// another word is not.
func TestHarmInADeedOfAnotherKind(t *testing.T) {
	for text, want := range map[string]bool{
		"Three people were killed in the night [raid] on Port Vell.":     true,
		"Three people were killed in Port Vell before the [raid] ended.": false,
	} {
		page := doc(t, "a", "Harbour Post", "2031-03-04T09:00",
			told{text: text, lemma: "raid", code: "COERCE/seize", place: "Port Vell"})
		at := strings.Index(page.Doc.Text, "killed")
		harm, err := casus.NewMention(&page.Doc, casus.Mention{
			Type: "ASSAULT", Sentence: page.Mentions[0].Sentence, Trigger: casus.Span{Start: at, End: at + len("killed")}, Lemma: "kill",
			Axes: page.Mentions[0].Axes, Confidence: 0.8, Rule: "test",
		})
		if err != nil {
			t.Fatal(err)
		}
		page.Mentions = []casus.Mention{harm, page.Mentions[0]}
		p := Build([]Page{page}, Options{})
		if part := p.Event(p.EventOf[harm.ID]).PartOf != ""; part != want {
			t.Errorf("%s: part of the raid: %v", text, part)
		}
	}
}
