package extract

import (
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/en"
)

// TestPlaceOfAnEvent: the trigger, the phrases that act or are acted on, and where it happened, "" for not said.
func TestPlaceOfAnEvent(t *testing.T) {
	engine, err := en.New(en.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text, trigger, want string
		places, parties           []string
	}{
		{"locative_of_the_verb", "Troops attacked the rebels in Goma.", "attacked", "Goma", []string{"Goma"}, []string{"Troops", "the rebels"}},
		{"state_that_acts_is_no_place", "France attacked the rebels.", "attacked", "", []string{"France"}, []string{"France", "the rebels"}},
		{"place_of_the_party", "Police detained three lawmakers in Nairobi.", "detained", "Nairobi", []string{"Nairobi"}, []string{"Police", "three lawmakers in Nairobi"}},
		{"own_before_the_clause_above", "Speaking in Paris, the minister said troops shelled a school in Homs.", "shelled", "Homs", []string{"Paris", "Homs"}, []string{"troops", "a school"}},
		{"from_is_no_place", "The army withdrew its troops from Chad.", "withdrew", "", []string{"Chad"}, []string{"The army"}},
		{"inside_another_phrase", "Soldiers captured the general in a raid on Goma.", "captured", "Goma", []string{"Goma"}, []string{"Soldiers", "the general"}},
		{"not_that_of_the_clause_above", "The navy fired missiles into Goma hours after rebels captured the general.", "captured", "", []string{"Goma"}, []string{"rebels", "the general"}},
		{"not_where_the_speaker_is", "Officials in Kabul said that gunmen killed two teachers.", "killed", "", []string{"Kabul"}, []string{"gunmen", "two teachers"}},
		{"finer_inside_coarser", "Gunmen killed two people in Jos, Nigeria.", "killed", "Jos", []string{"Jos", "Nigeria"}, []string{"Gunmen", "two people"}},
		{"outside_what_is_a_country's", "The army launched two missiles, which fell outside Kenya's waters.", "launched", "", []string{"Kenya"}, []string{"The army", "two missiles"}},
		{"whose_raid_it_was", "Forty people died in the Chad raid on Goma.", "died", "Goma", []string{"Chad", "Goma"}, []string{"Forty people"}},
		{"after_something_elsewhere", "The ministers met in Goma a day after the launches.", "launches", "", []string{"Goma"}, nil},
		{"asked_is_no_place", "Farmers called on Nigeria to pay.", "called", "", []string{"Nigeria"}, []string{"Farmers", "Nigeria"}},
		{"topic_is_no_place", "The minister recalled his envoy over fishing and Nigeria.", "recalled", "", []string{"Nigeria"}, []string{"The minister", "his envoy"}},
		{"when_it_happened_there", "Two men were killed when police opened fire in Goma.", "killed", "Goma", []string{"Goma"}, []string{"Two men"}},
		{"where_it_was", "Talks were held in Goma, where a crowd blocked the road.", "blocked", "Goma", []string{"Goma"}, []string{"a crowd", "the road"}},
		{"goes_to_a_town", "The navy sent three ships to Goma.", "sent", "Goma", []string{"Goma"}, []string{"The navy", "three ships"}},
		{"next_in_the_same_scene", "Gunmen broke into a clinic in Goma and abducted two nurses.", "abducted", "Goma", []string{"Goma"}, []string{"Gunmen", "two nurses"}},
		{"the_port_of_it", "Rebels shelled the port of Goma.", "shelled", "Goma", []string{"Goma"}, []string{"Rebels", "the port of Goma"}},
		{"named_after_its_town", "Both sides left the Goma talks.", "talks", "Goma", []string{"Goma"}, []string{"Both sides"}},
		{"where_another_speaks", "Rebels shelled the town, though the ministry in Goma denied it.", "shelled", "", []string{"Goma"}, []string{"Rebels", "the town"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := engine.Analyse(&casus.Document{ID: "x", Text: c.text, Lang: "en"})
			if err != nil {
				t.Fatal(err)
			}
			var places []casus.Place
			for _, w := range c.places {
				p := casus.Place{Span: find(t, c.text, w), Text: w, Name: w, Precision: casus.PrecisionCity}
				if w == "Nigeria" || w == "Kenya" || w == "Chad" {
					p.Precision = casus.PrecisionCountry
				}
				places = append(places, p)
			}
			var taken [][2]int
			for _, w := range c.parties {
				first, last := text.TokensIn(find(t, c.text, w))
				taken = append(taken, [2]int{first, last})
			}
			first, _ := text.TokensIn(find(t, c.text, c.trigger))
			got := ""
			pl := newPlacer(text, places)
			pl.kind = func(word string) bool { return word == "port" }
			if p := pl.choose(first, nil, taken); p != nil {
				got = p.Name
			}
			if got != c.want {
				t.Errorf("place %q, want %q; tree %s", got, c.want, tree(text))
			}
		})
	}
}

func find(t *testing.T, text, words string) casus.Span {
	t.Helper()
	for i := 0; i+len(words) <= len(text); i++ {
		if text[i:i+len(words)] == words {
			return casus.Span{Start: i, End: i + len(words)}
		}
	}
	t.Fatalf("%q is not in %q", words, text)
	return casus.Span{}
}

func tree(t *ling.Text) string {
	out := ""
	for i := range t.Tokens {
		out += t.Tokens[i].Form + "<" + t.Tokens[i].Rel.String() + "-" + t.Word(t.Head(i)) + " "
	}
	return out
}

// TestInside: what is only described is in the country of the named place that the rules found; a named place stays as it is.
func TestInside(t *testing.T) {
	kenya := &casus.Place{Span: casus.Span{Start: 3, End: 8}, Text: "Kenya", Precision: casus.PrecisionCountry, Country: "KEN"}
	market := &casus.Place{Span: casus.Span{Start: 38, End: 44}, Text: "market", Kind: "building"}
	goma := &casus.Place{Span: casus.Span{Start: 38, End: 42}, Text: "Goma", Precision: casus.PrecisionCity, Country: "COD"}
	if got := inside(market, kenya); got.Country != "KEN" || got.Text != "market" || market.Country != "" {
		t.Errorf("%+v", got)
	}
	if got := inside(goma, kenya); got.Country != "COD" {
		t.Errorf("%+v", got)
	}
	if got := inside(market, nil); got.Country != "" {
		t.Errorf("%+v", got)
	}
}
