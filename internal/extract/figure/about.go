package figure

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// subject is what a quantity is about: the counted word and the word that says what happened to it, -1 where there is
// none.
type subject struct{ head, verb int }

// timeUnits are what makes a number a duration or an age.
var timeUnits = map[string]bool{
	"second": true, "minute": true, "hour": true, "day": true, "week": true, "month": true,
	"year": true, "decade": true, "century": true, "night": true, "fortnight": true,
}

// measure types amounts with a unit, durations and ages; it reports whether the quantity is one.
func (f *Finder) measure(t *ling.Text, q *quantity, fig *casus.Figure, end int) bool {
	switch {
	case q.unit.kind == "money" || q.currency != "":
		fig.Kind, fig.Unit, fig.Attribute = "money", q.unit.name, "money"
		if q.currency != "" {
			fig.Unit = q.currency
		}
		return true
	case q.unit.name != "":
		fig.Kind, fig.Unit = q.unit.kind, q.unit.name
		if fig.Kind == "distance" {
			fig.Attribute = "distance"
		}
		return true
	}
	at := q.last
	if at < end && t.Tokens[at].Form == "-" {
		at++
	}
	if at < end && timeUnits[strings.TrimSuffix(lower(t.Tokens[at].Form), "s")] && !q.ordinal {
		fig.Kind, fig.Unit = "duration", strings.TrimSuffix(lower(t.Tokens[at].Form), "s")
		q.last = at + 1
		next := q.last
		if next < end && t.Tokens[next].Form == "-" {
			next++
		}
		if next < end && (lower(t.Tokens[next].Form) == "old" || lower(t.Tokens[next].Form) == "olds") {
			fig.Kind = "age"
			q.last = next + 1
		}
		return true
	}
	if q.first > 0 && lower(t.Tokens[q.first-1].Form) == "aged" {
		fig.Kind, fig.Unit = "age", "year"
		return true
	}
	if bareAge(t, q, end) || ageAlone(t, q) {
		fig.Kind, fig.Unit = "age", "year"
		return true
	}
	return false
}

// bareAge reports whether the number is an age beside a name: "Ivan Petrov, 45, said".
func bareAge(t *ling.Text, q *quantity, end int) bool {
	return q.last-q.first == 1 && q.value > 0 && q.value < 120 && isDigit(t.Tokens[q.first].Form[0]) && q.first > 1 &&
		t.Tokens[q.first-1].Form == "," && t.Tokens[q.first-2].UPOS == ling.PROPN && q.last < end &&
		(t.Tokens[q.last].Form == "," || t.Tokens[q.last].Form == ".")
}

// ageAlone reports whether the number is an age by "age of 95" or "he was 66".
func ageAlone(t *ling.Text, q *quantity) bool {
	if q.value < 1 || q.value > 120 || q.currency != "" {
		return false
	}
	if q.first >= 2 && lower(t.Tokens[q.first-1].Form) == "of" && lower(t.Tokens[q.first-2].Form) == "age" {
		return true
	}
	i := q.last - 1
	if t.ChildBy(i, ling.Cop) < 0 || q.value < 10 {
		return false
	}
	s := t.ChildBy(i, ling.Nsubj)
	if s < 0 {
		return false
	}
	switch lower(t.Tokens[s].Form) {
	case "he", "she", "i", "who":
		return true
	}
	return t.Tokens[s].UPOS == ling.PROPN
}

// label reports whether the number is a date, a clock time, or the number of a name: "Resolution 2231", "Flight 17".
func label(t *ling.Text, q *quantity, first, end int) bool {
	if q.currency != "" || !isDigit(t.Tokens[q.first].Form[0]) {
		return false
	}
	var prev, next *ling.Token
	if q.first > first {
		prev = &t.Tokens[q.first-1]
	}
	if q.last < end {
		next = &t.Tokens[q.last]
	}
	if next != nil && (next.Form == "§" || next.Form == "U.S.C.") || prev != nil && prev.Form == "§" {
		return true
	}
	if clock(t, q, next) || calendar(q, prev, next, t.Tokens[q.first].Form) {
		return true
	}
	if next != nil && next.Form == ")" && (prev == nil || prev.Form != "(") && q.last-q.first == 1 && q.value < 20 {
		return true // the number of an item in a list
	}
	if prev == nil {
		return false
	}
	if numbered[lower(prev.Form)] && prev.Form[0] >= 'A' && prev.Form[0] <= 'Z' {
		return true
	}
	if !prev.SpaceAfter && (prev.Form == "-" || prev.Form == "/" || prev.Form == "#" || prev.Form == ".") && q.first-1 > first &&
		!t.Tokens[q.first-2].SpaceAfter {
		return true // "Covid-19", "9/11"
	}
	if next != nil && !t.Tokens[q.last-1].SpaceAfter && (next.Form == "/" || next.Form == ":") {
		return true
	}
	// The number of a name follows its noun: "Article 5".
	head := int(t.Tokens[q.first].Head)
	return head == q.first-1 && prev.UPOS.Nominal() && prev.UPOS != ling.PRON && (prev.UPOS == ling.PROPN || len(prev.Form) > 0 && prev.Form[0] >= 'A' && prev.Form[0] <= 'Z' || numbered[prev.Lemma])
}

