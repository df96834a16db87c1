package gazetteer

import (
	"slices"

	"github.com/casus-project/casus"
)

// Deed says which sectors somebody acts in who is named in general words only and does, or has done to him, an event of a
// type: a state that attacks does so with its forces, people who strike do so as workers.
type Deed struct {
	Type    casus.Code
	Mode    string // "" for any
	Role    string // "actor" or "recipient"
	Who     string // "state", "national" (a noun for its people), "people" (a noun for a kind of people) or "unknown" (a name alone)
	Sectors []casus.Sector
}

// Deeds are the sectors for one who is of a kind, in an event of a type and its modes; nil where the table says nothing. A
// row for a mode stands above one for the whole type.
func (a *Actors) Deeds(t casus.Code, modes []string, role, who string) []casus.Sector {
	var whole []casus.Sector
	for i := range a.deeds {
		d := &a.deeds[i]
		switch {
		case d.Type != t || d.Role != role || d.Who != who:
		case d.Mode == "":
			whole = d.Sectors
		case slices.Contains(modes, d.Mode):
			return d.Sectors
		}
	}
	return whole
}

func (a *Actors) readDeed(t *table) error {
	sectors, err := a.codes.sectors(t)
	if err != nil {
		return err
	}
	d := Deed{Type: casus.Code(t.get("type")), Mode: t.get("mode"), Role: t.get("role"), Who: t.get("who"), Sectors: sectors}
	if d.Type == "" || len(d.Sectors) == 0 || !slices.Contains([]string{"actor", "recipient"}, d.Role) ||
		!slices.Contains([]string{"state", "national", "people", "unknown"}, d.Who) {
		return t.errorf("a deed needs a type, a role, who does it and sectors")
	}
	a.deeds = append(a.deeds, d)
	return nil
}
