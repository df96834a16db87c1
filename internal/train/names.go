package train

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/conllu"
	"github.com/casus-project/casus/internal/ling/coref"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/ner"
)

// NameSource is one set of sentences with entities in IOB2.
type NameSource struct {
	Path  string // a file, or a folder with one file a document
	Style int    // of package ner
	// Skip leaves out every fifth file of a folder, kept for checking: those whose name's SHA-256 begins with a byte
	// divisible by five.
	Skip bool
}

// kinds maps the labels of the data sets to ours; what is missing is no entity to us.
var kinds = map[string]ling.EntityKind{
	"PER": ling.Person, "LOC": ling.Place, "ORG": ling.Organisation, "OTH": ling.Other, "MISC": ling.Other,
	"politician": ling.Person, "person": ling.Person, "politicalparty": ling.Organisation,
	"organisation": ling.Organisation, "location": ling.Place, "country": ling.Place, "election": ling.Other,
	"event": ling.Other, "misc": ling.Other,
	"Person": ling.Person, "Location": ling.Place, "Organisation": ling.Organisation, "Weapon": ling.Other,
	"MilitaryPlatform": ling.Other, "Nationality": ling.Other,
}

// Held reports whether a file of re3d belongs to the fifth that is kept for checking.
func Held(name string) bool { return sha256.Sum256([]byte(filepath.Base(name)))[0]%5 == 0 }

// readNames reads sentences with their entity labels.
func readNames(src NameSource, read *encode.Reader) ([]sample, error) {
	var out []sample
	err := filepath.WalkDir(src.Path, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || src.Skip && Held(path) || d.Name() == "LICENSE" {
			return err
		}
		s, err := readIOB(path, src.Style)
		out = append(out, s...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read entities: %w", err)
	}
	var scratch encode.Scratch
	for i := range out {
		out[i].extract(read, &scratch)
	}
	return out, nil
}

func readIOB(path string, style int) ([]sample, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []sample
	var forms, tags []string
	end := func() {
		if len(forms) > 0 {
			out = append(out, sample{forms: forms, ents: iobLabels(tags), style: style})
		}
		forms, tags = nil, nil
	}
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		text := strings.TrimRight(sc.Text(), "\r")
		cols := strings.FieldsFunc(text, func(r rune) bool { return r == '\t' || r == ' ' })
		switch {
		case strings.TrimSpace(text) == "":
			end()
			continue
		case text[0] == '#' && len(cols) != 2 || len(cols) == 1:
			continue
		case len(cols) < 2:
			return nil, fmt.Errorf("%s:%d: no label in %q", path, line, text)
		case len(cols) > 2:
			cols = cols[1:]
		}
		forms, tags = append(forms, cols[0]), append(tags, cols[1])
	}
	end()
	return out, sc.Err()
}

// iobLabels turns IOB2 labels into ours.
func iobLabels(tags []string) []int32 {
	labels := make([]int32, len(tags))
	for i := 0; i < len(tags); {
		_, name, _ := strings.Cut(tags[i], "-")
		last := i + 1
		for last < len(tags) && tags[last] == "I-"+name {
			last++
		}
		if k, ok := kinds[name]; ok {
			ner.Encode(labels, i, last, k)
		}
		i = last
	}
	return labels
}

// attachNames gives treebank samples the labels of UNER, which annotates the same sentences: they are matched by their
// words.
func attachNames(trees, named []sample) int {
	at := map[string]int{}
	for i, s := range named {
		at[strings.Join(s.forms, " ")] = i
	}
	n := 0
	for i := range trees {
		if k, ok := at[strings.Join(trees[i].forms, " ")]; ok && trees[i].ents == nil {
			trees[i].ents, trees[i].style = named[k].ents, named[k].style
			n++
		}
	}
	return n
}

var gumKinds = map[string]ling.EntityKind{
	"person": ling.Person, "place": ling.Place, "organization": ling.Organisation, "event": ling.Other, "object": ling.Other,
	"animal": ling.Other, "plant": ling.Other, "substance": ling.Other, "abstract": ling.Other,
}

// gumNames gives the sentences of a document with GUM's entities labels for the names among them: the run of proper nouns
// around the head of a mention.
func gumNames(d *conllu.Doc) map[int][]int32 {
	labels := make([]int32, len(d.Text.Tokens))
	found := false
	for _, e := range conllu.Entities(d) {
		k, ok := gumKinds[e.Type]
		if !ok || e.Last > len(labels) {
			continue
		}
		first, last := properRun(d.Text, e.First, e.Last)
		if first == last || labels[first] != 0 || labels[last-1] != 0 {
			continue
		}
		found = true
		ner.Encode(labels, first, last, k)
	}
	out := map[int][]int32{}
	if found {
		for s, sent := range d.Text.Sents {
			out[s] = labels[sent.First:sent.Last]
		}
	}
	return out
}

// properRun is the run of proper nouns around the head of tokens [first, last), "of" and articles between them included;
// empty where the head is no proper noun.
func properRun(t *ling.Text, first, last int) (from, to int) {
	head := -1
	for i := first; i < last; i++ {
		if h := int(t.Tokens[i].Head); h < first || h >= last {
			head = i
			break
		}
	}
	proper := func(i int) bool {
		return i >= first && i < last && (t.Tokens[i].XPOS == ling.NNP || t.Tokens[i].XPOS == ling.NNPS)
	}
	if head < 0 || !proper(head) {
		return first, first
	}
	linked := func(i int) bool {
		f := strings.ToLower(t.Word(i))
		return f == "of" || f == "the" || f == "for" || f == "-" || f == "and"
	}
	from, to = head, head+1
	for proper(from-1) || linked(from-1) && from-2 >= first && (proper(from-2) || linked(from-2) && proper(from-3)) {
		from--
	}
	for proper(to) || linked(to) && (proper(to+1) || linked(to+1) && proper(to+2)) {
		to++
	}
	return from, to
}

// nounKinds counts what the nouns of GUM's entities name.
func nounKinds(docs []*conllu.Doc) coref.Nouns {
	count := coref.Count{}
	for _, d := range docs {
		for _, e := range conllu.Entities(d) {
			for i := e.First; i < e.Last; i++ {
				h := d.Text.Head(i)
				if h >= e.First && h < e.Last {
					continue
				}
				tok := &d.Text.Tokens[i]
				if tok.UPOS != ling.NOUN {
					break
				}
				lemma := strings.ToLower(tok.Lemma)
				if count[lemma] == nil {
					count[lemma] = &[ling.EntityKinds]int{}
				}
				kind := gumKinds[e.Type]
				if kind == ling.Other {
					kind = ling.NoEntity
				}
				count[lemma][kind]++
				break
			}
		}
	}
	return count.Learn()
}
