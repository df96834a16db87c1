package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gold"
)

// goldAgreeCmd compares the two codings of the corpus.
type goldAgreeCmd struct {
	Folder string `arg:"" optional:"" default:"eval/gold" help:"The folder with open, check, sealed, real and blind."`
	Diff   bool   `help:"Print each item on which the codings differ, one JSON object a line, instead of the agreement."`
	Texts  string `help:"The real articles, so that their differences are printed with words." placeholder:"CSV"`
}

// Run prints the agreement of each layer, on own texts and on real ones.
func (c *goldAgreeCmd) Run(a *app) error {
	g, err := readGold(c.Folder, c.Texts)
	if len(g.ownBlind)+len(g.realBlind) == 0 {
		if err != nil {
			return err
		}
		return casus.Errorf(casus.NotFound, "%s: no second codings below blind", c.Folder)
	}
	if err != nil {
		fmt.Fprintln(a.stderr, err)
	}
	if c.Diff {
		enc := json.NewEncoder(a.stdout)
		enc.SetEscapeHTML(false)
		for _, pair := range slices.Concat(g.ownBlind, g.realBlind) {
			for _, d := range gold.Diff(pair) {
				if err := enc.Encode(d); err != nil {
					return err
				}
			}
		}
		return nil
	}
	for _, set := range []struct {
		name  string
		pairs [][2]*gold.Cluster
	}{{"own texts", g.ownBlind}, {"real articles", g.realBlind}} {
		if len(set.pairs) > 0 {
			fmt.Fprintf(a.stdout, "%s: ", set.name)
			printAgreement(a.stdout, set.pairs)
		}
	}
	log, err := gold.ReadDecisions(os.DirFS(c.Folder), slices.Concat(g.own, g.real))
	printDecisions(a.stdout, log)
	return err
}

func printAgreement(w io.Writer, pairs [][2]*gold.Cluster) {
	g := gold.Agree(pairs)
	fmt.Fprintf(w, "%d clusters, %d reports coded twice; %d and %d mentions, %d with overlapping triggers\n", len(pairs), g.Reports,
		g.Mentions[0], g.Mentions[1], g.Matched)
	line := func(what, measure string, v float64) { fmt.Fprintf(w, "  %-22s %-6s %.2f\n", what, measure, v) }
	share := func(what, measure string, s gold.Share) {
		if s.N > 0 {
			fmt.Fprintf(w, "  %-22s %-6s %.2f  n %d\n", what, measure, s.Value, s.N)
		}
	}
	line("mentions by trigger", "F1", g.F1)
	line("and type", "F1", g.TypedF1)
	for _, axis := range slices.Sorted(maps.Keys(g.Kappa)) {
		line(axis, "kappa", g.Kappa[axis])
	}
	line("parties", "F1", g.PartyF1)
	line("their country", "share", g.Country)
	line("place", "share", g.Place)
	line("time", "share", g.Time)
	line("event identity", "B3", g.Identity)
	l := gold.AgreeLayers(pairs)
	share("figures", "F1", l.Figure)
	share("their value", "share", l.FigureValue)
	share("what is counted", "share", l.FigureCounted)
	share("links, both ends", "F1", l.LinkEnds)
	share("and type", "F1", l.Link)
	share("forecasts", "F1", l.Forecast)
	share("type foreseen", "share", l.ForecastType)
	share("horizon", "share", l.Horizon)
	share("strength", "share", l.Strength)
	share("outcome", "share", l.Outcome)
	if l.Outcome.N > 0 {
		line("outcome", "kappa", l.OutcomeKappa)
	}
	share("ledger rows", "F1", l.Ledger)
	share("verdict", "share", l.Verdict)
	if l.Verdict.N > 0 {
		line("verdict", "kappa", l.VerdictKappa)
	}
}

// printDecisions counts what became of the differences that were settled.
func printDecisions(w io.Writer, log []gold.Decision) {
	if len(log) == 0 {
		return
	}
	by, layers := map[string]int{}, map[string]int{}
	for _, d := range log {
		by[d.Decision]++
		layers[d.Layer]++
	}
	fmt.Fprintf(w, "%d differences settled: first %d, second %d, both %d, new %d\n", len(log), by["first"], by["second"], by["both"], by["new"])
	printTally(w, "by layer", layers)
}
