package fuse

import (
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
	for i := range p.Forecasts {
		fc := &p.Forecasts[i]
		s := search{f: f, doc: &f.pages[fc.Document].in.doc}
		fc.Outcome, fc.ResolvedBy = s.resolve(fc, events[fc.What])
	}
}

// kindsOf are the types under which a forecast of an event may stand: its own, those that its mentions foresaw, and
// those that can name the same happening.
func (f *Fuser) kindsOf(e *casus.Event) []casus.Code {
	out := []casus.Code{e.Type}
	for _, m := range e.Mentions {
		out = append(out, f.nodes[f.at[m]].typ)
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
	f   *Fuser
	doc *casus.Document
}

// resolve looks for an event that makes a forecast true: its type, or a related one in kin words, its actors, after the
// forecast and before its horizon, told as having happened. "Did not" needs an event that denies it within the horizon
// or calls it off. What lacks a type, a horizon or a strength cannot be resolved.
func (s search) resolve(fc *casus.Forecast, events []*casus.Event) (casus.Outcome, casus.EventID) {
	if fc.What == "" || !fc.Horizon.Known() || fc.Strength == "" || s.doc.Published.IsZero() {
		return casus.OutcomeUnresolvable, ""
	}
	var contrary casus.EventID
	for _, e := range events {
		own := slices.Contains(e.Mentions, fc.Mention) && fc.Mention != ""
		if e.Modality != casus.Realised || s.toldBefore(e) || !involved(fc.Actors, e.Actors, e.Recipients) || !involved(fc.Recipients, e.Recipients, e.Actors) {
			continue
		}
		off := s.off(fc, e)
		switch {
		case off && !own && s.reportedWithin(fc, e), e.Polarity == casus.Negative && e.Type == fc.What && s.within(fc, e):
			if contrary == "" {
				contrary = e.ID
			}
		case off || e.Polarity == casus.Negative || !s.within(fc, e) || !own && e.Type != fc.What && !s.sameWord(fc, e):
		case fc.Strength == "unlikely":
			return casus.OutcomeFalse, e.ID
		default:
			return casus.OutcomeTrue, e.ID
		}
	}
	if contrary != "" {
		return casus.OutcomeFalse, contrary
	}
	return casus.OutcomeOpen, ""
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
		return s.f.nodes[s.f.at[m]].typ == fc.What
	})
}

// sameWord reports whether an event is told in the word of the forecast or one of its kin: a launch may be coded as a
// move of arms or as an attack.
func (s search) sameWord(fc *casus.Forecast, e *casus.Event) bool {
	if s.f == nil || fc.Mention == "" {
		return false
	}
	n, ok := s.f.at[fc.Mention]
	return ok && slices.ContainsFunc(e.Mentions, func(m casus.MentionID) bool {
		var fs features
		kinship(&fs, s.f.nodes[n], s.f.nodes[s.f.at[m]])
		return fs[fHeadSame]+fs[fHeadKin] > 0
	})
}

// within reports whether an event has a day between the forecast and its horizon.
func (s search) within(fc *casus.Forecast, e *casus.Event) bool {
	return s.between(fc, dayOfEvent(e), fc.Horizon.From)
}

// reportedWithin reports whether an event was told of before the horizon: on its own day, else that of its first report.
func (s search) reportedWithin(fc *casus.Forecast, e *casus.Event) bool {
	day := dayOfEvent(e)
	if first := &s.f.nodes[s.f.at[e.Mentions[0]]].in.doc; day == "" && !first.Published.IsZero() {
		day = first.Published.Format(time.DateOnly)
	}
	return s.between(fc, day, "")
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
	first, last := s.doc.Published.AddDate(0, 0, 1).Format(time.DateOnly), fc.Horizon.Until
	if len(start) >= 10 {
		first = max(s.doc.Published.Format(time.DateOnly), start[:10])
	}
	return len(day) >= 10 && day[:10] >= first && (last == "" || day[:10] <= last[:min(10, len(last))])
}

// involved reports whether one of the foreseen actors takes part in the event. A forecast that names nobody fits all.
func involved(want, main, other []casus.Actor) bool {
	if len(want) == 0 {
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
