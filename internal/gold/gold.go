// Package gold reads the annotated texts under eval/gold and checks them.
//
// In come clusters as JSON Lines whose annotations quote words (docs/gold/format.md); out go reports with their text and
// annotations with byte offsets. It refuses a quote that its sentence does not contain, a word outside the vocabulary and
// a reference to nothing, each with file and line. It scores nothing: that is eval's.
package gold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-project/casus"
)

// Report is one text of the corpus.
type Report struct {
	ID         string     `json:"id"`
	Cluster    string     `json:"cluster"`
	Outlet     string     `json:"outlet"`
	Published  string     `json:"published"` // RFC 3339
	Title      string     `json:"title"`
	Style      string     `json:"style"`
	Country    string     `json:"country"`
	Topic      string     `json:"topic"`
	Political  *bool      `json:"political"`
	Origin     string     `json:"origin"` // "own", "copy of ID", "rewrite of ID"
	Paragraphs [][]string `json:"paragraphs"`

	Text      string       `json:"-"`
	Sentences []casus.Span `json:"-"`
	Line      int          `json:"-"`
}

// Party is an actor, recipient or speaker: quoted words and what they stand for.
type Party struct {
	Quote   string `json:"q,omitempty"`
	S       int    `json:"s,omitempty"` // another sentence than the row's
	N       int    `json:"n,omitempty"`
	Country string `json:"c,omitempty"`
	Sector  string `json:"x,omitempty"`
	Name    string `json:"name,omitempty"`
	Cue     string `json:"cue,omitempty"` // of a speaker

	Span    casus.Span `json:"-"`
	CueSpan casus.Span `json:"-"`
}

// Row is one annotation. Which fields hold depends on Kind; see docs/gold/format.md.
type Row struct {
	Kind string `json:"kind"`
	ID   string `json:"id,omitempty"`
	Doc  string `json:"doc,omitempty"`
	S    int    `json:"s,omitempty"` // sentence, from 1
	N    int    `json:"n,omitempty"` // which occurrence of the quote, from 1

	Trigger    string   `json:"t,omitempty"`
	Type       string   `json:"type,omitempty"`
	Modes      []string `json:"modes,omitempty"`
	CAMEO      string   `json:"cameo,omitempty"`
	Alt        []string `json:"alt,omitempty"`
	Actors     []Party  `json:"actors,omitempty"`
	Recipients []Party  `json:"recipients,omitempty"`
	Time       string   `json:"time,omitempty"`
	Clock      string   `json:"clock,omitempty"`
	Place      *Party   `json:"place,omitempty"`
	Polarity   string   `json:"pol,omitempty"`
	Modality   string   `json:"mod,omitempty"`
	Commitment string   `json:"com,omitempty"`
	Background string   `json:"bg,omitempty"`
	Foreseen   string   `json:"foreseen,omitempty"`
	By         *Party   `json:"by,omitempty"`
	Event      string   `json:"event,omitempty"`

	Quote   string   `json:"q,omitempty"`
	Value   *float64 `json:"value,omitempty"`
	Low     *float64 `json:"low,omitempty"`
	High    *float64 `json:"high,omitempty"`
	Unit    string   `json:"unit,omitempty"`
	Counted string   `json:"counted,omitempty"`
	Scope   string   `json:"scope,omitempty"`
	AsOf    string   `json:"asof,omitempty"`
	Total   string   `json:"total,omitempty"`

	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Horizon   string `json:"horizon,omitempty"`
	Strength  string `json:"strength,omitempty"`
	Outcome   string `json:"outcome,omitempty"`
	DecidedBy string `json:"decided_by,omitempty"`
	Attribute string `json:"attribute,omitempty"`
	Verdict   string `json:"verdict,omitempty"`
	PartOf    string `json:"part_of,omitempty"`
	Crisis    string `json:"crisis,omitempty"`
	Name      string `json:"name,omitempty"`
	Invites   string `json:"invites,omitempty"`
	Why       string `json:"why,omitempty"`

	Span casus.Span `json:"-"` // of the trigger or the quote
	Line int        `json:"-"`
}

// Axes are the row's four axes with their defaults filled in.
func (r *Row) Axes() casus.Axes {
	a := casus.Axes{Polarity: casus.Positive, Modality: casus.Realised, Commitment: casus.Flat, Background: casus.News}
	if r.Polarity != "" {
		a.Polarity = casus.Polarity(r.Polarity)
	}
	if r.Modality != "" {
		a.Modality = casus.Modality(r.Modality)
	}
	if r.Commitment != "" {
		a.Commitment = casus.Commitment(r.Commitment)
	}
	if r.Background != "" {
		a.Background = casus.Background(r.Background)
	}
	return a
}

// Cluster is one file: the reports of one group of happenings and their coding.
type Cluster struct {
	File    string
	Part    string // "open", "check", "sealed" or "lessons": the folder
	Real    bool   // an article of a real outlet; its report has no text unless the texts were given
	Reports []*Report
	Rows    []*Row
}

// Report finds a report of the cluster by id, nil where there is none.
func (c *Cluster) Report(id string) *Report {
	for _, r := range c.Reports {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// lay joins the sentences of a report to its text: one space between sentences, a blank line between paragraphs.
func (r *Report) lay() {
	var b strings.Builder
	for p, sents := range r.Paragraphs {
		if p > 0 {
			b.WriteString("\n\n")
		}
		for s, text := range sents {
			if s > 0 {
				b.WriteByte(' ')
			}
			start := b.Len()
			b.WriteString(text)
			r.Sentences = append(r.Sentences, casus.Span{Start: start, End: b.Len()})
		}
	}
	r.Text = b.String()
}

// Find is the span of the n-th occurrence (from 1; 0 is 1) of quote in sentence s (from 1) of the report. Occurrences must
// begin and end at word boundaries.
func (r *Report) Find(s int, quote string, n int) (casus.Span, error) {
	if s < 1 || s > len(r.Sentences) {
		return casus.Span{}, casus.Errorf(casus.Invalid, "report %s has no sentence %d", r.ID, s)
	}
	sent := r.Sentences[s-1]
	text := sent.Of(r.Text)
	for at, left := 0, max(1, n); ; {
		i := strings.Index(text[at:], quote)
		if i < 0 || quote == "" {
			return casus.Span{}, casus.Errorf(casus.Invalid, "sentence %d of %s does not contain %q: %s", s, r.ID, quote, text)
		}
		start := at + i
		if whole(text, start, start+len(quote)) {
			if left--; left == 0 {
				return casus.Span{Start: sent.Start + start, End: sent.Start + start + len(quote)}, nil
			}
		}
		at = start + 1
	}
}

// whole reports whether [i, j) begins and ends at word boundaries of text.
func whole(text string, i, j int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	first, _ := utf8.DecodeRuneInString(text[i:j])
	last, _ := utf8.DecodeLastRuneInString(text[i:j])
	after, _ := utf8.DecodeRuneInString(text[j:])
	return !(inWord(before) && inWord(first)) && !(inWord(last) && inWord(after))
}

func inWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
