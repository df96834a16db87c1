package who

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
)

// Doing lets an event say in which sectors somebody acts in it who is named in general words only: a state that attacks
// does so with its forces. Of whom nothing is known but a name, the deed says what he most likely is: who arrests is of the
// police. role is "actor" or "recipient". What the words say stays among the sectors.
func (r *Resolver) Doing(p *casus.Party, m *casus.Mention, role string) {
	a := &p.Actor
	if m.Background == casus.Historical && m.Time == nil && a.Kind == "person" && slices.Equal(a.Sectors, []casus.Sector{"ELI"}) {
		if then := r.tables.SectorsBefore(a.ID, a.AsOf); then != nil {
			a.Sectors, a.Sector = join(then, a.Sectors), then[0]
			a.Reason += "; told as history, without a day"
		}
	}
	who := ""
	switch {
	case len(a.Sectors) == 0 && nameless(p):
		who = "unknown"
	case a.Kind == "state", a.Kind == "generic" && a.Role == stateRole:
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
	if who == "unknown" {
		a.Basis = strings.TrimPrefix(a.Basis+", "+"deed", ", ")
	}
}

// nameless reports whether a party without sectors is somebody: a name or a pronoun for people, and no thing.
func nameless(p *casus.Party) bool {
	w := strings.ToLower(p.Text)
	if pronouns[w] {
		return w != "it" && w != "its" && w != "itself" && w != "whose" && w != "you" && w != "your"
	}
	last := w[strings.LastIndexByte(w, ' ')+1:]
	return p.Text != "" && !strings.HasSuffix(p.Text, last) && p.Actor.Kind != "organisation" && !strings.ContainsAny(p.Text, ",\"'’")
}
