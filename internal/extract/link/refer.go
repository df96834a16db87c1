package link

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// takenUp is the nearest earlier mention that the word at head refers to: same lemma after "the" or "this", or any event
// for a word such as "move" or "it".
func (e *ends) takenUp(head int, signal Range) int {
	if head < 0 {
		return -1
	}
	if !e.definite(head) {
		return -1
	}
	lemma := e.t.Tokens[head].Lemma
	for i := len(e.mentions) - 1; i >= 0; i-- {
		if h := e.heads[i]; h >= 0 && h < head && !signal.Has(h) && e.mentions[i].Lemma == lemma {
			return i
		}
	}
	if roots, ok := e.table.anaphors[lemma]; ok {
		return e.earlier(head, signal, roots, farBack)
	}
	return -1
}

// definite reports whether the word at i is a pronoun, or a noun that is taken for known: "the", "this", "their".
func (e *ends) definite(i int) bool {
	return e.t.Tokens[i].UPOS == ling.PRON || slices.ContainsFunc(e.t.ChildrenBy(i, ling.Det, ling.NmodPoss), func(d int) bool {
		w := e.t.Lemma(d)
		return w == "the" || w == "this" || w == "that" || w == "these" || e.t.Tokens[d].Rel == ling.NmodPoss
	})
}

// earlier is the mention of an earlier sentence that the word at head takes up, within CAMEO roots and at most far sentences
// back; −1 for none. What a main clause tells counts before what stands aside, the first sentence before others as near; a
// reaction is taken up last.
func (e *ends) earlier(head int, signal Range, roots [2]string, far int) int {
	names := e.names(head)
	best, top := -1, 0.0
	for i := range e.mentions {
		h, m := e.heads[i], &e.mentions[i]
		if h < 0 || h >= head || signal.Has(h) {
			continue
		}
		back := e.t.SentenceOf(head) - e.t.SentenceOf(h)
		if back == 0 && roots[0] != roots[1] || back > far || !takesUp(m) || !within(m.CAMEO, roots) || len(names) > 0 && !e.acts(m, names) {
			continue
		}
		score := e.prominence(i) - float64(back)/2
		if best < 0 || score > top || score == top && m.SentenceIndex > e.mentions[best].SentenceIndex {
			best, top = i, score
		}
	}
	return best
}

// original is the mention of an earlier sentence that mention i tells again, where i stands in what somebody calls so ("condemned
// what it called an attack"): of the same CAMEO root; i itself where there is none.
func (e *ends) original(i, head int, signal Range) int {
	m := &e.mentions[i]
	if len(m.CAMEO) < 2 || e.t.Lemma(head) != "what" {
		return i
	}
	if k := e.earlier(head, signal, [2]string{m.CAMEO[:2], m.CAMEO[:2]}, farBack); k >= 0 && e.mentions[k].SentenceIndex < m.SentenceIndex {
		return k
	}
	return i
}

// takesUp reports whether a later word can take a mention up as something that is so: it happened, or is decided.
func takesUp(m *casus.Mention) bool {
	return m.Polarity != casus.Negative && (happened(m) || m.Modality == casus.Planned)
}

// prominence says how much a mention is what its sentence is about, and its sentence what the report is about: that of the first event.
func (e *ends) prominence(i int) float64 {
	v := 0.0
	if e.main(e.heads[i]) {
		v++
	}
	if i == 0 || e.mentions[i].SentenceIndex == e.mentions[0].SentenceIndex {
		v++
	}
	if slices.ContainsFunc(e.table.reactions, func(r reaction) bool { return r.slot == "obj" && r.of(&e.mentions[i]) }) {
		v--
	}
	return v
}

// main reports whether the verb at i heads a main clause, or what somebody in one says.
func (e *ends) main(i int) bool {
	for i >= 0 {
		switch e.t.Tokens[i].Rel.Base() {
		case ling.Root:
			return true
		case ling.Conj, ling.Parataxis, ling.Ccomp, ling.Xcomp:
			i = e.t.Head(i)
		default:
			return false
		}
	}
	return false
}

// within reports whether a CAMEO code lies within a range of roots; an unknown one does.
func within(code string, roots [2]string) bool {
	return code == "" || code >= roots[0] && code[:min(2, len(code))] <= roots[1]
}

// farBack is how many sentences a word such as "operation" reaches back.
const farBack = 12

// names are the lower-case names that qualify the noun at head: "the U.S. action".
func (e *ends) names(head int) []string {
	var out []string
	for _, i := range e.t.ChildrenBy(head, ling.Compound, ling.Amod, ling.NmodPoss) {
		if e.t.Tokens[i].UPOS == ling.PROPN {
			out = append(out, strings.ToLower(e.t.Word(i)))
		}
	}
	return out
}

// acts reports whether one of the names stands among the words of the mention's actors.
func (e *ends) acts(m *casus.Mention, names []string) bool {
	for _, a := range m.Actors {
		words := strings.Fields(strings.ToLower(a.Text + " " + a.Actor.Name))
		for _, n := range names {
			if slices.Contains(words, n) {
				return true
			}
		}
	}
	return false
}
