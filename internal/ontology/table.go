package ontology

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/casus-project/casus"
)

// Row is one record of a table with the place it comes from.
type Row struct {
	File  string
	Line  int
	Cells []string
}

// Errorf is an error of kind Invalid that begins with the row's file and line.
func (r Row) Errorf(format string, args ...any) error {
	return casus.Errorf(casus.Invalid, "%s:%d: %w", r.File, r.Line, fmt.Errorf(format, args...))
}

// ReadTable reads a tab-separated table: one record a line, comment lines beginning with "#", empty lines skipped. Rows
// may leave out empty cells at the end; each row comes back with exactly columns cells. A row with more is an error that
// names file and line.
func ReadTable(fsys fs.FS, name string, columns int) ([]Row, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read table: %w", err)
	}
	var rows []Row
	for i, line := range strings.Split(string(raw), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		row := Row{File: name, Line: i + 1, Cells: strings.Split(line, "\t")}
		if len(row.Cells) > columns {
			return nil, row.Errorf("%d cells, want at most %d: %q", len(row.Cells), columns, line)
		}
		for len(row.Cells) < columns {
			row.Cells = append(row.Cells, "")
		}
		for c := range row.Cells {
			row.Cells[c] = strings.TrimSpace(row.Cells[c])
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Suggest is ` (did you mean X?)` with the known word closest to the given one, or "" where none is close.
func Suggest(word string, known []string) string {
	best, at := "", 3
	for _, k := range known {
		if d := distance(strings.ToLower(word), strings.ToLower(k)); d < at {
			best, at = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", best)
}

// distance is Levenshtein's edit distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next := min(row[j+1]+1, row[j]+1, diagonal+cost)
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
