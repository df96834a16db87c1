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

// AddRun stores a run; see store.Writer.
func (s *Store) AddRun(ctx context.Context, run casus.Run) error {
	if run.ID == "" {
		return casus.Errorf(casus.Invalid, "add run: no id")
	}
	body, err := encode(run)
	if err != nil {
		return err
	}
	return s.do(ctx, "add run to", func(tx *sql.Tx) error {
		var have string
		err := tx.QueryRowContext(ctx, `SELECT body FROM runs WHERE id = ?`, run.ID).Scan(&have)
		switch {
		case err == nil && have == body:
			return nil
		case err == nil:
			return casus.Errorf(casus.Conflict, "run %s is known with other versions or settings", run.ID)
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO runs (id, body, recorded) VALUES (?, ?, ?)`, run.ID, body, stamp(s.now()))
		return err
	})
}

// Runs lists the runs; see store.History.
func (s *Store) Runs(ctx context.Context) ([]casus.Run, error) {
	return bodies[casus.Run](ctx, s, &query{head: "SELECT body FROM runs ORDER BY seq"})
}

// AddCodings stores what a run made of documents; see store.Writer.
func (s *Store) AddCodings(ctx context.Context, codings []store.Coding) error {
	var wrong []error
	for i := range codings {
		if err := s.addCoding(ctx, &codings[i]); err != nil {
			wrong = append(wrong, fmt.Errorf("coding of document %s: %w", codings[i].Document, err))
		}
	}
	return errors.Join(wrong...)
}

func (s *Store) addCoding(ctx context.Context, c *store.Coding) error {
	whole, err := encode(c)
	if err != nil {
		return err
	}
	hash := casus.HashID(whole)
	return s.do(ctx, "add coding to", func(tx *sql.Tx) error {
		var have string
		err := tx.QueryRowContext(ctx, `SELECT hash FROM codings WHERE document = ? AND run = ?`, c.Document, c.Run).Scan(&have)
		switch {
		case err == nil && have == hash:
			return nil
		case err == nil:
			return casus.Errorf(casus.Conflict, "run %s coded it before and found something else; a changed program needs a run of its own", c.Run)
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		doc, err := coded(ctx, tx, c)
		if err != nil {
			return err
		}
		defects, err := encode(c.Defects)
		if err != nil {
			return err
		}
		now := s.now()
		res, err := tx.ExecContext(ctx, `INSERT INTO codings (document, run, hash, defects, recorded) VALUES (?, ?, ?, ?, ?)`,
			c.Document, c.Run, hash, defects, stamp(now))
		if err != nil {
			return err
		}
		seq, err := res.LastInsertId()
		if err != nil {
			return err
		}
		in := &inserter{tx: tx, coding: seq, doc: doc, now: now}
		return in.all(ctx, c)
	})
}

// coded gives the document of a coding after checking the coding against it.
func coded(ctx context.Context, tx *sql.Tx, c *store.Coding) (*casus.Document, error) {
	var body, text string
	err := tx.QueryRowContext(ctx, `SELECT body, text FROM documents WHERE id = ?`, c.Document).Scan(&body, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, casus.Errorf(casus.NotFound, "the document is not in the store")
	}
	if err != nil {
		return nil, err
	}
	var runs int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM runs WHERE id = ?`, c.Run).Scan(&runs); err != nil {
		return nil, err
	}
	if runs == 0 {
		return nil, casus.Errorf(casus.NotFound, "run %q is not in the store", c.Run)
	}
	doc, err := decodeDocument(body, text)
	if err != nil {
		return nil, err
	}
	if problems, _ := store.CheckCoding(&doc, c); len(problems) > 0 {
		return nil, casus.Errorf(casus.Invalid, "%s (%d problems in all)", problems[0].What, len(problems))
	}
	return &doc, nil
}

// inserter writes the findings of one coding.
type inserter struct {
	tx     *sql.Tx
	coding int64
	doc    *casus.Document
	now    time.Time
}

func (in *inserter) all(ctx context.Context, c *store.Coding) error {
	for i := range c.Mentions {
		m := &c.Mentions[i]
		body, err := encode(m)
		if err != nil {
			return err
		}
		from, until := held(m.Time)
		_, err = in.tx.ExecContext(ctx, `INSERT INTO mentions (coding, n, id, document, type, body, held_from, held_until, published, known, recorded)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, in.coding, i, m.ID, in.doc.ID, m.Type, body, from, until,
			stamp(in.doc.Published), stamp(store.Known(in.doc)), stamp(in.now))
		if err != nil {
			return err
		}
	}
	return errors.Join(
		insertAll(ctx, in, "claim", c.Claims, func(cl *casus.Claim) (any, any) { return orNull(cl.AsOf), orNull(cl.AsOf) }),
		insertAll(ctx, in, "saying", c.Sayings, nil),
		insertAll(ctx, in, "figure", c.Figures, func(f *casus.Figure) (any, any) { return orNull(f.AsOf), orNull(f.AsOf) }),
		insertAll(ctx, in, "time", c.Times, func(w *casus.When) (any, any) { return held(w) }),
		insertAll(ctx, in, "place", c.Places, nil),
		insertAll(ctx, in, "forecast", c.Forecasts, func(f *casus.Forecast) (any, any) { return held(f.Horizon) }),
		insertAll(ctx, in, "link", c.Links, nil),
	)
}

// held are the ends of w as the tables keep them.
func held(w *casus.When) (from, until any) {
	if w == nil {
		return nil, nil
	}
	return orNull(w.From), orNull(w.Until)
}

// insertAll writes findings of one kind; when gives the time for which one holds, nil where the kind has none.
func insertAll[T any](ctx context.Context, in *inserter, kind string, all []T, when func(*T) (any, any)) error {
	for i := range all {
		body, err := encode(&all[i])
		if err != nil {
			return err
		}
		var from, until any
		if when != nil {
			from, until = when(&all[i])
		}
		_, err = in.tx.ExecContext(ctx, `INSERT INTO findings (coding, kind, n, body, held_from, held_until, published, known, recorded)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, in.coding, kind, i, body, from, until,
			stamp(in.doc.Published), stamp(store.Known(in.doc)), stamp(in.now))
		if err != nil {
			return fmt.Errorf("%s %d: %w", kind, i, err)
		}
	}
	return nil
}

// Mentions lists mentions; see store.Texts.
func (s *Store) Mentions(ctx context.Context, f store.MentionFilter) ([]casus.Mention, error) {
	q := &query{
		head: "SELECT m.body FROM mentions m JOIN codings c ON c.seq = m.coding JOIN documents d ON d.id = m.document",
		tail: " ORDER BY d.published IS NULL, d.published, d.id, m.coding, m.n",
	}
	q.in("m.id", ids(f.IDs))
	q.in("m.document", ids(f.Documents))
	switch {
	case f.Run != "":
		q.and("c.run = ?", f.Run)
	case len(f.IDs) == 0:
		q.and("c.seq = (SELECT max(l.seq) FROM codings l WHERE l.document = c.document)")
	}
	when(q, f.View, "m")
	return bodies[casus.Mention](ctx, s, q)
}

// Coding gives what a run made of a document; see store.Texts.
func (s *Store) Coding(ctx context.Context, doc casus.DocID, run casus.RunID) (store.Coding, error) {
	c := store.Coding{Document: doc}
	var seq int64
	var defects string
	err := s.read.QueryRowContext(ctx, `SELECT seq, run, defects FROM codings WHERE document = ? AND (run = ? OR ? = '') ORDER BY seq DESC LIMIT 1`,
		doc, run, run).Scan(&seq, &c.Run, &defects)
	if errors.Is(err, sql.ErrNoRows) {
		return c, casus.Errorf(casus.NotFound, "document %s: not coded", doc)
	}
	if err != nil {
		return c, s.wrap("read coding of", err)
	}
	if err := json.Unmarshal([]byte(defects), &c.Defects); err != nil {
		return c, fmt.Errorf("read defects of document %s: %w", doc, err)
	}
	return c, s.readCoding(ctx, seq, &c)
}

func (s *Store) readCoding(ctx context.Context, seq int64, c *store.Coding) error {
	var err error
	m := &query{head: "SELECT body FROM mentions", tail: " ORDER BY n"}
	m.and("coding = ?", seq)
	if c.Mentions, err = bodies[casus.Mention](ctx, s, m); err != nil {
		return err
	}
	return errors.Join(
		findings(ctx, s, finding{seq, "claim"}, &c.Claims), findings(ctx, s, finding{seq, "saying"}, &c.Sayings),
		findings(ctx, s, finding{seq, "figure"}, &c.Figures), findings(ctx, s, finding{seq, "time"}, &c.Times),
		findings(ctx, s, finding{seq, "place"}, &c.Places), findings(ctx, s, finding{seq, "forecast"}, &c.Forecasts),
		findings(ctx, s, finding{seq, "link"}, &c.Links))
}

// findings reads the findings of one kind.
func findings[T any](ctx context.Context, s *Store, at finding, into *[]T) (err error) {
	q := &query{head: "SELECT body FROM findings", tail: " ORDER BY n"}
	q.and("coding = ? AND kind = ?", at.coding, at.kind)
	*into, err = bodies[T](ctx, s, q)
	return err
}

// finding names the findings of one kind in one coding.
type finding struct {
	coding int64
	kind   string
}
