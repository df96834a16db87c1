package when

import (
	"strings"
)

func opDeictic(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kDeictic, part: b.value(cPart)}
	switch {
	case b.has(cDeix):
		p.n = float64(b.num(s, cDeix, 0))
	case b.has(cDeixNight):
		p.part = "NI"
	default: // last night
		p.n, p.part = -1, "NI"
	}
	return p, true
}

func opThisPart(s *scan, b bindings) (spec, bool) {
	shift := b.num(s, cShift, 0)
	p := spec{kind: kDeictic, part: b.value(cPart), n: float64(shift)}
	if x, _ := b.get(cShift, 0); s.lit(x.atom, "last") && !s.lit(x.atom-1, "the", "their", "his", "her", "its", "our") {
		return p, true // "last evening" is yesterday's
	}
	if shift != 0 {
		p.kind, p.unit, p.shift, p.anchor = kNarr, "D", shift, fromNarrative
	}
	return p, true
}

func opNarrPart(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cPart, 0)
	p := spec{kind: kNarr, unit: "D", part: x.sense.value, anchor: fromNarrative}
	if !b.has(cThat) { // "in the morning"
		p.unsure = !s.lit(x.atom-2, "in", "of", "during", "by", "for", "into", "throughout")
	}
	return p, true
}

// opPart takes "morning" alone; it counts only next to a day, or after "in the", "at", "by".
func opPart(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cPart, 0)
	p := spec{kind: kPart, part: x.sense.value, unsure: true}
	if s.lit(x.atom-1, "at", "by", "before", "after", "until", "since") && !strings.HasSuffix(s.text[s.atoms[x.atom].start:s.atoms[x.atom].end], "s") {
		p.unsure = false
	}
	return p, true
}

func opOvernight(_ *scan, _ bindings) (spec, bool) {
	return spec{kind: kNarr, unit: "D", part: "NI", anchor: fromNarrative}, true
}

// opClock reads clock times; a bare number needs "a.m.", a zone after four digits or "o'clock".
func opClock(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kClock, timed: true}
	if x, ok := b.get(cClock, 0); ok {
		p.clock = s.atoms[x.atom].clock
		if !b.has(cAmPm) && !b.has(cZone) && s.lit(x.atom-1, "-", "–") {
			return p, false
		}
	} else {
		x, _ := b.get(cNum, 0)
		a := &s.atoms[x.atom]
		switch {
		case a.clock > 0:
			p.clock = a.clock
		case a.digits == 4 || a.digits == 3 && !b.has(cAmPm):
			if v := int32(a.num); v/100 < 24 && v%100 < 60 {
				p.clock = v/100*3600 + v%100*60
			} else {
				return p, false
			}
		case a.num >= 0 && a.num <= 24 && a.num == float64(int(a.num)):
			p.clock = int32(a.num) * 3600
			if b.has(cZone) && !b.has(cAmPm) && b.value(cZone) == "local" {
				return p, false
			}
		default:
			return p, false
		}
	}
	hour := p.clock / 3600
	switch b.value(cAmPm) {
	case "AM":
		if hour == 12 {
			p.clock -= 12 * 3600
		}
	case "PM":
		if hour < 12 {
			p.clock += 12 * 3600
		}
	}
	if hour > 12 && b.value(cAmPm) == "AM" {
		return p, false
	}
	p.zone = b.value(cZone)
	return p, true
}

func opClockHours(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cNum, 0)
	a := &s.atoms[x.atom]
	v := int32(a.num)
	p := spec{kind: kClock, timed: true, clock: v/100*3600 + v%100*60, zone: b.value(cZone)}
	return p, a.digits == 4 && v/100 < 24 && v%100 < 60
}

func opClockPast(s *scan, b bindings) (spec, bool) {
	p, ok := opClock(s, b)
	p.clock += 1800
	return p, ok
}

func opNoon(s *scan, b bindings) (spec, bool) {
	c, _ := clockTime(b.value(cNoon), ":")
	return spec{kind: kClock, timed: true, clock: c, zone: b.value(cZone)}, true
}

func opShiftUnit(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kShift, unit: b.value(cUnit), shift: b.num(s, cShift, 0), shifted: true}
	x, _ := b.get(cShift, 0)
	switch p.unit {
	case "S", "MIN", "H", "FN", "ML":
		if p.shift == 0 {
			return p, false
		}
		p.kind, p.n = kDur, 1
	case "NIGHT":
		return p, false
	case "D":
		if s.lit(x.atom, "last", "final") {
			return p, false // "our last day" is the end of something, not the day before
		}
		p.kind, p.anchor = kNarr, fromNarrative
	}
	// "the past year" is the stretch up to now, not the calendar year.
	for i := x.atom; i < len(s.atoms) && i <= x.atom+2; i++ {
		if s.lit(i, "past") && p.shift < 0 {
			p.kind, p.n, p.dir = kDur, 1, -1
		}
		if p.shift != 0 && s.lit(i, "previous", "following", "preceding", "prior", "ensuing") {
			p.kind, p.anchor = kNarr, fromNarrative
		}
		if s.lit(i, "same") {
			p.kind, p.anchor = kNarr, fromNarrative
		}
	}
	return p, true
}

