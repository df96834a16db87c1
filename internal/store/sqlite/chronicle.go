package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// live is a query for the records of a kind that hold in a view.
func live(kind string, v store.View) *query {
	q := &query{head: "SELECT r.body FROM heads h JOIN records r ON r.seq = h.seq"}
	if v.Recorded && !v.IsNow() {
		q.head = "SELECT r.body FROM records r"
		q.and("r.seq IN (SELECT max(o.seq) FROM records o WHERE o.kind = ? AND o.recorded <= ? GROUP BY o.id)", kind, stamp(v.AsOf))
	} else {
		q.and("h.kind = ?", kind)
		if !v.IsNow() {
			q.and("r.known <= ?", stamp(v.AsOf))
		}
	}
	q.and("r.gone = 0")
	return q
}

// idOf is the column to choose records of a view by id.
func idOf(v store.View) string {
	if v.Recorded && !v.IsNow() {
		return "r.id"
	}
	return "h.id"
}

// field is where the body of a record has what an edge leads to: views by record have no edges of their own time.
var field = map[[2]string]string{
	{kindEvent, "mention"}: "$.mentions", {kindCrisis, "event"}: "$.events", {kindCrisis, "document"}: "$.documents",
	{kindClaim, "event"}: "$.event", {kindClaim, "document"}: "$.document", {kindDisagreement, "event"}: "$.event",
	{kindLink, "document"}: "$.document", {kindInferred, "document"}: "$.document", {kindForecast, "document"}: "$.document", {kindForecast, "event"}: "$.resolved_by",
}

// edgeTo asks for the record to have an edge to one of others, where there are any.
func edgeTo(q *query, v store.View, e edge, others []string) {
	others = slices.DeleteFunc(slices.Clone(others), func(s string) bool { return s == "" })
	if len(others) == 0 {
		return
	}
	kind, _ := q.args[0].(string)
	if !v.Recorded || v.IsNow() {
		q.and("h.id IN (SELECT e.id FROM edges e WHERE e.kind = ? AND e.rel = ? AND e.other IN (SELECT value FROM json_each(?)))",
			kind, e.rel, list(others))
		return
	}
	switch path := field[[2]string{kind, e.rel}]; {
	case path != "":
		q.and("EXISTS (SELECT 1 FROM json_each(r.body, ?) b WHERE b.value IN (SELECT value FROM json_each(?)))", path, list(others))
	case e.rel == "end":
		q.and("(r.body ->> '$.from' IN (SELECT value FROM json_each(?)) OR r.body ->> '$.to' IN (SELECT value FROM json_each(?)))", list(others), list(others))
	case kind == kindEvent && e.rel == "document":
		q.and("EXISTS (SELECT 1 FROM json_each(r.body, '$.mentions') b JOIN mentions m ON m.id = b.value WHERE m.document IN (SELECT value FROM json_each(?)))", list(others))
	}
}

// Events lists events; see store.Chronicle.
func (s *Store) Events(ctx context.Context, f store.EventFilter) ([]casus.Event, error) {
	q := live(kindEvent, f.View)
	q.in(idOf(f.View), ids(f.IDs))
	edgeTo(q, f.View, edge{rel: "document"}, []string{string(f.Document)})
	if f.Crisis != "" {
		crises, err := s.Crises(ctx, store.CrisisFilter{IDs: []casus.CrisisID{f.Crisis}, View: f.View})
		if err != nil || len(crises) == 0 {
			return nil, err
		}
		q.and(idOf(f.View)+" IN (SELECT value FROM json_each(?))", list(ids(crises[0].Events)))
	}
	q.tail = " ORDER BY r.held_from IS NULL, r.held_from, r.id"
	events, err := bodies[casus.Event](ctx, s, q)
	if err != nil || f.View.IsNow() || f.View.Recorded {
		return events, err
	}
	return s.trimEvents(ctx, events, f.View)
}

// trimEvents leaves to each event what was known by then.
func (s *Store) trimEvents(ctx context.Context, events []casus.Event, v store.View) ([]casus.Event, error) {
	var all []string
	for i := range events {
		all = append(all, ids(events[i].Mentions)...)
	}
	outlet := map[casus.MentionID]string{}
	q := &query{head: "SELECT m.id, d.source FROM mentions m JOIN documents d ON d.id = m.document"}
	q.and("m.id IN (SELECT value FROM json_each(?))", list(all))
	when(q, v, "m")
	err := s.rows(ctx, q, func(rows *sql.Rows) error {
		var id casus.MentionID
		var source string
		err := rows.Scan(&id, &source)
		outlet[id] = source
		return err
	})
	if err != nil {
		return nil, s.wrap("read events of", err)
	}
	for i := range events {
		trimEvent(&events[i], outlet)
	}
	return slices.DeleteFunc(events, func(e casus.Event) bool { return len(e.Mentions) == 0 }), nil
}

