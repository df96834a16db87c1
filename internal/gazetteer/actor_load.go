package gazetteer

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
)

// actorFolder is where the tables of actors are within package data.
const actorFolder = "actors"

// converted names the tables that a command made from somebody else's facts; their entities give way to the project's
// own where both know a name. The order is the rank.
var converted = []string{"factbook-", "phoenix-"}

// OpenActors reads the embedded actor tables and, with them, operators' tables. The error names file, line and the
// offending text.
func OpenActors(extra ...*Extra) (*Actors, error) {
	sub, err := fs.Sub(data.FS, actorFolder)
	if err != nil {
		return nil, fmt.Errorf("open actor tables: %w", err)
	}
	return ReadActors(sub, extra...)
}

// ReadActors reads actor tables from a folder of TSV files: states.tsv, agents.tsv, titles.tsv, and any number of others
// that hold rows of actors. Operators' tables written by hand stand above them, refreshed ones are merged in.
func ReadActors(folder fs.FS, extra ...*Extra) (*Actors, error) {
	names, err := fs.Glob(folder, "*.tsv")
	if err != nil {
		return nil, fmt.Errorf("list actor tables: %w", err)
	}
	slices.SortStableFunc(names, func(x, y string) int { return rankOf(x) - rankOf(y) })
	a := newActors()
	for _, x := range extra {
		if x.Refreshed {
			continue
		}
		if err := a.readExtra(x); err != nil {
			return nil, err
		}
		a.editedFiles[int16(len(a.files)-1)] = true
	}
	for _, name := range names {
		if err := a.readTable(folder, name); err != nil {
			return nil, err
		}
	}
	for _, x := range extra {
		if !x.Refreshed {
			continue
		}
		if err := a.merge(x); err != nil {
			return nil, err
		}
	}
	a.index()
	return a, nil
}

func newActors() *Actors {
	return &Actors{
		stateOf:     map[casus.Country]int32{},
		byID:        make(map[casus.ActorID]int32, 1<<13),
		offices:     map[string][]int32{},
		families:    make(map[string][]FamilyOf, 1<<12),
		trie:        newTrie(1 << 15),
		codes:       newCodes(),
		editedFiles: map[int16]bool{},
		heads:       map[string]bool{},
		fallback:    make(map[string]*Noun, 1<<13),
		given:       make(map[string]int, 1<<12),
	}
}

func rankOf(file string) int {
	for i, prefix := range converted {
		if strings.HasPrefix(file, prefix) {
			return i + 1
		}
	}
	return 0
}

func (a *Actors) readTable(folder fs.FS, name string) error {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return fmt.Errorf("read actor table: %w", err)
	}
	read := a.readActor
	switch name {
	case statesFile:
		read = a.readState
	case "agents.tsv":
		read = a.readNoun
	case FallbackNouns:
		read = a.readFallback
	case "titles.tsv":
		read = a.readTitle
	case "deeds.tsv":
		read = a.readDeed
	}
	a.files = append(a.files, path.Join("data", actorFolder, name))
	t := table{file: path.Join("data", actorFolder, name), number: int16(len(a.files) - 1), rank: int8(rankOf(name))}
	return t.each(string(text), read)
}

// table is a TSV file being read: a header line with the names of the columns, then one record a line.
type table struct {
	file    string
	number  int16
	rank    int8
	columns map[string]int
	fields  []string
	line    int
}

// get is the field under a column, "" where the table or the record has none.
func (t *table) get(column string) string {
	if i, ok := t.columns[column]; ok && i < len(t.fields) {
		return t.fields[i]
	}
	return ""
}

