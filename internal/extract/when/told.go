package when

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// anchor is the last time that the text has named near sentence n and that is no coarser than a grain.
func (s *scan) anchor(n int, g casus.Grain) (stretch, bool) {
	if !s.mem.hasAny || n-s.mem.anyAt > lookback || coarser(s.mem.any.grain, g) {
		return stretch{}, false
	}
	return s.mem.any, true
}

// toldShift reports whether "the following spring", or "the next March" of a text about the past, counts from what the text
// has named and not from publication.
func (s *scan) toldShift(p *spec) bool {
	if !p.shifted || p.shift == 0 || p.m == 0 && p.season == "" {
		return false
	}
	for i := p.first; i < p.last; i++ {
		if s.lit(i, "following", "previous", "preceding") {
			return true
		}
	}
	return s.historic && s.direction(p) < 0
}

// shiftTold is the first occurrence of a month, season or the like after the anchor, or the last one before it.
func (s *scan) shiftTold(p *spec, n int) result {
	a, ok := s.anchor(n, casus.Year)
	if !ok {
		return result{}
	}
	y, _, _ := a.from.date()
	for k := range 3 {
		st, fits := p.in(y + p.shift*k)
		if fits && (p.shift > 0 && st.from > a.until || p.shift < 0 && st.until < a.from) {
			return result{st, true, casus.BasisNarrative}
		}
	}
	return result{}
}

// seasonTold is "that summer": the season of the year that the text speaks of; a winter begins in the year before for who
// tells of January.
func (s *scan) seasonTold(p *spec, n int) result {
	a, ok := s.anchor(n, casus.Year)
	if !ok {
		return result{}
	}
	y, _, _ := a.from.date()
	st := season(y, p.season)
	if a.grain != casus.Year && st.from > a.until {
		if before := season(y-1, p.season); before.until >= a.from {
			st = before
		}
	}
	return result{st, true, casus.BasisNarrative}
}

// dayTold is "on the 12th": of the month that the text speaks of, else of the last month that had that day before publication.
func (s *scan) dayTold(p *spec, n int) result {
	if a, ok := s.anchor(n, casus.Month); ok && a.grain != casus.Week {
		y, m, _ := a.from.date()
		if p.d > monthDays(y, m) {
			return result{}
		}
		return result{around(dayOf(y, m, p.d), casus.Day), true, casus.BasisNarrative}
	}
	if !s.known {
		return result{}
	}
	y, m, d := s.dct.date()
	if ahead := s.direction(p) > 0; ahead && p.d < d {
		y, m, _ = s.dct.addMonths(1).date()
	} else if !ahead && p.d > d {
		y, m, _ = s.dct.addMonths(-1).date()
	}
	if p.d > monthDays(y, m) {
		return result{}
	}
	return result{around(dayOf(y, m, p.d), casus.Day), true, casus.BasisPublication}
}

// opNarrSeason reads "that summer".
func opNarrSeason(s *scan, b bindings) (spec, bool) {
	return spec{kind: kNarr, season: b.value(cSeason), anchor: fromNarrative}, true
}

// opOrdinalDay reads "on the 12th": in figures, with nothing behind it that could be the twelfth of its kind.
func opOrdinalDay(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cOrd, 0)
	p := spec{kind: kNarr, d: b.num(s, cOrd, 0), anchor: fromNarrative}
	if s.atoms[x.atom].digits == 0 || p.d < 1 || p.d > 31 || !s.lit(x.atom-2, "on", "by", "until", "till", "since", "from", "before", "after") {
		return p, false
	}
	if x.atom+1 >= s.end || s.lit(x.atom+1, "of", "and", "or", "-", "–", "to", "/", "'s", "’s") {
		return p, x.atom+1 >= s.end
	}
	next := &s.atoms[x.atom+1]
	if !s.tagged {
		return p, !letter(s.text[next.start])
	}
	switch s.t.Tokens[next.token].UPOS {
	case ling.NOUN, ling.PROPN, ling.ADJ, ling.NUM:
		return p, false
	}
	return p, true
}

// opBack reads "ten years before" where nothing follows that it could be before.
func opBack(s *scan, b bindings) (spec, bool) {
	p, ok := offset(-1, fromNarrative)(s, b)
	last := b[len(b)-1].atom + 1 // "before"
	return p, ok && !p.vague && (last+1 >= s.end || s.lit(last+1, ",", ".", ";", ":", ")", "and", "but"))
}

// shareYears gives days and months in a row the year of the last one: "1 January, 2 February and 3 March 1950".
func (s *scan) shareYears(from int) {
	for i := len(s.specs) - 2; i >= from; i-- {
		p, q := &s.specs[i], &s.specs[i+1]
		if p.kind == kAbs && q.kind == kAbs && p.y == 0 && q.y > 0 && p.m > 0 && p.m <= q.m && q.m > 0 && !p.shifted && !p.yearSet && !p.sameYear &&
			p.sameShape(q) && p.wd == 0 && s.inRow(p.last, q.first) {
			p.y, p.fiscal, p.unsure = q.y, q.fiscal, false
		}
	}
}

// inRow reports whether only a comma, "and" or "or" stands between two atoms.
func (s *scan) inRow(a, b int) bool {
	switch b - a {
	case 1:
		return s.lit(a, ",", "and", "or", "&")
	case 2:
		return s.lit(a, ",") && s.lit(a+1, "and", "or")
	}
	return false
}
