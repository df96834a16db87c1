package link

import (
	"io/fs"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ontology"
)

// connectivesFile is the table of connectives.
const connectivesFile = "lexicon/en/link-connectives.tsv"

// connective is one row: words, the type of link they assert, and at which side the link starts: the governor ("g") or
// the dependent ("d") of a subordinator or a noun, the subject ("s") or the complement ("c") of a verb, the object ("o")
// of a verb of assigning, the sentence before ("p") or this one ("n") for an adverb.
type connective struct {
	words []string
	typ   casus.LinkType
	from  string
}

// table holds the connectives by class and first word.
type table struct {
	classes map[string]map[string][]connective
	// anaphors are the words that take up an earlier event, with the CAMEO roots that such an event may have.
	anaphors map[string][2]string
	// replies are words for acts that answer somebody, with the CAMEO roots of what they answer.
	replies map[string][]string
	deniers map[string]bool // verbs that deny what their clause says
}

const classNames = " subord verb assign noun adverb answer reply anaphor denier "

const typeNames = " cause response condemnation warning before after comparison precondition enables blocks spillover denied between "

func loadTable(fsys fs.FS) (*table, error) {
	rows, err := ontology.ReadTable(fsys, connectivesFile, 4)
	if err != nil {
		return nil, err
	}
	t := &table{classes: map[string]map[string][]connective{}, anaphors: map[string][2]string{}, replies: map[string][]string{}, deniers: map[string]bool{}}
	for _, row := range rows {
		words, class, typ, from := strings.Fields(row.Cells[0]), row.Cells[1], row.Cells[2], row.Cells[3]
		if !strings.Contains(classNames, " "+class+" ") || len(words) == 0 {
			return nil, row.Errorf("unknown class %q", class)
		}
		if class == "denier" {
			t.deniers[words[0]] = true
			continue
		}
		if class == "reply" {
			t.replies[row.Cells[0]] = strings.Split(typ, ",")
			continue
		}
		if class == "anaphor" {
			from, until, ok := strings.Cut(typ, "-")
			if !ok || len(from) != 2 || len(until) != 2 {
				return nil, row.Errorf("%q is no range of CAMEO roots", typ)
			}
			t.anaphors[words[0]] = [2]string{from, until}
			continue
		}
		if !strings.Contains(typeNames, " "+typ+" ") || len(from) != 1 || !strings.Contains("gdscopnx", from) {
			return nil, row.Errorf("unknown type %q or side %q", typ, from)
		}
		if t.classes[class] == nil {
			t.classes[class] = map[string][]connective{}
		}
		c := connective{words: words, typ: casus.LinkType(typ), from: from}
		t.classes[class][words[0]] = append(t.classes[class][words[0]], c)
	}
	return t, nil
}

// longest is the connective of the class that begins at words[0] and has the most words; ok is false for none.
func (t *table) longest(class string, words []string) (best connective, ok bool) {
	if len(words) == 0 {
		return best, false
	}
	for _, c := range t.classes[class][words[0]] {
		if len(c.words) > len(words) || len(c.words) <= len(best.words) {
			continue
		}
		same := true
		for i, w := range c.words {
			same = same && w == words[i]
		}
		if same {
			best, ok = c, true
		}
	}
	return best, ok
}

// with is the connective of the class with exactly these words.
func (t *table) with(class string, words ...string) (connective, bool) {
	c, ok := t.longest(class, words)
	return c, ok && len(c.words) == len(words)
}
