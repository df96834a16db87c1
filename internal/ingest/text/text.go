// Package text reads plain text: one file is one document.
//
// In comes text in UTF-8; out goes one document named for its file, with paragraphs as they stand. It refuses an
// empty file and never guesses a title or a date.
package text

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ingest"
)

// Format is the plain text reader.
type Format struct{}

// Name is "text".
func (Format) Name() string { return "text" }

// Extensions are those of plain text files.
func (Format) Extensions() []string { return []string{".txt", ".text", ".md"} }

// Read yields the one document of r.
func (Format) Read(r io.Reader, name string) ingest.Documents {
	return func(yield func(casus.Document, error) bool) {
		b, err := io.ReadAll(io.LimitReader(r, ingest.MaxLine+1))
		switch {
		case err != nil:
			yield(casus.Document{}, fmt.Errorf("%s: %w", name, err))
			return
		case len(b) > ingest.MaxLine:
			yield(casus.Document{}, casus.Errorf(casus.Invalid, "%s: more than %d bytes of text in one document", name, ingest.MaxLine))
			return
		case strings.IndexByte(string(b), 0) >= 0:
			yield(casus.Document{}, casus.Errorf(casus.Invalid, "%s: not text (contains NUL bytes)", name))
			return
		}
		doc, err := ingest.Record{Text: string(b)}.Document(filepath.Base(name))
		if err != nil {
			yield(casus.Document{}, fmt.Errorf("%s: %w", name, err))
			return
		}
		doc.Origin.File = name
		yield(doc, nil)
	}
}
