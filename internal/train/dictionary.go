package train

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/tag"
)

// wordParts are the parts of speech of WordNet's files, in the order of Entry.Parts' bits, and first kinds of their senses.
var wordParts = []struct {
	name  string
	first int // number of the first lexicographer file
}{{"noun", 3}, {"verb", 29}, {"adj", 0}, {"adv", 0}}

// frameBits are the bits of Entry.Frames of WordNet's verb frames, by number.
var frameBits = [36]uint8{
	1: 1, 2: 1, 3: 1, 4: 32, 5: 32, 6: 32, 7: 32, 8: 2, 9: 2, 10: 2, 11: 2, 12: 32, 13: 32, 14: 4, 15: 4, 16: 2, 17: 2, 18: 2,
	19: 2, 20: 2, 21: 2, 22: 32, 23: 1, 24: 16, 25: 16, 26: 8, 27: 32, 28: 16, 29: 8, 30: 16, 31: 2, 32: 16, 33: 16, 34: 8, 35: 1,
}

// framedSenses is how many of a verb's first senses lend it their frames.
const framedSenses = 3

// dictionary reads WordNet's files.
type dictionary struct {
	entries map[string]encode.Entry
	counts  map[string]*[4]int // how often a word was met as each part of speech
}

// Lexicon compiles the single words of WordNet's database files, as Debian's package wordnet-base installs them, into the
// encoder's lexicon.
func Lexicon(dir string) ([]byte, error) {
	d := dictionary{entries: map[string]encode.Entry{}, counts: map[string]*[4]int{}}
	if err := eachLine(filepath.Join(dir, "cntlist.rev"), d.tagCount); err != nil {
		return nil, err
	}
	for part := range wordParts {
		if err := d.readPart(dir, part); err != nil {
			return nil, err
		}
	}
	var b encode.LexiconBuilder
	for w, e := range d.entries {
		e.Usual = d.usual(w)
		d.entries[w] = e
		b.Add(w, e, false)
	}
	for _, p := range wordParts {
		err := eachLine(filepath.Join(dir, p.name+".exc"), func(line string) error {
			f := strings.Fields(line)
			if len(f) < 2 || f[0] == f[1] {
				return nil
			}
			if e, ok := d.entries[f[1]]; ok {
				b.Add(f[0], e, true)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return b.Marshal(), nil
}

// irregular reads WordNet's list of verbs' irregular forms as examples for lemmas: "shot" is the past and the participle of
// "shoot".
func irregular(dir string) ([]tag.Example, error) {
	var out []tag.Example
	seen := map[string]bool{}
	err := eachLine(filepath.Join(dir, "verb.exc"), func(line string) error {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == f[1] || seen[f[0]] || strings.ContainsAny(f[0], "_-'.") {
			return nil
		}
		seen[f[0]] = true
		for _, m := range verbForm(f[0]) {
			out = append(out, tag.Example{Form: f[0], Lemma: f[1], Morph: m})
		}
		return nil
	})
	return out, err
}

// verbForm is what an irregular form of a verb may be, by its ending.
func verbForm(form string) []encode.Morph {
	verb := func(x ling.Tag) encode.Morph { return encode.Morph{UPOS: ling.VERB, XPOS: x} }
	switch {
	case strings.HasSuffix(form, "ing"):
		return []encode.Morph{verb(ling.VBG)}
	case strings.HasSuffix(form, "s"):
		return []encode.Morph{verb(ling.VBZ)}
	}
	return []encode.Morph{verb(ling.VBD), verb(ling.VBN)}
}

func eachLine(name string, f func(line string) error) error {
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("dictionary: %w", err)
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		if err := f(sc.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return sc.Err()
}

// tagCount reads a line of cntlist.rev: sense key, number, count.
func (d *dictionary) tagCount(line string) error {
	f := strings.Fields(line)
	if len(f) != 3 {
		return fmt.Errorf("%d fields instead of 3", len(f))
	}
	word, key, _ := strings.Cut(f[0], "%")
	n, err := strconv.Atoi(f[2])
	if err != nil || key == "" {
		return fmt.Errorf("bad count %q", line)
	}
	part := int(key[0] - '1')
	if part == 4 { // satellite adjectives
		part = 2
	}
	if part < 0 || part > 3 {
		return fmt.Errorf("bad sense key %q", f[0])
	}
	if d.counts[word] == nil {
		d.counts[word] = &[4]int{}
	}
	d.counts[word][part] += n
	return nil
}

// usual is Entry.Usual of a word.
func (d *dictionary) usual(word string) uint8 {
	c := d.counts[word]
	if c == nil {
		return 0
	}
	best, all := 0, 0
	for i, n := range c {
		all += n
		if n > c[best] {
			best = i
		}
	}
	u := uint8(best + 1)
	if c[best]*10 < all*9 {
		u += 4
	}
	return u
}

// sense is what a line of a data file says.
type sense struct {
	file   int
	frames uint8
}

func (d *dictionary) readPart(dir string, part int) error {
	senses := map[string]sense{}
	p := wordParts[part]
	err := eachLine(filepath.Join(dir, "data."+p.name), func(line string) error {
		if strings.HasPrefix(line, "  ") {
			return nil
		}
		s, err := readSense(line)
		senses[line[:8]] = s
		return err
	})
	if err != nil {
		return err
	}
	return eachLine(filepath.Join(dir, "index."+p.name), func(line string) error {
		f := strings.Fields(line)
		if strings.HasPrefix(line, "  ") || strings.Contains(f[0], "_") {
			return nil
		}
		n, err := strconv.Atoi(f[2])
		if err != nil || n < 1 || len(f) < n {
			return fmt.Errorf("bad number of senses in %q", line)
		}
		e := d.entries[f[0]]
		e.Parts |= 1 << part
		offsets := f[len(f)-n:]
		first := senses[offsets[0]]
		switch part {
		case 0:
			e.Thing = uint8(first.file - p.first + 1)
		case 1:
			e.Act = uint8(first.file - p.first + 1)
			for _, o := range offsets[:min(n, framedSenses)] {
				e.Frames |= senses[o].frames
			}
		}
		d.entries[f[0]] = e
		return nil
	})
}

// readSense reads a line of a data file: offset, lexicographer file, type, words, pointers, frames.
func readSense(line string) (sense, error) {
	line, _, _ = strings.Cut(line, " | ")
	f := strings.Fields(line)
	file, err := strconv.Atoi(f[1])
	if err != nil {
		return sense{}, fmt.Errorf("bad file number in %q", line)
	}
	s := sense{file: file}
	if f[2] != "v" {
		return s, nil
	}
	for i := len(f) - 3; i > 0 && f[i] == "+" && len(f[i+1]) == 2 && len(f[i+2]) == 2; i -= 3 {
		n, err := strconv.Atoi(f[i+1])
		if err != nil || n >= len(frameBits) {
			return s, fmt.Errorf("bad frame in %q", line)
		}
		s.frames |= frameBits[n]
	}
	return s, nil
}
