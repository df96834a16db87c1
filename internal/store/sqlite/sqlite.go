// Package sqlite keeps the chronicle in one SQLite file.
//
// In come documents, codings and pictures (see internal/store); out go the same, also by words and as of a time. The file
// is in WAL mode with one writer and several readers, every commit reaches the disk before the call returns, and its
// tables are append-only by trigger. It refuses a file of another program, a damaged one, and one that a newer casus
// wrote, and then changes nothing in it. The schema is described in docs/format/store.md.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

//go:embed schema/*.sql
var schema embed.FS

// applicationID marks our files; the first migration sets it.
const applicationID = 0x63617375 // "casu"

// Options says how a store is opened. The zero value opens for reading and writing and makes the file where there is none.
type Options struct {
	ReadOnly bool             // open an existing file and change nothing in it
	Now      func() time.Time // the clock for times of record; nil is time.Now
}

// Store is an open file. It is safe for concurrent use.
type Store struct {
	path    string
	now     func() time.Time
	write   *sql.DB // nil when read-only
	read    *sql.DB
	writing sync.Mutex // one writer at a time, in order of arrival
}

var (
	_ store.Writer    = (*Store)(nil)
	_ store.Texts     = (*Store)(nil)
	_ store.Chronicle = (*Store)(nil)
	_ store.History   = (*Store)(nil)
	_ store.Whole     = (*Store)(nil)
)

// Open opens the store at path. Errors are Invalid for a file that is no store of ours, damaged or not writable, Conflict
// for one of a newer version, NotFound for a missing one opened read-only, Temporary where another process holds it.
func Open(path string, o Options) (*Store, error) {
	s := &Store{path: path, now: o.Now}
	if s.now == nil {
		s.now = time.Now
	}
	if err := s.look(o.ReadOnly); err != nil {
		return nil, err
	}
	if err := s.open(o.ReadOnly); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// look checks what can be seen without opening the file as a database.
func (s *Store) look(readOnly bool) error {
	f, err := os.Open(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && readOnly:
		return casus.Errorf(casus.NotFound, "open store %s: no such file", s.path)
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return casus.Errorf(casus.Invalid, "open store: %w", err)
	}
	defer f.Close()
	const magic = "SQLite format 3\x00"
	head := make([]byte, len(magic))
	n, err := io.ReadFull(f, head)
	switch {
	case n == 0 && errors.Is(err, io.EOF) && readOnly:
		return casus.Errorf(casus.Invalid, "open store %s: the file is empty", s.path)
	case n == 0 && errors.Is(err, io.EOF):
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return casus.Errorf(casus.Invalid, "open store %s: %w", s.path, err)
	case string(head[:n]) != magic:
		return casus.Errorf(casus.Invalid, "open store %s: not a casus store (the file is no SQLite database)", s.path)
	}
	return nil
}

func (s *Store) open(readOnly bool) (err error) {
	ctx := context.Background()
	if !readOnly {
		if err := s.probe(ctx); err != nil {
			return err
		}
		if s.write, err = connect(s.path, "_txlock=immediate", "_pragma=journal_mode(wal)", "_pragma=synchronous(full)"); err != nil {
			return s.wrap("open store", err)
		}
		s.write.SetMaxOpenConns(1)
		if err := s.migrate(ctx); err != nil {
			return err
		}
	}
	if !readOnly {
		return s.openReaders(ctx)
	}
	if err = s.openReaders(ctx, "mode=ro"); err != nil && s.quiet() {
		// SQLite reads a file in WAL mode through a second file beside it, which it cannot make in a folder that may not be
		// written. Nobody else can write there either, and the log is empty: the file can be read as it is.
		first := err
		if err = errors.Join(s.read.Close(), s.openReaders(ctx, "mode=ro", "immutable=1")); err != nil {
			return first
		}
	}
	return err
}

// openReaders opens the file for reading and checks that its schema is ours.
func (s *Store) openReaders(ctx context.Context, params ...string) (err error) {
	if s.read, err = connect(s.path, append(params, "_pragma=query_only(1)")...); err != nil {
		return s.wrap("open store", err)
	}
	s.read.SetMaxOpenConns(4)
	have, latest, err := s.versions(ctx, s.read)
	if err == nil && have < latest {
		err = casus.Errorf(casus.Conflict, "open store %s: schema %d is older than %d; open it once for writing to bring it up to date", s.path, have, latest)
	}
	return err
}

// quiet reports whether no log of a writer lies beside the file.
func (s *Store) quiet() bool {
	info, err := os.Stat(s.path + "-wal")
	return err != nil || info.Size() == 0
}

func connect(path string, params ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", path, err)
	}
	params = append([]string{"_pragma=busy_timeout(10000)", "_pragma=foreign_keys(1)"}, params...)
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: strings.Join(params, "&")}
	return sql.Open("sqlite", u.String())
}

