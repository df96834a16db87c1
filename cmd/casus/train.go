package main

import (
	"os"

	"github.com/casus-project/casus/internal/eval"
	lingall "github.com/casus-project/casus/internal/ling/all"
	"github.com/casus-project/casus/internal/train"
)

// trainCmd trains a model of models/ again.
type trainCmd struct {
	Model string `arg:"" help:"${train_models}" enum:"base,english,causal"`
	Data  string `help:"The folder with the data sets (docs/eval.md)." default:"../shared/data" placeholder:"FOLDER"`
	Base  string `help:"The base model to start from." placeholder:"FILE"`
	Out   string `help:"Where to write the model." required:"" placeholder:"FILE"`
	Seed  uint64 `help:"Another seed than that of the shipped model." placeholder:"N"`
}

// trainModels is the help of the model argument.
const trainModels = "base (an encoder from raw text), english (tags, trees and entities, from base), causal (causal sentences)."

// causalTrain is the file, below the data folder, that the causal model is trained on.
const causalTrain = "/links/causal-news-corpus/train_subtask1.csv"

// Run trains; the same data and seed give the same bytes.
func (c *trainCmd) Run(a *app) error {
	if c.Model == "causal" {
		return c.causal()
	}
	return train.Run(train.Request{Model: c.Model, Data: c.Data, Base: c.Base, Out: c.Out, Seed: c.Seed, Log: a.stderr})
}

func (c *trainCmd) causal() error {
	engine, err := lingall.New("en", lingall.Options{})
	if err != nil {
		return err
	}
	model, err := eval.TrainCausal(c.Data+causalTrain, engine)
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
