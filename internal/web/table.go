package web

import (
	"cmp"
	"context"
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
)

// table is the facts of a page as rows, for a spreadsheet.
type table struct {
	head []string
	rows [][]string
}

// eventHead are the columns of a list of events; docs/format/pages.md explains them.
var eventHead = []string{
	"id", "event", "modes", "quad", "status", "polarity", "modality", "commitment", "background", "from", "until", "told", "title",
	"actors", "actor_codes", "recipients", "recipient_codes", "place", "country", "lat", "lon", "outlets", "texts", "informants",
	"passages", "differ", "document", "start", "end", "words", "sentence", "url",
}

// eventTable makes a table of events, when it is asked for.
func (s *Site) eventTable(ctx context.Context, q *question, rows []eventRow, events []casus.Event) (*table, error) {
	t := &table{head: eventHead}
	if !q.csv {
		return t, nil
	}
	if err := s.say(ctx, q, every(rows)...); err != nil {
		return nil, err
	}
	byID := map[casus.EventID]*casus.Event{}
	for i := range events {
		byID[events[i].ID] = &events[i]
	}
	for i := range rows {
		t.rows = append(t.rows, eventCells(&rows[i], byID[rows[i].ID]))
	}
	return t, nil
}

func eventCells(r *eventRow, e *casus.Event) []string {
	place := casus.Place{}
	lat, lon := "", ""
	if e.Place != nil {
		place = *e.Place
		if place.Located {
			lat, lon = degrees(place.Lat), degrees(place.Lon)
		}
	}
	cells := []string{
		string(e.ID), string(e.Type), strings.Join(e.Modes, "|"), strconv.Itoa(r.Quad), string(r.Status), string(e.Polarity),
		string(e.Modality), string(e.Commitment), string(e.Background), r.From, r.Until, r.toldDay, r.Title,
		each(e.Actors, actorName), each(e.Actors, actorCode), each(e.Recipients, actorName), each(e.Recipients, actorCode),
		cmp.Or(place.Name, place.Text), string(place.Country), lat, lon,
		strings.Join(e.Outlets, "|"), strconv.Itoa(len(e.Texts)), strconv.Itoa(len(e.Informants)), strconv.Itoa(len(e.Mentions)),
		strconv.Itoa(r.Differ),
	}
	if m := r.said; m != nil && r.Words != nil {
		return append(cells, string(m.Document), strconv.Itoa(m.Trigger.Start), strconv.Itoa(m.Trigger.End), m.TriggerText,
			wordsOf(r.Words), r.Words.url)
	}
	return append(cells, "", "", "", "", "", "")
}

// wordsOf is what a quote says, without its marks.
func wordsOf(w *quote) string {
	var b strings.Builder
	for _, p := range w.Pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// each joins what f makes of actors.
func each(as []casus.Actor, f func(*casus.Actor) string) string {
	var out []string
	for i := range as {
		out = append(out, f(&as[i]))
	}
	return strings.Join(out, "|")
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// claimHead are the columns of a list of claims.
var claimHead = []string{"event", "title", "attribute", "verdict", "value", "denied", "speaker", "own_side", "outlet", "published", "sentence", "page"}

// claimTable makes a table of ledgers, one row a claim.
func claimTable(all []ledger) *table {
	t := &table{head: claimHead}
	for i := range all {
		l := &all[i]
		for j := range l.Entries {
			e := &l.Entries[j]
			t.rows = append(t.rows, []string{
				string(l.event), l.Event.Title, l.Attribute, string(l.Verdict), e.Value, strconv.FormatBool(e.Denied), e.Speaker,
				strconv.FormatBool(e.Own), e.Source, e.When, wordsOf(&e.Quote), e.Quote.Href,
			})
		}
	}
	return t
}

// writeTable writes CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front: what
// reports say is not ours to run.
func (s *Site) writeTable(w http.ResponseWriter, name string, t *table) {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8; header=present")
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	out := csv.NewWriter(w)
	_ = out.Write(t.head) // the reader went away: nothing to do about it, here and below
	for _, row := range t.rows {
		for i, cell := range row {
			if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		_ = out.Write(row)
	}
	out.Flush()
}
