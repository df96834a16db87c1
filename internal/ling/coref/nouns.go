package coref

import (
	"bytes"
	"fmt"
	"sort"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// Count is how often a noun lemma headed a mention of each kind; NoEntity counts all other kinds.
type Count map[string]*[ling.EntityKinds]int

// Learn keeps the nouns that name one kind in most of their uses.
func (c Count) Learn() Nouns {
	const least, share = 2, 0.7
	out := Nouns{}
	for lemma, n := range c {
		all := 0
		for _, k := range n {
			all += k
		}
		for _, k := range []ling.EntityKind{ling.Person, ling.Place, ling.Organisation} {
			if n[k] >= least && float64(n[k]) >= share*float64(all) {
				out[lemma] = k
			}
		}
	}
	return out
}

// Marshal writes the nouns, sorted, one a line.
func (n Nouns) Marshal() []byte {
	lines := make([]string, 0, len(n))
	for lemma, k := range n {
		lines = append(lines, lemma+"\t"+k.String()+"\n")
	}
	sort.Strings(lines)
	return []byte(strings.Join(lines, ""))
}

// ReadNouns reads what Marshal wrote.
func ReadNouns(b []byte) (Nouns, error) {
	out := Nouns{}
	for i, line := range bytes.Split(bytes.TrimSuffix(b, []byte("\n")), []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		lemma, kind, _ := strings.Cut(string(line), "\t")
		k, ok := ling.ParseEntityKind(kind)
		if !ok {
			return nil, fmt.Errorf("noun kinds, line %d: unknown kind %q", i+1, kind)
		}
		out[lemma] = k
	}
	return out, nil
}
