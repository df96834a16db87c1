package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/eval"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/extract/when"
	"github.com/casus-project/casus/internal/gold"
	"github.com/casus-project/casus/internal/ling"
	lingall "github.com/casus-project/casus/internal/ling/all"
	"github.com/casus-project/casus/internal/pipeline"
	"github.com/casus-project/casus/internal/train"
)

// trainCmd trains a model of models/ again.
type trainCmd struct {
	Model   string `arg:"" help:"${train_models}" enum:"base,english,causal,decide,times,places,actors"`
	Data    string `help:"The folder with the data sets (docs/eval.md)." default:"../shared/data" placeholder:"FOLDER"`
	Gold    string `help:"decide, times, places, actors: the folder of the annotated corpus, of which the open part and the lessons are read." default:"eval/gold" placeholder:"FOLDER"`
	Base    string `help:"The base model to start from." placeholder:"FILE"`
	Lessons string `help:"causal: the project's own sentences, learned from beside the data." default:"eval/lessons/causal.csv" placeholder:"FILE"`
	Words   string `help:"base, english: the folder of WordNet's database files." default:"/usr/share/wordnet" placeholder:"FOLDER"`
	Vectors string `help:"base: a file of word vectors, one word a line (make vectors)." default:"build/vectors.txt" placeholder:"FILE"`
	Out     string `help:"Where to write the model." required:"" placeholder:"FILE"`
	Seed    uint64 `help:"Another seed than that of the shipped model." placeholder:"N"`
}

// trainModels is the help of the model argument.
const trainModels = "base (an encoder from raw text), english (tags, trees and entities, from base), causal (causal sentences), decide (which candidates are events), times, places, actors (which time or place an event has, and who acts in it)."

// causalTrain is the file, below the data folder, that the causal model is trained on.
const causalTrain = "/links/causal-news-corpus/train_subtask1.csv"

// Run trains; the same data and seed give the same bytes.
func (c *trainCmd) Run(a *app) error {
	switch c.Model {
	case "causal":
		return c.causal()
	case "decide":
		return c.decide(a)
	case "times", "places", "actors":
		return c.choice(a)
	}
	return train.Run(train.Request{Model: c.Model, Data: c.Data, Base: c.Base, Out: c.Out, Seed: c.Seed, Dictionary: c.Words, Vectors: c.Vectors, Log: a.stderr})
}

func (c *trainCmd) causal() error {
	engine, err := lingall.New("en", lingall.Options{Vectors: true})
	if err != nil {
		return err
	}
	data, err := eval.CausalExamples(c.Data+causalTrain, engine)
	if err != nil {
		return err
	}
	own, err := lessons(c.Lessons, engine)
	if err != nil {
		return err
	}
	model, err := trainCausal(append(data, own...))
	if err != nil {
		return err
	}
	f, err := os.Create(c.Out)
	if err != nil {
		return plain(err)
	}
	if err := model.Write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// decide trains the model of candidates on the open part of the corpus and the lessons.
func (c *trainCmd) decide(a *app) error {
	coder, err := pipeline.New(a.options())
	if err != nil {
		return err
	}
	o := a.options()
	o.Accurate = true
	both, err := pipeline.New(o)
	if err != nil {
		return err
	}
	task, err := decideTask(coder, both, c.Gold)
	if err != nil {
		return err
	}
	task.Learn.Seed = c.Seed
	model, err := eval.TrainDecide(task)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := model.Write(&b); err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b.Bytes(), 0o644); err != nil {
		return plain(err)
	}
	b.Reset()
	if err := model.WriteNet(&b); err != nil {
		return err
	}
	net, _, _ := strings.Cut(filepath.Base(c.Out), ".")
	return plain(os.WriteFile(filepath.Join(filepath.Dir(c.Out), net+".nn"), b.Bytes(), 0o644))
}

// choiceFolds is in how many parts the clusters are held out while the choice of times or places is measured.
const choiceFolds = 10

// choice learns which time or place an event has, or who acts in it, from the open part of the corpus and the lessons, and says what it scores in folds over clusters.
// The annotated real articles are not learned from: nothing that was trained on their texts may ship.
func (c *trainCmd) choice(a *app) error {
	o := a.options()
	o.Choices = true
	coder, err := pipeline.New(o)
	if err != nil {
		return err
	}
	parts := gold.Training
	if c.Model == "times" {
		parts = []string{"open"} // the lessons leave what is planned undated where the clusters date it (docs/eval-times.md)
	}
	clusters, err := gold.Read(os.DirFS(c.Gold), parts...)
	if err != nil {
		return fmt.Errorf("gold: %w", err)
	}
	task := eval.ChoiceTask{Clusters: clusters, Code: coder.Code, Of: c.Model, Folds: choiceFolds}
	switch c.Model {
	case "times":
		task.Learn.Kinds = when.Kinds()
	case "places":
		task.Learn.Kinds = extract.PlaceKinds()
	default:
		task.Learn.Kinds, task.Learn.Rare = what.ActorKinds(), 30
	}
	table, r, err := eval.LearnChoice(task)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "%d folds, %d mentions: stated %.3f, unstated %.3f, precision %.3f\n",
		choiceFolds, r.N, r.Scores["stated"], r.Scores["unstated"], r.Scores["precision"])
	var b bytes.Buffer
	if err := table.Write(&b); err != nil {
		return err
	}
	return plain(os.WriteFile(c.Out, b.Bytes(), 0o644))
}

// decideTask reads the open part and the lessons of the corpus below a folder for the decision model; both is a coder with the sense
// network, which is asked about what it has not seen.
func decideTask(coder, both *pipeline.Coder, folder string) (eval.DecideTask, error) {
	clusters, err := gold.Read(os.DirFS(folder), gold.Training...)
	if err != nil {
		return eval.DecideTask{}, fmt.Errorf("gold: %w", err)
	}
	return eval.DecideTask{
		Clusters: clusters, Data: folder,
		Cases: func(doc *casus.Document, unseen bool) (*ling.Text, []what.Case, error) {
			doc.Lang = "en"
			if unseen {
				return both.Cases(doc)
			}
			return coder.Cases(doc)
		},
	}, nil
}
