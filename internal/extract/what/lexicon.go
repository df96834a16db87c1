package what

import (
	"io/fs"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ontology"
)

// pos is the part of speech of a trigger.
type pos uint8

const (
	verb pos = iota
	noun
	adjective
)

// frame is one row of a frame table for one trigger.
type frame struct {
	name    string // "frames-coerce.tsv:12 arrest"
	trigger string
	pos     pos
	patient bool     // a noun whose possessor is who it happens to: "his arrest"
	before  []string // words of a multiword trigger before the head (nouns)
	after   []string // and after it (verbs: particles)
	items   []item

	code     casus.Code // "" for a statement or a trap, which is no event
	modes    []string
	cameo    string
	future   bool    // the type follows from what is embedded, by the ontology's "future"
	trap     string  // why this is no event, for traps
	weight   float64 // how sure the frame is where it matches, 0 to 1
	effect   *effect // what it does to an embedded event
	bare     bool    // a noun that tells the event without any argument: "a truce", "the curfew"
	required int     // how many items are required
}

// lexicon is all tables, compiled.
type lexicon struct {
	classes   *classes
	frames    map[string][]*frame    // by the lemma of the head word
	operators map[string][]*operator // by lemma
	cues      map[string][]cue       // by lemma
	embedding map[casus.Code]*effect // by type of the embedding frame
	contexts  *contexts
	topics    *topics
	civil     map[casus.Code]float64  // by type: the factor for events among private parties
	forms     map[string]string       // irregular past forms of verbs and their lemmas
	spoken    map[casus.Code]bool     // types whose events are done by saying so
	grounds   map[casus.Code][]string // by type, the prepositions behind which a place is where it happens
	mishaps   *mishaps
	vague     map[string]bool // by part of speech and trigger: words that tell nothing without what their frames ask for
}

const dir = "lexicon/en"

func loadLexicon(fsys fs.FS, o *ontology.Ontology) (*lexicon, error) {
	cl, err := loadClasses(fsys, dir)
	if err != nil {
		return nil, err
	}
	lex := &lexicon{
		classes: cl, frames: map[string][]*frame{}, operators: map[string][]*operator{}, cues: map[string][]cue{},
		embedding: map[casus.Code]*effect{}, civil: map[casus.Code]float64{}, forms: map[string]string{},
		vague: map[string]bool{}, spoken: map[casus.Code]bool{}, grounds: map[casus.Code][]string{},
	}
	if err := lex.loadSpoken(fsys, o); err != nil {
		return nil, err
	}
	if err := lex.loadGrounds(fsys, o); err != nil {
		return nil, err
	}
	if err := lex.loadCivil(fsys, o); err != nil {
		return nil, err
	}
	if err := lex.loadForms(fsys); err != nil {
		return nil, err
	}
	if lex.mishaps, err = loadMishaps(fsys); err != nil {
		return nil, err
	}
	if err := lex.loadVague(fsys); err != nil {
		return nil, err
	}
	if lex.contexts, err = loadContexts(fsys, o); err != nil {
		return nil, err
	}
	if lex.topics, err = loadTopics(fsys, lex.contexts); err != nil {
		return nil, err
	}
	if err := lex.loadEmbedding(fsys, o); err != nil {
		return nil, err
	}
	names, err := fs.Glob(fsys, dir+"/frames*.tsv")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	for _, name := range names {
		rows, err := ontology.ReadTable(fsys, name, frameColumns)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if err := lex.addFrames(r, o); err != nil {
				return nil, err
			}
		}
	}
	if err := lex.loadOperators(fsys); err != nil {
		return nil, err
	}
	return lex, lex.loadCues(fsys)
}

// table is a file of the lexicon and the number of its columns.
type table struct {
	file    string
	columns int
}

// eachType reads a table whose first column is a type.
func eachType(fsys fs.FS, o *ontology.Ontology, t table, do func(casus.Code, ontology.Row) error) error {
	rows, err := ontology.ReadTable(fsys, dir+"/"+t.file, t.columns)
	if err != nil {
		return err
	}
	for _, r := range rows {
		code := casus.Code(r.Cells[0])
		if err := o.CheckType(r, code); err != nil {
			return err
		}
		if err := do(code, r); err != nil {
			return err
		}
	}
	return nil
}

// loadCivil reads how much less sure an event of each type is when all its parties are private.
func (x *lexicon) loadCivil(fsys fs.FS, o *ontology.Ontology) error {
	return eachType(fsys, o, table{"civil.tsv", 2}, func(code casus.Code, r ontology.Row) (err error) {
		if x.civil[code], err = strconv.ParseFloat(r.Cells[1], 64); err != nil {
			return r.Errorf("factor %q is not a number", r.Cells[1])
		}
		return nil
	})
}

