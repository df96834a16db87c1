package train

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/ner"
)

// tableNames says which columns of which tables hold names, and of what.
var tableNames = []struct {
	file, column string
	kinds        ling.NameKind
}{
	{"actors/people.tsv", "names", ling.NamePerson},
	{"actors/states.tsv", "names", ling.NameCountry},
	{"actors/states.tsv", "adjectives", ling.NameDemonym},
	{"actors/states.tsv", "nationals", ling.NameDemonym},
	{"actors/states.tsv", "seats", ling.NamePlace},
	{"gazetteer/countries.tsv", "name", ling.NameCountry},
	{"gazetteer/countries.tsv", "aliases", ling.NameCountry},
	{"gazetteer/countries.tsv", "demonyms", ling.NameDemonym},
	{"actors/organs.tsv", "names", ling.NameOrg},
	{"actors/organisations.tsv", "names", ling.NameOrg},
	{"actors/parties.tsv", "names", ling.NameOrg},
	{"actors/groups.tsv", "names", ling.NameOrg},
	{"actors/media.tsv", "names", ling.NameOrg},
	{"actors/companies.tsv", "names", ling.NameOrg},
	{"actors/titles.tsv", "names", ling.NameTitle},
}

// smallest is the population from which a town's name is listed: below it, names are mostly ordinary words or surnames.
const smallest = 15_000

// NameLists compiles the recogniser's name lists from the tables of names, the gazetteer, and the raw text's forms of
// address ("Mr. Miguel de Serpa Soares").
func NameLists(raw string) (*ner.Lists, error) {
	l := ner.NewLists()
	for _, t := range tableNames {
		if err := addColumn(l, t.file, t.column, t.kinds); err != nil {
			return nil, fmt.Errorf("name lists: %w", err)
		}
	}
	places, err := gazetteer.OpenPlaces()
	if err != nil {
		return nil, fmt.Errorf("name lists: %w", err)
	}
	for i := range places.Len() {
		if !places.IsSettlement(i) || places.Population(i) >= smallest {
			l.Add(places.Name(i), ling.NamePlace)
		}
	}
	if raw == "" {
		return l, nil
	}
	return l, addressed(l, raw)
}

func addColumn(l *ner.Lists, file, column string, kinds ling.NameKind) error {
	b, err := fs.ReadFile(data.FS, file)
	if err != nil {
		return err
	}
	at := -1
	for i, line := range strings.Split(string(b), "\n") {
		cols := strings.Split(line, "\t")
		if i == 0 {
			for k, c := range cols {
				if c == column {
					at = k
				}
			}
			if at < 0 {
				return fmt.Errorf("%s: no column %q", file, column)
			}
			continue
		}
		if at >= len(cols) || strings.HasPrefix(line, "#") {
			continue
		}
		for _, name := range strings.Split(cols[at], "|") {
			l.Add(name, kinds)
			if kinds == ling.NamePerson {
				for _, w := range strings.Fields(name) {
					l.Add(w, ling.NameFirst)
				}
			}
		}
	}
	return nil
}

// address is a courtesy title with the name after it.
var address = regexp.MustCompile(`\b(?:Mr|Mrs|Ms|Sir|Dr|Messrs|President|Ambassador|Excellency|Minister|Secretary-General|Sheikh|King|Chancellor)\.? ((?:(?:al|el|de|da|van|von|bin|ben|ould)[ -])?\p{Lu}\p{L}+(?:[ -](?:(?:al|el|de|da|van|von|bin|ben|ould)[ -])?\p{Lu}\p{L}+){0,3})`)

// addressed lists the words of names that follow forms of address at least three times.
func addressed(l *ner.Lists, dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, "*.gz"))
	if err != nil {
		return fmt.Errorf("name lists: %w", err)
	}
	count := map[string]int{}
	for _, name := range names {
		speeches, err := readSpeeches(name)
		if err != nil {
			return fmt.Errorf("name lists: %w", err)
		}
		for _, s := range speeches {
			for _, m := range address.FindAllStringSubmatch(s, -1) {
				for _, w := range strings.FieldsFunc(m[1], func(r rune) bool { return r == ' ' || r == '-' }) {
					count[w]++
				}
			}
		}
	}
	words := make([]string, 0, len(count))
	for w, n := range count {
		if n >= 3 && len(w) > 2 {
			words = append(words, w)
		}
	}
	sort.Strings(words)
	for _, w := range words {
		if n, k := l.Longest([]string{w}); n == 0 || k&(ling.NameCountry|ling.NameTitle|ling.NameDemonym) == 0 {
			l.Add(w, ling.NameFirst)
		}
	}
	return nil
}
