package crisis

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// TensionOptions of the index. The zero value is useful.
type TensionOptions struct {
	Days  int      // length of a period, 0 is 7
	Panel []string // the sources that a level is relative to; nil for all that published
	Floor float64  // levels below it never count as unusual, 0 is 1
	Reach int      // periods of history before a word is said about change, 0 is 8
}

// Series is one side of the index for one subject: conflict and cooperation are never set against each other.
type Series struct {
	Subject string  `json:"subject"` // "actor PRK", "dyad PRK–USA", "country VEN", "crisis 1a2b…"
	Side    string  `json:"side"`    // "conflict" or "cooperation"
	Points  []Point `json:"points"`
}

// Point is one period of a series. Level is the weight of its events for each hundred documents of the panel.
type Point struct {
	From   string          `json:"from"`
	Until  string          `json:"until"`
	Level  float64         `json:"level"`
	Low    float64         `json:"low"`  // without the events that rest on one informant
	High   float64         `json:"high"` // as if each of those were certain
	Docs   int             `json:"documents"`
	Events []casus.EventID `json:"events"`
	Change bool            `json:"change,omitempty"` // a new level begins here
	Unseen int             `json:"unseen,omitempty"` // years in which the level was not as high: 1 or 3
	Silent bool            `json:"silent,omitempty"` // no word about change: too little history, or nothing published
}

// oneInformant is the weight of an event that rests on a single informant.
const oneInformant = 0.7

// Tension computes the index of a picture: for each actor, dyad, country and crisis the realised events of each
// period by side, weighed by the ontology's scores, over what the panel published. The formula stands in
// docs/tension.md. Predictions, demands, denials and back-story do not count; an event without a recipient counts for
// its actor and its crisis, never for a dyad.
func Tension(p *fuse.Picture, o TensionOptions) []Series {
	o = o.filled()
	k := newIndex(p, o)
	if k == nil {
		return nil
	}
	for i := range p.Events {
		k.count(&p.Events[i])
	}
	out := make([]Series, 0, len(k.series))
	for _, key := range sortedKeys(k.series) {
		s := Series{Subject: key.subject, Side: key.side}
		for n := range k.docs {
			s.Points = append(s.Points, k.point(n, k.series[key][n]))
		}
		mark(s.Points, o)
		out = append(out, s)
	}
	return out
}

func (o TensionOptions) filled() TensionOptions {
	if o.Days == 0 {
		o.Days = 7
	}
	if o.Floor == 0 {
		o.Floor = 1
	}
	if o.Reach == 0 {
		o.Reach = 8
	}
	return o
}

type seriesKey struct{ subject, side string }

func sortedKeys[V any](m map[seriesKey]V) []seriesKey {
	keys := make([]seriesKey, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b seriesKey) int {
		if c := strings.Compare(a.subject, b.subject); c != 0 {
			return c
		}
		return strings.Compare(a.side, b.side)
	})
	return keys
}

// cell is what one period of one series holds.
type cell struct {
	sure, single float64
	events       []casus.EventID
}

type index struct {
	t      *tables
	o      TensionOptions
	start  time.Time
	docs   []int // documents of the panel in each period
	series map[seriesKey]map[int]*cell
	inside map[casus.EventID][]casus.CrisisID
	panel  map[casus.DocID]bool
	first  map[casus.MentionID]casus.DocID
	days   map[casus.EventID]string
}

