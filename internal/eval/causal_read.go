package eval

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/ling"
)

// causalRow is one sentence of the corpus.
type causalRow struct {
	id     string
	text   string // with its spaces put right
	causal bool
	pairs  []tokenPair
	spans  []casus.Span // of the corpus's own tokens in text
}

// tokenRange is a half-open range of the corpus's own tokens.
type tokenRange struct{ first, last int }

func (r tokenRange) size() int { return max(0, r.last-r.first) }

func (r tokenRange) shared(o tokenRange) int {
	return max(0, min(r.last, o.last)-max(r.first, o.first))
}

// tokenPair is a marked cause and effect.
type tokenPair struct{ cause, effect tokenRange }

// readCausal reads a file of either subtask. Marks come from the file itself or, for a file of subtask 1, from the
// grouped file of subtask 2 beside it.
func readCausal(path string) ([]causalRow, error) {
	table, err := readCSV(path)
	if err != nil {
		return nil, err
	}
	marks := map[string]string{}
	if _, ok := table.column["causal_text_w_pairs"]; !ok {
		beside := strings.Replace(filepath.Base(path), "subtask1", "subtask2_grouped", 1)
		if other, err := readCSV(filepath.Join(filepath.Dir(path), beside)); err == nil && beside != filepath.Base(path) {
			for _, r := range other.rows {
				marks[other.cell(r, "text")] = other.cell(r, "causal_text_w_pairs")
			}
		}
	}
	var out []causalRow
	for i, r := range table.rows {
		row := causalRow{id: table.cell(r, "index")}
		text := table.cell(r, "text")
		marked := table.cell(r, "causal_text_w_pairs")
		if marked == "" {
			marked = marks[text]
		}
		switch label := table.cell(r, "label"); label {
		case "1", "0":
			row.causal = label == "1"
		case "":
			row.causal = table.cell(r, "num_rs") != "0"
		default:
			return nil, casus.Errorf(casus.Invalid, "%s: row %d: label %q is neither 0 nor 1", path, i+1, label)
		}
		row.text, row.spans = joinTokens(strings.Fields(text))
		for _, m := range listItems(marked) {
			if p, ok := readMarks(m); ok {
				row.pairs = append(row.pairs, p)
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// csvTable is a CSV file with a header.
type csvTable struct {
	column map[string]int
	rows   [][]string
}

func (t *csvTable) cell(row []string, name string) string {
	i, ok := t.column[name]
	if !ok || i >= len(row) {
		return ""
	}
	return row[i]
}

func readCSV(path string) (*csvTable, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read sentences: %w", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(all) == 0 {
		return nil, casus.Errorf(casus.Invalid, "%s: no header", path)
	}
	t := &csvTable{column: map[string]int{}, rows: all[1:]}
	for i, name := range all[0] {
		t.column[strings.TrimPrefix(name, "\ufeff")] = i
	}
	if _, ok := t.column["text"]; !ok {
		return nil, casus.Errorf(casus.Invalid, "%s: no column \"text\"", path)
	}
	return t, nil
}

// listItems reads the strings of a list as Python prints it.
func listItems(s string) []string {
	var out []string
	for i := 0; i < len(s); i++ {
		if s[i] != '\'' && s[i] != '"' {
			continue
		}
		quote, item := s[i], strings.Builder{}
		for i++; i < len(s) && s[i] != quote; i++ {
			if s[i] == '\\' && i+1 < len(s) {
				i++
			}
			item.WriteByte(s[i])
		}
		out = append(out, item.String())
	}
	return out
}

var causalTag = regexp.MustCompile(`</?(ARG[01]|SIG\d)>`)

// readMarks reads <ARG0> (cause) and <ARG1> (effect) in a sentence, as ranges of tokens.
func readMarks(s string) (tokenPair, bool) {
	var p tokenPair
	count, open, at := 0, map[string]int{}, 0
	glued := false // whether the last token goes on behind the tag
	for _, m := range causalTag.FindAllStringIndex(s, -1) {
		piece := s[at:m[0]]
		n := len(strings.Fields(piece))
		if n > 0 && glued && !strings.HasPrefix(piece, " ") {
			n--
		}
		count += n
		if piece != "" {
			glued = !strings.HasSuffix(piece, " ")
		}
		tag := s[m[0]:m[1]]
		name := strings.Trim(tag, "</>")
		if !strings.HasPrefix(tag, "</") {
			open[name] = count
		} else if r := (tokenRange{open[name], count}); name == "ARG0" {
			p.cause = r
		} else if name == "ARG1" {
			p.effect = r
		}
		at = m[1]
	}
	return p, p.cause.size() > 0 && p.effect.size() > 0
}

// joinTokens writes tokens as a text with the spaces that people write, and says where each token stands.
func joinTokens(tokens []string) (string, []casus.Span) {
	var b strings.Builder
	spans := make([]casus.Span, len(tokens))
	opened := false
	for i, w := range tokens {
		space := i > 0 && !strings.ContainsAny(w[:1], ".,;:?!)]%") && !strings.HasPrefix(w, "’") && !strings.HasPrefix(w, "'") && w != "n't" && w != "”"
		if i > 0 && (tokens[i-1] == "(" || tokens[i-1] == "“" || tokens[i-1] == "‘" || tokens[i-1] == "$" || tokens[i-1] == "[") {
			space = false
		}
		if i > 0 && tokens[i-1] == "’" && (w == "s" || w == "t" || w == "re" || w == "ve" || w == "ll" || w == "d" || w == "m") {
			space = false
		}
		if w == "\"" {
			space, opened = !opened, !opened
		} else if i > 0 && tokens[i-1] == "\"" && opened {
			space = false
		}
		if space && i > 0 {
			b.WriteByte(' ')
		}
		spans[i].Start = b.Len()
		b.WriteString(w)
		spans[i].End = b.Len()
	}
	return b.String(), spans
}

// tokens is the range of analysed tokens that the corpus's tokens r cover.
func (row *causalRow) tokens(t *ling.Text, r tokenRange) link.Range {
	if r.size() == 0 || r.last > len(row.spans) {
		return link.Range{}
	}
	first, last := t.TokensIn(casus.Span{Start: row.spans[r.first].Start, End: row.spans[r.last-1].End})
	return link.Range{First: first, Last: last}
}

// inTokens turns predicted pairs into ranges of the corpus's tokens.
func (row *causalRow) inTokens(t *ling.Text, pairs []link.CausalSpans) []tokenPair {
	back := func(r link.Range) tokenRange {
		s := t.SpanOf(r.First, r.Last)
		out := tokenRange{-1, -1}
		for i, w := range row.spans {
			if w.Overlaps(s) {
				if out.first < 0 {
					out.first = i
				}
				out.last = i + 1
			}
		}
		return out
	}
	out := make([]tokenPair, len(pairs))
	for i, p := range pairs {
		out[i] = tokenPair{back(p.Cause), back(p.Effect)}
	}
	return out
}
