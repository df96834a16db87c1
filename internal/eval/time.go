package eval

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// TimeOptions are the settings of Time; Find is needed.
type TimeOptions struct {
	// Find reads the time expressions of a document, in order.
	Find func(doc *casus.Document) ([]casus.When, error)
	// Keep tells which documents count; nil takes all.
	Keep func(id string) bool
	// Out gets one JSON row {id, gold, pred} a document; nil writes none.
	Out io.Writer
}

// timexDoc is a document of the TempEval-3 JSON: tokens are [form, timex id or "O"], null ends a sentence; Tx gives
// type and value of each timex.
type timexDoc struct {
	ID   string               `json:"id"`
	DCT  string               `json:"dct"`
	Toks []*[2]string         `json:"toks"`
	Tx   map[string][2]string `json:"tx"`
}

// timexSpan is a time expression as a half-open range of tokens.
type timexSpan struct {
	First int    `json:"first"`
	Last  int    `json:"last"`
	Text  string `json:"text"`
	Type  string `json:"type"`
	Value string `json:"value"`
}

// Time scores time expressions on TempEval-3 documents in the JSON form: a file or a folder of them. Values count where
// the spans match in the relaxed sense (a token in common, one to one).
func Time(path string, o TimeOptions) (Result, error) {
	docs, err := readTimex(path)
	if err != nil {
		return Result{}, err
	}
	var c timexCounts
	for _, d := range docs {
		if o.Keep != nil && !o.Keep(d.ID) {
			continue
		}
		gold, pred, err := d.spans(o.Find)
		if err != nil {
			return Result{}, fmt.Errorf("%s: document %s: %w", path, d.ID, err)
		}
		c.add(gold, pred)
		if o.Out != nil {
			if err := json.NewEncoder(o.Out).Encode(map[string]any{"id": d.ID, "gold": gold, "pred": pred}); err != nil {
				return Result{}, fmt.Errorf("write row of %s: %w", d.ID, err)
			}
		}
	}
	return Result{Task: "time", Data: path, N: c.gold, Scores: map[string]float64{
		"relaxed_f1": c.f1(c.relaxed), "strict_f1": c.f1(c.strict), "value_f1": c.f1(c.value), "type_f1": c.f1(c.typ),
		"relaxed_p": shareOf(c.relaxed, c.pred), "relaxed_r": shareOf(c.relaxed, c.gold),
	}}, nil
}

// readTimex reads one file or all .json files of a folder.
func readTimex(path string) ([]timexDoc, error) {
	files := []string{path}
	if info, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("read time data: %w", err)
	} else if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*.json")); err != nil {
			return nil, fmt.Errorf("list time data: %w", err)
		}
	}
	var all []timexDoc
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("read time data: %w", err)
		}
		var docs []timexDoc
		if err := json.Unmarshal(text, &docs); err != nil {
			return nil, fmt.Errorf("%s: read documents: %w", f, err)
		}
		all = append(all, docs...)
	}
	if len(all) == 0 {
		return nil, casus.Errorf(casus.NotFound, "%s: no documents", path)
	}
	return all, nil
}

// document rebuilds the text: tokens joined by spaces, a sentence a line. at has the span of each token.
func (d *timexDoc) document() (doc *casus.Document, at []casus.Span) {
	var b strings.Builder
	sep := ""
	for _, t := range d.Toks {
		if t == nil {
			if b.Len() > 0 {
				sep = "\n"
			}
			continue
		}
		b.WriteString(sep)
		at = append(at, casus.Span{Start: b.Len(), End: b.Len() + len(t[0])})
		b.WriteString(t[0])
		sep = " "
	}
	doc = &casus.Document{ID: casus.DocID(d.ID), Text: b.String(), Lang: "en"}
	if day, err := time.Parse(time.DateOnly, d.DCT[:min(len(d.DCT), len(time.DateOnly))]); err == nil {
		doc.Published, doc.DateOnly = day, true
	}
	return doc, at
}

// spans lays gold and found expressions onto the tokens.
func (d *timexDoc) spans(find func(*casus.Document) ([]casus.When, error)) (gold, pred []timexSpan, err error) {
	doc, at := d.document()
	n := 0
	open := ""
	for _, t := range d.Toks {
		if t == nil {
			open = ""
			continue
		}
		switch id := t[1]; {
		case id == "O":
			open = ""
		case id == open:
			gold[len(gold)-1].Last = n + 1
		default:
			gold = append(gold, timexSpan{First: n, Last: n + 1, Type: d.Tx[id][0], Value: d.Tx[id][1]})
			open = id
		}
		n++
	}
	found, err := find(doc)
	if err != nil {
		return nil, nil, err
	}
	for _, w := range found {
		s := timexSpan{Type: string(w.Type), Value: w.Value}
		s.First, _ = slices.BinarySearchFunc(at, w.Span.Start, func(s casus.Span, v int) int { return cmp.Compare(s.End, v+1) })
		for s.Last = s.First; s.Last < len(at) && at[s.Last].Start < w.Span.End; s.Last++ {
		}
		pred = append(pred, s)
	}
	for _, list := range [][]timexSpan{gold, pred} {
		for i := range list {
			s := &list[i]
			s.Text = casus.Span{Start: at[s.First].Start, End: at[s.Last-1].End}.Of(doc.Text)
		}
	}
	return gold, pred, nil
}

// timexCounts adds up matches.
type timexCounts struct {
	gold, pred                  int
	relaxed, strict, value, typ int
}

func (c *timexCounts) f1(hits int) float64 {
	if c.gold+c.pred == 0 {
		return 0
	}
	return 2 * float64(hits) / float64(c.gold+c.pred)
}

func shareOf(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// add matches one document's expressions one to one, the longest overlap first.
func (c *timexCounts) add(gold, pred []timexSpan) {
	c.gold += len(gold)
	c.pred += len(pred)
	type pair struct{ g, p, overlap int }
	var pairs []pair
	for g, a := range gold {
		for p, b := range pred {
			if n := min(a.Last, b.Last) - max(a.First, b.First); n > 0 {
				pairs = append(pairs, pair{g, p, n})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return b.overlap - a.overlap })
	usedG, usedP := map[int]bool{}, map[int]bool{}
	for _, m := range pairs {
		if usedG[m.g] || usedP[m.p] {
			continue
		}
		usedG[m.g], usedP[m.p] = true, true
		a, b := gold[m.g], pred[m.p]
		c.relaxed++
		if a.First == b.First && a.Last == b.Last {
			c.strict++
		}
		if a.Value == b.Value {
			c.value++
		}
		if a.Type == b.Type {
			c.typ++
		}
	}
}
