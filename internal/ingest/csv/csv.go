// Package csv reads CSV with a header row: one document a row.
//
// In comes RFC 4180 CSV whose header names the columns id, text, title, published (or date), url, source and lang in
// any order, other columns being ignored; out goes one document a row, named by its id or by the row's number from 0,
// the header not counted. A file without a "text" column is refused; a bad row is an error with file and line.
package csv

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ingest"
)

// Format is the CSV reader.
type Format struct{}

// Name is "csv".
func (Format) Name() string { return "csv" }

// Extensions are those of CSV files.
func (Format) Extensions() []string { return []string{".csv"} }

// Read yields one document a row.
func (Format) Read(r io.Reader, name string) ingest.Documents {
	return func(yield func(casus.Document, error) bool) {
		cr := csv.NewReader(r)
		cr.FieldsPerRecord = -1
		cr.LazyQuotes = true
		header, err := cr.Read()
		if errors.Is(err, io.EOF) {
			err = errors.New("empty file")
		}
		if err != nil {
			yield(casus.Document{}, casus.Errorf(casus.Invalid, "%s: header: %w", name, err))
			return
		}
		cols := columns(header)
		if _, ok := cols["text"]; !ok {
			yield(casus.Document{}, casus.Errorf(casus.Invalid, "%s:1: no column \"text\" in the header (%s)",
				name, strings.Join(header, ", ")))
			return
		}
		rows(cr, cols, name, yield)
	}
}

// rows yields the documents below the header.
func rows(cr *csv.Reader, cols map[string]int, name string, yield func(casus.Document, error) bool) {
	for row := 0; ; row++ {
		fields, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var doc casus.Document
		if err == nil {
			line, _ := cr.FieldPos(0)
			if doc, err = record(fields, cols).Document(strconv.Itoa(row)); err != nil {
				err = casus.Errorf(casus.Invalid, "%s:%d: row %d: %w", name, line, row, err)
			}
		} else {
			err = casus.Errorf(casus.Invalid, "%s: row %d: %w", name, row, err) // csv's errors name the line
		}
		if !yield(doc, err) {
			return
		}
	}
}

// columns maps the lower-case names of the header to positions.
func columns(header []string) map[string]int {
	cols := make(map[string]int, len(header))
	for i, h := range header {
		h = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))
		if _, twice := cols[h]; !twice {
			cols[h] = i
		}
	}
	return cols
}

func record(fields []string, cols map[string]int) ingest.Record {
	get := func(names ...string) string {
		for _, n := range names {
			if i, ok := cols[n]; ok && i < len(fields) && fields[i] != "" {
				return fields[i]
			}
		}
		return ""
	}
	return ingest.Record{
		ID: get("id"), Text: get("text"), Title: get("title"), Published: get("published", "date"),
		URL: get("url"), Source: get("source"), Lang: get("lang"),
	}
}
