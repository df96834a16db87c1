package gold

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"

	"github.com/casus-project/casus"
)

// Source is the first row of a standoff file: which article the rows are about, without its words.
type Source struct {
	Kind      string   `json:"kind"`
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Published string   `json:"published"` // the day
	SHA256    string   `json:"sha256"`    // of the text
	Part      string   `json:"part"`
	Sentences [][2]int `json:"sentences"` // bytes
}

// Article is the text that a Source is about.
type Article struct{ Title, Date, Text string }

// Texts are articles by address.
type Texts map[string]Article

// ReadTexts reads a table of articles with the columns url, date, title and text.
func ReadTexts(r io.Reader) (Texts, error) {
	table := csv.NewReader(r)
	head, err := table.Read()
	if err != nil {
		return nil, fmt.Errorf("texts: %w", err)
	}
	at := map[string]int{}
	for i, name := range head {
		at[name] = i
	}
	for _, name := range []string{"url", "date", "title", "text"} {
		if _, ok := at[name]; !ok {
			return nil, casus.Errorf(casus.Invalid, "texts: no column %q", name)
		}
	}
	out := Texts{}
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("texts: %w", err)
		}
		out[row[at["url"]]] = Article{Title: row[at["title"]], Date: row[at["date"]], Text: row[at["text"]]}
	}
}

// report is the article as a report. Without texts it has sentences and no text.
func (s *Source) report(texts Texts) (*Report, error) {
	r := &Report{ID: s.ID, Cluster: s.ID, Published: s.Published + "T00:00:00Z", Style: "real", Origin: s.URL}
	if u, err := url.Parse(s.URL); err == nil {
		r.Outlet = u.Host
	}
	end := 0
	for i, b := range s.Sentences {
		if b[0] < end || b[1] <= b[0] {
			return r, casus.Errorf(casus.Invalid, "sentence %d of %s: bytes %d to %d are not in order", i+1, s.ID, b[0], b[1])
		}
		end = b[1]
		r.Sentences = append(r.Sentences, casus.Span{Start: b[0], End: b[1]})
	}
	if texts == nil {
		return r, nil
	}
	a, ok := texts[s.URL]
	if !ok {
		return r, casus.Errorf(casus.NotFound, "%s: no text of %s", s.ID, s.URL)
	}
	if sum := sha256.Sum256([]byte(a.Text)); hex.EncodeToString(sum[:]) != s.SHA256 {
		return r, casus.Errorf(casus.Conflict, "%s: the text of %s is not the one that was coded", s.ID, s.URL)
	}
	if end > len(a.Text) {
		return r, casus.Errorf(casus.Invalid, "%s: sentences end at %d, the text at %d", s.ID, end, len(a.Text))
	}
	r.Title, r.Text = a.Title, a.Text
	return r, nil
}

// Bytes are the first byte of words and the one after the last.
type Bytes [2]int

// apart is a row of a standoff file: a Row whose quotes are bytes of the text. Its fields hide those of Row.
type apart struct {
	Kind       string      `json:"kind"`
	ID         string      `json:"id,omitempty"`
	Doc        string      `json:"doc,omitempty"`
	Trigger    *Bytes      `json:"t,omitempty"`
	Quote      *Bytes      `json:"q,omitempty"`
	Actors     []apartWord `json:"actors,omitempty"`
	Recipients []apartWord `json:"recipients,omitempty"`
	Place      *apartWord  `json:"place,omitempty"`
	By         *apartWord  `json:"by,omitempty"`
	S          *int        `json:"s,omitempty"` // not used
	N          *int        `json:"n,omitempty"` // not used
	Row
}

// apartWord is a Party whose quotes are bytes.
type apartWord struct {
	Quote *Bytes `json:"q,omitempty"`
	Cue   *Bytes `json:"cue,omitempty"`
	S     *int   `json:"s,omitempty"`
	N     *int   `json:"n,omitempty"`
	Party
}

// span turns bytes into a span that lies in the sentences of r.
func (b *Bytes) span(r *Report) (casus.Span, error) {
	if b == nil {
		return casus.Span{}, nil
	}
	s := casus.Span{Start: b[0], End: b[1]}
	if s.Start < 0 || s.Len() <= 0 || r.sentence(s) == 0 {
		return s, casus.Errorf(casus.Invalid, "bytes %d to %d of %s lie in no sentence", b[0], b[1], r.ID)
	}
	return s, nil
}

// sentence is the number, from 1, of the sentence that a span lies in, 0 for none.
func (r *Report) sentence(s casus.Span) int {
	return 1 + slices.IndexFunc(r.Sentences, func(t casus.Span) bool { return t.Contains(s) })
}

// of is the text at a span, "" where there is no text.
func (r *Report) of(s casus.Span) string {
	if s.End > len(r.Text) {
		return ""
	}
	return s.Of(r.Text)
}

// party turns a party given in bytes into one with spans.
func (w *apartWord) party(r *Report) (Party, error) {
	p := w.Party
	if w.S != nil || w.N != nil {
		return p, casus.Errorf(casus.Invalid, "a party in bytes has no \"s\" and no \"n\"")
	}
	var err error
	if p.Span, err = w.Quote.span(r); err != nil {
		return p, err
	}
	if p.CueSpan, err = w.Cue.span(r); err != nil {
		return p, err
	}
	p.Quote, p.Cue = r.of(p.Span), r.of(p.CueSpan)
	return p, nil
}

