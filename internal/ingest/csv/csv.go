// Package csv reads CSV with a header row: one document a row.
//
// In comes RFC 4180 CSV whose header names the columns id, text, title, published (or date), url, source and lang in
// any order, other columns being ignored; out goes one document a row, named by its id or by the row's number from 0,
// the header not counted. A file without a "text" column is refused; a bad row is an error with file and line.
package csv

import (
	"bytes"
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
		end := &ending{r: r}
		cr := csv.NewReader(end)
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
			yield(casus.Document{}, casus.Errorf(casus.Invalid, "%s:1: no column \"text\" in the header (%s); the columns that are read: %s",
				name, strings.Join(header, ", "), "text, id, title, published or date, url, source, lang"))
			return
		}
		rows(cr, cols, name, func(doc casus.Document, err error, fields []string) bool {
			if err == nil && end.open(fields, cr.InputOffset()) {
				err = casus.Errorf(casus.Invalid, "%s:%d: a quote that opens in this row is never closed: all that follows is in it", name, doc.Origin.Line)
			}
			return yield(doc, err)
		})
	}
}

// ending remembers how the input ended.
type ending struct {
	r    io.Reader
	last byte // the last byte that is no line end
	size int64
}

// Read reads on.
func (e *ending) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if text := bytes.TrimRight(p[:n], "\r\n"); len(text) > 0 {
		e.last = text[len(text)-1]
	}
	e.size += int64(n)
	return n, err
}

// open reports whether the row that ends at an offset ends with the input and inside a quoted field. Only a quoted field
// holds line ends.
func (e *ending) open(fields []string, at int64) bool {
	return at == e.size && e.last != '"' && strings.Contains(fields[len(fields)-1], "\n")
}

// rows yields the documents below the header with the fields they are made from.
func rows(cr *csv.Reader, cols map[string]int, name string, yield func(casus.Document, error, []string) bool) {
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
			doc.Origin.File, doc.Origin.Line = name, line
		} else {
			err = casus.Errorf(casus.Invalid, "%s: row %d: %w", name, row, err) // csv's errors name the line
		}
		if !yield(doc, err, fields) {
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
