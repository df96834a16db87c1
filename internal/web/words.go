package web

import (
	"fmt"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// moment reads one end of a When; clock reports whether it has a time of day.
func moment(s string) (t time.Time, clock, ok bool) {
	for _, l := range []struct {
		layout string
		clock  bool
	}{{"2006-01-02T15:04:05", true}, {"2006-01-02T15:04", true}, {time.DateOnly, false}} {
		if t, err := time.Parse(l.layout, s); err == nil {
			return t, l.clock, true
		}
	}
	return time.Time{}, false, false
}

const (
	dayLayout   = "2 January 2006"
	clockLayout = "15:04"
)

// whenText is a time in words. Unknown ends are not filled in.
func whenText(w *casus.When) string {
	if !w.Known() {
		return "time not stated"
	}
	from, fromClock, okFrom := moment(w.From)
	until, untilClock, okUntil := moment(w.Until)
	switch {
	case !okFrom && !okUntil:
		return strings.TrimSpace(w.From + " – " + w.Until)
	case !okUntil:
		return "from " + stampText(from, fromClock) + zoneText(w)
	case !okFrom:
		return "until " + stampText(until, untilClock)
	}
	if fromClock && w.From == w.Until {
		return stampText(from, true) + zoneText(w)
	}
	return spanText(from, until, w.Grain) + clockSpan(w, fromClock)
}

// clockSpan is the hours of an interval within days.
func clockSpan(w *casus.When, clock bool) string {
	if !clock {
		return ""
	}
	from, _, _ := moment(w.From)
	until, c, _ := moment(w.Until)
	if !c {
		return ", " + from.Format(clockLayout) + zoneText(w)
	}
	return ", " + from.Format(clockLayout) + "–" + until.Format(clockLayout) + zoneText(w)
}

// zoneText is the zone as it was written, with the instant where it is known.
func zoneText(w *casus.When) string {
	if w.UTC.IsZero() {
		if w.Zone != "" && w.Zone != "local" {
			return " " + w.Zone
		}
		return ""
	}
	utc := w.UTC.UTC()
	text := ""
	if w.Zone != "" {
		text = " " + w.Zone
	}
	if local, _, ok := moment(w.From); ok && local.Format(time.DateOnly) == utc.Format(time.DateOnly) {
		return text + " (" + utc.Format(clockLayout) + " UTC)"
	}
	return text + " (" + utc.Format(clockLayout+" UTC, 2 January") + ")"
}

func stampText(t time.Time, clock bool) string {
	if clock {
		return t.Format(dayLayout + ", " + clockLayout)
	}
	return t.Format(dayLayout)
}

// spanText is an interval of days, as a month or year where it is one.
func spanText(from, until time.Time, g casus.Grain) string {
	a, b := from.Truncate(24*time.Hour), until.Truncate(24*time.Hour)
	switch {
	case a.Equal(b):
		return a.Format(dayLayout)
	case g == casus.Year && a.YearDay() == 1 && b.AddDate(0, 0, 1).YearDay() == 1 && a.Year() == b.Year():
		return a.Format("2006")
	case a.Day() == 1 && b.AddDate(0, 0, 1).Day() == 1 && a.Year() == b.Year() && a.Month() == b.Month():
		return a.Format("January 2006")
	case a.Year() == b.Year() && a.Month() == b.Month():
		return fmt.Sprintf("%d–%s", a.Day(), b.Format(dayLayout))
	case a.Year() == b.Year():
		return a.Format("2 January") + " – " + b.Format(dayLayout)
	}
	return a.Format(dayLayout) + " – " + b.Format(dayLayout)
}

// shortDay is a day in a narrow column.
const shortDay = "2 Jan 2006"

// shortWhen is a time in a narrow column: the beginning of an interval of days, but a month as a month and a year as a year.
func shortWhen(w *casus.When) string {
	if w == nil {
		return ""
	}
	from, _, begins := moment(w.From)
	until, _, ends := moment(w.Until)
	switch {
	case !begins && !ends:
		return ""
	case !begins:
		return "to " + until.Format(shortDay)
	case !ends:
		return "since " + from.Format(layoutOf(w.Grain))
	}
	next := until.Truncate(24*time.Hour).AddDate(0, 0, 1)
	switch {
	case from.Day() != 1 || next.Day() != 1 || from.Year() != until.Year():
	case from.Month() == time.January && next.Month() == time.January:
		return from.Format("2006")
	case from.Month() == until.Month():
		return from.Format("Jan 2006")
	}
	return from.Format(shortDay)
}

// layoutOf is how a beginning of a grain is written.
func layoutOf(g casus.Grain) string {
	switch g {
	case casus.Year, casus.Decade, casus.Century:
		return "2006"
	case casus.Month, casus.Season, casus.Quarter:
		return "Jan 2006"
	}
	return shortDay
}

// dayText is a local date in words.
func dayText(s string) string {
	t, _, ok := moment(s)
	if !ok {
		return s
	}
	return t.Format(dayLayout)
}

// clockText is when a document was published, in the zone it was given in.
func clockText(d *casus.Document) string {
	switch {
	case d.Published.IsZero():
		return "date unknown"
	case d.DateOnly:
		return d.Published.Format(dayLayout)
	}
	zone := d.Published.Format("-07:00")
	if zone == "+00:00" {
		zone = "UTC"
	} else {
		zone = "UTC" + zone
	}
	return d.Published.Format(dayLayout+", "+clockLayout) + " " + zone
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%s %s", thousands(n), many)
}

// thousands is n with commas.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// verdictText is a verdict in words that stand beside its mark.
func verdictText(v casus.Verdict) string {
	switch v {
	case casus.Agree:
		return "agree"
	case casus.Compatible:
		return "can both be true"
	case casus.Differ:
		return "differ"
	case casus.Revised:
		return "revised"
	case casus.Retracted:
		return "withdrawn or denied"
	}
	return string(v)
}

// linkText is how a link reads between its two ends, From first.
func linkText(t casus.LinkType) string {
	words := map[casus.LinkType]string{
		casus.LinkCause: "is said to have caused", casus.LinkResponse: "is answered by", casus.LinkCondemnation: "is condemned by",
		casus.LinkWarning: "is read as a warning for", casus.LinkBefore: "came before", casus.LinkAfter: "came after",
		casus.LinkComparison: "is compared with", casus.LinkPrecondition: "is a condition for", casus.LinkEnables: "makes possible",
		casus.LinkBlocks: "stands in the way of", casus.LinkSpillover: "spills over into", casus.LinkDenied: "has, as somebody says, nothing to do with",
		casus.LinkInferred: "may be connected with",
	}
	if w := words[t]; w != "" {
		return w
	}
	return string(t)
}
