package what

import (
	"io/fs"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ontology"
)

// loadGrounds reads behind which prepositions a place is where something happens, by type.
func (x *lexicon) loadGrounds(fsys fs.FS, o *ontology.Ontology) error {
	return eachType(fsys, o, table{"grounds.tsv", 2}, func(code casus.Code, r ontology.Row) error {
		x.grounds[code] = strings.Fields(r.Cells[1])
		return nil
	})
}

// ground reports whether a filler tells where it happens or where somebody goes and not to whom it is done: "marched to
// central Caracas", "left Russia". A state or a town is a party only where something is done to it.
func (m *matcher) ground(f fill, k *match) bool {
	if f.role != recipient || !m.onlyPlace(f.token) {
		return false
	}
	word := ""
	switch f.slot.kind {
	case slotObj:
		word = "obj"
	case slotPrep:
		word = f.slot.prep
	default:
		return false
	}
	return contains(m.c.lex.grounds[k.frame.code], word)
}

// onlyPlace reports whether a phrase names a place by a name or a noun for ground, and nobody whose it is.
func (m *matcher) onlyPlace(i int) bool {
	if e := m.t.EntityAt(i); e >= 0 {
		return m.t.Entities[e].Kind == ling.Place
	}
	c := m.c.lex.classes
	if m.t.Tokens[i].UPOS != ling.NOUN || m.ownerInside(i, 0) {
		return false
	}
	set := c.words[m.lemma(i)]
	return set&(c.place|c.bit["territory"]|c.bit["building"]) != 0 && set&(c.person|c.org|c.government|c.leader) == 0
}
