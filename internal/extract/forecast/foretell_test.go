package forecast_test

import (
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
		{"Most traders reckon that the strike will end within days.", "likely", "2026-01-15", "PROTEST"},
		{"The truce will fail before the month is out, two envoys predicted.", "likely", "2026-01-31", "RETREAT"},
		{"Few think that the war will end.", "unlikely", "", "ASSAULT"},
		{"The minister will visit the camp on Friday.", "", "", ""},
		{"Our council will send a second letter.", "", "", ""},
		{"The army warned that any attack would be answered.", "", "", ""},
		{"The owner sees the sea.", "", "", ""},
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
