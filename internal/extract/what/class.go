package what

import (
	"io/fs"
	"sort"
	"strings"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ontology"
)

// classSet is a set of semantic classes, one bit each.
type classSet uint64

// maxClasses is how many classes a classSet holds.
const maxClasses = 64

// classes knows which words belong to which semantic class.
type classes struct {
	bit   map[string]classSet
	words map[string]classSet

	person, place, org, quantity, demonym, agent, government, named, leader, time, carrier classSet
	unknown                                                                                classSet // what a pronoun without antecedent may be
}

// loadClasses reads every "classes*.tsv" of the folder: a class, then its words; "@other" includes another class.
func loadClasses(fsys fs.FS, dir string) (*classes, error) {
	c := &classes{bit: map[string]classSet{}, words: map[string]classSet{}}
	names, err := fs.Glob(fsys, dir+"/classes*.tsv")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var rows []ontology.Row
	for _, name := range names {
		r, err := ontology.ReadTable(fsys, name, 2)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r...)
	}
	for _, r := range rows {
		if c.bit[r.Cells[0]] == 0 {
			if len(c.bit) == maxClasses {
				return nil, r.Errorf("more than %d classes", maxClasses)
			}
			c.bit[r.Cells[0]] = 1 << len(c.bit)
		}
	}
	members := map[string]classSet{}
	for _, r := range rows {
		for _, w := range strings.Fields(r.Cells[1]) {
			if other, ok := strings.CutPrefix(w, "@"); ok {
				if c.bit[other] == 0 {
					return nil, r.Errorf("unknown class %q%s", other, ontology.Suggest(other, c.names()))
				}
				members[other] |= c.bit[r.Cells[0]]
				continue
			}
			c.words[w] |= c.bit[r.Cells[0]]
		}
	}
	c.include(members)
	for name, at := range map[string]*classSet{
		"person": &c.person, "place": &c.place, "org": &c.org, "quantity": &c.quantity, "demonym": &c.demonym,
		"agent": &c.agent, "government": &c.government, "named": &c.named, "leader": &c.leader, "time": &c.time, "carrier": &c.carrier,
	} {
		*at = c.bit[name]
	}
	c.unknown = c.agent | c.person | c.government | c.org | c.leader | c.bit["force"] | c.bit["militant"]
	return c, nil
}

// include adds to each word the classes that include one of its classes.
func (c *classes) include(members map[string]classSet) {
	for range 3 {
		for w, set := range c.words {
			for name, into := range members {
				if set&c.bit[name] != 0 {
					set |= into
				}
			}
			c.words[w] = set
		}
	}
}

