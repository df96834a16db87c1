package sqlite_test

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
	"github.com/casus-project/casus/internal/store/sqlite"
	"github.com/casus-project/casus/internal/store/storetest"
)

func clock() time.Time { return time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC) }

func open(t *testing.T, path string, o sqlite.Options) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T, now func() time.Time) storetest.Store {
		return open(t, filepath.Join(t.TempDir(), "a store?.db"), sqlite.Options{Now: now})
	})
}

// made writes a store with one document and closes it.
func made(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "casus.db")
	s, err := sqlite.Open(path, sqlite.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddDocuments(context.Background(), []casus.Document{{ID: "d", Text: "The dam held."}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// alter changes a file behind the store's back.
func alter(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		path func(t *testing.T) string
		o    sqlite.Options
		kind casus.Kind
		says string
	}{
		{"a newer version", func(t *testing.T) string {
			p := made(t)
			alter(t, p, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)")
			return p
		}, sqlite.Options{}, casus.Conflict, "made by a newer casus (schema 999"},
		{"a newer version, reading only", func(t *testing.T) string {
			p := made(t)
			alter(t, p, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)")
			return p
		}, sqlite.Options{ReadOnly: true}, casus.Conflict, "made by a newer casus"},
		{"another program's database", func(t *testing.T) string {
			p := filepath.Join(t.TempDir(), "other.db")
			alter(t, p, "CREATE TABLE bookmarks (url TEXT)")
			return p
		}, sqlite.Options{}, casus.Invalid, "belongs to another program"},
		{"no database", func(t *testing.T) string {
			return written(t, "this is a letter, not a database")
		}, sqlite.Options{}, casus.Invalid, "not a casus store"},
		{"a damaged file", damaged, sqlite.Options{}, casus.Invalid, "damaged"},
		{"a folder", func(t *testing.T) string { return t.TempDir() }, sqlite.Options{}, casus.Invalid, ""},
		{"a place where nothing can be made", func(*testing.T) string { return "/dev/null/casus.db" }, sqlite.Options{}, casus.Invalid, ""},
		{"a missing folder", func(t *testing.T) string { return filepath.Join(t.TempDir(), "no", "casus.db") }, sqlite.Options{}, casus.Invalid, "cannot be written"},
		{"nothing there, reading only", func(t *testing.T) string { return filepath.Join(t.TempDir(), "no.db") }, sqlite.Options{ReadOnly: true}, casus.NotFound, "no such file"},
		{"an empty file, reading only", func(t *testing.T) string { return written(t, "") }, sqlite.Options{ReadOnly: true}, casus.Invalid, "empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := c.path(t)
			before, _ := os.ReadFile(path)
			s, err := sqlite.Open(path, c.o)
			if err == nil {
				s.Close()
				t.Fatal("opened")
			}
			if casus.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), filepath.Base(path)) {
				t.Errorf("%s error: %v", casus.KindOf(err), err)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func written(t *testing.T, what string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), "file.db")
	if err := os.WriteFile(p, []byte(what), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// damaged is a store whose pages were overwritten behind the header.
func damaged(t *testing.T) string {
	t.Helper()
	p := made(t)
	f, err := os.OpenFile(p, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte(strings.Repeat("\xde\xad", 2000)), 100); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestReadOnly opens a store without the right to change it.
func TestReadOnly(t *testing.T) {
	s := open(t, made(t), sqlite.Options{ReadOnly: true})
	docs, err := s.Documents(context.Background(), store.DocumentFilter{})
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	if _, err := s.AddDocuments(context.Background(), docs); casus.KindOf(err) != casus.Invalid || !strings.Contains(err.Error(), "reading only") {
		t.Errorf("writing: %v", err)
	}
}

// TestReadThenWritten goes on reading while another opening of the file writes.
func TestReadThenWritten(t *testing.T) {
	path := made(t)
	r := open(t, path, sqlite.Options{ReadOnly: true})
	w := open(t, path, sqlite.Options{Now: clock})
	for i := range 20 {
		d := casus.Document{ID: casus.DocID(fmt.Sprint("n", i)), Text: strings.Repeat("The dam broke. ", 500)}
		if _, err := w.AddDocuments(context.Background(), []casus.Document{d}); err != nil {
			t.Fatal(err)
		}
		if docs, err := r.Documents(context.Background(), store.DocumentFilter{}); err != nil || len(docs) != i+2 {
			t.Fatalf("%d documents after writing %d, %v", len(docs), i+2, err)
		}
	}
}

// TestReadWhileWritten reads from a second opening of the file what the first has just written.
func TestReadWhileWritten(t *testing.T) {
	path := made(t)
	w := open(t, path, sqlite.Options{Now: clock})
	if _, err := w.AddDocuments(context.Background(), []casus.Document{{ID: "e", Text: "The dam broke."}}); err != nil {
		t.Fatal(err)
	}
	r := open(t, path, sqlite.Options{ReadOnly: true})
	docs, err := r.Documents(context.Background(), store.DocumentFilter{})
	if err != nil || len(docs) != 2 {
		t.Errorf("%d documents, %v", len(docs), err)
	}
}

// TestAppendOnly tries to change and remove what was stored, by SQL.
func TestAppendOnly(t *testing.T) {
	path := made(t)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range []string{"DELETE FROM documents", "UPDATE documents SET text = 'x'"} {
		if _, err := db.Exec(s); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", s, err)
		}
	}
}

// TestVerifyNotices changes a stored text behind the store's back.
func TestVerifyNotices(t *testing.T) {
	path := copied(t, sample)
	alter(t, path, "DROP TRIGGER documents_keep", "UPDATE documents SET text = replace(text, 'opened', 'closed')")
	s := open(t, path, sqlite.Options{})
	var said []string
	if _, err := s.Verify(context.Background(), func(p store.Problem) { said = append(said, p.String()) }); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{"the text is not the one that was stored", `kept words "opened" are not those`} {
		if !strings.Contains(all, want) {
			t.Errorf("not noticed: %s\n%s", want, all)
		}
	}
}

var update = flag.Bool("update", false, "write the sample of this version of the schema where there is none")

// sample is a store as the first version of the schema wrote it. It must open for ever.
const sample = "testdata/compat/v1.db"

func copied(t *testing.T, from string) string {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	path := filepath.Join(t.TempDir(), "copy.db")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOldSampleOpens(t *testing.T) {
	if _, err := os.Stat(sample); *update && err != nil {
		s, err := sqlite.Open(sample, sqlite.Options{Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		storetest.Fill(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, copied(t, sample), sqlite.Options{})
	ctx := context.Background()
	checked, err := s.Verify(ctx, func(p store.Problem) { t.Errorf("problem: %s", p) })
	if err != nil {
		t.Fatal(err)
	}
	if checked.Documents != 3 || checked.Mentions != 3 || checked.Records != 7 {
		t.Errorf("the sample has %+v", checked)
	}
	events, err := s.Events(ctx, store.EventFilter{})
	if err != nil || len(events) != 1 || events[0].Title != "the dam is opened" {
		t.Errorf("events %+v, %v", events, err)
	}
	hits, err := s.Search(ctx, store.SearchQuery{Words: "velm"})
	if err != nil || len(hits) != 2 {
		t.Errorf("%d hits, %v", len(hits), err)
	}
}
