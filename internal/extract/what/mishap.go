package what

import (
	"io/fs"
	"strings"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ontology"
)

// mishaps knows the words that tell harm and clearing up whatever the cause ("died", "damaged", "investigation"), those that
// tell of accidents, illness and nature, and those that tell of violence. A harm is an event where somebody does it: in a
// report of a storm or a crash the same words are none.
type mishaps struct {
	harm, mishap, violence map[string]bool // harm by trigger, the others by lemma
}

// loadMishaps reads "mishap.tsv": a kind, then its words, parted by "|" where they are several.
func loadMishaps(fsys fs.FS) (*mishaps, error) {
	rows, err := ontology.ReadTable(fsys, dir+"/mishap.tsv", 2)
	if err != nil {
		return nil, err
	}
	x := &mishaps{harm: map[string]bool{}, mishap: map[string]bool{}, violence: map[string]bool{}}
	kinds := map[string]map[string]bool{"harm": x.harm, "mishap": x.mishap, "violence": x.violence}
	for _, r := range rows {
		into, ok := kinds[r.Cells[0]]
		if !ok {
			return nil, r.Errorf("unknown kind %q, want harm, mishap or violence", r.Cells[0])
		}
		for _, w := range strings.Split(r.Cells[1], "|") {
			into[w] = true
		}
	}
	return x, nil
}

// causes is how many words of tokens [first, last) tell of mishaps and of violence.
type causes struct{ mishap, violence int }

func (m *matcher) causesOf(first, last int) causes {
	var c causes
	x := m.c.lex.mishaps
	for i := first; i < last; i++ {
		switch m.t.Tokens[i].UPOS {
		case ling.NOUN, ling.PROPN, ling.ADJ, ling.VERB:
			w := m.lemma(i)
			switch {
			case x.violence[w], i > first && x.violence[m.lemma(i-1)+" "+w]:
				c.violence++
			case x.mishap[w]:
				c.mishap++
			}
		}
	}
	return c
}

// dropMishaps takes out of the matches of the sentence what tells harm that nobody did.
func (m *matcher) dropMishaps() {
	any := false
	for n := range m.found {
		any = any || m.c.lex.mishaps.harm[m.found[n].frame.trigger]
	}
	for n := range m.spare {
		any = any || m.c.lex.mishaps.harm[m.spare[n].frame.trigger]
	}
	if !any {
		return
	}
	if m.causes == nil {
		all := m.causesOf(0, len(m.t.Tokens))
		m.causes = &all
	}
	if !m.mishapHere() {
		return
	}
	m.found = m.doneOnly(m.found)
	m.spare = m.doneOnly(m.spare)
}

// mishapHere reports whether the harm that the sentence tells has no doer, as far as words tell: those of the sentence before
// those of the document.
func (m *matcher) mishapHere() bool {
	here := m.causesOf(m.first, m.last)
	switch {
	case here.violence > 0:
		return false
	case here.mishap > 0:
		return true
	}
	return m.causes.mishap > 1 && m.causes.mishap > m.causes.violence
}

// doneOnly keeps the matches that tell no harm, and harm that a doer does.
func (m *matcher) doneOnly(list []match) []match {
	kept := list[:0]
	for n := range list {
		if k := &list[n]; !m.c.lex.mishaps.harm[k.frame.trigger] || k.frame.code == "" || m.doer(k) {
			kept = append(kept, *k)
		}
	}
	return kept
}

// doer reports whether the match names who or what did it: a force, an armed group or a weapon, or another event of its type
// in the sentence that only people do.
func (m *matcher) doer(k *match) bool {
	c := m.c.lex.classes
	armed := c.bit["force"] | c.bit["militant"] | c.bit["police"] | c.bit["weapon"] | c.bit["explosive"]
	for _, f := range k.fills {
		if f.role == actor && m.classOf(m.content(f.token))&armed != 0 {
			return true
		}
	}
	for n := range m.found {
		o := &m.found[n]
		if o.frame.code == k.frame.code && o.view.head != k.view.head && !m.c.lex.mishaps.harm[o.frame.trigger] {
			return true
		}
	}
	return false
}
