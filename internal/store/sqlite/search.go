package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode"

	"github.com/casus-project/casus/internal/store"
)

// found opens and closes a found word in what FTS5 gives back. Documents hold no such control characters that matter:
// one that does only shows a wrong mark in a passage.
const foundOpen, foundClose = "\x02", "\x03"

// defaultHits is how many documents a search gives unless asked otherwise.
const defaultHits = 50

// Search finds documents by words; see store.Texts.
func (s *Store) Search(ctx context.Context, sq store.SearchQuery) ([]store.Hit, error) {
	match := matchExpression(sq.Words)
	if match == "" {
		return nil, nil
	}
	q := &query{head: "SELECT d.body, snippet(words, 1, '" + foundOpen + "', '" + foundClose + "', '…', 40) FROM words JOIN documents d ON d.seq = words.rowid"}
	q.and("words MATCH ?", match)
	when(q, sq.View, "d")
	limit := sq.Limit
	if limit <= 0 {
		limit = defaultHits
	}
	q.tail = fmt.Sprintf(" ORDER BY d.published IS NULL, d.published DESC, d.id LIMIT %d", limit)
	var hits []store.Hit
	err := s.rows(ctx, q, func(rows *sql.Rows) error {
		var body, passage string
		if err := rows.Scan(&body, &passage); err != nil {
			return err
		}
		d, err := decodeDocument(body, "")
		hits = append(hits, store.Hit{Document: d, Parts: parts(passage)})
		return err
	})
	if err != nil {
		return nil, s.wrap("search", err)
	}
	return hits, nil
}

// matchExpression turns what a person typed into FTS5's language: every word must stand in the document, words between
// double quotes together, and a word that ends in * begins a longer one. Nothing typed can be a syntax error.
func matchExpression(typed string) string {
	var terms []string
	for i, chunk := range strings.Split(typed, `"`) {
		if i%2 == 1 {
			if w := words(chunk); len(w) > 0 {
				terms = append(terms, `"`+strings.Join(w, " ")+`"`)
			}
			continue
		}
		for _, f := range strings.Fields(chunk) {
			w := words(f)
			if len(w) == 0 {
				continue
			}
			term := `"` + strings.Join(w, " ") + `"`
			if strings.HasSuffix(f, "*") {
				term += " *"
			}
			terms = append(terms, term)
		}
	}
	return strings.Join(terms, " ")
}

// words are the runs of letters, marks and digits.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
}

// parts cuts a passage at the marks.
func parts(passage string) []store.Part {
	var out []store.Part
	found := false
	for passage != "" {
		cut, mark := len(passage), 0
		if i := strings.IndexAny(passage, foundOpen+foundClose); i >= 0 {
			cut, mark = i, 1
		}
		if cut > 0 {
			out = append(out, store.Part{Text: passage[:cut], Found: found})
		}
		if mark == 1 {
			found = passage[cut:cut+1] == foundOpen
		}
		passage = passage[cut+mark:]
	}
	return out
}
