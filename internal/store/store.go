// Package store says what a store of the chronicle does, and checks what goes into one.
//
// In come documents, what a run made of each (Coding), and the state of the fused chronicle (Picture); out come the same
// nouns by id, by document, by crisis, by words, and as they were known at some time. A store is append-only: nothing put
// in is ever changed or removed, what no longer holds is superseded. It refuses whatever does not quote its document. It
// computes nothing: merging mentions into events is fuse's.
package store

import (
	"context"
	"time"

	"github.com/casus-project/casus"
)

// Coding is everything one run made of one document. Slices are in the order of the text. The ends of Links are
// MentionIDs.
type Coding struct {
	Document  casus.DocID      `json:"document"`
	Run       casus.RunID      `json:"run"`
	Mentions  []casus.Mention  `json:"mentions,omitempty"`
	Claims    []casus.Claim    `json:"claims,omitempty"`
	Sayings   []casus.Saying   `json:"sayings,omitempty"`
	Figures   []casus.Figure   `json:"figures,omitempty"`
	Times     []casus.When     `json:"times,omitempty"`
	Places    []casus.Place    `json:"places,omitempty"`
	Forecasts []casus.Forecast `json:"forecasts,omitempty"`
	Links     []casus.Link     `json:"links,omitempty"`
	Defects   []casus.Defect   `json:"defects,omitempty"` // what coding noticed; those of reading stand on the document
}

// Picture is the state of the fused chronicle after one run of fuse: every event, crisis, link and forecast that holds
// now. Setting a picture replaces the one before; the store keeps both.
type Picture struct {
	Run           casus.RunID
	Events        []casus.Event
	Claims        []casus.Claim // with their events
	Disagreements []casus.Disagreement
	Crises        []casus.Crisis
	Links         []casus.Link
	Forecasts     []casus.Forecast
}

// State says what became of a document put into a store.
type State string

// The states of an added document.
const (
	Fresh    State = "new"
	Same     State = "same"     // known with this very content
	Revision State = "revision" // the id is known with other content; stored under an id of its own
	Refused  State = "refused"  // see Added.Err
)

// Added is the answer for one document. ID is the id under which it stands in the store; for a revision that is the given
// id with "@" and the beginning of its hash, and its Revises names the version before.
type Added struct {
	ID    casus.DocID
	State State
	Err   error
}

// Changes counts the records that a new picture added: new, changed, and superseded ones.
type Changes struct{ New, Changed, Gone int }

// Counts says how much a store holds.
type Counts struct {
	Documents     int       `json:"documents"`
	Outlets       int       `json:"outlets"` // that are named
	Runs          int       `json:"runs"`
	Mentions      int       `json:"mentions"`
	Events        int       `json:"events"`
	Claims        int       `json:"claims"`
	Disagreements int       `json:"disagreements"`
	Crises        int       `json:"crises"`
	Links         int       `json:"links"`
	Forecasts     int       `json:"forecasts"`
	First         time.Time `json:"first,omitzero"` // publication
	Last          time.Time `json:"last,omitzero"`
}

// Hit is a document found by its words. Parts is a short passage cut where the found words begin and end.
type Hit struct {
	Document casus.Document `json:"document"` // without its text
	Parts    []Part         `json:"parts"`
}

// Part is a piece of a passage; Found marks the words asked for.
type Part struct {
	Text  string `json:"text"`
	Found bool   `json:"found,omitempty"`
}

// Problem is something in a store that does not hold together.
type Problem struct {
	Where string // what and which, such as "mention 3f… of document x"
	What  string
}

// String prints the problem on one line.
func (p Problem) String() string { return p.Where + ": " + p.What }

// Checked counts what a verification read again.
type Checked struct{ Documents, Mentions, Spans, Records int }

