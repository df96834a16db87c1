package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// wanted is what a reader wants of the list of events; empty fields choose all.
type wanted struct {
	Type, Status string
	About        string // words in the names of actors, countries and places, or in the title
	From, Until  string // days
	Differ       bool   // only where sources differ
}

type eventsView struct {
	wanted
	Types        []casus.Code
	Statuses     []casus.Status
	Rows         []eventRow
	Found, All   int
	First, Last  int // the rows shown, counted from 1
	Newer, Older string
}

// statuses are what an event can be told as, what was before what was not.
var statuses = []casus.Status{
	casus.StatusAsserted, casus.StatusAlleged, casus.StatusDenied, casus.StatusPlanned, casus.StatusRequested,
	casus.StatusForecast, casus.StatusHypothetical, casus.StatusHistorical,
}

// listedEvents is how many events a page lists.
const listedEvents = 100

// eventsPage lists all events, or those that are wanted, the newest first.
func (s *Site) eventsPage(ctx context.Context, q *question) (*answer, error) {
	v := &eventsView{Types: s.types.Types(), Statuses: statuses}
	page, err := v.read(q)
	if err != nil {
		return nil, err
	}
	events, err := s.source.Events(ctx, store.EventFilter{View: q.view})
	if err != nil {
		return nil, err
	}
	_, verdicts, err := s.source.Claims(ctx, store.ClaimFilter{Verdicts: inDispute, View: q.view})
	if err != nil {
		return nil, err
	}
	rows := s.rows(q, events, verdicts)
	if err := s.tell(ctx, q, rows, events); err != nil {
		return nil, err
	}
	v.All = len(events)
	byID := map[casus.EventID]*casus.Event{}
	for i := range events {
		byID[events[i].ID] = &events[i]
	}
	rows = slices.DeleteFunc(rows, func(r eventRow) bool { return !v.wants(&r, s.about(byID[r.ID])) })
	newestFirst(rows)
	events = nil
	for i := range rows {
		events = append(events, *byID[rows[i].ID])
	}
	a := &answer{page: "events", title: "Events", view: v, json: map[string]any{"events": orEmpty(events)}}
	if a.table, err = s.eventTable(ctx, q, rows, events); err != nil || q.csv {
		return a, err
	}
	v.cut(q, rows, page)
	return a, s.say(ctx, q, every(v.Rows)...)
}

// newestFirst turns rows that tell has put in order; those without any day stay last.
func newestFirst(rows []eventRow) {
	n := len(rows)
	for n > 0 && rows[n-1].Day() == "" {
		n--
	}
	slices.Reverse(rows[:n])
}

// read reads the form; what it cannot mean anything by is refused rather than left out.
func (v *eventsView) read(q *question) (page int, err error) {
	f := q.form
	v.wanted = wanted{f.Get("type"), f.Get("status"), strings.TrimSpace(f.Get("about")), f.Get("from"), f.Get("until"), f.Get("differ") != ""}
	if v.Type != "" && !slices.Contains(v.Types, casus.Code(v.Type)) {
		return 0, casus.Errorf(casus.Invalid, "type %q is none of %s", v.Type, listed(v.Types))
	}
	if v.Status != "" && !slices.Contains(v.Statuses, casus.Status(v.Status)) {
		return 0, casus.Errorf(casus.Invalid, "status %q is none of %s", v.Status, listed(v.Statuses))
	}
	for name, day := range map[string]string{"from": v.From, "until": v.Until} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return 0, casus.Errorf(casus.Invalid, "%s %q is not a day such as 2026-01-04", name, day)
		}
	}
	page = 1
	if p := f.Get("page"); p != "" {
		if page, err = strconv.Atoi(p); err != nil || page < 1 {
			return 0, casus.Errorf(casus.Invalid, "page %q is not a number from 1", p)
		}
	}
	return page, nil
}

// listed is a list of codes in words.
func listed[T ~string](all []T) string {
	var out []string
	for _, c := range all {
		out = append(out, string(c))
	}
	return strings.Join(out, ", ")
}

// wants reports whether a row, with all the names it goes by, is wanted.
func (w wanted) wants(r *eventRow, names string) bool {
	last := cmp.Or(r.Until, r.Day())
	switch {
	case w.Type != "" && string(r.Type) != w.Type, w.Status != "" && string(r.Status) != w.Status, w.Differ && r.Differ == 0,
		w.From != "" && (last == "" || last < w.From), w.Until != "" && (r.Day() == "" || r.Day() > w.Until):
		return false
	}
	for _, word := range strings.Fields(strings.ToLower(w.About)) {
		if !strings.Contains(names, " "+word) {
			return false
		}
	}
	return true
}

// about are the words, in small letters and each after a space, by which an event is found: its title, and names, roles,
// codes and countries of its parties and its place.
func (s *Site) about(e *casus.Event) string {
	words := []string{"", e.Title}
	country := func(c casus.Country) {
		if c != "" {
			words = append(words, string(c), s.countries[string(c)])
		}
	}
	for _, as := range [][]casus.Actor{e.Actors, e.Recipients} {
		for i := range as {
			words = append(words, as[i].Name, as[i].Role, string(as[i].Sector))
			country(as[i].Country)
		}
	}
	if p := e.Place; p != nil {
		words = append(words, p.Name, p.Text, p.Admin1)
		country(p.Country)
	}
	return strings.ToLower(strings.Join(words, " "))
}

// cut leaves one page of rows and says where the others are.
func (v *eventsView) cut(q *question, rows []eventRow, page int) {
	v.Found = len(rows)
	from := min((page-1)*listedEvents, len(rows))
	until := min(from+listedEvents, len(rows))
	v.Rows, v.First, v.Last = rows[from:until], from+1, until
	to := func(n int) string {
		form := url.Values{}
		for name, values := range q.form {
			if name != "page" && values[0] != "" {
				form[name] = values
			}
		}
		if n > 1 {
			form.Set("page", strconv.Itoa(n))
		}
		return strings.TrimSuffix("/events?"+form.Encode(), "?")
	}
	if from > 0 {
		v.Newer = to(page - 1)
	}
	if until < len(rows) {
		v.Older = to(page + 1)
	}
}
