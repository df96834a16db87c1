package gazetteer

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// index fills the name index, the offices and the family names once all tables are read.
func (a *Actors) index() {
	for i := range a.states {
		a.indexState(int32(i))
	}
	for i := range a.nouns {
		for _, name := range a.nouns[i].Names {
			a.addNoun(name, Entry{Index: int32(i), Kind: NounEntry})
		}
	}
	for i := range a.titles {
		for _, name := range a.titles[i].Names {
			a.addNoun(name, Entry{Index: int32(i), Kind: TitleEntry})
		}
	}
	for i := range a.entities {
		a.indexEntity(int32(i))
	}
	a.indexSurnames()
	for _, rows := range a.offices {
		slices.SortStableFunc(rows, func(x, y int32) int { return strings.Compare(a.rows[x].from, a.rows[y].from) })
	}
}

func (a *Actors) indexState(i int32) {
	s := &a.states[i]
	for _, set := range []struct {
		names []string
		kind  EntryKind
	}{{s.Names, StateEntry}, {s.Adjectives, AdjectiveOf}, {s.Nationals, NationalOf}, {s.Seats, SeatOf}} {
		for _, name := range set.names {
			a.trie.add(name, Entry{Index: i, Kind: set.kind})
		}
	}
}

// addNoun files a noun under its singular and its regular plural.
func (a *Actors) addNoun(name string, e Entry) {
	a.trie.add(name, e)
	if p := plural(name); p != "" {
		a.trie.add(p, e)
	}
}

// plural is the regular plural of a phrase, "" for one that looks plural already.
func plural(s string) string {
	switch {
	case strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss"):
		return ""
	case strings.HasSuffix(s, "man"):
		return s[:len(s)-2] + "en"
	case strings.HasSuffix(s, "y") && len(s) > 1 && !strings.ContainsRune("aeiou", rune(s[len(s)-2])):
		return s[:len(s)-1] + "ies"
	case strings.HasSuffix(s, "ss"), strings.HasSuffix(s, "x"), strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "sh"):
		return s + "es"
	case strings.HasSuffix(s, "people"), strings.HasSuffix(s, "men"), strings.HasSuffix(s, "police"):
		return ""
	}
	return s + "s"
}

func (a *Actors) indexEntity(i int32) {
	e := &a.entities[i]
	slices.SortStableFunc(e.rows, func(x, y int32) int { return strings.Compare(a.rows[x].from, a.rows[y].from) })
	for _, name := range e.names {
		name, local := strings.CutSuffix(name, "?")
		if e.rank > 0 && a.ownBehindTitle(name) {
			continue
		}
		a.trie.add(name, Entry{Index: i, Kind: EntityEntry, Local: local})
		if other := otherSpelling(name); other != name && !slices.Contains(e.names, other) {
			a.trie.add(other, Entry{Index: i, Kind: EntityEntry, Local: local})
		}
	}
	for _, r := range e.rows {
		if o := a.rows[r].office; o != "" {
			a.offices[o] = append(a.offices[o], i)
		}
	}
	if e.kind == "person" {
		key := Fold(e.family)
		a.families[key] = append(a.families[key], FamilyOf{i})
	}
}

// ownBehindTitle reports whether a converted table's name is a title before the name of somebody of the own tables, which
// know more of him: "President George Bush".
func (a *Actors) ownBehindTitle(name string) bool {
	title, rest, more := strings.Cut(name, " ")
	if !more || a.kindsOf(title)&(1<<TitleEntry) == 0 {
		return false
	}
	own := func(i int32) bool { return a.entities[i].rank == 0 && a.entities[i].kind == "person" }
	for _, e := range a.Exact(a.Words(nil, rest, 0)) {
		if e.Kind == EntityEntry && own(e.Index) {
			return true
		}
	}
	return slices.ContainsFunc(a.families[Fold(rest)], func(f FamilyOf) bool { return own(f.Entity) })
}

// spellings are words that British and American English write differently in names of bodies.
var spellings = strings.NewReplacer(
	"Organization", "Organisation", "Organisation", "Organization", "Defense", "Defence", "Defence", "Defense",
	"Labor", "Labour", "Labour", "Labor", "Center", "Centre", "Centre", "Center",
)

// otherSpelling is a name as the other side of the ocean writes it.
func otherSpelling(name string) string { return spellings.Replace(name) }

// shortestSurname is how many letters a family name needs to stand for somebody without other evidence.
const shortestSurname = 4

// indexSurnames files the family names of heads of state and government, and of those who held another office where all
// of that name are of one country. Not two people may bear the name as a given name, none beside who was no head, and it may
// mean nothing else.
func (a *Actors) indexSurnames() {
	given := a.given
	for i := range a.entities {
		if e := &a.entities[i]; e.kind == "person" {
			first, _, more := strings.Cut(e.name(), " ")
			if more && first != e.family {
				given[Fold(first)]++
			}
		}
	}
	for i := range a.entities {
		e := &a.entities[i]
		key := Fold(e.family)
		if e.kind != "person" || e.rank > 0 || len(key) < shortestSurname || given[key] > 1 || !a.inOffice(e) ||
			!a.isHead(e) && (given[key] > 0 || !a.oneCountry(key)) {
			continue
		}
		if kinds := a.kindsOf(e.family); kinds == 0 || kinds == 1<<EntityEntry {
			a.trie.add(e.family, Entry{Index: int32(i), Kind: EntityEntry, Surname: true})
		}
	}
}

func (a *Actors) inOffice(e *entity) bool {
	return slices.ContainsFunc(e.rows, func(r int32) bool { return a.rows[r].office != "" })
}

// isHead reports whether somebody was head of a state or of its government.
func (a *Actors) isHead(e *entity) bool {
	return slices.ContainsFunc(e.rows, func(r int32) bool {
		_, office, _ := strings.Cut(a.rows[r].office, ".")
		return a.heads[office]
	})
}

// oneCountry reports whether all officeholders of a family name are of one country.
func (a *Actors) oneCountry(family string) bool {
	var country casus.Country
	for _, f := range a.families[family] {
		e := &a.entities[f.Entity]
		if e.rank > 0 || !a.inOffice(e) {
			continue
		}
		c := a.rows[e.rows[0]].country
		if country != "" && c != country {
			return false
		}
		country = c
	}
	return true
}

// kindsOf is the set of the kinds of entries of a name.
func (a *Actors) kindsOf(name string) (set uint) {
	for _, e := range a.Exact(a.Words(nil, name, 0)) {
		set |= 1 << e.Kind
	}
	return set
}

// codes knows the sector and country codes that rows may use.
type codes struct{ sectorSet, international map[string]bool }

func newCodes() codes {
	c := codes{sectorSet: map[string]bool{}, international: map[string]bool{}}
	for s := range strings.FieldsSeq(sectorCodes) {
		c.sectorSet[s] = true
	}
	for s := range strings.FieldsSeq(internationalCodes) {
		c.international[s] = true
	}
	return c
}

// The vocabulary of PLOVER 2: sectors, and codes that stand in a country's place for what belongs to none.
const (
	sectorCodes = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL " +
		"SOC"
	internationalCodes = "IGO NGO IMG MNC UNO EUR ISM"
)

// sectors reads the sectors column.
func (c codes) sectors(t *table) ([]casus.Sector, error) {
	var out []casus.Sector
	for _, s := range t.list("sectors") {
		if !c.sectorSet[s] {
			return nil, t.errorf("unknown sector %q", s)
		}
		out = append(out, casus.Sector(s))
	}
	return out, nil
}
