package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling/conllu"
)

// gumDate is a date of GUM with what its markup says: "when", or "from" and "to", or "notBefore" and "notAfter".
type gumDate struct {
	Span  casus.Span        `json:"-"`
	Text  string            `json:"text"`
	Attrs map[string]string `json:"attrs"`
	open  bool
}

// GUMDates scores the days that times mean on the <date> markup of GUM's CoNLL-U: the share of the marked dates for
// which the engine has a time in the same place with the same first and last day ("value"), and of those that it finds
// at all ("found"). Bounds (notBefore, notAfter) must hold; dates without a year count by month and day.
func GUMDates(path string, o TimeOptions) (Result, error) {
	f, err := os.Open(path)
	if err != nil {
		return Result{}, fmt.Errorf("read dates: %w", err)
	}
	defer f.Close()
	docs, err := conllu.Read(path, f)
	if err != nil {
		return Result{}, err
	}
	all, found, right := 0, 0, 0
	for _, d := range docs {
		dates := gumDates(d)
		if len(dates) == 0 || o.Keep != nil && !o.Keep(d.ID) {
			continue
		}
		doc := *d.Text.Doc
		doc.ID, doc.Lang = casus.DocID(d.ID), "en"
		if day, err := time.Parse(time.DateOnly, gumMeta(d, "dateCreated")); err == nil {
			doc.Published, doc.DateOnly = day, true
		}
		times, err := o.Find(&doc)
		if err != nil {
			return Result{}, fmt.Errorf("%s: document %s: %w", path, d.ID, err)
		}
		for _, g := range dates {
			all++
			w := sharingMost(times, g.Span)
			ok := w != nil && g.means(w)
			if w != nil {
				found++
			}
			if ok {
				right++
			}
			if o.Out != nil {
				row := map[string]any{"id": d.ID, "published": doc.PublishedDate(), "gold": g, "pred": w, "right": ok}
				if err := json.NewEncoder(o.Out).Encode(row); err != nil {
					return Result{}, fmt.Errorf("write row of %s: %w", d.ID, err)
				}
			}
		}
	}
	return Result{Task: "dates", Data: path, N: all, Scores: map[string]float64{
		"value": shareOf(right, all),
		"found": shareOf(found, all), "value_of_found": shareOf(right, found),
	}}, nil
}

// gumMeta is a meta comment of the document's first sentence, "" where it has none.
func gumMeta(d *conllu.Doc, key string) string {
	for _, sentence := range d.Comments {
		for _, c := range sentence {
			if v, ok := strings.CutPrefix(c, "meta::"+key+" = "); ok {
				return v
			}
		}
	}
	return ""
}

var (
	gumTag  = regexp.MustCompile(`<(/?)date([^>]*)>`)
	gumAttr = regexp.MustCompile(`(\w+):::"([^"]*)"`)
)

// gumDates reads the markup of a document, in order.
func gumDates(d *conllu.Doc) []gumDate {
	var out []gumDate
	for i, misc := range d.Misc {
		_, xml, ok := strings.Cut(misc, "XML=")
		if ok {
			xml, _, _ = strings.Cut(xml, "|")
			for _, m := range gumTag.FindAllStringSubmatch(xml, -1) {
				if m[1] != "" {
					closeGUM(out, d.Text.Tokens[i].Span.End)
					continue
				}
				g := gumDate{Span: casus.Span{Start: d.Text.Tokens[i].Span.Start}, Attrs: map[string]string{}, open: true}
				for _, a := range gumAttr.FindAllStringSubmatch(m[2], -1) {
					g.Attrs[a[1]] = a[2]
				}
				out = append(out, g)
			}
		}
	}
	kept := out[:0]
	for _, g := range out {
		if !g.open && !g.Span.Empty() {
			g.Text = g.Span.Of(d.Text.Doc.Text)
			kept = append(kept, g)
		}
	}
	return kept
}

func closeGUM(list []gumDate, end int) {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].open {
			list[i].open, list[i].Span.End = false, end
			return
		}
	}
}

