package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gold"
)

// wikinews is where the articles of the real part stand below the data folder.
const wikinews = "news/wikinews_2019.csv"

// goldStandoffCmd turns codings that quote an article into codings that point into it.
type goldStandoffCmd struct {
	Codings  []string `arg:"" name:"coding" help:"Codings in the form of quotes, each named for its article." type:"existingfile"`
	Texts    string   `required:"" help:"The articles: a CSV with url, date, title, text." placeholder:"CSV"`
	Articles string   `required:"" help:"The folder with NAME.json of each article: id, url, part, sha256, sentences." placeholder:"DIR"`
	Out      string   `help:"The folder with open, sealed and blind." default:"eval/gold/real"`
	Blind    bool     `help:"These are second codings: write them to blind, without a source row."`
}

// Run writes one file a coding. Codings with problems are not written; all problems are printed.
func (c *goldStandoffCmd) Run(a *app) error {
	texts, err := readTexts(c.Texts)
	if err != nil {
		return err
	}
	bad := false
	for _, file := range c.Codings {
		if err := c.one(file, texts); err != nil {
			bad = true
			fmt.Fprintln(a.stderr, err)
		}
	}
	if bad {
		return errReported
	}
	return nil
}

func readTexts(file string) (gold.Texts, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, plain(err)
	}
	defer f.Close()
	return gold.ReadTexts(f)
}

func (c *goldStandoffCmd) one(file string, texts gold.Texts) (err error) {
	name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
	b, err := os.ReadFile(filepath.Join(c.Articles, name+".json"))
	if err != nil {
		return plain(err)
	}
	var s gold.Source
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s.Published = texts[s.URL].Date
	if b, err = os.ReadFile(file); err != nil {
		return plain(err)
	}
	coded, err := gold.ParseQuoted(file, b, s, texts)
	if err != nil {
		return err
	}
	folder := s.Part
	if c.Blind {
		folder = "blind"
	} else if s.Part == "" {
		return casus.Errorf(casus.Invalid, "%s: no part", name)
	}
	folder = filepath.Join(c.Out, folder)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return plain(err)
	}
	f, err := os.Create(filepath.Join(folder, name+".jsonl"))
	if err != nil {
		return plain(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return gold.Standoff(f, s, coded, c.Blind)
}
