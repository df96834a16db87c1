package eval

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// NEROptions name the data and the engine.
type NEROptions struct {
	Paths    []string // IOB2 files or folders of them; the form in the first column, or in the second after a number
	Analyser ling.GivenAnalyser
	Fifth    bool      // of folders, only every fifth file: those whose name's SHA-256 begins with a byte divisible by five
	Out      io.Writer // each entity as JSON Lines; nil for none
}

// nerKinds maps the labels of known data sets to kinds. Labels that are missing are neutral: an entity found there is
// neither right nor wrong unless it also overlaps a gold one that counts.
var nerKinds = map[string]ling.EntityKind{
	"PER": ling.Person, "LOC": ling.Place, "ORG": ling.Organisation, "OTH": ling.Other, "MISC": ling.Other,
	"politician": ling.Person, "person": ling.Person, "politicalparty": ling.Organisation,
	"organisation": ling.Organisation, "location": ling.Place, "country": ling.Place, "election": ling.Other,
	"event": ling.Other, "misc": ling.Other,
	"Person": ling.Person, "Location": ling.Place, "Organisation": ling.Organisation,
}

// nerDoc is one file or document of a file.
type nerDoc struct {
	text *ling.Text
	gold []ling.Entity
}

// nerSet is a data set: its documents, the kinds that its labels use, and whether it marks whole phrases (re3d) rather than
// names.
type nerSet struct {
	docs    []*nerDoc
	kinds   map[ling.EntityKind]bool
	phrases bool
}

// NER scores entities on the data's own tokens: exact spans with their kind, as CoNLL 2003 counts. Kinds that the data never
// uses are left out of the answer. Data labelled with whole phrases (labels such as "Organisation") is compared with
// Text.Phrases, all other with Text.Entities. All scores are fractions of 1; each kind has an f1 of its own.
func NER(o NEROptions) (Result, error) {
	files, err := nerFiles(o)
	if err != nil {
		return Result{}, fmt.Errorf("score entities: %w", err)
	}
	set := &nerSet{kinds: map[ling.EntityKind]bool{}}
	for _, f := range files {
		if err := set.read(f); err != nil {
			return Result{}, fmt.Errorf("score entities: %w", err)
		}
	}
	var all parseOverlap
	var kinds [ling.EntityKinds]parseOverlap
	for _, d := range set.docs {
		if err := o.Analyser.AnalyseGiven(d.text); err != nil {
			return Result{}, fmt.Errorf("score entities of %s: %w", d.text.Doc.ID, err)
		}
		found := set.answer(d.text)
		nerCount(d.gold, found, &all, &kinds)
		if err := nerWrite(o.Out, d, found); err != nil {
			return Result{}, err
		}
	}
	scores := map[string]float64{
		"p": parseShare(all.hit, all.system), "r": parseShare(all.hit, all.gold), "f1": all.f1() / 100,
	}
	for k := ling.Person; k <= ling.Other; k++ {
		if set.kinds[k] {
			scores["f1_"+strings.ToLower(k.String())] = kinds[k].f1() / 100
		}
	}
	return Result{Task: "ner", Data: strings.Join(o.Paths, " "), N: all.gold, Scores: scores}, nil
}

// parseShare is a/b, 0 for no b.
func parseShare(a, b int) float64 { return parsePercent(a, b) / 100 }

func nerFiles(o NEROptions) ([]string, error) {
	all, err := parseFiles(o.Paths, "")
	if err != nil || !o.Fifth {
		return all, err
	}
	var out []string
	for _, f := range all {
		if sha256.Sum256([]byte(filepath.Base(f)))[0]%5 == 0 {
			out = append(out, f)
		}
	}
	return out, nil
}

func (s *nerSet) read(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := nerReader{set: s, id: filepath.Base(path)}
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		if err := r.line(strings.TrimRight(sc.Text(), "\r")); err != nil {
			return casus.Errorf(casus.Invalid, "%s:%d: %w", path, line, err)
		}
	}
	r.endSentence()
	r.endDoc()
	return sc.Err()
}

type nerReader struct {
	set  *nerSet
	id   string
	doc  *nerDoc
	buf  strings.Builder
	tags []string // of the current sentence
}

