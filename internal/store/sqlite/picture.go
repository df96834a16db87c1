package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// SetPicture makes p the state of the chronicle; see store.Writer.
func (s *Store) SetPicture(ctx context.Context, p store.Picture) (store.Changes, error) {
	var ch store.Changes
	err := s.do(ctx, "set the picture of", func(tx *sql.Tx) error {
		ch = store.Changes{}
		mentions, err := mentionDocs(ctx, tx, &p)
		if err != nil {
			return err
		}
		all, err := records(&p, mentions)
		if err != nil {
			return err
		}
		docs, texts, err := readTexts(ctx, tx, all)
		if err != nil {
			return err
		}
		if problems, _ := store.CheckQuotes(&p, func(id casus.DocID) (string, bool) { t, ok := texts[id]; return t, ok }); len(problems) > 0 {
			return casus.Errorf(casus.Invalid, "%s (%d problems in all)", problems[0], len(problems))
		}
		w := &pictureWriter{tx: tx, row: row{run: p.Run, now: s.now(), dates: docs}, mentions: map[string]string{}}
		ch, err = w.all(ctx, all)
		return err
	})
	return ch, err
}

// mentionDocs finds the documents of all mentions that the picture names.
func mentionDocs(ctx context.Context, tx *sql.Tx, p *store.Picture) (map[casus.MentionID]casus.DocID, error) {
	var want []string
	for i := range p.Events {
		want = append(want, ids(p.Events[i].Mentions)...)
	}
	rows, err := tx.QueryContext(ctx, `SELECT id, document FROM mentions WHERE id IN (SELECT value FROM json_each(?))`, list(want))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[casus.MentionID]casus.DocID{}
	for rows.Next() {
		var m casus.MentionID
		var d casus.DocID
		if err := rows.Scan(&m, &d); err != nil {
			return nil, err
		}
		out[m] = d
	}
	return out, rows.Err()
}

// readTexts reads times and texts of the documents that the records rest on.
func readTexts(ctx context.Context, tx *sql.Tx, all []record) (map[casus.DocID]dates, map[casus.DocID]string, error) {
	seen := map[casus.DocID]bool{}
	var want []string
	for i := range all {
		for _, d := range all[i].docs {
			if d != "" && !seen[d] {
				seen[d] = true
				want = append(want, string(d))
			}
		}
	}
	rows, err := tx.QueryContext(ctx, `SELECT id, text, coalesce(published, ''), known FROM documents WHERE id IN (SELECT value FROM json_each(?))`, list(want))
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	times, texts := map[casus.DocID]dates{}, map[casus.DocID]string{}
	for rows.Next() {
		var id casus.DocID
		var text string
		var d dates
		if err := rows.Scan(&id, &text, &d.published, &d.known); err != nil {
			return nil, nil, err
		}
		times[id], texts[id] = d, text
	}
	return times, texts, rows.Err()
}

// pictureWriter appends what differs from the heads.
type pictureWriter struct {
	tx       *sql.Tx
	row      row
	mentions map[string]string // mention or event id → the live event or crisis that has it
}

func (w *pictureWriter) all(ctx context.Context, all []record) (store.Changes, error) {
	var ch store.Changes
	heads, err := readHeads(ctx, w.tx)
	if err != nil {
		return ch, err
	}
	for i := range all {
		r := &all[i]
		w.remember(r)
		body, err := encode(r.body)
		if err != nil {
			return ch, err
		}
		w.row.body, w.row.hash = body, casus.HashID(body)
		k := [2]string{r.kind, r.id}
		h, known := heads[k]
		delete(heads, k)
		switch {
		case known && h.hash == w.row.hash && h.gone == r.gone:
			continue
		case known:
			ch.Changed++
		default:
			ch.New++
		}
		if err := put(ctx, w.tx, r, w.row); err != nil {
			return ch, err
		}
	}
	gone, err := w.bury(ctx, heads)
	ch.Gone = gone
	return ch, err
}

// remember notes which live record holds each mention (for events) and each event (for crises), to find successors.
func (w *pictureWriter) remember(r *record) {
	if r.gone {
		return
	}
	for _, e := range r.edges {
		if r.kind == kindEvent && e.rel == "mention" || r.kind == kindCrisis && e.rel == "event" {
			if key := r.kind + ":" + e.other; w.mentions[key] == "" {
				w.mentions[key] = r.id
			}
		}
	}
}

// bury writes tombstones for the heads that the picture no longer has, events first, so that a crisis can follow its
// events to their successors.
func (w *pictureWriter) bury(ctx context.Context, left map[[2]string]head) (int, error) {
	var keys [][2]string
	for k, h := range left {
		if !h.gone {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(rank(a[0]), rank(b[0])), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	for _, k := range keys {
		successor, body, err := w.successor(ctx, k[0], k[1])
		if err != nil {
			return 0, err
		}
		if k[0] == kindEvent && successor != "" {
			for _, c := range []string{kindCrisis} {
				if id := w.mentions[c+":"+successor]; id != "" {
					w.mentions[c+":"+k[1]] = id
				}
			}
		}
		w.row.body, w.row.hash = body, casus.HashID("gone", body)
		docs, err := w.docs(ctx, k)
		if err != nil {
			return 0, err
		}
		if err := put(ctx, w.tx, &record{kind: k[0], id: k[1], gone: true, successor: successor, docs: docs}, w.row); err != nil {
			return 0, err
		}
	}
	return len(keys), nil
}

func rank(kind string) int {
	if kind == kindEvent {
		return 0
	}
	return 1
}

// successor finds the live record that has the earliest mention, or event, that the buried one had.
func (w *pictureWriter) successor(ctx context.Context, kind, id string) (successor, body string, err error) {
	err = w.tx.QueryRowContext(ctx, `SELECT r.body FROM heads h JOIN records r ON r.seq = h.seq WHERE h.kind = ? AND h.id = ?`, kind, id).Scan(&body)
	if err != nil {
		return "", "", fmt.Errorf("%s %s: %w", kind, id, err)
	}
	field := map[string]string{kindEvent: "$.mentions", kindCrisis: "$.events"}[kind]
	if field == "" {
		return "", body, nil
	}
	rows, err := w.tx.QueryContext(ctx, `SELECT value FROM json_each(?, ?)`, body, field)
	if err != nil {
		return "", "", err
	}
	defer rows.Close()
	for rows.Next() {
		var part string
		if err := rows.Scan(&part); err != nil {
			return "", "", err
		}
		if to := w.mentions[kind+":"+part]; to != "" && successor == "" {
			successor = to
		}
	}
	return successor, body, rows.Err()
}

// docs are the documents that a buried record rested on.
func (w *pictureWriter) docs(ctx context.Context, k [2]string) ([]casus.DocID, error) {
	rows, err := w.tx.QueryContext(ctx, `SELECT other FROM edges WHERE kind = ? AND id = ? AND rel = 'document' ORDER BY other`, k[0], k[1])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []casus.DocID
	for rows.Next() {
		var d casus.DocID
		if err := rows.Scan(&d); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, rows.Err()
}
