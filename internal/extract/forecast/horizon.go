package forecast

import (
	"strconv"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// worded is the horizon that the table gives for words of the sentence, the nearest to what is foreseen: "before the
// month is out", "within days". Nil where none stands there or the day of publication is unknown.
func (p *page) worded(x *foreseen) *casus.When {
	day := p.t.Doc.PublishedDate()
	if day == "" {
		return nil
	}
	sent := p.t.Sents[p.t.SentenceOf(x.pred)]
	var best *casus.When
	rank := 1 << 30
	for i := sent.First; i < sent.Last; i++ {
		for _, b := range p.f.horizons[strings.ToLower(p.t.Word(i))] {
			last := i + len(b.words)
			if last > sent.Last || !p.reads(i, b.words) || p.apart(x, i) || p.qualifiesNext(last) || p.goesOn(i, last) {
				continue
			}
			until, ok := lastDay(day, b.until)
			if d := max(i-x.pred, x.pred-i); ok && (d < rank || d == rank && best != nil && last-i > len(strings.Fields(best.Text))) {
				span := p.t.SpanOf(i, last)
				rank, best = d, &casus.When{Span: span, Text: span.Of(p.t.Doc.Text), From: day, Until: until, Rule: "horizon"}
			}
		}
	}
	return best
}

// qualifiesNext reports whether the word before token i says which thing the noun at i is: "before the spring harvest".
func (p *page) qualifiesNext(i int) bool {
	return i < len(p.t.Tokens) && p.t.Head(i-1) == i && p.t.Tokens[i].UPOS == ling.NOUN
}

// goesOn reports whether the words in tokens [i, last) begin a longer time: "by the spring of next year".
func (p *page) goesOn(i, last int) bool {
	span := p.t.SpanOf(i, last)
	for k := range p.times {
		w := &p.times[k]
		if w.Span.Overlaps(span) && w.Span.End > span.End && w.Until != "" {
			return true
		}
	}
	return false
}

// reads reports whether the words stand at token i.
func (p *page) reads(i int, words []string) bool {
	for k, w := range words {
		if strings.ToLower(p.t.Word(i+k)) != w {
			return false
		}
	}
	return true
}

// apart reports whether a semicolon or another forecast stands between token i and what is foreseen.
func (p *page) apart(x *foreseen, i int) bool {
	for k := min(x.pred, i); k < max(x.pred, i); k++ {
		if p.t.Word(k) == ";" || k != x.pred && k != x.cue && p.found[k] != nil && k > x.pred {
			return true
		}
	}
	return false
}

// lastDay is the day that a row of the table of horizons means for a text of the given day; ok is false for a form that
// it does not know.
func lastDay(day, form string) (string, bool) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "", false
	}
	if n, ok := strings.CutPrefix(form, "+"); ok {
		k, err := strconv.Atoi(n[:max(0, len(n)-1)])
		if err != nil {
			return "", false
		}
		switch n[len(n)-1] {
		case 'd':
			return t.AddDate(0, 0, k).Format(time.DateOnly), true
		case 'm':
			return t.AddDate(0, k, 0).Format(time.DateOnly), true
		}
		return "", false
	}
	if unit, ok := strings.CutPrefix(form, "end-"); ok {
		return endOf(t, unit)
	}
	if date, ok := strings.CutPrefix(form, "on-"); ok {
		y := t.Year()
		if date < day[len("2006-"):] {
			y++
		}
		on, err := time.Parse(time.DateOnly, strconv.Itoa(y)+"-"+date)
		return on.Format(time.DateOnly), err == nil
	}
	if unit, ok := strings.CutPrefix(form, "next-"); ok {
		end, ok := endOf(t, unit)
		if !ok {
			return "", false
		}
		e, _ := time.Parse(time.DateOnly, end)
		return e.AddDate(0, 0, 1).Format(time.DateOnly), true
	}
	return "", false
}

// endOf is the last day of the unit in which t lies; weeks end on Sunday, decades and centuries with a nine.
func endOf(t time.Time, unit string) (string, bool) {
	y, m, _ := t.Date()
	switch unit {
	case "week":
		t = t.AddDate(0, 0, (7-int(t.Weekday()))%7)
	case "month":
		t = time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
	case "year":
		t = time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC)
	case "decade":
		t = time.Date(y-y%10+9, 12, 31, 0, 0, 0, 0, time.UTC)
	case "century":
		t = time.Date(y-y%100+99, 12, 31, 0, 0, 0, 0, time.UTC)
	default:
		return "", false
	}
	return t.Format(time.DateOnly), true
}
