package sqlite

import (
	"database/sql"
	"strings"
	"testing"
)

// FuzzMatchExpression wants everything typed to be a valid question to FTS5.
func FuzzMatchExpression(f *testing.F) {
	for _, s := range []string{"dam", `"velm dam" open*`, `a"b`, "NEAR(", "x^2:y", "日本 ミサイル", "é\u0301*", "\x00\"\x00"} {
		f.Add(s)
	}
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		f.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	f.Cleanup(func() { db.Close() })
	if _, err := db.Exec(`CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')`); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		match := matchExpression(typed)
		if match == "" {
			return
		}
		var n int
		if err := db.QueryRow(`SELECT count(*) FROM words WHERE words MATCH ?`, match).Scan(&n); err != nil {
			t.Errorf("%q becomes %q: %v", typed, match, err)
		}
	})
}

// TestParts wants the pieces of a passage to rebuild it.
func TestParts(t *testing.T) {
	passage := "…the \x02dam\x03 and the \x02gate\x03"
	var all, marked strings.Builder
	for _, p := range parts(passage) {
		all.WriteString(p.Text)
		if p.Found {
			marked.WriteString(p.Text + ".")
		}
	}
	if all.String() != "…the dam and the gate" || marked.String() != "dam.gate." {
		t.Errorf("%q, marked %q", all.String(), marked.String())
	}
}