// parties turns a list of parties.
func parties(ws []apartWord, r *Report) ([]Party, error) {
	var out []Party
	for i := range ws {
		p, err := ws[i].party(r)
		if err != nil {
			return out, err
		}
		out = append(out, p)
	}
	return out, nil
}

// row turns a row in bytes about report r into one with spans, and with its words where there is a text.
func (a *apart) row(r *Report) (*Row, error) {
	row := a.Row
	row.Kind, row.ID, row.Doc = a.Kind, a.ID, a.Doc
	if a.S != nil || a.N != nil {
		return &row, casus.Errorf(casus.Invalid, "%s row: a row in bytes has no \"s\" and no \"n\"", a.Kind)
	}
	if a.Doc != "" && a.Doc != r.ID {
		return &row, casus.Errorf(casus.Invalid, "%s row: the file is about %q, not %q", a.Kind, r.ID, a.Doc)
	}
	words := a.Trigger
	if words == nil {
		words = a.Quote
	}
	var err error
	if row.Span, err = words.span(r); err != nil {
		return &row, err
	}
	if words != nil {
		row.S = r.sentence(row.Span)
	}
	if a.Trigger != nil {
		row.Trigger = r.of(row.Span)
	} else {
		row.Quote = r.of(row.Span)
	}
	if row.Actors, err = parties(a.Actors, r); err != nil {
		return &row, err
	}
	if row.Recipients, err = parties(a.Recipients, r); err != nil {
		return &row, err
	}
	for _, f := range []struct {
		from *apartWord
		to   **Party
	}{{a.Place, &row.Place}, {a.By, &row.By}} {
		if f.from != nil {
			p, err := f.from.party(r)
			if err != nil {
				return &row, err
			}
			*f.to = &p
		}
	}
	return &row, nil
}

// parseApart reads a standoff file. r is the report that the rows are about where it is known already; the file then has no
// source row.
func parseApart(name string, b []byte, texts Texts, r *Report) (*Cluster, error) {
	c := &Cluster{File: name, Real: true}
	if r != nil {
		c.Reports = []*Report{r}
	}
	var errs []error
	for i, line := range bytes.Split(b, []byte("\n")) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		if err := c.takeApart(line, i+1, texts); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, i+1, err))
		}
	}
	if r == nil && len(c.Reports) == 1 {
		political := slices.ContainsFunc(c.Rows, func(row *Row) bool { return row.Kind == "mention" })
		c.Reports[0].Political = &political
	}
	return c, errors.Join(errs...)
}

// takeApart reads one line of a standoff file.
func (c *Cluster) takeApart(line []byte, number int, texts Texts) error {
	var kind struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(line, &kind); err != nil {
		return err
	}
	if kind.Kind == "source" {
		s := &Source{}
		if err := strict(line, s); err != nil {
			return err
		}
		if len(c.Reports) > 0 {
			return casus.Errorf(casus.Invalid, "a second source")
		}
		r, err := s.report(texts)
		r.Line = number
		c.Part = s.Part
		c.Reports = append(c.Reports, r)
		return err
	}
	if len(c.Reports) == 0 {
		return casus.Errorf(casus.Invalid, "%s row before the source", kind.Kind)
	}
	a := &apart{}
	if err := strict(line, a); err != nil {
		return err
	}
	row, err := a.row(c.Reports[0])
	row.Line = number
	c.Rows = append(c.Rows, row)
	return err
}

// ReadReal reads the annotations of real articles below "real" of fsys, of the named parts or of all. Without texts the
// words are unknown, and only offsets, vocabulary and references can be checked. Folders that do not exist hold nothing.
func ReadReal(fsys fs.FS, texts Texts, want ...string) ([]*Cluster, error) {
	if len(want) == 0 {
		want = parts
	}
	var out []*Cluster
	var errs []error
	for _, part := range want {
		names, err := fs.Glob(fsys, path.Join("real", part, "*.jsonl"))
		if err != nil {
			return nil, err
		}
		slices.Sort(names)
		for _, name := range names {
			b, err := fs.ReadFile(fsys, name)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			c, err := parseApart(name, b, texts, nil)
			if c.Part != part {
				errs = append(errs, casus.Errorf(casus.Invalid, "%s: the source says part %q", name, c.Part))
			}
			c.Part = part
			out, errs = append(out, c), append(errs, err)
		}
	}
	return out, errors.Join(errs...)
}

// ReadRealBlind reads the second codings of real articles and pairs them with the first, as ReadBlind does.
func ReadRealBlind(fsys fs.FS, clusters []*Cluster) ([][2]*Cluster, error) {
	return readBlind(fsys, "real/blind", clusters, func(name string, b []byte, first *Cluster) (*Cluster, error) {
		if len(first.Reports) == 0 {
			return nil, casus.Errorf(casus.Invalid, "%s: no source", first.File)
		}
		return parseApart(name, b, nil, first.Reports[0])
	})
}
