package web

import (
	"context"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// crisisCard is a crisis on the first page.
type crisisCard struct {
	casus.Crisis
	Href             string
	Spark            *spark
	Events, Disputed int
	Last             []eventRow
	Cast             []actorRow
	Trend            trend
	New              int // events new, or told again, since the day before the newest report
}

type crisesView struct {
	Counts   store.Counts
	Crises   []crisisCard
	Links    []linkRow
	Inferred inferences
	Ledgers  []ledger
	Loose    int        // events of no crisis
	Others   []eventRow // the last of them
	Disputes int        // points in dispute, of which the page shows the first
	News     *newsView
}

// lastEvents is how many events a card names, firstEvents how many the first page does where there is no crisis,
// firstLedgers how many disagreements it shows.
const lastEvents, firstEvents, firstLedgers = 3, 30, 8

// crisesPage is the first page.
func (s *Site) crisesPage(ctx context.Context, q *question) (*answer, error) {
	k, err := s.known(ctx, q)
	if err != nil {
		return nil, err
	}
	links, err := s.source.Links(ctx, store.LinkFilter{Inferred: true, View: q.view})
	if err != nil {
		return nil, err
	}
	v := crisesView{}
	if v.Counts, err = s.source.Counts(ctx); err != nil {
		return nil, err
	}
	if err := s.cards(ctx, q, k, &v); err != nil {
		return nil, err
	}
	v.Disputes = len(k.verdicts)
	if err := s.morning(ctx, q, &v, k); err != nil {
		return nil, err
	}
	between, inferred := stated(q, crossing(links, k.crises))
	v.Inferred = inferred
	if v.Links, err = s.linkRows(ctx, q, between); err != nil {
		return nil, err
	}
	first := slices.Clone(k.verdicts)
	slices.SortStableFunc(first, func(a, b casus.Disagreement) int { return rankOf(a.Verdict) - rankOf(b.Verdict) })
	if v.Ledgers, err = s.ledgers(ctx, q, k.claims, first[:min(len(first), firstLedgers)]); err != nil {
		return nil, err
	}
	return &answer{page: "crises", title: "Crises", view: v, json: map[string]any{
		"counts": v.Counts, "crises": orEmpty(k.crises), "links": orEmpty(between), "disagreements": orEmpty(k.verdicts),
	}}, nil
}

// orEmpty makes a list that JSON writes as [] rather than null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// cards makes a card of each crisis, those with most events first, and keeps the last events of none.
func (s *Site) cards(ctx context.Context, q *question, k *state, v *crisesView) error {
	rows := s.rows(q, k.events, k.verdicts)
	newest := ""
	if len(k.docs) > 0 {
		newest = k.docs[0].PublishedDate()
	}
	at := map[casus.EventID]int{}
	for i := range rows {
		at[rows[i].ID] = i
	}
	claimed := map[casus.EventID]bool{}
	for _, c := range k.crises {
		card := crisisCard{Crisis: c, Href: pathTo(q, "crises", c.ID), Events: len(c.Events)}
		var own []eventRow
		var ownEvents []casus.Event
		for _, id := range c.Events {
			i, ok := at[id]
			if !ok {
				continue
			}
			claimed[id] = true
			r := rows[i]
			card.Disputed += r.Differ
			own, ownEvents = append(own, r), append(ownEvents, k.events[i])
		}
		card.Spark = drawSpark(own, c.From, c.Until)
		card.Cast = cast(ownEvents)
		card.Cast = card.Cast[:min(len(card.Cast), 5)]
		card.Last = latest(own, newest)
		v.Crises = append(v.Crises, card)
	}
	slices.SortStableFunc(v.Crises, func(a, b crisisCard) int { return b.Events - a.Events })
	v.Loose = len(k.events) - len(claimed)
	var loose []eventRow
	var looseEvents []casus.Event
	for i := range rows {
		if !claimed[rows[i].ID] {
			loose, looseEvents = append(loose, rows[i]), append(looseEvents, k.events[i])
		}
	}
	if v.Others = latest(loose, newest); len(k.crises) > 0 {
		return nil
	}
	// A few first reports make no crisis yet: their events are the page, dated or not.
	v.Others = loose
	err := s.tell(ctx, q, v.Others, looseEvents)
	newestFirst(v.Others)
	v.Others = v.Others[:min(len(v.Others), firstEvents)]
	return err
}

// latest are the last events that happened, the best reported of a day first. What lies after the newest report is not yet
// so, whatever it is told as.
func latest(rows []eventRow, newest string) []eventRow {
	var out []eventRow
	for _, r := range rows {
		if r.Happened && r.From != "" && (newest == "" || r.Day() <= newest) && r.Status != casus.StatusHistorical {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b eventRow) int {
		if a.From[:min(10, len(a.From))] != b.From[:min(10, len(b.From))] {
			if a.From < b.From {
				return 1
			}
			return -1
		}
		return b.Outlets - a.Outlets
	})
	return out[:min(len(out), lastEvents)]
}

// morning adds to the first page what is new since the day before the newest report, where conflict grows, and the words
// of the events that the cards name. Crises with news come first.
func (s *Site) morning(ctx context.Context, q *question, v *crisesView, k *state) error {
	v.News = &newsView{}
	var err error
	if v.News.Since, v.News.Until, err = sinceWhen("", k.docs); err != nil {
		return err
	}
	n, err := s.difference(ctx, q, k, v.News)
	if err != nil {
		return err
	}
	trends, err := s.trends(ctx, q, k)
	if err != nil {
		return err
	}
	shown := every(v.Others)
	for i := range v.Crises {
		c := &v.Crises[i]
		c.Trend = trends[c.ID]
		for _, e := range c.Crisis.Events {
			if n.says[e] != "" {
				c.New++
			}
		}
		shown = append(shown, every(c.Last)...)
	}
	slices.SortStableFunc(v.Crises, func(a, b crisisCard) int { return b.New - a.New })
	return s.say(ctx, q, shown...)
}

// crossing are the links between crises, and between events that share no crisis.
func crossing(links []casus.Link, crises []casus.Crisis) []casus.Link {
	in := map[string][]casus.CrisisID{}
	for i := range crises {
		for _, e := range crises[i].Events {
			in[string(e)] = append(in[string(e)], crises[i].ID)
		}
	}
	var out []casus.Link
	for _, l := range links {
		if l.Level == "crisis" {
			out = append(out, l)
			continue
		}
		a, b := in[l.From], in[l.To]
		if len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(c casus.CrisisID) bool { return slices.Contains(b, c) }) {
			out = append(out, l)
		}
	}
	return out
}