// sharingMost is the time that shares most with the span, nil where none does.
func sharingMost(times []casus.When, s casus.Span) *casus.When {
	var best *casus.When
	most := 0
	for i := range times {
		t := times[i].Span
		if n := min(t.End, s.End) - max(t.Start, s.Start); n > most {
			best, most = &times[i], n
		}
	}
	return best
}

// means reports whether the time has the days of the markup.
func (g *gumDate) means(w *casus.When) bool {
	from, until := wordDays(w)
	if g.holds(w, from, until) {
		return true
	}
	plain := *w
	plain.Mod = "" // the markup often leaves "early" outside
	from, until = wordDays(&plain)
	return g.holds(w, from, until)
}

// holds compares the markup with the days from and until of the time.
func (g *gumDate) holds(w *casus.When, from, until string) bool {
	if v := g.Attrs["when"]; v != "" {
		return sameDays(v, v, days{from, until, w.Value})
	}
	if a, b := g.Attrs["from"], g.Attrs["to"]; a != "" && b != "" {
		return sameDays(a, b, days{from, until, w.Value}) || sameDays(a, b, days{w.From, w.Until, w.Value}) || withinPart(a, b, w)
	}
	low, high := g.Attrs["notBefore"], g.Attrs["notAfter"]
	if low == "" {
		low = g.Attrs["from"]
	}
	if high == "" {
		high = g.Attrs["to"]
	}
	if from == "" || until == "" {
		from, until = w.From, w.Until
	}
	if low == "" && high == "" || from == "" && until == "" {
		return false
	}
	first, _ := dayRange(low)
	_, last := dayRange(high)
	return (low == "" || from >= first) && (high == "" || until != "" && until <= last)
}

// withinPart reports whether "early", "mid" or "late" leaves days within those of the markup and as far as their nearer end:
// the markup ends "early 1980s" with 1985, "early 2000s" with 2004 and begins "late September" on the 15th.
func withinPart(a, b string, w *casus.When) bool {
	if w.From == "" || w.Until == "" {
		return false
	}
	if strings.HasPrefix(a, "--") && strings.HasPrefix(b, "--") {
		a, b = w.From[:4]+a[1:], w.From[:4]+b[1:]
	}
	first, _ := dayRange(a)
	_, last := dayRange(b)
	if first == "" || last == "" || w.From < first || w.Until > last {
		return false
	}
	switch w.Mod {
	case "START":
		return w.From == first
	case "MID":
		return true
	case "END":
		return w.Until == last
	}
	return false
}

// wordDays are the days of the expression alone, from its value, or its own bounds where a modifier narrows it.
func wordDays(w *casus.When) (from, until string) {
	if w.Mod == "START" || w.Mod == "MID" || w.Mod == "END" || w.Mod == "BEFORE" || w.Mod == "AFTER" {
		return w.From, w.Until
	}
	if a, b, ok := strings.Cut(w.Value, "/"); ok {
		from, _ = dayRange(a)
		_, until = dayRange(b)
		return from, until
	}
	if from, until = dayRange(w.Value); from != "" {
		return from, until
	}
	return w.From, w.Until
}

// days are what a time means, with its value.
type days struct{ from, until, value string }

