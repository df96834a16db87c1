package what

import (
	"github.com/casus-project/casus/internal/ling"
)

// hedgedObject finds an object parsed as a phrase: "killed at least six people", "freed on bail two men".
func (m *matcher) hedgedObject(i int) int {
	for _, c := range m.t.Children(i) {
		tok := &m.t.Tokens[c]
		if tok.Rel != ling.Obl || int(c) < i || !tok.UPOS.Nominal() || m.classOf(int(c))&m.c.lex.classes.time != 0 {
			continue
		}
		if m.hedged(int(c)) || m.childBase(int(c), ling.Case) < 0 {
			return int(c)
		}
	}
	return -1
}

// hedged reports whether the phrase of i begins with "at least", "at most", "more than", "up to" or the like: its
// preposition belongs to the number.
func (m *matcher) hedged(i int) bool {
	first, _ := m.t.Subtree(i)
	if first+1 >= m.last || first >= i {
		return false
	}
	switch next := m.lower(first + 1); m.lower(first) {
	case "at":
		return next == "least" || next == "most"
	case "up":
		return next == "to"
	case "more", "less", "fewer":
		return next == "than"
	case "about", "around", "over", "nearly":
		return m.t.Tokens[first+1].UPOS == ling.NUM
	}
	return false
}

// lastObject is the last object of verb i, -1 for none.
func (m *matcher) lastObject(i int) int {
	last := -1
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel == ling.Obj && m.classOf(int(c))&m.c.lex.classes.time == 0 && (last < 0 || !m.commaBetween(last, int(c))) {
			last = int(c)
		}
	}
	return last
}

func (m *matcher) commaBetween(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if m.t.Tokens[i].UPOS == ling.PUNCT {
			return true
		}
	}
	return false
}

// raisedObject finds "urged Iran to release" parsed with Iran as the subject of the infinitive.
func (m *matcher) raisedObject(i int) int {
	for _, c := range m.t.Children(i) {
		r := m.t.Tokens[c].Rel
		if (r == ling.Ccomp || r == ling.Xcomp) && m.purpose(int(c)) {
			return m.t.ChildBy(int(c), ling.Nsubj)
		}
	}
	return -1
}
