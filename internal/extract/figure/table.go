package figure

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// phrases maps word sequences to what a table says of them.
type phrases[T any] struct {
	first map[string][]phrase[T]
}

type phrase[T any] struct {
	words []string
	value T
}

func (p *phrases[T]) add(words string, v T) {
	if p.first == nil {
		p.first = map[string][]phrase[T]{}
	}
	w := strings.Fields(words)
	list := append(p.first[w[0]], phrase[T]{w, v})
	slices.SortStableFunc(list, func(a, b phrase[T]) int { return len(b.words) - len(a.words) })
	p.first[w[0]] = list
}

// at finds the longest phrase that begins at token i and ends before token end; n is 0 where there is none.
func (p *phrases[T]) at(t *ling.Text, i, end int) (v T, n int) {
	if i >= end {
		return v, 0
	}
	for _, ph := range p.first[lower(t.Tokens[i].Form)] {
		if i+len(ph.words) <= end && matches(t, i, ph.words) {
			return ph.value, len(ph.words)
		}
	}
	return v, 0
}

// before finds the longest phrase that ends at token i, i excluded, and begins at first or later.
func (p *phrases[T]) before(t *ling.Text, i, first int) (v T, n int) {
	for k := max(first, i-6); k < i; k++ {
		for _, ph := range p.first[lower(t.Tokens[k].Form)] {
			if k+len(ph.words) == i && matches(t, k, ph.words) {
				return ph.value, len(ph.words)
			}
		}
	}
	return v, 0
}

func matches(t *ling.Text, i int, words []string) bool {
	for k, w := range words {
		if lower(t.Tokens[i+k].Form) != w {
			return false
		}
	}
	return true
}

// lower is the word in lower case; most words are already and cost nothing.
func lower(s string) string { return strings.ToLower(s) }

// quantifier is a row of the table of quantifiers.
type quantifier struct {
	low, high, value float64
	hasHigh, hasBest bool
}

// hedge is a row of the table of hedges.
type hedge struct {
	effect    string
	tolerance float64
}

// unit is a row of the table of units.
type unit struct{ name, kind string }

// tables are all tables of the package.
type tables struct {
	quantifiers  phrases[quantifier]
	hedgesBefore phrases[hedge]
	hedgesAfter  phrases[hedge]
	units        phrases[unit]
	currencies   map[string]string
	totals       map[string]*phrases[string] // where → words → which
	attributes   map[string]string           // "lemma how" → attribute
	people       map[string]bool
	states       map[string]bool // attributes that a state gives
	befalls      map[string]bool // attributes of people alone
	held         map[string]bool // attributes of captives, of whom a verb can say more
	sent         map[string]bool // attributes of troops, who stay what they are
	counted      map[string]string
	givers       map[string]string // verbs whose subject gives a number → "speech", "at", "count" or ""
	speech       map[string]bool   // of them, those that speak whatever follows
	kin          map[string]string // counted word → the group in which words are taken for one
	members      map[string]string // nouns for a body of people → who it consists of
	particles    map[string]bool   // verbs with a particle that could be a hedge: "hand over"
	tellers      map[string]bool   // nouns for what tells numbers, whatever the verb: "poll"
	vague        map[string]bool   // nouns that need the noun before them: "officer"
	kinOfPeople  map[string]bool   // groups in which words for people stand, or for what befalls them
}

// rows calls row for each line of a table; comments and empty lines are left out.
func rows(fsys fs.FS, path string, columns int, row func(f []string) error) error {
	text, err := fs.ReadFile(fsys, path)
	if err != nil {
		return fmt.Errorf("read table: %w", err)
	}
	sc := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != columns {
			return fmt.Errorf("%s:%d: %d columns instead of %d: %q", path, n, len(f), columns, line)
		}
		if err := row(f); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return sc.Err()
}

// effects are what a hedge can make of a number.
var effects = []string{"exact", "min", "max", "above", "less", "approx", "below", "justover"}

