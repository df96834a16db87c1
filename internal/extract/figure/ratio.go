package figure

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

var fractions = map[string]float64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4,
	"fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10,
}

// ratio reads "two-thirds", "one in five", "three out of ten" as a share between 0 and 1.
func (f *Finder) ratio(t *ling.Text, q *quantity, end int) (fig casus.Figure, ok bool) {
	if r, ok := f.part(t, q, end); ok {
		return r, true
	}
	if q.ordinal || q.currency != "" || q.unit.name != "" || q.bounds || q.zero || q.value < 1 || q.value > 99 {
		return fig, false
	}
	at := q.last
	if at < end && t.Tokens[at].Form == "-" {
		at++
	}
	if at >= end {
		return fig, false
	}
	share, last := 0.0, 0
	if d, is := fractions[lower(t.Tokens[at].Form)]; is && q.value < d && t.Tokens[at].XPOS != ling.JJ {
		share, last = q.value/d, at+1
	} else if k := at + outOf(t, at, end); k > at && k < end {
		n, is := f.numeral(t, k, end)
		if !is || n.value <= q.value || n.ordinal || n.last < end && t.Tokens[n.last].UPOS == ling.NOUN && lower(t.Tokens[at].Form) == "in" {
			return fig, false
		}
		share, last = q.value/n.value, n.last
	} else {
		return fig, false
	}
	q.last = last
	return f.shareOf(t, q, share, end), true
}

// shareOf is the figure of a share between 0 and 1 in the words of q.
func (f *Finder) shareOf(t *ling.Text, q *quantity, share float64, end int) casus.Figure {
	v := share
	fig := casus.Figure{Kind: "ratio", Value: &v, Low: &v, High: &v, Rule: "ratio", Attribute: quality("ratio")}
	fig.Span = t.SpanOf(q.start, q.last)
	fig.Text = fig.Span.Of(t.Doc.Text)
	if h := f.counted(t, q, end); h >= 0 {
		fig.About, fig.Counted = t.Tokens[h].Span, t.Tokens[h].Lemma
	}
	return fig
}

// part reads "a third of the seats" and "fell by a tenth": an ordinal behind "a" that qualifies no noun.
func (f *Finder) part(t *ling.Text, q *quantity, end int) (fig casus.Figure, ok bool) {
	at := q.first
	if !q.ordinal || q.last != at+1 || at == 0 || lower(t.Tokens[at-1].Form) != "a" {
		return fig, false
	}
	d, is := fractions[lower(t.Tokens[at].Form)]
	if !is {
		return fig, false
	}
	if next := q.last; next < end {
		switch tok := &t.Tokens[next]; {
		case lower(tok.Form) == "of" || tok.UPOS == ling.PUNCT:
		case at >= 2 && lower(t.Tokens[at-2].Form) == "by":
		default:
			return fig, false // "a third man"
		}
	}
	q.start = min(q.start, at-1)
	return f.shareOf(t, q, 1/d, end), true
}

// half reads "half of the seats", "fell by half" and "less than half the sum" at token i.
func (f *Finder) half(t *ling.Text, i, first, end int) (fig casus.Figure, ok bool) {
	if lower(t.Tokens[i].Form) != "half" || i > first && t.Tokens[i-1].UPOS == ling.DET || i+1 >= end {
		return fig, false
	}
	next, by := lower(t.Tokens[i+1].Form), i > first && lower(t.Tokens[i-1].Form) == "by"
	if next != "of" && next != "the" && !(by && t.Tokens[i+1].UPOS != ling.NOUN) {
		return fig, false
	}
	q := quantity{number: number{value: 0.5, low: 0.5, high: 0.5, first: i, last: i + 1}, start: i, from: first, to: end}
	if h, k := f.tables.hedgesBefore.before(t, i, first); k > 0 {
		q.effect, q.tolerance, q.start = h.effect, h.tolerance, i-k
	}
	fig = f.shareOf(t, &q, 0.5, end)
	q.bound(&fig)
	return fig, true
}

// outOf is the length of "in" or "out of" at i, 0 for anything else.
func outOf(t *ling.Text, i, end int) int {
	switch {
	case lower(t.Tokens[i].Form) == "in":
		return 1
	case i+1 < end && lower(t.Tokens[i].Form) == "out" && lower(t.Tokens[i+1].Form) == "of":
		return 2
	}
	return 0
}

// inherit gives "bringing the total to 12" the attribute of the figure before it in the sentence or in the one before,
// and "16 of them children" its part of the whole.
func (f *Finder) inherit(t *ling.Text, q *quantity, fig *casus.Figure, before []casus.Figure) {
	if fig.Kind != "count" || len(before) == 0 {
		return
	}
	top := topOf(t, q)
	prev := before[len(before)-1]
	first, _ := t.TokensIn(prev.Span)
	if fig.Attribute == "" && prev.Attribute != "" && f.fromTo(t, q, first) {
		fig.Attribute, fig.Counted, fig.Total, fig.Rule = prev.Attribute, prev.Counted, "total", "rise of the figure before"
		return
	}
	if at := q.last; fig.Attribute == "" && prev.Attribute == "" && at+1 < len(t.Tokens) && lower(t.Tokens[at].Form) == "of" &&
		ofThem[lower(t.Tokens[at+1].Form)] && (at+2 >= len(t.Tokens) || t.Tokens[at+2].UPOS != ling.NOUN) {
		fig.Counted = prev.Counted // "157 people, 91 of them Saudis"
	}
	if prev.Attribute == "" || prev.Kind != "count" || t.SentenceOf(q.first)-t.SentenceOf(first) > 1 {
		return
	}
	if fig.Attribute == "" && fig.About.Empty() && top >= 0 {
		for up, steps := t.Head(top), 0; up >= 0 && steps < 2; up, steps = t.Head(up), steps+1 {
			for _, c := range t.ChildrenBy(up, ling.Obj, ling.Nsubj) {
				if l := t.Tokens[c].Lemma; l == "total" || l == "number" || l == "count" || l == "tally" || l == "figure" {
					fig.Attribute, fig.Counted, fig.Total = prev.Attribute, prev.Counted, "total"
					fig.Rule = "total of the figure before"
					return
				}
			}
		}
	}
	if q.last+1 < len(t.Tokens) && lower(t.Tokens[q.last].Form) == "of" && ofThem[lower(t.Tokens[q.last+1].Form)] {
		fig.Scope = "including"
		if k := q.last + 2; k < len(t.Tokens) && t.Tokens[k].UPOS == ling.NOUN {
			fig.About, fig.Counted = t.Tokens[k].Span, t.Tokens[k].Lemma
		}
		if fig.Attribute == "" || fig.Attribute == prev.Attribute {
			fig.Attribute = prev.Attribute
			if f.tables.befalls[prev.Attribute] && fig.About.Empty() { // "six of them with bullet wounds"
				fig.Counted = prev.Counted
			}
		}
	}
}

// fromTo reports whether the figure is the second of "from 14 to 31", the first beginning at token first.
func (f *Finder) fromTo(t *ling.Text, q *quantity, first int) bool {
	return q.start-1 > first && lower(t.Tokens[q.start-1].Form) == "to" && first > 0 && lower(t.Tokens[first-1].Form) == "from" &&
		q.start-first < 6
}

var ofThem = map[string]bool{"them": true, "whom": true, "those": true, "these": true}
