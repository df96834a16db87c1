// Package storetest says what every store has to do, as a test.
//
// In comes a function that opens an empty store; out go failures of the test for whatever the store does otherwise than
// internal/store promises. It knows nothing of how a store keeps things.
package storetest

import (
	"testing"
	"time"

	"github.com/casus-project/casus/internal/store"
)

// Store is what is tested.
type Store interface {
	store.Writer
	store.Texts
	store.Chronicle
	store.History
	store.Whole
}

// Opener opens an empty store whose clock is now, and closes it when the test ends.
type Opener func(t *testing.T, now func() time.Time) Store

// Run tests a kind of store.
func Run(t *testing.T, open Opener) {
	t.Helper()
	for _, c := range []struct {
		name string
		test func(*testing.T, *bench)
	}{
		{"documents come back as they went in", documentsRoundTrip},
		{"the same again changes nothing", sameAgain},
		{"another text under a known id is a revision", revisions},
		{"a bad document does not stop the others", badDocument},
		{"a coding comes back as it went in", codingRoundTrip},
		{"a coding that does not quote its document is refused", falseQuotes},
		{"a run codes a document once", conflictingCoding},
		{"mentions are those of the latest run", latestRun},
		{"a picture comes back as it went in", pictureRoundTrip},
		{"links that no report states stand apart", inferredApart},
		{"events and crises are found by what they have", filters},
		{"what is gone leads to its successor", redirects},
		{"a picture that names what is not there is refused", danglingPicture},
		{"as of a time of publication", asOfPublication},
		{"as of a time of record", asOfRecord},
		{"search by words", search},
		{"searches cannot be malformed", oddSearches},
		{"a sound store verifies", verifies},
		{"pictures in any order", randomPictures},
		{"readers and a writer at once", together},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := &bench{clock: time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)}
			b.Store = open(t, func() time.Time { return b.clock })
			c.test(t, b)
		})
	}
}

// bench is a store with a clock that a test moves.
type bench struct {
	Store
	clock time.Time
}
