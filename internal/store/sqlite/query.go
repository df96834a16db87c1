package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
)

// query puts a SELECT together from parts that are constants of this package; values only ever go in as parameters.
type query struct {
	head, tail string
	where      []string
	args       []any
}

// and adds a condition with its values.
func (q *query) and(cond string, args ...any) {
	q.where = append(q.where, cond)
	q.args = append(q.args, args...)
}

// in asks for column to be one of values, where there are any.
func (q *query) in(column string, values []string) {
	if len(values) > 0 {
		q.and(column+" IN (SELECT value FROM json_each(?))", list(values))
	}
}

func (q *query) String() string {
	if len(q.where) == 0 {
		return q.head + q.tail
	}
	return q.head + " WHERE " + strings.Join(q.where, " AND ") + q.tail
}

// list is values as a JSON array, so that any number of them is one parameter.
func list(values []string) string {
	b, err := json.Marshal(values)
	if err != nil {
		return "[]" // cannot happen: strings always have a JSON form
	}
	return string(b)
}

// ids turns ids of any type into strings.
func ids[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, id := range in {
		out[i] = string(id)
	}
	return out
}

// rows runs q and gives each row to each.
func (s *Store) rows(ctx context.Context, q *query, each func(*sql.Rows) error) error {
	rows, err := s.read.QueryContext(ctx, q.String(), q.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// bodies runs q, whose only column is JSON, and decodes each row into a T.
func bodies[T any](ctx context.Context, s *Store, q *query) ([]T, error) {
	var out []T
	err := s.rows(ctx, q, func(rows *sql.Rows) error {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return err
		}
		var v T
		if err := json.Unmarshal(body, &v); err != nil {
			return fmt.Errorf("read %T: %w", v, err)
		}
		out = append(out, v)
		return nil
	})
	if err != nil {
		return nil, s.wrap("read", err)
	}
	return out, nil
}
