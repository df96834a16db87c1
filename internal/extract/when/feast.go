package when

import (
	"strings"

	"github.com/casus-project/casus"
)

// feast moves a holiday that lies behind publication to the next one, and dates one that moves by another calendar.
func (a *forward) feast(w *casus.When, first, last int, lead string) bool {
	rule, _, _ := strings.Cut(w.Rule, "+")
	if rule != "holiday" && rule != "feast" || w.Basis == casus.BasisExplicit || w.From+w.Until != "" && !a.past(w) {
		return false
	}
	s, ok := a.e.holidayAt(a.t.Word, first, last)
	if !ok {
		return false
	}
	y, _, _ := a.day.date()
	for _, at := range []int{y, y + 1} {
		for _, days := range feastDays(s, at) {
			if days[1] < a.day {
				continue
			}
			if old, ok := dayIn(w.Value); ok {
				shift(w, func(d day) day { return d - old + days[0] })
			} else {
				bounded(w, lead, days)
			}
			return !a.past(w)
		}
	}
	return false
}

// bounded gives a time the bounds that the word before it leaves of a stretch: a feast of several days begins on the day by
// which it is reached.
func bounded(w *casus.When, lead string, days [2]day) {
	switch lead {
	case "before", "until", "till":
		w.Until = (days[0] - 1).String()
	case "by":
		w.Until = days[0].String()
	case "after":
		w.From = (days[1] + 1).String()
	default:
		w.From, w.Until = days[0].String(), days[1].String()
	}
	w.Grain, w.Basis = casus.Day, casus.BasisPublication
}

// holidayAt is the holiday that the words of tokens [first, last) name.
func (e *Engine) holidayAt(word func(int) string, first, last int) (sense, bool) {
	for ; first < last; first++ {
		head, ok := e.lex.forms[strings.ToLower(word(first))]
		if !ok {
			continue
		}
	phrases:
		for _, p := range head.phrases {
			if p.class != cHoliday && p.class != cFeast || first+1+len(p.rest) > last {
				continue
			}
			for k, id := range p.rest {
				if w, ok := e.lex.forms[strings.ToLower(word(first+1+k))]; !ok || w.id != id {
					continue phrases
				}
			}
			return p.sense, true
		}
		for _, s := range head.senses {
			if s.class == cHoliday || s.class == cFeast {
				return s, true
			}
		}
	}
	return sense{}, false
}

// feastDays are the first and the last day of a holiday in year y, one stretch or two for those that move through the year.
func feastDays(s sense, y int) [][2]day {
	if s.class == cHoliday {
		d, ok := holiday(s.value, y)
		if !ok {
			return nil
		}
		return [][2]day{{d, d}}
	}
	switch s.value {
	case "orthodox_easter":
		d := orthodoxEaster(y)
		return [][2]day{{d, d}}
	case "orthodox_christmas":
		d := dayOf(y, 1, 7)
		return [][2]day{{d, d}}
	}
	f, ok := islamic[s.value]
	if !ok {
		return nil
	}
	var out [][2]day
	for h := (y - 623) * 33 / 32; h <= (y-621)*33/32+1; h++ {
		d := hijri(h, f[0], f[1])
		if dy, _, _ := d.date(); dy == y {
			out = append(out, [2]day{d, d + day(f[2]-1)})
		}
	}
	return out
}

// islamic are the feasts of the Islamic calendar: month, day, how many days.
var islamic = map[string][3]int{
	"ramadan": {9, 1, 29}, "eid_al-fitr": {10, 1, 3}, "eid": {10, 1, 3}, "eid_al-adha": {12, 10, 4}, "ashura": {1, 10, 1},
	"arbaeen": {2, 20, 1}, "mawlid": {3, 12, 1},
}

// hijri is the day of the tabular Islamic calendar (civil epoch); the sighting of the moon may move it by a day.
func hijri(y, m, d int) day {
	const epoch = 1948440 - 2440588 // 1 Muharram of the year 1, from 1 January 1970
	return day(d + (59*(m-1)+1)/2 + (y-1)*354 + (3+11*y)/30 + epoch - 1)
}

// orthodoxEaster is Easter Sunday by the Julian computus (Meeus), in the Gregorian calendar of 1900 to 2099.
func orthodoxEaster(y int) day {
	d := (19*(y%19) + 15) % 30
	e := (2*(y%4) + 4*(y%7) - d + 34) % 7
	n := d + e + 114
	return dayOf(y, n/31, n%31+1) + 13
}
