// Package ingest turns bytes into documents.
//
// In come files, standard input or fetched bytes in one of a few forms (plain text, an HTML page, JSON Lines, CSV,
// a feed); out come casus.Documents in the order in which they stand in the input. It refuses to guess: a
// publication date that the input does not give stays unknown, and a record that cannot be read becomes an error
// that names file and line while the rest of the input goes on.
package ingest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// Documents is a sequence of documents and errors in input order. An error belongs to one record; the sequence
// goes on after it.
type Documents = iter.Seq2[casus.Document, error]

// Format reads one form of input. Implementations keep no state between calls.
type Format interface {
	// Name is the word of --input, such as "jsonl".
	Name() string
	// Extensions are the file name endings, with dot and in lower case, by which the form is told.
	Extensions() []string
	// Read yields the documents of r; name is used for ids and errors. The caller closes r.
	Read(r io.Reader, name string) Documents
}

// MaxLine is the longest line or record that a reader accepts, in bytes.
const MaxLine = 64 << 20

// ByName finds the form called name, or the one told by the file's name when name is empty. Standard input ("-")
// and unknown endings are plain text.
func ByName(formats []Format, name, file string) (Format, error) {
	if name == "" {
		ext := strings.ToLower(filepath.Ext(file))
		for _, f := range formats {
			for _, e := range f.Extensions() {
				if e == ext {
					return f, nil
				}
			}
		}
		name = "text"
	}
	var known []string
	for _, f := range formats {
		if f.Name() == name {
			return f, nil
		}
		known = append(known, f.Name())
	}
	return nil, casus.Errorf(casus.Invalid, "unknown input form %q (known: %s)", name, strings.Join(known, ", "))
}

// ErrLineTooLong is the cause when a line is longer than MaxLine.
var ErrLineTooLong = errors.New("line too long")

// Lines yields the lines of r with their numbers from 1, without line ends. A line longer than limit bytes yields
// ErrLineTooLong once and is skipped; a read error ends the sequence.
func Lines(r io.Reader, limit int) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		br := bufio.NewReaderSize(r, 64<<10)
		for n := 1; ; n++ {
			text, err := readLine(br, limit)
			if errors.Is(err, io.EOF) && len(text) == 0 {
				return
			}
			more := err == nil || errors.Is(err, ErrLineTooLong)
			if err != nil && !errors.Is(err, io.EOF) {
				if !yield(Line{Number: n}, err) || !more {
					return
				}
				continue
			}
			if !yield(Line{Number: n, Text: text}, nil) || errors.Is(err, io.EOF) {
				return
			}
		}
	}
}

// Line is one line of input with its number, from 1.
type Line struct {
	Number int
	Text   string
}

// readLine reads up to the next "\n". Past limit it discards the rest of the line.
func readLine(br *bufio.Reader, limit int) (string, error) {
	var long []byte
	over := false
	for {
		part, err := br.ReadSlice('\n')
		if !over {
			long = append(long, part...)
			over = len(long) > limit
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if over {
			return "", fmt.Errorf("%w: more than %d bytes", ErrLineTooLong, limit)
		}
		return strings.TrimRight(string(long), "\r\n"), err
	}
}

// dateLayouts are the forms in which a publication time is accepted, most exact first.
var dateLayouts = []struct {
	layout   string
	dateOnly bool
}{
	{time.RFC3339Nano, false},
	{time.RFC3339, false},
	{"2006-01-02T15:04:05", false},
	{"2006-01-02 15:04:05", false},
	{"2006-01-02T15:04", false},
	{"2006-01-02 15:04", false},
	{time.DateOnly, true},
	{"20060102", true},
}

// Published reads a publication time and reports whether it has a day only. The empty string gives the zero time.
func Published(s string) (t time.Time, dateOnly bool, err error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, false, nil
	}
	for _, l := range dateLayouts {
		if t, err := time.Parse(l.layout, s); err == nil {
			return t, l.dateOnly, nil
		}
	}
	return time.Time{}, false, casus.Errorf(casus.Invalid, "published %q is neither RFC 3339 nor a date such as 2026-01-04", s)
}

// host is the host of an address without a leading "www."; "" where there is none.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// Record is what JSON Lines and CSV have in common: the columns of a document as strings.
type Record struct {
	ID, Text, Title, Published, URL, Source, Lang string
}

// Document builds the document of a record. fallback is its id when the record has none. An unreadable
// publication time is a defect, not an error: the text can still be coded. A record that names no source but an address
// comes from whoever publishes there: the source is the address's host.
func (r Record) Document(fallback string) (casus.Document, error) {
	text, bad := casus.Clean(r.Text)
	if strings.TrimSpace(text) == "" {
		return casus.Document{}, casus.Errorf(casus.Invalid, "no text")
	}
	d := casus.Document{
		Text: text, ID: casus.DocID(r.ID), Title: r.Title, Source: r.Source, URL: r.URL, Lang: strings.ToLower(r.Lang),
	}
	if d.Origin.OwnID = d.ID != ""; !d.Origin.OwnID {
		d.ID = casus.DocID(fallback)
	}
	if d.Source == "" {
		d.Source = host(d.URL)
	}
	if bad > 0 {
		d.Note("ingest", fmt.Sprintf("%d invalid UTF-8 sequences replaced by U+FFFD", bad))
	}
	t, dateOnly, err := Published(r.Published)
	if err != nil {
		d.Note("ingest", err.Error())
		return d, nil
	}
	if d.Published, d.DateOnly = t, dateOnly; !t.IsZero() {
		d.DateFrom = "given"
	}
	return d, nil
}
