package fuse

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// addForecasts adds the forecasts of all documents with what became of each.
func (f *Fuser) addForecasts(p *Picture) {
	for _, r := range f.byOrder() {
		p.Forecasts = append(p.Forecasts, f.pages[r.doc.ID].rest.Forecasts...)
	}
	events := map[casus.Code][]*casus.Event{}
	for i := range p.Events {
		e := &p.Events[i]
		for _, c := range f.kindsOf(e) {
			events[c] = append(events[c], e)
		}
	}
	var all []*casus.Event
	for i := range p.Events {
		all = append(all, &p.Events[i])
	}
	for i := range p.Forecasts {
		fc := &p.Forecasts[i]
		pg := f.pages[fc.Document]
		s := search{f: f, doc: &pg.in.doc, words: pg.foretold[fc.Span]}
		if fc.What == "" {
			fc.Outcome, fc.ResolvedBy = s.resolve(fc, all)
		} else {
			fc.Outcome, fc.ResolvedBy = s.resolve(fc, events[fc.What])
		}
	}
}

// kindsOf are the types under which a forecast of an event may stand: its own, those that its mentions foresaw, and
// those that can name the same happening.
func (f *Fuser) kindsOf(e *casus.Event) []casus.Code {
	out := []casus.Code{e.Type}
	for _, m := range e.Mentions {
		out = append(out, f.nodes[f.at[m]].about)
	}
	for pair := range f.t.related {
		if pair[0] == e.Type {
			out = append(out, pair[1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// search looks for what became of the forecasts of one document.
type search struct {
	f     *Fuser
	doc   *casus.Document
	words []foreword // of the forecast
}

// foreword is a word of a forecast: its hash, and the verbs that it is kin to.
type foreword struct {
	hash  uint32
	roots []uint32
}

// forewords are the words of the forecasts of a page that say something, by the forecasts' spans.
func (t *Tables) forewords(p *Page, ws []word) map[casus.Span][]foreword {
	out := map[casus.Span][]foreword{}
	for i := range p.Forecasts {
		out[p.Forecasts[i].Span] = t.forewordsOf(within(ws, p.Forecasts[i].Span))
	}
	return out
}

// forewordsOf are those of some words that say something.
func (t *Tables) forewordsOf(ws []word) []foreword {
	var out []foreword
	for _, w := range ws {
		if t.rarity(w.hash) < common {
			continue
		}
		k, _ := t.kinOf(w.stem)
		out = append(out, foreword{w.hash, k.roots})
	}
	return out
}

// openDays is how long after a forecast without a horizon an event can make it true.
const openDays = 120

// resolve looks for an event that makes a forecast true: its type, or a related one in kin words, its actors, after the
// forecast and before its horizon, told as having happened in the same story. A forecast of no type needs an event in its own
// words. "Did not" needs an event that denies it or calls it off, or that came after the horizon. What somebody calls
// unlikely comes true when that is so. What has neither type nor horizon cannot be resolved, nor what has no strength; without
// a horizon it can come true, and as long as nothing decides it, it cannot be resolved either, for no day would.
func (s search) resolve(fc *casus.Forecast, events []*casus.Event) (casus.Outcome, casus.EventID) {
	if fc.What == "" && !fc.Horizon.Known() || fc.Strength == "" || s.doc.Published.IsZero() {
		return casus.OutcomeUnresolvable, ""
	}
	var hit, against casus.EventID
	for _, e := range events {
		switch s.bears(fc, e) {
		case forIt:
			hit = cmp.Or(hit, e.ID)
		case againstIt:
			against = cmp.Or(against, e.ID)
		}
	}
	came, not := casus.OutcomeTrue, casus.OutcomeFalse
	if fc.Strength == "unlikely" {
		came, not = not, came
	}
	switch {
	case hit != "":
		return came, hit
	case against != "":
		return not, against
	case !fc.Horizon.Known():
		return casus.OutcomeUnresolvable, ""
	}
	return casus.OutcomeOpen, ""
}

// bearing is what an event says about a forecast.
type bearing int

const (
	nothing bearing = iota
	forIt
	againstIt
)

// bears says what an event that happened, or is denied, means for a forecast.
func (s search) bears(fc *casus.Forecast, e *casus.Event) bearing {
	own := slices.Contains(e.Mentions, fc.Mention) && fc.Mention != ""
	if e.Modality != casus.Realised || s.toldBefore(e) || !involved(fc.Actors, e.Actors, e.Recipients) || !involved(fc.Recipients, e.Recipients, e.Actors) {
		return nothing
	}
	if s.off(fc, e) {
		if !own && s.reportedWithin(fc, e) {
			return againstIt
		}
		return nothing
	}
	negative := e.Polarity == casus.Negative
	if !own && s.f != nil && !s.meant(fc, e, negative) || negative && e.Type != fc.What && s.f == nil {
		return nothing
	}
	switch {
	case negative && s.reported(fc, e):
		return againstIt
	case negative:
	case s.within(fc, e):
		return forIt
	case s.late(fc, e):
		return againstIt
	}
	return nothing
}

// meant reports whether an event is the one foreseen. With a horizon, an event of the type in the story is, or one of the type
// with its parties or in its words, or one of another type in its words. Without one, or to deny it, its words must say so.
func (s search) meant(fc *casus.Forecast, e *casus.Event, negative bool) bool {
	told, others := s.wordsIn(fc, e)
	cast, story := knownIn(fc.Actors, e) || knownIn(fc.Recipients, e), s.oneStory(e)
	typed := fc.What != "" && (e.Type == fc.What || s.foresaw(fc, e))
	switch {
	case !typed && fc.Horizon.Known() && !negative && fc.What != "":
		return story && told
	case !typed:
		return story && told && others > 0
	case fc.Horizon.Known() && !negative:
		return story || cast && (told || others > 0)
	}
	return told && (story || cast || others > 0) || cast && (story || others > 0) || story && others > 0
}

// foresaw reports whether mentions of an event are of the type of a forecast.
func (s search) foresaw(fc *casus.Forecast, e *casus.Event) bool {
	return slices.ContainsFunc(e.Mentions, func(m casus.MentionID) bool { return s.f.nodes[s.f.at[m]].about == fc.What })
}

// tellsStory is the likeness of the report of a forecast and one of an event from which they can tell one story.
const tellsStory = 0.12

// oneStory reports whether a report of an event tells the story of the forecast's.
func (s search) oneStory(e *casus.Event) bool {
	mine := s.f.pages[s.doc.ID].in.vec
	return slices.ContainsFunc(e.Mentions, func(m casus.MentionID) bool {
		return s.f.nodes[s.f.at[m]].in.vec.Cosine(mine) >= tellsStory
	})
}

// knownIn reports whether one of the foreseen parties, known beyond its words, takes part in an event.
func knownIn(want []casus.Actor, e *casus.Event) bool {
	return slices.ContainsFunc(want, func(a casus.Actor) bool {
		return a.Known() && involved([]casus.Actor{a}, e.Actors, e.Recipients)
	})
}

// toldBefore reports whether an event was news before the forecast, which then cannot mean it.
func (s search) toldBefore(e *casus.Event) bool {
	return s.f != nil && slices.ContainsFunc(e.Mentions, func(id casus.MentionID) bool {
		n := s.f.at[id]
		m, d := s.f.stored[n], &s.f.nodes[n].in.doc
		return m.Modality == casus.Realised && (d.ID == s.doc.ID || !d.Published.IsZero() && d.Published.Before(s.doc.Published))
	})
}

// off reports whether an event says that what is foreseen will not take place: a plan of that type called off.
func (s search) off(fc *casus.Forecast, e *casus.Event) bool {
	return s.f != nil && s.f.t.undone[e.Type] && e.Type != fc.What && slices.ContainsFunc(e.Mentions, func(m casus.MentionID) bool {
		return s.f.nodes[s.f.at[m]].about == fc.What
	})
}

// wordsIn says whether a mention of an event in another report is told in a word of the forecast or one of its kin, and how
// many others of its words the sentence has.
func (s search) wordsIn(fc *casus.Forecast, e *casus.Event) (told bool, others int) {
	for _, id := range e.Mentions {
		n := s.f.nodes[s.f.at[id]]
		if n.in.doc.ID == fc.Document {
			continue
		}
		here, more := false, 0
		for _, w := range s.words {
			kin := slices.Contains(n.trigger, w.hash) || slices.ContainsFunc(w.roots, func(r uint32) bool { return slices.Contains(n.kin.roots, r) })
			switch {
			case kin:
				here = true
			case n.sent.has(w.hash):
				more++
			}
		}
		if here && !told || here == told && more > others {
			told, others = here, more
		}
	}
	return told, others
}

// within reports whether an event has a day between the forecast and its horizon, or may have: one told of a month that overlaps it.
func (s search) within(fc *casus.Forecast, e *casus.Event) bool {
	if !fc.Horizon.Known() {
		return s.between(fc, s.dayTold(e), "")
	}
	return s.between(fc, s.dayTold(e), fc.Horizon.From) || s.reaches(fc, e)
}

// reaches reports whether an event of more than a day ("in May") begins before the horizon does and lasts into it.
func (s search) reaches(fc *casus.Forecast, e *casus.Event) bool {
	first := max(s.doc.Published.AddDate(0, 0, 1).Format(time.DateOnly), fc.Horizon.From)
	day := dayOfEvent(e)
	return day != "" && day < first && e.Time.Until >= first && s.between(fc, first, fc.Horizon.From)
}

// late reports whether an event has a day of its own after the horizon.
func (s search) late(fc *casus.Forecast, e *casus.Event) bool {
	day := dayOfEvent(e)
	return fc.Horizon.Known() && len(fc.Horizon.Until) >= 10 && len(day) >= 10 && day[:10] > fc.Horizon.Until[:10]
}

// reported reports whether an event was told of after the forecast was made.
func (s search) reported(fc *casus.Forecast, e *casus.Event) bool {
	open := *fc
	open.Horizon = nil
	return s.between(&open, s.dayTold(e), "")
}

// reportedWithin reports whether an event was told of before the horizon: on its own day, else that of its first report.
func (s search) reportedWithin(fc *casus.Forecast, e *casus.Event) bool {
	return s.between(fc, s.dayTold(e), "")
}

// dayTold is the day of an event, else that of its first report.
func (s search) dayTold(e *casus.Event) string {
	day := dayOfEvent(e)
	if s.f == nil || day != "" {
		return day
	}
	if first := &s.f.nodes[s.f.at[e.Mentions[0]]].in.doc; !first.Published.IsZero() {
		day = first.Published.Format(time.DateOnly)
	}
	return day
}

func dayOfEvent(e *casus.Event) string {
	switch {
	case !e.Time.Known():
		return ""
	case e.Time.From == "":
		return e.Time.Until
	}
	return e.Time.From
}

// between reports whether a day lies after that of the forecast, or on it where the horizon begins then, not before start,
// and before the horizon.
func (s search) between(fc *casus.Forecast, day, start string) bool {
	first, last := s.doc.Published.AddDate(0, 0, 1).Format(time.DateOnly), s.doc.Published.AddDate(0, 0, openDays).Format(time.DateOnly)
	if fc.Horizon.Known() {
		last = fc.Horizon.Until
	}
	if len(start) >= 10 {
		first = max(s.doc.Published.Format(time.DateOnly), start[:10])
	}
	return len(day) >= 10 && day[:10] >= first && (last == "" || day[:10] <= last[:min(10, len(last))])
}

// involved reports whether one of the foreseen actors takes part in the event. A forecast that names nobody known fits all.
func involved(want, main, other []casus.Actor) bool {
	if !slices.ContainsFunc(want, func(a casus.Actor) bool { return a.Known() }) {
		return true
	}
	for i := range want {
		for _, list := range [][]casus.Actor{main, other} {
			for j := range list {
				a, b := &want[i], &list[j]
				switch {
				case a.ID != "" && a.ID == b.ID, a.Country != "" && a.Country == b.Country:
					return true
				case !a.Known() && !b.Known() && strings.EqualFold(a.Name, b.Name):
					return true
				}
			}
		}
	}
	return false
}
