package pipeline_test

import (
	"testing"
	"time"

	"github.com/casus-project/casus"
)

// TestTimeAndPlaceChosen: the trigger, the first day and the words of the place of its mention, "" for none.
func TestTimeAndPlaceChosen(t *testing.T) {
	c := coder(t)
	for _, k := range []struct {
		name, text, trigger, from, place string
	}{
		{"place_without_a_name", "Gunmen shot two guards at a border post on Sunday, officials said.", "shot", "2024-03-10", "border post"},
		{"not_where_the_speaker_speaks", "Protesters threw stones at officers in the market. The minister, speaking in Paris, condemned the violence.", "condemned", "", ""},
		{"to_come", "Kenya and Ethiopia will hold talks in Addis Ababa next week.", "hold talks", "2024-03-18", "Addis Ababa"},
		{"goes_on_with_the_lead", "Soldiers raided a clinic in Goma on Saturday. Two nurses were killed.", "killed", "2024-03-09", ""},
	} {
		t.Run(k.name, func(t *testing.T) {
			day := time.Date(2024, 3, 12, 9, 0, 0, 0, time.UTC)
			p, err := c.Code(&casus.Document{ID: "x", Text: k.text, Published: day, Lang: "en"})
			if err != nil {
				t.Fatal(err)
			}
			for i := range p.Mentions {
				m := &p.Mentions[i]
				if m.TriggerText != k.trigger {
					continue
				}
				from, place := "", ""
				if m.Time != nil {
					from = m.Time.From
				}
				if m.Place != nil {
					place = m.Place.Text
				}
				if from != k.from || place != k.place {
					t.Errorf("from %q at %q, want %q at %q", from, place, k.from, k.place)
				}
				return
			}
			t.Errorf("no mention %q in %v", k.trigger, p.Mentions)
		})
	}
}