// sameDays compares with markup that may lack its year ("--05", "--05-12").
func sameDays(a, b string, d days) bool {
	if s, ok := strings.CutPrefix(d.value, "XXXX-"); ok && gumSeasons[s] > 0 { // markup has the month after as the last
		return a == fmt.Sprintf("--%02d", gumSeasons[s]) && (b == fmt.Sprintf("--%02d", gumSeasons[s]%12+3) || b == fmt.Sprintf("--%02d", gumSeasons[s]%12+2))
	}
	if strings.HasPrefix(a, "--") {
		part := strings.TrimPrefix(a, "-")
		return len(d.value) > 4 && strings.HasPrefix(d.value[4:], part) || len(d.from) >= 10 && strings.HasPrefix(d.from[4:], part)
	}
	if y, ok := strings.CutPrefix(a, "-"); ok && a == b { // a year before ours
		return strings.TrimLeft(y, "0") == strings.TrimLeft(strings.TrimPrefix(d.value, "BC"), "0")
	}
	if y, ok := strings.CutPrefix(a, "-"); ok && len(d.value) == len("BC04") { // a century before ours
		first, _ := strconv.Atoi(y)
		last, _ := strconv.Atoi(strings.TrimPrefix(b, "-"))
		low, _ := strconv.Atoi(strings.TrimPrefix(d.value, "BC"))
		return (first == 100*low+100 || first == 100*low+99) && (last == 100*low || last == 100*low+1)
	}
	if a == b && len(a) == 3 { // a year, where TIMEX3 would mean a decade
		a, b = "0"+a, "0"+b
	}
	if len(d.value) < len("1999") && len(b) == len(time.DateOnly) {
		b = b[:4] // the markup ends decades on the first or the last day of their last year
	}
	first, _ := dayRange(a)
	_, last := dayRange(b)
	cut := func(s string) string { return s[:min(len(s), 10)] }
	if i := strings.IndexByte(d.value, '-'); i > 0 && gumSeasons[d.value[i+1:]] > 0 && len(d.until) >= len("2006-01") {
		if month, err := time.Parse("2006-01", d.until[:7]); err == nil && b == month.AddDate(0, 1, 0).Format("2006-01") {
			last = d.until // the markup has the month after as the last of a season
		}
	}
	return first != "" && first == cut(d.from) && last == cut(d.until)
}

// gumSeasons are the first months of seasons.
var gumSeasons = map[string]time.Month{"SP": 3, "SU": 6, "FA": 9, "WI": 12}

var valueForms = []struct {
	re   *regexp.Regexp
	days func(m []string) (string, string)
}{
	{regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)(T.*)?$`), func(m []string) (string, string) {
		d := m[1] + "-" + m[2] + "-" + m[3]
		return d, d
	}},
	{regexp.MustCompile(`^(\d{4})-(\d\d)$`), func(m []string) (string, string) {
		t, err := time.Parse("2006-01", m[0])
		if err != nil {
			return "", ""
		}
		return t.Format(time.DateOnly), t.AddDate(0, 1, -1).Format(time.DateOnly)
	}},
	{regexp.MustCompile(`^(\d{4})$`), func(m []string) (string, string) { return m[1] + "-01-01", m[1] + "-12-31" }},
	{regexp.MustCompile(`^(\d{4})-W(\d\d)$`), func(m []string) (string, string) {
		y, _ := strconv.Atoi(m[1])
		n, _ := strconv.Atoi(m[2])
		t := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC)
		t = t.AddDate(0, 0, 7*(n-1)-(int(t.Weekday())+6)%7)
		return t.Format(time.DateOnly), t.AddDate(0, 0, 6).Format(time.DateOnly)
	}},
	{regexp.MustCompile(`^(\d{4})-(SP|SU|FA|WI)$`), func(m []string) (string, string) {
		y, _ := strconv.Atoi(m[1])
		t := time.Date(y, gumSeasons[m[2]], 1, 0, 0, 0, 0, time.UTC)
		return t.Format(time.DateOnly), t.AddDate(0, 3, -1).Format(time.DateOnly)
	}},
	{regexp.MustCompile(`^(\d{3})$`), func(m []string) (string, string) { return m[1] + "0-01-01", m[1] + "9-12-31" }},
	{regexp.MustCompile(`^(\d{2})$`), func(m []string) (string, string) {
		n, _ := strconv.Atoi(m[1])
		return fmt.Sprintf("%02d00-01-01", n), fmt.Sprintf("%02d99-12-31", n)
	}},
}

// dayRange is the first and the last day of a value such as "2014", "2014-05", "2014-05-12", "199" or "19", "" for
// others.
func dayRange(v string) (from, until string) {
	for _, f := range valueForms {
		if m := f.re.FindStringSubmatch(v); m != nil {
			return f.days(m)
		}
	}
	return "", ""
}
