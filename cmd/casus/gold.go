package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gold"
	"github.com/casus-project/casus/internal/ontology"
)

// goldCmd works on the annotated corpus.
type goldCmd struct {
	Agree    goldAgreeCmd    `cmd:"" help:"Say how far the blind second codings agree with the first."`
	Check    goldCheckCmd    `cmd:"" help:"Check the annotated corpus: quotes, vocabulary, references, repeats across parts."`
	Convert  goldConvertCmd  `cmd:"" help:"Print the own texts as PLOVER JSON Lines or CoNLL-U."`
	Standoff goldStandoffCmd `cmd:"" help:"Turn codings that quote a real article into offsets without its words."`
}

// goldCheckCmd checks the corpus.
type goldCheckCmd struct {
	Folder string `arg:"" optional:"" default:"eval/gold" help:"The folder with open, check, sealed, lessons and fresh."`
	Texts  string `help:"The real articles, to check the offsets against their words." placeholder:"CSV"`
	Data   string `help:"The folder of other data sets: no sentence may stand in its events." placeholder:"DIR"`
	JSON   bool   `name:"json" help:"Print the counts as JSON."`
}

// vocabulary is the ontology as the checker wants it.
type vocabulary struct{ o *ontology.Ontology }

// Mode reports whether the type has the mode.
func (v vocabulary) Mode(t casus.Code, mode string) bool {
	typ := v.o.Type(t)
	return typ != nil && (mode == "" || typ.HasMode(mode))
}

// CAMEO reports whether the code exists.
func (v vocabulary) CAMEO(code string) bool {
	_, ok := v.o.CAMEO(code)
	return ok
}

// Sector reports whether the sector exists.
func (v vocabulary) Sector(s casus.Sector) bool { return slices.Contains(v.o.Sectors(), s) }

// Run prints the counts and every problem; with a problem the exit status is 1.
func (c *goldCheckCmd) Run(a *app) error {
	o, err := ontology.Open()
	if err != nil {
		return err
	}
	g, readErr := readGold(c.Folder, c.Texts)
	if len(g.own) == 0 {
		return readErr
	}
	counts, err := gold.Check(slices.Concat(g.own, g.real), vocabulary{o})
	_, logErr := gold.ReadDecisions(os.DirFS(c.Folder), slices.Concat(g.own, g.real))
	err = errors.Join(err, logErr, gold.CheckBlind(slices.Concat(g.ownBlind, g.realBlind), vocabulary{o}))
	if c.Data != "" {
		err = errors.Join(err, gold.Overlap(g.own, os.DirFS(filepath.Join(c.Data, "events"))))
	}
	if c.JSON {
		if err := json.NewEncoder(a.stdout).Encode(counts); err != nil {
			return err
		}
	} else {
		printCounts(a.stdout, counts)
	}
	for _, e := range []error{readErr, err} {
		if e != nil {
			fmt.Fprintln(a.stderr, e)
		}
	}
	if readErr != nil || err != nil {
		return errReported
	}
	return nil
}

// printCounts prints a line for each kind of count and each part.
func printCounts(w io.Writer, n gold.Counts) {
	share := 0
	if n.Reports > 0 {
		share = 100 * n.Apolitical / n.Reports
	}
	fmt.Fprintf(w, "%d clusters, %d reports (%d copies; %d, %d %%, without a political event), %d sentences\n", n.Clusters, n.Reports, n.Copies,
		n.Apolitical, share, n.Sentences)
	printTally(w, "rows", n.Rows)
	printTally(w, "types", n.Types)
	printTally(w, "modalities", n.Modalities)
	printTally(w, "verdicts", n.Verdicts)
	printTally(w, "outcomes", n.Outcomes)
	printTally(w, "styles", n.Styles)
	printTally(w, "decades", n.Decades)
	printTally(w, fmt.Sprintf("%d countries", len(n.Countries)), n.Countries)
	for _, part := range slices.Sorted(maps.Keys(n.Parts)) {
		p := n.Parts[part]
		fmt.Fprintf(w, "%s: %d clusters, %d reports (%d without a political event), %d sentences\n", part, p.Clusters, p.Reports, p.Apolitical, p.Sentences)
		printTally(w, "rows", p.Rows)
		printTally(w, "types", p.Types)
		printTally(w, "modalities", p.Modalities)
	}
}

func printTally(w io.Writer, what string, m map[string]int) {
	fmt.Fprintf(w, "  %s:", what)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(w, "  %s %d", k, m[k])
	}
	fmt.Fprintln(w)
}

// goldCorpus is everything below one folder.
type goldCorpus struct {
	own, real           []*gold.Cluster
	ownBlind, realBlind [][2]*gold.Cluster
}

// readGold reads own texts, annotations of real ones, and the second codings of both. What could be read comes with the
// error. texts may name the file of the real articles.
func readGold(folder, texts string) (goldCorpus, error) {
	var g goldCorpus
	var errs [4]error
	fsys := os.DirFS(folder)
	var articles gold.Texts
	if texts != "" {
		var err error
		if articles, err = readTexts(texts); err != nil {
			return g, err
		}
	}
	g.own, errs[0] = gold.Read(fsys, gold.All...)
	g.real, errs[1] = gold.ReadReal(fsys, articles)
	g.ownBlind, errs[2] = gold.ReadBlind(fsys, g.own)
	g.realBlind, errs[3] = gold.ReadRealBlind(fsys, g.real)
	return g, errors.Join(errs[:]...)
}