// list is the field under a column as a list separated by "|".
func (t *table) list(column string) []string {
	s := t.get(column)
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

func (t *table) errorf(format string, args ...any) error {
	return casus.Errorf(casus.Invalid, "%s:%d: %w", t.file, t.line, fmt.Errorf(format, args...))
}

// each calls read for every record.
func (t *table) each(text string, read func(*table) error) error {
	for line := range strings.Lines(text) {
		t.line++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line == "#" || strings.HasPrefix(line, "# ") {
			continue
		}
		t.fields = appendFields(t.fields[:0], line)
		if t.columns == nil {
			t.columns = make(map[string]int, len(t.fields))
			for i, c := range t.fields {
				t.columns[c] = i
			}
			continue
		}
		if len(t.fields) > len(t.columns) {
			return t.errorf("%d fields under %d columns: %q", len(t.fields), len(t.columns), line)
		}
		if err := read(t); err != nil {
			return err
		}
	}
	return nil
}

func appendFields(dst []string, line string) []string {
	for {
		field, rest, more := strings.Cut(line, "\t")
		dst = append(dst, field)
		if !more {
			return dst
		}
		line = rest
	}
}

func (a *Actors) readState(t *table) error {
	s := State{
		ISO: casus.Country(t.get("iso3")), Names: t.list("names"), Adjectives: t.list("adjectives"),
		Nationals: t.list("nationals"), Seats: t.list("seats"), From: t.get("from"), To: t.get("to"),
	}
	if len(s.ISO) != 3 || len(s.Names) == 0 {
		return t.errorf("a state needs a code of three letters and a name: %q", s.ISO)
	}
	if _, twice := a.stateOf[s.ISO]; twice {
		return t.errorf("state %q is there twice", s.ISO)
	}
	a.stateOf[s.ISO] = int32(len(a.states))
	a.states = append(a.states, s)
	return nil
}

func (a *Actors) readNoun(t *table) error {
	sectors, err := a.codes.sectors(t)
	if err != nil {
		return err
	}
	n := Noun{
		Names: t.list("names"), Sectors: sectors, Body: t.get("kind") == "body", Thing: t.get("kind") == "thing", Organ: t.get("organ"),
		Country: casus.Country(t.get("country")), Role: t.get("role"), Common: t.get("common") != "",
		Weak: t.get("weak") != "",
	}
	if len(n.Names) == 0 {
		return t.errorf("a noun needs a name")
	}
	a.nouns = append(a.nouns, n)
	return nil
}

func (a *Actors) readTitle(t *table) error {
	sectors, err := a.codes.sectors(t)
	if err != nil {
		return err
	}
	title := Title{
		Names: t.list("names"), Sectors: sectors, Role: t.get("role"), Office: t.get("office"),
		Country: casus.Country(t.get("country")), Weak: t.get("weak") != "",
	}
	if title.Office != "" && t.get("head") != "" {
		a.heads[title.Office] = true
	}
	if len(title.Names) == 0 {
		return t.errorf("a title needs a name")
	}
	if title.Role == "" {
		title.Role = strings.ToLower(title.Names[0])
	}
	a.titles = append(a.titles, title)
	return nil
}

// FallbackNouns is the table of nouns that are looked up only where a phrase holds nothing that the other tables know.
const FallbackNouns = "nouns-wordnet.tsv"

// readFallback reads a line of that table: many nouns of one kind.
func (a *Actors) readFallback(t *table) error {
	sectors, err := a.codes.sectors(t)
	if err != nil {
		return err
	}
	n := &Noun{Sectors: sectors, Body: t.get("kind") == "body", Thing: t.get("kind") == "thing"}
	for _, name := range t.list("names") {
		a.fallback[name] = n
	}
	return nil
}

// readActor reads one row of an entity. Rows of one id follow each other over files too; the first gives the main name,
// later ones may add aliases.
func (a *Actors) readActor(t *table) error {
	sectors, err := a.codes.sectors(t)
	if err != nil {
		return err
	}
	id := casus.ActorID(t.get("id"))
	if id == "" {
		return t.errorf("an actor needs an id")
	}
	r := row{
		country: casus.Country(t.get("country")), sectors: sectors, role: t.get("role"), office: t.get("office"),
		from: t.get("from"), to: t.get("to"), recognised: t.get("recognised_by"), source: t.get("source"),
		asOf: t.get("as_of"), at: position{t.number, int32(t.line)},
	}
	i, known := a.byID[id]
	if !known {
		if i, err = a.newEntity(t, id); err != nil {
			return err
		}
	}
	e := &a.entities[i]
	if e.rank < t.rank {
		return nil // the project's own rows stand alone
	}
	if known {
		e.addNames(t)
	}
	e.rows = append(e.rows, int32(len(a.rows)))
	a.rows = append(a.rows, r)
	return nil
}

// addNames adds the aliases of a later row, and the family name where the first row left it to the rule.
func (e *entity) addNames(t *table) {
	for _, name := range t.list("names") {
		if !slices.Contains(e.names, name) {
			e.names = append(e.names, name)
		}
	}
	if f := t.get("family"); f != "" && e.kind == "person" {
		e.family = f
	}
}

func (a *Actors) newEntity(t *table, id casus.ActorID) (int32, error) {
	e := entity{id: id, kind: t.get("kind"), names: t.list("names"), wikidata: t.get("wikidata"), rank: t.rank}
	if e.kind == "" {
		e.kind = "person"
	}
	if len(e.names) == 0 {
		return 0, t.errorf("actor %q has no name in its first row", id)
	}
	if e.kind == "person" {
		if e.family = t.get("family"); e.family == "" {
			e.family = familyName(e.names[0])
		}
	}
	i := int32(len(a.entities))
	a.byID[id] = i
	a.entities = append(a.entities, e)
	return i, nil
}

// familyName is the last word of a name that is not a suffix such as "Jr.".
func familyName(name string) string {
	words := strings.Fields(name)
	for i := len(words) - 1; i > 0; i-- {
		if w := strings.TrimSuffix(words[i], "."); w != "Jr" && w != "Sr" && w != "II" && w != "III" {
			return words[i]
		}
	}
	return name
}
