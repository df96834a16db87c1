package gazetteer

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// Fit says how well an entity's rows cover a date; higher is better.
type Fit uint8

// The fits.
const (
	Later   Fit = iota // all rows begin after the date
	Former             // all rows ended before it
	Undated            // the rows have no dates
	Current            // a row covers the date
)

// compareDates orders two dates of the form 2006, 2006-01 or 2006-01-02 by the part that both have.
func compareDates(a, b string) int {
	n := min(len(a), len(b))
	return strings.Compare(a[:n], b[:n])
}

// covers reports whether the row holds on a date; an empty date asks for the newest, which an open row is.
func (r *row) covers(on string) bool {
	if on == "" {
		return r.to == ""
	}
	return (r.from == "" || compareDates(r.from, on) <= 0) && (r.to == "" || compareDates(on, r.to) <= 0)
}

// before reports whether the row ended before the date.
func (r *row) before(on string) bool { return r.to != "" && (on == "" || compareDates(r.to, on) < 0) }

// On is the entity as it was on a date ("2006-01-02", or shorter, or "" for the newest known), and how well that is
// known. Someone whose offices all ended by then is former and, where they were of power, ELI, PLOVER's code for those of
// former influence; someone whose first office was still to come has a country and no sector.
func (a *Actors) On(i int32, on string) (casus.Actor, Fit) {
	e := &a.entities[i]
	out := casus.Actor{ID: e.id, Name: e.name(), Kind: e.kind, Wikidata: e.wikidata, Basis: "table", AsOf: on}
	best, fit := a.rowOn(e, on)
	r := &a.rows[best]
	out.Country, out.Role, out.Sectors = r.country, r.role, r.sectors
	out.Source = a.sourceOf(r)
	switch {
	case fit == Former && e.kind == "person":
		out.Role, out.Sectors = "former "+strings.TrimPrefix(r.role, "former "), FormerSectors(r.sectors)
		if r.role == "" {
			out.Role = ""
		}
		out.Reason = fmt.Sprintf("in the table until %s", r.to)
	case fit == Later && e.kind == "person":
		out.Role, out.Sectors = "", nil
		out.Reason = fmt.Sprintf("in the table from %s on", r.from)
	case fit == Current && r.from != "":
		out.Reason = fmt.Sprintf("%s since %s", orElse(r.role, "in the table"), r.from)
	default:
		out.Reason = "in the table"
	}
	if r.recognised != "" {
		out.Reason += "; recognised by " + r.recognised
	}
	if fit == Current {
		out.Sectors = a.sectorsOn(e, on, best)
	}
	if len(out.Sectors) > 0 {
		out.Sector = out.Sectors[0]
	}
	return out, fit
}

// FormerSectors is what somebody is after leaving an office: of those in power PLOVER makes former elites, a former
// teacher, rebel or reporter stays what he was.
func FormerSectors(s []casus.Sector) []casus.Sector {
	for _, x := range s {
		switch x {
		case "GOV", "LEG", "MIL", "SPY":
			return []casus.Sector{"ELI"}
		}
	}
	return s
}

// SectorsBefore are those of the last office that ended before a date of somebody who is out of office then, nil for others.
func (a *Actors) SectorsBefore(id casus.ActorID, on string) []casus.Sector {
	i, ok := a.byID[id]
	if !ok {
		return nil
	}
	best, fit := a.rowOn(&a.entities[i], on)
	if fit != Former {
		return nil
	}
	return a.rows[best].sectors
}

// SectorsAround are what somebody in politics most likely is on a date that no row covers: before the first office one of the
// opposition or of a party, within a season of the last one what he was. It is nil for others.
func (a *Actors) SectorsAround(id casus.ActorID, on string) []casus.Sector {
	i, ok := a.byID[id]
	if !ok || on == "" || a.entities[i].kind != "person" {
		return nil
	}
	best, fit := a.rowOn(&a.entities[i], on)
	r := &a.rows[best]
	switch {
	case fit == Later && slices.Contains(r.sectors, "GOV"):
		return []casus.Sector{"OPP", "PTY"}
	case fit == Former && sameSeason(r.to, on):
		return r.sectors
	}
	return nil
}

// season is how many days after an office reports still take somebody for its holder.
const season = 90

// sameSeason reports whether a day is at most a season after another; a date that names no day says nothing.
func sameSeason(end, on string) bool {
	e, err := time.Parse(time.DateOnly, end)
	d, err2 := time.Parse(time.DateOnly, on)
	return err == nil && err2 == nil && d.Sub(e) <= season*24*time.Hour
}

// NamesOf lists the names of an entity, the usual one first. The slice must not be changed.
func (a *Actors) NamesOf(i int32) []string { return a.entities[i].names }

func (a *Actors) sourceOf(r *row) string {
	if r.asOf == "" {
		return r.source
	}
	return r.source + " as of " + r.asOf
}

