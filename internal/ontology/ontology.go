// Package ontology holds the vocabulary that events are coded in: PLOVER's event types with their quad classes, modes,
// scores, contexts and sectors, and CAMEO's codes beside them. Tables from data/ontology come in, a read-only Ontology
// goes out. It refuses a table that names an unknown type, mode or code, with file, line and the nearest known name; it
// knows nothing about texts.
package ontology

import (
	"io/fs"
	"sort"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
)

// Type is one event type.
type Type struct {
	Code      casus.Code
	Quad      int     // 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
	Score     float64 // PLOVER's base score
	Recipient string  // "yes", "no" or "one-sided": whether a recipient is required
	CAMEO     string  // the code of the type where nothing finer is known
	Name      string
	Modes     []Mode // sorted by name
}

// Mode is how an event of a type happens.
type Mode struct {
	Name   string
	Score  float64
	Scored bool // false where PLOVER gives no score
}

// CAMEO is one code of CAMEO's verb tree.
type CAMEO struct {
	Code      string
	Name      string
	Plover    casus.Code // "" for statements, which PLOVER does not code
	Goldstein float64    // only for roots
	Scored    bool
}

// Change says what an event becomes when it is announced for the future, refused, or ended.
type Change struct {
	Type  casus.Code
	Mode  string
	CAMEO string
}

// Options settles what PLOVER's manual leaves open. The zero value is what docs/adr/ records as our choice.
type Options struct {
	// AccusePositive takes the manual's printed +3 as ACCUSE's base score instead of -3.
	AccusePositive bool
	// SanctionVerbal puts SANCTION into quad 3, as the manual's quad table has it, instead of 4.
	SanctionVerbal bool
	// SanctionsAsSanction codes economic sanctions and embargoes (CAMEO 163) as SANCTION/discontinue, as the manual's
	// text has it, instead of COERCE/restrict as the crosswalk has it.
	SanctionsAsSanction bool
}

// Ontology is the vocabulary. It is read-only and safe for concurrent use.
type Ontology struct {
	Options  Options
	types    map[casus.Code]*Type
	codes    []casus.Code
	cameo    map[string]CAMEO
	changes  map[string]Change // "future ASSAULT", "ended 163" …
	contexts []string
	sectors  []casus.Sector
	special  []casus.Country
	names    map[string]string // of sectors and of the codes beside countries
}

// Open loads the embedded vocabulary with the default options.
func Open() (*Ontology, error) { return Load(data.FS, Options{}) }

// Load reads the tables below "ontology/" of fsys.
func Load(fsys fs.FS, opts Options) (*Ontology, error) {
	o := &Ontology{
		Options: opts, types: map[casus.Code]*Type{}, cameo: map[string]CAMEO{},
		changes: map[string]Change{}, names: map[string]string{},
	}
	for _, step := range []func(fs.FS) error{
		o.loadTypes, o.loadModes, o.loadCAMEO, o.loadChanges, o.loadLists, o.loadOptions,
	} {
		if err := step(fsys); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// Type returns the event type, nil for an unknown code.
func (o *Ontology) Type(c casus.Code) *Type { return o.types[c] }

// Types lists all type codes in alphabetical order.
func (o *Ontology) Types() []casus.Code { return o.codes }

// Contexts lists PLOVER's contexts in alphabetical order.
func (o *Ontology) Contexts() []string { return o.contexts }

// Sectors lists PLOVER's sector codes in alphabetical order.
func (o *Ontology) Sectors() []casus.Sector { return o.sectors }

// Special lists the codes that stand beside ISO 3166-1 alpha-3 in PLOVER's country field.
func (o *Ontology) Special() []casus.Country { return o.special }

// Name is a sector, or a code that stands beside countries, in words; "" where the table has none.
func (o *Ontology) Name(code string) string { return o.names[code] }

// CAMEO looks up a code of two to four digits.
func (o *Ontology) CAMEO(code string) (CAMEO, bool) {
	c, ok := o.cameo[code]
	return c, ok
}

// HasMode reports whether the type has the mode.
func (t *Type) HasMode(name string) bool {
	for _, m := range t.Modes {
		if m.Name == name {
			return true
		}
	}
	return false
}

// Quad is the quad class of a type, 0 for an unknown one.
func (o *Ontology) Quad(c casus.Code) int {
	if t := o.types[c]; t != nil {
		return t.Quad
	}
	return 0
}

// Score is the event's score: that of the first mode that has one, else the type's; ok is false for an unknown type.
func (o *Ontology) Score(c casus.Code, modes []string) (score float64, ok bool) {
	t := o.types[c]
	if t == nil {
		return 0, false
	}
	for _, name := range modes {
		for _, m := range t.Modes {
			if m.Name == name && m.Scored {
				return m.Score, true
			}
		}
	}
	return t.Score, true
}

// ChangeOf says what an event of the type and CAMEO code becomes under the change ("future", "refused" or "ended"). The
// longest CAMEO prefix for which the table has a row decides, then the type; ok is false where there is no row.
func (o *Ontology) ChangeOf(change string, c casus.Code, cameo string) (Change, bool) {
	for n := len(cameo); n >= 2; n-- {
		if ch, ok := o.changes[change+" "+cameo[:n]]; ok {
			return ch, true
		}
	}
	ch, ok := o.changes[change+" "+string(c)]
	return ch, ok
}

// Coded settles the type and mode of a frame's code under the options: sanctions and embargoes can be either of two.
func (o *Ontology) Coded(c casus.Code, mode, cameo string) (casus.Code, string) {
	if !o.Options.SanctionsAsSanction || !strings.HasPrefix(cameo, sanctionsCode) {
		return c, mode
	}
	if ch, ok := o.changes["sanctions "+string(c)]; ok {
		return ch.Type, ch.Mode
	}
	return c, mode
}

// sanctionsCode is CAMEO's code for embargoes, boycotts and sanctions.
const sanctionsCode = "163"

func (o *Ontology) codeNames() []string {
	names := make([]string, 0, len(o.codes))
	for _, c := range o.codes {
		names = append(names, string(c))
	}
	sort.Strings(names)
	return names
}
