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
	harm, harmNoun   map[string]bool // by trigger; harmNoun only where it is a noun
	fate             map[string]bool // by trigger: what befalls people also where nobody does anything
	mishap, violence map[string]bool // by lemma, form, or two lemmas in a row
}

// loadMishaps reads "mishap.tsv": a kind, then its words, parted by "|" where they are several.
func loadMishaps(fsys fs.FS) (*mishaps, error) {
	rows, err := ontology.ReadTable(fsys, dir+"/mishap.tsv", 2)
	if err != nil {
		return nil, err
	}
	x := &mishaps{harm: map[string]bool{}, harmNoun: map[string]bool{}, fate: map[string]bool{}, mishap: map[string]bool{}, violence: map[string]bool{}}
	kinds := map[string]map[string]bool{"harm": x.harm, "harm noun": x.harmNoun, "fate": x.fate, "mishap": x.mishap, "violence": x.violence}
	for _, r := range rows {
		into, ok := kinds[r.Cells[0]]
		if !ok {
			return nil, r.Errorf("unknown kind %q, want fate, harm, harm noun, mishap or violence", r.Cells[0])
		}
		for _, w := range strings.Split(r.Cells[1], "|") {
			into[w] = true
		}
	}
	return x, nil
}

// tells reports whether the frame tells an event by a word that mishaps share.
func (x *mishaps) tells(f *frame) bool {
	return f.code != "" && (x.harm[f.trigger] || f.pos == noun && x.harmNoun[f.trigger])
}

// causes is how many words of tokens [first, last) tell of mishaps and of violence.
type causes struct{ mishap, violence int }

func (m *matcher) causesOf(first, last int) causes {
	var c causes
	x := m.c.lex.mishaps
	for i := first; i < last; i++ {
		switch m.t.Tokens[i].UPOS {
		case ling.NOUN, ling.PROPN, ling.ADJ, ling.VERB:
			w, form, pair := m.lemma(i), m.lower(i), ""
			if i > first {
				pair = m.lemma(i-1) + " " + w
			}
			switch {
			case x.violence[w], x.violence[form], x.violence[pair]:
				c.violence++
			case x.mishap[w], x.mishap[form], x.mishap[pair]:
				c.mishap++
			}
		}
	}
	return c
}

// dropMishaps takes out of the matches of the sentence what tells harm that nobody did.
func (m *matcher) dropMishaps() {
	some := false
	for n := range m.found {
		some = some || m.c.lex.mishaps.tells(m.found[n].frame)
	}
	for n := range m.spare {
		some = some || m.c.lex.mishaps.tells(m.spare[n].frame)
	}
	if !some {
		return
	}
	if m.causes == nil {
		all := m.causesOf(0, len(m.t.Tokens))
		m.causes = &all
	}
	x := m.c.lex.mishaps
	switch {
	case m.mishapHere():
		m.found, m.spare = m.doneOnly(m.found, x.tells), m.doneOnly(m.spare, x.tells)
	case m.peaceful():
		fate := func(f *frame) bool { return f.code != "" && x.fate[f.trigger] }
		m.found, m.spare = m.doneOnly(m.found, fate), m.doneOnly(m.spare, fate)
	}
}

// A report of at least peacefulSentences sentences, of which fewer than one in violentShare has a word of violence, is about
// something else: there a death is a death, "the singer died in May".
const (
	peacefulSentences = 10
	violentShare      = 8
)

// peaceful reports whether neither the sentence nor the report as a whole tells of violence.
func (m *matcher) peaceful() bool {
	n := len(m.t.Sents)
	return n >= peacefulSentences && m.causesOf(m.first, m.last).violence == 0 && m.causes.violence*violentShare < n
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
func (m *matcher) doneOnly(list []match, harm func(*frame) bool) []match {
	kept := list[:0]
	for n := range list {
		if k := &list[n]; !harm(k.frame) || m.doer(k) {
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
		if o.frame.code == k.frame.code && o.view.head != k.view.head && !m.c.lex.mishaps.tells(o.frame) {
			return true
		}
	}
	return false
}
