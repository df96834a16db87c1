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
	tok := &e.t.Tokens[head]
	definite := tok.UPOS == ling.PRON
	for _, d := range e.t.ChildrenBy(head, ling.Det, ling.NmodPoss) {
		w := e.t.Lemma(d)
		definite = definite || w == "the" || w == "this" || w == "that" || w == "these" || e.t.Tokens[d].Rel == ling.NmodPoss
	}
	lemma := tok.Lemma
	if !definite {
		return -1
	}
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
		if back == 0 && roots[0] != roots[1] || back > far || !happened(m) || !within(m.CAMEO, roots) || len(names) > 0 && !e.acts(m, names) {
			continue
		}
		if score := e.prominence(i) - float64(back); best < 0 || score >= top {
			best, top = i, score
		}
	}
	return best
}

// prominence says how much a mention is what its sentence is about, and its sentence what the report is about.
func (e *ends) prominence(i int) float64 {
	v := 0.0
	if e.main(e.heads[i]) {
		v += 1.5
	}
	if e.t.SentenceOf(e.heads[i]) == 0 {
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
