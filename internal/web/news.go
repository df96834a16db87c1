package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// newsView is what became known after a moment: the difference of two views of the chronicle by publication.
type newsView struct {
	Since, Until time.Time
	Asked        string // the form's value, "" for the default
	Spans        []end  // other lengths, as links
	Crises       []newsCrisis
	Loose        []eventRow // news of no crisis
	Ledgers      []ledger   // newly in dispute
	Settled      []forecastRow
	Due          []forecastRow // open ones whose day comes next
	Documents    []casus.Document
	Outlets      int
	Undated      int // reports of unknown date, which are never new
	Events, Told int // events first told, and told again
	Disputed     int // points newly in dispute
}

// newsCrisis is a crisis with what is new of it.
type newsCrisis struct {
	end
	Fresh bool // itself unknown before
	Trend trend
	Rows  []eventRow
}

// listedNews is how many lines of one crisis the page shows, and how many of those without one; dueForecasts how many
// forecasts fall due next.
const listedNews, dueForecasts = 30, 12

// state is what is known in the view of a question.
type state struct {
	docs     []casus.Document // without their texts, the newest first
	events   []casus.Event
	crises   []casus.Crisis
	claims   []casus.Claim        // those of verdicts
	verdicts []casus.Disagreement // in dispute
}

// known reads the state of a question.
func (s *Site) known(ctx context.Context, q *question) (*state, error) {
	k := &state{}
	var err error
	if k.docs, err = s.source.Documents(ctx, store.DocumentFilter{Bare: true, Newest: true, View: q.view}); err != nil {
		return nil, err
	}
	if k.events, err = s.source.Events(ctx, store.EventFilter{View: q.view}); err != nil {
		return nil, err
	}
	if k.crises, err = s.source.Crises(ctx, store.CrisisFilter{View: q.view}); err != nil {
		return nil, err
	}
	k.claims, k.verdicts, err = s.source.Claims(ctx, store.ClaimFilter{Verdicts: inDispute, View: q.view})
	return k, err
}

// newsPage is what is new since a moment.
func (s *Site) newsPage(ctx context.Context, q *question) (*answer, error) {
	v := &newsView{Asked: q.form.Get("since")}
	k, err := s.known(ctx, q)
	if err != nil {
		return nil, err
	}
	if v.Since, v.Until, err = sinceWhen(v.Asked, k.docs); err != nil {
		return nil, err
	}
	for _, days := range []int{1, 3, 7, 30} {
		if v.Until.IsZero() {
			break
		}
		since := v.Until.AddDate(0, 0, -days)
		v.Spans = append(v.Spans, end{plural(days, "day", "days"), newsPath(q, since)})
	}
	n, err := s.difference(ctx, q, k, v)
	if err != nil {
		return nil, err
	}
	if err := s.fillNews(ctx, q, v, newsFacts{k, n}); err != nil {
		return nil, err
	}
	return &answer{page: "new", title: "New", view: v, json: map[string]any{
		"since": v.Since, "until": v.Until, "events": orEmpty(n.events), "told_again": orEmpty(n.again), "claims": orEmpty(n.claims),
		"disagreements": orEmpty(n.verdicts), "documents": orEmpty(v.Documents),
	}}, nil
}

// reports keeps the documents that became known since. Those of unknown date would stay new for ever.
func (v *newsView) reports(docs []casus.Document) {
	for i := range docs {
		if docs[i].Published.IsZero() {
			v.Undated++
			continue
		}
		if store.Known(&docs[i]).After(v.Since) {
			v.Documents = append(v.Documents, docs[i])
		}
	}
	v.Outlets = outletsOf(v.Documents)
}

// outletsOf counts the outlets that documents name.
func outletsOf(docs []casus.Document) int {
	outlets := map[string]bool{}
	for i := range docs {
		if docs[i].Source != "" {
			outlets[docs[i].Source] = true
		}
	}
	return len(outlets)
}

// sinceWhen reads the moment since which, and finds that of the newest report. A day means its beginning, and nothing means
// one day before the newest report: an archive has its mornings too.
func sinceWhen(asked string, newestFirst []casus.Document) (since, until time.Time, err error) {
	for i := range newestFirst {
		if known := store.Known(&newestFirst[i]); known.After(until) && !newestFirst[i].Published.IsZero() {
			until = known
		}
	}
	if asked == "" && !until.IsZero() {
		return until.AddDate(0, 0, -1), until, nil
	}
	if asked == "" {
		return since, until, nil
	}
	for _, layout := range append([]string{time.DateOnly}, momentLayouts...) {
		if t, err := time.Parse(layout, asked); err == nil {
			return t, until, nil
		}
	}
	return since, until, casus.Errorf(casus.Invalid, "since %q is neither a day such as 2026-01-04 nor a time such as 2026-01-04T09:00Z", asked)
}

func newsPath(q *question, since time.Time) string {
	form := url.Values{"since": {since.UTC().Format("2006-01-02T15:04Z")}}
	if q.asOf != "" {
		form.Set("asof", q.asOf)
	}
	return "/new?" + form.Encode()
}

// news is what rests on reports that became known since.
type news struct {
	docs     map[casus.DocID]bool
	events   []casus.Event            // new, or told again
	again    []casus.EventID          // those that were known before
	says     map[casus.EventID]string // what is new about each
	verdicts []casus.Disagreement     // that one of the reports brought into dispute
	claims   []casus.Claim            // the values in them
}

