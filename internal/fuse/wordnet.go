package fuse

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The parts of WordNet's file format that are read here (wndb(5WN), WordNet 3.0).
const (
	verbSenses = 4 // senses of a verb that are kept, most frequent first
	nounSenses = 2 // of a noun
	adjSenses  = 2 // of an adjective that a verb or noun is derived from or gives rise to
)

// eventFiles are WordNet's lexicographer files whose nouns can name a happening: act, communication, event,
// phenomenon, possession, process, state.
var eventFiles = map[int]bool{4: true, 10: true, 11: true, 19: true, 21: true, 22: true, 26: true}

// synset is one line of a WordNet data file.
type synset struct {
	file   int
	words  []string
	hyper  []string    // ids of hypernyms, "v123"
	near   []string    // ids of what it causes or entails, of verbs grouped with it
	derive [][2]string // own word → "v123#2"
}

// WriteKin reads WordNet's data and index files below dir and writes the kin table: one row a lemma with its
// senses, the senses above the first ones, and the verbs it is derived from or gives rise to.
func WriteKin(dir string, out io.Writer) error {
	sets := map[string]synset{}
	for _, f := range []string{"verb", "noun", "adj"} {
		if err := readSynsets(filepath.Join(dir, "data."+f), f[:1], sets); err != nil {
			return err
		}
	}
	rows := map[string]*kinRow{}
	for _, f := range []string{"verb", "noun", "adj"} {
		if err := readIndex(filepath.Join(dir, "index."+f), f[:1], kinBuild{sets, rows}); err != nil {
			return err
		}
	}
	lemmas := make([]string, 0, len(rows))
	for l := range rows {
		lemmas = append(lemmas, l)
	}
	slices.Sort(lemmas)
	w := bufio.NewWriter(out)
	fmt.Fprintln(w, "# lemma\tsenses\tnear\tabove\thigher\tderived verbs")
	for _, l := range lemmas {
		r := rows[l]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", l, join(r.senses), join(r.near), join(r.above), join(r.higher), join(r.verbs))
	}
	return w.Flush()
}

type kinRow struct{ senses, near, above, higher, verbs []string }

type kinBuild struct {
	sets map[string]synset
	rows map[string]*kinRow
}

func join(s []string) string {
	slices.Sort(s)
	return strings.Join(slices.Compact(s), ",")
}

func readSynsets(path, pos string, sets map[string]synset) error {
	return eachLine(path, func(f []string) error {
		s, err := parseSynset(f, pos)
		if err != nil {
			return fmt.Errorf("%s: synset %s: %w", path, f[0], err)
		}
		sets[shortID(pos, f[0])] = s
		return nil
	})
}

// shortID shortens an eight-digit offset to base 36.
func shortID(pos, offset string) string {
	n, err := strconv.Atoi(offset)
	if err != nil {
		return pos + offset
	}
	return pos + strconv.FormatInt(int64(n), 36)
}

func parseSynset(f []string, pos string) (synset, error) {
	var s synset
	var err error
	if s.file, err = strconv.Atoi(f[1]); err != nil {
		return s, fmt.Errorf("lexicographer file: %w", err)
	}
	n, err := strconv.ParseInt(f[3], 16, 32)
	if err != nil || len(f) < 5+2*int(n) {
		return s, fmt.Errorf("word count %q", f[3])
	}
	for i := range int(n) {
		s.words = append(s.words, strings.ToLower(f[4+2*i]))
	}
	rest := f[4+2*int(n):]
	m, err := strconv.Atoi(rest[0])
	if err != nil || len(rest) < 1+4*m {
		return s, fmt.Errorf("pointer count %q", rest[0])
	}
	for i := range m {
		p := rest[1+4*i : 5+4*i]
		switch {
		case p[0] == "@" && p[2] == pos:
			s.hyper = append(s.hyper, shortID(p[2], p[1]))
		case strings.Contains(">*$", p[0]):
			s.near = append(s.near, shortID(p[2], p[1]))
		case p[0] == "+" && p[2] != "r":
			src, _ := strconv.ParseInt(p[3][:2], 16, 32)
			dst, _ := strconv.ParseInt(p[3][2:], 16, 32)
			if src >= 1 && int(src) <= len(s.words) {
				s.derive = append(s.derive, [2]string{s.words[src-1], shortID(p[2], p[1]) + "#" + strconv.Itoa(int(dst))})
			}
		}
	}
	return s, nil
}

// readIndex goes through the lemmas of one part of speech and fills their rows.
func readIndex(path, pos string, b kinBuild) error {
	return eachLine(path, func(f []string) error {
		lemma := f[0]
		if strings.ContainsAny(lemma, "0123456789.'") || strings.Count(lemma, "_") > 1 || pos != "v" && strings.Contains(lemma, "_") {
			return nil
		}
		n, err := strconv.Atoi(f[2])
		if err != nil || n > len(f) {
			return fmt.Errorf("%s: lemma %s: sense count %q", path, lemma, f[2])
		}
		b.add(lemma, pos, f[len(f)-n:])
		return nil
	})
}

func (b kinBuild) add(lemma, pos string, offsets []string) {
	row := b.rows[lemma]
	fresh := row == nil
	if fresh {
		row = &kinRow{}
	}
	limit := map[string]int{"v": verbSenses, "n": nounSenses, "a": adjSenses}[pos]
	kept := false
	for i, o := range offsets[:min(limit, len(offsets))] {
		id := shortID(pos, o)
		s := b.sets[id]
		derived, verbs := b.derived(lemma, s, pos)
		if pos == "n" && !eventFiles[s.file] || pos == "a" && len(derived) == 0 {
			continue
		}
		kept = true
		row.senses = append(row.senses, id)
		row.near = append(append(row.near, s.near...), derived...)
		row.verbs = append(row.verbs, verbs...)
		if i < 2 {
			row.above = append(row.above, s.hyper...)
			for _, h := range s.hyper {
				row.higher = append(row.higher, b.sets[h].hyper...)
			}
		}
	}
	if kept && fresh {
		b.rows[lemma] = row
	}
}

// derived are the synsets that lemma's sense s shares a derivation with, and the verbs among their words.
func (b kinBuild) derived(lemma string, s synset, pos string) (ids, verbs []string) {
	if pos == "v" {
		verbs = []string{lemma}
	}
	for _, d := range s.derive {
		id, num, _ := strings.Cut(d[1], "#")
		if d[0] != lemma || b.sets[id].words == nil {
			continue
		}
		ids = append(ids, id)
		if n, err := strconv.Atoi(num); pos != "v" && err == nil && id[0] == 'v' && n >= 1 && n <= len(b.sets[id].words) {
			verbs = append(verbs, b.sets[id].words[n-1])
		}
	}
	return ids, verbs
}

// eachLine calls f with the fields of each line that is no licence header.
func eachLine(path string, f func(fields []string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open WordNet: %w", err)
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		line, _, _ := strings.Cut(sc.Text(), " | ")
		if strings.HasPrefix(line, " ") {
			continue
		}
		if fields := strings.Fields(line); len(fields) > 5 {
			if err := f(fields); err != nil {
				return err
			}
		}
	}
	return sc.Err()
}
