package when

import (
	"strings"
)

// operation reads a matched pattern into a spec; ok is false where the words do not make a time after all.
type operation func(s *scan, b bindings) (p spec, ok bool)

// bindings are the slots of a match.
type bindings []slot

// get is the nth slot of a class, counted from 0.
func (b bindings) get(c class, n int) (slot, bool) {
	for _, x := range b {
		if x.class == c {
			if n == 0 {
				return x, true
			}
			n--
		}
	}
	return slot{}, false
}

func (b bindings) has(c class) bool {
	_, ok := b.get(c, 0)
	return ok
}

// value is the table's value of the first slot of class c, "" where there is none.
func (b bindings) value(c class) string {
	x, _ := b.get(c, 0)
	return x.sense.value
}

// num is the number of the nth slot of class c, 0 where there is none.
func (b bindings) num(s *scan, c class, n int) int {
	x, ok := b.get(c, n)
	if !ok {
		return 0
	}
	if x.sense.value != "" {
		return atoi(x.sense.value)
	}
	return int(s.atoms[x.atom].num)
}

// operations are the readings that the table of patterns can ask for.
var operations = map[string]operation{
	"date": opDate, "iso": opISO, "isoparts": opISOParts, "range": opRange, "year": opYear, "yearrange": opYearRange,
	"fiscal": opFiscal, "decade": opDecade, "century": opCentury, "quarter": opQuarter, "quarterq": opQuarterQ,
	"half": opHalf, "season": opSeason, "holiday": opHoliday, "holiweek": opHolidayWeek, "feast": opFeast,
	"deictic": opDeictic, "thispart": opThisPart, "narrpart": opNarrPart, "part": opPart, "overnight": opOvernight,
	"clock": opClock, "clockhours": opClockHours, "clockpast": opClockPast, "noon": opNoon, "shiftunit": opShiftUnit,
	"wdshift": opWeekdayShift, "narr": opNarrWeekday, "narrmonth": opNarrMonth, "narrseason": opNarrSeason, "ordday": opOrdinalDay, "back": opBack, "narrunit": narr(0, false), "narrnext": narr(1, false),
	"narrprev": narr(-1, false), "narrprevp": narr(-1, true), "narrnextp": narr(1, true), "theunit": opTheUnit,
	"theweekend": opTheWeekend, "ago": offset(-1, fromPublication), "agoadj": opAgoAdj,
	"earlier": offset(-1, fromNarrative), "later": offset(1, fromNarrative), "fromnow": offset(1, fromPublication),
	"fromdeix": opFromDeixis, "dur": opDur, "durhalf": opDurHalf, "durfrac": opDurHalf, "durlong": opDurPlural,
	"durplural": opDurPlural, "durand": opDurAnd, "shiftdur": opShiftDur, "shiftvague": opShiftVague,
	"shiftahead": opShiftAhead, "durfirst": opDur, "every": opEvery, "everywd": opEveryWeekday, "set": opSet,
	"seta": opSetA, "era": opEra, "erafrom": opEraFrom, "centurybc": opCenturyBC, "centuryfirst": opCenturyFirst, "centuries": opCenturies, "setseason": opSetSeason, "ref": opRef, "yearperiod": opYearPeriod, "latestperiod": opLatestPeriod, "yearend": opYearEnd, "epoch": opEpoch,
}

func (s *scan) date(b bindings, p *spec) {
	p.kind = kAbs
	p.wd, p.m = b.num(s, cWeekday, 0), b.num(s, cMonth, 0)
	p.d = b.num(s, cDay, 0)
	if p.d == 0 && p.wd > 0 {
		p.d = b.num(s, cOrd, 0)
	}
	p.y = b.num(s, cYear, 0)
	if sh, ok := b.get(cShift, 0); ok {
		p.shifted, p.shift = true, atoi(sh.sense.value)
		if b.has(cUnit) {
			p.shifted = false
			p.yearSet, p.yshift = true, p.shift
			if s.lit(sh.atom+1, "same", "following", "previous", "preceding") || s.lit(sh.atom, "same", "following", "previous") {
				p.yearSet, p.sameYear = false, p.shift == 0
			}
		}
	}
	for _, c := range []class{cMonth, cWeekday} {
		if x, ok := b.get(c, 0); ok && x.sense.unsure {
			p.unsure = true
		}
	}
}

func opDate(s *scan, b bindings) (spec, bool) {
	var p spec
	s.date(b, &p)
	if b.has(cUnit) && b.value(cUnit) != "Y" {
		return p, false
	}
	if p.m > 0 && p.d > monthDays(2000, p.m) {
		return p, false
	}
	if p.m > 0 && p.d > 0 || p.y > 0 || p.shifted {
		p.unsure = false
	}
	return p, true
}

func opISO(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cISO, 0)
	v := int(s.atoms[x.atom].num)
	p := spec{kind: kAbs, y: v / 10000, m: v / 100 % 100, d: v % 100}
	return p, p.d <= monthDays(p.y, p.m)
}

func opISOParts(s *scan, b bindings) (spec, bool) {
	first, _ := b.get(cYear, 0)
	for i := first.atom + 1; i < first.atom+5; i++ {
		if !s.atoms[i].glued {
			return spec{}, false
		}
	}
	p := spec{kind: kAbs, y: b.num(s, cYear, 0), m: b.num(s, cDay, 0), d: b.num(s, cDay, 1)}
	return p, p.m <= 12 && p.d <= monthDays(p.y, min(p.m, 12))
}

func opRange(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kRange, m: b.num(s, cMonth, 0), d: b.num(s, cDay, 0), d2: b.num(s, cDay, 1), y: b.num(s, cYear, 0)}
	p.m2 = p.m
	return p, p.d < p.d2 && p.d2 <= monthDays(2000, p.m)
}

// opYear takes four digits for a year unless what stands around them counts something.
func opYear(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cYear, 0)
	p := spec{kind: kAbs, y: b.num(s, cYear, 0)}
	if at := x.atom + 1; s.lit(at, "-", "–", "to") && at+2 < s.end && s.atoms[at+1].is(cNum) && s.atoms[at+2].is(cEra) && s.atoms[at+1].num < s.atoms[x.atom].num {
		return p, false // "1100-600 BC"
	}
	return p, s.isYear(x.atom)
}

func opYearRange(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kRange, y: b.num(s, cYear, 0), y2: b.num(s, cNum, 0)}
	x, _ := b.get(cNum, 0)
	if !s.atoms[x.atom].glued || !s.atoms[x.atom-1].glued {
		return p, false
	}
	p.y2 += p.y / 100 * 100 // "1980–1987" is two years with an interval between them; "1776-77" is one
	return p, s.atoms[x.atom].digits == 2 && p.y2 > p.y && p.y2 < 2200
}

func opFiscal(s *scan, b bindings) (spec, bool) {
	return spec{kind: kAbs, y: b.num(s, cYear, 0), fiscal: true}, true
}

func opDecade(s *scan, b bindings) (spec, bool) {
	y := b.num(s, cDecade, 0)
	if x, _ := b.get(cDecade, 0); s.lit(x.atom-1, "his", "her", "their", "my", "your", "our") || s.lit(x.atom-2, "his", "her", "their", "my", "your", "our") {
		return spec{}, false // an age
	}
	if y >= 1000 && y < 2000 && y%100 == 0 {
		return spec{kind: kCentury, y: y/100 + 1}, true // "the 1800s"
	}
	if y < 100 {
		y = century2(y)
		if y >= 2000 {
			return spec{}, false
		}
	}
	return spec{kind: kDecade, y: y / 10}, y > 1000 && y < 2200
}

func opCentury(s *scan, b bindings) (spec, bool) {
	n := b.num(s, cOrd, 0)
	return spec{kind: kCentury, y: n}, n > 0 && n < 30
}

func (s *scan) yearOf(b bindings, p *spec) {
	p.y = b.num(s, cYear, 0)
	if b.has(cUnit) && b.has(cShift) {
		p.yearSet, p.yshift = true, b.num(s, cShift, 0)
	} else if b.has(cShift) {
		p.shifted, p.shift = true, b.num(s, cShift, 0)
	}
}

func opQuarter(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kAbs, q: b.num(s, cOrd, 0)}
	if sh, ok := b.get(cShift, 0); ok && strings.HasSuffix(sh.sense.value, "1") {
		return p, false
	}
	if x := b[len(b)-1].atom; s.lit(x+1, "of") && s.lit(x+2, "the") && s.lit(x+4, "century") || s.lit(x+2, "of") && s.lit(x+3, "the") && s.lit(x+5, "century") {
		return p, false // of a century, which is no quarter of ours
	}
	p.y = b.num(s, cYear, 0)
	return p, p.q >= 1 && p.q <= 4
}

func opQuarterQ(s *scan, b bindings) (spec, bool) {
	return spec{kind: kAbs, q: b.num(s, cQuarter, 0), y: b.num(s, cYear, 0)}, true
}

func opHalf(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kAbs, half: b.num(s, cOrd, 0)}
	s.yearOf(b, &p)
	if b.has(cUnit) && b.value(cUnit) != "Y" {
		return p, false
	}
	return p, p.half <= 2 && (p.y > 0 || p.yearSet)
}

// opSeason takes "fall" for autumn only where something says so.
func opSeason(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kAbs, season: b.value(cSeason)}
	s.yearOf(b, &p)
	if b.has(cUnit) && b.value(cUnit) != "Y" {
		return p, false
	}
	x, _ := b.get(cSeason, 0)
	if a, n := &s.atoms[x.atom], s.at(x.atom+1); !a.lower && n != nil && x.atom+1 < s.end && !n.lower && letter(s.text[n.start]) {
		return p, false // "the Winter Olympics"
	}
	if p.y == 0 && !p.shifted && !p.yearSet {
		p.unsure = !s.lit(x.atom-1, "the") || s.lit(x.atom, "fall", "spring", "Spring", "Fall") && s.lit(x.atom+1, "of")
		if s.lit(x.atom-1, "in", "of", "by", "since", "until", "during", "to") {
			p.unsure = false
		}
	}
	return p, true
}

func opHoliday(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kAbs, holiday: b.value(cHoliday)}
	s.yearOf(b, &p)
	x, _ := b.get(cHoliday, 0)
	return p, !s.atoms[x.atom].lower || s.lit(x.atom, "the")
}

func opHolidayWeek(s *scan, b bindings) (spec, bool) {
	p, ok := opHoliday(s, b)
	p.unit = "W"
	return p, ok
}

func opFeast(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cFeast, 0)
	return spec{kind: kFeast, y: b.num(s, cYear, 0), value: "XXXX-XX-XX"}, !s.atoms[x.atom].lower
}
