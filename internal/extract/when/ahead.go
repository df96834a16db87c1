package when

import (
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// movedAhead ends the rule of a time that Ahead moved.
const movedAhead = "+ahead"

// Ahead is the times of a text as they hold for what it foresees. A forecast is told in the present or the past, so that the
// Friday, the month or the Easter that is meant may have been taken for the last one: it is the next. Durations and coming units
// count from publication ("for another week", "over the next year"), "by the middle of" ends in the middle, "until May" with
// April. Rules of times that were moved end in "+ahead"; the others stay as they are. The times must be those of Find.
func (e *Engine) Ahead(t *ling.Text, times []casus.When) []casus.When {
	if t.Doc.Published.IsZero() || len(times) == 0 {
		return times
	}
	y, m, d := t.Doc.Published.Date()
	a := forward{e: e, t: t, day: dayOf(y, int(m), d)}
	out := slices.Clone(times)
	for i := range out {
		if out[i].Type != casus.TimexSet {
			a.move(&out[i])
		}
	}
	return out
}

// forward reads the times of one text as lying ahead of its day of publication.
type forward struct {
	e   *Engine
	t   *ling.Text
	day day
}

func (a *forward) move(w *casus.When) {
	first, last := a.t.TokensIn(w.Span)
	if first >= last {
		return
	}
	if a.ofOther(w, last) {
		w.From, w.Until = "", ""
		return
	}
	lead := a.lead(first)
	if a.feast(w, first, last, lead) || a.lasts(w, first, lead) || a.unit(w, first, lead) || a.again(w) {
		w.Rule += movedAhead
		return
	}
	a.part(w, first, lead)
}

// ofOther reports whether the time counts from something that is named behind it: "within two days of the first fire", "the
// last week of June".
func (a *forward) ofOther(w *casus.When, last int) bool {
	if last >= len(a.t.Tokens) {
		return false
	}
	switch next := a.t.Word(last); {
	case w.From == a.day.String() && w.Until != "":
		return next == "of" || next == "after"
	case w.Grain == casus.Week:
		return next == "of"
	}
	return false
}

// lead is the word that leads to the time at token i, without what stands between: "before" of "before the holy month of".
func (a *forward) lead(i int) string {
	for k := i - 1; k >= 0 && k > i-7; k-- {
		switch tok := &a.t.Tokens[k]; {
		case tok.UPOS == ling.ADP && tok.Lemma != "of", tok.UPOS == ling.SCONJ:
			return strings.ToLower(tok.Form)
		case tok.UPOS == ling.DET, tok.UPOS == ling.ADJ, tok.UPOS == ling.ADV, tok.UPOS == ling.NOUN, tok.UPOS == ling.NUM, tok.Lemma == "of":
		default:
			return ""
		}
	}
	return ""
}

// dayIn is the day of a bound of a time.
func dayIn(s string) (day, bool) {
	if len(s) < len(time.DateOnly) {
		return 0, false
	}
	t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	if err != nil {
		return 0, false
	}
	return dayOf(t.Year(), int(t.Month()), t.Day()), true
}

// past reports whether the time ends before publication.
func (a *forward) past(w *casus.When) bool {
	end := w.Until
	if end == "" {
		end = w.From
	}
	d, ok := dayIn(end)
	return ok && d < a.day
}

// shift moves both bounds of a time; clock times stay.
func shift(w *casus.When, by func(day) day) {
	for _, s := range []*string{&w.From, &w.Until} {
		if d, ok := dayIn(*s); ok {
			*s = by(d).String() + (*s)[len(time.DateOnly):]
		}
	}
}

// again moves a weekday, or a day or month of no stated year, that lies behind publication to the next one.
func (a *forward) again(w *casus.When) bool {
	rule, _, _ := strings.Cut(w.Rule, "+")
	if w.Basis != casus.BasisPublication || !a.past(w) {
		return false
	}
	switch rule {
	case "date-weekday":
		shift(w, func(d day) day { return d + 7 })
	case "date-month", "date-md", "date-dm", "date-dm-day":
		shift(w, func(d day) day { return d.addMonths(12) })
		if w.Grain == casus.Month && w.Until != "" { // the last day of February
			if d, ok := dayIn(w.Until); ok && (d+1).addMonths(-12)-d.addMonths(-12) != 1 {
				w.Until = d.String()
			}
		}
	default:
		return false
	}
	return !a.past(w)
}

// steps are how far a unit reaches, in days and months.
var steps = map[string][2]int{"day": {1, 0}, "week": {7, 0}, "fortnight": {14, 0}, "month": {0, 1}, "year": {0, 12}, "decade": {0, 120}}

func (d day) step(n int, unit [2]int) day { return (d + day(n*unit[0])).addMonths(n * unit[1]) }

// unit reads "over the next year", "in the coming week", "a year from now", "by this time next year": so long after publication.
func (a *forward) unit(w *casus.When, first int, lead string) bool {
	words := strings.Fields(strings.ToLower(w.Text))
	n := len(words)
	if n >= 2 && words[n-2] == "from" && words[n-1] == "now" {
		return a.exact(w)
	}
	if n == 2 && words[0] == "next" && first >= 2 && a.t.Word(first-1) == "time" && strings.EqualFold(a.t.Word(first-2), "this") {
		return a.exact(w)
	}
	if n != 3 || words[0] != "the" || words[1] != "next" && words[1] != "coming" {
		return false
	}
	u, ok := steps[words[2]]
	switch lead {
	case "in", "over", "within", "during", "for":
	default:
		ok = false
	}
	if !ok {
		return false
	}
	w.From, w.Until = a.day.String(), a.day.step(1, u).String()
	return true
}

// exact is the day that lies as many whole units after publication as the stretch that w names: "two years from now".
func (a *forward) exact(w *casus.When) bool {
	from, ok := dayIn(w.From)
	if !ok || from <= a.day {
		return false
	}
	y, m, _ := a.day.date()
	fy, fm, _ := from.date()
	var to day
	switch w.Grain {
	case casus.Year:
		to = a.day.addMonths(12 * (fy - y))
	case casus.Month:
		to = a.day.addMonths(12*(fy-y) + fm - m)
	case casus.Week:
		to = a.day + (from-week(a.day).from)/7*7
	default:
		return false
	}
	w.From, w.Until = a.day.String(), to.String()
	return true
}

// lasts reads a duration as beginning with publication: "for another year", "inside two months".
func (a *forward) lasts(w *casus.When, first int, lead string) bool {
	if w.Type != casus.TimexDuration || w.From != "" || w.Until != "" || w.Basis == casus.BasisEvent || len(w.Value) < 3 {
		return false
	}
	switch lead {
	case "for", "inside", "within":
	default:
		text := strings.ToLower(w.Text)
		if !strings.Contains(text, "another") && !strings.Contains(text, "more") {
			return false
		}
	}
	u, ok := map[byte][2]int{'D': {1, 0}, 'W': {7, 0}, 'M': {0, 1}, 'Y': {0, 12}}[w.Value[len(w.Value)-1]]
	n := 0
	for _, c := range w.Value[1 : len(w.Value)-1] {
		if c < '0' || c > '9' || n > 1000 {
			return false
		}
		n = 10*n + int(c-'0')
	}
	if !ok || n == 0 || w.Value[0] != 'P' {
		return false
	}
	w.From, w.Until = a.day.String(), a.day.step(n, u).String()
	return true
}

// weekOf are the days of a month that "the first week of" it means.
var weekOf = map[string]int{"first": 1, "second": 8, "third": 15, "fourth": 22}

// part narrows a time by the words before it: "by the middle of May", "until May", "the last week of May", "before the
// year's end".
func (a *forward) part(w *casus.When, first int, lead string) {
	until, ok := dayIn(w.Until)
	if !ok {
		return
	}
	y, m, _ := until.date()
	switch text := strings.ToLower(w.Text); {
	case w.Mod == "MID" && lead == "by" && w.Grain == casus.Month:
		w.Until = dayOf(y, m, 15).String()
	case w.Mod == "MID" && lead == "by" && w.Grain == casus.Year:
		w.Until = dayOf(y, 6, 30).String()
	case lead == "before" && strings.HasSuffix(text, " end"):
		w.Until = (until + 1).String()
	case (lead == "until" || lead == "till") && w.Mod == "" && w.Grain == casus.Month && dayOf(y, m, 1) > a.day:
		w.Until = (dayOf(y, m, 1) - 1).String()
	case (lead == "until" || lead == "till") && w.Mod == "" && w.Grain == casus.Year && dayOf(y, 1, 1) > a.day:
		w.Until = (dayOf(y, 1, 1) - 1).String()
	case w.Grain == casus.Month && w.Mod == "" && first >= 3 && a.t.Word(first-1) == "of" && a.t.Word(first-2) == "week":
		nth := strings.ToLower(a.t.Word(first - 3))
		if d, ok := weekOf[nth]; ok {
			w.From, w.Until = dayOf(y, m, d).String(), dayOf(y, m, d+6).String()
		} else if nth == "last" {
			w.From, w.Until = (dayOf(y, m, monthDays(y, m)) - 6).String(), dayOf(y, m, monthDays(y, m)).String()
		}
	}
}
