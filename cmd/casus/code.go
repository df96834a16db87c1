package main

import (
	"fmt"
	"io"
	"runtime"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/export"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/ling/conllu"
	"github.com/casus-project/casus/internal/pipeline"
)

// workers are the flags of every command that codes.
type workers struct {
	placesFlag
	actorsFlag
	homesFlag
	Workers int `help:"How many documents to code at once; 0 is one for each processor." placeholder:"N"`
}

// coder loads models and tables.
func (w workers) coder(a *app, misses bool) (*pipeline.Coder, error) {
	o := a.options()
	o.Misses = misses
	if w.Gazetteer != "" {
		var err error
		if o.Places, err = w.openPlaces(); err != nil {
			return nil, err
		}
	}
	if len(w.Actors) > 0 {
		var err error
		if o.Actors, err = w.openActors(); err != nil {
			return nil, err
		}
	}
	var err error
	if o.Homes, err = w.openHomes(); err != nil {
		return nil, err
	}
	return pipeline.New(o)
}

func (w workers) count() int {
	if w.Workers > 0 {
		return w.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// codeCmd prints one record per mention.
type codeCmd struct {
	inputs
	workers
	Format      string `help:"plover (JSON Lines), csv or table." enum:"plover,csv,table" default:"plover"`
	All         bool   `help:"Also what did not happen: denied, foreseen, hypothetical, requested."`
	ExplainNone bool   `help:"Say on standard error why a sentence has no event."`
}

// Run codes the inputs.
func (c *codeCmd) Run(a *app) error {
	coder, err := c.coder(a, c.ExplainNone)
	if err != nil {
		return err
	}
	o := export.Options{All: c.All, Coder: "casus " + version, Scores: coder.Ontology}
	w := writer(a.stdout, c.Format, o)
	err = a.each(coder, &c.inputs, c.count(), func(p *extract.Page) error {
		for _, m := range p.Misses {
			fmt.Fprintf(a.stderr, "%s: no event in %q: %s\n", p.Doc.ID, m.Sentence.Of(p.Doc.Text), m.Reason)
		}
		return w.Page(export.Page{Doc: p.Doc, Mentions: p.Mentions})
	})
	if cerr := w.Close(); err == nil {
		err = cerr
	}
	return err
}

// writer writes mentions in one of the forms of --format.
func writer(to io.Writer, format string, o export.Options) export.Writer {
	switch format {
	case "csv":
		return export.NewCSV(to, o)
	case "table":
		return export.NewTable(to, o)
	}
	return export.NewPLOVER(to, o)
}

// each codes the inputs and calls f for each page, in order. Errors of single records are printed, and the rest goes on;
// the result is errReported when nothing at all could be read.
func (a *app) each(coder *pipeline.Coder, in *inputs, workers int, f func(*extract.Page) error) error {
	read, failed := 0, 0
	for p, err := range coder.Each(a.ctx, in.documents(a), workers) {
		if err != nil {
			a.complain(err)
			failed++
			continue
		}
		read++
		for _, d := range p.Doc.Defects {
			fmt.Fprintf(a.stderr, "casus: %s: %s: %s\n", whence(p.Doc), d.Stage, d.What)
		}
		if err := f(p); err != nil {
			return err
		}
	}
	if err := a.ctx.Err(); err != nil {
		return fmt.Errorf("interrupted after %d documents: %w", read, err)
	}
	switch {
	case read == 0 && failed > 0:
		return errReported
	case read == 0:
		return fmt.Errorf("%s: no document in it", in)
	}
	return nil
}

// whence names a document in a message: where it was read, and its id where that is another name.
func whence(d *casus.Document) string {
	at := d.Origin.String()
	switch {
	case at == "" || at == "-":
		return string(d.ID)
	case !d.Origin.OwnID:
		return at
	}
	return at + ": " + string(d.ID)
}

// annotateCmd prints every layer.
type annotateCmd struct {
	inputs
	workers
	Format string `help:"json (JSON Lines) or conllu." enum:"json,conllu" default:"json"`
}

// Run annotates the inputs.
func (c *annotateCmd) Run(a *app) error {
	coder, err := c.coder(a, false)
	if err != nil {
		return err
	}
	if c.Input == "conllu" {
		return c.given(a, coder)
	}
	if c.Format == "conllu" {
		return a.each(coder, &c.inputs, c.count(), func(p *extract.Page) error {
			if p.Text == nil {
				return nil
			}
			return conllu.Write(a.stdout, p.Text)
		})
	}
	w := export.NewAnnotations(a.stdout, export.Options{Coder: "casus " + version, Scores: coder.Ontology})
	return a.each(coder, &c.inputs, c.count(), w.Page)
}

// explainCmd shows why.
type explainCmd struct {
	inputs
}

// Run explains each sentence of the inputs.
func (c *explainCmd) Run(a *app) error {
	coder, err := pipeline.New(a.options())
	if err != nil {
		return err
	}
	read, failed := 0, 0
	for doc, err := range c.documents(a) {
		if err != nil {
			a.complain(err)
			failed++
			continue
		}
		read++
		t, why, err := coder.Explain(&doc)
		if err != nil {
			return err
		}
		for _, d := range doc.Defects {
			fmt.Fprintf(a.stdout, "%s: %s: %s\n", doc.ID, d.Stage, d.What)
		}
		for s := range why {
			fmt.Fprintf(a.stdout, "%s, sentence %d: %s\n%s\n", doc.ID, s+1, t.Sents[s].Span.Of(doc.Text), why[s])
		}
	}
	if read == 0 && failed > 0 {
		return errReported
	}
	return nil
}