// rowOn picks the row for a date: of those that cover it the last to begin, an office before none; else the last that
// ended, else the first to begin.
func (a *Actors) rowOn(e *entity, on string) (best int32, fit Fit) {
	best, fit = e.rows[0], Later
	for _, i := range e.rows {
		r := &a.rows[i]
		switch {
		case r.covers(on):
			next := Current
			if r.from == "" && r.to == "" && len(e.rows) == 1 {
				next = Undated
			}
			if fit < next || r.office != "" || a.rows[best].office == "" {
				best, fit = i, next
			}
		case r.before(on) && fit <= Former:
			if fit < Former || a.rows[best].to <= r.to {
				best, fit = i, Former
			}
		}
	}
	return best, fit
}

// sectorsOn joins the sectors of all rows that cover the date, those of the best row first.
func (a *Actors) sectorsOn(e *entity, on string, best int32) []casus.Sector {
	out := a.rows[best].sectors
	for _, i := range e.rows {
		r := &a.rows[i]
		if i == best || !r.covers(on) {
			continue
		}
		for _, s := range r.sectors {
			if !slices.Contains(out, s) {
				out = append(slices.Clip(out), s)
			}
		}
	}
	return out
}

// Holder is the entity that held a state's office on a date; ok is false where nobody is known to, or two did. On the day
// of a handover it is the one who leaves. Of rivals, the one whose row has no recognised_by note is the holder.
func (a *Actors) Holder(c casus.Country, office, on string) (entity int32, ok bool) {
	full := string(c) + "." + office
	var since string
	for _, i := range a.offices[full] {
		for _, r := range a.entities[i].rows {
			w := &a.rows[r]
			if w.office != full || w.recognised != "" || !w.covers(on) || ok && i == entity {
				continue
			}
			if ok {
				if on != "" && compareDates(w.from, on) == 0 {
					continue // begins that day
				}
				if compareDates(since, on) != 0 {
					return 0, false
				}
			}
			entity, since, ok = i, w.from, true
		}
	}
	return entity, ok
}

// Lookup lists what a name may stand for on a date, best first: entities by how well they cover the date, then states,
// then nouns and titles. It is what `casus actors lookup` prints.
func (a *Actors) Lookup(name, on string) []casus.Actor {
	words := a.Words(nil, name, 0)
	type scored struct {
		actor casus.Actor
		score int
	}
	var found []scored
	for _, e := range a.Exact(words) {
		actor, score := a.meaning(e, on)
		found = append(found, scored{actor, score})
	}
	if len(words) == 1 {
		for _, f := range a.Families(Fold(name)) {
			if actor, fit := a.On(f.Entity, on); !slices.ContainsFunc(found, func(s scored) bool { return s.actor.ID == actor.ID }) {
				actor.Basis = "family name"
				found = append(found, scored{actor, int(fit)})
			}
		}
	}
	slices.SortStableFunc(found, func(x, y scored) int {
		if x.score != y.score {
			return y.score - x.score
		}
		return strings.Compare(string(x.actor.ID), string(y.actor.ID))
	})
	out := make([]casus.Actor, len(found))
	for i, f := range found {
		out[i] = f.actor
	}
	return out
}

// meaning turns an entry of the name index into an actor.
func (a *Actors) meaning(e Entry, on string) (actor casus.Actor, score int) {
	switch e.Kind {
	case EntityEntry:
		out, fit := a.On(e.Index, on)
		return out, 20 + 4*int(fit) - int(a.entities[e.Index].rank)
	case NounEntry:
		n := a.Noun(e)
		out := casus.Actor{Name: n.Names[0], Country: n.Country, Sectors: n.Sectors, Role: n.Role, Kind: "generic", Basis: "noun", AsOf: on}
		out.Sector = firstSector(n.Sectors)
		return out, 5
	case TitleEntry:
		t := a.Title(e)
		out := casus.Actor{Name: t.Names[0], Country: t.Country, Sectors: t.Sectors, Role: t.Role, Kind: "generic", Basis: "title", AsOf: on}
		out.Sector = firstSector(t.Sectors)
		return out, 4
	}
	return a.StateActor(a.State(e).ISO, e.Kind, on), 18 - int(e.Kind)
}

// StateActor is a state as an actor: its government, unless its people are meant.
func (a *Actors) StateActor(c casus.Country, kind EntryKind, on string) casus.Actor {
	s := a.StateOf(c)
	if s == nil {
		return casus.Actor{}
	}
	out := casus.Actor{ID: casus.ActorID(c), Name: s.Names[0], Country: c, Kind: "state", AsOf: on}
	out.Basis, out.Sector = "state", "GOV"
	switch kind {
	case AdjectiveOf:
		out.Basis = "demonym"
	case NationalOf:
		out.ID, out.Kind, out.Basis, out.Sector = "", "generic", "demonym", "CVL"
	case SeatOf:
		out.Basis = "metonym"
	}
	out.Sectors = []casus.Sector{out.Sector}
	out.Source = statesFile
	out.Reason = out.Basis + " of " + s.Names[0]
	return out
}

// OfNationals reports whether an actor was made of a noun for a state's people.
func OfNationals(a *casus.Actor) bool { return a.Kind == "generic" && a.Source == statesFile }

// statesFile is the table of states.
const statesFile = "states.tsv"

func firstSector(s []casus.Sector) casus.Sector {
	if len(s) == 0 {
		return ""
	}
	return s[0]
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
