package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// The kinds of records.
const (
	kindEvent        = "event"
	kindClaim        = "claim"
	kindDisagreement = "disagreement"
	kindCrisis       = "crisis"
	kindLink         = "link"
	kindForecast     = "forecast"
	kindInferred     = "inferred" // links that no report states: counted and listed apart
)

// record is one noun of a picture on its way into the table.
type record struct {
	kind, id    string
	body        any
	from, until string
	edges       []edge
	docs        []casus.DocID // it rests on
	gone        bool
	successor   string
}

// edge leads from a record to something it is found by.
type edge struct{ rel, other string }

// disagreementID is the id of a ledger: it is one per event and attribute.
func disagreementID(d *casus.Disagreement) string { return string(d.Event) + "/" + d.Attribute }

// records turns a picture into rows, in the order of the picture. mentions gives the document of each mention.
func records(p *store.Picture, mentions map[casus.MentionID]casus.DocID) ([]record, error) {
	var out []record
	docs := map[casus.EventID][]casus.DocID{}
	for i := range p.Events {
		r, err := eventRecord(&p.Events[i], mentions)
		if err != nil {
			return nil, err
		}
		docs[p.Events[i].ID] = r.docs
		out = append(out, r)
	}
	byClaim := map[casus.ClaimID]casus.DocID{}
	for i := range p.Claims {
		c := &p.Claims[i]
		byClaim[c.ID] = c.Document
		out = append(out, record{
			kind: kindClaim, id: string(c.ID), body: c, from: c.AsOf, until: c.AsOf, docs: []casus.DocID{c.Document},
			edges: []edge{{"event", string(c.Event)}, {"document", string(c.Document)}},
		})
	}
	for i := range p.Disagreements {
		d := &p.Disagreements[i]
		r := record{kind: kindDisagreement, id: disagreementID(d), body: d, edges: []edge{{"event", string(d.Event)}}}
		for _, c := range d.Claims {
			r.docs = append(r.docs, byClaim[c])
		}
		out = append(out, r)
	}
	for i := range p.Crises {
		out = append(out, crisisRecord(&p.Crises[i], docs))
	}
	for i := range p.Links {
		out = append(out, linkRecord(&p.Links[i]))
	}
	for i := range p.Forecasts {
		out = append(out, forecastRecord(&p.Forecasts[i]))
	}
	return out, unique(out)
}

// linkRecord rests on the document whose words assert the link. An inferred one is known when the later of its two reports
// is, which is its document, and is found by both.
func linkRecord(l *casus.Link) record {
	r := record{kind: kindLink, id: string(l.ID), body: l, docs: []casus.DocID{l.Document}, edges: []edge{{"end", l.From}, {"end", l.To}}}
	if l.Inferred {
		r.kind = kindInferred
	}
	docs := slices.Clone(r.docs)
	for _, e := range l.Evidence {
		docs = append(docs, e.Document)
	}
	slices.Sort(docs)
	for _, d := range slices.Compact(docs) {
		r.edges = append(r.edges, edge{"document", string(d)})
	}
	return r
}

func eventRecord(e *casus.Event, mentions map[casus.MentionID]casus.DocID) (record, error) {
	r := record{kind: kindEvent, id: string(e.ID), body: e, gone: e.SupersededBy != "", successor: string(e.SupersededBy)}
	if e.Time != nil {
		r.from, r.until = e.Time.From, e.Time.Until
	}
	if len(e.Mentions) == 0 && !r.gone {
		return r, casus.Errorf(casus.Invalid, "event %s has no mention", e.ID)
	}
	for _, m := range e.Mentions {
		doc, ok := mentions[m]
		if !ok {
			return r, casus.Errorf(casus.NotFound, "event %s: mention %s is not in the store", e.ID, m)
		}
		r.edges = append(r.edges, edge{"mention", string(m)}, edge{"document", string(doc)})
		r.docs = append(r.docs, doc)
	}
	return r, nil
}

