package when

// merge joins neighbouring expressions of one sentence into one: a day and a time of day ("Friday morning", "9 a.m. on
// Tuesday"), a weekday and a date, a part and the whole it is of ("the summer of last year").
func (s *scan) merge(from int) {
	for changed := true; changed; {
		changed = false
		for i := from; i+1 < len(s.specs); i++ {
			p, ok := s.join(&s.specs[i], &s.specs[i+1])
			if !ok {
				continue
			}
			s.specs[i] = p
			s.specs = append(s.specs[:i+1], s.specs[i+2:]...)
			changed = true
			i--
		}
	}
}

// gap is what stands between two expressions.
type gap uint8

const (
	gapOther gap = iota
	gapNone
	gapComma
	gapOn // "on", "at", ", at", "in the"
	gapOf
	gapPoss
)

func (s *scan) gap(a, b int) gap {
	switch {
	case a == b:
		return gapNone
	case b-a == 1 && s.lit(a, ","):
		return gapComma
	case b-a == 1 && s.lit(a, "on", "at"), b-a == 2 && s.lit(a, ",") && s.lit(a+1, "on", "at"),
		b-a == 2 && s.lit(a, "in", "at", "on") && s.lit(a+1, "the"), b-a == 2 && s.lit(a, "at") && s.lit(a+1, "about", "around"):
		return gapOn
	case b-a == 1 && s.lit(a, "of", "in"), b-a == 2 && s.lit(a, "of", "in") && s.lit(a+1, "the"):
		return gapOf
	case b-a == 1 && s.lit(a, "'s", "’s", "'"):
		return gapPoss
	}
	return gapOther
}

// join is the expression that a and b make together; ok is false where they are two.
func (s *scan) join(a, b *spec) (spec, bool) {
	g := s.gap(a.last, b.first)
	if g == gapOther {
		return spec{}, false
	}
	p := *a
	p.last = b.last
	p.rule = a.rule + "+" + b.rule
	switch {
	case a.dayish() && !a.timeOfDay() && (b.kind == kPart || b.kind == kClock) && g != gapOf && g != gapPoss:
		b.clockInto(&p)
	case a.dayish() && a.timeOfDay() && b.kind == kClock && g != gapPoss && !a.timed:
		b.clockInto(&p)
	case (a.kind == kPart || a.kind == kClock) && b.dayish() && !b.timeOfDay() && g != gapPoss:
		p = *b
		a.clockInto(&p)
		p.first, p.last, p.rule = a.first, b.last, a.rule+"+"+b.rule
		p.mod = a.mod + b.mod
	case a.kind == kClock && b.dayish() && b.part != "" && !b.timed && g != gapPoss:
		p = *b
		a.clockInto(&p)
		p.first, p.last, p.rule = a.first, b.last, a.rule+"+"+b.rule
	case a.kind == kNarr && a.part != "" && a.unit == "D" && b.dayish() && !b.timeOfDay() && (g == gapOf || g == gapOn):
		p = *b
		p.part, p.mod = a.part, a.mod
		p.first, p.last, p.rule = a.first, b.last, a.rule+"+"+b.rule
	case a.kind == kAbs && a.wd > 0 && a.d == 0 && b.kind == kAbs && b.d > 0 && b.wd == 0 && (g == gapNone || g == gapComma):
		p = *b
		p.wd, p.first, p.rule = a.wd, a.first, a.rule+"+"+b.rule
	case a.kind == kShift && a.unit == "Q" && a.shift == -1 && s.lit(a.first, "the", "last") && b.wholeYear() && g == gapOf:
		p = spec{kind: kAbs, q: 4, first: a.first, last: b.last, rule: p.rule} // "the last quarter of 2010"
		b.yearInto(&p)
	case a.kind == kAbs && b.wholeYear() && a.noYear() && (g == gapOf || g == gapNone || g == gapComma && b.kind == kAbs):
		b.yearInto(&p)
	case a.wholeYear() && b.kind == kAbs && b.noYear() && (g == gapPoss || g == gapNone) && b.wd == 0 && !s.lit(b.first, "the"):
		p = *b
		a.yearInto(&p)
		p.first, p.last, p.rule = a.first, b.last, a.rule+"+"+b.rule
	case a.dayish() && b.kind == kDeictic && b.part == "" && g == gapComma && a.wd > 0:
	default:
		return spec{}, false
	}
	p.unsure = false
	return p, true
}

func (p *spec) clockInto(q *spec) {
	if p.timed {
		q.timed, q.clock, q.zone = true, p.clock, p.zone
	}
	if p.part != "" {
		q.part = p.part
	}
	if p.approx != "" {
		q.approx = p.approx
	}
}

// wholeYear reports whether the spec names a year and nothing finer.
func (p *spec) wholeYear() bool {
	if p.kind == kShift && p.unit == "Y" {
		return true
	}
	return p.kind == kAbs && p.y > 0 && p.m+p.d+p.wd+p.q+p.half == 0 && p.season == "" && p.holiday == ""
}

// noYear reports whether the spec is finer than a year and lacks one.
func (p *spec) noYear() bool {
	return p.y == 0 && !p.yearSet && !p.shifted && (p.m > 0 || p.q > 0 || p.season != "" || p.holiday != "" || p.half > 0)
}

func (p *spec) yearInto(q *spec) {
	if p.kind == kShift {
		q.yearSet, q.yshift = true, p.shift
		return
	}
	q.y, q.fiscal = p.y, p.fiscal
}
