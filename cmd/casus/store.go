package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/pipeline"
	"github.com/casus-project/casus/internal/store"
	"github.com/casus-project/casus/internal/store/sqlite"
)

// storeFlag is the flag of every command that uses the store.
type storeFlag struct {
	Store string `help:"The store's file." default:"casus.db" placeholder:"FILE" env:"CASUS_STORE"`
}

func (s storeFlag) openStore(readOnly bool) (*sqlite.Store, error) {
	if !readOnly {
		if err := os.MkdirAll(filepath.Dir(s.Store), 0o755); err != nil {
			return nil, plain(err)
		}
	}
	return sqlite.Open(s.Store, sqlite.Options{ReadOnly: readOnly})
}

// addCmd puts documents into the store.
type addCmd struct {
	storeFlag
	inputs
	workers
	Quiet bool `help:"No progress and no summary."`
}

// Run codes and stores the inputs, then brings the whole store together again.
func (c *addCmd) Run(a *app) error {
	s, err := c.openStore(false)
	if err != nil {
		return err
	}
	defer s.Close()
	coder, err := c.coder(a, false)
	if err != nil {
		return err
	}
	c.unique = true
	bar := newProgress(a.stderr, c.Quiet, 0)
	kept, err := add(a, coder, s, adding{in: &c.inputs, workers: c.count(), bar: bar})
	if err != nil {
		return err
	}
	p, changes, err := pipeline.Refresh(a.ctx, s, coder.Run.ID)
	if err != nil {
		return err
	}
	if !c.Quiet {
		fmt.Fprintf(a.stdout, "%d new, %d known, %d revised, %d refused; %d records changed\n", kept.New, kept.Same, kept.Revised,
			kept.Refused, changes.New+changes.Changed+changes.Gone)
		fmt.Fprintln(a.stdout, summary(p))
	}
	return nil
}

// adding says what to add and how.
type adding struct {
	in      *inputs
	workers int
	bar     *progress
}

// storeBatch is how many documents are stored in one transaction.
const storeBatch = 64

// add codes the inputs and stores them batch by batch. What was stored stays when a later record fails.
func add(a *app, coder *pipeline.Coder, s *sqlite.Store, what adding) (pipeline.Kept, error) {
	var total pipeline.Kept
	var pages []*extract.Page
	flush := func() error {
		kept, err := coder.Keep(a.ctx, s, pages)
		total.New, total.Same, total.Revised = total.New+kept.New, total.Same+kept.Same, total.Revised+kept.Revised
		total.Refused, total.Mentions = total.Refused+kept.Refused, total.Mentions+kept.Mentions
		pages = pages[:0]
		return err
	}
	err := a.each(coder, what.in, what.workers, func(p *extract.Page) error {
		what.bar.step()
		if pages = append(pages, p); len(pages) < storeBatch {
			return nil
		}
		return flush()
	})
	if ferr := flush(); err == nil {
		err = ferr
	}
	what.bar.end()
	return total, err
}

// summary says in a few lines what a picture holds.
func summary(p *fuse.Picture) string {
	differ := map[string]bool{}
	for _, d := range p.Disagreements {
		if d.Verdict == "differ" || d.Verdict == "revised" || d.Verdict == "retracted" {
			differ[string(d.Event)] = true
		}
	}
	return fmt.Sprintf("%s, %s, %s in %s, %s, %s; on %s the sources differ",
		counted(len(p.Documents), "document"), counted(len(p.Mentions), "mention"), counted(len(p.Events), "event"),
		countedAs(len(p.Crises), "crisis", "crises"), counted(len(p.Links), "link"), counted(len(p.Forecasts), "forecast"),
		counted(len(differ), "event"))
}

// counted is a number with a noun.
func counted(n int, noun string) string { return countedAs(n, noun, noun+"s") }

func countedAs(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// verifyCmd checks the store.
type verifyCmd struct {
	storeFlag
}

// Run recomputes every stored span and fails loudly.
func (c *verifyCmd) Run(a *app) error {
	s, err := c.openStore(true)
	if err != nil {
		return err
	}
	defer s.Close()
	bad := 0
	checked, err := s.Verify(a.ctx, func(p store.Problem) {
		bad++
		fmt.Fprintln(a.stderr, p)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%d documents, %d mentions, %d spans, %d records read again; %d problems\n", checked.Documents,
		checked.Mentions, checked.Spans, checked.Records, bad)
	if bad > 0 {
		return errReported
	}
	return nil
}
