package fuse

import (
	"bufio"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
)

// Tables is the knowledge that fusion works with: how rare words are, which words are kin, which event types can
// name one happening, which outlets belong together. It is read-only once loaded.
type Tables struct {
	idf     map[uint32]float32
	maxIDF  float32
	kin     map[string]kin
	company map[string]*direction // by lemma, the distributional vector of a word for a happening
	related map[[2]casus.Code]float64
	family  map[string]family
	pairs   map[uint64]pairRate
	stems   map[uint32]string // of learned pairs, while they are written
	model   model
	// spoken are the types of events that consist in saying something; undone are those by which a plan comes to nothing.
	spoken, undone map[casus.Code]bool
	// sides are the classes of deeds that parties call by other kinds ("arrest", "abduction"); harms are the lemmas that tell
	// what a deed did to people.
	sides    map[sideKey]string
	harms    map[string]bool
	deedSets int
	deeds    map[deedKey][]int  // of a type and a lemma, the sets of words for one deed that it is in
	measures map[string]measure // of an attribute or a counted word
	// partCues are the words by which a text makes one happening a part of another.
	partCues []string
	// revisions are the words by which a sentence brings an earlier figure up to date.
	revisions []revision
	denials   map[string]bool     // words of a cue that says that something did not happen
	rumours   map[string][]string // by class, cues that speak of somebody's word
	involved  []string            // words in which somebody denies that it was he
}

// sideKey is a kind of event: its type and one of its modes, "" for none.
type sideKey struct {
	typ  casus.Code
	mode string
}

// kin is what WordNet says about a lemma: the verbs it is derived from, its senses, the senses next to them (by
// derivation, cause, entailment), and those one and two steps above.
type kin struct{ roots, senses, near, above, higher []uint32 }

// family is a publisher behind several names.
type family struct {
	name   string
	agency bool
}

// LoadTables reads the tables from the folder "fusion" of fsys. An error names the file and the line.
func LoadTables(fsys fs.FS) (*Tables, error) {
	t := &Tables{
		idf: map[uint32]float32{}, kin: map[string]kin{}, company: map[string]*direction{},
		related: map[[2]casus.Code]float64{}, family: map[string]family{}, pairs: map[uint64]pairRate{},
		spoken: map[casus.Code]bool{}, undone: map[casus.Code]bool{}, sides: map[sideKey]string{}, harms: map[string]bool{},
		deeds: map[deedKey][]int{}, measures: map[string]measure{}, denials: map[string]bool{}, rumours: map[string][]string{},
	}
	docs := 1.0
	steps := []struct {
		file   string
		fields int
		row    func(f []string) error
	}{
		{"background.tsv", 2, func(f []string) error { return t.addIDF(f, &docs) }},
		{"kin.tsv", 6, t.addKin},
		{"vectors.tsv", 2, t.addVector},
		{"related.tsv", 3, t.addRelated},
		{"agencies.tsv", 3, t.addFamily},
		{"partof.tsv", 1, func(f []string) error { t.partCues = append(t.partCues, f[0]); return nil }},
		{"revisions.tsv", 2, func(f []string) error { t.revisions = append(t.revisions, revision{f[0], f[1] == "own"}); return nil }},
		{"denials.tsv", 1, func(f []string) error { t.denials[f[0]] = true; return nil }},
		{"rumours.tsv", 2, t.addRumour},
		{"involvement.tsv", 1, func(f []string) error { t.involved = append(t.involved, f[0]); return nil }},
		{"spoken.tsv", 1, func(f []string) error { t.spoken[casus.Code(f[0])] = true; return nil }},
		{"undone.tsv", 1, func(f []string) error { t.undone[casus.Code(f[0])] = true; return nil }},
		{"sides.tsv", 3, func(f []string) error { t.sides[sideKey{casus.Code(f[1]), f[2]}] = f[0]; return nil }},
		{"deeds.tsv", 2, func(f []string) error { t.addDeeds(f); return nil }},
		{"harms.tsv", 1, func(f []string) error { t.harms[f[0]] = true; return nil }},
		{"measures.tsv", 3, func(f []string) error { t.measures[f[0]] = newMeasure(f); return nil }},
		{"pairs.tsv", 4, t.addPair},
		{"weights.tsv", 2, t.model.add},
		{"trees.tsv", 7, t.model.forest.add},
	}
	for _, s := range steps {
		if err := EachRow(fsys, "fusion/"+s.file, s.fields, s.row); err != nil {
			return nil, err
		}
	}
	t.maxIDF = float32(math.Log(docs))
	return t, t.model.check()
}

// embedded loads the tables of the binary once. They are part of it, so a fault in them is ours.
var embedded = sync.OnceValue(func() *Tables {
	t, err := LoadTables(data.FS)
	if err != nil {
		panic(err)
	}
	return t
})

// EachRow calls row for each line of a TSV file that is neither empty nor a comment ("# "). A line with another number of
// fields is an error of kind Invalid that names file and line.
func EachRow(fsys fs.FS, path string, fields int, row func(f []string) error) error {
	file, err := fsys.Open(path)
	if err != nil {
		return fmt.Errorf("open table: %w", err)
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != fields {
			return casus.Errorf(casus.Invalid, "%s:%d: %d fields instead of %d: %q", path, n, len(f), fields, line)
		}
		if err := row(f); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return sc.Err()
}

func (t *Tables) addIDF(f []string, docs *float64) error {
	n, err := strconv.ParseFloat(f[1], 64)
	if err != nil || n <= 0 {
		return casus.Errorf(casus.Invalid, "count %q is no positive number", f[1])
	}
	if f[0] == "#docs" {
		*docs = n
		return nil
	}
	t.idf[hash32(f[0])] = float32(math.Log((*docs + 1) / (n + 0.5)))
	return nil
}

// deedKey is a lemma as a word for a deed of a type.
type deedKey struct {
	typ   casus.Code
	lemma string
}

// addDeeds enters a set of words for one deed.
func (t *Tables) addDeeds(f []string) {
	t.deedSets++
	for _, lemma := range strings.Fields(f[1]) {
		k := deedKey{casus.Code(f[0]), lemma}
		t.deeds[k] = append(t.deeds[k], t.deedSets)
	}
}

// oneDeed reports whether two mentions of one type tell the same kind of deed in other words: "fired" and "launched".
func (t *Tables) oneDeed(a, b *evidence) bool {
	if a.typ == "" || a.typ != b.typ {
		return false
	}
	other := t.deeds[deedKey{b.typ, b.lemma}]
	return slices.ContainsFunc(t.deeds[deedKey{a.typ, a.lemma}], func(set int) bool { return slices.Contains(other, set) })
}

// rarity is the inverse document frequency of a stem in the background texts, the highest for one not seen there.
func (t *Tables) rarity(h uint32) float32 {
	if v, ok := t.idf[h]; ok {
		return v
	}
	return t.maxIDF
}

func (t *Tables) addKin(f []string) error {
	t.kin[f[0]] = kin{hashes(f[5]), hashes(f[1]), hashes(f[2]), hashes(f[3]), hashes(f[4])}
	return nil
}

func hashes(list string) []uint32 {
	if list == "" {
		return nil
	}
	parts := strings.Split(list, ",")
	out := make([]uint32, len(parts))
	for i, p := range parts {
		out[i] = hash32(p)
	}
	return out
}

func (t *Tables) addRelated(f []string) error {
	v, err := strconv.ParseFloat(f[2], 64)
	if err != nil || v < 0 || v > 1 {
		return casus.Errorf(casus.Invalid, "%q is no number from 0 to 1", f[2])
	}
	a, b := casus.Code(f[0]), casus.Code(f[1])
	t.related[[2]casus.Code{a, b}], t.related[[2]casus.Code{b, a}] = v, v
	return nil
}

func (t *Tables) addFamily(f []string) error {
	t.family[f[0]] = family{name: f[1], agency: strings.HasSuffix(f[2], "agency")}
	return nil
}

// Family is the publisher behind an outlet's name: the table's, else the name itself.
func (t *Tables) Family(outlet string) string {
	if f, ok := t.family[strings.ToLower(strings.TrimSpace(outlet))]; ok {
		return f.name
	}
	return outlet
}

// Open gives the tables that the options ask for: their own or the binary's.
func Open(o Options) (*Tables, error) {
	if o.Tables != nil {
		return o.Tables, nil
	}
	return LoadTables(data.FS)
}

// pairRate is how often two words named one happening where both occurred in one story.
type pairRate struct {
	rate float32 // 0 to 1
	seen float32 // stories in which both occurred, at most 1 each
}

func pairKey(a, b uint32) uint64 { return uint64(min(a, b))<<32 | uint64(max(a, b)) }

// addPair reads two stems, the rate, and in how many stories they met.
func (t *Tables) addPair(f []string) error {
	rate, err := strconv.ParseFloat(f[2], 32)
	if err != nil || rate < 0 || rate > 1 {
		return casus.Errorf(casus.Invalid, "rate %q is no number from 0 to 1", f[2])
	}
	seen, err := strconv.ParseFloat(f[3], 32)
	if err != nil || seen <= 0 {
		return casus.Errorf(casus.Invalid, "weight %q is no positive number", f[3])
	}
	t.pairs[pairKey(hash32(f[0]), hash32(f[1]))] = pairRate{float32(rate), float32(seen)}
	return nil
}
