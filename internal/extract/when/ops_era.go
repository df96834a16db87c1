package when

import (
	"fmt"
	"regexp"
	"strconv"
)

// opEra reads years with an era: "AD 842", "900 CE", "44 BC". Years before ours have a value and no dates.
func opEra(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cNum, 0)
	if !s.atoms[x.atom].is(cNum) {
		return spec{}, false
	}
	y := int(s.atoms[x.atom].num)
	if b.value(cEra) == "BC" {
		return spec{kind: kRef, value: fmt.Sprintf("BC%04d", y)}, y > 0
	}
	return spec{kind: kAbs, y: y}, y > 0 && y < 2200
}

// opEraFrom reads the first year of "490-479 BC", "from 27 BC" being opEra's.
func opEraFrom(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cNum, 0)
	at := x.atom + 1
	if s.atoms[x.atom].digits == 0 || !s.lit(at, "-", "–", "to", "and", "or", "until") || at+2 >= s.end {
		return spec{}, false
	}
	if !s.atoms[at+1].is(cNum) || s.atoms[at+1].digits == 0 || !s.atoms[at+2].is(cEra) {
		return spec{}, false
	}
	e, next := s.sense(at+2, cEra)
	if next < 0 {
		return spec{}, false
	}
	y := int(s.atoms[x.atom].num)
	if e.value == "BC" {
		return spec{kind: kRef, value: fmt.Sprintf("BC%04d", y)}, y > 0 && y > int(s.atoms[at+1].num)
	}
	return spec{kind: kAbs, y: y}, y > 0 && y < int(s.atoms[at+1].num)
}

// opCenturyBC reads "the 5th century BC", whose value is that of its years: "BC04".
func opCenturyBC(s *scan, b bindings) (spec, bool) {
	n := b.num(s, cOrd, 0)
	return spec{kind: kRef, value: fmt.Sprintf("BC%02d", n-1)}, b.value(cEra) == "BC" && n > 0
}

// opCenturyFirst reads the first of "from the 15th to the 19th century".
func opCenturyFirst(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cOrd, 0)
	at := x.atom + 1
	if !s.lit(at, "to", "and", "or", "-", "–", "through", "until") {
		return spec{}, false
	}
	if at++; s.lit(at, "the") {
		at++
	}
	if at >= s.end || !s.atoms[at].is(cOrd) {
		return spec{}, false
	}
	if at++; s.lit(at, "-") {
		at++
	}
	n := b.num(s, cOrd, 0)
	if !s.lit(at, "century", "centuries") || n < 1 || n >= 30 {
		return spec{}, false
	}
	if at+1 < s.end && s.atoms[at+1].is(cEra) {
		if e, next := s.sense(at+1, cEra); next > 0 && e.value == "BC" {
			return spec{kind: kRef, value: fmt.Sprintf("BC%02d", n-1)}, true
		}
	}
	return spec{kind: kCentury, y: n}, true
}

// opCenturies reads "the 13th and 15th centuries" as the stretch from the one to the other.
func opCenturies(s *scan, b bindings) (spec, bool) {
	n, m := b.num(s, cOrd, 0), b.num(s, cOrd, 1)
	return spec{kind: kRange, y: n*100 - 100, y2: m*100 - 1}, n > 0 && n < m && m < 30
}

// opSetSeason reads "summers", which come every year.
func opSetSeason(_ *scan, b bindings) (spec, bool) {
	return spec{kind: kSet, value: "XXXX-" + b.value(cSeasons)}, true
}

var (
	eraYear  = regexp.MustCompile(`\b\d{2,3} (?:AD|A\.D\.|CE|C\.E\.)(?:\W|$)|\b(?:AD|A\.D\.) \d{2,3}\b|\bthe year \d{2,3}\b`)
	lifeSpan = regexp.MustCompile(`[(;,] ?(?:c\. ?|ca\. ?)?([1-9]\d\d) ?[-–] ?([1-9]\d\d)\)`)
)

// tellsAntiquity reports whether the text writes a year of fewer than four digits in a way that nothing else is
// written: "347 AD", "the year 71", "(837–908)".
func tellsAntiquity(text string) bool {
	for _, m := range lifeSpan.FindAllStringSubmatch(text, 8) {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		if b-a > 20 && b-a < 110 && (a%10 != 0 || b%10 != 0) {
			return true
		}
	}
	return eraYear.MatchString(text)
}

// isShortYear reports whether two or three digits are a year, in a text that writes such years.
func (s *scan) isShortYear(i int) bool {
	if !s.ancient || s.tagged && s.counts(i) || i+1 < s.end && s.lit(i+1, "%", "-", "–") && s.atoms[i].digits == 2 {
		return false
	}
	if n := s.at(i + 1); n != nil && i+1 < s.end && s.e.counted[s.text[n.start:n.end]] {
		return false
	}
	if s.lit(i-1, "year") && s.lit(i-2, "the") || i > 0 && s.atoms[i-1].is(cMonth) && s.atoms[i].digits == 3 {
		return true
	}
	if s.atoms[i].digits != 3 {
		return false
	}
	if s.lit(i-1, ".") {
		i--
	}
	return s.lit(i-1, "in", "since", "until", "by", "circa", "c", "c.", "ca", "ca.", "around", "about", "before", "after", "from",
		"to", "between", "(", "of", "-", "–")
}
