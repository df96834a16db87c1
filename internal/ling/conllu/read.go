// Package conllu reads and writes CoNLL-U, the file format of Universal Dependencies: lines of ten columns, a sentence
// per block (https://universaldependencies.org/format.html). Bytes come in and ling.Texts go out, one a document, with
// the plain text rebuilt from the forms; the writer does the reverse. The reader refuses trees that are no trees and
// names the line; empty nodes (1.1) and enhanced dependencies are dropped.
package conllu

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// Doc is one document of a file.
type Doc struct {
	ID       string // of the newdoc comment, else the name given to Read
	Text     *ling.Text
	Comments [][]string // per sentence, without the leading "# "
	Misc     []string   // per token, the last column; "" for "_"
}

// maxLine bounds a line; a longer one is refused.
const maxLine = 8 << 20

type reader struct {
	name    string
	line    int
	docs    []*Doc
	buf     []byte     // text of the current document
	rows    [][]string // of the current sentence
	lines   []int      // their line numbers
	comm    []string
	newPar  bool
	newDoc  string
	openDoc bool
}

// Read reads a whole file; name is used in errors and as the id of a file without newdoc comments.
func Read(name string, r io.Reader) ([]*Doc, error) {
	rd := &reader{name: name, newDoc: name, openDoc: true}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 1<<16), maxLine)
	for sc.Scan() {
		rd.line++
		if err := rd.read(strings.TrimSuffix(sc.Text(), "\r")); err != nil {
			return nil, err
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, rd.line+1, err)
	}
	if err := rd.endSentence(); err != nil {
		return nil, err
	}
	rd.endDoc()
	return rd.docs, nil
}

func (rd *reader) read(line string) error {
	switch {
	case strings.TrimSpace(line) == "":
		return rd.endSentence()
	case line[0] == '#':
		rd.comment(strings.TrimSpace(line[1:]))
		return nil
	}
	cols := strings.Split(line, "\t")
	if len(cols) != 10 {
		return rd.errorf(rd.line, "%d columns instead of 10: %.60q", len(cols), line)
	}
	rd.rows = append(rd.rows, cols)
	rd.lines = append(rd.lines, rd.line)
	return nil
}

func (rd *reader) comment(c string) {
	rd.comm = append(rd.comm, c)
	key, value, _ := strings.Cut(c, "=")
	switch key = strings.TrimSpace(key); {
	case key == "newdoc id" || key == "newdoc":
		rd.newDoc, rd.openDoc = strings.TrimSpace(value), true
		if rd.newDoc == "" {
			rd.newDoc = fmt.Sprintf("%s:%d", rd.name, rd.line)
		}
	case key == "newpar" || key == "newpar id":
		rd.newPar = true
	}
}

func (rd *reader) errorf(line int, format string, args ...any) error {
	return casus.Errorf(casus.Invalid, "%s:%d: %w", rd.name, line, fmt.Errorf(format, args...))
}

func (rd *reader) endDoc() {
	if len(rd.docs) == 0 {
		return
	}
	d := rd.docs[len(rd.docs)-1]
	d.Text.Doc.Text = string(rd.buf)
	rd.buf = rd.buf[:0]
	d.Text.Link()
}

func (rd *reader) endSentence() error {
	defer func() {
		rd.rows, rd.lines, rd.comm, rd.newPar = rd.rows[:0], rd.lines[:0], nil, false
	}()
	if len(rd.rows) == 0 {
		return nil
	}
	if rd.openDoc {
		rd.endDoc()
		rd.docs = append(rd.docs, &Doc{ID: rd.newDoc, Text: &ling.Text{
			Doc: &casus.Document{ID: casus.DocID(rd.newDoc), Lang: "en"}, Lang: "en",
		}})
		rd.openDoc, rd.newPar = false, true
	}
	return rd.addSentence(rd.docs[len(rd.docs)-1])
}

// surface is a multiword token that is being read.
type surface struct {
	first, last int // word ids
	text        string
	start       int // byte offset of the token
	space       bool
}