func opWeekdayShift(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kAbs, wd: b.num(s, cWeekday, 0), shifted: true, shift: b.num(s, cShift, 0), unit: "W"}
	return p, b.value(cUnit) == "W"
}

func opNarrWeekday(s *scan, b bindings) (spec, bool) {
	return spec{kind: kNarr, wd: b.num(s, cWeekday, 0), anchor: fromNarrative}, true
}

// opNarrMonth reads "that September": of the year that the text speaks of.
func opNarrMonth(s *scan, b bindings) (spec, bool) {
	return spec{kind: kNarr, m: b.num(s, cMonth, 0), anchor: fromNarrative}, true
}

// narr makes the operation for "that day", "the following week", "the day before"; the bare forms are unsure of their
// anchor, which may be an event named after them.
func narr(shift int, postfix bool) operation {
	return func(s *scan, b bindings) (spec, bool) {
		p := spec{kind: kNarr, unit: b.value(cUnit), shift: shift, anchor: fromNarrative}
		switch p.unit {
		case "S", "MIN", "H":
			if shift == 0 {
				return p, false
			}
		case "NIGHT":
			p.unit, p.part = "D", "NI"
		}
		if postfix {
			p.dir = shift
		}
		return p, true
	}
}

// opTheUnit takes "the week", "the quarter" for the current one; days, hours and the like are no times by themselves.
func opTheUnit(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cUnit, 0)
	p := spec{kind: kShift, unit: x.sense.value, shifted: true}
	switch p.unit {
	case "Q", "W", "M", "Y":
	case "D":
		p.needMod = true
	default:
		return p, false
	}
	if s.lit(x.atom+1, "-", "of", "that", "when") || !s.atoms[x.atom].lower && s.atoms[x.atom-1].lower {
		return p, false
	}
	p.kind, p.anchor = kNarr, fromNarrative
	p.unsure = !s.lit(x.atom-2, "for", "of", "in", "during", "through", "by", "since", "earlier", "this", "until", "throughout")
	return p, true
}

func opTheWeekend(_ *scan, _ bindings) (spec, bool) {
	return spec{kind: kShift, unit: "WE", shifted: true, wd: -1}, true
}

// quantity is the count of units in a slot.
func (s *scan) quantity(b bindings, n int) (v float64, vague bool) {
	for _, x := range b {
		if x.class != cQty && x.class != cNum {
			continue
		}
		if n > 0 {
			n--
			continue
		}
		if x.class == cNum {
			return s.atoms[x.atom].num, false
		}
		if x.sense.value == "X" {
			return 0, true
		}
		return float(x.sense.value), false
	}
	return 1, false
}

// float reads the few decimals of the table.
func float(v string) float64 {
	whole, frac, _ := strings.Cut(v, ".")
	f := float64(atoi(whole))
	scale := 0.1
	for i := range len(frac) {
		f += float64(frac[i]-'0') * scale
		scale /= 10
	}
	return f
}

func unitOf(b bindings, n int) string {
	for _, x := range b {
		if x.class == cUnit || x.class == cUnits {
			if n == 0 {
				return x.sense.value
			}
			n--
		}
	}
	return ""
}

// offset makes the operation for a count of units before or after an anchor.
func offset(dir int, from anchor) operation {
	return func(s *scan, b bindings) (spec, bool) {
		p := spec{kind: kOffset, unit: unitOf(b, 0), dir: dir, anchor: from}
		p.n, p.vague = s.quantity(b, 0)
		if x := b[len(b)-1]; s.lit(x.atom+1, "on") {
			return p, false // "two days on the road"
		}
		return p, true
	}
}

func opAgoAdj(s *scan, b bindings) (spec, bool) {
	return spec{kind: kOffset, unit: b.value(cUnit), n: 1, dir: -1, anchor: fromPublication}, true
}

func opFromDeixis(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kOffset, unit: unitOf(b, 0), dir: 1}
	p.n, p.vague = s.quantity(b, 0)
	if b.num(s, cDeix, 0) != 0 {
		return p, false
	}
	return p, true
}

