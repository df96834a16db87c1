package forecast

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// strengths are how sure a forecast can be, from sure to doubtful.
var strengths = []string{"certain", "likely", "possible", "unlikely"}

// links are the ways in which the foreseen hangs on a cue.
var links = []string{
	"adverb", "condition", "dated", "foretell", "lasting", "modal", "modal-expect", "no-could", "no-would", "noun-of", "noun-to", "observer", "own", "passive-to",
	"predicate", "term", "verb-object", "verb-of", "verb-prep", "verb-subject", "verb-that", "verb-to",
}

// cues maps lemmas to the strength they give, by link.
type cues map[string]map[string]string

// of is the strength that the lemma gives by the link; ok is false for a word that is no such cue.
func (c cues) of(lemma, link string) (strength string, ok bool) {
	strength, ok = c[link][lemma]
	return strength, ok
}

func readCues(fsys fs.FS, path string) (cues, error) {
	text, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, fmt.Errorf("read table: %w", err)
	}
	c := cues{}
	sc := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("%s:%d: %d columns instead of 3: %q", path, n, len(f), line)
		}
		if !slices.Contains(links, f[1]) {
			return nil, fmt.Errorf("%s:%d: unknown link %q (known: %s)", path, n, f[1], strings.Join(links, ", "))
		}
		if f[2] != "" && !slices.Contains(strengths, f[2]) {
			return nil, fmt.Errorf("%s:%d: unknown strength %q (known: %s)", path, n, f[2], strings.Join(strengths, ", "))
		}
		if c[f[1]] == nil {
			c[f[1]] = map[string]string{}
		}
		c[f[1]][f[0]] = f[2]
	}
	return c, sc.Err()
}
