package extract

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// others are the pronouns that never stand for the one who acts in the same clause.
var others = []string{"him", "her", "them", "it"}

// unbound takes back whom a pronoun was taken for where that is the actor of the same event: in "the mayor praised him" he is
// somebody else.
func unbound(m *casus.Mention) {
	for i := range m.Recipients {
		r := &m.Recipients[i]
		if !slices.Contains(others, strings.ToLower(r.Text)) || !strings.HasPrefix(r.Actor.Basis, "coreference") {
			continue
		}
		if slices.ContainsFunc(m.Actors, func(p casus.Party) bool { return same(&p.Actor, &r.Actor) }) {
			r.Actor = casus.Actor{Name: r.Text, AsOf: r.Actor.AsOf, Reason: "somebody else than " + r.Actor.Name + ", who acts"}
		}
	}
}

// same reports whether two parties are one person or one body that the text or the tables name.
func same(a, b *casus.Actor) bool {
	if a.ID != "" || b.ID != "" {
		return a.ID == b.ID
	}
	return a.Kind == "person" && b.Kind == "person" && a.Name == b.Name
}