func (rd *reader) addSentence(d *Doc) error {
	t := d.Text
	if len(rd.buf) > 0 && rd.newPar {
		rd.buf = append(bytes.TrimRight(rd.buf, " "), "\n\n"...)
	}
	first := len(t.Tokens)
	var mwt surface
	for i, c := range rd.rows {
		if strings.Contains(c[0], ".") {
			continue
		}
		if a, b, ok := strings.Cut(c[0], "-"); ok {
			f, err1 := strconv.Atoi(a)
			l, err2 := strconv.Atoi(b)
			if err1 != nil || err2 != nil || l <= f || f != len(t.Tokens)-first+1 || l-f > 250 {
				return rd.errorf(rd.lines[i], "bad token range %q", c[0])
			}
			mwt = surface{first: f, last: l, text: c[1], start: len(rd.buf), space: spaceAfter(c[9])}
			rd.write(c[1], mwt.space)
			continue
		}
		tok, err := rd.token(c, rd.lines[i], first, len(t.Tokens)-first+1)
		if err != nil {
			return err
		}
		rd.place(&tok, mwt, len(t.Tokens)-first+1)
		t.Tokens = append(t.Tokens, tok)
		misc := c[9]
		if misc == "_" {
			misc = ""
		}
		d.Misc = append(d.Misc, misc)
	}
	if len(t.Tokens) == first {
		return rd.errorf(rd.line, "a sentence without words")
	}
	rd.fixSpans(t.Tokens[first:])
	t.Sents = append(t.Sents, ling.Sentence{
		First: first, Last: len(t.Tokens), Paragraph: rd.newPar || first == 0,
		Span: casus.Span{Start: t.Tokens[first].Span.Start, End: t.Tokens[len(t.Tokens)-1].Span.End},
	})
	d.Comments = append(d.Comments, rd.comm)
	return rd.checkTree(t, first)
}

func spaceAfter(misc string) bool {
	return misc != "SpaceAfter=No" && !strings.Contains("|"+misc+"|", "|SpaceAfter=No|")
}

func (rd *reader) write(form string, space bool) {
	rd.buf = append(rd.buf, form...)
	if space {
		rd.buf = append(rd.buf, ' ')
	}
}

// place sets the span of a word: its own, or its share of the multiword token around it.
func (rd *reader) place(tok *ling.Token, mwt surface, id int) {
	if id < mwt.first || id > mwt.last {
		tok.Span = casus.Span{Start: len(rd.buf), End: len(rd.buf) + len(tok.Form)}
		rd.write(tok.Form, tok.SpaceAfter)
		return
	}
	tok.Part, tok.Parts = uint8(id-mwt.first+1), uint8(mwt.last-mwt.first+1)
	tok.SpaceAfter = id == mwt.last && mwt.space
	tok.Span = casus.Span{Start: mwt.start, End: mwt.start + len(mwt.text)}
}

// fixSpans divides the spans of multiword tokens among their words: by the lengths of the forms where these add up, else
// as evenly as can be.
func (rd *reader) fixSpans(toks []ling.Token) {
	for i := 0; i < len(toks); i += max(1, int(toks[i].Parts)) {
		n := min(int(toks[i].Parts), len(toks)-i)
		if n < 2 {
			continue
		}
		span, sum := toks[i].Span, 0
		for _, w := range toks[i : i+n] {
			sum += len(w.Form)
		}
		at := span.Start
		for k := range toks[i : i+n] {
			size := len(toks[i+k].Form)
			if sum != span.Len() {
				size = span.Len() / n
			}
			end := at + size
			if k == n-1 {
				end = span.End
			}
			toks[i+k].Span = casus.Span{Start: at, End: end}
			at = end
		}
	}
}

func (rd *reader) token(c []string, line, first, id int) (ling.Token, error) {
	if c[0] != strconv.Itoa(id) {
		return ling.Token{}, rd.errorf(line, "word id %q where %d was due", c[0], id)
	}
	if c[1] == "" {
		return ling.Token{}, rd.errorf(line, "word %d has no form", id)
	}
	head := 0
	if c[6] != "_" {
		h, err := strconv.Atoi(c[6])
		if err != nil || h < 0 || h > 1<<20 {
			return ling.Token{}, rd.errorf(line, "bad head %q", c[6])
		}
		head = h
	}
	tok := ling.Token{Form: c[1], Lemma: c[2], Head: int32(first + head - 1), SpaceAfter: spaceAfter(c[9])}
	if head == 0 {
		tok.Head = -1
	}
	if tok.Lemma == "_" && c[1] != "_" {
		tok.Lemma = ""
	}
	tok.UPOS, _ = ling.ParsePOS(c[3])
	tok.XPOS, _ = ling.ParseTag(c[4])
	if c[5] != "_" {
		tok.Feats = ling.Feats(c[5])
	}
	tok.Rel, _ = ling.ParseRel(c[7])
	return tok, nil
}

// checkTree refuses heads outside the sentence and cycles. A sentence without any heads ("_" throughout) is accepted: all
// its words are roots.
func (rd *reader) checkTree(t *ling.Text, first int) error {
	line := rd.lines[0]
	for i := first; i < len(t.Tokens); i++ {
		steps := 0
		for h := t.Tokens[i].Head; h >= 0; h = t.Tokens[h].Head {
			if int(h) >= len(t.Tokens) {
				return rd.errorf(line, "word %d has a head outside the sentence", i-first+1)
			}
			if steps++; steps > len(t.Tokens)-first {
				return rd.errorf(line, "word %d is in a cycle", i-first+1)
			}
		}
	}
	return nil
}
