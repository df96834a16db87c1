package when

import (
	"slices"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/choice"
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

// Option is a time that an event may have.
type Option struct {
	When *casus.When
	choice.Option
}

// The kinds of options: times of the event's sentence, and days told before it.
const (
	kindSentence = "sentence"
	kindStory    = "story"
)

// Kinds are the kinds of options with how likely one must be, for learning the weights: chosen so that about as many times are
// won as undated events are dated wrongly.
func Kinds() []choice.Kind {
	return []choice.Kind{{Name: kindSentence, Least: 0.25}, {Name: kindStory, Least: 0.5}}
}

// Choose is the time of event i among all times of its sentence and the days told before it, nil where none is likely
// enough. What the rules found counts most; how the words stand to each other, the tense and the order in the text decide where the
// rules have nothing, or too much. all are the events of the text in order.
func (v *Events) Choose(all []Asked, i int) *casus.When {
	options := v.Options(all, i)
	if k := v.all.e.choice.Choose(len(options), func(i int) *choice.Option { return &options[i].Option }); k >= 0 {
		return options[k].When
	}
	return nil
}

// Options lists the times that Choose chooses from.
func (v *Events) Options(all []Asked, i int) []Option {
	a := &all[i]
	if a.Trigger < 0 || a.Trigger >= len(v.all.t.Tokens) {
		return nil
	}
	c := v.window(a.Trigger)
	return append(c.ofSentence(a, all), c.ofStory(a, all[:i])...)
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
	add := func(i int, w *casus.When, chosen bool) {
		met = met || chosen
		f := c.pair(asking{a, all, chosen}, &c.at[i], w, at)
		out = append(out, Option{w, choice.Option{Kind: kindSentence, Features: f}})
	}
	for _, i := range at {
		if ruled := a.Rules; ruled != nil && ruled.Span.Overlaps(c.times[i].Span) {
			add(i, ruled, true)
		} else if w := c.finished(c.copyOf(i, 0), a.Trigger); w.Known() {
			add(i, w, false)
		}
	}
	for i := 0; a.Rules != nil && !met && i < len(c.times); i++ {
		if c.at[i].sentence == s && c.times[i].Span.Overlaps(a.Rules.Span) {
			add(i, a.Rules, true)
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
		out = append(out, Option{asDay(d.when), choice.Option{Kind: kindStory, Features: c.goesWith(a, d, list)}})
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
