package when

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// Asked is an event whose time is asked for, with what is known of it.
type Asked struct {
	Trigger  int         // the head of its words
	Rules    *casus.When // its time by the rules (EventTime), nil where they have none
	Why      string      // as EventTime says it
	Type     casus.Code
	Modality casus.Modality
	Negative bool
	Quoted   bool     // somebody's words tell of it
	Parties  []string // the nouns of its parties
}

// Option is a time that an event may have, with what the choice looks at.
type Option struct {
	When     *casus.When
	Story    bool // told before its sentence, not in it
	Features []Feature
}

// Feature is something that holds of an event and a time, or that can be counted.
type Feature struct {
	Name  string
	Value float64
}

// Choose is the time of event i among all times of its sentence and the days told before it, nil where none is likely
// enough. What the rules found counts most; how the words stand to each other, the tense and the order in the text decide where the
// rules have nothing, or too much. all are the events of the text in order.
func (e *Engine) Choose(t *ling.Text, times []casus.When, all []Asked, i int) *casus.When {
	return e.choice.Choose(e.Options(t, times, all, i))
}

// Options lists the times that Choose chooses from.
func (e *Engine) Options(t *ling.Text, times []casus.When, all []Asked, i int) []Option {
	a := &all[i]
	if a.Trigger < 0 || a.Trigger >= len(t.Tokens) {
		return nil
	}
	c := clock{e: e, t: t, times: window(t, times, a.Trigger)}
	c.locate()
	return append(c.ofSentence(a, all), c.ofStory(a, all[:i])...)
}

// Choice holds the weights of the features, of times in the sentence and of those told before, and how likely each must be.
type Choice struct {
	weights [2]map[string]float64
	least   [2]float64
}

// Choose is the likeliest time of the sentence, else the likeliest of those told before, where likely enough.
func (ch *Choice) Choose(options []Option) *casus.When {
	var best [2]*casus.When
	var top [2]float64
	for i := range options {
		k := kindOf(&options[i])
		if p := ch.likely(&options[i]); p >= ch.least[k] && p > top[k] {
			best[k], top[k] = options[i].When, p
		}
	}
	if best[0] != nil {
		return best[0]
	}
	return best[1]
}

func kindOf(o *Option) int {
	if o.Story {
		return 1
	}
	return 0
}

// likely is how probable it is that the time is the event's.
func (ch *Choice) likely(o *Option) float64 {
	w := ch.weights[kindOf(o)]
	sum := w[cellShift]
	for _, f := range o.Features {
		sum += w[f.Name] * f.Value
	}
	return 1 / (1 + math.Exp(-sum))
}

// ofSentence are the times of the event's sentence, as they would be its own; that of the rules is among them as they have it.
func (c *clock) ofSentence(a *Asked, all []Asked) []Option {
	s := c.t.SentenceOf(a.Trigger)
	var at []int
	for i := range c.times {
		w := &c.times[i]
		if c.at[i].sentence == s && w.Known() && w.Type != casus.TimexSet && c.at[i].first < c.at[i].last {
			at = append(at, i)
		}
	}
	var out []Option
	met := false
	for _, i := range at {
		w := a.Rules
		chosen := w != nil && w.Span.Overlaps(c.times[i].Span)
		if !chosen {
			w = c.finished(c.copyOf(i, 0), a.Trigger)
		}
		met = met || chosen
		if w.Known() {
			out = append(out, Option{When: w, Features: c.pair(asking{a, all, chosen}, &c.at[i], w, at)})
		}
	}
	if w := a.Rules; w != nil && !met {
		for i := range c.times {
			if p := &c.at[i]; p.sentence == s && c.times[i].Span.Overlaps(w.Span) {
				return append(out, Option{When: w, Features: c.pair(asking{a, all, true}, p, w, at)})
			}
		}
	}
	return out
}

// told is a stretch of days that the text names before an event, and where.
type told struct {
	when        *casus.When
	events      int // dated so
	first, last int // sentences
	alike       bool
	same        bool // one of the events has the trigger's lemma
	shared      bool // one of the events has a party of the same noun
}

// ofStory are the days that stand before the event's sentence, by themselves or as those of other events, and what the rules
// found elsewhere.
func (c *clock) ofStory(a *Asked, before []Asked) []Option {
	s := c.t.SentenceOf(a.Trigger)
	var list []*told
	note := func(w *casus.When, at int) *told {
		for _, d := range list {
			if sameDays(d.when, w) {
				d.first, d.last = min(d.first, at), max(d.last, at)
				return d
			}
		}
		list = append(list, &told{when: w, first: at, last: at})
		return list[len(list)-1]
	}
	for i := range before {
		b := &before[i]
		if at := c.t.SentenceOf(b.Trigger); at < s && singleKnown(b.Rules) {
			d := note(b.Rules, at)
			d.events++
			d.alike = d.alike || b.Type == a.Type
			d.same = d.same || c.t.Lemma(b.Trigger) == c.t.Lemma(a.Trigger)
			d.shared = d.shared || slices.ContainsFunc(b.Parties, func(n string) bool { return slices.Contains(a.Parties, n) })
		}
	}
	for i := range c.times {
		if p := &c.at[i]; p.sentence >= 0 && p.sentence < s && singleKnown(&c.times[i]) {
			note(&c.times[i], p.sentence)
		}
	}
	if w := a.Rules; w != nil {
		if first, last := c.t.TokensIn(w.Span); first < last && c.t.SentenceOf(first) != s {
			note(w, c.t.SentenceOf(first))
		}
	}
	out := make([]Option, 0, len(list))
	for _, d := range list {
		out = append(out, Option{When: asDay(d.when), Story: true, Features: c.goesWith(a, d, list)})
	}
	return out
}

// singleKnown reports whether the time is one known day.
func singleKnown(w *casus.When) bool { return w != nil && w.From != "" && singleDay(w) }

// sameDays reports whether two times have the same days.
func sameDays(a, b *casus.When) bool {
	return dayPart(a.From) == dayPart(b.From) && dayPart(a.Until) == dayPart(b.Until)
}

func dayPart(s string) string { return s[:min(len(s), len(time.DateOnly))] }

// asDay is the day of a time, for what else is told of it.
func asDay(w *casus.When) *casus.When {
	out := *w
	if singleKnown(w) {
		out.From, out.Until = dayPart(w.From), dayPart(w.Until)
		out.Type, out.Value, out.Grain, out.Basis = casus.TimexDate, out.From, casus.Day, casus.BasisDocument
		out.UTC, out.Zone = time.Time{}, ""
	}
	return &out
}

// The lines of the table of weights that are no features.
const (
	cellShift = "(shift)"
	cellLeast = "(least)"
)

// readChoice reads the table of weights: the kind of time, the feature, its weight.
func readChoice(fsys fs.FS, path string) (Choice, error) {
	ch := Choice{weights: [2]map[string]float64{{}, {}}}
	err := rows(fsys, path, 3, func(_ int, f []string) error {
		k := slices.Index(kinds[:], f[0])
		w, err := strconv.ParseFloat(f[2], 64)
		switch {
		case k < 0:
			return fmt.Errorf("unknown kind of time %q", f[0])
		case err != nil:
			return fmt.Errorf("%q is no weight", f[2])
		case f[1] == cellLeast:
			ch.least[k] = w
		default:
			ch.weights[k][f[1]] = w
		}
		return nil
	})
	return ch, err
}

// kinds are the kinds of times as the table names them.
var kinds = [2]string{"sentence", "story"}
