package figure

import (
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// attribute says what happened to the counted: by a state beside it ("three dead"), by the noun itself ("45 deaths"),
// by the verb above it ("killing 12", "12 were killed"), or by a count in the subject ("the toll rose to 45"). verb is
// the word that says so, -1 for the noun itself.
func (f *Finder) attribute(t *ling.Text, q *quantity, head int) (attr string, verb int) {
	at := func(i int, how string) string {
		if i < q.from || i >= q.to {
			return ""
		}
		if p := t.ChildBy(i, ling.CompoundPrt); p >= 0 { // "shot down"
			if a := f.tables.attributes[t.Tokens[i].Lemma+" "+lower(t.Tokens[p].Form)+" "+how]; a != "" {
				return a
			}
		}
		if a := f.byPhrase(t, i, how); a != "" {
			return a
		}
		if a := f.tables.attributes[t.Tokens[i].Lemma+" "+how]; a != "" {
			return a
		}
		if a := f.tables.attributes[lower(t.Tokens[i].Form)+" "+how]; a != "" {
			return a
		}
		return f.ofKind(t, i, head, how)
	}
	if q.outOf {
		return "", -1
	}
	if a, v := f.beside(t, q, head, at); a != "" {
		if o, w := f.since(t, head, a, at); o != "" {
			return o, w
		}
		return a, v
	}
	noun := ""
	if head >= 0 {
		if noun = at(head, "noun"); noun != "" && !f.person(t, head) && !f.tables.held[noun] {
			return noun, -1
		}
	}
	if a, v := f.byVerb(t, q, head, at); a != "" {
		if noun != "" && a == "detained" { // "hold 21 hostages": the noun says more
			return noun, -1
		}
		return a, v
	}
	if noun != "" {
		return noun, -1
	}
	if a, v := f.byNext(t, q, head, at); a != "" {
		return a, v
	}
	if a, v := f.byPredicate(t, q, head, at); a != "" {
		return a, v
	}
	return f.byToll(t, q)
}

// ofKind is what the verb or noun at i says of the counted word at head where that is a noun for people, or for troops and
// police: one sends troops and sends money, but only the first are deployed.
func (f *Finder) ofKind(t *ling.Text, i, head int, how string) string {
	if head < 0 {
		return ""
	}
	_, side, _ := strings.Cut(how, "-")
	if how == "noun" {
		side = how
	}
	force := f.force(t, head)
	kind := "people"
	switch {
	case side == "" || side == "lives":
		return ""
	case force:
		kind = "troops"
	case !f.person(t, head) && t.Tokens[head].UPOS != ling.PROPN:
		return ""
	}
	words := t.Tokens[i].Lemma
	if p := t.ChildBy(i, ling.CompoundPrt); p >= 0 {
		words += " " + lower(t.Tokens[p].Form)
	}
	if a := f.tables.attributes[words+" "+kind+"-"+side]; a != "" {
		return a
	}
	for _, c := range t.ChildrenBy(i, ling.Advmod) { // "came ashore"
		if a := f.tables.attributes[words+" "+lower(t.Tokens[c].Form)+" "+kind+"-"+side]; a != "" && c > i {
			return a
		}
	}
	for _, c := range t.Children(i) { // "cross into Egypt"
		if k := t.ChildBy(int(c), ling.Case); int(c) > i && k >= 0 && t.Tokens[c].Rel.Base() == ling.Obl {
			if a := f.tables.attributes[words+" "+lower(t.Tokens[k].Form)+" "+kind+"-"+side]; a != "" {
				return a
			}
		}
	}
	return ""
}

// force reports whether the token is a noun for those whom a state can send: soldiers, police, marines.
func (f *Finder) force(t *ling.Text, i int) bool {
	l := t.Tokens[i].Lemma
	for _, w := range []string{l, lower(t.Tokens[i].Form), f.tables.counted[l], f.tables.counted[lower(t.Tokens[i].Form)]} {
		if k := f.tables.kin[w]; k == "soldier" || k == "police" {
			return true
		}
	}
	return false
}

// beside reads a state in or beside the noun phrase: "three dead", "12 people killed", "11 captured".
func (f *Finder) beside(t *ling.Text, q *quantity, head int, at func(int, string) string) (string, int) {
	if a := at(q.last, "state"); a != "" {
		return a, q.last
	}
	if head < 0 {
		if q.last < q.to && t.Tokens[q.last].XPOS == ling.VBN {
			return at(q.last, "verb-object"), q.last
		}
		return "", -1
	}
	for k := q.last; k < head; k++ {
		a := at(k, "state")
		if a == "" && t.Tokens[k].XPOS == ling.VBN {
			a = at(k, "verb-object")
		}
		if a != "" {
			return a, k
		}
	}
	if a := at(head, "state"); a != "" {
		return a, head
	}
	if a := at(head+1, "state"); a != "" {
		return a, head + 1
	}
	return "", -1
}

// byNext reads the verb behind the noun phrase by its place alone, where the tree is no help: "81 civilians and six
// soldiers died".
func (f *Finder) byNext(t *ling.Text, q *quantity, head int, at func(int, string) string) (string, int) {
	k := max(head+1, q.last)
	for k < q.to && k < q.last+14 && (t.Tokens[k].UPOS.Nominal() || t.Tokens[k].UPOS == ling.NUM || t.Tokens[k].UPOS == ling.ADJ ||
		t.Tokens[k].UPOS == ling.CCONJ || t.Tokens[k].Form == ",") && t.Tokens[k].UPOS != ling.PRON {
		k++
	}
	passive, past := false, false
	for ; k < q.to && (t.Tokens[k].UPOS == ling.AUX || t.Tokens[k].UPOS == ling.ADV); k++ {
		passive = passive || t.Tokens[k].Lemma == "be"
		past = past || t.Tokens[k].Lemma == "have"
	}
	if k >= q.to || t.Tokens[k].UPOS != ling.VERB && t.Tokens[k].UPOS != ling.ADJ {
		return "", -1
	}
	if passive {
		if a := at(k, "state"); a != "" {
			return a, k
		}
		return at(k, "verb-object"), k
	}
	if t.Tokens[k].XPOS == ling.VBN && !past {
		return at(k, "verb-object"), k
	}
	return at(k, "verb-subject"), k
}

// byPhrase reads a verb with its complement: "took 200 people into custody", "two thousand went on strike", "were shot
// dead".
func (f *Finder) byPhrase(t *ling.Text, i int, how string) string {
	for _, c := range t.Children(i) {
		k := int(c)
		if k < i || t.Tokens[k].UPOS == ling.PUNCT {
			continue
		}
		words := t.Tokens[i].Lemma + " "
		if p := t.ChildBy(k, ling.Case); p >= 0 {
			words += lower(t.Tokens[p].Form) + " "
		}
		if a := f.tables.attributes[words+lower(t.Tokens[k].Lemma)+" "+how]; a != "" {
			return a
		}
	}
	return ""
}

// byVerb reads the verb that governs the counted word or the number.
func (f *Finder) byVerb(t *ling.Text, q *quantity, head int, at func(int, string) string) (string, int) {
	node := head
	if top := topOf(t, q); node < 0 || top >= 0 && t.Below(node, top) {
		node = top
	}
	if node < 0 {
		return "", -1
	}
	if a, v := f.byGovernor(t, q, node, at); a != "" {
		return a, v
	}
	// A participle or a relative clause on the noun: "12 people killed in", "who were killed".
	for _, c := range t.Children(node) {
		tok := &t.Tokens[c]
		if tok.Rel.Base() != ling.Acl {
			continue
		}
		passive := tok.XPOS == ling.VBN && !active(t, int(c))
		if a := at(int(c), "verb-object"); a != "" && passive {
			return a, int(c)
		}
		if a := at(int(c), "verb-subject"); a != "" && !passive {
			return a, int(c)
		}
	}
	return "", -1
}

// byGovernor climbs from node to the verb that it is an object or a subject of.
func (f *Finder) byGovernor(t *ling.Text, q *quantity, node int, at func(int, string) string) (string, int) {
	for steps := 0; steps < 4; steps++ {
		rel := t.Tokens[node].Rel
		up := t.Head(node)
		if up < 0 {
			return "", -1
		}
		switch rel.Base() {
		case ling.Obj, ling.Obl, ling.Dep, ling.Xcomp, ling.Iobj:
			if s := t.ChildBy(up, ling.Nsubj); s >= 0 && rel == ling.Obj && s != node && (f.person(t, node) || t.Tokens[node].UPOS != ling.NOUN) {
				if a := f.tables.attributes[t.Tokens[s].Lemma+" gathering"]; a != "" { // "the march drew 4,000 people"
					return a, s
				}
			}
			if t.Tokens[node].Lemma == "life" {
				if a := at(up, "verb-lives"); a != "" {
					return a, up
				}
			}
			if a := at(up, "verb-object"); a != "" && (rel.Base() != ling.Obl || !caseOutside(t, node, q)) {
				return a, up
			}
		case ling.Nsubj:
			if a := at(up, "verb-object"); a != "" && (rel == ling.NsubjPass || passive(t, up)) {
				return a, up
			}
			if a := at(up, "verb-subject"); a != "" && rel != ling.NsubjPass {
				return a, up
			}
			if a := at(up, "state"); a != "" && t.ChildBy(up, ling.Cop, ling.Aux, ling.AuxPass) >= 0 {
				return a, up
			}
			for _, c := range t.ChildrenBy(up, ling.Xcomp) { // "12 were reported killed"
				if a := at(c, "verb-object"); a != "" {
					return a, c
				}
				if a := at(c, "state"); a != "" {
					return a, c
				}
			}
		case ling.Nmod, ling.Conj, ling.Nummod, ling.Appos, ling.Compound:
			if a := at(up, "noun"); a != "" && rel.Base() == ling.Nmod {
				return a, up
			}
		default:
			return "", -1
		}
		if t.Tokens[up].UPOS == ling.VERB {
			return "", -1
		}
		node = up
	}
	return "", -1
}

// topOf is the token of the quantity whose head lies outside it.
func topOf(t *ling.Text, q *quantity) int {
	for k := q.start; k < q.last; k++ {
		if h := t.Head(k); h >= 0 && (h < q.start || h >= q.last) && t.Tokens[k].UPOS != ling.ADP && t.Tokens[k].UPOS != ling.PUNCT {
			return k
		}
	}
	return -1
}

// caseOutside reports whether a preposition that is no part of the quantity stands before node: "killed in 12 towns".
func caseOutside(t *ling.Text, node int, q *quantity) bool {
	for _, c := range t.ChildrenBy(node, ling.Case) {
		if c < q.start {
			return true
		}
	}
	return false
}

func passive(t *ling.Text, v int) bool { return t.ChildBy(v, ling.AuxPass) >= 0 }

// active reports whether the participle has a "have" auxiliary or a subject of its own.
func active(t *ling.Text, v int) bool {
	if passive(t, v) {
		return false
	}
	return t.ChildBy(v, ling.Aux) >= 0 || t.ChildBy(v, ling.Nsubj) >= 0
}

// byToll reads "the death toll rose to 45", "a toll of 45", "the number of injured stands at 30".
func (f *Finder) byToll(t *ling.Text, q *quantity) (string, int) {
	top := topOf(t, q)
	if top < 0 {
		return f.byRoot(t, q)
	}
	for up, steps := t.Head(top), 0; up >= 0 && steps < 3; up, steps = t.Head(up), steps+1 {
		cands := append([]int{up}, t.ChildrenBy(up, ling.Nsubj, ling.NsubjPass, ling.Obj)...)
		for _, c := range cands {
			if c >= q.start && c < q.last {
				continue
			}
			if a := f.tables.attributes[t.Tokens[c].Lemma+" toll"]; a != "" && t.Tokens[c].UPOS == ling.NOUN {
				return a, c
			}
			if q.last >= q.to || !t.Tokens[q.last].UPOS.Nominal() { // "put the dead at 40"
				if a := f.those(t, c); a != "" {
					return a, c
				}
			}
			if lemma := t.Tokens[c].Lemma; lemma == "number" || lemma == "tally" || lemma == "total" || lemma == "count" {
				for _, m := range t.ChildrenBy(c, ling.Nmod) {
					for _, how := range []string{"state", "noun"} {
						if a := f.tables.attributes[t.Tokens[m].Lemma+" "+how]; a != "" {
							return a, c
						}
						if a := f.tables.attributes[lower(t.Tokens[m].Form)+" "+how]; a != "" {
							return a, c
						}
					}
				}
			}
		}
		if t.Tokens[up].UPOS == ling.VERB {
			if h := t.Head(up); h >= 0 && t.Tokens[up].Rel.Base() == ling.Acl { // "with the death toll rising to 22"
				if a := f.tables.attributes[t.Tokens[h].Lemma+" toll"]; a != "" {
					return a, h
				}
			}
			break
		}
	}
	return f.byNumberOf(t, q, q.from)
}

// byRoot reads "the dead are now 31", where the number is what its sentence says.
func (f *Finder) byRoot(t *ling.Text, q *quantity) (string, int) {
	for k := q.start; k < q.last; k++ {
		for _, c := range t.ChildrenBy(k, ling.Nsubj) {
			if a := f.tables.attributes[t.Tokens[c].Lemma+" toll"]; a != "" {
				return a, c
			}
			if a := f.those(t, c); a != "" {
				return a, c
			}
		}
	}
	return f.byNumberOf(t, q, q.from)
}

// those is the attribute of a state that stands for people: "the dead", "the wounded".
func (f *Finder) those(t *ling.Text, i int) string {
	d := t.ChildBy(i, ling.Det)
	if d < 0 || lower(t.Tokens[d].Form) != "the" || d > i {
		return ""
	}
	return f.tables.attributes[lower(t.Tokens[i].Form)+" state"]
}

// byNumberOf reads "the number of injured stands at 30" by its words alone, where the tree is no help.
func (f *Finder) byNumberOf(t *ling.Text, q *quantity, first int) (string, int) {
	for i := q.start - 2; i >= first && i > q.start-16; i-- {
		switch lower(t.Tokens[i].Form) {
		case "number", "count", "tally":
		default:
			continue
		}
		if lower(t.Tokens[i+1].Form) != "of" {
			continue
		}
		for k := i + 2; k < q.start; k++ {
			for _, w := range []string{lower(t.Tokens[k].Form), t.Tokens[k].Lemma} {
				for _, how := range []string{" state", " noun"} {
					if a := f.tables.attributes[w+how]; a != "" {
						return a, i
					}
				}
			}
		}
	}
	return "", -1
}
