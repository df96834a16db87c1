package figure

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// name is the word under which figures of the same thing meet: "marchers" and "demonstrators" are protesters, whoever
// was kidnapped was abducted. Words that no row renames stay as they are.
func (f *Finder) name(t *ling.Text, head int, counted string) string {
	if head > 0 { // "police officers", "petrol stations": the noun alone says too little
		prev := &t.Tokens[head-1]
		if prev.UPOS == ling.NOUN && int(prev.Head) == head && prev.Rel.Base() == ling.Compound {
			if n, ok := f.tables.counted[prev.Lemma+" "+counted]; ok {
				return n
			}
			if f.tables.vague[counted] {
				return prev.Lemma + " " + counted
			}
		}
	}
	if n, ok := f.tables.counted[strings.ToLower(counted)]; ok {
		return n
	}
	if head >= 0 {
		return whole(counted, t.Tokens[head].Form)
	}
	return counted
}

// whole mends lemmas from which a plural was cut one letter short: "AGENCIES" as agencie, "cargoes" as cargoe.
func whole(lemma, form string) string {
	if cut, ok := strings.CutSuffix(lemma, "ie"); ok && strings.HasSuffix(form, "IES") {
		return cut + "y"
	}
	if cut, ok := strings.CutSuffix(lemma, "oe"); ok && len(cut) > 3 && strings.HasSuffix(strings.ToLower(form), "oes") {
		return cut + "o"
	}
	return lemma
}

// amountOf is the noun that an amount tells the size of: "a loan of 200 million dollars", "duties of 80 per cent"; "" for
// none.
func amountOf(t *ling.Text, q *quantity) string {
	top := topOf(t, q)
	if top < 0 || t.Tokens[top].Rel.Base() != ling.Nmod {
		return ""
	}
	k, h := t.ChildBy(top, ling.Case), t.Head(top)
	if k < 0 || lower(t.Tokens[k].Form) != "of" || t.Tokens[h].UPOS != ling.NOUN || h > q.start {
		return ""
	}
	return t.Tokens[h].Lemma
}

// elided gives a bare number what the count before it was of: "police counted 1,200 marchers and the union 2,500",
// "forty were hurt, the ministry said; the hospital spoke of ninety".
func (f *Finder) elided(t *ling.Text, q *quantity, fig *casus.Figure, before []casus.Figure) bool {
	if fig.Kind != "count" || fig.Attribute != "" || fig.Counted != "" || !fig.About.Empty() || q.outOf || len(before) == 0 || !alone(t, q) {
		return false
	}
	prev := &before[len(before)-1]
	first, _ := t.TokensIn(prev.Span)
	apart := t.SentenceOf(q.first) - t.SentenceOf(first)
	if apart > 1 || apart == 1 && !f.told(t, q) || prev.Counted == "" && prev.Kind != "percent" {
		return false
	}
	switch prev.Kind {
	case "count":
		if q.value != float64(int(q.value)) {
			return false
		}
	case "money", "percent":
		if q.value < 1 || prev.Kind == "money" && q.value < 1000 {
			return false
		}
		fig.Kind, fig.Unit = prev.Kind, prev.Unit
	default:
		return false
	}
	fig.Attribute, fig.Counted, fig.Rule = prev.Attribute, prev.Counted, "what the figure before counts"
	return true
}

// alone reports whether nothing that could be counted follows the number.
func alone(t *ling.Text, q *quantity) bool {
	if q.first > 0 && t.Tokens[q.first-1].UPOS == ling.PROPN && t.Tokens[q.first-1].SpaceAfter && t.Tokens[q.first].Rel.Base() == ling.Nummod {
		return false
	}
	if q.last >= len(t.Tokens) {
		return true
	}
	switch next := &t.Tokens[q.last]; next.UPOS {
	case ling.NOUN, ling.PROPN, ling.ADJ, ling.NUM:
		return false
	case ling.PUNCT:
		return next.Form != "-" && next.Form != "/"
	}
	return true
}

// told reports whether the clause of the number is one that gives a number: "the toll stands at", "the army says".
func (f *Finder) told(t *ling.Text, q *quantity) bool {
	for i, steps := topOf(t, q), 0; i >= 0 && steps < 3; i, steps = t.Head(i), steps+1 {
		l := t.Tokens[i].Lemma
		if _, ok := f.tables.givers[l]; ok || l == "stand" {
			return true
		}
	}
	return false
}
