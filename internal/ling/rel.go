package ling

import "strings"

// Rel is a dependency relation with its subtype.
type Rel uint8

// The relations of English UD. Dep is the zero value: unspecified.
const (
	Dep Rel = iota
	Root
	Acl
	AclRelcl
	Advcl
	AdvclRelcl
	Advmod
	Amod
	Appos
	Aux
	AuxPass
	Case
	Cc
	CcPreconj
	Ccomp
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjPass
	CsubjOuter
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	Mark
	Nmod
	NmodPoss
	NmodUnmarked
	NmodDesc
	Nsubj
	NsubjPass
	NsubjOuter
	Nummod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	Punct
	Reparandum
	Vocative
	Xcomp
	// Relations of older releases, met only in given trees.
	OblTmod
	OblNpmod
	NmodTmod
	NmodNpmod
	FlatForeign
	Clf
)

var relNames = [...]string{
	"dep", "root", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case",
	"cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:pass", "csubj:outer", "det",
	"det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod",
	"nmod:poss", "nmod:unmarked", "nmod:desc", "nsubj", "nsubj:pass", "nsubj:outer", "nummod", "obj", "obl",
	"obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp", "obl:tmod",
	"obl:npmod", "nmod:tmod", "nmod:npmod", "flat:foreign", "clf",
}

// Rels is the number of relations.
const Rels = len(relNames)

// String is the relation as UD writes it, subtype after a colon.
func (r Rel) String() string {
	if int(r) >= len(relNames) {
		return "dep"
	}
	return relNames[r]
}

// ParseRel reads a relation. An unknown subtype reads as its base relation; ok is false where that is unknown too.
func ParseRel(s string) (r Rel, ok bool) {
	for i, n := range relNames {
		if n == s {
			return Rel(i), true
		}
	}
	if base, _, found := strings.Cut(s, ":"); found {
		return ParseRel(base)
	}
	return Dep, false
}

var relBases = func() (b [Rels]Rel) {
	for i, n := range relNames {
		name, _, _ := strings.Cut(n, ":")
		b[i], _ = ParseRel(name)
	}
	return b
}()

// Base is the relation without its subtype: nsubj for nsubj:pass.
func (r Rel) Base() Rel {
	if int(r) >= Rels {
		return Dep
	}
	return relBases[r]
}

// Subject reports whether the relation is a nominal or clausal subject of any subtype.
func (r Rel) Subject() bool { b := r.Base(); return b == Nsubj || b == Csubj }

// Clausal reports whether the dependent is a clause: ccomp, xcomp, advcl, acl, csubj or parataxis, with subtypes.
func (r Rel) Clausal() bool {
	switch r.Base() {
	case Ccomp, Xcomp, Advcl, Acl, Csubj, Parataxis:
		return true
	}
	return false
}
