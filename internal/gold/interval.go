package gold

import (
	"strings"
	"time"
)

// Interval is the first and last day of a time as the corpus writes it: a day, month, year or two of these with ".." between; an open
// end is "".
func Interval(s string) (from, until string) {
	a, b, isRange := strings.Cut(s, "..")
	if !isRange {
		b = a
	}
	return firstDay(a), lastDay(b)
}

func firstDay(s string) string {
	switch len(s) {
	case 4:
		return s + "-01-01"
	case 7:
		return s + "-01"
	}
	return s
}

func lastDay(s string) string {
	switch len(s) {
	case 4:
		return s + "-12-31"
	case 7:
		t, err := time.Parse("2006-01", s)
		if err != nil {
			return s
		}
		return t.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	return s
}
