package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// AddDocuments stores documents; see store.Writer.
func (s *Store) AddDocuments(ctx context.Context, docs []casus.Document) ([]store.Added, error) {
	out := make([]store.Added, len(docs))
	err := s.do(ctx, "add documents to", func(tx *sql.Tx) error {
		for i := range docs {
			out[i] = store.Added{ID: docs[i].ID, State: store.Refused}
			if out[i].Err = store.CheckDocument(&docs[i]); out[i].Err != nil {
				continue
			}
			var err error
			if out[i], err = s.addDocument(ctx, tx, docs[i]); err != nil {
				return fmt.Errorf("document %s: %w", docs[i].ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// revisionHash is how much of a version's hash its id shows.
const revisionHash = 8

func (s *Store) addDocument(ctx context.Context, tx *sql.Tx, d casus.Document) (store.Added, error) {
	report, content := d.ID, store.ContentHash(&d)
	var known casus.DocID
	err := tx.QueryRowContext(ctx, `SELECT id FROM documents WHERE (report = ? AND content = ?) OR (id = ? AND content = ?)`,
		report, content, d.ID, content).Scan(&known)
	if err == nil {
		return store.Added{ID: known, State: store.Same}, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return store.Added{}, err
	}
	state := store.Fresh
	var last casus.DocID
	err = tx.QueryRowContext(ctx, `SELECT id FROM documents WHERE report = ? ORDER BY seq DESC LIMIT 1`, report).Scan(&last)
	switch {
	case err == nil:
		state, d.Revises = store.Revision, last
		d.ID = report + "@" + casus.DocID(content[:revisionHash])
	case !errors.Is(err, sql.ErrNoRows):
		return store.Added{}, err
	}
	d.Recorded = s.now().UTC()
	return store.Added{ID: d.ID, State: state}, insertDocument(ctx, tx, &d, report)
}

func insertDocument(ctx context.Context, tx *sql.Tx, d *casus.Document, report casus.DocID) error {
	bare := *d
	bare.Text = ""
	body, err := encode(bare)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO documents (id, report, content, text_hash, source, title, text, body, published, known, recorded)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, d.ID, report, store.ContentHash(d), d.Hash(), d.Source, d.Title, d.Text, body,
		stamp(d.Published), stamp(store.Known(d)), stamp(d.Recorded))
	return err
}

// when appends to q what a view asks of the columns known and recorded of a table.
func when(q *query, v store.View, table string) {
	switch {
	case v.IsNow():
	case v.Recorded:
		q.and(table+".recorded <= ?", stamp(v.AsOf))
	default:
		q.and(table+".known <= ?", stamp(v.AsOf))
	}
}

// Documents lists documents; see store.Texts.
func (s *Store) Documents(ctx context.Context, f store.DocumentFilter) ([]casus.Document, error) {
	text := "d.text"
	if f.Bare {
		text = "''"
	}
	q := &query{head: "SELECT d.body, " + text + " FROM documents d"}
	q.in("d.id", ids(f.IDs))
	if f.Source != "" {
		q.and("d.source = ?", f.Source)
	}
	when(q, f.View, "d")
	q.tail = " ORDER BY d.published IS NULL, d.published, d.id"
	if f.Newest {
		q.tail = " ORDER BY d.published IS NULL, d.published DESC, d.id"
	}
	if f.Limit > 0 {
		q.tail += fmt.Sprintf(" LIMIT %d", f.Limit)
	}
	return s.documents(ctx, q)
}

func (s *Store) documents(ctx context.Context, q *query) ([]casus.Document, error) {
	var docs []casus.Document
	err := s.rows(ctx, q, func(rows *sql.Rows) error {
		var body, text string
		if err := rows.Scan(&body, &text); err != nil {
			return err
		}
		d, err := decodeDocument(body, text)
		docs = append(docs, d)
		return err
	})
	if err != nil {
		return nil, s.wrap("read documents of", err)
	}
	return docs, nil
}

func decodeDocument(body, text string) (casus.Document, error) {
	var d casus.Document
	if err := json.Unmarshal([]byte(body), &d); err != nil {
		return d, fmt.Errorf("read document: %w", err)
	}
	d.Text = text
	return d, nil
}

// Revisions lists the versions of a report; see store.History.
func (s *Store) Revisions(ctx context.Context, doc casus.DocID) ([]casus.Document, error) {
	q := &query{head: "SELECT d.body, d.text FROM documents d", tail: " ORDER BY d.seq"}
	q.and("d.report = (SELECT report FROM documents WHERE id = ?)", doc)
	docs, err := s.documents(ctx, q)
	if err == nil && len(docs) == 0 {
		return nil, casus.Errorf(casus.NotFound, "document %s: not in the store", doc)
	}
	return docs, err
}

// Counts says how much there is; see store.Texts.
func (s *Store) Counts(ctx context.Context) (store.Counts, error) {
	var c store.Counts
	var first, last sql.NullString
	err := s.read.QueryRowContext(ctx, `SELECT count(*), count(DISTINCT nullif(source, '')), min(published), max(published),
			(SELECT count(*) FROM runs),
			(SELECT count(*) FROM mentions m JOIN codings c ON c.seq = m.coding
				WHERE c.seq = (SELECT max(l.seq) FROM codings l WHERE l.document = c.document))
		FROM documents`).Scan(&c.Documents, &c.Outlets, &first, &last, &c.Runs, &c.Mentions)
	if err != nil {
		return c, s.wrap("count", err)
	}
	c.First, c.Last = unstamp(first), unstamp(last)
	kinds := map[string]*int{
		kindEvent: &c.Events, kindClaim: &c.Claims, kindDisagreement: &c.Disagreements,
		kindCrisis: &c.Crises, kindLink: &c.Links, kindForecast: &c.Forecasts,
	}
	q := &query{head: "SELECT h.kind, count(*) FROM heads h JOIN records r ON r.seq = h.seq WHERE r.gone = 0 GROUP BY h.kind"}
	err = s.rows(ctx, q, func(rows *sql.Rows) error {
		var kind string
		var n int
		if err := rows.Scan(&kind, &n); err != nil {
			return err
		}
		if p := kinds[kind]; p != nil {
			*p = n
		}
		return nil
	})
	return c, s.wrap("count", err)
}

func unstamp(s sql.NullString) time.Time {
	t, err := time.Parse(stampLayout, s.String)
	if !s.Valid || err != nil {
		return time.Time{}
	}
	return t
}
