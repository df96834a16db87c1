package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/pipeline"
)

// benchCmd measures speed.
type benchCmd struct {
	inputs
	Least time.Duration `help:"Measure each stage at least this long." default:"2s"`
	JSON  bool          `name:"json" help:"Print JSON instead of a table."`
}

// Run measures each stage on one goroutine.
func (c *benchCmd) Run(a *app) error {
	start := time.Now()
	coder, err := pipeline.New(a.options())
	if err != nil {
		return err
	}
	load := time.Since(start)
	var docs []casus.Document
	for doc, err := range c.documents(a) {
		if err != nil {
			a.complain(err)
			continue
		}
		docs = append(docs, doc)
	}
	if len(docs) == 0 {
		return errReported
	}
	speeds, err := coder.Measure(docs, c.Least)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(a.stdout).Encode(struct {
			Load   float64          `json:"load_seconds"`
			Stages []pipeline.Speed `json:"stages"`
		}{load.Seconds(), speeds})
	}
	fmt.Fprintf(a.stdout, "models and tables loaded in %.0f ms; one goroutine, %d documents\n", load.Seconds()*1000, len(docs))
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "stage\tdocuments/s\tsentences/s\ttokens/s\t")
	for _, s := range speeds {
		fmt.Fprintf(w, "%s\t%.0f\t%.0f\t%.0f\t\n", s.Stage, s.Documents, s.Sentences, s.Tokens)
	}
	return w.Flush()
}
