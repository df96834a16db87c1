package figure

import (
	"math"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// quantity is a number with its hedges and its unit: tokens [start, last).
type quantity struct {
	number
	start                 int // with the hedge
	from, to              int // the sentence
	hedgeFirst, hedgeLast int
	effect                string
	tolerance             float64
	span                  bool // "between X and Y"
	outOf                 bool // the second number of "14 of 16"
}

// vague quantifiers count only where something happened to what they count.
var vagueWords = map[string]bool{"many": true, "few": true, "both": true, "various": true, "numerous": true, "countless": true, "multiple": false}

// quantity reads a hedged number at token i. Hedges before it are looked for backwards from the number.
func (f *Finder) quantity(t *ling.Text, i, first, end int) (q quantity, ok bool) {
	n, ok := f.amount(t, i, end)
	if !ok {
		return q, false
	}
	q = quantity{number: n, start: n.first, from: first, to: end}
	f.rangeOf(t, &q, first, end)
	if q.ordinal {
		return q, true
	}
	if !q.span {
		if h, k := f.tables.hedgesBefore.before(t, q.first, first); k > 0 && f.hedges(t, &q, k) {
			q.effect, q.tolerance = h.effect, h.tolerance
			q.start = q.first - k
			q.hedgeFirst, q.hedgeLast = q.start, q.first
			if h.effect == "exact" && t.Tokens[q.start].UPOS == ling.DET {
				q.hedgeFirst, q.hedgeLast = 0, 0
			}
		}
	}
	if q.unit.name == "" {
		f.unitAfter(t, &q, end)
	}
	if h, k := f.tables.hedgesAfter.at(t, q.last, end); k > 0 && q.effect == "" {
		q.effect, q.tolerance = h.effect, h.tolerance
		q.hedgeFirst, q.hedgeLast = q.last, q.last+k
		q.last += k
	}
	q.outOf = q.start-2 >= first && lower(t.Tokens[q.start-1].Form) == "of" && f.isNumber(t, q.start-2)
	return q, true
}

// isNumber reports whether token i is written in digits or a number word.
func (f *Finder) isNumber(t *ling.Text, i int) bool {
	if _, ok := numberWords[lower(t.Tokens[i].Form)]; ok {
		return true
	}
	return isDigit(t.Tokens[i].Form[0])
}

// hedges reports whether the words before the number hedge it: "over" and the like may belong to a verb instead, by the tree or
// by the table of verbs with their particle ("handed over 40 rifles"; "took over 40 minutes" is a hedge again).
func (f *Finder) hedges(t *ling.Text, q *quantity, n int) bool {
	if n > 1 {
		return true
	}
	if t.Tokens[q.first-1].Rel == ling.CompoundPrt {
		return false
	}
	v := q.first - 2
	if v < q.from || t.Tokens[v].UPOS != ling.VERB || !f.tables.particles[t.Tokens[v].Lemma+" "+lower(t.Tokens[q.first-1].Form)] {
		return true
	}
	_, k := f.tables.units.at(t, q.last, q.to)
	return k > 0 || q.currency != "" || q.last < q.to && timeUnits[t.Tokens[q.last].Lemma]
}

// amount reads a quantifier or a numeral at i.
func (f *Finder) amount(t *ling.Text, i, end int) (n number, ok bool) {
	if q, k := f.tables.quantifiers.at(t, i, end); k > 0 {
		n = number{first: i, last: i + k, low: q.low, high: q.high, value: q.value, open: !q.hasHigh, bounds: !q.hasBest}
		w := lower(t.Tokens[i].Form)
		n.vague = k == 1 && vagueWords[w]
		n.zero = q.hasBest && q.value == 0
		f.multiplied(t, &n, end)
		return n, true
	}
	return f.numeral(t, i, end)
}

// multiplied reads "several hundred", "a few dozen": the quantifier's bounds times the multiplier.
func (f *Finder) multiplied(t *ling.Text, n *number, end int) {
	if n.last >= end {
		return
	}
	m, ok := multipliers[lower(t.Tokens[n.last].Form)]
	if !ok || n.zero {
		return
	}
	n.last++
	n.low *= m
	if n.open {
		n.open, n.high = false, 10*m-1
	} else {
		n.high *= m
	}
	n.value *= m
}

// rangeOf reads "between X and Y", "X to Y", "X-Y", "X or Y" into q.
func (f *Finder) rangeOf(t *ling.Text, q *quantity, first, end int) {
	if q.ordinal || q.bounds || q.last+1 >= end {
		return
	}
	prev := ""
	if q.first > first {
		prev = lower(t.Tokens[q.first-1].Form)
	}
	joint := lower(t.Tokens[q.last].Form)
	switch {
	case prev == "between" && joint == "and":
		q.start--
	case prev != "from" && prev != "by" && (joint == "to" || joint == "or"):
	case joint == "-" || joint == "–":
		if t.Tokens[q.last-1].SpaceAfter {
			return
		}
	default:
		return
	}
	n, ok := f.numeral(t, q.last+1, end)
	if !ok || n.ordinal || n.currency != q.currency && n.currency != "" && q.currency != "" {
		q.start = q.first
		return
	}
	low := q.value
	if q.last-q.first == 1 && n.value >= 1000 && low < 100 && n.last-n.first > 1 { // "two to three million"
		if scaled := low * magnitude(n.value); scaled < n.value {
			low = scaled
		}
	}
	if low >= n.value {
		q.start = q.first
		return
	}
	if q.start < q.first {
		q.hedgeFirst, q.hedgeLast = q.start, q.first
	}
	q.low, q.high, q.bounds, q.span = low, n.value, true, true
	q.last, q.unit = n.last, n.unit
	if q.currency == "" {
		q.currency = n.currency
	}
}

// magnitude is the greatest of a thousand, a million … that goes into v.
func magnitude(v float64) float64 {
	m := 1.0
	for m*1000 <= v {
		m *= 1000
	}
	return m
}

// unitAfter reads the unit after the number: "900 kilometers", "900-km", "20 percent".
func (f *Finder) unitAfter(t *ling.Text, q *quantity, end int) {
	at := q.last
	if at < end && t.Tokens[at].Form == "-" {
		at++
	}
	u, k := f.tables.units.at(t, at, end)
	if k == 0 {
		f.moneyOf(t, q, at, end)
		return
	}
	if u.name == poundWeight && q.currency == "" && q.value >= poundsOfMoney && (at+k >= end || lower(t.Tokens[at+k].Form) != "of") {
		u.kind = "money"
	}
	if q.currency != "" && u.kind != "money" {
		return
	}
	if lower(t.Tokens[at].Form) == "won" && t.Tokens[at].UPOS == ling.VERB {
		return
	}
	q.unit, q.last = u, at+k
}

// poundWeight is the unit that is also one of money; poundsOfMoney is how many of them, of nothing, are money: "five million
// pounds" for relief, "200 pounds of flour".
const (
	poundWeight   = "pound"
	poundsOfMoney = 1e6
)

// moneyOf reads a currency behind the name of its country: "two million Syrian pounds", "300 Kenyan shillings".
func (f *Finder) moneyOf(t *ling.Text, q *quantity, at, end int) {
	if at+1 >= end || q.currency != "" || q.unit.name != "" {
		return
	}
	tok := &t.Tokens[at]
	if tok.UPOS != ling.ADJ && tok.UPOS != ling.PROPN || tok.Form[0] < 'A' || tok.Form[0] > 'Z' {
		return
	}
	u, k := f.tables.units.at(t, at+1, end)
	if k == 0 || u.kind != "money" && u.name != poundWeight || t.Tokens[at+1].UPOS == ling.VERB {
		return
	}
	u.kind = "money"
	q.unit, q.last = u, at+1+k
}

// bound writes value and bounds of the hedged number.
func (q *quantity) bound(fig *casus.Figure) {
	whole := fig.Kind == "count" && q.value == math.Trunc(q.value)
	v, lo, hi := q.value, q.low, q.high
	best, openHigh, openLow := !q.bounds, q.open, false
	tol := func(x float64) float64 {
		d := x * q.tolerance
		if whole {
			d = math.Max(1, math.Round(d))
		}
		return d
	}
	switch q.effect {
	case "min":
		openHigh, best = true, false
	case "above":
		openHigh, best = true, false
		if whole {
			lo = lo + 1
		}
	case "max":
		openLow, best = true, false
	case "less":
		openLow, best = true, false
		if whole {
			hi = hi - 1
		}
	case "approx":
		lo, hi = lo-tol(lo), hi+tol(hi)
	case "below":
		lo = lo - tol(lo)
	case "justover":
		hi = hi + tol(hi)
	}
	if best {
		fig.Value = &v
	}
	if !openLow {
		fig.Low = &lo
	}
	if !openHigh {
		fig.High = &hi
	}
}
