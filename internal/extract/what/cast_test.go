package what

import "testing"

// TestLikelyActor gives events in which the tree shows nobody act the phrase of their sentence that most likely does, marked as such, and
// leaves those alone that only a bystander stands beside.
func TestLikelyActor(t *testing.T) {
	c, e := open(t), analyser(t)
	for _, x := range []struct{ text, trigger, want string }{
		{"After the army entered the valley, a hundred villagers were arrested.", "arrested", "the army"},
		{"A hundred villagers were arrested on Sunday.", "arrested", ""},
	} {
		text := analyse(t, e, x.text)
		found := false
		for _, k := range c.Find(text, Hints{}) {
			if text.SpanOf(k.First, k.Last).Of(x.text) != x.trigger {
				continue
			}
			found = true
			got := ""
			for _, a := range k.Actors {
				got = text.SpanOf(a.First, a.Last).Of(x.text)
				if !a.Likely {
					t.Errorf("%s: %q is not marked as the likeliest", x.text, got)
				}
			}
			if got != x.want {
				t.Errorf("%s: %q acts, want %q", x.text, got, x.want)
			}
		}
		if !found {
			t.Errorf("%s: no event at %q", x.text, x.trigger)
		}
	}
}
