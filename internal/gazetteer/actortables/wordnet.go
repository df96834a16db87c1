package main

import (
	"bufio"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/casus-project/casus/internal/gazetteer"
)

// anchorTable says which synsets stand for which sectors.
//
//go:embed wordnet.tsv
var anchorTable string

const (
	// deepest is how far up a synset is looked for; no chain of WordNet is longer.
	deepest = 20
	// commonSenses is how many senses of a word are asked, the commonest first: a word that is a person in its tenth
	// sense only is none in a report.
	commonSenses = 3
)

// synset is one meaning as the database has it: the offsets of those right above it.
type synset struct{ above []string }

// lexicon is the part of WordNet that the tables are made of.
type lexicon struct {
	senses map[string][]string // by word, the offsets of its synsets, the commonest first
	sets   map[string]synset
}

// kindOf is what an anchor says: sector and kind.
type kindOf struct{ sector, kind string }

// wordnet writes the nouns that the own tables lack with the sector that WordNet's hierarchy gives them.
func (c *converter) wordnet(folder string) error {
	lex, err := readLexicon(folder)
	if err != nil {
		return err
	}
	anchors, err := readAnchors(lex)
	if err != nil {
		return err
	}
	words := map[kindOf][]string{}
	for word, senses := range lex.senses {
		if !plain(word) || c.hasNoun(word) {
			continue
		}
		if k, ok := lex.sort(senses, anchors); ok {
			words[k] = append(words[k], word)
		}
	}
	var rows []string
	for k, list := range words {
		slices.Sort(list)
		rows = append(rows, k.sector+"\t"+k.kind+"\t"+strings.Join(list, "|")+"\n")
	}
	slices.Sort(rows)
	text := "sectors\tkind\tnames\n" + strings.Join(rows, "")
	return os.WriteFile(filepath.Join(c.out, gazetteer.FallbackNouns), []byte(text), 0o644)
}

// plain reports whether a word is one in small letters.
func plain(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) && len(word) > 2
}

func (c *converter) hasNoun(word string) bool { return len(c.own.Exact(c.own.Words(nil, word, 0))) > 0 }

// sort is what the first of a word's common senses that lies below an anchor says.
func (l *lexicon) sort(senses []string, anchors map[string]kindOf) (kindOf, bool) {
	for _, at := range senses[:min(len(senses), commonSenses)] {
		level := []string{at}
		for range deepest {
			var next []string
			for _, offset := range level {
				if k, ok := anchors[offset]; ok {
					return k, true
				}
				next = append(next, l.sets[offset].above...)
			}
			level = next
		}
	}
	return kindOf{}, false
}

// readLexicon reads the nouns of WordNet's database files.
func readLexicon(folder string) (*lexicon, error) {
	l := &lexicon{senses: map[string][]string{}, sets: map[string]synset{}}
	err := eachLine(filepath.Join(folder, "index.noun"), func(f []string) error {
		n, err := strconv.Atoi(f[2])
		if err != nil || n > len(f) {
			return fmt.Errorf("no number of senses: %q", f[2])
		}
		l.senses[f[0]] = f[len(f)-n:]
		return nil
	})
	if err != nil {
		return nil, err
	}
	return l, eachLine(filepath.Join(folder, "data.noun"), func(f []string) error {
		var s synset
		for i := 4; i+1 < len(f) && f[i] != "|"; i++ {
			if f[i] == "@" { // an instance, "@i", is a name
				s.above = append(s.above, f[i+1])
			}
		}
		l.sets[f[0]] = s
		return nil
	})
}

// eachLine calls read with the fields of every line but those of the licence, which begin with spaces.
func eachLine(file string, read func(fields []string) error) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("read WordNet: %w", err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		if strings.HasPrefix(in.Text(), "  ") {
			continue
		}
		if err := read(strings.Fields(in.Text())); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return in.Err()
}

// readAnchors finds the synsets of the table of anchors.
func readAnchors(l *lexicon) (map[string]kindOf, error) {
	out := map[string]kindOf{}
	for line := range strings.Lines(anchorTable) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		for _, name := range strings.Split(f[2], "|") {
			at := strings.LastIndexByte(name, ' ')
			n, err := strconv.Atoi(name[at+1:])
			senses := l.senses[strings.ReplaceAll(name[:at], " ", "_")]
			if err != nil || n < 1 || n > len(senses) {
				return nil, fmt.Errorf("wordnet.tsv: WordNet has no %q", name)
			}
			k := kindOf{f[0], f[1]}
			if had, twice := out[senses[n-1]]; twice && had != k {
				return nil, fmt.Errorf("wordnet.tsv: %q is %s and %s", name, had.sector, f[0])
			}
			out[senses[n-1]] = k
		}
	}
	return out, nil
}
