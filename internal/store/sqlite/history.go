package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// Current follows the redirects of an id; see store.History.
func (s *Store) Current(ctx context.Context, id string) (string, error) {
	seen := []string{}
	for !slices.Contains(seen, id) {
		seen = append(seen, id)
		var gone bool
		var next string
		err := s.read.QueryRowContext(ctx, `SELECT r.gone, r.superseded_by FROM records r WHERE r.id = ? ORDER BY r.seq DESC LIMIT 1`, id).Scan(&gone, &next)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return "", casus.Errorf(casus.NotFound, "%s: not in the store", id)
		case err != nil:
			return "", s.wrap("read", err)
		case !gone:
			return id, nil
		case next == "":
			return "", nil
		}
		id = next
	}
	return "", casus.Errorf(casus.Invalid, "%s: redirects in a circle", id)
}

// Versions lists every state of an id; see store.History.
func (s *Store) Versions(ctx context.Context, id string) ([]store.Version, error) {
	q := &query{
		head: "SELECT r.kind, r.id, r.recorded, r.published, r.gone, r.superseded_by, r.body FROM records r",
		tail: " ORDER BY r.seq",
	}
	q.and("r.id = ?", id)
	var out []store.Version
	err := s.rows(ctx, q, func(rows *sql.Rows) error {
		var v store.Version
		var recorded, published sql.NullString
		if err := rows.Scan(&v.Kind, &v.ID, &recorded, &published, &v.Gone, &v.SupersededBy, &v.Body); err != nil {
			return err
		}
		v.Recorded, v.Published = unstamp(recorded), unstamp(published)
		out = append(out, v)
		return nil
	})
	if err != nil {
		return nil, s.wrap("read versions of", err)
	}
	if len(out) == 0 {
		return nil, casus.Errorf(casus.NotFound, "%s: not in the store", id)
	}
	return out, nil
}
