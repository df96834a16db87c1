package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/ling"
)

// CorefTask is what Coref needs.
type CorefTask struct {
	Analyser ling.GivenAnalyser
	Fuse     fuse.Options
	Keep     func(topic string) bool // nil for all topics
	Gold     bool                    // group documents by the gold stories instead of predicting them
	Out      io.Writer               // nil for no rows
}

// Coref scores event coreference across documents on an ECB+ folder: given mentions, predicted grouping of documents,
// all topics as one collection, singletons kept. conll is the mean of the F1 of MUC, B³ and CEAFe.
func Coref(dir string, task CorefTask) (Result, error) {
	docs, err := task.read(dir)
	if err != nil {
		return Result{}, err
	}
	pages := make([]fuse.Page, len(docs))
	for i, d := range docs {
		pages[i] = d.page()
	}
	groups := fuse.Stories(pages, task.Fuse)
	if task.Gold {
		groups = goldStories(docs)
	}
	pred := fuse.Within(pages, groups, task.Fuse)
	return task.score(docs, pages, pred)
}

// read reads and analyses the documents of the topics to keep.
func (task *CorefTask) read(dir string) ([]*ECBDoc, error) {
	all, err := ReadECB(dir)
	if err != nil {
		return nil, err
	}
	docs := all[:0]
	for _, d := range all {
		if task.Keep != nil && !task.Keep(d.Topic) {
			continue
		}
		if err := task.Analyser.AnalyseGiven(d.Text); err != nil {
			return nil, fmt.Errorf("analyse %s: %w", d.Text.Doc.ID, err)
		}
		docs = append(docs, d)
	}
	return docs, nil
}

func goldStories(docs []*ECBDoc) [][]int {
	at := map[string]int{}
	var out [][]int
	for i, d := range docs {
		k, ok := at[d.Story]
		if !ok {
			k = len(out)
			at[d.Story] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}

func (task *CorefTask) score(docs []*ECBDoc, pages []fuse.Page, pred [][]casus.MentionID) (Result, error) {
	number := map[casus.MentionID]int{}
	chains := map[string][]int{}
	var order []string
	for i, d := range docs {
		for j, g := range d.Mentions {
			n := len(number)
			number[pages[i].Mentions[j].ID] = n
			if chains[g.Chain] == nil {
				order = append(order, g.Chain)
			}
			chains[g.Chain] = append(chains[g.Chain], n)
		}
	}
	var gold, system Clustering
	for _, c := range order {
		gold = append(gold, chains[c])
	}
	of := make([]int, len(number))
	for k, c := range pred {
		var items []int
		for _, id := range c {
			items = append(items, number[id])
			of[number[id]] = k
		}
		slices.Sort(items)
		system = append(system, items)
	}
	if task.Out != nil {
		if err := corefRows(task.Out, docs, of); err != nil {
			return Result{}, err
		}
	}
	return corefResult(gold, system, len(number)), nil
}

func corefResult(gold, system Clustering, n int) Result {
	muc, b3, ceaf := MUC(gold, system), B3(gold, system), CEAFe(gold, system)
	return Result{
		Task: "coref", Data: "ECB+", N: n,
		Scores: map[string]float64{
			"conll": (muc.F + b3.F + ceaf.F) / 3, "muc": muc.F, "b3": b3.F, "ceafe": ceaf.F,
			"muc_p": muc.P, "muc_r": muc.R, "b3_p": b3.P, "b3_r": b3.R, "ceafe_p": ceaf.P, "ceafe_r": ceaf.R,
		},
	}
}

// corefRows writes one line a mention: which it is, its gold chain and its predicted cluster.
func corefRows(w io.Writer, docs []*ECBDoc, of []int) error {
	enc := json.NewEncoder(w)
	n := 0
	for _, d := range docs {
		for _, g := range d.Mentions {
			row := struct {
				ID   string `json:"id"`
				Gold string `json:"gold"`
				Pred int    `json:"pred"`
				Text string `json:"text"`
			}{fmt.Sprintf("%s:%d", d.Text.Doc.ID, g.Tokens[0]), g.Chain, of[n], d.Text.TextOf(g.Tokens[0], g.Tokens[len(g.Tokens)-1]+1)}
			if err := enc.Encode(row); err != nil {
				return fmt.Errorf("write rows: %w", err)
			}
			n++
		}
	}
	return nil
}