// loadSpoken reads which types are acts of speech.
func (x *lexicon) loadSpoken(fsys fs.FS, o *ontology.Ontology) error {
	return eachType(fsys, o, table{"spoken.tsv", 1}, func(code casus.Code, _ ontology.Row) error {
		x.spoken[code] = true
		return nil
	})
}

// loadForms reads irregular past forms. A lemmatiser guesses at some of them, above all in capitals: "shot", "SENT".
func (x *lexicon) loadForms(fsys fs.FS) error {
	rows, err := ontology.ReadTable(fsys, dir+"/forms.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range rows {
		for _, f := range strings.Fields(r.Cells[1]) {
			x.forms[f] = r.Cells[0]
		}
	}
	return nil
}

// loadVague reads the words that mean too much by themselves: "use", "hold", "trial".
func (x *lexicon) loadVague(fsys fs.FS) error {
	rows, err := ontology.ReadTable(fsys, dir+"/vague.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if !slices.Contains(posNames[:], r.Cells[0]) {
			return r.Errorf("unknown part of speech %q", r.Cells[0])
		}
		for _, w := range splitList(r.Cells[1]) {
			x.vague[r.Cells[0]+" "+w] = true
		}
	}
	return nil
}

// The columns of a frame table.
const (
	colVerbs = iota
	colNouns
	colPattern
	colCode
	colCAMEO
	colWeight
	colEffect
	frameColumns
)

// defaultWeight is the weight of a frame whose row gives none.
const defaultWeight = 0.8

func (x *lexicon) addFrames(r ontology.Row, o *ontology.Ontology) error {
	proto := frame{weight: defaultWeight, cameo: r.Cells[colCAMEO]}
	if err := proto.parseCode(r, o); err != nil {
		return err
	}
	if w := r.Cells[colWeight]; w != "" {
		var err error
		if proto.weight, err = strconv.ParseFloat(w, 64); err != nil || proto.weight <= 0 || proto.weight > 1 {
			return r.Errorf("weight %q is not in (0, 1]", w)
		}
	}
	var err error
	if proto.items, err = parsePattern(r, r.Cells[colPattern], x.classes); err != nil {
		return err
	}
	for i := range proto.items {
		if proto.items[i].require {
			proto.required++
		}
	}
	proto.effect = x.embedding[proto.code]
	if e := r.Cells[colEffect]; e == "bare" {
		proto.bare = true
	} else if e != "" {
		if proto.effect, err = parseEffect(r, e); err != nil {
			return err
		}
	}
	for _, w := range splitList(r.Cells[colVerbs]) {
		f := proto
		if a, ok := strings.CutPrefix(w, "a:"); ok {
			f.pos, w = adjective, a
		}
		x.add(r, &f, w)
	}
	for _, w := range splitList(r.Cells[colNouns]) {
		f := proto
		f.pos = noun
		if p, ok := strings.CutPrefix(w, "~"); ok {
			f.patient, w = true, p
		}
		x.add(r, &f, w)
	}
	return nil
}

// add files the frame under the head word of its trigger: the first word of a verb, the last of a noun.
func (x *lexicon) add(r ontology.Row, f *frame, trigger string) {
	words := strings.Fields(trigger)
	f.trigger = trigger
	f.name = r.File[strings.LastIndexByte(r.File, '/')+1:] + ":" + strconv.Itoa(r.Line) + " " + trigger
	head := words[0]
	if f.pos == noun {
		head = words[len(words)-1]
		f.before = words[:len(words)-1]
	} else {
		f.after = words[1:]
	}
	x.frames[head] = append(x.frames[head], f)
}

// parseCode reads "COERCE/arrest", "AGREE*", "-" (a statement, no event) or "!why" (a trap).
func (f *frame) parseCode(r ontology.Row, o *ontology.Ontology) error {
	code := r.Cells[colCode]
	if why, ok := strings.CutPrefix(code, "!"); ok {
		f.trap = why
		return nil
	}
	if code == "-" {
		return o.CheckCAMEO(r, f.cameo)
	}
	name, modes, _ := strings.Cut(code, "/")
	name, f.future = strings.CutSuffix(name, "*")
	f.code = casus.Code(name)
	if err := o.CheckType(r, f.code); err != nil {
		return err
	}
	if modes != "" {
		f.modes = strings.Split(modes, "+")
	}
	for i, m := range f.modes {
		if err := o.CheckMode(r, f.code, m); err != nil {
			return err
		}
		f.code, f.modes[i] = o.Coded(f.code, m, f.cameo)
	}
	if f.cameo == "" {
		f.cameo = o.Type(f.code).CAMEO
	}
	return o.CheckCAMEO(r, f.cameo)
}

func splitList(s string) []string {
	if s == "" {
		return nil
	}
	parts := strings.Split(s, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
