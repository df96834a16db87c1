package gold

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/casus-project/casus"
)

// Standoff writes the coding b of an article, whose rows quote its words, as rows of bytes. The source row stands first
// unless blind is set. It refuses what ParseQuoted refuses.
func Standoff(w io.Writer, s Source, c *Cluster, blind bool) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if !blind {
		s.Kind = "source"
		if err := enc.Encode(s); err != nil {
			return err
		}
	}
	for _, row := range c.Rows {
		if err := enc.Encode(row.apart()); err != nil {
			return err
		}
	}
	return out.Flush()
}

// ParseQuoted reads a coding in the form of quotes of the article of s. A quote that does not stand in its sentence is an
// error with file and line.
func ParseQuoted(name string, b []byte, s Source, texts Texts) (*Cluster, error) {
	r, err := s.report(texts)
	if err != nil {
		return nil, err
	}
	return parseWith(name, b, []*Report{r})
}

func bytesOf(s casus.Span) *Bytes {
	if s.Empty() {
		return nil
	}
	return &Bytes{s.Start, s.End}
}

// apart is the row with bytes for quotes.
func (r *Row) apart() *apart {
	a := &apart{Kind: r.Kind, ID: r.ID, Doc: r.Doc, Row: *r}
	if r.Trigger != "" {
		a.Trigger = bytesOf(r.Span)
	} else {
		a.Quote = bytesOf(r.Span)
	}
	for _, p := range r.Actors {
		a.Actors = append(a.Actors, *p.apart())
	}
	for _, p := range r.Recipients {
		a.Recipients = append(a.Recipients, *p.apart())
	}
	if r.Place != nil {
		a.Place = r.Place.apart()
	}
	if r.By != nil {
		a.By = r.By.apart()
	}
	return a
}

func (p *Party) apart() *apartWord {
	return &apartWord{Quote: bytesOf(p.Span), Cue: bytesOf(p.CueSpan), Party: *p}
}
