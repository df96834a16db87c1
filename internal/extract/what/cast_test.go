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

// TestSpeakerOfADeed: who speaks of a deed as known is not taken for its doer; who says something else may be.
func TestSpeakerOfADeed(t *testing.T) {
	c, e := open(t), analyser(t)
	const text = "The ministry called the raid an act of war."
	read := analyse(t, e, text)
	m := newMatcher(c, read, Hints{})
	at := map[string]int{}
	for i := range read.Tokens {
		at[read.Tokens[i].Form] = i
	}
	raid := &Candidate{Head: at["raid"]}
	if m.toldOf(at["ministry"], raid) {
		t.Error("a speaker without a saying")
	}
	called := Saying{
		SpeakerFirst: 0, SpeakerLast: at["called"], CueFirst: at["called"], CueLast: at["called"] + 1,
		ContentFirst: at["called"] + 1, ContentLast: len(read.Tokens) - 1,
	}
	for _, h := range []Hints{{Sayings: []Saying{called}}, {Presumed: []Saying{called}}} {
		m := newMatcher(c, read, h)
		if !m.toldOf(at["ministry"], raid) {
			t.Errorf("the ministry may have made the raid that it speaks of: %+v", h)
		}
		if m.toldOf(at["war"], raid) {
			t.Error("a word of the content is taken for its speaker")
		}
	}
}
