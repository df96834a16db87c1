package what

import (
	"slices"
	"testing"

	"github.com/casus-project/casus"
)

// TestNoParty leaves out of actors and recipients where it happens, when, pieces of words and who acts on himself, and cuts
// a phrase before the clause that tells more of it.
func TestNoParty(t *testing.T) {
	c, e := open(t), analyser(t)
	for _, x := range []struct {
		text              string
		code              casus.Code
		actors, recipient []string
	}{
		{"Thousands of students marched to central Caracas.", "PROTEST", []string{"Thousands of students"}, nil},
		{"Kenyan soldiers left Somalia on Friday.", "RETREAT", []string{"Kenyan soldiers"}, nil},
		{"The army freed two prisoners on Friday.", "RETREAT", []string{"army"}, []string{"two prisoners"}},
		{"No Kenyan soldier was killed in the attack.", "ASSAULT", nil, []string{"Kenyan soldier"}},
		{"Police arrested Musa Keita, who had fled to Dakar, a port.", "COERCE", []string{"Police"}, []string{"Musa Keita"}},
		{"The monitor counts 47 dead.", "ASSAULT", nil, []string{"47"}},
		{"The minister shot himself on Monday.", "ASSAULT", []string{"minister"}, nil},
		{"Officials expect that Monday's walkout by nurses will go on.", "PROTEST", []string{"nurses"}, nil},
	} {
		text := analyse(t, e, x.text)
		words := func(args []Arg) (out []string) {
			for _, a := range args {
				w := text.SpanOf(a.First, a.Last).Of(x.text)
				if len(w) > 4 && (w[:4] == "The " || w[:4] == "the ") {
					w = w[4:]
				}
				out = append(out, w)
			}
			return out
		}
		found := false
		for _, k := range c.Find(text, Hints{}) {
			if k.Type != x.code {
				continue
			}
			found = true
			if a := words(k.Actors); !slices.Equal(a, x.actors) {
				t.Errorf("%s: actors %q, want %q", x.text, a, x.actors)
			}
			if r := words(k.Recipients); !slices.Equal(r, x.recipient) {
				t.Errorf("%s: recipients %q, want %q", x.text, r, x.recipient)
			}
			break
		}
		if !found {
			t.Errorf("%s: no %s", x.text, x.code)
		}
	}
}
