package what

import (
	"strings"
	"unicode"

	"github.com/casus-project/casus/internal/ling"
)

// extent is the range of dependent j with what belongs to it; clauses that only tell more about it are cut off: "a list
// of the countries [that joined]".
func (m *matcher) extent(j int) (first, last int) {
	first, last = j, j+1
	cut := m.last
	for _, c := range m.t.Children(j) {
		if i := int(c); i > j && m.clauseBeside(i) && m.lower(j) != "what" {
			f, _ := m.t.Subtree(i)
			cut = min(cut, f)
		}
	}
	for _, c := range m.t.Children(j) {
		i := int(c)
		if m.clauseBeside(i) {
			continue
		}
		if f, l := m.extent(i); f < cut {
			first, last = min(first, f), max(last, min(l, cut))
		}
	}
	return first, last
}

// clauseBeside reports whether dependent i is a clause that tells more of its noun.
func (m *matcher) clauseBeside(i int) bool {
	switch m.t.Tokens[i].Rel.Base() {
	case ling.Parataxis, ling.Advcl:
		return true
	}
	return m.t.Tokens[i].Rel == ling.AclRelcl
}

// beyondClause reports whether a clause of noun i stands between it and its dependent j: "John Ford, who had moved to
// Utah, a state".
func (m *matcher) beyondClause(i, j int) bool {
	for _, c := range m.t.Children(i) {
		if k := int(c); k > i && k < j && m.clauseBeside(k) {
			return true
		}
	}
	return false
}

// wholeName widens a phrase that begins or ends inside a name over the rest of the name, whatever the tree says: "Prime
// Minister" before "Nawaz Sharif".
func (m *matcher) wholeName(first, last int, k *match) (int, int) {
	if m.t.Tokens[first].UPOS == ling.PROPN {
		for first > m.first && first-1 != k.view.head && m.nameWord(first-1) {
			first--
		}
		if first > m.first && m.t.Tokens[first-1].UPOS == ling.ADJ && m.demonym(first-1) {
			first--
		}
	}
	if m.t.Tokens[last-1].UPOS == ling.PROPN {
		for last < m.last && last != k.view.head && m.t.Tokens[last].UPOS == ling.PROPN && m.t.Tokens[last].Rel == ling.Flat {
			last++
		}
	}
	return first, last
}

// nameWord reports whether token i can be part of the name that follows it: a name or a title, no month or day.
func (m *matcher) nameWord(i int) bool {
	tok := &m.t.Tokens[i]
	return (tok.UPOS == ling.PROPN || tok.UPOS == ling.NOUN && capital(tok.Form)) && !m.isTime(i)
}

// wholeWord widens a phrase that begins or ends inside a hyphenated word or name: "Agence France-Presse".
func (m *matcher) wholeWord(first, last int) (int, int) {
	glued := func(i int) bool { // token i follows the one before it without a space
		return i > m.first && i < m.last && m.t.Tokens[i-1].Span.End == m.t.Tokens[i].Span.Start
	}
	hyphen := func(i int) bool { return i >= m.first && i < m.last && m.t.Tokens[i].Form == "-" }
	for hyphen(last) && glued(last) && glued(last+1) && m.nominal(last-1) && m.nominal(last+1) {
		last += 2
	}
	for hyphen(first-1) && glued(first) && glued(first-1) && m.nominal(first) && m.nominal(first-2) {
		first -= 2
	}
	return first, last
}

func (m *matcher) nominal(i int) bool {
	return i >= m.first && i < m.last && (m.t.Tokens[i].UPOS == ling.PROPN || m.t.Tokens[i].UPOS == ling.NOUN)
}

// withoutNo is where a phrase begins behind its "no": "no soldier" names the soldiers, and the event is negative.
func (m *matcher) withoutNo(first, head int) int {
	if first < head && m.lower(first) == "no" && m.lower(head) != "one" {
		return first + 1
	}
	return first
}

// fragment reports whether a filler is a piece of a word or a pronoun that stands for no party: the "'s" of "let's",
// "what", "something".
func (m *matcher) fragment(i int) bool {
	tok := &m.t.Tokens[i]
	if !strings.ContainsFunc(tok.Form, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return true
	}
	if tok.Form[0] == '\'' || strings.HasPrefix(tok.Form, "’") {
		return true
	}
	return tok.UPOS == ling.PRON && m.pronoun(i) == 0
}

// toItself reports whether a filler would make somebody act on itself: the same words as actor and recipient, or a
// reflexive pronoun as recipient. Behind a noun the words are whom it is done to ("congratulations to the mayor"), behind a
// verb who does it.
func (m *matcher) toItself(f fill, k *match) bool {
	if f.role == recipient && m.t.Tokens[f.token].UPOS == ling.PRON && reflexive(m.lower(f.token)) {
		return true
	}
	a, r := m.role(k, actor), m.role(k, recipient)
	return a >= 0 && a == r && f.token == a && (f.role == actor) == k.view.nominal
}

// reflexive reports whether a pronoun says that somebody does it to himself.
func reflexive(w string) bool { return strings.HasSuffix(w, "self") || strings.HasSuffix(w, "selves") }
