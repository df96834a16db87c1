// Package forecast finds what a text says of the future: predictions, warnings, threats, announced plans.
//
// In come a ling.Text with its trees and what the other extractors made of it (mentions, sayings, times); out come
// casus.Forecasts in text order: the words, who says so, which event type is foreseen where a mention says it, until
// when, how strongly, and under which condition. Strengths come from a table of cues: "will" and "is due to" are
// certain, "is expected to" likely, "may" possible, "is unlikely to" unlikely; a negated certainty or likelihood is
// unlikely. It refuses what is told as past ("would have fallen", "could not find") and what only asks or wishes.
package forecast

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/ling"
)

// Options are the settings of a Finder; the zero value works.
type Options struct {
	// Tables holds the table of cues; nil is casus's own.
	Tables fs.FS
}

// Finder finds forecasts. It is read-only and safe for concurrent use.
type Finder struct {
	cues     cues
	types    types
	horizons horizons
	voices   voices
}

// New makes the finder for English. It panics when casus's own table is broken; Open reports what is wrong with others.
func New(o Options) *Finder {
	f, err := Open(o)
	if err != nil {
		panic(err)
	}
	return f
}

// Open is New with an error for a table that cannot be read; it names file, line and the offending text.
func Open(o Options) (*Finder, error) {
	if o.Tables == nil {
		o.Tables = data.FS
	}
	c, err := readCues(o.Tables, "lexicon/en/forecast-cues.tsv")
	if err != nil {
		return nil, fmt.Errorf("read cues of forecasts: %w", err)
	}
	types, err := readTypes(data.FS, "lexicon/en/forecast-types.tsv")
	if err != nil {
		return nil, fmt.Errorf("read types of forecasts: %w", err)
	}
	h, err := readHorizons(data.FS, "lexicon/en/forecast-horizons.tsv")
	if err != nil {
		return nil, fmt.Errorf("read horizons of forecasts: %w", err)
	}
	v, err := readVoices(data.FS, "lexicon/en/classes.tsv", "lexicon/en/classes-wordnet.tsv")
	if err != nil {
		return nil, fmt.Errorf("read who can foresee: %w", err)
	}
	return &Finder{cues: c, types: types, horizons: h, voices: v}, nil
}

// page is one text with what is known of it.
type page struct {
	f        *Finder
	t        *ling.Text
	mentions []casus.Mention
	sayings  []casus.Saying
	times    []casus.When
	found    map[int]*foreseen // by the token that heads the foreseen
}

// foreseen is a forecast in the making.
type foreseen struct {
	pred     int // the head of what is foreseen
	cue      int // the word that says so
	link     string
	strength string
	negated  bool
}

// Find lists the forecasts of the text in order. Mentions, sayings and times must be those of the same text.
func (f *Finder) Find(t *ling.Text, m []casus.Mention, s []casus.Saying, w []casus.When) []casus.Forecast {
	p := page{f: f, t: t, mentions: m, sayings: s, times: w, found: map[int]*foreseen{}}
	for s := range t.Sents {
		if p.question(s) {
			continue
		}
		for i := t.Sents[s].First; i < t.Sents[s].Last; i++ {
			p.cue(i)
		}
	}
	p.plans()
	var preds []int
	for i := range p.found {
		preds = append(preds, i)
	}
	slices.Sort(preds)
	var out []casus.Forecast
	for _, i := range preds {
		if fc, ok := p.forecast(p.found[i]); ok {
			out = append(out, fc)
		}
	}
	return out
}

// question reports whether the sentence asks.
func (p *page) question(s int) bool {
	for i := p.t.Sents[s].Last - 1; i >= p.t.Sents[s].First && i >= p.t.Sents[s].Last-3; i-- {
		if p.t.Tokens[i].Form == "?" {
			return true
		}
	}
	return false
}

// head is the token of the span whose head lies outside it.
func (p *page) head(s casus.Span) int {
	first, last := p.t.TokensIn(s)
	for i := first; i < last; i++ {
		if h := p.t.Head(i); h < first || h >= last {
			return i
		}
	}
	return -1
}

// forecast writes one down.
func (p *page) forecast(x *foreseen) (casus.Forecast, bool) {
	fc := casus.Forecast{Strength: x.strength, Rule: x.link}
	fc.Rule = x.link + ":" + p.t.Lemma(x.cue)
	if p.t.Doc != nil {
		fc.Document = p.t.Doc.ID
	}
	if x.link == planLink {
		fc.Kind = casus.KindPlan
	} else if !p.weighed(x) {
		return fc, false
	}
	fc.Strength = x.strength
	if x.negated && (x.strength == "certain" || x.strength == "likely") {
		fc.Strength = "unlikely"
	} else if x.negated && x.strength == "unlikely" {
		fc.Strength = "likely"
	}
	fc.Span = p.words(x)
	if fc.Span.Empty() {
		return fc, false
	}
	fc.Text = fc.Span.Of(p.t.Doc.Text)
	fc.Condition = p.condition(x)
	fc.Speaker = p.speaker(x)
	for _, until := range []func() *casus.When{
		func() *casus.When { return p.worded(x) },
		func() *casus.When { return p.lasting(x) },
		func() *casus.When { return p.horizon(x, fc.Span) },
	} {
		if fc.Horizon = until(); fc.Horizon != nil {
			break
		}
	}
	if x.link == "dated" && fc.Horizon == nil {
		return fc, false // "sees the sea"
	}
	if fc.Horizon == nil && fc.Condition.Empty() && p.undertaken(x) {
		return fc, false // what somebody threatens or promises to do is an event of its own until a day is named
	}
	p.event(x, &fc)
	if fc.Kind == casus.KindPlan && fc.Horizon == nil {
		return fc, false // a plan without a day cannot be looked up later
	}
	fc.ID = casus.ForecastID(casus.HashID("forecast", string(fc.Document), string(fc.Run), fc.Span.String()))
	return fc, true
}
