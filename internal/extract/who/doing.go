package who

import (
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
)

// Doing lets an event say in which sectors somebody acts in it who is named in general words only: a state that attacks
// does so with its forces. role is "actor" or "recipient". What the words say stays among the sectors.
func (r *Resolver) Doing(p *casus.Party, m *casus.Mention, role string) {
	a := &p.Actor
	who := ""
	switch {
	case a.Kind == "state":
		who = "state"
	case a.Kind == "generic" && gazetteer.OfNationals(a):
		who = "national"
	case a.Kind == "generic" && len(a.Sectors) > 0:
		who = "people"
	default:
		return
	}
	sectors := r.tables.Deeds(m.Type, m.Modes, role, who)
	if len(sectors) == 0 || slices.Equal(sectors, a.Sectors) {
		return
	}
	a.Sectors, a.Sector = join(sectors, a.Sectors), sectors[0]
	a.Reason += "; as one who does this"
}
