// Command actortables writes data/actors/factbook-*.tsv, phoenix-*.tsv and nouns-wordnet.tsv from public sets of facts: the
// governments of the World Factbook as JSON, the Phoenix actor dictionaries and WordNet. In come those files, out go tables
// in the form of data/actors/people.tsv that fill what the project's own tables leave open, and the nouns that these lack
// with their sectors. It refuses to repeat an actor or a noun that they know, and rows whose country or dates it cannot tell.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
)

func main() {
	var (
		factbook = flag.String("factbook", "", "file of governments by country")
		phoenix  = flag.String("phoenix", "", "folder of the Phoenix dictionaries")
		wordnet  = flag.String("wordnet", "", "folder of WordNet's database files")
		out      = flag.String("out", "data/actors", "folder of the tables")
	)
	flag.Parse()
	if err := run(*factbook, *phoenix, *wordnet, *out); err != nil {
		fmt.Fprintln(os.Stderr, "actortables:", err)
		os.Exit(1)
	}
}

// ownTables are the project's own tables without the converted ones.
type ownTables struct{ fs.FS }

// ReadDir leaves the converted tables out.
func (o ownTables) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.FS, name)
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool {
		return strings.HasPrefix(e.Name(), "factbook-") || strings.HasPrefix(e.Name(), "phoenix-")
	}), err
}

func run(factbook, phoenix, wordnet, out string) error {
	own, err := gazetteer.ReadActors(ownTables{os.DirFS(out)})
	if err != nil {
		return err
	}
	states, err := readCodes(filepath.Join(out, "states.tsv"))
	if err != nil {
		return err
	}
	c := converter{own: own, codes: states, out: out, taken: map[string]bool{}}
	if factbook != "" {
		if err := c.factbook(factbook); err != nil {
			return err
		}
	}
	if phoenix != "" {
		if err := c.phoenix(phoenix); err != nil {
			return err
		}
	}
	if wordnet != "" {
		return c.wordnet(wordnet)
	}
	return nil
}

// converter keeps what both conversions share.
type converter struct {
	own   *gazetteer.Actors
	codes map[string]casus.Country // GEC code -> ISO 3166-1 alpha-3
	out   string
	taken map[string]bool // "FRA name" and ids that a converted table has
}

// knows reports whether the project's own tables or an earlier table have the name in the country.
func (c *converter) knows(country casus.Country, name string) bool {
	key := string(country) + " " + gazetteer.Fold(name)
	if c.taken[key] {
		return true
	}
	for _, a := range c.own.Lookup(name, "") {
		if a.ID != "" && a.Country == country && a.Basis == "table" {
			return true
		}
	}
	return false
}

// knownAnywhere reports whether the own tables or an earlier row have a person of that name in any country.
func (c *converter) knownAnywhere(name string) bool {
	if c.taken[" "+gazetteer.Fold(name)] {
		return true
	}
	for _, a := range c.own.Lookup(name, "") {
		if a.Kind == "person" && a.Basis == "table" {
			return true
		}
	}
	return false
}

// take marks a name as there.
func (c *converter) take(country casus.Country, name string) {
	c.taken[string(country)+" "+gazetteer.Fold(name)] = true
}

// readCodes reads the GEC codes of states.tsv.
func readCodes(file string) (map[string]casus.Country, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read codes: %w", err)
	}
	out := map[string]casus.Country{}
	for line := range strings.Lines(string(text)) {
		if f := strings.Split(line, "\t"); len(f) > 5 && f[5] != "" {
			out[f[5]] = casus.Country(f[0])
		}
	}
	return out, nil
}

// columns are those of every table written.
const columns = "id\tnames\tfamily\tkind\tcountry\tsectors\trole\toffice\tfrom\tto\tsource\tas_of\n"

// write writes a table, sorted, one line a record.
func (c *converter) write(name string, rows []string) error {
	slices.Sort(rows)
	text := columns + strings.Join(slices.Compact(rows), "")
	if err := os.WriteFile(filepath.Join(c.out, name), []byte(text), 0o644); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	fmt.Printf("%s: %d rows\n", name, len(rows))
	return nil
}

// slug is a name as part of an id.
func slug(name string) string { return strings.ReplaceAll(gazetteer.Fold(name), " ", "-") }
