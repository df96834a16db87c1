package pipeline

import (
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/ling"
)

// Speed is how fast one stage goes through a set of documents on one goroutine.
type Speed struct {
	Stage     string  `json:"stage"`
	Seconds   float64 `json:"seconds"` // for one pass over all documents
	Documents float64 `json:"documents_per_second"`
	Sentences float64 `json:"sentences_per_second"`
	Tokens    float64 `json:"tokens_per_second"`
}

// stage is one thing to measure: what it does with one analysed text.
type stage struct {
	name string
	do   func(t *ling.Text)
}

// Measure times each stage on the documents, one goroutine, at least the given time for each stage, after one pass that is
// not counted. Documents in a language that is not read are left out.
func (c *Coder) Measure(docs []casus.Document, least time.Duration) ([]Speed, error) {
	var texts []*ling.Text
	sentences, tokens := 0, 0
	for i := range docs {
		t, err := c.Analyse(&docs[i])
		if err != nil {
			return nil, err
		}
		if t != nil {
			texts = append(texts, t)
			sentences, tokens = sentences+len(t.Sents), tokens+len(t.Tokens)
		}
	}
	var out []Speed
	for _, s := range c.stages() {
		seconds := pass(texts, s.do, least)
		out = append(out, Speed{
			Stage: s.name, Seconds: seconds, Documents: float64(len(texts)) / seconds,
			Sentences: float64(sentences) / seconds, Tokens: float64(tokens) / seconds,
		})
	}
	return out, nil
}

// stages are what is measured. "extract" runs all finders; "code" is the whole way from text to page.
func (c *Coder) stages() []stage {
	return []stage{
		{"analyse", func(t *ling.Text) {
			doc := *t.Doc
			_, _ = c.Analyse(&doc) // succeeded before on the same text
		}},
		{"when", func(t *ling.Text) { c.Tools.When.Find(t) }},
		{"where", func(t *ling.Text) { c.Tools.Where.Find(t) }},
		{"who", func(t *ling.Text) { c.Tools.Who.Page(t, nil).Entities() }},
		{"saying", func(t *ling.Text) { c.Tools.Saying.Find(t) }},
		{"figure", func(t *ling.Text) { c.Tools.Figure.Find(t) }},
		{"what", func(t *ling.Text) { c.Tools.What.Find(t, what.Hints{}) }},
		{"extract", func(t *ling.Text) { c.extract(t) }},
		{"code", func(t *ling.Text) {
			doc := *t.Doc
			_, _ = c.Code(&doc)
		}},
	}
}

func (c *Coder) extract(t *ling.Text) *extract.Page { return c.extractor.Extract(t) }

// pass is the mean time of one pass over the texts.
func pass(texts []*ling.Text, do func(*ling.Text), least time.Duration) float64 {
	once := func() {
		for _, t := range texts {
			do(t)
		}
	}
	once()
	n, start := 0, time.Now()
	for n == 0 || time.Since(start) < least {
		once()
		n++
	}
	return time.Since(start).Seconds() / float64(n)
}
