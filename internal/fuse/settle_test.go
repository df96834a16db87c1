package fuse

import (
	"slices"
	"testing"

	"github.com/casus-project/casus"
)

// alone makes the parties of a page what their report alone made of them: the basis of the country, sectors.
func alone(p *Page, text, basis string, sectors ...casus.Sector) {
	for i := range p.Mentions {
		for _, list := range [][]casus.Party{p.Mentions[i].Actors, p.Mentions[i].Recipients} {
			for k := range list {
				if list[k].Text == text {
					list[k].Actor.Basis, list[k].Actor.Sectors = basis, sectors
				}
			}
		}
	}
}

// settlePages are two reports of one strike and one of another country.
func settlePages(t *testing.T) []Page {
	pages := []Page{
		doc(t, "a", "Harbour Post", "2031-03-04T09:00",
			told{text: "Norland police [beat] dockers of Kafulo harbour on Tuesday.", lemma: "beat", code: "ASSAULT", who: "NLD=Norland police", whom: "NLD=dockers"},
			told{text: "Premier Ulla Brandt [condemned] the dockers of Kafulo harbour.", lemma: "condemn", code: "ACCUSE", who: "NLD=Ulla Brandt", whom: "NLD=dockers"}),
		doc(t, "b", "Coast Radio", "2031-03-05T10:00",
			told{text: "Police [beat] dockers of Kafulo harbour while Sudmark looked on.", lemma: "beat", code: "ASSAULT", who: "SMK=Police", whom: "SMK=dockers"},
			told{text: "Brandt [praised] the police at Kafulo harbour.", lemma: "praise", code: "SUPPORT", who: "SMK=Brandt", whom: "SMK=police"}),
		doc(t, "c", "Inland Sheet", "2031-03-05T10:00",
			told{text: "Villagers [blocked] a quarry road in the hills.", lemma: "block", code: "PROTEST", who: "WLD=Villagers"}),
	}
	alone(&pages[0], "Norland police", "demonym", "COP")
	alone(&pages[0], "Ulla Brandt", "title", "GOV")
	alone(&pages[0], "dockers", "demonym", "LAB")
	alone(&pages[1], "Police", "noun, context", "COP")
	alone(&pages[1], "police", "noun, context", "COP")
	alone(&pages[1], "dockers", "noun, context", "LAB")
	alone(&pages[1], "Brandt", "context")
	alone(&pages[2], "Villagers", "noun, context", "CVL")
	for i := range pages {
		for k := range pages[i].Mentions {
			for _, list := range [][]casus.Party{pages[i].Mentions[k].Actors, pages[i].Mentions[k].Recipients} {
				for j := range list {
					list[j].Actor.Kind = "generic"
					if a := &list[j]; a.Text == "Ulla Brandt" || a.Text == "Brandt" {
						a.Actor.Kind = "person"
					}
				}
			}
		}
	}
	return pages
}

// TestSettleByOtherReports holds that generics take the country that a like report gives them, a bare name what another
// report says of it, that unlike reports change nothing, and that the pages given stay as they were.
func TestSettleByOtherReports(t *testing.T) {
	pages := settlePages(t)
	got := Settle(pages, Options{})
	beat, praised := got[1].Mentions[0], got[1].Mentions[1]
	if a := beat.Actors[0].Actor; a.Country != "NLD" || a.Basis != "context" {
		t.Errorf("police: %+v", a)
	}
	if a := beat.Recipients[0].Actor; a.Country != "NLD" {
		t.Errorf("dockers: %+v", a)
	}
	if a := praised.Actors[0].Actor; a.Country != "NLD" || !slices.Contains(a.Sectors, "GOV") || a.Basis != "other report" {
		t.Errorf("Brandt: %+v", a)
	}
	if a := got[2].Mentions[0].Actors[0].Actor; a.Country != "WLD" {
		t.Errorf("another story: %+v", a)
	}
	if a := pages[1].Mentions[0].Actors[0].Actor; a.Country != "SMK" {
		t.Errorf("the page given was changed: %+v", a)
	}
}

// TestSettleInAnyOrder holds that the order of the pages changes nothing.
func TestSettleInAnyOrder(t *testing.T) {
	pages := settlePages(t)
	want := Settle(pages, Options{})
	slices.Reverse(pages)
	got := Settle(pages, Options{})
	slices.Reverse(got)
	for i := range want {
		for k := range want[i].Mentions {
			a, b := want[i].Mentions[k].Actors, got[i].Mentions[k].Actors
			if len(a) > 0 && a[0].Actor.Country != b[0].Actor.Country {
				t.Errorf("%s: %s and %s", a[0].Text, a[0].Actor.Country, b[0].Actor.Country)
			}
		}
	}
}
