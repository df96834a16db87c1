package when

import (
	"strconv"
	"strings"
)

// number reads digits at the beginning of s: a count, a clock time, an ordinal ("3rd"), a decade ("1990s"). It adds an
// atom and returns how many bytes it took, 0 where there are none.
func (s *scan) number(form string, from, token int) int {
	n := 0
	apostrophe := 0
	if strings.HasPrefix(form, "'") {
		apostrophe = 1
	} else if strings.HasPrefix(form, "’") {
		apostrophe = len("’")
	}
	form2 := form[apostrophe:]
	for n < len(form2) && (digit(form2[n]) || n+1 < len(form2) && n > 0 && strings.IndexByte(".,:", form2[n]) >= 0 && digit(form2[n+1])) {
		n++
	}
	if n == 0 {
		return 0
	}
	body := form2[:n]
	if suffix := form2[n:]; decadeSuffix(suffix) && (n == 4 || n == 2) && body[n-1] == '0' && len(body) == digits(body) {
		a := s.push(from, from+apostrophe+n+len(suffix), token, nil)
		a.mask, a.num = 1<<cDecade, float64(atoi(body))
		return len(form)
	}
	if apostrophe > 0 {
		if n != 2 || len(form2) != 2 {
			return 0
		}
		a := s.push(from, from+len(form), token, nil)
		a.mask, a.num = 1<<cYear, float64(century2(atoi(body)))
		return len(form)
	}
	if len(form2) >= n+2 && ordinalSuffix(form2[n:]) {
		a := s.push(from, from+n+2, token, nil)
		a.num, a.digits = float64(atoi(body)), uint8(n)
		a.mask = 1 << cOrd
		if a.num >= 1 && a.num <= 31 {
			a.mask |= 1 << cDay
		}
		return n + 2
	}
	s.pushNumber(body, from, token)
	return n
}

// pushNumber adds the atom of a run of digits with points, commas or colons inside.
func (s *scan) pushNumber(body string, from, token int) {
	a := s.push(from, from+len(body), token, nil)
	if strings.Contains(body, ":") {
		if c, ok := clockTime(body, ":"); ok {
			a.mask, a.clock = 1<<cClock, c
		}
		return
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(body, ",", ""), 64)
	if err != nil {
		return
	}
	a.mask, a.num, a.digits = 1<<cNum, v, uint8(min(len(body), 200))
	if len(body) <= 2 {
		if w := s.e.lex.forms[body]; w != nil { // "9/11"
			a.word, a.mask = w, a.mask|w.mask
		}
	}
	if digits(body) != len(body) {
		a.digits = 0
		if c, ok := clockTime(body, "."); ok && len(body) >= 4 {
			a.clock = c
		}
		return
	}
	if len(body) <= 2 && v >= 1 && v <= 31 {
		a.mask |= 1 << cDay
	}
	if len(body) == 4 && v >= 1000 && v < 2200 || s.ancient && (len(body) == 3 && v >= 100 || len(body) == 2 && v > 31) {
		a.mask |= 1 << cYear
	}
}

// digits counts the digits of s.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if digit(s[i]) {
			n++
		}
	}
	return n
}

func decadeSuffix(s string) bool {
	return s == "s" || s == "'s" || s == "’s"
}

func ordinalSuffix(s string) bool {
	switch strings.ToLower(s[:2]) {
	case "st", "nd", "rd", "th":
		return len(s) == 2 || !letter(s[2])
	}
	return false
}

// century2 is the year meant by two digits: 30 to 99 are of the last century, the rest of this one.
func century2(n int) int {
	if n >= 30 {
		return 1900 + n
	}
	return 2000 + n
}

// clockTime reads "7:50" or "07:50:30" as seconds since midnight.
func clockTime(s, sep string) (int32, bool) {
	parts := strings.Split(s, sep)
	if len(parts) < 2 || len(parts) > 3 || len(parts[1]) != 2 || len(parts[0]) > 2 {
		return 0, false
	}
	sec := 0
	for i, limit := range []int{25, 60, 60} {
		v := 0
		if i < len(parts) {
			if digits(parts[i]) != len(parts[i]) || parts[i] == "" {
				return 0, false
			}
			v = atoi(parts[i])
		}
		if v >= limit {
			return 0, false
		}
		sec = sec*60 + v
	}
	return int32(sec), sec <= 24*3600
}

