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
	// reactions say how events of some types name what they react to.
	reactions []reaction
	// answers are the types of events that answer by their nature what they come after, where they meet it.
	answers map[casus.Code]bool
	appeals map[string]bool // the CAMEO roots of what asks for an answer by its nature
}

// reaction is a row on how events of some types name what they react to: as the object of their word ("obj"), or behind a
// preposition ("arrested for").
type reaction struct {
	slot  string
	typ   casus.LinkType
	types []string
}

const classNames = " subord verb assign noun case adverb answer reply anaphor denier react answers appeals "

const typeNames = " cause response condemnation warning before after comparison precondition enables blocks spillover denied between "

func loadTable(fsys fs.FS) (*table, error) {
	rows, err := ontology.ReadTable(fsys, connectivesFile, 4)
	if err != nil {
		return nil, err
	}
	t := &table{
		classes: map[string]map[string][]connective{}, anaphors: map[string][2]string{}, replies: map[string][]string{},
		deniers: map[string]bool{}, answers: map[casus.Code]bool{}, appeals: map[string]bool{},
	}
	for _, row := range rows {
		if err := t.read(&row); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// read takes in one row.
func (t *table) read(row *ontology.Row) error {
	words, class, typ, from := strings.Fields(row.Cells[0]), row.Cells[1], row.Cells[2], row.Cells[3]
	if !strings.Contains(classNames, " "+class+" ") || len(words) == 0 {
		return row.Errorf("unknown class %q", class)
	}
	switch class {
	case "denier":
		t.deniers[words[0]] = true
		return nil
	case "reply":
		t.replies[row.Cells[0]] = strings.Split(typ, ",")
		return nil
	case "answers":
		t.answers[casus.Code(words[0])] = true
		return nil
	case "appeals":
		t.appeals[words[0]] = true
		return nil
	case "anaphor":
		from, until, ok := strings.Cut(typ, "-")
		if !ok || len(from) != 2 || len(until) != 2 {
			return row.Errorf("%q is no range of CAMEO roots", typ)
		}
		t.anaphors[words[0]] = [2]string{from, until}
		return nil
	}
	if !strings.Contains(typeNames, " "+typ+" ") {
		return row.Errorf("unknown type %q", typ)
	}
	if class == "react" {
		t.reactions = append(t.reactions, reaction{slot: words[0], typ: casus.LinkType(typ), types: strings.Split(from, ",")})
		return nil
	}
	if len(from) != 1 || !strings.Contains("gdscopnx", from) {
		return row.Errorf("unknown side %q", from)
	}
	if t.classes[class] == nil {
		t.classes[class] = map[string][]connective{}
	}
	t.classes[class][words[0]] = append(t.classes[class][words[0]], connective{words: words, typ: casus.LinkType(typ), from: from})
	return nil
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
