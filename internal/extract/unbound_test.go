package extract

import (
	"testing"

	"github.com/casus-project/casus"
)

// TestUnbound keeps "him" from standing for the one who acts, and leaves other pronouns and names alone.
func TestUnbound(t *testing.T) {
	mayor := casus.Actor{Name: "Ana Demir", Kind: "person"}
	for _, x := range []struct {
		text, basis string
		actor       casus.Actor
		taken       bool
	}{
		{"her", "coreference", mayor, true},
		{"her", "coreference, context", mayor, true},
		{"her", "coreference", casus.Actor{Name: "Eva Lind", Kind: "person"}, false},
		{"Ana Demir", "coreference", mayor, false},
	} {
		m := casus.Mention{Actors: []casus.Party{{Text: "Demir", Actor: mayor}}, Recipients: []casus.Party{{Text: x.text, Actor: x.actor}}}
		m.Recipients[0].Actor.Basis = x.basis
		unbound(&m)
		if taken := m.Recipients[0].Actor.Kind == ""; taken != x.taken {
			t.Errorf("%s by %s: taken back %v, want %v", x.text, x.basis, taken, x.taken)
		}
	}
}
