package main

import (
	"os"

	"github.com/casus-project/casus/internal/export"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/ling/conllu"
	"github.com/casus-project/casus/internal/pipeline"
)

// given annotates CoNLL-U input, keeping its sentences and tokens.
func (c *annotateCmd) given(a *app, coder *pipeline.Coder) error {
	w := export.NewAnnotations(a.stdout, export.Options{Coder: "casus " + version, Scores: coder.Ontology})
	write := w.Page
	if c.Format == "conllu" {
		write = func(p *extract.Page) error { return conllu.Write(a.stdout, p.Text) }
	}
	files := c.Files
	if len(files) == 0 {
		files = []string{"-"}
	}
	done := 0
	for _, name := range files {
		docs, err := c.read(a, name)
		if err != nil {
			a.complain(err)
			continue
		}
		for _, d := range docs {
			p, err := coder.CodeGiven(d.Text)
			if err != nil {
				return err
			}
			if err := write(p); err != nil {
				return err
			}
			done++
		}
	}
	if done == 0 {
		return errReported
	}
	return nil
}

func (c *annotateCmd) read(a *app, name string) ([]*conllu.Doc, error) {
	if name == "-" {
		return conllu.Read(name, a.stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, plain(err)
	}
	defer f.Close()
	return conllu.Read(name, f)
}