func (c *classes) names() []string {
	names := make([]string, 0, len(c.bit))
	for n := range c.bit {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// parse reads "weapon|!person|~military|'talk": classes, classes that must not hold, classes that also a word before the
// head may have, literal words.
func (c *classes) parse(r ontology.Row, s string, it *item) error {
	for _, part := range strings.Split(s, "|") {
		if word, ok := strings.CutPrefix(part, "'"); ok {
			it.words = append(it.words, word)
			continue
		}
		name, not := strings.CutPrefix(part, "!")
		bit, ok := c.bit[name]
		if !ok && name == "event" {
			it.event = true
			continue
		}
		if !ok && strings.HasPrefix(name, "~") {
			if bit, ok = c.bit[name[1:]]; ok {
				it.class |= bit
				it.loose |= bit
				continue
			}
		}
		if !ok {
			return r.Errorf("unknown class %q%s", name, ontology.Suggest(name, c.names()))
		}
		if not {
			it.not |= bit
		} else {
			it.class |= bit
		}
	}
	return nil
}

// classOf is the set of classes of a token: those of its lemma and those that its entity or its form give.
func (m *matcher) classOf(i int) classSet {
	if i < 0 {
		return 0
	}
	if k := m.classCache[i-m.first]; k.done {
		return k.set
	}
	set := m.classify(i)
	m.classCache[i-m.first] = cachedClass{set, true}
	return set
}

func (m *matcher) classify(i int) classSet {
	c := m.c.lex.classes
	tok := &m.t.Tokens[i]
	lemma := m.lemma(i)
	set := c.words[strings.TrimSuffix(strings.TrimSuffix(lemma, "'s"), "’s")]
	if at := strings.LastIndexByte(lemma, '-'); set == 0 && at > 0 && tok.UPOS == ling.NOUN {
		set = c.words[lemma[at+1:]] // "ex-minister", "vice-president"
	}
	if tok.UPOS == ling.ADJ && !capital(tok.Form) {
		set &^= c.person | c.agent | c.leader // "heavy", "general" are persons only as nouns
	}
	if tok.UPOS == ling.PROPN || capital(tok.Form) && tok.UPOS == ling.NOUN {
		set |= c.words[tok.Form]
	}
	if e := m.t.EntityAt(i); e >= 0 {
		set |= c.named
		switch m.t.Entities[e].Kind {
		case ling.Person:
			set |= c.person | c.agent
		case ling.Place:
			set |= c.place | c.agent | c.government
		case ling.Organisation:
			set |= c.org | c.agent | c.government
		}
	} else if (tok.UPOS == ling.PROPN || m.looksNamed(i)) && set&c.time == 0 {
		set |= c.agent | c.named | c.government
	}
	if tok.UPOS == ling.PROPN {
		set |= m.titled(i)
	}
	if m.h.Kind != nil && tok.UPOS == ling.NOUN && set&c.agent == 0 {
		if k := m.h.Kind(i, i+1); k != "" && k != "place" {
			set |= c.agent
		}
	}
	switch {
	case tok.UPOS == ling.PRON:
		set |= m.pronoun(i)
	case tok.UPOS == ling.NUM && (strings.ContainsRune(tok.Form, ':') || i > m.first && c.words[m.lower(i-1)]&c.time != 0):
		set |= c.time // "7:50", "January 4"
	case tok.UPOS == ling.NUM:
		set |= c.agent | c.person
	case tok.UPOS == ling.ADJ && m.demonym(i):
		set |= c.demonym | c.agent
	}
	return set
}

// looksNamed reports whether a word that the tagger took for a common noun or an adjective is a name by its looks:
// "ICE returned", "Germany accepts".
func (m *matcher) looksNamed(i int) bool {
	tok := &m.t.Tokens[i]
	if tok.UPOS == ling.NOUN {
		return capital(tok.Form) && (i > m.first || len(tok.Form) > 1 && strings.ToUpper(tok.Form) == tok.Form)
	}
	r := tok.Rel.Base()
	return tok.UPOS == ling.ADJ && capital(tok.Form) && (r == ling.Nsubj || r == ling.Obj)
}

// titled is the classes that a title inside a name gives it: "President Nicolás Maduro" is a leader.
func (m *matcher) titled(i int) classSet {
	c := m.c.lex.classes
	var set classSet
	for _, k := range m.t.Children(i) {
		switch m.t.Tokens[k].Rel {
		case ling.Flat, ling.Compound, ling.NmodDesc, ling.Appos:
			set |= c.words[m.lemma(int(k))] & (c.person | c.leader)
		}
		if m.t.Tokens[k].Rel == ling.Flat {
			set |= c.person
			for _, g := range m.t.Children(int(k)) {
				set |= c.words[m.lemma(int(g))] & (c.person | c.leader)
			}
		}
	}
	return set
}

// pronoun is what a pronoun may stand for: its antecedent where known, a person for "he", anybody else for the rest.
func (m *matcher) pronoun(i int) classSet {
	c := m.c.lex.classes
	if a, ok := m.t.Antecedent(i); ok && m.t.Tokens[a.Head].UPOS != ling.PRON {
		if set := c.words[m.lemma(a.Head)]; set != 0 {
			return set | c.agent
		}
	}
	switch m.lower(i) {
	case "he", "she", "him", "her", "who", "whom":
		return c.agent | c.person | c.leader
	case "what", "whatever", "nothing", "something", "anything", "everything":
		return 0
	case "we", "you", "us", "i", "me":
		return c.unknown &^ c.leader
	case "it", "that", "this", "which", "these", "those":
		return c.unknown &^ (c.person | c.leader)
	}
	return c.unknown
}

// demonym reports whether token i is an adjective of nationality: capitalised, also inside a sentence, or with the look
// of one at its beginning.
func (m *matcher) demonym(i int) bool {
	tok := &m.t.Tokens[i]
	if tok.UPOS != ling.ADJ || !capital(tok.Form) {
		return false
	}
	if i > m.first && m.t.Tokens[i-1].UPOS != ling.PUNCT {
		return true
	}
	if m.c.lex.classes.words[strings.ToLower(tok.Form)]&m.c.lex.classes.demonym != 0 {
		return true
	}
	for _, suffix := range [...]string{"ian", "ean", "ese", "ish", "aeli", "raqi", "nian", "ican", "emeni", "stani", "audi", "rab"} {
		if strings.HasSuffix(tok.Form, suffix) {
			return true
		}
	}
	return false
}

func capital(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }
