package crisis

import (
	"io/fs"
	"strconv"
	"strings"
	"sync"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/ontology"
)

// tables is what crises are proposed with: which countries make one theatre, which are everywhere, what themes are
// called.
type tables struct {
	theatre    map[casus.Country]string // country → key of its theatre
	name       map[string]string        // theatre → name
	centre     map[casus.Country]bool   // the country that a theatre is about
	hub        map[casus.Country]float64
	theme      map[string]string // "TYPE mode" → words
	nominal    map[string]nominal
	state      map[casus.Country]string
	ties       ties
	organ      map[string]bool // sectors that act for their state
	inferences []inference
	noName     map[string]bool // first words of what names no actor
	noTheme    map[string]bool // words of titles that name no crisis
	quad       func(casus.Code) int
	score      func(casus.Code, []string) (float64, bool)
}

type nominal struct {
	many, one string
	moved     bool       // may stand with the word for what is moved
	always    bool       // and only with it
	of        casus.Code // the type of event that it names, "" for any
}

// load reads the tables; an error names the file and the line.
func load(fsys fs.FS) (*tables, error) {
	t := &tables{
		theatre: map[casus.Country]string{}, name: map[string]string{}, centre: map[casus.Country]bool{},
		hub: map[casus.Country]float64{}, theme: map[string]string{}, nominal: map[string]nominal{},
		state: map[casus.Country]string{}, noName: map[string]bool{}, noTheme: map[string]bool{}, organ: map[string]bool{},
	}
	o, err := ontology.Load(fsys, ontology.Options{})
	if err != nil {
		return nil, err
	}
	t.quad, t.score = o.Quad, o.Score
	steps := []struct {
		file   string
		fields int
		row    func(f []string) error
	}{
		{"fusion/theatres.tsv", 3, t.addTheatre},
		{"fusion/hubs.tsv", 2, t.addHub},
		{"fusion/themes.tsv", 3, func(f []string) error { t.theme[f[0]+" "+f[1]] = f[2]; return nil }},
		{"fusion/nominals.tsv", 5, func(f []string) error {
			t.nominal[f[0]] = nominal{f[1], f[2], f[3] != "", f[3] == "always", casus.Code(f[4])}
			return nil
		}},
		{"fusion/ties.tsv", 3, t.addTie},
		{"fusion/inferred.tsv", 7, t.addInference},
		{"fusion/organs.tsv", 1, func(f []string) error { t.organ[f[0]] = true; return nil }},
		{"fusion/nonames.tsv", 1, func(f []string) error { t.noName[f[0]] = true; return nil }},
		{"fusion/nothemes.tsv", 1, func(f []string) error { t.noTheme[stemOf(f[0])] = true; return nil }},
		{"actors/states.tsv", 8, t.addState},
	}
	for _, s := range steps {
		if err := fuse.EachRow(fsys, s.file, s.fields, s.row); err != nil {
			return nil, err
		}
	}
	return t, nil
}

var embedded = sync.OnceValue(func() *tables {
	t, err := load(data.FS)
	if err != nil {
		panic(err)
	}
	return t
})

func (t *tables) addTheatre(f []string) error {
	for i, c := range strings.Split(f[2], ",") {
		t.theatre[casus.Country(c)] = f[0]
		t.centre[casus.Country(c)] = t.centre[casus.Country(c)] || i == 0
	}
	t.name[f[0]] = f[1]
	return nil
}

func (t *tables) addHub(f []string) error {
	v, err := strconv.ParseFloat(f[1], 64)
	if err != nil || v < 0 || v > 1 {
		return casus.Errorf(casus.Invalid, "%q is no number from 0 to 1", f[1])
	}
	t.hub[casus.Country(f[0])] = v
	return nil
}

func (t *tables) addTie(f []string) error {
	v, err := strconv.ParseFloat(f[1], 64)
	to := t.ties.field(f[0])
	if err != nil || to == nil {
		return casus.Errorf(casus.Invalid, "%q %q is no weight", f[0], f[1])
	}
	*to = v
	return nil
}

func (t *tables) addState(f []string) error {
	name, _, _ := strings.Cut(f[1], "|")
	if c := casus.Country(f[0]); t.state[c] == "" {
		t.state[c] = name
	}
	return nil
}

// theatreOf is the theatre that a country belongs to: a shared one, or the country itself.
func (t *tables) theatreOf(c casus.Country) string {
	if k, ok := t.theatre[c]; ok {
		return k
	}
	return string(c)
}

// nameOf is what a person calls a theatre.
func (t *tables) nameOf(key string) string {
	if n, ok := t.name[key]; ok {
		return n
	}
	if n, ok := t.state[casus.Country(key)]; ok {
		return n
	}
	return key
}

// pull is how much a country's taking part says about which theatre an event belongs to.
func (t *tables) pull(c casus.Country) float64 {
	p := 1 - t.hub[c]
	if t.centre[c] {
		p *= 1.15
	}
	return p
}
