package web

import (
	"fmt"
	"slices"
	"time"

	"github.com/casus-project/casus"
)

// timeline is a drawing of events over days: one mark an event, stacked above the day on which it began, or, where nobody
// states its day, hanging below the day on which it was first told.
type timeline struct {
	Width, Height int
	Base          int // y of the axis
	Dots          []dot
	Ticks         []tick
	Before, After int // events told of that lie outside the days drawn
	More          int // events of full days that have no mark of their own
	Undated       int // events of which neither their day nor that of the report is known
	Told          int // marks that hang below the days
	Label         string
}

// NotDrawn says how many events have no mark, and why.
func (t *timeline) NotDrawn() []string {
	var out []string
	for _, c := range []struct {
		n   int
		why string
	}{{t.Before, "earlier"}, {t.After, "later"}, {t.More, "on full days"}, {t.Undated, "without a stated day"}} {
		if c.n > 0 {
			out = append(out, plural(c.n, "event", "events")+" "+c.why)
		}
	}
	return out
}

// dot is one event. Its shape tells conflict from cooperation and its filling deeds from words.
type dot struct {
	X, Y  int
	Quad  int
	Dim   bool // it did not, or not yet, happen
	Told  bool // it stands at the day on which it was told
	Title string
	Href  string
}

// tick is a label under the axis.
type tick struct {
	X     int
	Label string
	Long  bool
}

const (
	timelineWidth = 720
	dotStep       = 13
	dotStack      = 14 // marks above one another at most
	timelineEdge  = 42 // room for half of the first label
)

// drawTimeline draws rows between two dates; rows without a day and background are only counted.
func drawTimeline(rows []eventRow, from, until string) *timeline {
	first, last, ok := drawnDays(rows, from, until)
	if !ok {
		return nil
	}
	days := int(last.Sub(first).Hours()/24) + 1
	bin := 1 + (days-1)/((timelineWidth-2*timelineEdge)/dotStep)
	columns := (days + bin - 1) / bin
	step := (timelineWidth - 2*timelineEdge) / columns
	t := &timeline{Width: timelineWidth}
	above, below := make([]int, columns), make([]int, columns)
	for _, r := range rows {
		stack, text := above, r.From
		if text == "" {
			stack, text = below, r.toldDay
		}
		day, _, ok := moment(text)
		if !ok {
			t.Undated++
			continue
		}
		n := int(day.Truncate(24*time.Hour).Sub(first).Hours() / 24)
		if n >= 0 && n < days {
			n /= bin
		}
		switch {
		case day.Before(first):
			t.Before++
		case n >= columns:
			t.After++
		case stack[n] >= dotStack:
			t.More++
		default:
			t.add(r, timelineEdge+n*step+step/2, stack[n])
			stack[n]++
		}
	}
	t.settle(slices.Max(above), slices.Max(below))
	t.Ticks = ticks(first, columns, bin, step)
	t.Label = fmt.Sprintf("%s from %s to %s", plural(len(t.Dots), "event", "events"), first.Format(dayLayout), last.Format(dayLayout))
	return t
}

// add marks a row as the n-th of its day.
func (t *timeline) add(r eventRow, x, n int) {
	d := dot{X: x, Y: n, Quad: r.Quad, Dim: !r.Happened, Href: r.Href, Told: r.From == ""}
	d.Title = r.Short + ": " + string(r.Type) + ", " + r.Title
	if d.Told {
		d.Title = "told " + r.Told + ", day not stated: " + string(r.Type) + ", " + r.Title
		t.Told++
	}
	t.Dots = append(t.Dots, d)
}

// tickRoom is the space for the days' labels below the axis.
const tickRoom = 34

// settle gives the marks their heights, now that the highest stacks are known.
func (t *timeline) settle(above, below int) {
	t.Base = 12 + above*dotStep
	t.Height = t.Base + tickRoom + below*dotStep
	for i := range t.Dots {
		d := &t.Dots[i]
		if d.Told {
			d.Y = t.Base + tickRoom + d.Y*dotStep
		} else {
			d.Y = t.Base - 8 - d.Y*dotStep
		}
	}
}

// drawnDays are the first and last day to draw: the given ones, else those of the events that are news.
func drawnDays(rows []eventRow, from, until string) (first, last time.Time, ok bool) {
	a, _, okA := moment(from)
	b, _, okB := moment(until)
	for _, r := range rows {
		day, _, known := moment(r.From)
		if !known || r.Status == casus.StatusHistorical || !r.Happened {
			continue
		}
		if from == "" && (!okA || day.Before(a)) {
			a, okA = day, true
		}
		if until == "" && (!okB || day.After(b)) {
			b, okB = day, true
		}
	}
	if !okA || !okB || b.Before(a) {
		return first, last, false
	}
	return a.Truncate(24 * time.Hour), b.Truncate(24 * time.Hour), true
}

// ticks labels the axis about every 60 units, and names the month where it changes.
func ticks(first time.Time, columns, bin, step int) []tick {
	every := max(1, (60+step-1)/step)
	var out []tick
	month := time.Month(0)
	for c := 0; c < columns; c += every {
		day := first.AddDate(0, 0, c*bin)
		t := tick{X: timelineEdge + c*step + step/2, Label: day.Format("2")}
		if day.Month() != month {
			t.Label, t.Long, month = day.Format("2 Jan"), true, day.Month()
			if c == 0 {
				t.Label = day.Format("2 Jan 2006")
			}
		}
		out = append(out, t)
	}
	return out
}

// spark is a small drawing of how many events began on each day.
type spark struct {
	Width, Height int
	Bars          []bar
	Label         string
}

type bar struct{ X, Y, W, H int }

// drawSpark draws rows between two dates as bars.
func drawSpark(rows []eventRow, from, until string) *spark {
	first, last, ok := drawnDays(rows, from, until)
	if !ok {
		return nil
	}
	const width, height = 160, 36
	days := int(last.Sub(first).Hours()/24) + 1
	bin := 1 + (days-1)/(width/3)
	counts := make([]int, (days+bin-1)/bin)
	high := 1
	for _, r := range rows {
		if day, _, ok := moment(r.From); ok {
			if n := int(day.Truncate(24*time.Hour).Sub(first).Hours() / 24); n >= 0 && n < days {
				counts[n/bin]++
				high = max(high, counts[n/bin])
			}
		}
	}
	w := min(12, width/len(counts))
	s := &spark{Width: w * len(counts), Height: height, Label: fmt.Sprintf("events per day, at most %d", high)}
	for i, n := range counts {
		if h := n * (height - 1) / high; n > 0 {
			s.Bars = append(s.Bars, bar{X: i * w, Y: height - max(h, 2), W: max(1, w-1), H: max(h, 2)})
		}
	}
	if len(s.Bars) == 0 {
		return nil
	}
	return s
}
