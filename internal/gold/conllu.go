package gold

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-project/casus"
)

// CoNLLU writes the reports of a cluster as CoNLL-U: plain tokens (runs of letters and digits, all else by the character)
// without analysis, so that the spans of the coding begin and end with tokens and no model is in the file. The tenth column
// names the spans that a token is in, B- for the first token and I- for the others: Trigger=B-m1:ASSAULT, Actor, Recipient,
// Place, By and Cue with the mention's id, Figure with what is counted, Forecast with its id, Trap with the type it invites,
// Neutral. Several are parted by commas.
func CoNLLU(w io.Writer, c *Cluster) error {
	out := bufio.NewWriter(w)
	for _, r := range c.Reports {
		fmt.Fprintf(out, "# newdoc id = %s\n", r.ID)
		marks := c.marks(r)
		s := 0
		for p, sentences := range r.Paragraphs {
			fmt.Fprintf(out, "# newpar id = %s-p%d\n", r.ID, p+1)
			for range sentences {
				s++
				c.sentence(out, r, s, marks)
			}
		}
	}
	return out.Flush()
}

// mark is a span with what it is.
type mark struct {
	span        casus.Span
	name, value string
}

// marks are the spans of a report's coding.
func (c *Cluster) marks(r *Report) []mark {
	var out []mark
	add := func(span casus.Span, name, value string) {
		if !span.Empty() {
			out = append(out, mark{span, name, strings.NewReplacer(" ", "_", ",", "_", "|", "_", "=", "_").Replace(value)})
		}
	}
	for _, row := range c.Rows {
		if row.Doc != r.ID {
			continue
		}
		switch row.Kind {
		case "mention":
			add(row.Span, "Trigger", row.ID+":"+row.Type)
			for _, p := range row.Actors {
				add(p.Span, "Actor", row.ID)
			}
			for _, p := range row.Recipients {
				add(p.Span, "Recipient", row.ID)
			}
			if row.Place != nil {
				add(row.Place.Span, "Place", row.ID)
			}
			if row.By != nil {
				add(row.By.Span, "By", row.ID)
				add(row.By.CueSpan, "Cue", row.ID)
			}
		case "figure":
			add(row.Span, "Figure", row.Counted)
		case "forecast":
			add(row.Span, "Forecast", row.ID)
		case "trap":
			add(row.Span, "Trap", row.Invites)
		case "neutral":
			add(row.Span, "Neutral", "yes")
		}
	}
	return out
}

// markNames are the names in the order of the column, which is that of the alphabet.
var markNames = []string{"Actor", "By", "Cue", "Figure", "Forecast", "Neutral", "Place", "Recipient", "Trap", "Trigger"}

// sentence writes the s-th sentence, from 1.
func (c *Cluster) sentence(out *bufio.Writer, r *Report, s int, marks []mark) {
	sent := r.Sentences[s-1]
	fmt.Fprintf(out, "# sent_id = %s-s%d\n# text = %s\n", r.ID, s, sent.Of(r.Text))
	for _, row := range mentionsOf(c, r.ID) {
		if row.S == s {
			a := row.Axes()
			fmt.Fprintf(out, "# mention %s = %s modes=%s polarity=%s modality=%s commitment=%s background=%s time=%s event=%s\n", row.ID, row.Type,
				strings.Join(row.Modes, ","), a.Polarity, a.Modality, a.Commitment, a.Background, row.Time, row.Event)
		}
	}
	for i, t := range tokens(r.Text, sent) {
		misc := miscOf(t, marks)
		if t.End < sent.End && r.Text[t.End] != ' ' {
			misc = append(misc, "SpaceAfter=No")
		}
		column := "_"
		if len(misc) > 0 {
			column = strings.Join(misc, "|")
		}
		fmt.Fprintf(out, "%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", i+1, t.Of(r.Text), column)
	}
	fmt.Fprintln(out)
}

// miscOf are the marks of a token, one field a name.
func miscOf(t casus.Span, marks []mark) []string {
	var out []string
	for _, name := range markNames {
		var values []string
		for _, m := range marks {
			if m.name != name || !m.span.Contains(t) {
				continue
			}
			tag := "I-"
			if m.span.Start == t.Start {
				tag = "B-"
			}
			values = append(values, tag+m.value)
		}
		if len(values) > 0 {
			out = append(out, name+"="+strings.Join(values, ","))
		}
	}
	return out
}

// tokens are runs of letters, marks and digits, and every other character that is no space.
func tokens(text string, in casus.Span) []casus.Span {
	var out []casus.Span
	word := false
	for i := in.Start; i < in.End; {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r):
			word = false
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if word {
				out[len(out)-1].End = i + n
			} else {
				out = append(out, casus.Span{Start: i, End: i + n})
			}
			word = true
		default:
			out = append(out, casus.Span{Start: i, End: i + n})
			word = false
		}
		i += n
	}
	return out
}
