package gazetteer

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// Actors holds the actor tables: states with their names and nationals, organs, groups, organisations, people with the
// offices they held and when, nouns that stand for a sector ("rebels") and titles. It is read-only once opened and safe
// for concurrent use.
type Actors struct {
	states      []State
	entities    []entity
	rows        []row
	nouns       []Noun
	titles      []Title
	deeds       []Deed
	trie        trie
	stateOf     map[casus.Country]int32
	byID        map[casus.ActorID]int32
	offices     map[string][]int32    // office -> rows that hold it, in order of from
	families    map[string][]FamilyOf // folded family name -> people
	codes       codes
	heads       map[string]bool // slugs of the offices of heads of state and government
	fallback    map[string]*Noun
	given       map[string]int // by folded given name, how many people of the tables bear it
	files       []string       // by position.file
	editedFiles map[int16]bool // those that an operator wrote
}

// FamilyOf names an entity by its family name.
type FamilyOf struct{ Entity int32 }

// State is one country or territory with the words for it.
type State struct {
	ISO        casus.Country
	Names      []string
	Adjectives []string
	Nationals  []string
	Seats      []string // capitals and other seats of government
	From, To   string
}

// Noun is a word or phrase for a kind of actor, such as "riot police", with its sectors.
type Noun struct {
	Names   []string
	Sectors []casus.Sector
	Body    bool          // a body ("ministry") rather than people ("rebels")
	Thing   bool          // what stands for its owners when it is hit: "barracks", "pipeline"
	Organ   string        // its slug where a state has one of it: "foreign-ministry"
	Country casus.Country // fixed code, such as IGO
	Role    string
	Common  bool // too common alone to be taken for an actor without other evidence
	Weak    bool // the organisation named beside it decides the sector: "official", "spokesman"
}

// Anybody reports whether the noun says no more of people than that they are some.
func (n *Noun) Anybody() bool {
	return !n.Body && !n.Thing && len(n.Sectors) == 1 && n.Sectors[0] == "CVL"
}

// Title is a word that stands before or after a person's name and says what the person is.
type Title struct {
	Names   []string
	Sectors []casus.Sector
	Role    string
	Office  string // the office's slug where a state has one holder: "president"
	Weak    bool   // the organisation named beside it decides the sector
	Country casus.Country
}

// row is one line of a table of actors: what an entity is from one date to another.
type row struct {
	country    casus.Country
	sectors    []casus.Sector
	role       string
	office     string
	from, to   string
	recognised string
	source     string
	asOf       string
	at         position
}

type position struct {
	file int16
	line int32
}

// entity is everything that the tables know under one id.
type entity struct {
	id       casus.ActorID
	kind     string
	names    []string
	family   string
	wikidata string
	rank     int8 // 0 for the project's own tables; higher ranks give way
	rows     []int32
}

// name is the main name, without the mark of names that count only in their own country.
func (e *entity) name() string { return strings.TrimSuffix(e.names[0], "?") }

// EntryKind says what an entry of the name index stands for.
type EntryKind uint8

// The kinds of entry.
const (
	EntityEntry   EntryKind = iota // an organ, group, organisation or person
	StateEntry                     // a state's name
	AdjectiveOf                    // an adjective of nationality
	NationalOf                     // a noun for nationals
	SeatOf                         // a capital or government seat
	NounEntry                      // a noun for a kind of actor
	TitleEntry                     // a title
	maxEntryKinds = int(TitleEntry) + 1
)

// Entry is one meaning of a name.
type Entry struct {
	Index int32
	Kind  EntryKind
	Local bool // the name counts only where the text speaks of its country: "the Liberals"
	// Surname marks a family name alone, of somebody in office: it counts in office, or where the text speaks of the
	// country.
	Surname bool
	need    letterCase
	more    int32 // next meaning of the same words, -1 at the end
}

// State is the state of a StateEntry, AdjectiveOf, NationalOf or SeatOf.
func (a *Actors) State(e Entry) *State { return &a.states[e.Index] }

// Noun is the noun of a NounEntry.
func (a *Actors) Noun(e Entry) *Noun { return &a.nouns[e.Index] }

// FallbackNoun is what a noun in small letters stands for that no table of names, nouns and titles has, by its lemma; nil
// where that is not known either. Its Names are empty.
func (a *Actors) FallbackNoun(lemma string) *Noun { return a.fallback[lemma] }

// Title is the title of a TitleEntry.
func (a *Actors) Title(e Entry) *Title { return &a.titles[e.Index] }

// StateOf is the state with an ISO 3166-1 alpha-3 code, nil where there is none.
func (a *Actors) StateOf(c casus.Country) *State {
	if i, ok := a.stateOf[c]; ok {
		return &a.states[i]
	}
	return nil
}

// IsPerson reports whether the entity is a person.
func (a *Actors) IsPerson(i int32) bool { return a.entities[i].kind == "person" }

// IDOf is the id of an entity.
func (a *Actors) IDOf(i int32) casus.ActorID { return a.entities[i].id }

// RankOf is 0 for an entity of the project's own tables and higher for converted ones.
func (a *Actors) RankOf(i int32) int { return int(a.entities[i].rank) }

// FamilyName is the name by which a person is called alone, "" for what is no person.
func (a *Actors) FamilyName(i int32) string { return a.entities[i].family }

// IsGiven reports whether a word is the given name of somebody in the tables.
func (a *Actors) IsGiven(word string) bool { return a.given[Fold(word)] > 0 }

// NameOf is the entity's main name.
func (a *Actors) NameOf(i int32) string { return a.entities[i].name() }

// Families lists the people whose family name is word, folded as Fold does.
func (a *Actors) Families(word string) []FamilyOf { return a.families[word] }

// Countries lists all countries under which the tables have the entity.
func (a *Actors) Countries(i int32) []casus.Country {
	var out []casus.Country
	for _, r := range a.entities[i].rows {
		if c := a.rows[r].country; !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// slug turns a role into the last part of an id.
func slug(s string) string { return strings.ReplaceAll(Fold(s), " ", "-") }