// trimEvent cuts an event down to the mentions in outlet. Which texts and informants remain cannot be told from the
// record, so they are left out where a mention is.
func trimEvent(e *casus.Event, outlet map[casus.MentionID]string) {
	n := len(e.Mentions)
	e.Mentions = slices.DeleteFunc(e.Mentions, func(m casus.MentionID) bool { _, ok := outlet[m]; return !ok })
	if len(e.Mentions) == n {
		return
	}
	e.Merges = slices.DeleteFunc(e.Merges, func(m casus.Merge) bool {
		_, a := outlet[m.Mention]
		_, b := outlet[m.With]
		return !a || !b
	})
	e.Texts, e.Informants, e.Outlets = nil, nil, nil
	for _, m := range e.Mentions {
		if o := outlet[m]; o != "" && !slices.Contains(e.Outlets, o) {
			e.Outlets = append(e.Outlets, o)
		}
	}
	slices.Sort(e.Outlets)
}

// Crises lists crises; see store.Chronicle.
func (s *Store) Crises(ctx context.Context, f store.CrisisFilter) ([]casus.Crisis, error) {
	q := live(kindCrisis, f.View)
	q.in(idOf(f.View), ids(f.IDs))
	edgeTo(q, f.View, edge{rel: "event"}, []string{string(f.Event)})
	q.tail = " ORDER BY r.held_from IS NULL, r.held_from, r.id"
	crises, err := bodies[casus.Crisis](ctx, s, q)
	if err != nil || f.View.IsNow() || f.View.Recorded {
		return crises, err
	}
	return s.trimCrises(ctx, crises, f.View)
}

func (s *Store) trimCrises(ctx context.Context, crises []casus.Crisis, v store.View) ([]casus.Crisis, error) {
	var events, docs []string
	for i := range crises {
		events = append(events, ids(crises[i].Events)...)
		docs = append(docs, ids(crises[i].Documents)...)
	}
	began, err := s.began(ctx, events, v)
	if err != nil {
		return nil, err
	}
	q := &query{head: "SELECT d.id FROM documents d"}
	q.and("d.id IN (SELECT value FROM json_each(?))", list(docs))
	when(q, v, "d")
	knownDocs, err := s.names(ctx, q)
	if err != nil {
		return nil, err
	}
	for i := range crises {
		c := &crises[i]
		c.Events = slices.DeleteFunc(c.Events, func(id casus.EventID) bool { _, known := began[id]; return !known })
		c.Documents = slices.DeleteFunc(c.Documents, func(id casus.DocID) bool { return !knownDocs[string(id)] })
		trimDates(c, began)
	}
	return slices.DeleteFunc(crises, func(c casus.Crisis) bool { return len(c.Events) == 0 }), nil
}

// began gives the day on which each of the events began, "" where it is unknown, for those known in the view.
func (s *Store) began(ctx context.Context, events []string, v store.View) (map[casus.EventID]string, error) {
	q := live(kindEvent, v)
	q.head = strings.Replace(q.head, "r.body", "r.id, coalesce(r.held_from, '')", 1)
	q.and(idOf(v)+" IN (SELECT value FROM json_each(?))", list(events))
	out := map[casus.EventID]string{}
	err := s.rows(ctx, q, func(rows *sql.Rows) error {
		var id casus.EventID
		var from string
		err := rows.Scan(&id, &from)
		out[id] = from[:min(len(from), len("2006-01-02"))]
		return err
	})
	return out, s.wrap("read crises of", err)
}

// trimDates narrows a crisis to the days of its known events that lie within it.
func trimDates(c *casus.Crisis, began map[casus.EventID]string) {
	first, last := "", ""
	for _, e := range c.Events {
		day := began[e]
		if day == "" || day < c.From || c.Until != "" && day > c.Until {
			continue
		}
		if first == "" || day < first {
			first = day
		}
		last = max(last, day)
	}
	c.From, c.Until = first, last
}

