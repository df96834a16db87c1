// Package pipeline runs the stages in their order: a document is given a language, analysed, and read for everything casus
// says about it.
//
// In come documents; out come extract.Pages, in the order of the documents, whatever the number of workers. It refuses to
// code a language that no engine reads: such a document passes through with a defect. It stores nothing.
package pipeline

import (
	"context"
	"fmt"
	"iter"
	"sync"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ingest"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/detect"
	"github.com/casus-project/casus/internal/ontology"
)

// Coder codes documents. It is safe for concurrent use.
type Coder struct {
	Run      casus.Run
	Ontology *ontology.Ontology
	Places   *gazetteer.Places
	Actors   *gazetteer.Actors
	Tools    extract.Tools

	engines   map[string]ling.GivenAnalyser
	extractor *extract.Extractor
}

// Engine is the engine of a language, nil where none reads it.
func (c *Coder) Engine(lang string) ling.GivenAnalyser { return c.engines[baseLang(lang)] }

// Analyse gives the document a language where it has none and analyses it. The Text is nil, and the document has a defect
// that says so, where no engine reads the language.
func (c *Coder) Analyse(doc *casus.Document) (*ling.Text, error) {
	if doc.Lang == "" {
		doc.Lang = detect.Language(doc.Text)
	}
	engine, ok := c.engines[baseLang(doc.Lang)]
	if !ok {
		doc.Note("pipeline", unread(doc.Lang))
		return nil, nil //nolint:nilnil // no text is an answer, not an error
	}
	t, err := engine.Analyse(doc)
	if err != nil {
		return nil, fmt.Errorf("document %s: analyse: %w", doc.ID, err)
	}
	doc.Defects = append(doc.Defects, t.Defects...)
	return t, nil
}

// baseLang is "en" for "en-GB".
func baseLang(tag string) string {
	for i := range len(tag) {
		if tag[i] == '-' || tag[i] == '_' {
			return tag[:i]
		}
	}
	return tag
}

func unread(lang string) string {
	if lang == "" {
		return "language unknown: stored, not coded"
	}
	return fmt.Sprintf("language %q is not read: stored, not coded", lang)
}

// Code reads one document. A panic of a stage is turned into an error that names the document.
func (c *Coder) Code(doc *casus.Document) (page *extract.Page, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("document %s: a broken invariant: %v", doc.ID, r)
		}
	}()
	t, err := c.Analyse(doc)
	if err != nil || t == nil {
		return &extract.Page{Doc: doc}, err
	}
	return c.extractor.Extract(t), nil
}

// CodeGiven reads a text whose sentences and tokens are given.
func (c *Coder) CodeGiven(t *ling.Text) (*extract.Page, error) {
	if t.Doc.Lang == "" {
		t.Doc.Lang = detect.Language(t.Doc.Text)
	}
	engine, ok := c.engines[baseLang(t.Doc.Lang)]
	if !ok {
		return nil, casus.Errorf(casus.Invalid, "document %s: %s", t.Doc.ID, unread(t.Doc.Lang))
	}
	if err := engine.AnalyseGiven(t); err != nil {
		return nil, fmt.Errorf("document %s: analyse: %w", t.Doc.ID, err)
	}
	return c.extractor.Extract(t), nil
}

// Cases lists every candidate for an event in a document, to train the model that decides between them.
func (c *Coder) Cases(doc *casus.Document) (*ling.Text, []what.Case, error) {
	t, err := c.Analyse(doc)
	if err != nil {
		return nil, nil, err
	}
	return t, c.extractor.Cases(t), nil
}

// Explain says for each sentence of a document which frames were tried and what came of each.
func (c *Coder) Explain(doc *casus.Document) (*ling.Text, []string, error) {
	t, err := c.Analyse(doc)
	if err != nil || t == nil {
		return nil, nil, err
	}
	out := make([]string, len(t.Sents))
	for s := range t.Sents {
		out[s] = c.extractor.Explain(t, s)
	}
	return t, out, nil
}

// job is one document on its way, with the place where its page will be put.
type job struct {
	doc  casus.Document
	err  error
	page *extract.Page
	done chan struct{}
}

// Each codes docs with that many workers and yields the pages in the order of the documents. Errors of single records
// come between them, and the sequence goes on. It ends early when ctx does; no goroutine outlives it.
func (c *Coder) Each(ctx context.Context, docs ingest.Documents, workers int) iter.Seq2[*extract.Page, error] {
	workers = max(1, workers)
	return func(yield func(*extract.Page, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer stop()
		queue := make(chan *job)
		ordered := make(chan *job, 4*workers)
		wg.Go(func() { feed(ctx, docs, queue, ordered) })
		for range workers {
			wg.Go(func() { c.work(queue) })
		}
		for j := range ordered {
			<-j.done
			if ctx.Err() != nil || !yield(j.page, j.err) {
				stop()
				for j := range ordered { // let the feeder end
					<-j.done
				}
				return
			}
		}
	}
}

// feed hands each document to a worker and, in order, to the consumer. Every job that the consumer sees gets done.
func feed(ctx context.Context, docs ingest.Documents, queue, ordered chan<- *job) {
	defer close(ordered)
	defer close(queue)
	for doc, err := range docs {
		j := &job{doc: doc, err: err, done: make(chan struct{})}
		select {
		case <-ctx.Done():
			return
		case ordered <- j:
		}
		if err != nil {
			close(j.done)
			continue
		}
		select {
		case <-ctx.Done():
			close(j.done)
			return
		case queue <- j:
		}
	}
}

func (c *Coder) work(queue <-chan *job) {
	for j := range queue {
		j.page, j.err = c.Code(&j.doc)
		close(j.done)
	}
}
