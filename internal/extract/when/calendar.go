package when

import (
	"fmt"
	"time"

	"github.com/casus-project/casus"
)

// day is a day of the proleptic Gregorian calendar, counted from 1 January 1970.
type day int

func dayOf(y, m, d int) day {
	return day(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func (d day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func (d day) date() (y, m, dd int) {
	t := d.time()
	return t.Year(), int(t.Month()), t.Day()
}

// weekday is 1 for Monday to 7 for Sunday.
func (d day) weekday() int { return (int(d)+3)%7 + 1 }

func (d day) String() string { return d.time().Format(time.DateOnly) }

// addMonths moves by months and keeps the day where the month has it.
func (d day) addMonths(n int) day {
	y, m, dd := d.date()
	m += n - 1
	y += floorDiv(m, 12)
	m = m - floorDiv(m, 12)*12 + 1
	return dayOf(y, m, min(dd, monthDays(y, m)))
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func monthDays(y, m int) int {
	return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// easter is Easter Sunday of the Western churches (the anonymous Gregorian computus).
func easter(y int) day {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return dayOf(y, n/31, n%31+1)
}

// holiday is the day of a holiday in year y, from the table's value: "12-25", "11-4-4" (the fourth Thursday of
// November; -1 counts from the month's end; "+1" days later) or "E-2" (days from Easter).
func holiday(value string, y int) (day, bool) {
	if len(value) > 1 && value[0] == 'E' {
		return easter(y) + day(atoi(value[1:])), true
	}
	var m, w, n, plus int
	if c, _ := fmt.Sscanf(value, "%d-%d-%d+%d", &m, &w, &n, &plus); c >= 3 {
		return nthWeekday(y, m, w, n) + day(plus), true
	}
	if c, _ := fmt.Sscanf(value, "%d-%d", &m, &n); c == 2 {
		return dayOf(y, m, n), true
	}
	return 0, false
}

// nthWeekday is the nth weekday w of the month, from its end when n is negative.
func nthWeekday(y, m, w, n int) day {
	if n < 0 {
		last := dayOf(y, m, monthDays(y, m))
		return last - day((last.weekday()-w+7)%7) + day((n+1)*7)
	}
	first := dayOf(y, m, 1)
	return first + day((w-first.weekday()+7)%7) + day((n-1)*7)
}

// stretch is a run of days, first and last included, with the grain it was named by and its TIMEX3 value.
type stretch struct {
	from, until day
	grain       casus.Grain
	value       string
}

// grainOf is the grain of a unit of the table.
var grainOf = map[string]casus.Grain{
	"S": casus.Second, "MIN": casus.Minute, "H": casus.Hour, "D": casus.Day, "NIGHT": casus.Day, "W": casus.Week,
	"FN": casus.Week, "WE": casus.Weekend, "M": casus.Month, "Q": casus.Quarter, "Y": casus.Year, "DE": casus.Decade,
	"CE": casus.Century, "ML": casus.Century,
}

// around is the stretch of the grain that holds d.
func around(d day, g casus.Grain) stretch {
	y, m, _ := d.date()
	switch g {
	case casus.Week:
		return week(d)
	case casus.Weekend:
		mon := d - day(d.weekday()-1)
		iy, iw := d.time().ISOWeek()
		return stretch{mon + 5, mon + 6, g, fmt.Sprintf("%04d-W%02d-WE", iy, iw)}
	case casus.Month:
		return month(y, m)
	case casus.Quarter:
		return quarter(y, (m+2)/3)
	case casus.Year:
		return year(y)
	case casus.Decade:
		return decade(y / 10)
	case casus.Century:
		return century(y/100 + 1)
	}
	return stretch{d, d, casus.Day, d.String()}
}

func week(d day) stretch {
	mon := d - day(d.weekday()-1)
	iy, iw := d.time().ISOWeek()
	return stretch{mon, mon + 6, casus.Week, fmt.Sprintf("%04d-W%02d", iy, iw)}
}

func month(y, m int) stretch {
	return stretch{dayOf(y, m, 1), dayOf(y, m, monthDays(y, m)), casus.Month, fmt.Sprintf("%04d-%02d", y, m)}
}

func quarter(y, q int) stretch {
	return stretch{dayOf(y, 3*q-2, 1), dayOf(y, 3*q, monthDays(y, 3*q)), casus.Quarter, fmt.Sprintf("%04d-Q%d", y, q)}
}

func half(y, h int) stretch {
	return stretch{dayOf(y, 6*h-5, 1), dayOf(y, 6*h, monthDays(y, 6*h)), casus.Quarter, fmt.Sprintf("%04d-H%d", y, h)}
}

func year(y int) stretch {
	return stretch{dayOf(y, 1, 1), dayOf(y, 12, 31), casus.Year, fmt.Sprintf("%04d", y)}
}

func decade(ten int) stretch {
	return stretch{dayOf(ten*10, 1, 1), dayOf(ten*10+9, 12, 31), casus.Decade, fmt.Sprintf("%03d", ten)}
}

// century is the nth century as people use it: the twentieth is 1900 to 1999.
func century(n int) stretch {
	return stretch{dayOf(n*100-100, 1, 1), dayOf(n*100-1, 12, 31), casus.Century, fmt.Sprintf("%02d", n-1)}
}

// seasonMonths gives the first month of each season of the northern hemisphere; winter begins in the year named.
var seasonMonths = map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}

func season(y int, code string) stretch {
	m := seasonMonths[code]
	from := dayOf(y, m, 1)
	return stretch{from, from.addMonths(3) - 1, casus.Season, fmt.Sprintf("%04d-%s", y, code)}
}

// step is the stretch n units of the same grain later.
func (p stretch) step(n int) stretch {
	switch p.grain {
	case casus.Week, casus.Weekend:
		return around(p.from+day(7*n), p.grain)
	case casus.Month:
		return around(p.from.addMonths(n), p.grain)
	case casus.Quarter:
		return around(p.from.addMonths(3*n), p.grain)
	case casus.Year:
		return around(p.from.addMonths(12*n), p.grain)
	case casus.Decade:
		return around(p.from.addMonths(120*n), p.grain)
	case casus.Century:
		return around(p.from.addMonths(1200*n), p.grain)
	}
	return around(p.from+day(n), p.grain)
}
