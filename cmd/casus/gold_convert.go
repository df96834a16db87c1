package main

import (
	"fmt"
	"os"

	"github.com/casus-project/casus/internal/export"
	"github.com/casus-project/casus/internal/gold"
	"github.com/casus-project/casus/internal/ontology"
)

// goldConvertCmd prints the own texts of the corpus in the forms of others.
type goldConvertCmd struct {
	Folder string `arg:"" optional:"" default:"eval/gold" help:"The folder with open, check and sealed."`
	Format string `help:"plover (JSON Lines, one mention a line) or conllu." enum:"plover,conllu" default:"plover"`
	Part   string `help:"Only this part." placeholder:"PART"`
}

// Run writes every report of the parts asked for.
func (c *goldConvertCmd) Run(a *app) error {
	var parts []string
	if c.Part != "" {
		parts = []string{c.Part}
	}
	clusters, err := gold.Read(os.DirFS(c.Folder), parts...)
	if err != nil {
		return fmt.Errorf("gold: %w", err)
	}
	if c.Format == "conllu" {
		for _, cluster := range clusters {
			if err := gold.CoNLLU(a.stdout, cluster); err != nil {
				return err
			}
		}
		return nil
	}
	o, err := ontology.Open()
	if err != nil {
		return err
	}
	w := export.NewPLOVER(a.stdout, export.Options{All: true, Coder: "casus gold", Scores: o})
	for _, cluster := range clusters {
		for _, r := range cluster.Reports {
			doc, err := r.Document()
			if err != nil {
				return fmt.Errorf("%s:%d: %w", cluster.File, r.Line, err)
			}
			if err := w.Page(export.Page{Doc: doc, Mentions: cluster.Mentions(r)}); err != nil {
				return err
			}
		}
	}
	return w.Close()
}
