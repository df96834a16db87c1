package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// Write prints the text as CoNLL-U. sent_id is the document's id with the number of the sentence.
func Write(w io.Writer, t *ling.Text) error {
	bw := bufio.NewWriter(w)
	id := clean(string(t.Doc.ID))
	if id == "" {
		id = "doc"
	}
	for s, sent := range t.Sents {
		if s == 0 {
			fmt.Fprintf(bw, "# newdoc id = %s\n", id)
		}
		if sent.Paragraph {
			fmt.Fprintf(bw, "# newpar\n")
		}
		fmt.Fprintf(bw, "# sent_id = %s-%d\n# text = %s\n", id, s+1, sentenceText(t, sent))
		for i := sent.First; i < sent.Last; i++ {
			writeToken(bw, t, sent, i)
		}
		bw.WriteByte('\n')
	}
	return bw.Flush()
}

// sentenceText is the text of the comment: the surface tokens, with one space where anything separates them, as the
// format asks.
func sentenceText(t *ling.Text, sent ling.Sentence) string {
	var b strings.Builder
	for i := sent.First; i < sent.Last; i++ {
		b.WriteString(clean(t.Tokens[i].Form))
		if t.Tokens[i].SpaceAfter && i+1 < sent.Last {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func writeToken(bw *bufio.Writer, t *ling.Text, sent ling.Sentence, i int) {
	tok := &t.Tokens[i]
	id := i - sent.First + 1
	inside := tok.Parts > 1
	if tok.Part == 1 && inside {
		last := min(i+int(tok.Parts), sent.Last)
		var form strings.Builder
		for _, w := range t.Tokens[i:last] {
			form.WriteString(w.Form)
		}
		fmt.Fprintf(bw, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", id, last-sent.First, clean(form.String()), misc(t.Tokens[last-1].SpaceAfter))
	}
	head := 0
	if tok.Head >= 0 {
		head = int(tok.Head) - sent.First + 1
	}
	fmt.Fprintf(bw, "%d\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t_\t%s\n", id, clean(tok.Form), orBlank(tok.Lemma), tok.UPOS, tok.XPOS,
		orBlank(string(tok.Feats)), head, tok.Rel, misc(tok.SpaceAfter || inside))
}

func misc(space bool) string {
	if space {
		return "_"
	}
	return "SpaceAfter=No"
}

func orBlank(s string) string {
	if s = clean(s); s == "" {
		return "_"
	}
	return s
}

// clean replaces what would break a line or a column.
func clean(s string) string {
	if !strings.ContainsAny(s, "\t\n\r\v\f\u0085\u2028\u2029") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\t\n\r\v\f\u0085\u2028\u2029", r) {
			return ' '
		}
		return r
	}, s)
}