func (r *nerReader) line(text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		r.endSentence()
		return nil
	case strings.HasPrefix(text, "# newdoc") || strings.HasPrefix(text, "-DOCSTART-"):
		r.endSentence()
		r.endDoc()
		return nil
	case strings.HasPrefix(text, "# ") && strings.Contains(text, " = "):
		return nil
	}
	cols := strings.FieldsFunc(text, func(c rune) bool { return c == '\t' || c == ' ' })
	if len(cols) < 2 {
		return fmt.Errorf("no label in %q", text)
	}
	if len(cols) > 2 && strings.Trim(cols[0], "0123456789") == "" && nerLabel(cols[2]) {
		cols = cols[1:]
	}
	if r.doc == nil {
		r.doc = &nerDoc{text: &ling.Text{Doc: &casus.Document{ID: casus.DocID(r.id), Lang: "en"}, Lang: "en"}}
	}
	start := r.buf.Len()
	r.buf.WriteString(cols[0])
	r.doc.text.Tokens = append(r.doc.text.Tokens, ling.Token{
		Form: cols[0], Span: casus.Span{Start: start, End: r.buf.Len()}, Head: -1, SpaceAfter: true,
	})
	r.buf.WriteByte(' ')
	r.tags = append(r.tags, cols[1])
	return nil
}

func nerLabel(s string) bool {
	return s == "O" || strings.HasPrefix(s, "B-") || strings.HasPrefix(s, "I-")
}

func (r *nerReader) endSentence() {
	n := len(r.tags)
	if n == 0 {
		return
	}
	t := r.doc.text
	first := len(t.Tokens) - n
	t.Sents = append(t.Sents, ling.Sentence{
		First: first, Last: len(t.Tokens),
		Span: casus.Span{Start: t.Tokens[first].Span.Start, End: t.Tokens[len(t.Tokens)-1].Span.End},
	})
	for i := 0; i < n; {
		_, label, _ := strings.Cut(r.tags[i], "-")
		last := i + 1
		for last < n && r.tags[last] == "I-"+label {
			last++
		}
		if k, ok := nerKinds[label]; ok {
			r.doc.gold = append(r.doc.gold, ling.Entity{First: first + i, Last: first + last, Kind: k})
			r.set.kinds[k] = true
			r.set.phrases = r.set.phrases || label == "Organisation" || label == "Location" || label == "Person"
		}
		i = last
	}
	r.tags = r.tags[:0]
}

func (r *nerReader) endDoc() {
	if r.doc == nil {
		return
	}
	r.doc.text.Doc.Text = r.buf.String()
	r.buf.Reset()
	r.set.docs = append(r.set.docs, r.doc)
	r.doc = nil
}

// answer are the entities of the text that count for the data.
func (s *nerSet) answer(t *ling.Text) []ling.Entity {
	from := t.Entities
	if s.phrases {
		from = t.Phrases
	}
	var out []ling.Entity
	for _, e := range from {
		if s.kinds[e.Kind] {
			out = append(out, e)
		}
	}
	return out
}

func nerCount(gold, found []ling.Entity, all *parseOverlap, kinds *[ling.EntityKinds]parseOverlap) {
	type key struct {
		first, last int
		kind        ling.EntityKind
	}
	in := map[key]bool{}
	for _, e := range gold {
		in[key{e.First, e.Last, e.Kind}] = true
		all.gold++
		kinds[e.Kind].gold++
	}
	for _, e := range found {
		h := parseHit(in[key{e.First, e.Last, e.Kind}])
		all.system++
		kinds[e.Kind].system++
		all.hit += h
		kinds[e.Kind].hit += h
	}
}

func nerWrite(w io.Writer, d *nerDoc, found []ling.Entity) error {
	if w == nil {
		return nil
	}
	type span struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Type  string `json:"type"`
		Text  string `json:"text"`
	}
	spans := func(list []ling.Entity) []span {
		out := []span{}
		for _, e := range list {
			s := d.text.SpanOf(e.First, e.Last)
			out = append(out, span{s.Start, s.End, e.Kind.String(), s.Of(d.text.Doc.Text)})
		}
		return out
	}
	row := struct {
		ID   string `json:"id"`
		Gold []span `json:"gold"`
		Pred []span `json:"pred"`
	}{string(d.text.Doc.ID), spans(d.gold), spans(found)}
	if err := json.NewEncoder(w).Encode(row); err != nil {
		return fmt.Errorf("write predictions: %w", err)
	}
	return nil
}
