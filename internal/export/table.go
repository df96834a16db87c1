package export

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/casus-project/casus"
)

// tableWriter writes for people: each document's heading, then one row a mention with the words that carry it.
type tableWriter struct {
	w io.Writer
	o Options
}

// NewTable writes a readable table to w.
func NewTable(w io.Writer, o Options) Writer { return &tableWriter{w: w, o: o} }

// tableHead are the columns of the table.
var tableHead = []string{"WHEN", "WHAT", "WHO", "TO WHOM", "WHERE", "STATUS", "WORDS"}

// tableMax is the widest that each column may grow, in characters.
var tableMax = []int{19, 22, 34, 34, 22, 12, 60}

// Page writes one document.
func (t *tableWriter) Page(page Page) error {
	var rows [][]string
	for i := range page.Mentions {
		if m := &page.Mentions[i]; t.o.keep(m) {
			rows = append(rows, tableRow(m))
		}
	}
	if _, err := fmt.Fprintln(t.w, heading(page.Doc)); err != nil {
		return err
	}
	if len(rows) == 0 {
		_, err := fmt.Fprint(t.w, "  no event\n\n")
		return err
	}
	return t.rows(append([][]string{tableHead}, rows...))
}

// Close has nothing left to write.
func (t *tableWriter) Close() error { return nil }

func heading(doc *casus.Document) string {
	parts := []string{string(doc.ID)}
	for _, s := range []string{doc.Title, doc.Source, doc.PublishedDate()} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

func tableRow(m *casus.Mention) []string {
	what := string(m.Type)
	if len(m.Modes) > 0 {
		what += "/" + m.Modes[0]
	}
	when, where := "", ""
	if m.Time.Known() {
		when = m.Time.From
		if m.Time.Until != m.Time.From {
			when += ".." + m.Time.Until
		}
	}
	if m.Place != nil {
		where = m.Place.Name
		if where == "" {
			where = m.Place.Text
		}
	}
	return []string{
		when, what, parties(m.Actors), parties(m.Recipients), where, string(m.Status()),
		"“" + strings.Join(strings.Fields(m.TriggerText), " ") + "”",
	}
}

// parties are the words of each party with what is known of it in brackets.
func parties(in []casus.Party) string {
	var out []string
	for _, p := range in {
		s := strings.Join(strings.Fields(p.Text), " ")
		var known []string
		for _, k := range []string{string(p.Actor.Country), string(p.Actor.Sector)} {
			if k != "" {
				known = append(known, k)
			}
		}
		code := strings.Join(known, " ")
		if code != "" && code != s {
			s = code + " " + s
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func (t *tableWriter) rows(rows [][]string) error {
	width := make([]int, len(tableHead))
	for _, r := range rows {
		for i, cell := range r {
			width[i] = min(tableMax[i], max(width[i], utf8.RuneCountInString(cell)))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		b.WriteString("  ")
		for i, cell := range r {
			cell = clip(cell, width[i])
			b.WriteString(cell)
			if i < len(r)-1 {
				b.WriteString(strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell)+2))
			}
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	_, err := io.WriteString(t.w, b.String())
	return err
}

// clip shortens s to n characters, the last one "…" where something was cut.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return string(r[:n-1]) + "…"
}