func crisisRecord(c *casus.Crisis, docs map[casus.EventID][]casus.DocID) record {
	r := record{
		kind: kindCrisis, id: string(c.ID), body: c, from: c.From, until: c.Until,
		gone: c.SupersededBy != "", successor: string(c.SupersededBy), docs: slices.Clone(c.Documents),
	}
	for _, e := range c.Events {
		r.edges = append(r.edges, edge{"event", string(e)})
		r.docs = append(r.docs, docs[e]...)
	}
	for _, d := range c.Documents {
		r.edges = append(r.edges, edge{"document", string(d)})
	}
	return r
}

func forecastRecord(f *casus.Forecast) record {
	r := record{kind: kindForecast, id: string(f.ID), body: f, docs: []casus.DocID{f.Document}}
	if f.Horizon != nil {
		r.from, r.until = f.Horizon.From, f.Horizon.Until
	}
	r.edges = []edge{{"document", string(f.Document)}}
	if f.ResolvedBy != "" {
		r.edges = append(r.edges, edge{"event", string(f.ResolvedBy)})
	}
	return r
}

// unique refuses records without an id and two of one id: the second would hide the first.
func unique(all []record) error {
	seen := map[[2]string]bool{}
	for i := range all {
		k := [2]string{all[i].kind, all[i].id}
		if k[1] == "" || seen[k] {
			return casus.Errorf(casus.Invalid, "two records, or one without an id: %s %q", k[0], k[1])
		}
		seen[k] = true
	}
	return nil
}

// head is what the store has for an id now.
type head struct {
	hash string
	gone bool
}

func readHeads(ctx context.Context, tx *sql.Tx) (map[[2]string]head, error) {
	rows, err := tx.QueryContext(ctx, `SELECT h.kind, h.id, r.hash, r.gone FROM heads h JOIN records r ON r.seq = h.seq`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	heads := map[[2]string]head{}
	for rows.Next() {
		var k [2]string
		var h head
		if err := rows.Scan(&k[0], &k[1], &h.hash, &h.gone); err != nil {
			return nil, err
		}
		heads[k] = h
	}
	return heads, rows.Err()
}

// dates are publication and known times of a document.
type dates struct{ published, known string }

// put appends a record, moves the head to it and replaces its edges.
func put(ctx context.Context, tx *sql.Tx, r *record, row row) error {
	d := earliest(r.docs, row.dates)
	res, err := tx.ExecContext(ctx, `INSERT INTO records (kind, id, hash, gone, superseded_by, run, body, held_from, held_until, published, known, recorded)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, r.kind, r.id, row.hash, r.gone, r.successor, row.run, row.body,
		orNull(r.from), orNull(r.until), orNull(d.published), d.known, stamp(row.now))
	if err != nil {
		return fmt.Errorf("%s %s: %w", r.kind, r.id, err)
	}
	seq, err := res.LastInsertId()
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO heads (kind, id, seq) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq`,
		r.kind, r.id, seq); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM edges WHERE kind = ? AND id = ?`, r.kind, r.id); err != nil {
		return err
	}
	if r.gone {
		return nil
	}
	for _, e := range r.edges {
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO edges (kind, id, rel, other) VALUES (?, ?, ?, ?)`, r.kind, r.id, e.rel, e.other); err != nil {
			return err
		}
	}
	return nil
}

// row is what a record's row has besides the record.
type row struct {
	hash, body string
	run        casus.RunID
	now        time.Time
	dates      map[casus.DocID]dates
}

// earliest are the first publication and the first known time of docs; a record that rests on no document was known from
// the beginning of time, as far as documents go.
func earliest(docs []casus.DocID, all map[casus.DocID]dates) dates {
	var first dates
	for _, id := range docs {
		d, ok := all[id]
		if !ok {
			continue
		}
		if d.published != "" && (first.published == "" || strings.Compare(d.published, first.published) < 0) {
			first.published = d.published
		}
		if first.known == "" || d.known < first.known {
			first.known = d.known
		}
	}
	return first
}
