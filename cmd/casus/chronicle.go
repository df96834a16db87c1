package main

import (
	"github.com/casus-project/casus/internal/export"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/pipeline"
)

// chronicleCmd prints the whole picture of the given documents.
type chronicleCmd struct {
	inputs
	workers
	Format   string `help:"json or text." enum:"json,text" default:"json"`
	Inferred bool   `help:"Also links that no report states and casus infers by its rules, marked as such."`
}

// Run codes the inputs, brings them together and prints the picture.
func (c *chronicleCmd) Run(a *app) error {
	coder, err := c.coder(a, false)
	if err != nil {
		return err
	}
	var pages []fuse.Page
	err = a.each(coder, &c.inputs, c.count(), func(p *extract.Page) error {
		pages = append(pages, pipeline.FusePage(p))
		return nil
	})
	if err != nil {
		return err
	}
	p := pipeline.Chronicle(pages, fuse.Decisions{})
	if c.Inferred {
		p.Links = append(p.Links, p.Inferred...)
	}
	if c.Format == "text" {
		return export.ChronicleText(a.stdout, p)
	}
	return export.ChronicleJSON(a.stdout, p)
}
