package web

import (
	"fmt"
	"time"

	"github.com/casus-project/casus/internal/crisis"
)

// tensionChart draws both sides of an index: conflict upwards and cooperation downwards from a common axis, on one scale. A
// line across each bar reaches from the level without the events of one informant to the one as if all were certain.
type tensionChart struct {
	Width, Height, Base int
	Bars                []tensionBar
	Ticks               []tick
	Label               string
}

type tensionBar struct {
	bar
	Coop, Marked    bool
	Low, High, Mid  int // ends and place of the line of doubt
	Title, Href     string
	HitX, HitW      int
	HitTop, HitHigh int
}

// tensionSize is how large a chart is.
type tensionSize struct {
	width, half int
	ticks       bool
}

var (
	tensionSmall = tensionSize{160, 18, false}
	tensionLarge = tensionSize{720, 110, true}
)

// drawTension draws the sides of one subject; link gives the path of a period, nil for none.
func drawTension(sides []crisis.Series, size tensionSize, link func(from string) string) *tensionChart {
	top, n := 0.0, 0
	for _, s := range sides {
		n = max(n, len(s.Points))
		for _, p := range s.Points {
			top = max(top, p.High)
		}
	}
	if n == 0 || top == 0 {
		return nil
	}
	c := &tensionChart{Width: size.width, Base: size.half + 2, Height: 2*size.half + 4}
	bin := 1 + (n-1)/(size.width/3) // so many periods that each is drawn by the highest of its neighbours
	columns := (n + bin - 1) / bin
	step := min(size.width/columns, 24)
	for _, s := range sides {
		at, high := 0, -1
		for i, p := range s.Points {
			if high < 0 || p.Level > s.Points[high].Level {
				high = i
			}
			if (i+1)%bin == 0 || i == len(s.Points)-1 {
				c.add(s.Points[high], tensionPlace{x: at * step, step: step, coop: s.Side != conflictSide, scale: float64(size.half) / top}, link)
				at, high = at+1, -1
			}
		}
	}
	c.Label = fmt.Sprintf("%d periods; the highest level is %s", n, levelText(top))
	if size.ticks {
		c.Height += 20
		first, err := time.Parse(time.DateOnly, sides[0].Points[0].From)
		if err == nil {
			c.Ticks = periodTicks(sides[0].Points, first, bin, step)
		}
	}
	return c
}

type tensionPlace struct {
	x, step int
	coop    bool
	scale   float64
}

func (c *tensionChart) add(p crisis.Point, at tensionPlace, link func(string) string) {
	if p.High == 0 {
		return
	}
	size := func(v float64) int { return int(v*at.scale + .5) }
	h := max(size(p.Level), 2)
	b := tensionBar{Coop: at.coop, Marked: p.Change || p.Unseen > 0, Mid: at.x + at.step/2}
	b.bar = bar{X: at.x, Y: c.Base - h, W: max(1, at.step-1), H: h}
	b.Low, b.High = c.Base-size(p.Low), c.Base-size(p.High)
	b.HitX, b.HitW, b.HitTop, b.HitHigh = at.x, at.step, 0, c.Base
	if at.coop {
		b.Y, b.Low, b.High = c.Base, c.Base+size(p.Low), c.Base+size(p.High)
		b.HitTop = c.Base
	}
	side := conflictSide
	if at.coop {
		side = "cooperation"
	}
	b.Title = fmt.Sprintf("%s: %s %s, between %s and %s, %s", dayText(p.From), side, levelText(p.Level), levelText(p.Low), levelText(p.High),
		plural(len(p.Events), "event", "events"))
	if link != nil {
		b.Href = link(p.From) + "#events"
	}
	c.Bars = append(c.Bars, b)
}

// periodTicks labels the axis about every 110 units.
func periodTicks(points []crisis.Point, first time.Time, bin, step int) []tick {
	every := max(1, 110/step)
	var out []tick
	for i := 0; i*bin < len(points); i += every {
		day, err := time.Parse(time.DateOnly, points[i*bin].From)
		if err != nil {
			continue
		}
		t := tick{X: i*step + step/2, Label: day.Format("2 Jan")}
		if i == 0 || day.Year() != first.Year() {
			t.Label, t.Long, first = day.Format("2 Jan 2006"), true, day
		}
		t.X = max(t.X, 40)
		out = append(out, t)
	}
	return out
}
