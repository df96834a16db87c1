package fuse

import (
	"slices"
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
