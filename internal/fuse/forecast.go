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
		for _, fc := range f.pages[r.doc.ID].rest.Forecasts {
			p.Forecasts = append(p.Forecasts, fc)
		}
	}
	events := map[casus.Code][]*casus.Event{}
	for i := range p.Events {
		e := &p.Events[i]
		events[e.Type] = append(events[e.Type], e)
		if c := f.foreseenType(e); c != e.Type {
			events[c] = append(events[c], e)
		}
	}
	for i := range p.Forecasts {
		fc := &p.Forecasts[i]
		in := f.pages[fc.Document]
		fc.Outcome, fc.ResolvedBy = resolve(fc, &in.in.doc, events[fc.What])
	}
}

// foreseenType is the type that an event's plan foresaw, or its own type.
func (f *Fuser) foreseenType(e *casus.Event) casus.Code {
	for _, m := range e.Mentions {
		if t := f.nodes[f.at[m]].typ; t != e.Type {
			return t
		}
	}
	return e.Type
}

// resolve looks for an event that makes a forecast true: its type, its actors, after the forecast and before its
// horizon, told as having happened. "Did not" needs an event that denies it within the horizon. What lacks a type, a
// horizon or a strength cannot be resolved.
func resolve(fc *casus.Forecast, doc *casus.Document, events []*casus.Event) (casus.Outcome, casus.EventID) {
	if fc.What == "" || !fc.Horizon.Known() || fc.Strength == "" || doc.Published.IsZero() {
		return casus.OutcomeUnresolvable, ""
	}
	said := doc.Published.Format(time.DateOnly)
	first, last := said, fc.Horizon.Until
	if len(fc.Horizon.From) >= 10 && fc.Horizon.From[:10] > first {
		first = fc.Horizon.From[:10]
	}
	var contrary casus.EventID
	for _, e := range events {
		if slices.Contains(e.Mentions, fc.Mention) && fc.Mention != "" && e.Modality != casus.Realised || !e.Time.Known() {
			continue
		}
		day := e.Time.From
		if day == "" {
			day = e.Time.Until
		}
		if len(day) < 10 || day[:10] < first || last != "" && day[:10] > last[:min(10, len(last))] {
			continue
		}
		if !involved(fc.Actors, e.Actors, e.Recipients) || !involved(fc.Recipients, e.Recipients, e.Actors) {
			continue
		}
		switch {
		case e.Modality == casus.Realised && e.Polarity != casus.Negative:
			if fc.Strength == "unlikely" {
				return casus.OutcomeFalse, e.ID
			}
			return casus.OutcomeTrue, e.ID
		case e.Modality == casus.Realised && contrary == "":
			contrary = e.ID
		}
	}
	if contrary != "" {
		return casus.OutcomeFalse, contrary
	}
	return casus.OutcomeOpen, ""
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