// difference finds what is new in a state since the moment of the view: the same as a view as of that moment leaves out.
func (s *Site) difference(ctx context.Context, q *question, k *state, v *newsView) (*news, error) {
	n := &news{docs: map[casus.DocID]bool{}, says: map[casus.EventID]string{}}
	v.reports(k.docs)
	var ids []casus.DocID
	for i := range v.Documents {
		n.docs[v.Documents[i].ID] = true
		ids = append(ids, v.Documents[i].ID)
	}
	if len(ids) == 0 {
		return n, nil
	}
	mentions, err := s.source.Mentions(ctx, store.MentionFilter{Documents: ids, View: q.view})
	if err != nil {
		return nil, err
	}
	late := map[casus.MentionID]bool{}
	for i := range mentions {
		late[mentions[i].ID] = true
	}
	for i := range k.events {
		n.event(&k.events[i], late)
	}
	wanted := map[casus.ClaimID]bool{}
	from := map[casus.ClaimID]casus.DocID{}
	for i := range k.claims {
		from[k.claims[i].ID] = k.claims[i].Document
	}
	for _, d := range k.verdicts {
		if slices.ContainsFunc(d.Claims, func(c casus.ClaimID) bool { return n.docs[from[c]] }) {
			n.verdicts = append(n.verdicts, d)
			for _, c := range d.Claims {
				wanted[c] = true
			}
		}
	}
	for i := range k.claims {
		if wanted[k.claims[i].ID] {
			n.claims = append(n.claims, k.claims[i])
		}
	}
	v.Events, v.Told, v.Disputed = len(n.events)-len(n.again), len(n.again), len(n.verdicts)
	return n, nil
}

// event keeps an event that late mentions tell of.
func (n *news) event(e *casus.Event, late map[casus.MentionID]bool) {
	told := 0
	for _, m := range e.Mentions {
		if late[m] {
			told++
		}
	}
	switch told {
	case 0:
		return
	case len(e.Mentions):
		n.says[e.ID] = "new"
	default:
		n.says[e.ID] = "told again"
		n.again = append(n.again, e.ID)
	}
	n.events = append(n.events, *e)
}

// settles reports whether an outcome says how a forecast ended.
func settles(o casus.Outcome) bool { return o == casus.OutcomeTrue || o == casus.OutcomeFalse }

// newsFacts are a state and what is new in it.
type newsFacts struct {
	*state
	*news
}

// fillNews makes the lines of the page.
func (s *Site) fillNews(ctx context.Context, q *question, v *newsView, f newsFacts) error {
	rows := s.rows(q, f.news.events, f.state.verdicts)
	if err := s.tell(ctx, q, rows, f.news.events); err != nil {
		return err
	}
	newestFirst(rows)
	for i := range rows {
		rows[i].New = f.says[rows[i].ID]
	}
	if err := s.newsByCrisis(ctx, q, v, f, rows); err != nil {
		return err
	}
	var err error
	if v.Ledgers, err = s.ledgers(ctx, q, f.news.claims, f.news.verdicts); err != nil {
		return err
	}
	all, err := s.source.Forecasts(ctx, store.ForecastFilter{View: q.view})
	if err != nil {
		return err
	}
	settled, due := f.forecasts(all, v.Until)
	if v.Settled, err = s.forecastRows(ctx, q, settled); err != nil {
		return err
	}
	v.Due, err = s.forecastRows(ctx, q, due)
	return err
}

// forecasts are those that the news settles, and those open whose day comes next.
func (n *news) forecasts(all []casus.Forecast, until time.Time) (settled, due []casus.Forecast) {
	today := until.Add(-time.Nanosecond).Format(time.DateOnly)
	for i := range all {
		switch f := &all[i]; {
		case settles(f.Outcome) && (n.docs[f.Document] || n.says[f.ResolvedBy] == "new"):
			settled = append(settled, *f)
		case cmp.Or(f.Outcome, casus.OutcomeOpen) == casus.OutcomeOpen && f.Horizon != nil && f.Horizon.Until >= today:
			due = append(due, *f)
		}
	}
	slices.SortStableFunc(due, func(a, b casus.Forecast) int { return cmp.Compare(a.Horizon.Until, b.Horizon.Until) })
	return settled, due[:min(len(due), dueForecasts)]
}

// newsByCrisis puts rows under their crises, those with most that is new first, and reads the sentences of those shown.
func (s *Site) newsByCrisis(ctx context.Context, q *question, v *newsView, f newsFacts, rows []eventRow) error {
	trends, err := s.trends(ctx, q, f.state)
	if err != nil {
		return err
	}
	at, inside := map[casus.EventID]int{}, map[casus.EventID]bool{}
	for i := range rows {
		at[rows[i].ID] = i
	}
	for i := range f.crises {
		c := &f.crises[i]
		nc := newsCrisis{end: end{c.Name, pathTo(q, "crises", c.ID)}, Trend: trends[c.ID]}
		nc.Fresh = !slices.ContainsFunc(c.Documents, func(d casus.DocID) bool { return !f.news.docs[d] })
		var own []int
		for _, e := range c.Events {
			if n, ok := at[e]; ok {
				inside[e] = true
				own = append(own, n)
			}
		}
		slices.Sort(own) // as rows stand
		for _, n := range own {
			nc.Rows = append(nc.Rows, rows[n])
		}
		if len(nc.Rows) > 0 {
			v.Crises = append(v.Crises, nc)
		}
	}
	slices.SortStableFunc(v.Crises, func(a, b newsCrisis) int { return len(b.Rows) - len(a.Rows) })
	v.Loose = slices.DeleteFunc(rows, func(r eventRow) bool { return inside[r.ID] })
	shown := every(v.Loose[:min(len(v.Loose), listedNews)])
	for i := range v.Crises {
		shown = append(shown, every(v.Crises[i].Rows[:min(len(v.Crises[i].Rows), listedNews)])...)
	}
	return s.say(ctx, q, shown...)
}
