package eval

import (
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// ECBDoc is one document of ECB+ with its event mentions inside the sentences to be scored.
type ECBDoc struct {
	Topic    string // "12"
	Name     string // "3ecbplus"
	Story    string // "12 ecbplus": one of the topic's two look-alike stories
	Text     *ling.Text
	Mentions []ECBMention
}

// ECBMention is one gold event mention.
type ECBMention struct {
	Tokens []int // positions in Text.Tokens, in order
	Chain  string
}

// ecbXML is a document file of ECB+.
type ecbXML struct {
	Tokens []struct {
		ID       string `xml:"t_id,attr"`
		Sentence int    `xml:"sentence,attr"`
		Form     string `xml:",chardata"`
	} `xml:"token"`
	Markables struct {
		All []ecbMarkable `xml:",any"`
	} `xml:"Markables"`
	Relations struct {
		All []struct {
			XMLName xml.Name
			Note    string `xml:"note,attr"`
			ID      string `xml:"r_id,attr"`
			Sources []struct {
				M string `xml:"m_id,attr"`
			} `xml:"source"`
		} `xml:",any"`
	} `xml:"Relations"`
}

type ecbMarkable struct {
	XMLName xml.Name
	ID      string `xml:"m_id,attr"`
	Anchors []struct {
		T string `xml:"t_id,attr"`
	} `xml:"token_anchor"`
}

// ReadECB reads an ECB+ folder: documents anywhere below it and one CSV of the sentences to be scored (topic, file,
// sentence). A mention without a relation is a chain of its own.
func ReadECB(dir string) ([]*ECBDoc, error) {
	var files, lists []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case filepath.Ext(path) == ".xml":
			files = append(files, path)
		case filepath.Ext(path) == ".csv":
			lists = append(lists, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read ECB+ folder: %w", err)
	}
	if len(files) == 0 || len(lists) != 1 {
		return nil, casus.Errorf(casus.Invalid, "%s: %d documents and %d sentence lists; want some and one", dir, len(files), len(lists))
	}
	scored, err := readScored(lists[0])
	if err != nil {
		return nil, err
	}
	var docs []*ECBDoc
	for _, f := range files {
		d, err := readECBDoc(f, scored)
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(a, b *ECBDoc) int {
		x, _ := strconv.Atoi(a.Topic)
		y, _ := strconv.Atoi(b.Topic)
		if x != y {
			return x - y
		}
		return strings.Compare(a.Name, b.Name)
	})
	return docs, nil
}

type scoredSentence struct{ topic, file, sentence string }

func readScored(path string) (map[scoredSentence]bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read sentence list: %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := map[scoredSentence]bool{}
	for _, r := range rows[min(1, len(rows)):] {
		if len(r) >= 3 {
			out[scoredSentence{strings.TrimSpace(r[0]), strings.TrimSpace(r[1]), strings.TrimSpace(r[2])}] = true
		}
	}
	return out, nil
}

func readECBDoc(path string, scored map[scoredSentence]bool) (*ECBDoc, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read ECB+ document: %w", err)
	}
	var x ecbXML
	if err := xml.Unmarshal(b, &x); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	topic, name, ok := strings.Cut(strings.TrimSuffix(filepath.Base(path), ".xml"), "_")
	if !ok || len(x.Tokens) == 0 {
		return nil, casus.Errorf(casus.Invalid, "%s: no ECB+ document: its name or its tokens are missing", path)
	}
	d := &ECBDoc{Topic: topic, Name: name, Story: topic + " " + strings.TrimLeft(name, "0123456789")}
	at := d.build(&x)
	chain := map[string]string{}
	for _, r := range x.Relations.All {
		key := r.Note
		if r.XMLName.Local != "CROSS_DOC_COREF" || key == "" {
			key = topic + "_" + name + " " + r.ID
		}
		for _, s := range r.Sources {
			chain[s.M] = key
		}
	}
	for _, m := range x.Markables.All {
		d.addMention(m, ecbContext{x: &x, at: at, chain: chain, scored: scored})
	}
	slices.SortStableFunc(d.Mentions, func(a, b ECBMention) int { return slices.Compare(a.Tokens, b.Tokens) })
	return d, nil
}

type ecbContext struct {
	x      *ecbXML
	at     map[string]int // token id → position
	chain  map[string]string
	scored map[scoredSentence]bool
}

func (d *ECBDoc) addMention(m ecbMarkable, c ecbContext) {
	kind := m.XMLName.Local
	if len(m.Anchors) == 0 || !strings.HasPrefix(kind, "ACTION") && !strings.HasPrefix(kind, "NEG_ACTION") {
		return
	}
	var toks []int
	for _, a := range m.Anchors {
		if i, ok := c.at[a.T]; ok {
			toks = append(toks, i)
		}
	}
	if len(toks) == 0 {
		return
	}
	slices.Sort(toks)
	s := c.x.Tokens[toks[0]].Sentence
	if !c.scored[scoredSentence{d.Topic, d.Name, strconv.Itoa(s)}] {
		return
	}
	key := c.chain[m.ID]
	if key == "" {
		key = d.Topic + "_" + d.Name + " single " + m.ID
	}
	d.Mentions = append(d.Mentions, ECBMention{Tokens: toks, Chain: key})
}

// build makes the text of the tokens, with a space between any two and a line for each sentence.
func (d *ECBDoc) build(x *ecbXML) map[string]int {
	doc := &casus.Document{ID: casus.DocID(d.Topic + "_" + d.Name), Lang: "en"}
	t := &ling.Text{Doc: doc, Lang: "en"}
	var b strings.Builder
	at := map[string]int{}
	last := -1
	for i, tok := range x.Tokens {
		if tok.Sentence != last {
			if n := len(t.Sents); n > 0 {
				t.Sents[n-1].Last = i
				b.WriteByte('\n')
			}
			t.Sents = append(t.Sents, ling.Sentence{First: i})
			last = tok.Sentence
		} else {
			b.WriteByte(' ')
		}
		start := b.Len()
		b.WriteString(tok.Form)
		at[tok.ID] = i
		t.Tokens = append(t.Tokens, ling.Token{Span: casus.Span{Start: start, End: b.Len()}, Form: tok.Form, SpaceAfter: true})
	}
	t.Sents[len(t.Sents)-1].Last = len(t.Tokens)
	doc.Text = b.String()
	for i := range t.Sents {
		s := &t.Sents[i]
		s.Span = casus.Span{Start: t.Tokens[s.First].Span.Start, End: t.Tokens[s.Last-1].Span.End}
	}
	d.Text = t
	return at
}
