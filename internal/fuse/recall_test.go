package fuse

import "testing"

// TestADefiniteNounRecallsTheDeed: a noun with "the" and nothing that says which one is the deed of its kind that was told just
// before; a second one, one of another place or doer, and one told of long before are others.
func TestADefiniteNounRecallsTheDeed(t *testing.T) {
	shelled := told{text: "Norland [shelled] the camp at Vell before dawn.", lemma: "shell", code: "ASSAULT/heavy-weapons", who: "NLD=Norland"}
	idle := told{text: "Traders [met] at noon.", lemma: "meet", code: "CONSULT"}
	for _, c := range []struct {
		name string
		then []told
		want bool
	}{
		{"the assault", []told{{text: "The [assault] drove many over the border.", lemma: "assault", code: "ASSAULT"}}, true},
		{"in the trigger", []told{{text: "No group claimed [the raid].", lemma: "raid", code: "ASSAULT"}}, true},
		{"a second one", []told{{text: "The second [raid] came at night.", lemma: "raid", code: "ASSAULT"}}, false},
		{"of something else", []told{{text: "The [raid] of March had been worse.", lemma: "raid", code: "ASSAULT"}}, false},
		{"indefinite", []told{{text: "Another camp fears an [assault] too.", lemma: "assault", code: "ASSAULT"}}, false},
		{"another doer", []told{{text: "Sudria called the [ambush] a mistake.", lemma: "ambush", code: "ASSAULT", who: "SUD=Sudria"}}, false},
		{"another kind", []told{{text: "The [blockade] goes on.", lemma: "blockade", code: "COERCE"}}, false},
		{"too far", []told{idle, idle, idle, {text: "The [ambush] was filmed.", lemma: "ambush", code: "ASSAULT"}}, false},
	} {
		p := Build([]Page{doc(t, "a", "Harbour Post", "2031-03-04T09:00", append([]told{shelled}, c.then...)...)}, Options{})
		if got := groups(p); (len(got) == len(c.then)) != c.want {
			t.Errorf("%s: one event is %v, want %v: %v", c.name, !c.want, c.want, got)
		}
	}
}
