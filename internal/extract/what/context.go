package what

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ontology"
)

// A context holds where its words occur in the event's sentence and at least minContext times in the document, or at least
// twice in the sentence. PLOVER's contexts say why something happens and are judged on more than one sentence.
const minContext = 3

// contexts maps a lemma to PLOVER contexts, as indexes into names.
type contexts struct {
	names []string
	words map[string][]uint8
}

func loadContexts(fsys fs.FS, o *ontology.Ontology) (*contexts, error) {
	rows, err := ontology.ReadTable(fsys, dir+"/contexts.tsv", 2)
	if err != nil {
		return nil, err
	}
	c := &contexts{names: o.Contexts(), words: map[string][]uint8{}}
	for _, r := range rows {
		at := slices.Index(c.names, r.Cells[0])
		if at < 0 {
			return nil, r.Errorf("unknown context %q%s", r.Cells[0], ontology.Suggest(r.Cells[0], c.names))
		}
		for _, w := range strings.Fields(r.Cells[1]) {
			c.words[w] = append(c.words[w], uint8(at))
		}
	}
	return c, nil
}

// count adds the context words of tokens [first, last) to counts.
func (m *matcher) count(counts []int, first, last int) {
	for i := first; i < last; i++ {
		if u := m.t.Tokens[i].UPOS; u != ling.NOUN && u != ling.PROPN && u != ling.ADJ && u != ling.VERB {
			continue
		}
		for _, c := range m.c.lex.contexts.words[m.lemma(i)] {
			counts[c]++
		}
	}
}

// contextsOf is the contexts of an event in sentence s, in alphabetical order.
func (m *matcher) contextsOf(s int) []string {
	names := m.c.lex.contexts.names
	if m.document == nil {
		m.document = make([]int, len(names))
		m.count(m.document, 0, len(m.t.Tokens))
	}
	here := make([]int, len(names))
	m.count(here, m.t.Sents[s].First, m.t.Sents[s].Last)
	var out []string
	for i, n := range here {
		if n >= 2 || n == 1 && m.document[i] >= minContext {
			out = append(out, names[i])
		}
	}
	return out
}