type crisisView struct {
	Crisis    casus.Crisis
	Rows      []eventRow
	Timeline  *timeline
	Map       *worldMap
	Cast      []actorRow
	Ledgers   []ledger
	Links     []linkRow
	Inferred  inferences
	Forecasts []forecastRow
	Documents []casus.Document
	Outlets   int
	Happened  int
}

// crisisPage is one crisis.
func (s *Site) crisisPage(ctx context.Context, q *question) (*answer, error) {
	ch := s.source
	crises, err := ch.Crises(ctx, store.CrisisFilter{IDs: []casus.CrisisID{casus.CrisisID(q.id)}, View: q.view})
	if err != nil {
		return nil, err
	}
	if len(crises) == 0 {
		return s.moved(ctx, q, "crises")
	}
	v := crisisView{Crisis: crises[0]}
	events, err := ch.Events(ctx, store.EventFilter{IDs: v.Crisis.Events, View: q.view})
	if err != nil {
		return nil, err
	}
	claims, verdicts, err := ch.Claims(ctx, store.ClaimFilter{Events: v.Crisis.Events, View: q.view})
	if err != nil {
		return nil, err
	}
	ends := []string{string(v.Crisis.ID)}
	for _, e := range v.Crisis.Events {
		ends = append(ends, string(e))
	}
	links, err := ch.Links(ctx, store.LinkFilter{Ends: ends, Inferred: true, View: q.view})
	if err != nil {
		return nil, err
	}
	links, v.Inferred = stated(q, links)
	v.Rows = s.rows(q, events, verdicts)
	if err := s.tell(ctx, q, v.Rows, events); err != nil {
		return nil, err
	}
	table, err := s.eventTable(ctx, q, v.Rows, events)
	if err != nil {
		return nil, err
	}
	if err := s.say(ctx, q, every(v.Rows)...); err != nil {
		return nil, err
	}
	for i := range v.Rows {
		if v.Rows[i].Happened {
			v.Happened++
		}
	}
	v.Timeline = drawTimeline(v.Rows, v.Crisis.From, v.Crisis.Until)
	v.Map = drawMap(s.world, v.Rows)
	v.Cast = cast(events)
	forecasts, err := s.fillCrisis(ctx, q, &v, crisisFacts{claims, verdicts, links})
	if err != nil {
		return nil, err
	}
	return &answer{page: "crisis", title: v.Crisis.Name, view: v, table: table, json: map[string]any{
		"crisis": v.Crisis, "events": orEmpty(events), "claims": orEmpty(claims), "disagreements": orEmpty(verdicts),
		"links": orEmpty(links), "forecasts": orEmpty(forecasts),
	}}, nil
}

// crisisFacts are what stands around the events of a crisis.
type crisisFacts struct {
	claims   []casus.Claim
	verdicts []casus.Disagreement
	links    []casus.Link
}

func (s *Site) fillCrisis(ctx context.Context, q *question, v *crisisView, facts crisisFacts) ([]casus.Forecast, error) {
	var err error
	if v.Ledgers, err = s.ledgers(ctx, q, facts.claims, facts.verdicts); err != nil {
		return nil, err
	}
	if v.Links, err = s.linkRows(ctx, q, facts.links); err != nil {
		return nil, err
	}
	var all []casus.Forecast
	if len(v.Crisis.Documents) > 0 {
		if all, err = s.source.Forecasts(ctx, store.ForecastFilter{Documents: v.Crisis.Documents, View: q.view}); err != nil {
			return nil, err
		}
	}
	if v.Forecasts, err = s.forecastRows(ctx, q, all); err != nil {
		return nil, err
	}
	if len(v.Crisis.Documents) > 0 {
		if v.Documents, err = s.source.Documents(ctx, store.DocumentFilter{IDs: v.Crisis.Documents, Bare: true, View: q.view}); err != nil {
			return nil, err
		}
	}
	v.Outlets = outletsOf(v.Documents)
	return all, nil
}

// moved answers for an id that is not there now: a redirect to its successor, or a page that says that it is gone.
func (s *Site) moved(ctx context.Context, q *question, kind string) (*answer, error) {
	to, err := s.source.Current(ctx, q.id)
	switch {
	case err != nil:
		return nil, err
	case to == "":
		return nil, casus.Errorf(casus.NotFound, "%s has been withdrawn: what it rested on is told differently now", q.id)
	case to == q.id:
		return nil, casus.Errorf(casus.NotFound, "%s was not known at that time", q.id)
	}
	if q.json {
		to += ".json"
	}
	return &answer{moveTo: pathTo(q, kind, to)}, nil
}