// numericDate reads "2026-01-04", "2026/01/04", "01/04/2026" (month first unless that cannot be) and "4.1.2026".
func numericDate(s string) (y, m, d int, ok bool) {
	if len(s) < 6 || len(s) > 10 || !digit(s[0]) || !digit(s[len(s)-1]) {
		return 0, 0, 0, false
	}
	for _, sep := range []string{"-", "/", "."} {
		p := strings.Split(s, sep)
		if len(p) != 3 || digits(p[0]) != len(p[0]) || digits(p[1]) != len(p[1]) || digits(p[2]) != len(p[2]) {
			continue
		}
		a, b, c := atoi(p[0]), atoi(p[1]), atoi(p[2])
		switch {
		case len(p[0]) == 4:
			y, m, d = a, b, c
		case len(p[2]) == 4 && sep == ".":
			y, m, d = c, b, a
		case len(p[2]) == 4 || len(p[2]) == 2 && sep == "/":
			y, m, d = c, a, b
			if m > 12 {
				m, d = b, a
			}
			if len(p[2]) == 2 {
				y = century2(c)
			}
		default:
			continue
		}
		if m >= 1 && m <= 12 && d >= 1 && d <= 31 && y > 0 {
			return y, m, d, true
		}
	}
	return 0, 0, 0, false
}

// numbers joins number words into one atom each: "twenty-five", "two hundred and six", "nineteen ninety-seven" (a
// year), "twenty-first" (an ordinal).
func (s *scan) numbers() {
	out := s.atoms[:0]
	sent := 0
	for i := 0; i < len(s.atoms); {
		for sent < len(s.sents) && s.sents[sent] <= i {
			s.sents[sent] = len(out)
			sent++
		}
		a := s.atoms[i]
		n := 1
		if a.is(cNumWord) {
			n = s.numberWords(i, &a)
		} else if a.is(cNum) && a.digits > 0 && s.lit(i+1, "hundred", "thousand", "million", "billion", "trillion") {
			a.num *= s.numWord(i + 1)
			a.end, n, a.digits = s.atoms[i+1].end, 2, 0
			a.mask = 1 << cNum
		} else if a.is(cNum) && s.lit(i+1, "1") && s.lit(i+2, "/") && s.lit(i+3, "2") {
			a.num, a.end, n, a.digits, a.mask = a.num+0.5, s.atoms[i+3].end, 4, 0, 1<<cNum
		}
		out = append(out, a)
		i += n
	}
	s.atoms = out
}

// numWord is the value of a number word, 0 for others.
func (s *scan) numWord(i int) float64 {
	a := s.at(i)
	if a == nil || !a.is(cNumWord) {
		return 0
	}
	for _, sn := range a.word.senses {
		if sn.class == cNumWord {
			return float64(atoi(sn.value))
		}
	}
	return 0
}

// numberWords reads the number that begins at i into a and returns how many atoms it has.
func (s *scan) numberWords(i int, a *atom) int {
	total, part, at := 0.0, 0.0, i
	last := -1.0
	year := 0.0
loop:
	for at < len(s.atoms) {
		next := at
		if at > i && s.lit(at, "-") {
			next++
		} else if at > i && s.lit(at, "and") && last >= 100 {
			next++
		}
		w := s.at(next)
		if w == nil || !w.is(cNumWord) && !(w.is(cOrd) && last >= 20 && last < 100) {
			break
		}
		v := s.numWord(next)
		switch {
		case w.is(cOrd):
			if w.num > 9 {
				break loop
			}
			a.mask, a.num, a.end, a.word = 1<<cOrd|1<<cDay, part+w.num, w.end, nil
			if a.num > 31 {
				a.mask = 1 << cOrd
			}
			return next + 1 - i
		case v == 100 && part > 0:
			part *= 100
		case v >= 1000 && part > 0:
			total += part * v
			part = 0
		case last < 0 || last >= 100 && v < 100 || last >= 20 && last < 100 && v < 10 && v > 0:
			part += v
		case last >= 10 && last <= 20 && v >= 10 && year == 0 && at == i+1 && (v >= 20 && v < 100 || v < 20):
			year = last
			part = year*100 + v
			v = v + 0.5 // a year's second half goes on only with a unit
			if w.num = v - 0.5; v < 20 {
				at = next + 1
				break loop
			}
			v -= 0.5
		default:
			break loop
		}
		last, at = v, next+1
	}
	a.num, a.word, a.digits = total+part, nil, 0
	a.mask = 1 << cNum
	a.end = s.atoms[at-1].end
	if year > 0 || a.num >= 1900 && a.num < 2100 {
		a.mask |= 1 << cYear
		a.digits = 4
	}
	return at - i
}
