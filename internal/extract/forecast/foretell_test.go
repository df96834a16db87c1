package forecast_test

import (
	"strings"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/forecast"
	"github.com/casus-project/casus/internal/ling/en"
)

// TestForetold holds which clauses with "will" are forecasts, how strong they are, until when, and what they foresee.
func TestForetold(t *testing.T) {
	engine, err := en.New(en.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := forecast.New(forecast.Options{})
	for _, c := range []struct{ text, strength, until, what string }{
		{"Most traders reckon that the strike will end within days.", "likely", "", "PROTEST"},
		{"The envoy is unlikely to be gone soon.", "unlikely", "", "RETREAT"},
		{"A broker expects the walkout to last.", "likely", "", "PROTEST"},
		{"The truce is unlikely to survive by year's end.", "unlikely", "2026-12-31", "RETREAT"},
		{"The truce will fail before the month is out, two envoys predicted.", "likely", "2026-01-31", "RETREAT"},
		{"Few think that the war will end.", "unlikely", "", "ASSAULT"},
		{"The minister will visit the camp on Friday.", "", "", ""},
		{"Our council will send a second letter.", "", "", ""},
		{"The army warned that any attack would be answered.", "", "", ""},
		{"The talks will end by autumn, traders predicted.", "likely", "2026-11-30", "CONSULT"},
		{"Traders expect a deal before the spring harvest.", "likely", "", "AGREE"},
		{"The harbour master warned of layoffs.", "", "", ""},
		{"The owner sees the sea.", "", "", ""},
		{"Troops held the bridge so that the wounded could be moved.", "", "", ""},
		{"Gunfire could be heard from the harbour.", "", "", ""},
		{"A nurse wondered whether anybody there might answer.", "", "", ""},
		{"Nobody in the port knows who will win the vote.", "", "", ""},
		{"Both cabinets swear that the two cases have nothing in common.", "", "", ""},
		{"The trade surplus is expected to have narrowed.", "", "", ""},
		{"The governor lost a seat that he had been expected to win.", "", "", ""},
		{"Guides are counting on three hundred climbers.", "", "", ""},
		{"The growers are not sure whether to cheer.", "", "", ""},
		{"The governor is believed to want a clerk from the coast.", "", "", ""},
	} {
		text, err := engine.Analyse(&casus.Document{
			ID: "t", Text: c.text, Lang: "en", Published: time.Date(2026, 1, 8, 0, 0, 0, 0, time.UTC), DateFrom: "given",
		})
		if err != nil {
			t.Fatal(err)
		}
		got := casus.Forecast{}
		if all := f.Find(text, nil, nil, nil); len(all) > 0 {
			got = all[0]
		}
		until := ""
		if got.Horizon != nil {
			until = got.Horizon.Until
		}
		if got.Strength != c.strength || until != c.until || string(got.What) != c.what {
			t.Errorf("%q gives %q until %q, %q; want %q until %q, %q", c.text, got.Strength, until, got.What, c.strength, c.until, c.what)
		}
	}
}

// TestObserved holds that what somebody says who only observes is foreseen, what a party says is not, and when something
// that takes a while ends.
func TestObserved(t *testing.T) {
	engine, err := en.New(en.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := forecast.New(forecast.Options{})
	for _, c := range []struct{ text, speaker, content, lasts, want string }{
		{"An analyst said the truce will collapse.", "An analyst", "the truce will collapse", "", "certain"},
		{"The army said the truce will collapse.", "The army", "the truce will collapse", "", ""},
		{"A resident said they will sit on the road.", "A resident", "they will sit on the road", "", ""},
		{"A ruling will take two years, analysts said.", "analysts", "A ruling will take two years", "two years", "certain 2028-01-08"},
		{"Diplomats give the cabinet two years.", "", "", "two years", "likely 2028-01-08"},
		{"The court gave the cabinet two years to resign.", "", "", "two years", ""},
	} {
		text, err := engine.Analyse(&casus.Document{
			ID: "t", Text: c.text, Lang: "en", Published: time.Date(2026, 1, 8, 0, 0, 0, 0, time.UTC), DateFrom: "given",
		})
		if err != nil {
			t.Fatal(err)
		}
		span := func(words string) casus.Span {
			at := strings.Index(c.text, words)
			return casus.Span{Start: at, End: at + len(words)}
		}
		var sayings []casus.Saying
		if c.speaker != "" {
			sayings = append(sayings, casus.Saying{Speaker: &casus.Party{Span: span(c.speaker), Text: c.speaker}, Content: span(c.content)})
		}
		var times []casus.When
		if c.lasts != "" {
			times = append(times, casus.When{Span: span(c.lasts), Text: c.lasts, Type: casus.TimexDuration, Value: "P2Y"})
		}
		got := ""
		if all := f.Find(text, nil, sayings, times); len(all) > 0 {
			got = all[0].Strength
			if h := all[0].Horizon; h != nil {
				got += " " + h.Until
			}
		}
		if got != c.want {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}
