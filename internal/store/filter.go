package store

import (
	"time"

	"github.com/casus-project/casus"
)

// View is the time as of which a question is asked. The zero View is now.
//
// By publication, a document counts as known from its publication, one with a day but no clock time from the end of that
// day (UTC), and one of unknown date from when it was recorded. Events and crises are then those of the latest picture,
// cut down to what was known: mentions, documents and outlets of later reports are left out, and so are verdicts that rest
// on a later claim. An exact view of the past builds the picture again from the documents known then.
// By record, the answer is what this store itself would have answered at that time.
type View struct {
	AsOf     time.Time // zero is now
	Recorded bool      // by time of record instead of publication
}

// IsNow reports whether the view leaves nothing out.
func (v View) IsNow() bool { return v.AsOf.IsZero() }

// DocumentFilter chooses documents; empty fields choose all.
type DocumentFilter struct {
	IDs    []casus.DocID
	Source string
	Limit  int  // 0 is no limit
	Newest bool // newest first
	Bare   bool // without their texts
	View   View
}

// MentionFilter chooses mentions; empty fields choose all.
type MentionFilter struct {
	IDs       []casus.MentionID
	Documents []casus.DocID
	Run       casus.RunID
	View      View
}

// SearchQuery asks for documents by words.
type SearchQuery struct {
	Words string
	Limit int // 0 is 50
	View  View
}

// EventFilter chooses events; empty fields choose all.
type EventFilter struct {
	IDs      []casus.EventID
	Crisis   casus.CrisisID
	Document casus.DocID
	View     View
}

// CrisisFilter chooses crises; empty fields choose all.
type CrisisFilter struct {
	IDs   []casus.CrisisID
	Event casus.EventID
	View  View
}

// ClaimFilter chooses claims; empty fields choose all.
type ClaimFilter struct {
	Events   []casus.EventID
	Document casus.DocID
	Verdicts []casus.Verdict // only ledgers with one of these verdicts, and the claims in them
	View     View
}

// LinkFilter chooses links; empty fields choose all.
type LinkFilter struct {
	Ends     []string // event or crisis ids; a link is chosen by either end
	Document casus.DocID
	Inferred bool // also those that no report states; left out otherwise
	View     View
}

// ForecastFilter chooses forecasts; empty fields choose all.
type ForecastFilter struct {
	Documents []casus.DocID
	Event     casus.EventID // that resolved them
	View      View
}

// Known is the time from which a document counts as known by publication; see View.
func Known(d *casus.Document) time.Time {
	switch {
	case d.Published.IsZero():
		return d.Recorded.UTC()
	case d.DateOnly:
		y, m, day := d.Published.Date()
		return time.Date(y, m, day+1, 0, 0, 0, 0, time.UTC)
	}
	return d.Published.UTC()
}

// ContentHash tells versions of one report apart: equal texts under equal titles, published at the same time by the same
// outlet at the same address, are one version. What casus itself found (language, defects, time of record) does not count.
func ContentHash(d *casus.Document) string {
	published := ""
	if !d.Published.IsZero() {
		published = d.Published.UTC().Format(time.RFC3339Nano)
	}
	return casus.HashID("document", d.Title, d.Text, d.Source, d.URL, d.Author, published)
}