// Writer puts things in. Each call is one transaction per document or picture and is idempotent: the same content again
// changes nothing. One writer at a time; calls are safe for concurrent use and wait for each other.
type Writer interface {
	// AddDocuments stores documents and answers for each, in order. A document that cannot be stored has its error in its
	// answer and does not stop the others; the error is for the store itself.
	AddDocuments(ctx context.Context, docs []casus.Document) ([]Added, error)
	// AddRun stores a run. The same id with other content is an error of kind Conflict.
	AddRun(ctx context.Context, run casus.Run) error
	// AddCodings stores what a run made of documents. A coding that does not quote its document (Invalid), whose document
	// or run is not there (NotFound), or that differs from an earlier one of the same run (Conflict) is left out; the
	// others are stored, and the error joins what was wrong.
	AddCodings(ctx context.Context, codings []Coding) error
	// SetPicture makes p the state of the chronicle. What p no longer has gets a tombstone that names its successor.
	SetPicture(ctx context.Context, p Picture) (Changes, error)
}

// Texts reads documents and what was found in each. Results are owned by the caller. Safe for concurrent use.
type Texts interface {
	// Documents are those the filter lets through, by publication, then id; those of unknown date come last.
	Documents(ctx context.Context, f DocumentFilter) ([]casus.Document, error)
	// Mentions are in the order of documents and of their text. Without a run in the filter they are those of each
	// document's latest coding.
	Mentions(ctx context.Context, f MentionFilter) ([]casus.Mention, error)
	// Coding is what the run, or with "" the latest one, made of a document; NotFound where it made nothing yet.
	Coding(ctx context.Context, doc casus.DocID, run casus.RunID) (Coding, error)
	// Search finds documents by words, the newest first. Words in double quotes stand together.
	Search(ctx context.Context, q SearchQuery) ([]Hit, error)
	// Counts says how much there is.
	Counts(ctx context.Context) (Counts, error)
}

// Chronicle reads the picture. Results are owned by the caller. Safe for concurrent use. An id that was superseded gives
// nothing here; see History.
type Chronicle interface {
	// Events are by the beginning of their time, then id; those of unknown time come last.
	Events(ctx context.Context, f EventFilter) ([]casus.Event, error)
	// Crises are by their beginning, then id.
	Crises(ctx context.Context, f CrisisFilter) ([]casus.Crisis, error)
	// Claims are by event, attribute and publication, with the verdicts on them.
	Claims(ctx context.Context, f ClaimFilter) ([]casus.Claim, []casus.Disagreement, error)
	// Links are by document and place in it.
	Links(ctx context.Context, f LinkFilter) ([]casus.Link, error)
	// Forecasts are by publication, then place in the document.
	Forecasts(ctx context.Context, f ForecastFilter) ([]casus.Forecast, error)
}

// History reads what was, and how it came to be. Safe for concurrent use.
type History interface {
	// Current is the id that id leads to now: itself, or the end of the redirects; "" for one that ended without a
	// successor. NotFound where the store never had it.
	Current(ctx context.Context, id string) (string, error)
	// Versions are all records ever kept under an id, oldest first.
	Versions(ctx context.Context, id string) ([]Version, error)
	// Revisions are the versions of the report a document belongs to, oldest first.
	Revisions(ctx context.Context, doc casus.DocID) ([]casus.Document, error)
	// Runs are the runs, oldest first.
	Runs(ctx context.Context) ([]casus.Run, error)
}

// Version is one state of an event, crisis, link, forecast, claim or disagreement.
type Version struct {
	Kind         string
	ID           string
	Recorded     time.Time
	Published    time.Time // of the first report it rests on; zero is unknown
	Gone         bool
	SupersededBy string
	Body         []byte // JSON of the noun
}

// Whole is about the store as a whole.
type Whole interface {
	// Verify recomputes every stored hash, span and quotation against the stored texts and calls report for each that does
	// not hold. The error is for the reading itself.
	Verify(ctx context.Context, report func(Problem)) (Checked, error)
	// Close ends the use of the store; whatever was added is kept.
	Close() error
}
