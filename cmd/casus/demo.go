package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/casus-project/casus/examples"
	"github.com/casus-project/casus/internal/pipeline"
	"github.com/casus-project/casus/internal/store/sqlite"
)

// demoCmd codes the bundled reports and serves the result.
type demoCmd struct {
	workers
	Address string `help:"Where to listen; if the port is taken, the next free one is used." default:"127.0.0.1:8080"`
	Store   string `help:"Where to keep the demo's store; by default a temporary file." placeholder:"FILE"`
	NoServe bool   `help:"Only code and say what was found."`
}

// Run codes the demo reports into a store of their own, says what it found and serves it.
func (c *demoCmd) Run(a *app) error {
	path, clean, err := c.file()
	if err != nil {
		return err
	}
	defer clean()
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	coder, err := c.coder(a, false)
	if err != nil {
		return err
	}
	total := bytes.Count(bytes.TrimSpace(examples.Demo), []byte("\n")) + 1
	fmt.Fprintf(a.stdout, "coding %d demo reports; they were written for this project and what they tell is invented\n", total)
	reader := *a
	reader.stdin = bytes.NewReader(examples.Demo)
	in := inputs{Input: "jsonl", Files: []string{"-"}}
	if _, err := add(&reader, coder, s, adding{in: &in, workers: c.count(), bar: newProgress(a.stderr, false, total)}); err != nil {
		return err
	}
	p, _, err := pipeline.Refresh(a.ctx, s, coder.Run.ID)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, summary(p))
	for _, cr := range p.Crises {
		fmt.Fprintf(a.stdout, "  %s: %d events\n", cr.Name, len(cr.Events))
	}
	if c.NoServe {
		return nil
	}
	return serve(a, s, c.Address, false)
}

// file is the store's path and what removes it afterwards.
func (c *demoCmd) file() (string, func(), error) {
	if c.Store != "" {
		return c.Store, func() {}, nil
	}
	dir, err := os.MkdirTemp("", "casus-demo-")
	if err != nil {
		return "", nil, err
	}
	return filepath.Join(dir, "demo.db"), func() { os.RemoveAll(dir) }, nil
}
