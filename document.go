package casus

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Document is one report as published. Text never changes once the document is made; later versions are new
// documents that name this one in Revises.
type Document struct {
	ID        DocID     `json:"id"`
	Text      string    `json:"text"`                // decoded; invalid bytes are U+FFFD
	Title     string    `json:"title,omitempty"`     // read for context, never coded
	Source    string    `json:"source,omitempty"`    // the outlet
	Author    string    `json:"author,omitempty"`    // the byline, unverified
	URL       string    `json:"url,omitempty"`       //
	Lang      string    `json:"lang,omitempty"`      // ISO 639-1; "" is unknown
	Published time.Time `json:"published,omitzero"`  // zero is unknown
	DateOnly  bool      `json:"date_only,omitempty"` // Published has a day but no clock time
	DateFrom  string    `json:"date_from,omitempty"` // how Published was learned: "given", "feed", "meta", "page"
	Recorded  time.Time `json:"recorded,omitzero"`   // when casus read it
	Revises   DocID     `json:"revises,omitempty"`   // the earlier version, if any
	Home      Country   `json:"home,omitempty"`      // home country of the outlet where known
	Defects   []Defect  `json:"defects,omitempty"`   //
	Origin    Origin    `json:"-"`                   // where it was read; not kept
}

// Origin is where a document was read, for messages and for naming one that brings no id of its own.
type Origin struct {
	File  string // as given; "-" is standard input, "" no file
	Line  int    // from 1; 0 where the file is one document
	OwnID bool   // the input gives the id; else it is made from the file's name or the row
}

// String is "file:line" as far as known.
func (o Origin) String() string {
	if o.Line == 0 {
		return o.File
	}
	return o.File + ":" + strconv.Itoa(o.Line)
}

// Defect is something wrong with a document that did not stop the rest of it from being read.
type Defect struct {
	Stage string `json:"stage"`         // the package that noticed
	What  string `json:"what"`          // one line
	Span  Span   `json:"span,omitzero"` // where, if it has a place
}

// Clean returns text as casus keeps it: valid UTF-8 with U+FFFD for bad bytes, no byte order mark, and line
// ends as "\n". It reports how many bad sequences were replaced.
func Clean(text string) (string, int) {
	text = strings.TrimPrefix(text, "\ufeff")
	bad := 0
	if !utf8.ValidString(text) {
		for _, r := range strings.ToValidUTF8(text, "\x00") {
			if r == 0 {
				bad++
			}
		}
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return text, bad
}

// Hash is the SHA-256 id of the text alone: equal for copies whoever published them.
func (d *Document) Hash() string { return HashID(d.Text) }

// Note adds a defect.
func (d *Document) Note(stage, what string) {
	d.Defects = append(d.Defects, Defect{Stage: stage, What: what})
}

// PublishedDate is the publication day as "2006-01-02", or "" when unknown.
func (d *Document) PublishedDate() string {
	if d.Published.IsZero() {
		return ""
	}
	return d.Published.Format(time.DateOnly)
}