// versions says which schema a database has and which one this casus has. It changes nothing.
func (s *Store) versions(ctx context.Context, db *sql.DB) (have, latest int64, err error) {
	var id, tables int
	err = db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)`).Scan(&id, &tables)
	if err != nil {
		return 0, 0, s.wrap("open store", err)
	}
	if id != applicationID && tables > 0 {
		return 0, 0, casus.Errorf(casus.Invalid, "open store %s: the database belongs to another program", s.path)
	}
	steps, err := schemaSteps(db)
	if err != nil {
		return 0, 0, err
	}
	latest = steps.ListSources()[len(steps.ListSources())-1].Version
	if tables > 0 {
		if err := db.QueryRowContext(ctx, `SELECT max(version_id) FROM goose_db_version`).Scan(&have); err != nil {
			return 0, 0, s.wrap("open store", err)
		}
	}
	if have > latest {
		return 0, 0, casus.Errorf(casus.Conflict, "open store %s: made by a newer casus (schema %d, this one knows %d); nothing was changed", s.path, have, latest)
	}
	return have, latest, nil
}

func schemaSteps(db *sql.DB) (*goose.Provider, error) {
	folder, err := fs.Sub(schema, "schema")
	if err != nil {
		return nil, fmt.Errorf("read embedded schema: %w", err)
	}
	steps, err := goose.NewProvider(goose.DialectSQLite3, db, folder)
	if err != nil {
		return nil, fmt.Errorf("read embedded schema: %w", err)
	}
	return steps, nil
}

// probe looks at a file before it is opened for writing, which alone would put it into WAL mode.
func (s *Store) probe(ctx context.Context) error {
	if info, err := os.Stat(s.path); err != nil || info.Size() == 0 {
		return nil //nolint:nilerr // there is nothing to look at yet
	}
	db, err := connect(s.path, "_pragma=query_only(1)")
	if err != nil {
		return s.wrap("open store", err)
	}
	_, _, err = s.versions(ctx, db)
	return errors.Join(err, db.Close())
}

// migrate brings the schema up to date.
func (s *Store) migrate(ctx context.Context) error {
	have, latest, err := s.versions(ctx, s.write)
	if err != nil || have == latest {
		return err
	}
	steps, err := schemaSteps(s.write)
	if err != nil {
		return err
	}
	if _, err := steps.Up(ctx); err != nil {
		return s.wrap("bring the schema up to date in", err)
	}
	return nil
}

// Close writes the log back into the file and closes it.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	if err := errors.Join(errs...); err != nil {
		return s.wrap("close store", err)
	}
	return nil
}

// wrap says what we did to the file and gives the error of SQLite its kind.
func (s *Store) wrap(did string, err error) error {
	if err == nil {
		return nil
	}
	if casus.KindOf(err) != casus.Unknown {
		return err
	}
	var e *driver.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("%s %s: %w", did, s.path, err)
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED, lib.SQLITE_FULL, lib.SQLITE_IOERR:
		return casus.Errorf(casus.Temporary, "%s %s: %w", did, s.path, err)
	case lib.SQLITE_NOTADB, lib.SQLITE_CORRUPT:
		return casus.Errorf(casus.Invalid, "%s %s: the file is damaged or no casus store: %w", did, s.path, err)
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		return casus.Errorf(casus.Invalid, "%s %s: the file or its folder cannot be written: %w", did, s.path, err)
	}
	return fmt.Errorf("%s %s: %w", did, s.path, err)
}

// do runs f in one writing transaction.
func (s *Store) do(ctx context.Context, did string, f func(tx *sql.Tx) error) error {
	if s.write == nil {
		return casus.Errorf(casus.Invalid, "%s %s: the store is open for reading only", did, s.path)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.wrap(did, err)
	}
	if err := f(tx); err != nil {
		return s.wrap(did, errors.Join(err, tx.Rollback()))
	}
	return s.wrap(did, tx.Commit())
}

// stampLayout has a fixed width, so that times sort as text.
const stampLayout = "2006-01-02T15:04:05.000Z"

// stamp is t as the tables keep it; the zero time is NULL.
func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(stampLayout)
}

// or is NULL for the empty string.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// encode is the JSON of v. Our nouns have no maps with unsorted output and no values JSON cannot hold.
func encode(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("write as JSON: %w", err)
	}
	return string(b), nil
}
