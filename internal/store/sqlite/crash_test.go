package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
	"github.com/casus-project/casus/internal/store/sqlite"
)

// writerEnv makes the test program write to the store it names until it is killed.
const writerEnv = "CASUS_TEST_WRITER"

// readerEnv makes the test program read the store it names, as TestReadOnlyFolder wants it to.
const readerEnv = "CASUS_TEST_READER"

// TestMain is the victim of TestKilled or the reader of TestReadOnlyFolder where the environment names a store, else the
// tests.
func TestMain(m *testing.M) {
	if path := os.Getenv(writerEnv); path != "" {
		fmt.Fprintln(os.Stderr, writeOn(path))
		os.Exit(1)
	}
	if path := os.Getenv(readerEnv); path != "" {
		fmt.Println(readFrom(path))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// readFrom says how many documents a store has, and whether it can be opened for writing.
func readFrom(path string) string {
	s, err := sqlite.Open(path, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err.Error()
	}
	defer s.Close()
	docs, err := s.Documents(context.Background(), store.DocumentFilter{})
	if err != nil {
		return err.Error()
	}
	w, err := sqlite.Open(path, sqlite.Options{})
	if err == nil {
		return fmt.Sprint("opened for writing: ", w.Close())
	}
	return fmt.Sprintf("%d documents; %s: %v", len(docs), casus.KindOf(err), err)
}

// writeOn stores one document after the other and says so after each.
func writeOn(path string) error {
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	for i := range 100_000 {
		id := casus.DocID(fmt.Sprintf("doc-%d", i))
		added, err := s.AddDocuments(context.Background(), []casus.Document{{ID: id, Text: strings.Repeat("The dam held. ", 200)}})
		if err != nil || added[0].State == store.Refused {
			return fmt.Errorf("%v: %w", added, err)
		}
		fmt.Fprintf(os.Stdout, "stored %s\n", id)
	}
	return nil
}

// TestKilled kills a writing process: every document that it was told is stored is there, and the store is whole.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casus.db")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), writerEnv+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var told []casus.DocID
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if id, ok := strings.CutPrefix(lines.Text(), "stored "); ok {
			told = append(told, casus.DocID(id))
		}
		if len(told) == 40 {
			cancel() // kills the process
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the writer ended by itself")
	}
	if len(told) < 40 {
		t.Fatalf("the writer stored only %d documents", len(told))
	}
	s := open(t, path, sqlite.Options{})
	docs, err := s.Documents(context.Background(), store.DocumentFilter{IDs: told, Bare: true})
	if err != nil || len(docs) != len(told) {
		t.Errorf("%d of %d documents are there, %v", len(docs), len(told), err)
	}
	if _, err := s.Verify(context.Background(), func(p store.Problem) { t.Errorf("problem: %s", p) }); err != nil {
		t.Error(err)
	}
}