// newIndex lays out the periods from the first to the last publication; nil where nothing is dated.
func newIndex(p *fuse.Picture, o TensionOptions) *index {
	k := &index{
		t: embedded(), o: o, series: map[seriesKey]map[int]*cell{}, inside: map[casus.EventID][]casus.CrisisID{},
		panel: map[casus.DocID]bool{}, first: map[casus.MentionID]casus.DocID{}, days: map[casus.EventID]string{},
	}
	var last time.Time
	for i := range p.Documents {
		d := &p.Documents[i]
		if d.Published.IsZero() {
			continue
		}
		if k.start.IsZero() || d.Published.Before(k.start) {
			k.start = d.Published.Truncate(24 * time.Hour)
		}
		if d.Published.After(last) {
			last = d.Published
		}
	}
	if k.start.IsZero() {
		return nil
	}
	k.docs = make([]int, k.period(last)+1)
	for i := range p.Documents {
		d := &p.Documents[i]
		if !d.Published.IsZero() && (o.Panel == nil || slices.Contains(o.Panel, d.Source)) {
			k.panel[d.ID] = true
			k.docs[k.period(d.Published)]++
		}
	}
	for i := range p.Mentions {
		k.first[p.Mentions[i].ID] = p.Mentions[i].Document
	}
	for i := range p.Crises {
		for _, e := range p.Crises[i].Events {
			k.inside[e] = append(k.inside[e], p.Crises[i].ID)
		}
	}
	s := newScene(&Tracker{t: k.t}, p)
	for i := range p.Events {
		k.days[p.Events[i].ID] = s.dayOf(&p.Events[i])
	}
	return k
}

func (k *index) period(at time.Time) int {
	return int(at.Sub(k.start).Hours() / 24 / float64(k.o.Days))
}

// count adds an event to the series of its subjects.
func (k *index) count(e *casus.Event) {
	if e.Modality != casus.Realised || e.Polarity == casus.Negative || e.Background == casus.Historical {
		return
	}
	if !slices.ContainsFunc(e.Mentions, func(m casus.MentionID) bool { return k.panel[k.first[m]] }) {
		return
	}
	day, err := time.Parse(time.DateOnly, k.days[e.ID])
	if err != nil || day.Before(k.start) {
		return
	}
	n := k.period(day)
	side := "conflict"
	if q := k.t.quad(e.Type); q == 1 || q == 2 {
		side = "cooperation"
	}
	w := k.t.force(e)
	if n >= len(k.docs) || w == 0 {
		return
	}
	for _, subject := range k.subjects(e) {
		key := seriesKey{subject, side}
		if k.series[key] == nil {
			k.series[key] = map[int]*cell{}
		}
		c := k.series[key][n]
		if c == nil {
			c = &cell{}
			k.series[key][n] = c
		}
		if len(e.Informants) > 1 {
			c.sure += w
		} else {
			c.single += w
		}
		c.events = append(c.events, e.ID)
	}
}

// force is how much an event weighs: the size of its score in the ontology, the strongest of its modes.
func (t *tables) force(e *casus.Event) float64 {
	s, _ := t.score(e.Type, e.Modes)
	return math.Abs(s)
}

// subjects are the actors, dyads, countries and crises that an event counts for.
func (k *index) subjects(e *casus.Event) []string {
	var out []string
	from, to := countriesOf(e.Actors), countriesOf(e.Recipients)
	for _, a := range from {
		out = append(out, "actor "+a)
		for _, b := range to {
			if a != b {
				out = append(out, "dyad "+min(a, b)+"–"+max(a, b))
			}
		}
	}
	if e.Place != nil && e.Place.Country != "" {
		out = append(out, "country "+string(e.Place.Country))
	}
	for _, c := range k.inside[e.ID] {
		out = append(out, "crisis "+string(c))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func countriesOf(as []casus.Actor) []string {
	var out []string
	for _, a := range as {
		if a.Country != "" && !slices.Contains(out, string(a.Country)) {
			out = append(out, string(a.Country))
		}
	}
	return out
}

func (k *index) point(n int, c *cell) Point {
	from := k.start.AddDate(0, 0, n*k.o.Days)
	p := Point{
		From: from.Format(time.DateOnly), Until: from.AddDate(0, 0, k.o.Days-1).Format(time.DateOnly), Docs: k.docs[n],
		Events: []casus.EventID{},
	}
	if c == nil || p.Docs == 0 {
		return p
	}
	per := 100 / float64(p.Docs)
	p.Level, p.Low, p.High = (c.sure+oneInformant*c.single)*per, c.sure*per, (c.sure+c.single)*per
	p.Events = c.events
	return p
}
