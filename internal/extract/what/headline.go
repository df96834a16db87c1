package what

import "github.com/casus-project/casus/internal/ling"

// headlineVerb reports whether token i is a verb that was taken for a plural noun or a participle, as it happens in short
// clauses: "U.S. lifts travel ban", "Britain imposed sanctions". It asks for a name or a body before it, a noun phrase behind it, and no
// finite verb in the clause.
func (m *matcher) headlineVerb(i int) bool {
	tok := &m.t.Tokens[i]
	plural := (tok.XPOS == ling.NNS || tok.XPOS == ling.NNPS) && tok.Form[len(tok.Form)-1] == 's'
	participle := tok.UPOS == ling.VERB && tok.Rel == ling.Amod && (tok.XPOS == ling.VBN || tok.XPOS == ling.VBD)
	if !plural && !participle && !m.pastTaken(i) || i == m.first || i+1 >= m.last {
		return false
	}
	prev := &m.t.Tokens[i-1]
	if prev.UPOS != ling.PROPN && prev.UPOS != ling.NOUN || m.classOf(i-1)&m.c.lex.classes.agent == 0 {
		return false
	}
	switch next := &m.t.Tokens[i+1]; next.UPOS {
	case ling.DET, ling.ADJ, ling.PROPN, ling.NOUN, ling.NUM, ling.PRON:
		if m.lower(i+1) == "of" {
			return false
		}
	case ling.ADP:
		if m.lower(i+1) == "of" {
			return false
		}
	case ling.CCONJ:
		if tok.XPOS != ling.NN {
			return false
		}
	default:
		return false
	}
	for k := m.first; k < m.last; k++ {
		t := &m.t.Tokens[k]
		if k > i && t.UPOS == ling.PUNCT && t.XPOS == ling.Comma {
			break
		}
		if k != i && (t.XPOS.Finite() || t.UPOS == ling.AUX) {
			return false
		}
	}
	return true
}

// insideName reports whether token i is a word of a longer name in a sentence that is not all in capitals: "the Standing Committee on
// Arms Control". What a name says is no event.
func (m *matcher) insideName(i int) bool {
	if i == m.first || !capital(m.t.Tokens[i].Form) || m.t.Tokens[i-1].UPOS == ling.PUNCT || m.t.Tokens[i-1].UPOS == ling.NUM {
		return false
	}
	switch m.t.Tokens[i].Rel.Base() {
	case ling.Compound, ling.Amod, ling.Flat, ling.Appos, ling.Nmod:
	default:
		return false // a headline's verb: "Ankara Lifts travel ban"
	}
	before := i-1 > m.first && capital(m.t.Tokens[i-1].Form)
	after := i+1 < m.last && capital(m.t.Tokens[i+1].Form)
	return (before || after) && !m.titleCase()
}

// titleCase reports whether the sentence writes most of its verbs, nouns and adjectives with a capital, as titles do.
func (m *matcher) titleCase() bool {
	large, small := 0, 0
	for i := m.first + 1; i < m.last; i++ {
		switch tok := &m.t.Tokens[i]; tok.UPOS {
		case ling.VERB, ling.NOUN, ling.ADJ:
			if capital(tok.Form) {
				large++
			} else {
				small++
			}
		}
	}
	return large > small
}

// pastTaken reports whether an irregular past form that heads a clause was taken for a noun: "police shot at".
func (m *matcher) pastTaken(i int) bool {
	tok := &m.t.Tokens[i]
	if tok.XPOS != ling.NN {
		return false
	}
	switch tok.Rel.Base() {
	case ling.Root, ling.Advcl, ling.Ccomp, ling.Conj, ling.Parataxis:
		_, ok := m.c.lex.forms[m.lower(i)]
		return ok
	}
	return false
}

// headlineView is the view of such a verb: what stands before it acts, the noun phrase behind it is the object.
func (m *matcher) headlineView(i int) view {
	v := view{head: i, clause: i, subj: i - 1, obj: -1, iobj: -1}
	v.addNode(i)
	for k := i + 1; k < m.last; k++ {
		switch m.t.Tokens[k].UPOS {
		case ling.NOUN, ling.PROPN, ling.PRON:
			v.obj = k
			continue
		case ling.DET, ling.ADJ, ling.NUM, ling.PART:
			continue
		}
		if m.t.Tokens[k].XPOS != ling.HYPH {
			break
		}
	}
	if v.obj >= 0 {
		v.addNode(v.obj)
	}
	return v
}