// numbered are nouns that carry numbers of their own after them.
var numbered = map[string]bool{
	"article": true, "section": true, "chapter": true, "page": true, "resolution": true,
	"flight": true, "route": true, "highway": true, "phase": true, "level": true, "number": true, "no.": true, "line": true,
	"day": true, "week": true, "item": true, "paragraph": true, "unit": true, "room": true, "channel": true, "case": true,
}

func clock(t *ling.Text, q *quantity, next *ling.Token) bool {
	if strings.Contains(t.Tokens[q.first].Form, ":") {
		return true
	}
	if next == nil {
		return false
	}
	switch lower(next.Form) {
	case "a.m.", "p.m.", "am", "pm", "gmt", "utc", "o'clock", "est", "edt", "kst", "jst", "a.m", "p.m", ":", "hrs":
		return true
	}
	return false
}

var months = map[string]bool{
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true,
	"july": true, "august": true, "september": true, "october": true, "november": true, "december": true, "jan.": true,
	"feb.": true, "mar.": true, "apr.": true, "jun.": true, "jul.": true, "aug.": true, "sept.": true, "sep.": true,
	"oct.": true, "nov.": true, "dec.": true, "jan": true, "feb": true, "aug": true, "sept": true, "oct": true, "nov": true,
	"dec": true,
}

// calendar reports whether the number is a day beside its month or a year.
func calendar(q *quantity, prev, next *ling.Token, form string) bool {
	named := func(tok *ling.Token) bool {
		return tok != nil && months[lower(tok.Form)] && tok.Form[0] >= 'A' && tok.Form[0] <= 'Z'
	}
	if (named(prev) || named(next)) && q.value <= 31 {
		return true
	}
	if len(form) != 4 || strings.Contains(form, ",") || strings.Contains(form, ".") || q.value < 1000 || q.value >= 2200 {
		return false
	}
	if named(prev) {
		return true
	}
	if q.value < 1700 || q.value > 2100 {
		return false
	}
	return !(next != nil && next.XPOS == ling.NNS && prev != nil && lower(prev.Form) != "the" && lower(prev.Form) != "in" && prev.UPOS != ling.PROPN) || q.hedgeLast == 0 && next != nil && next.XPOS != ling.NNS
}

// about finds the counted word and what happened to it, and gives the figure its attribute and counted word.
func (f *Finder) about(t *ling.Text, q *quantity, fig *casus.Figure) subject {
	a := subject{head: f.counted(t, q, q.to), verb: -1}
	if fig.Kind != "count" {
		f.measured(t, q, a, fig)
		return a
	}
	attr, verb := f.attribute(t, q, a.head)
	if bare := a.head < 0 && attr == "" && alone(t, q); bare {
		a.head, attr = f.toldOf(t, q)
		if m := f.member(t, q); m != "" && a.head < 0 && attr == "" {
			fig.Counted = m
			return a
		}
	}
	if f.tables.befalls[attr] && a.head >= 0 && f.thing(t, a.head) {
		attr, verb = "", -1 // "hand over 40 rifles": only people are released
	}
	fig.Attribute, a.verb = attr, verb
	person := a.head < 0 || f.tables.befalls[attr] || t.Tokens[a.head].UPOS == ling.PROPN && f.personal(attr) || t.Tokens[a.head].Lemma == "life" || f.person(t, a.head) || stateOnly(f, t, a.head)
	switch {
	case attr != "" && person && !(a.head >= 0 && f.tables.sent[attr]):
		fig.Counted = attr
	case a.head >= 0:
		fig.Counted = t.Tokens[a.head].Lemma
		if s := f.tables.attributes[fig.Counted+" noun"]; s != "" && s == attr {
			fig.Counted = attr
		}
	}
	fig.Counted = f.name(t, a.head, fig.Counted)
	return a
}

// personal reports whether the attribute is one that befalls people: a state that can stand alone ("three dead").
func (f *Finder) personal(attr string) bool { return f.tables.states[attr] }

func stateOnly(f *Finder, t *ling.Text, i int) bool {
	return f.tables.attributes[lower(t.Tokens[i].Form)+" state"] != ""
}

// person reports whether the token is a noun for people.
func (f *Finder) person(t *ling.Text, i int) bool {
	tok := &t.Tokens[i]
	return f.tables.people[tok.Lemma] || f.tables.people[lower(tok.Form)] || tok.UPOS == ling.PRON
}

// counted is the word that the quantity counts, -1 where it stands alone.
func (f *Finder) counted(t *ling.Text, q *quantity, last int) int {
	// "dozens of people", "200 of them", "none of the soldiers"
	at := q.last
	if at < last && lower(t.Tokens[at].Form) == "of" {
		at++
		if at+1 < last && ofThem[lower(t.Tokens[at].Form)] && t.Tokens[at+1].UPOS == ling.NOUN { // "16 of them children"
			return at + 1
		}
	}
	for k := q.first; k < q.last; k++ {
		tok := &t.Tokens[k]
		h := int(tok.Head)
		if h >= q.last && h < last && (tok.Rel == ling.Nummod || tok.Rel == ling.Amod || tok.Rel == ling.Det || tok.Rel == ling.Compound) &&
			t.Tokens[h].UPOS != ling.VERB && t.Tokens[h].UPOS != ling.PUNCT {
			return h
		}
	}
	if at < last && t.Tokens[at].UPOS == ling.DET && lower(t.Tokens[at-1].Form) != "of" {
		return -1 // another phrase begins: "up from 23 the day before"
	}
	return f.nounAfter(t, at, last)
}

// nounAfter is the last word of the noun phrase that goes on at i, -1 where none does.
func (f *Finder) nounAfter(t *ling.Text, i, last int) int {
	noun := -1
	for k := i; k < last && k < i+6; k++ {
		tok := &t.Tokens[k]
		switch tok.UPOS {
		case ling.NOUN, ling.PROPN:
			noun = k
			continue
		case ling.ADJ, ling.DET, ling.NUM:
			if noun < 0 {
				if stateOnly(f, t, k) {
					return k
				}
				continue
			}
		case ling.VERB:
			if noun < 0 && stateOnly(f, t, k) {
				return k
			}
			if noun < 0 && tok.Rel == ling.Amod {
				continue
			}
		case ling.PUNCT:
			if tok.Form == "-" {
				continue
			}
		case ling.PRON:
			if tok.Rel == ling.NmodPoss {
				continue // "some of his supporters"
			}
			if noun < 0 && k > 0 && lower(t.Tokens[k-1].Form) == "of" {
				return k
			}
		}
		break
	}
	return noun
}

// sums are nouns that say no more of an amount than that it is one.
var sums = map[string]bool{
	"sum": true, "total": true, "amount": true, "debt": true, "worth": true, "fraction": true, "cost": true, "value": true,
}

// quality is the attribute of an amount of which the words say no more than its unit: percentages and fractions are
// shares, tonnes a weight. Durations and ages have none.
func quality(kind string) string {
	switch kind {
	case "percent", "ratio":
		return "share"
	case "mass":
		return "weight"
	case "count", "duration", "age", "ordinal", "":
		return ""
	}
	return kind
}

// measured gives distances and the like their attribute from the word that they measure.
func (f *Finder) measured(t *ling.Text, q *quantity, a subject, fig *casus.Figure) {
	for k := q.first; k < q.last; k++ {
		for h, steps := int(t.Tokens[k].Head), 0; h >= 0 && steps < 3; h, steps = int(t.Tokens[h].Head), steps+1 {
			if s := f.tables.attributes[t.Tokens[h].Lemma+" measure"]; s != "" {
				fig.Attribute = s
				if fig.Kind == "distance" {
					fig.Kind = s
				}
				fig.Counted = s
				return
			}
			if t.Tokens[h].UPOS == ling.VERB {
				break
			}
		}
	}
	if q.last < len(t.Tokens) && fig.Kind == "distance" {
		if s := f.tables.attributes[lower(t.Tokens[q.last].Form)+" extent"]; s != "" { // "20 metres high", "20 km long"
			fig.Kind, fig.Attribute = s, s
		}
	}
	switch {
	case fig.Attribute != "":
		fig.Counted = fig.Attribute
	case fig.Kind == "duration":
		fig.Counted = fig.Unit
	case a.head >= 0 && fig.Kind != "age" && fig.Kind != "altitude":
		fig.Counted = t.Tokens[a.head].Lemma
	}
	if fig.Attribute == "" {
		fig.Attribute = quality(fig.Kind)
	}
	if fig.Kind == "money" || fig.Kind == "percent" {
		if of := amountOf(t, q); of != "" && !sums[of] {
			fig.Counted = of
		}
	}
}
