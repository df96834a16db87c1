package web

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// tell says of events without a day when a report first told of them, and puts rows in the order of their days, those of a
// stated day first on each; what has neither day comes last.
func (s *Site) tell(ctx context.Context, q *question, rows []eventRow, events []casus.Event) error {
	var ids []casus.MentionID
	for i := range rows {
		if rows[i].From == "" || rows[i].coarse {
			ids = append(ids, events[i].Mentions...)
		}
	}
	if len(ids) > 0 {
		docs, err := s.documentsOf(ctx, q, ids)
		if err != nil {
			return err
		}
		for i := range rows {
			if rows[i].From == "" || rows[i].coarse {
				rows[i].firstTold(events[i].Mentions, docs)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b eventRow) int {
		if (a.Day() == "") != (b.Day() == "") {
			return cmp.Compare(b.Day(), a.Day())
		}
		return cmp.Or(cmp.Compare(a.Day(), b.Day()), cmp.Compare(a.told, b.told))
	})
	return nil
}

// firstTold sets when the first of mentions was published.
func (r *eventRow) firstTold(mentions []casus.MentionID, docs map[casus.MentionID]*casus.Document) {
	for _, m := range mentions {
		d := docs[m]
		if d == nil || d.Published.IsZero() {
			continue
		}
		if at := d.Published.UTC().Format(time.RFC3339); r.told == "" || at < r.told {
			r.told, r.toldDay, r.Told = at, d.PublishedDate(), d.Published.Format(shortDay)
		}
	}
}

// documentsOf reads, without their texts, the documents that mentions stand in.
func (s *Site) documentsOf(ctx context.Context, q *question, ids []casus.MentionID) (map[casus.MentionID]*casus.Document, error) {
	mentions, err := s.source.Mentions(ctx, store.MentionFilter{IDs: ids, View: q.view})
	if err != nil {
		return nil, err
	}
	var want []casus.DocID
	for i := range mentions {
		want = append(want, mentions[i].Document)
	}
	slices.Sort(want)
	bare, err := s.source.Documents(ctx, store.DocumentFilter{IDs: slices.Compact(want), Bare: true, View: q.view})
	if err != nil {
		return nil, err
	}
	docs := map[casus.DocID]*casus.Document{}
	for i := range bare {
		docs[bare[i].ID] = &bare[i]
	}
	out := map[casus.MentionID]*casus.Document{}
	for i := range mentions {
		out[mentions[i].ID] = docs[mentions[i].Document]
	}
	return out, nil
}

// say gives each row the sentence that tells of it best, its words marked, so that a line can be checked where it stands.
func (s *Site) say(ctx context.Context, q *question, rows ...*eventRow) error {
	var ids []casus.MentionID
	for _, r := range rows {
		ids = append(ids, r.mentions...)
	}
	if len(ids) == 0 {
		return nil
	}
	mentions, err := s.source.Mentions(ctx, store.MentionFilter{IDs: ids, View: q.view})
	if err != nil {
		return err
	}
	at := map[casus.MentionID]*casus.Mention{}
	for i := range mentions {
		at[mentions[i].ID] = &mentions[i]
	}
	var want []casus.DocID
	for _, r := range rows {
		if r.said = r.best(at); r.said != nil {
			want = append(want, r.said.Document)
		}
	}
	docs, err := s.texts(ctx, q, want)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if m := r.said; m != nil && docs[m.Document] != nil {
			d := docs[m.Document]
			words := quoteOf(q, d, m.Trigger, nil)
			words.Pieces = pieces(d.Text, m.Sentence, []mark{{span: m.Trigger, role: "event"}})
			r.Words = &words
		}
	}
	return nil
}

// every is the rows of a list, to say.
func every(rows []eventRow) []*eventRow {
	out := make([]*eventRow, len(rows))
	for i := range rows {
		out[i] = &rows[i]
	}
	return out
}

// best is the surest mention that reads like the whole event, else the surest at all; the first of equals.
func (r *eventRow) best(at map[casus.MentionID]*casus.Mention) *casus.Mention {
	var best *casus.Mention
	like := func(m *casus.Mention) bool { return m.Type == r.Type && m.Status() == r.Status }
	for _, id := range r.mentions {
		m := at[id]
		if m == nil {
			continue
		}
		if best == nil || like(m) && !like(best) || like(m) == like(best) && m.Confidence > best.Confidence {
			best = m
		}
	}
	return best
}

// titleOf is the event's title with place and time, or one from its type and parties.
func titleOf(e *casus.Event) string {
	var beside []string
	if e.Place != nil {
		beside = append(beside, cmp.Or(e.Place.Name, e.Place.Text))
	}
	if day := shortWhen(e.Time); day != "" {
		beside = append(beside, day)
	}
	if _, ok := bare(e); !ok || len(beside) == 0 {
		return headline(e)
	}
	return headline(e) + " (" + strings.Join(beside, ", ") + ")"
}

// headline is the event's title without the place and the day that fusion puts behind it in brackets, or one from its type
// and parties. Lists show both beside it, and a year as a year.
func headline(e *casus.Event) string {
	if e.Title != "" {
		title, _ := bare(e)
		return title
	}
	title := strings.ToLower(string(e.Type))
	if n := actorNames(e.Actors); n != "" {
		title = n + ": " + title
	}
	if n := actorNames(e.Recipients); n != "" {
		title += " → " + n
	}
	return title
}

// bare takes place and day off a title; ok reports whether they stood there.
func bare(e *casus.Event) (title string, ok bool) {
	var place []string
	if e.Place != nil {
		place = append(place, cmp.Or(e.Place.Name, e.Place.Text))
	}
	days := []string{e.Time.Begins()}
	if e.Time != nil && len(e.Time.From) >= len(time.DateOnly) {
		days = append(days, e.Time.From[:len(time.DateOnly)]) // as titles were written before
	}
	for _, d := range days {
		beside := place
		if d != "" {
			beside = append(slices.Clip(place), d)
		}
		if title, ok = strings.CutSuffix(e.Title, " ("+strings.Join(beside, ", ")+")"); ok {
			return title, true
		}
	}
	return e.Title, false
}
