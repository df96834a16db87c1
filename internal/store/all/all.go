// Package all knows every kind of store.
//
// In comes the name of a store as given on the command line; out goes the open store behind the interfaces of
// internal/store. It refuses names of no kind it knows.
package all

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
	"github.com/casus-project/casus/internal/store/sqlite"
)

// Store is everything a store does.
type Store interface {
	store.Writer
	store.Texts
	store.Chronicle
	store.History
	store.Whole
}

// Names are the kinds of store that are linked in.
func Names() []string { return []string{"sqlite"} }

// Open opens the store called name: a file name, or "sqlite:" and a file name.
func Open(name string, readOnly bool) (Store, error) {
	kind, rest, ok := strings.Cut(name, ":")
	if !ok || len(kind) == 1 { // no scheme, or the drive letter of a path
		kind, rest = "sqlite", name
	}
	if kind != "sqlite" {
		return nil, casus.Errorf(casus.Invalid, "open store %q: unknown kind %q (known: %s)", name, kind, strings.Join(Names(), ", "))
	}
	return sqlite.Open(rest, sqlite.Options{ReadOnly: readOnly})
}
