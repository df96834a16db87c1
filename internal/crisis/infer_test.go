package crisis

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// expulsions are two states that expel each other's envoys, again and again; in between one condemns the other.
func expulsions(t *testing.T) []fuse.Page {
	expel := func(id, day, who, whom string) fuse.Page {
		a, b := names[who], names[whom]
		return page(t, id, day, row{strings.ToUpper(a[:1]) + a[1:] + " expelled nine envoys of " + b + ".", "expelled", "expel", "SANCTION/expel", who, whom, ""})
	}
	return []fuse.Page{
		page(t, "e1", "2031-02-25", row{"Venezuela seized a trawler of Argentina in the gulf.", "seized", "seize", "COERCE/seize", "VEN", "ARG", ""}),
		expel("e2", "2031-03-02", "VEN", "ARG"),
		expel("e3", "2031-03-04", "ARG", "VEN"),
		expel("e4", "2031-05-04", "VEN", "ARG"),
		page(t, "e5", "2031-05-05", row{"South Korea condemned North Korea over a launch.", "condemned", "condemn", "ACCUSE", "KOR", "PRK", ""}),
	}
}

// asStates gives the parties the sector of a government, as the coder does for states.
func asStates(pages []fuse.Page) []fuse.Page {
	for i := range pages {
		for k := range pages[i].Mentions {
			m := &pages[i].Mentions[k]
			for _, ps := range [][]casus.Party{m.Actors, m.Recipients} {
				for j := range ps {
					ps[j].Actor.Sector = "GOV"
				}
			}
		}
	}
	return pages
}

// rules lists the rules by which links between events are inferred, with the days between.
func rules(p *fuse.Picture) []string {
	var out []string
	for _, l := range p.Inferred {
		if l.Level == "event" {
			out = append(out, l.Rule+" "+string(l.Evidence[1].Document)+" "+string(l.Evidence[0].Document))
		}
	}
	return out
}

// TestTitForTat: the answer is tied to the nearest expulsion before it alone; two months later is too late.
func TestTitForTat(t *testing.T) {
	p := Chronicle(asStates(expulsions(t)), fuse.Options{}, Options{})
	if d := cmp.Diff([]string{"tit-for-tat e2 e3"}, rules(p)); d != "" {
		t.Fatal(d)
	}
	l := p.Inferred[0]
	if l.Type != casus.LinkInferred || !l.Inferred || l.AssertedBy != nil || l.Days != 2 || l.Text != "expelled" || l.Reason == "" {
		t.Errorf("the link: %+v", l)
	}
	for _, w := range []string{"2 days after", "on 2031-03-02", "on 2031-03-04", "No report says"} {
		if !strings.Contains(l.Reason, w) {
			t.Errorf("%q is not in the reason %q", w, l.Reason)
		}
	}
	for _, l := range p.Links {
		if l.Inferred {
			t.Errorf("counted among the stated links: %+v", l)
		}
	}
}

// TestStatedIsNotInferred: where a report says that the one answers the other, nothing is inferred.
func TestStatedIsNotInferred(t *testing.T) {
	pages := asStates(expulsions(t))[1:3]
	pages[1].Links = []casus.Link{{
		Level: "event", From: string(pages[1].Mentions[0].ID), To: string(pages[0].Mentions[0].ID), Type: casus.LinkResponse, Document: "e3",
		Text: "expelled", Span: pages[1].Mentions[0].Trigger,
	}}
	p := Chronicle(pages, fuse.Options{}, Options{})
	if len(p.Links) == 0 || len(rules(p)) > 0 {
		t.Errorf("stated %d, inferred %v", len(p.Links), rules(p))
	}
}

// TestWhatIsDeniedSuggestsNothing: an expulsion that did not happen, or is only foreseen, is no answer.
func TestWhatIsDeniedSuggestsNothing(t *testing.T) {
	for name, change := range map[string]func(*casus.Mention){
		"denied":   func(m *casus.Mention) { m.Polarity = casus.Negative },
		"foreseen": func(m *casus.Mention) { m.Modality = casus.Foreseen },
		"backward": func(m *casus.Mention) { m.Background = casus.Historical },
	} {
		pages := asStates(expulsions(t))[1:3]
		change(&pages[1].Mentions[0])
		if got := rules(Chronicle(pages, fuse.Options{}, Options{})); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}
