package when

import (
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// fromEvent gives "hours after the capture" the days that the capture's own time allows.
func (c *clock) fromEvent(w *casus.When, depth int) {
	head := c.headOf(w.Anchor)
	if c.asked >= maxAsked {
		return
	}
	c.asked++
	a, _ := c.event(head, depth+1)
	if a == nil && head >= 0 && c.t.Lemma(c.t.TokenAt(w.Anchor.Start)) == "the" {
		a, _ = c.before(head) // "the shooting", whatever the tree takes it for
	}
	c.asked--
	if a == nil || a.From == "" || a.Until == "" || c.borrowed(a, head) {
		return
	}
	dir := 1
	if strings.HasSuffix(w.Rule, "before") {
		dir = -1
	}
	from, until := parseDay(a.From), parseDay(a.Until)
	n, unit, vague := parsePeriod(w.Value)
	if vague {
		switch unit {
		case "H", "MIN", "S": // within a day of it
			n, unit = 1, "D"
		default:
			if dir > 0 {
				w.From = until.String()
			} else {
				w.Until = from.String()
			}
			return
		}
		if dir > 0 {
			w.From, w.Until = from.String(), (until + 1).String()
		} else {
			w.From, w.Until = (from - 1).String(), until.String()
		}
		w.Grain = casus.Day
		return
	}
	if hours, ok := map[string]float64{"H": 1, "MIN": 1. / 60, "S": 1. / 3600}[unit]; ok {
		w.From, w.Until, w.Grain = from.String(), (until + day(hours*n/24)).String(), casus.Day
		return
	}
	x, ok := moved(from, dir, n, unit)
	y, _ := moved(until, dir, n, unit)
	if ok {
		w.From, w.Until = x.String(), y.String()
	}
}

// borrowed reports whether a time that was found for token head stands in its sentence but not below it: then it is that of
// what is counted from the token, "pulled out on Thursday, two days after the quake".
func (c *clock) borrowed(w *casus.When, head int) bool {
	first, last := c.t.TokensIn(w.Span)
	if first >= last || c.t.SentenceOf(first) != c.t.SentenceOf(head) {
		return false
	}
	return !c.t.Below(c.outward(first, last), head)
}

// parseDay is the day of a date or date-time of ours.
func parseDay(s string) day {
	t, err := time.Parse(time.DateOnly, s[:min(len(s), len(time.DateOnly))])
	if err != nil {
		return 0
	}
	return day(t.Unix() / 86400)
}

// parsePeriod reads a TIMEX3 period of ours with one unit.
func parsePeriod(v string) (n float64, unit string, vague bool) {
	v, _ = strings.CutPrefix(v, "P")
	v, hours := strings.CutPrefix(v, "T")
	if v == "" {
		return 0, "", true
	}
	i := 0
	for i < len(v) && (digit(v[i]) || v[i] == '.' || v[i] == 'X') {
		i++
	}
	unit = v[i:]
	if hours && unit == "M" {
		unit = "MIN"
	}
	if strings.HasPrefix(v, "X") {
		return 0, unit, true
	}
	return float(v[:i]), unit, false
}