func readTables(fsys fs.FS) (*tables, error) {
	t := &tables{
		currencies: map[string]string{}, attributes: map[string]string{}, people: map[string]bool{}, states: map[string]bool{},
		befalls: map[string]bool{}, tellers: map[string]bool{}, particles: map[string]bool{}, members: map[string]string{}, counted: map[string]string{}, vague: map[string]bool{}, kin: map[string]string{},
		held: map[string]bool{}, sent: map[string]bool{}, givers: map[string]string{}, speech: map[string]bool{},
		totals: map[string]*phrases[string]{"before": {}, "after": {}, "clause": {}},
	}
	steps := []struct {
		file    string
		columns int
		row     func(f []string) error
	}{
		{"quantifiers", 4, t.addQuantifier},
		{"hedges", 4, t.addHedge},
		{"units", 4, func(f []string) error { t.units.add(f[0], unit{f[1], f[2]}); return nil }},
		{"currencies", 2, func(f []string) error { t.currencies[f[0]] = f[1]; return nil }},
		{"totals", 3, t.addTotal},
		{"attributes", 3, t.addAttribute},
		{"counted", 3, t.addCounted},
		{"people", 1, func(f []string) error { t.people[f[0]] = true; return nil }},
	}
	for _, s := range steps {
		if err := rows(fsys, "lexicon/en/figure-"+s.file+".tsv", s.columns, s.row); err != nil {
			return nil, err
		}
	}
	t.kinOfPeople = map[string]bool{}
	for word, group := range t.kin {
		if t.people[word] || t.befalls[word] {
			t.kinOfPeople[group] = true
		}
	}
	return t, nil
}

func (t *tables) addQuantifier(f []string) (err error) {
	var q quantifier
	if q.low, err = strconv.ParseFloat(f[1], 64); err != nil {
		return fmt.Errorf("low bound %q is no number", f[1])
	}
	if q.hasHigh = f[2] != ""; q.hasHigh {
		if q.high, err = strconv.ParseFloat(f[2], 64); err != nil || q.high < q.low {
			return fmt.Errorf("high bound %q is no number above the low one", f[2])
		}
	}
	if q.hasBest = f[3] != ""; q.hasBest {
		if q.value, err = strconv.ParseFloat(f[3], 64); err != nil {
			return fmt.Errorf("value %q is no number", f[3])
		}
	}
	t.quantifiers.add(f[0], q)
	return nil
}

func (t *tables) addHedge(f []string) (err error) {
	h := hedge{effect: f[2]}
	if !slices.Contains(effects, f[2]) {
		return fmt.Errorf("unknown effect %q (known: %s)", f[2], strings.Join(effects, ", "))
	}
	if f[3] != "" {
		if h.tolerance, err = strconv.ParseFloat(f[3], 64); err != nil {
			return fmt.Errorf("tolerance %q is no number", f[3])
		}
	}
	switch f[1] {
	case "before":
		t.hedgesBefore.add(f[0], h)
	case "after":
		t.hedgesAfter.add(f[0], h)
	default:
		return fmt.Errorf("a hedge stands before or after the number, not %q", f[1])
	}
	return nil
}

func (t *tables) addAttribute(f []string) error {
	t.attributes[f[0]+" "+f[1]] = f[2]
	if f[1] == "state" {
		t.states[f[2]] = true
	}
	return nil
}

func (t *tables) addCounted(f []string) error {
	switch f[1] {
	case "name":
		t.counted[f[0]] = f[2]
	case "compound":
		t.vague[f[0]] = true
	case "giver":
		t.givers[f[0]] = f[2]
		t.speech[f[0]] = f[2] == "speech"
	case "actor", "recipient":
		t.counted[f[0]+" "+f[1]] = f[2]
	case "body":
		t.members[f[0]] = f[2]
	case "particle":
		t.particles[f[0]] = true
	case "teller":
		t.tellers[f[0]] = true
	case "kin":
		t.kin[f[0]] = f[2]
	case "people":
		t.befalls[f[0]] = true
	case "held":
		t.held[f[0]] = true
	case "sent":
		t.sent[f[0]] = true
	default:
		return fmt.Errorf("unknown row %q of what figures count", f[1])
	}
	return nil
}

func (t *tables) addTotal(f []string) error {
	p, ok := t.totals[f[1]]
	if !ok {
		return fmt.Errorf("a word of total stands before, after or in the clause, not %q", f[1])
	}
	p.add(f[0], f[2])
	return nil
}
