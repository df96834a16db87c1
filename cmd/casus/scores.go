package main

import (
	"fmt"
	"io"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/pipeline"
)

// scoresCmd runs every task and prints the lines of eval/scores.txt.
type scoresCmd struct {
	Data string   `arg:"" help:"The folder with the data sets, as docs/data.md names them."`
	Gold string   `help:"The folder of the annotated corpus." default:"eval/gold"`
	Only []string `help:"Only these tasks." placeholder:"TASK"`
}

// measured is one line of the scores: a task on a data set.
type measured struct {
	label string
	evalCmd
}

// runs are what eval/scores.txt holds, in its order. Paths are relative to the data folder; "gold:" stands for that of
// the corpus. A missing data set is an error, not a gap.
var runs = []measured{
	{"EWT dev", evalCmd{Task: "parse", Paths: []string{"treebanks/ewt/en_ewt-ud-dev.conllu"}}},
	{"EWT dev, capitals", evalCmd{Task: "parse", Paths: []string{"treebanks/ewt/en_ewt-ud-dev.conllu"}, Upper: true}},
	{"GUM dev", evalCmd{Task: "parse", Paths: []string{"treebanks/gum/*dev*.conllu"}}},
	{"GUM dev", evalCmd{Task: "antecedents", Paths: []string{"treebanks/gum/*dev*.conllu"}}},
	{"UNER-EWT dev", evalCmd{Task: "ner", Paths: []string{"ner/uner-ewt/en_ewt-ud-dev.iob2"}}},
	{"re3d, the fifth kept for checking", evalCmd{Task: "ner", Paths: []string{"ner/re3d-by-source"}, Fifth: true}},
	{"TempEval-3 train", evalCmd{Task: "time", Paths: []string{"time/tempeval3-train"}}},
	{"GUM dev", evalCmd{Task: "gum-dates", Paths: []string{"treebanks/gum/*dev*.conllu"}}},
	{"GeoVirus", evalCmd{Task: "place", Paths: []string{"place/GeoVirus.xml"}}},
	{"GeoVirus, odd documents (never read)", evalCmd{Task: "place", Paths: []string{"place/GeoVirus.xml"}, Part: "odd"}},
	{"TR-News", evalCmd{Task: "place", Paths: []string{"place/TR-News.xml"}}},
	{"TR-News, odd documents (never read)", evalCmd{Task: "place", Paths: []string{"place/TR-News.xml"}, Part: "odd"}},
	{"Wikinews 2019, own labels, check", evalCmd{Task: "event-time", Paths: []string{"gold:wikinews-event-times.jsonl"}, Texts: "news/wikinews_2019.csv", Part: "check"}},
	{"Wikinews 2019, own labels, check", evalCmd{Task: "actor", Paths: []string{"gold:wikinews-actors.jsonl"}, Texts: "news/wikinews_2019.csv", Part: "check"}},
	{"PLOVER sentences, own labels, check", evalCmd{Task: "actor", Paths: []string{"gold:dev-actors.jsonl"}, Texts: "events/dev.jsonl", Part: "check"}},
	{"PLOVER sentences, check", evalCmd{Task: "code", Paths: []string{"events/dev.jsonl"}, Part: "check"}},
	{"PLOVER sentences, rules", evalCmd{Task: "code", Paths: []string{"events/dev.jsonl"}, Part: "rules"}},
	{"worked example, first part", evalCmd{Task: "code", Paths: []string{"../examples/launch-and-capture.gold.jsonl"}, Text: "../examples/launch-and-capture.txt"}},
	{"India Police Events dev", evalCmd{Task: "police", Paths: []string{"events/india-police-events/dev.tsv"}}},
	{"PolNeAR dev", evalCmd{Task: "saying", Paths: []string{"claims/polnear/dev"}}},
	{"Causal News Corpus train, 5 folds", evalCmd{Task: "causal", Paths: []string{"links/causal-news-corpus/train_subtask1.csv"}, Folds: 5, Lessons: "gold:../lessons/causal.csv"}},
	{"ECB+ topics 1-35, 5 folds", evalCmd{Task: "coref", Paths: []string{"stories/ecbplus-dev"}, Folds: 5}},
	{"ECB+ topics 1-35", evalCmd{Task: "story", Paths: []string{"stories/ecbplus-dev"}}},
	{"BASIL 2010-2014", evalCmd{Task: "story", Paths: []string{"stories/basil-2010-2014"}}},
	{"own gold, open", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "open"}},
	{"own gold, check", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "check"}},
	{"own gold, sealed", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "sealed"}},
	{"own gold, fresh reports", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "fresh"}},
	{"own gold, real articles, open", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "open", Real: true}},
	{"own gold, real articles, sealed", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "sealed", Real: true}},
	{"own gold, clusters, open", evalCmd{Task: "gold-clusters", Paths: []string{"gold:"}, Part: "open"}},
	{"own gold, clusters, check", evalCmd{Task: "gold-clusters", Paths: []string{"gold:"}, Part: "check"}},
	{"own gold, clusters, sealed", evalCmd{Task: "gold-clusters", Paths: []string{"gold:"}, Part: "sealed"}},
}