// names runs a query for one column of ids.
func (s *Store) names(ctx context.Context, q *query) (map[string]bool, error) {
	out := map[string]bool{}
	err := s.rows(ctx, q, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		out[id] = true
		return err
	})
	return out, s.wrap("read", err)
}

// Claims lists claims and the verdicts on them; see store.Chronicle.
func (s *Store) Claims(ctx context.Context, f store.ClaimFilter) ([]casus.Claim, []casus.Disagreement, error) {
	verdicts, err := s.verdicts(ctx, f)
	if err != nil {
		return nil, nil, err
	}
	q := live(kindClaim, f.View)
	if len(f.Verdicts) > 0 {
		var named []string
		for i := range verdicts {
			named = append(named, ids(verdicts[i].Claims)...)
		}
		q.and(idOf(f.View)+" IN (SELECT value FROM json_each(?))", list(named))
	}
	edgeTo(q, f.View, edge{rel: "event"}, ids(f.Events))
	edgeTo(q, f.View, edge{rel: "document"}, []string{string(f.Document)})
	q.tail = " ORDER BY r.body ->> '$.event', r.body ->> '$.attribute', r.published IS NULL, r.published, r.body ->> '$.document', r.body ->> '$.span.start', r.id"
	claims, err := bodies[casus.Claim](ctx, s, q)
	if err != nil {
		return nil, nil, err
	}
	known := map[casus.ClaimID]bool{}
	for i := range claims {
		known[claims[i].ID] = true
	}
	verdicts = slices.DeleteFunc(verdicts, func(d casus.Disagreement) bool {
		return slices.ContainsFunc(d.Claims, func(c casus.ClaimID) bool { return !known[c] })
	})
	return claims, verdicts, nil
}

func (s *Store) verdicts(ctx context.Context, f store.ClaimFilter) ([]casus.Disagreement, error) {
	q := live(kindDisagreement, f.View)
	edgeTo(q, f.View, edge{rel: "event"}, ids(f.Events))
	q.in("r.body ->> '$.verdict'", ids(f.Verdicts))
	q.tail = " ORDER BY r.id"
	return bodies[casus.Disagreement](ctx, s, q)
}

// Links lists links; see store.Chronicle.
func (s *Store) Links(ctx context.Context, f store.LinkFilter) ([]casus.Link, error) {
	kinds := []string{kindLink}
	if f.Inferred {
		kinds = append(kinds, kindInferred)
	}
	var out []casus.Link
	for _, kind := range kinds {
		q := live(kind, f.View)
		edgeTo(q, f.View, edge{rel: "end"}, f.Ends)
		edgeTo(q, f.View, edge{rel: "document"}, []string{string(f.Document)})
		q.tail = " ORDER BY r.body ->> '$.document', r.body ->> '$.span.start', r.id"
		links, err := bodies[casus.Link](ctx, s, q)
		if err != nil {
			return nil, err
		}
		out = append(out, links...)
	}
	return out, nil
}

// Forecasts lists forecasts; see store.Chronicle.
func (s *Store) Forecasts(ctx context.Context, f store.ForecastFilter) ([]casus.Forecast, error) {
	q := live(kindForecast, f.View)
	edgeTo(q, f.View, edge{rel: "document"}, ids(f.Documents))
	edgeTo(q, f.View, edge{rel: "event"}, []string{string(f.Event)})
	q.tail = " ORDER BY r.published IS NULL, r.published, r.body ->> '$.document', r.body ->> '$.span.start', r.id"
	all, err := bodies[casus.Forecast](ctx, s, q)
	if err != nil || f.View.IsNow() || f.View.Recorded {
		return all, err
	}
	return all, s.reopen(ctx, all, f.View)
}

// reopen takes back outcomes that rest on events not yet known.
func (s *Store) reopen(ctx context.Context, all []casus.Forecast, v store.View) error {
	var by []string
	for i := range all {
		by = append(by, string(all[i].ResolvedBy))
	}
	q := live(kindEvent, v)
	q.head = strings.Replace(q.head, "r.body", "r.id", 1)
	q.and(idOf(v)+" IN (SELECT value FROM json_each(?))", list(by))
	known, err := s.names(ctx, q)
	if err != nil {
		return fmt.Errorf("forecasts as of %s: %w", v.AsOf, err)
	}
	for i := range all {
		if f := &all[i]; f.ResolvedBy != "" && !known[string(f.ResolvedBy)] {
			f.Outcome, f.ResolvedBy = casus.OutcomeOpen, ""
		}
	}
	return nil
}
