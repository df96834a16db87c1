package figure

import (
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// Figures that count what another one counts: "among them two doctors", "six of them", "the thirty-two", "nine more than the
// army admits".

// refer gives a count that names nothing of its own what the figures before it count.
func (f *Finder) refer(t *ling.Text, q *quantity, fig *casus.Figure, before []casus.Figure) {
	if fig.Kind != "count" || fig.Attribute != "" {
		return
	}
	var prev *casus.Figure
	if n := len(before) - 1; n >= 0 && before[n].Kind == "count" {
		if first, _ := t.TokensIn(before[n].Span); t.SentenceOf(q.first)-t.SentenceOf(first) <= 1 {
			prev = &before[n]
		}
	}
	switch {
	case prev != nil && partOf(t, q):
		if f.tables.befalls[prev.Attribute] && !either(t, before) && (fig.About.Empty() || f.peopleAt(t, fig)) {
			fig.Attribute, fig.Scope = prev.Attribute, "including"
		}
	case ofThese(t, q) && (fig.About.Empty() || pronounAt(t, fig)):
		if prev != nil && prev.Counted != "" {
			fig.Counted, fig.Attribute, fig.Rule = prev.Counted, prev.Attribute, "part of the figure before"
		} else if n := pluralBefore(t, q); n >= 0 {
			fig.Counted, fig.Rule = f.name(t, n, t.Tokens[n].Lemma), "part of those named before"
		}
	case prev != nil && prev.Counted != "" && compared(t, q, fig):
		fig.Counted, fig.Attribute, fig.Rule = prev.Counted, prev.Attribute, "more than the figure before"
	case definite(t, q) && fig.About.Empty() && alone(t, q):
		sameAs(fig, before)
	}
}

// partOf reports whether "including" or "among them" stands before the number.
func partOf(t *ling.Text, q *quantity) bool {
	at := q.start - 1
	if at < q.from {
		return false
	}
	w := lower(t.Tokens[at].Form)
	return w == "including" || at > q.from && ofThem[w] && lower(t.Tokens[at-1].Form) == "among"
}

// either reports whether the last two figures stand in one sentence and tell of different things, so that a part could be of
// either: "three dead and five wounded, including two children".
func either(t *ling.Text, before []casus.Figure) bool {
	n := len(before)
	if n < 2 || before[n-2].Attribute == "" || before[n-2].Attribute == before[n-1].Attribute {
		return false
	}
	a, _ := t.TokensIn(before[n-2].Span)
	b, _ := t.TokensIn(before[n-1].Span)
	return t.SentenceOf(a) == t.SentenceOf(b)
}

// ofThese reports whether "of them" or the like follows the number.
func ofThese(t *ling.Text, q *quantity) bool {
	k := q.last
	if k < len(t.Tokens) && lower(t.Tokens[k-1].Form) == "of" {
		return ofThem[lower(t.Tokens[k].Form)]
	}
	if q.start-2 >= q.from && lower(t.Tokens[q.start-2].Form) == "of" && ofThem[lower(t.Tokens[q.start-1].Form)] {
		return true // "561 people, of whom 130 were children"
	}
	return k+1 < len(t.Tokens) && lower(t.Tokens[k].Form) == "of" && ofThem[lower(t.Tokens[k+1].Form)]
}

// pronounAt reports whether the word that a figure is about is a pronoun.
func pronounAt(t *ling.Text, fig *casus.Figure) bool {
	i, _ := t.TokensIn(fig.About)
	return i < len(t.Tokens) && (t.Tokens[i].UPOS == ling.PRON || t.Tokens[i].UPOS == ling.DET)
}

// peopleAt reports whether the word that a figure is about stands for people: not a thing that the tables know.
func (f *Finder) peopleAt(t *ling.Text, fig *casus.Figure) bool {
	i, _ := t.TokensIn(fig.About)
	return i < len(t.Tokens) && !f.thing(t, i)
}

// pluralBefore is the last noun in the plural before the number in its sentence, −1 for none.
func pluralBefore(t *ling.Text, q *quantity) int {
	for k := q.start - 1; k >= q.from; k-- {
		if t.Tokens[k].XPOS == ling.NNS && !timeUnits[t.Tokens[k].Lemma] {
			return k
		}
	}
	return -1
}

// compared reports whether "more" or "fewer" stands behind the number where a noun could: "two more than the army admits".
func compared(t *ling.Text, q *quantity, fig *casus.Figure) bool {
	if q.last >= len(t.Tokens) {
		return false
	}
	switch lower(t.Tokens[q.last].Form) {
	case "more", "fewer", "less", "others":
	default:
		return false
	}
	if q.last+1 < len(t.Tokens) {
		if next := &t.Tokens[q.last+1]; next.UPOS.Nominal() || next.UPOS == ling.ADJ || next.UPOS == ling.NUM {
			return false
		}
	}
	i, _ := t.TokensIn(fig.About)
	return fig.About.Empty() || i == q.last
}

// definite reports whether "the" or "those" stands before the bare number.
func definite(t *ling.Text, q *quantity) bool {
	for _, k := range []int{q.start - 1, q.first - 1} {
		if k >= q.from {
			switch lower(t.Tokens[k].Form) {
			case "the", "those", "these":
				return true
			}
		}
	}
	return false
}

// sameAs gives a figure what the last one of the same value counts.
func sameAs(fig *casus.Figure, before []casus.Figure) {
	for i := range slices.Backward(before) {
		b := &before[i]
		if b.Kind == "count" && b.Counted != "" && fig.Value != nil && b.Value != nil && *fig.Value == *b.Value {
			fig.Counted, fig.Attribute, fig.Rule = b.Counted, b.Attribute, "the figure named before"
			return
		}
	}
}

// thing reports whether the token is a noun for things that the tables know: ships, houses, weapons.
func (f *Finder) thing(t *ling.Text, i int) bool {
	if f.person(t, i) {
		return false
	}
	k := f.tables.kin[f.name(t, i, t.Tokens[i].Lemma)]
	return k != "" && !f.tables.kinOfPeople[k]
}
