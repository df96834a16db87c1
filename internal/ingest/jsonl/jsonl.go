// Package jsonl reads JSON Lines: one object with at least "text" on each line.
//
// In come objects with id, text, title, published, url, source and lang (docs/format/input.md); out goes one
// document a line, named by its id or by file and line. A line that is no such object is an error with file and
// line; the lines after it are still read.
package jsonl

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ingest"
)

// Format is the JSON Lines reader.
type Format struct{}

// Name is "jsonl".
func (Format) Name() string { return "jsonl" }

// Extensions are those of JSON Lines files.
func (Format) Extensions() []string { return []string{".jsonl", ".ndjson"} }

// object is one line. ID may be a string or a number.
type object struct {
	ID        json.RawMessage `json:"id"`
	Text      *string         `json:"text"`
	Title     string          `json:"title"`
	Published string          `json:"published"`
	Date      string          `json:"date"`
	URL       string          `json:"url"`
	Source    string          `json:"source"`
	Lang      string          `json:"lang"`
}

// Read yields one document for each line that is not blank.
func (Format) Read(r io.Reader, name string) ingest.Documents {
	return func(yield func(casus.Document, error) bool) {
		for line, err := range ingest.Lines(r, ingest.MaxLine) {
			if err == nil && strings.TrimSpace(line.Text) == "" {
				continue
			}
			var doc casus.Document
			if err == nil {
				doc, err = parse(line, name)
			}
			if err != nil {
				err = casus.Errorf(casus.Invalid, "%s:%d: %w", name, line.Number, err)
			}
			doc.Origin.File, doc.Origin.Line = name, line.Number
			if !yield(doc, err) {
				return
			}
		}
	}
}

func parse(line ingest.Line, name string) (casus.Document, error) {
	var o object
	if err := json.Unmarshal([]byte(line.Text), &o); err != nil {
		return casus.Document{}, fmt.Errorf("not a JSON object: %w", explain(err))
	}
	if o.Text == nil {
		return casus.Document{}, errors.New(`no field "text"`)
	}
	published := o.Published
	if published == "" {
		published = o.Date
	}
	rec := ingest.Record{
		ID: strings.Trim(string(o.ID), `"`), Text: *o.Text, Title: o.Title,
		Published: published, URL: o.URL, Source: o.Source, Lang: o.Lang,
	}
	if rec.ID == "null" {
		rec.ID = ""
	}
	return rec.Document(fmt.Sprintf("%s:%d", filepath.Base(name), line.Number))
}

// explain shortens the errors of encoding/json to what a person needs.
func explain(err error) error {
	var typ *json.UnmarshalTypeError
	if errors.As(err, &typ) && typ.Field != "" {
		return fmt.Errorf("field %q is a %s, not a %s", typ.Field, typ.Value, typ.Type)
	}
	return err
}
