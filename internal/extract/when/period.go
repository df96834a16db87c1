package when

import (
	"strings"

	"github.com/casus-project/casus"
)

// opYearPeriod reads "the 1988 period", "the year-ago quarter", "the same period last year", "the latest quarter": a
// quarter that the text has named, in another year.
func opYearPeriod(s *scan, b bindings) (spec, bool) {
	p := spec{kind: kPeriod, y: b.num(s, cYear, 0), shift: -1}
	if x, ok := b.get(cShift, 0); ok {
		p.shift = atoi(x.sense.value)
	}
	return p, true
}

func opLatestPeriod(_ *scan, _ bindings) (spec, bool) { return spec{kind: kPeriod}, true }

// period is the quarter of a kPeriod spec.
func (s *scan) period(p *spec, n int) result {
	if s.mem.hasQ && n-s.mem.quarterAt <= 2*lookback {
		q := s.mem.quarter
		y, _, _ := q.from.date()
		if p.y > 0 {
			return result{q.step(4 * (p.y - y)), true, casus.BasisNarrative}
		}
		return result{q.step(4 * p.shift), true, casus.BasisNarrative}
	}
	if p.y > 0 {
		return result{year(p.y), true, casus.BasisExplicit}
	}
	if !s.known {
		return result{}
	}
	if p.shift == 0 {
		return result{around(s.dct, casus.Quarter).step(-1), true, casus.BasisPublication}
	}
	return result{around(s.dct, casus.Year).step(p.shift), true, casus.BasisPublication}
}

// yearEnd reads "year-end", "the year's end".
func opYearEnd(_ *scan, _ bindings) (spec, bool) {
	return spec{kind: kYearEnd}, true
}

// opEpoch reads a named stretch of history, "the Cold War".
func opEpoch(_ *scan, b bindings) (spec, bool) {
	return spec{kind: kEpoch, value: b.value(cEpoch)}, true
}

// epoch is the stretch that the table gives as its first and last day with a stroke between them.
func epoch(value string) result {
	from, until, ok := strings.Cut(value, "/")
	st := stretch{parseDay(from), parseDay(until), casus.Year, value}
	if st.from == st.until {
		st.grain, st.value = casus.Day, from
	}
	return result{st, ok, casus.BasisExplicit}
}

// yearEndTime is the last day of the year of publication, or of the year before after "since".
func (s *scan) yearEndTime(p *spec) result {
	if !s.known {
		return result{}
	}
	y, _, _ := s.dct.date()
	if s.lit(p.first-1, "since", "from") || s.lit(p.first-1, "at") && s.direction(p) < 0 {
		y--
	}
	return result{around(dayOf(y, 12, 31), casus.Day), true, casus.BasisPublication}
}
