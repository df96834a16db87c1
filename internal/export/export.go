// Package export writes what was coded in the forms that others read.
//
// In come documents with their mentions, or a whole chronicle; out go PLOVER JSON Lines, CSV, a table for people, the
// layers of `casus annotate` and the picture of `casus chronicle`. It refuses to code, to resolve or to fill gaps: an
// unknown value is null or an empty cell. The forms are specified in docs/format/.
package export

import (
	"github.com/casus-project/casus"
)

// Scores gives PLOVER's numbers for an event type. Implementations are read-only and safe for concurrent use.
type Scores interface {
	// Quad is the quad class 1 to 4 of an event type, 0 when the type is unknown.
	Quad(casus.Code) int
	// Score is the intensity of an event type with its modes; ok is false where PLOVER gives none.
	Score(t casus.Code, modes []string) (score float64, ok bool)
}

// Options says what to write. The zero value writes realised and planned events without scores.
type Options struct {
	All    bool   // also what did not happen: denied, foreseen, hypothetical, requested
	Coder  string // name and version of the coder
	Scores Scores // nil leaves quad_code and event_scale null
}

// keep reports whether m is to be written.
func (o Options) keep(m *casus.Mention) bool { return o.All || m.HasEvent() }

// Page is one document with what was found in it.
type Page struct {
	Doc      *casus.Document
	Mentions []casus.Mention
}

// Writer writes pages one after another. It is not safe for concurrent use; the first error is final.
type Writer interface {
	// Page writes the mentions of one document, in order.
	Page(p Page) error
	// Close writes what is left; it does not close the file below.
	Close() error
}