// accurateRuns are what is also measured with the accurate profile.
var accurateRuns = []measured{
	{"PLOVER sentences, check, accurate profile", evalCmd{Task: "code", Paths: []string{"events/dev.jsonl"}, Part: "check"}},
	{"India Police Events dev, accurate profile", evalCmd{Task: "police", Paths: []string{"events/india-police-events/dev.tsv"}}},
	{"own gold, check, accurate profile", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "check"}},
	{"own gold, sealed, accurate profile", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "sealed"}},
	{"own gold, fresh reports, accurate profile", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "fresh"}},
	{"own gold, real articles, open, accurate profile", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "open", Real: true}},
	{"own gold, real articles, sealed, accurate profile", evalCmd{Task: "gold", Paths: []string{"gold:"}, Part: "sealed", Real: true}},
	{"own gold, clusters, check, accurate profile", evalCmd{Task: "gold-clusters", Paths: []string{"gold:"}, Part: "check"}},
	{"own gold, clusters, sealed, accurate profile", evalCmd{Task: "gold-clusters", Paths: []string{"gold:"}, Part: "sealed"}},
}

// Run prints one block a line of runs: label, n, then each score.
func (c *scoresCmd) Run(a *app) error {
	fmt.Fprintf(a.stdout, "# Scores of casus, language en. Written by `casus scores`; see docs/eval.md.\n")
	if err := c.all(a.stdout, a.options(), runs); err != nil {
		return err
	}
	o := a.options()
	o.Accurate = true
	return c.all(a.stdout, o, accurateRuns)
}

// all prints the blocks of some runs.
func (c *scoresCmd) all(w io.Writer, o pipeline.Options, runs []measured) error {
	coder, err := pipeline.New(o)
	if err != nil {
		return err
	}
	for _, r := range runs {
		if len(c.Only) > 0 && !slices.Contains(c.Only, r.Task) {
			continue
		}
		if err := c.one(w, coder, r); err != nil {
			return err
		}
	}
	return nil
}

func (c *scoresCmd) one(w io.Writer, coder *pipeline.Coder, r measured) error {
	task := r.evalCmd
	task.Paths = nil
	for _, p := range r.Paths {
		found, err := filepath.Glob(c.path(p))
		if err != nil || len(found) == 0 {
			return fmt.Errorf("%s: %s: no such data", r.Task, c.path(p))
		}
		task.Paths = append(task.Paths, found...)
	}
	if r.Text != "" {
		task.Text = c.path(r.Text)
	}
	if r.Real {
		task.Data = c.Data
	}
	if r.Texts != "" {
		task.Texts = c.path(r.Texts)
	}
	if r.Lessons != "" {
		task.Lessons = c.path(r.Lessons)
	}
	res, err := evalTasks()[r.Task](&scoring{evalCmd: &task, coder: coder})
	if err != nil {
		return fmt.Errorf("%s on %s: %w", r.Task, r.label, err)
	}
	fmt.Fprintf(w, "\n%s: %s (n = %d)\n", r.Task, r.label, res.N)
	for _, k := range slices.Sorted(maps.Keys(res.Scores)) {
		v := res.Scores[k]
		digits := 3
		if r.Task == "parse" {
			digits = 2
		}
		if v == math.Trunc(v) && strings.HasPrefix(k, "n_") {
			digits = 0
		}
		fmt.Fprintf(w, "  %-28s %.*f\n", k, digits, v)
	}
	return nil
}

// path is a path of runs on this machine.
func (c *scoresCmd) path(p string) string {
	if inner, ok := strings.CutPrefix(p, "gold:"); ok {
		return filepath.Join(c.Gold, inner)
	}
	return filepath.Join(c.Data, filepath.FromSlash(p))
}
