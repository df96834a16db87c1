package segment

import (
	"fmt"
	"strings"

	"github.com/casus-project/casus/data"
)

// titlesFile lists short forms of titles that stand before names, in lower case and without their stop.
const titlesFile = "lexicon/en/abbreviations.tsv"

// readTitles reads the short forms; their hashes are those of atoms.
func readTitles() (map[uint32]bool, error) {
	b, err := data.FS.ReadFile(titlesFile)
	if err != nil {
		return nil, fmt.Errorf("abbreviations: %w", err)
	}
	out := map[uint32]bool{}
	for line := range strings.Lines(string(b)) {
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			a := Atom{hash: seed, shape: seed}
			a.describe(word)
			out[a.hash] = true
		}
	}
	return out, nil
}