// opDur reads durations. "a day" and the like are one unit; ages are refused.
func opDur(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kDur, unit: unitOf(b, 0)}
	p.n, p.vague = s.quantity(b, 0)
	if x, ok := b.get(cNum, 1); ok { // "two to three years"
		p.n = s.atoms[x.atom].num
	}
	last := b[len(b)-1].atom
	if a := &s.atoms[last]; s.isAge(last+1) || !a.lower && s.text[a.end-1] >= 'a' && b[0].class == cNum && s.atoms[b[0].atom].digits > 0 {
		return p, false // an age, or a name like "60 Minutes"
	}
	if a := &s.atoms[b[0].atom]; b[0].class == cNum && a.digits == 4 && a.is(cYear) && a.num >= 1900 {
		return p, false // "the 2018 day of mourning"
	}
	if s.lit(b[0].atom, "a", "an") && b[0].class == cQty && s.isRate(b[0].atom) {
		return p, false
	}
	return p, !s.isOrdinary(b, last)
}

func opDurHalf(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kDur, unit: unitOf(b, 0)}
	p.n, p.vague = s.quantity(b, 0)
	p.n += 0.5
	return p, !p.vague
}

func opDurPlural(s *scan, b bindings) (spec, bool) {
	x := b[0]
	if x.sense.value == "Q" || x.sense.value == "S" || s.isAge(x.atom+1) || s.lit(x.atom-1, "the", "those", "these", "its", "his", "her", "their", "and", "-", "our") {
		return spec{}, false
	}
	return spec{kind: kDur, unit: x.sense.value, vague: true}, true
}

func opDurAnd(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kDur, unit: unitOf(b, 0), unit2: unitOf(b, 1)}
	p.n, p.vague = s.quantity(b, 0)
	p.n2, _ = s.quantity(b, 1)
	return p, !p.vague && p.unit != p.unit2
}

func opShiftDur(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kDur, unit: unitOf(b, 0), dir: b.num(s, cShift, 0)}
	p.n, p.vague = s.quantity(b, 0)
	return p, true
}

func opShiftVague(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kDur, unit: unitOf(b, 0), vague: true}
	x := b[len(b)-1]
	switch {
	case b.has(cShift):
		p.dir = b.num(s, cShift, 0)
		if p.dir == 0 && !s.lit(x.atom-1, "these") {
			return p, false
		}
	case s.lit(x.atom-1, "recent"):
		p.dir = -1
	case s.lit(x.atom-1, "coming"):
		p.dir = 1
	default:
		return p, false
	}
	return p, true
}

func opShiftAhead(s *scan, b bindings) (spec, bool) {
	return spec{kind: kDur, unit: unitOf(b, 0), vague: true, dir: 1}, true
}

func opEvery(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kSet}
	x, _ := b.get(cEvery, 0)
	switch {
	case b.has(cWeekday):
		p.value = "XXXX-WXX-" + b.value(cWeekday)
	case b.has(cMonth):
		p.value = "XXXX-" + two(b.num(s, cMonth, 0))
	case b.has(cSeason):
		p.value = "XXXX-" + b.value(cSeason)
	case b.has(cPart):
		p.value = "XXXX-XX-XXT" + b.value(cPart)
	default:
		n := float64(b.num(s, cEvery, 0))
		if b.has(cNum) {
			n = float64(b.num(s, cNum, 0))
		}
		p.value = duration(n, unitOf(b, 0), false)
	}
	return p, !s.lit(x.atom, "per") // "50 per day" is a rate, no time
}

func opEveryWeekday(s *scan, b bindings) (spec, bool) {
	c := cWeekdays
	if !b.has(c) {
		c = cWeekday
		x, _ := b.get(cPart, 0)
		if a := &s.atoms[x.atom]; s.text[a.end-1] != 's' {
			return spec{}, false
		}
	}
	p := spec{kind: kSet, value: "XXXX-WXX-" + b.value(c)}
	if b.has(cPart) {
		p.value += "T" + b.value(cPart)
	}
	return p, true
}

func opSet(s *scan, b bindings) (spec, bool) {
	if x := b[0].atom; !s.atoms[x].lower && x+1 < s.end && !s.atoms[x+1].lower && letter(s.text[s.atoms[x+1].start]) {
		return spec{}, false // a name: "the Daily Star"
	}
	return spec{kind: kSet, value: b.value(cSet)}, true
}

func opSetA(s *scan, b bindings) (spec, bool) {
	return spec{kind: kSet, value: duration(1, b.value(cUnit), false)}, true
}

func opRef(s *scan, b bindings) (spec, bool) {
	x := b[0]
	next := x.atom + 1
	for _, p := range s.atoms[x.atom].word.phrases {
		if p.sense == x.sense && s.follows(x.atom+1, p.rest) {
			next += len(p.rest)
			break
		}
	}
	if s.lit(next, "before", "after", "thereafter", "afterwards", "afterward") && x.sense.value != "PRESENT_REF" {
		return spec{}, false // "shortly before midnight"
	}
	if next > x.atom+1 && !s.atoms[next-1].lower && s.atoms[x.atom].lower {
		return spec{}, false // "Back to the Future"
	}
	return spec{kind: kRef, value: x.sense.value}, true
}

func two(n int) string { return string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }
