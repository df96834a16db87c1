package when

import "github.com/casus-project/casus"

// memory is what the text has named so far: the anchors of "the following day".
type memory struct {
	day       stretch // the last day named
	dayAt     int     // its sentence
	any       stretch // the last time of any grain
	anyAt     int
	hasDay    bool
	scene     stretch // the last day named that is not of words about the story
	sceneAt   int
	hasScene  bool
	days      bool // whether more than one day was named
	hasAny    bool
	quarter   stretch
	hasQ      bool
	quarterAt int
	year      int // the last year written out, and where
	yearAt    int
}

// lookback is over how many sentences a narrative anchor holds.
const lookback = 4

// result is an expression in time.
type result struct {
	stretch
	ok    bool
	basis casus.Basis
}

// resolve anchors one spec of sentence n. Not ok: the words do not say when.
func (s *scan) resolve(p *spec, n int) result {
	switch p.kind {
	case kAbs:
		return s.absolute(p, n)
	case kShift:
		return s.shifted(p)
	case kDeictic:
		if !s.known {
			return result{}
		}
		return result{around(s.dct+day(p.n), casus.Day), true, casus.BasisPublication}
	case kOffset:
		return s.offsetTime(p, n)
	case kNarr:
		return s.narrative(p, n)
	case kDecade:
		return result{decade(p.y), true, casus.BasisExplicit}
	case kCentury:
		return result{century(p.y), true, casus.BasisExplicit}
	case kRange:
		return s.rangeTime(p, n)
	case kPeriod:
		return s.period(p, n)
	case kEpoch:
		return epoch(p.value)
	case kYearEnd:
		return s.yearEndTime(p)
	case kClock:
		if n < len(s.sents) && p.first == s.sents[n] && s.known { // an entry of a diary or a live report
			return result{around(s.dct, casus.Day), true, casus.BasisPublication}
		}
		if s.mem.hasScene && n-s.mem.sceneAt <= 2*lookback {
			return result{s.mem.scene, true, casus.BasisNarrative}
		}
		if s.mem.hasDay && (n-s.mem.dayAt <= lookback || !s.mem.days && n-s.mem.dayAt <= 3*lookback) {
			return result{s.mem.day, true, casus.BasisNarrative}
		}
	}
	return result{}
}

// in is the stretch of a calendar spec in year y.
func (p *spec) in(y int) (stretch, bool) {
	switch {
	case p.m > 0 && p.d > 0:
		if p.d > monthDays(y, p.m) {
			return stretch{}, false
		}
		return around(dayOf(y, p.m, p.d), casus.Day), true
	case p.m > 0:
		return month(y, p.m), true
	case p.q > 0:
		return quarter(y, p.q), true
	case p.half > 0:
		return half(y, p.half), true
	case p.season != "":
		return season(y, p.season), true
	case p.holiday != "":
		d, ok := holiday(p.holiday, y)
		if p.unit == "W" {
			return week(d), ok
		}
		return around(d, casus.Day), ok
	}
	return year(y), true
}

// absolute resolves a calendar date; without a year the publication day, a year named just before and the tense decide.
func (s *scan) absolute(p *spec, n int) result {
	if p.y > 0 {
		st, ok := p.in(p.y)
		return result{st, ok, casus.BasisExplicit}
	}
	if p.sameYear {
		a, told := s.anchor(n, casus.Year)
		if !told {
			return result{}
		}
		y, _, _ := a.from.date()
		st, ok := p.in(y)
		return result{st, ok, casus.BasisNarrative}
	}
	if p.yearSet {
		y, _, _ := s.dct.date()
		st, ok := p.in(y + p.yshift)
		return result{st, ok && s.known, casus.BasisPublication}
	}
	if p.wd > 0 && p.m == 0 {
		return s.weekdayTime(p)
	}
	if s.toldShift(p) {
		if r := s.shiftTold(p, n); r.ok {
			return r
		}
	}
	if s.mem.year > 0 && !p.shifted && n-s.mem.yearAt <= s.yearReach() && (!s.stated || n == s.mem.yearAt) {
		if y, _, _ := s.dct.date(); !s.known || s.mem.year < y && s.direction(p) <= 0 || s.historic && s.mem.year != y {
			st, ok := p.in(s.mem.year)
			return result{st, ok, casus.BasisNarrative}
		}
	}
	if s.stated && !p.shifted {
		st, ok := s.nearest(p)
		return result{st, ok, casus.BasisNarrative}
	}
	if !s.known {
		return result{}
	}
	st, ok := s.nearest(p)
	return result{st, ok, casus.BasisPublication}
}

// nearest is the occurrence of a yearless date that fits shift word and tense.
func (s *scan) nearest(p *spec) (stretch, bool) {
	y, _, _ := s.dct.date()
	var before, after, now stretch
	var hasB, hasA, hasN bool
	for _, yy := range []int{y - 2, y - 1, y, y + 1, y + 2} {
		st, ok := p.in(yy)
		switch {
		case !ok:
		case st.until < s.dct:
			before, hasB = st, true
		case st.from > s.dct:
			if !hasA {
				after, hasA = st, true
			}
		default:
			now, hasN = st, true
		}
	}
	dir := s.direction(p)
	if p.shifted {
		switch p.shift {
		case -1:
			return before, hasB
		case 1:
			return after, hasA
		}
		return p.in(y)
	}
	switch {
	case hasN:
		return now, true
	case p.q > 0 && hasB && dir < 1:
		return before, true
	case p.m > 0 && hasA && hasB && after.from-s.dct < 62 && s.dct-before.until > 240:
		return after, true // a date eleven months back would have its year
	case p.m > 0 && hasA && hasB && s.dct-before.until < 62 && after.from-s.dct > 240:
		return before, true
	case dir < 0 && hasB:
		return before, true
	case dir > 0 && hasA:
		return after, true
	case hasA && hasB && after.from-s.dct < s.dct-before.until && p.d > 0,
		hasA && p.m > 0 && after.from-s.dct < 62:
		return after, true
	case hasB:
		return before, true
	}
	return after, hasA
}

// weekdayTime resolves a weekday: the last one up to publication, the next one where the clause speaks of the future.
func (s *scan) weekdayTime(p *spec) result {
	if !s.known {
		return result{}
	}
	back := day((s.dct.weekday() - p.wd + 7) % 7)
	d := s.dct - back
	switch {
	case p.shifted && p.unit == "W":
		d = s.dct - day(s.dct.weekday()-1) + day(7*p.shift+p.wd-1)
	case p.shifted && p.shift < 0 && back == 0:
		d -= 7
	case p.shifted && p.shift > 0:
		d += 7
	case p.shifted && p.shift == 0:
		if s.direction(p) >= 0 && back != 0 {
			d += 7
		}
	case !p.shifted && s.direction(p) > 0 && back != 0:
		d += 7
	}
	return result{around(d, casus.Day), true, casus.BasisPublication}
}

func (s *scan) shifted(p *spec) result {
	if !s.known {
		return result{}
	}
	g := grainOf[p.unit]
	st := around(s.dct, g)
	if g == casus.Weekend {
		dir := s.direction(p)
		switch {
		case p.wd < 0 && dir <= 0 && s.dct.weekday() < 6: // "the weekend"
			st = st.step(-1)
		case p.wd < 0:
		case p.shift == 0 && dir < 0 && s.dct.weekday() <= 3:
			st = st.step(-1)
		default:
			st = st.step(p.shift)
		}
		return result{st, true, casus.BasisPublication}
	}
	st = st.step(p.shift)
	if g == casus.Week && p.shift == 0 && st.until > s.dct && s.direction(p) < 0 {
		st.until = s.dct // "have met three times this week"
	}
	return result{st, true, casus.BasisPublication}
}

// offsetTime resolves "three days ago" and "two days later".
func (s *scan) offsetTime(p *spec, n int) result {
	if p.vague || p.anchor == fromEvent {
		return result{}
	}
	base, basis := s.dct, casus.BasisPublication
	known := s.known
	if p.unit == "Y" && p.n == 1 && p.dir < 0 && s.mem.hasQ && n-s.mem.quarterAt <= 2 {
		return result{s.mem.quarter.step(-4), true, casus.BasisNarrative}
	}
	if p.anchor == fromNarrative {
		a, ok := s.anchor(n, grainOf[p.unit])
		if !ok {
			return result{}
		}
		base, basis, known = a.from, casus.BasisNarrative, true
	}
	if !known {
		return result{}
	}
	k := p.dir * int(p.n)
	if years := map[string]float64{"Y": 1, "DE": 10, "CE": 100, "ML": 1000}[p.unit] * p.n; years > 1500 {
		return result{} // before any calendar that this package knows
	}
	switch p.unit {
	case "D", "NIGHT":
		return result{around(base+day(k), casus.Day), true, basis}
	case "W", "FN":
		d := base + day(int(float64(7*p.dir)*p.n))
		if p.unit == "FN" {
			d = base + day(14*k)
		}
		if p.anchor == fromNarrative {
			return result{around(d, casus.Day), true, basis}
		}
		return result{week(d), true, basis}
	case "M":
		return result{around(base.addMonths(k), casus.Month), true, basis}
	case "Q":
		return result{around(base.addMonths(3*k), casus.Quarter), true, basis}
	case "Y":
		return result{around(base.addMonths(int(12*float64(p.dir)*p.n)), casus.Year), true, basis}
	case "DE":
		return result{around(base.addMonths(int(120*float64(p.dir)*p.n)), casus.Year), true, basis}
	case "CE":
		return result{around(base.addMonths(1200*k), casus.Century), true, basis}
	case "H", "MIN", "S":
		if p.anchor == fromPublication && p.n < 12 && p.dir < 0 {
			return result{around(base, casus.Day), true, basis}
		}
		if p.anchor == fromPublication && p.n == 24 && p.unit == "H" {
			return result{around(base+day(p.dir), casus.Day), true, basis}
		}
	}
	return result{}
}

// grainRank orders the grains from fine to coarse.
var grainRank = map[casus.Grain]int{
	casus.Second: 0, casus.Minute: 1, casus.Hour: 2, casus.Part: 3, casus.Day: 4, casus.Weekend: 5, casus.Week: 6,
	casus.Month: 7, casus.Season: 8, casus.Quarter: 8, casus.Year: 9, casus.Decade: 10, casus.Century: 11,
}

func coarser(a, b casus.Grain) bool { return grainRank[a] > grainRank[b] }

// narrative resolves "the following day", "that week", "the quarter" against what the text has named.
func (s *scan) narrative(p *spec, n int) result {
	if p.anchor == fromEvent {
		return result{}
	}
	switch {
	case p.season != "":
		return s.seasonTold(p, n)
	case p.d > 0:
		return s.dayTold(p, n)
	}
	g := grainOf[p.unit]
	if p.m > 0 {
		a, ok := s.anchor(n, casus.Year)
		if !ok {
			return result{}
		}
		y, m, _ := a.from.date()
		if p.m < m && a.grain != casus.Year {
			y++
		}
		return result{month(y, p.m), true, casus.BasisNarrative}
	}
	if p.wd > 0 {
		if !s.mem.hasDay || n-s.mem.dayAt > lookback {
			return result{}
		}
		d := s.mem.day.from
		return result{around(d+day((p.wd-d.weekday()+7)%7), casus.Day), true, casus.BasisNarrative}
	}
	if p.rule == "overnight" {
		return s.overnight(n)
	}
	if g == casus.Day {
		if !s.mem.hasDay && s.known && s.lit(p.first, "this") && p.part == "" {
			return result{around(s.dct, casus.Day), true, casus.BasisPublication}
		}
		if !s.mem.hasDay || n-s.mem.dayAt > lookback {
			return result{}
		}
		return result{s.mem.day.step(p.shift), true, casus.BasisNarrative}
	}
	if g == casus.Quarter && s.mem.hasQ {
		return result{s.mem.quarter.step(p.shift), true, casus.BasisNarrative}
	}
	if s.mem.hasAny && n-s.mem.anyAt <= narrativeReach(p) && !coarser(s.mem.any.grain, g) {
		return result{around(s.mem.any.from, g).step(p.shift), true, casus.BasisNarrative}
	}
	if s.known && (p.rule == "the-unit" || p.mod != "") {
		return result{around(s.dct, g).step(p.shift), true, casus.BasisPublication}
	}
	return result{}
}

// overnight is the night that the day of the story ends with, else the one before publication.
func (s *scan) overnight(n int) result {
	d, basis := s.dct-1, casus.BasisPublication
	recent := !s.known || s.mem.day.from < s.dct && (s.mem.day.from >= s.dct-2 || n == s.mem.dayAt)
	if s.mem.hasDay && n-s.mem.dayAt <= lookback && recent {
		d, basis = s.mem.day.from, casus.BasisNarrative
	} else if !s.known {
		return result{}
	}
	night := around(d, casus.Day)
	night.until = d + 1
	return result{night, true, basis}
}

// narrativeReach is over how many sentences "the week" and "the following week" look back.
func narrativeReach(p *spec) int {
	if p.shift != 0 || p.rule == "that-unit" {
		return lookback
	}
	return 1
}

// yearReach is over how many sentences a year written out holds for dates without one: long in texts that tell of
// other years than the one they were published in.
func (s *scan) yearReach() int {
	if s.historic {
		return 3 * lookback
	}
	return 0
}

func (s *scan) rangeTime(p *spec, n int) result {
	if p.y2 > 0 {
		a, b := year(p.y), year(p.y2)
		return result{stretch{a.from, b.until, casus.Year, a.value + "/" + b.value}, true, casus.BasisExplicit}
	}
	q := *p
	q.kind = kAbs
	r := s.absolute(&q, n)
	if !r.ok {
		return r
	}
	y, _, _ := r.from.date()
	end := dayOf(y, p.m2, p.d2)
	r.until, r.value = end, r.from.String()+"/"+end.String()
	return r
}

// remember makes the resolved time an anchor for what follows.
func (s *scan) remember(p *spec, r result, n int) {
	if !r.ok || p.kind == kEpoch {
		return
	}
	if n == 0 && p.first == 0 && p.kind == kAbs && p.y > 0 && s.known && r.grain == casus.Day && r.from == s.dct {
		return // the line of the date above a report: no day that the story has named
	}
	s.mem.any, s.mem.anyAt, s.mem.hasAny = r.stretch, n, true
	if r.grain == casus.Day {
		s.mem.days = s.mem.days || s.mem.hasDay && s.mem.day.from != r.from
		s.mem.day, s.mem.dayAt, s.mem.hasDay = r.stretch, n, true
		if !s.dayOfTelling(p) {
			s.mem.scene, s.mem.sceneAt, s.mem.hasScene = r.stretch, n, true
		}
	}
	if r.grain == casus.Quarter && p.kind != kOffset && (p.kind != kPeriod || p.shift == 0 && p.y == 0) {
		s.mem.quarter, s.mem.hasQ, s.mem.quarterAt = r.stretch, true, n
	}
	if p.kind == kAbs && p.y > 0 {
		s.mem.year, s.mem.yearAt = p.y, n
	} else if y, _, _ := r.from.date(); s.mem.year == y && r.basis == casus.BasisNarrative && s.mem.yearAt == n-1 {
		s.mem.yearAt = n
	}
}
