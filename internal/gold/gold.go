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
	Quote   string `json:"q"`
	S       int    `json:"s"` // another sentence than the row's
	N       int    `json:"n"`
	Country string `json:"c"`
	Sector  string `json:"x"`
	Name    string `json:"name"`
	Cue     string `json:"cue"` // of a speaker

	Span    casus.Span `json:"-"`
	CueSpan casus.Span `json:"-"`
}

// Row is one annotation. Which fields hold depends on Kind; see docs/gold/format.md.
type Row struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Doc  string `json:"doc"`
	S    int    `json:"s"` // sentence, from 1
	N    int    `json:"n"` // which occurrence of the quote, from 1

	Trigger    string   `json:"t"`
	Type       string   `json:"type"`
	Modes      []string `json:"modes"`
	CAMEO      string   `json:"cameo"`
	Alt        []string `json:"alt"`
	Actors     []Party  `json:"actors"`
	Recipients []Party  `json:"recipients"`
	Time       string   `json:"time"`
	Clock      string   `json:"clock"`
	Place      *Party   `json:"place"`
	Polarity   string   `json:"pol"`
	Modality   string   `json:"mod"`
	Commitment string   `json:"com"`
	Background string   `json:"bg"`
	Foreseen   string   `json:"foreseen"`
	By         *Party   `json:"by"`
	Event      string   `json:"event"`

	Quote   string   `json:"q"`
	Value   *float64 `json:"value"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
	Unit    string   `json:"unit"`
	Counted string   `json:"counted"`
	Scope   string   `json:"scope"`
	AsOf    string   `json:"asof"`
	Total   string   `json:"total"`

	From      string `json:"from"`
	To        string `json:"to"`
	Horizon   string `json:"horizon"`
	Strength  string `json:"strength"`
	Outcome   string `json:"outcome"`
	DecidedBy string `json:"decided_by"`
	Attribute string `json:"attribute"`
	Verdict   string `json:"verdict"`
	PartOf    string `json:"part_of"`
	Crisis    string `json:"crisis"`
	Name      string `json:"name"`
	Invites   string `json:"invites"`
	Why       string `json:"why"`

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
	Part    string // "open", "check" or "sealed": the folder
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
