package segment

import "testing"

func TestDateline(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"capitals", "SEOUL — Troops moved.", "SEOUL —"},
		{"capitals_and_country", "GOMA, Congo, March 4 – Troops moved.", "GOMA, Congo, March 4 –"},
		{"agency", "Quito (Andes Wire) - Troops moved.", "Quito (Andes Wire) -"},
		{"capitals_and_agency", "NEW DELHI (Quay Wire) -- Troops moved.", "NEW DELHI (Quay Wire) --"},
		{"a_name_before_a_dash_is_none", "Police — who were armed — moved in.", ""},
		{"a_sentence_in_capitals_before_a_dash", "THE REBELS WHO TOOK THE TOWN ON SUNDAY NIGHT - ALL OF THEM - LEFT.", ""},
		{"a_hyphen_inside_a_word", "NATO-led forces moved.", ""},
		{"nothing", "", ""},
		{"dash_at_the_end", "SEOUL —", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.text[:dateline(c.text)]; got != c.want {
				t.Errorf("dateline %q, want %q", got, c.want)
			}
		})
	}
}
