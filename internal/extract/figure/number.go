package figure

import (
	"math"
	"strconv"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// number is a numeral as written, tokens [first, last).
type number struct {
	first, last int
	value       float64
	low, high   float64 // of a quantifier; equal to value for a numeral
	open        bool    // no upper end
	bounds      bool    // a quantifier without a best value
	ordinal     bool
	currency    string // ISO 4217, from a sign before it
	unit        unit   // glued to it: "50km", "20%"
	vague       bool   // a quantifier such as "many" that counts only with something that happened
	zero        bool   // "no", "none"
}

var numberWords = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
	"seventy": 70, "eighty": 80, "ninety": 90,
}

var multipliers = map[string]float64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "score": 20,
	"bn": 1e9, "mn": 1e6, "mln": 1e6, "tn": 1e12, "crore": 1e7, "lakh": 1e5,
}

// short multipliers hold only directly after an amount of money: "$5m".
var moneyMultipliers = map[string]float64{"m": 1e6, "b": 1e9, "k": 1e3, "t": 1e12}

var ordinalWords = map[string]float64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "twentieth": 20,
	"hundredth": 100,
}

// numeral reads a number that begins at token i of a sentence ending at end.
func (f *Finder) numeral(t *ling.Text, i, end int) (n number, ok bool) {
	n = number{first: i, last: i}
	if c, is := f.tables.currencies[t.Tokens[i].Form]; is && i+1 < end {
		n.currency = c
		n.last++
	}
	if !f.leading(t, &n, end) {
		return n, false
	}
	f.multiply(t, &n, end)
	n.low, n.high = n.value, n.value
	return n, true
}

// leading reads digits or number words before any multiplier.
func (f *Finder) leading(t *ling.Text, n *number, end int) bool {
	if n.last >= end {
		return false
	}
	form := t.Tokens[n.last].Form
	if v, ok := numberWords[lower(form)]; ok {
		n.value, n.last = v, n.last+1
		n.tens(t, end)
		return !(v == 1 && n.last == n.first+1 && pronoun(t, n.first, end))
	}
	if _, ok := multipliers[lower(form)]; ok && n.last > 0 && n.currency == "" {
		return false // "hundreds" and "a hundred" are quantifiers
	}
	if v, ok := ordinalWords[lower(form)]; ok && n.currency == "" {
		n.value, n.ordinal, n.last = v, true, n.last+1
		return true
	}
	return f.digits(t, n)
}

// pronoun reports whether "one" at i stands for something named, or is a name: "one of its members", "the other one",
// "PLOS One".
func pronoun(t *ling.Text, i, end int) bool {
	if t.Tokens[i].UPOS == ling.PRON || t.Tokens[i].UPOS == ling.PROPN {
		return true
	}
	if i+1 < end && lower(t.Tokens[i+1].Form) == "of" {
		return true
	}
	if i == 0 || i+1 < end && (t.Tokens[i+1].UPOS == ling.NOUN || t.Tokens[i+1].UPOS == ling.ADJ) {
		return false
	}
	switch lower(t.Tokens[i-1].Form) {
	case "the", "this", "that", "another", "other", "first", "last", "new", "no", "each", "every", "which", "only":
		return true
	}
	return false
}

// tens adds the unit to a ten: "twenty five", "twenty-five".
func (n *number) tens(t *ling.Text, end int) {
	if n.value < 20 || n.last >= end {
		return
	}
	next := n.last
	if t.Tokens[next].Form == "-" && next+1 < end {
		next++
	}
	if v, ok := numberWords[lower(t.Tokens[next].Form)]; ok && v > 0 && v < 10 {
		n.value, n.last = n.value+v, next+1
	} else if v, ok := ordinalWords[lower(t.Tokens[next].Form)]; ok && v < 10 {
		n.value, n.ordinal, n.last = n.value+v, true, next+1
	}
}

// digits reads a token with digits: "1,200", "3.5", "€5", "50km", "20%", "3rd", "5m" after money.
func (f *Finder) digits(t *ling.Text, n *number) bool {
	form := t.Tokens[n.last].Form
	start := strings.IndexAny(form, "0123456789")
	if start < 0 {
		return false
	}
	if start > 0 {
		c, ok := f.tables.currencies[form[:start]]
		if !ok || n.currency != "" {
			return false
		}
		n.currency = c
	}
	end := start
	for end < len(form) && (isDigit(form[end]) || (form[end] == '.' || form[end] == ',') && end+1 < len(form) && isDigit(form[end+1])) {
		end++
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(form[start:end], ",", ""), 64)
	if err != nil || strings.Count(form[start:end], ".") > 1 {
		return false
	}
	n.value = v
	switch rest := lower(form[end:]); rest {
	case "":
	case "st", "nd", "rd", "th":
		n.ordinal = true
	default:
		if m, ok := multipliers[rest]; ok {
			n.value *= m
		} else if m, ok := moneyMultipliers[rest]; ok && (n.currency != "" || rest == "k") {
			n.value *= m
		} else if u, ok := f.unitWord(rest); ok {
			n.unit = u
		} else {
			return false
		}
	}
	n.last++
	return true
}

// unitWord is the unit written as one word.
func (f *Finder) unitWord(w string) (unit, bool) {
	for _, ph := range f.tables.units.first[w] {
		if len(ph.words) == 1 {
			return ph.value, true
		}
	}
	return unit{}, false
}

// multiply reads "hundred", "million", "and a half million", "thousand two hundred" after the leading number.
func (f *Finder) multiply(t *ling.Text, n *number, end int) {
	if n.ordinal || n.unit.name != "" {
		return
	}
	if n.last+3 < end && matches(t, n.last, []string{"and", "a", "half"}) {
		n.value += 0.5
		n.last += 3
	}
	total, part := 0.0, n.value
	for n.last < end {
		next := n.last
		if t.Tokens[next].Form == "-" && next+1 < end {
			next++
		}
		w := lower(t.Tokens[next].Form)
		m, ok := multipliers[w]
		if !ok && n.currency != "" && n.last == next && !t.Tokens[next-1].SpaceAfter {
			m, ok = moneyMultipliers[w]
		}
		if ok {
			if part == 0 {
				break
			}
			part *= m
			n.last = next + 1
			if m >= 1000 {
				total, part = total+part, 0
			}
			continue
		}
		after := next
		if w == "and" && after+1 < end {
			after++
		}
		v, word := numberWords[lower(t.Tokens[after].Form)]
		if !word || v == 0 || total+part < 100 || (total > 0 && part > 0) || math.Mod(part, 100) != 0 {
			break
		}
		sub := number{first: after, last: after + 1, value: v}
		sub.tens(t, end)
		part += sub.value
		n.last = sub.last
	}
	n.value = total + part
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
