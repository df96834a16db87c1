package figure

import (
	"github.com/casus-project/casus/internal/ling"
)

// since is what the verb says that captives are the subject or the object of, where it says more than what a word beside
// them does: "the eight workers abducted on Saturday were freed".
func (f *Finder) since(t *ling.Text, head int, a string, at func(int, string) string) (string, int) {
	if head < 0 || !f.tables.held[a] {
		return "", -1
	}
	up, rel := t.Head(head), t.Tokens[head].Rel
	if up < 0 || t.Tokens[up].UPOS != ling.VERB {
		return "", -1
	}
	how := ""
	switch {
	case rel == ling.NsubjPass || rel == ling.Obj || rel == ling.Nsubj && passive(t, up):
		how = "verb-object"
	case rel == ling.Nsubj:
		how = "verb-subject"
	default:
		return "", -1
	}
	o := at(up, how)
	if o == "" && how == "verb-object" {
		o = at(up, "state")
	}
	if f.tables.befalls[o] && o != a {
		return o, up
	}
	return "", -1
}

// byPredicate reads what the counted are said to be among or to be: "the hostages are six nurses", "among the dead were two
// monks"; and where they are: "eleven people are in hospital", "900 soldiers are in the town".
func (f *Finder) byPredicate(t *ling.Text, q *quantity, head int, at func(int, string) string) (string, int) {
	node := head
	if node < 0 {
		node = topOf(t, q)
	}
	if node < 0 {
		return "", -1
	}
	if s := t.ChildBy(node, ling.Nsubj); s >= 0 && s < q.start && t.ChildBy(node, ling.Cop) >= 0 {
		if a := f.collective(t, s, at); a != "" {
			return a, s
		}
	}
	up := t.Head(node)
	for _, i := range []int{node, up} {
		if i < 0 {
			continue
		}
		for _, c := range append(t.ChildrenBy(i, ling.Obl), t.ChildrenBy(i, ling.Nmod)...) {
			if k := t.ChildBy(c, ling.Case); k >= 0 && c < q.start && lower(t.Tokens[k].Form) == "among" {
				if a := f.collective(t, c, at); a != "" {
					return a, c
				}
			}
		}
	}
	if up < 0 || t.Tokens[node].Rel.Base() != ling.Nsubj || t.ChildBy(up, ling.Cop) < 0 {
		return "", -1
	}
	k := t.ChildBy(up, ling.Case)
	if k < 0 {
		return "", -1
	}
	if a := f.tables.attributes["be "+lower(t.Tokens[k].Form)+" "+t.Tokens[up].Lemma+" verb-subject"]; a != "" {
		return a, up
	}
	if placing[lower(t.Tokens[k].Form)] && head >= 0 && f.force(t, head) {
		return f.tables.attributes["be troops-subject"], up
	}
	return "", -1
}

// collective is the attribute of a noun or a state that stands for people: "the hostages", "the dead".
func (f *Finder) collective(t *ling.Text, i int, at func(int, string) string) string {
	if a := at(i, "noun"); a != "" {
		return a
	}
	return f.those(t, i)
}
