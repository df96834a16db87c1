package crisis

import (
	"fmt"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// TestWhoIsEverywhereTiesNothing: two reports name the same man and nobody else. Where every report of the corpus names him
// they are less alike than where only these do.
func TestWhoIsEverywhereTiesNothing(t *testing.T) {
	likeness := func(everywhere bool) float64 {
		c := corpus{docs: 40, df: map[uint32]int{trait("who", "p"): 2}}
		if everywhere {
			c.df[trait("who", "p")] = 40
		}
		v := unit(c.rare(map[uint32]float64{trait("who", "p"): 1}, embedded().ties.prior), fewNames)
		return v.Cosine(v)
	}
	if rare, common := likeness(false), likeness(true); rare > 0.5 || common > 0.75*rare {
		t.Errorf("%.2f where he is rare, %.2f where he is everywhere", rare, common)
	}
}

// TestReasonSaysWhatTies: what holds a crisis together stands in its reason, with the figure that is asked for.
func TestReasonSaysWhatTies(t *testing.T) {
	p := Chronicle(reports(t), fuse.Options{}, Options{})
	for _, c := range p.Crises {
		if !strings.Contains(c.Reason, "words 0.") || !strings.Contains(c.Reason, fmt.Sprintf("where %.2f is asked", embedded().ties.limit)) {
			t.Errorf("%s: %s", c.Name, c.Reason)
		}
	}
}

// TestCastIsNamed: pronouns, numbers and the rest of a phrase are no core actors.
func TestCastIsNamed(t *testing.T) {
	pages := reports(t)
	name := func(m *casus.Mention, as string) {
		m.Actors = []casus.Party{{Span: m.Trigger, Text: m.TriggerText, Actor: casus.Actor{Country: "VEN", Sector: "CVL", Name: as}}}
	}
	name(&pages[0].Mentions[0], "Port guards")
	name(&pages[0].Mentions[1], "of the house's committees")
	name(&pages[1].Mentions[0], "Four of them")
	p := Chronicle(pages, fuse.Options{}, Options{})
	var got []string
	for _, a := range p.Crises[0].Actors {
		got = append(got, a.Name)
	}
	if s := strings.Join(got, ", "); !strings.Contains(s, "Port guards") || strings.Contains(s, "of the") || strings.Contains(s, "Four") {
		t.Errorf("the cast: %s", s)
	}
}

// TestNounOfItsType: a curfew that is launched is no launch.
func TestNounOfItsType(t *testing.T) {
	tell := func(id, day string) fuse.Page {
		return page(t, id, day,
			row{"Police of Argentina launched a curfew around the harbour.", "launched", "launch", "COERCE/curfew", "", "ARG", "ARG"},
			row{"Dockers of Argentina shunned the harbour under the curfew.", "shunned", "shun", "REJECT", "", "ARG", "ARG"})
	}
	p := Chronicle([]fuse.Page{tell("a", "2031-05-01"), tell("b", "2031-05-03")}, fuse.Options{}, Options{})
	if len(p.Crises) != 1 || !strings.HasPrefix(p.Crises[0].Name, "Argentina: curfew,") {
		t.Errorf("crises: %v", crisisNames(p))
	}
}
