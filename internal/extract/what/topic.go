package what

import (
	"io/fs"
	"strings"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ontology"
)

// topics maps a lemma to subjects of news that are no politics, as indexes into names. The words of PLOVER's contexts
// stand for politics itself, index 0.
type topics struct {
	names []string
	words map[string]uint8
}

func loadTopics(fsys fs.FS, x *contexts) (*topics, error) {
	rows, err := ontology.ReadTable(fsys, dir+"/topics.tsv", 2)
	if err != nil {
		return nil, err
	}
	t := &topics{names: []string{"politics"}, words: map[string]uint8{}}
	for _, r := range rows {
		for _, w := range strings.Fields(r.Cells[1]) {
			t.words[w] = uint8(len(t.names))
		}
		t.names = append(t.names, r.Cells[0])
	}
	for w := range x.words {
		t.words[w] = 0
	}
	return t, nil
}

// topicCount is how many words of each topic a document has.
type topicCount struct {
	of    []int
	words int
}

func (m *matcher) countTopics(c *topicCount, first, last int) {
	for i := first; i < last; i++ {
		switch m.t.Tokens[i].UPOS {
		case ling.NOUN, ling.PROPN, ling.ADJ, ling.VERB:
			c.words++
			if n, ok := m.c.lex.topics.words[m.lemma(i)]; ok {
				c.of[n]++
			}
		}
	}
}

// describeTopics tells what the sentence and the document are about.
func (m *matcher) describeTopics(k *match, s *sink) {
	names := m.c.lex.topics.names
	if m.topics == nil {
		m.topics = &topicCount{of: make([]int, len(names))}
		m.countTopics(m.topics, 0, len(m.t.Tokens))
	}
	if m.here == nil {
		m.here = &topicCount{of: make([]int, len(names))}
	}
	if m.hereAt != m.first+1 {
		m.hereAt = m.first + 1
		clear(m.here.of)
		m.here.words = 0
		m.countTopics(m.here, m.first, m.last)
	}
	total := float64(max(1, m.topics.words))
	for n, name := range names {
		if n := m.here.of[n]; n > 0 {
			s.add("sentence", name, bin(n))
			s.add("sentence", name, string(k.code))
		}
		share := float64(m.topics.of[n]) / total
		s.add("document", name, tenth(min(share*4, 0.9)))
		s.value("document", name, "", min(share*10, 3))
	}
}
