package main

import (
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/export"
	"github.com/casus-project/casus/internal/ontology"
	"github.com/casus-project/casus/internal/store"
	"github.com/casus-project/casus/internal/store/sqlite"
)

// exportCmd writes what the store holds in the forms that `code` writes.
type exportCmd struct {
	storeFlag
	Format string `help:"plover (JSON Lines), csv or table." enum:"plover,csv,table" default:"plover"`
	All    bool   `help:"Also what did not happen: denied, foreseen, hypothetical, requested."`
	Since  string `help:"Only reports published on this day or later." placeholder:"DATE"`
	Until  string `help:"Only reports published on this day or earlier." placeholder:"DATE"`
}

// Run writes the mentions of the stored reports, the oldest report first.
func (c *exportCmd) Run(a *app) error {
	for flag, day := range map[string]string{"--since": c.Since, "--until": c.Until} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return casus.Errorf(casus.Invalid, "%s %q is not a day such as 2026-01-04", flag, day)
		}
	}
	s, err := c.openStore(true)
	if err != nil {
		return err
	}
	defer s.Close()
	scores, err := ontology.Open()
	if err != nil {
		return err
	}
	w := writer(a.stdout, c.Format, export.Options{All: c.All, Coder: "casus " + version, Scores: scores})
	err = c.write(a, s, w)
	if cerr := w.Close(); err == nil {
		err = cerr
	}
	return err
}

// write gives the writer one report after the other, reading as many at a time as are stored at a time.
func (c *exportCmd) write(a *app, s *sqlite.Store, w export.Writer) error {
	docs, err := s.Documents(a.ctx, store.DocumentFilter{Bare: true})
	if err != nil {
		return err
	}
	var ids []casus.DocID
	for i := range docs {
		if day := docs[i].PublishedDate(); (c.Since == "" || day >= c.Since) && (c.Until == "" || day != "" && day <= c.Until) {
			ids = append(ids, docs[i].ID)
		}
	}
	for len(ids) > 0 {
		n := min(storeBatch, len(ids))
		mentions, err := s.Mentions(a.ctx, store.MentionFilter{Documents: ids[:n]})
		if err != nil {
			return err
		}
		of := map[casus.DocID][]casus.Mention{}
		for i := range mentions {
			of[mentions[i].Document] = append(of[mentions[i].Document], mentions[i])
		}
		batch, err := s.Documents(a.ctx, store.DocumentFilter{IDs: ids[:n]})
		if err != nil {
			return err
		}
		for i := range batch {
			if err := w.Page(export.Page{Doc: &batch[i], Mentions: of[batch[i].ID]}); err != nil {
				return err
			}
		}
		ids = ids[n:]
	}
	return nil
}
