package pipeline

import (
	"errors"
	"fmt"
	"sync"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/choice"
	"github.com/casus-project/casus/internal/extract/figure"
	"github.com/casus-project/casus/internal/extract/forecast"
	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/extract/saying"
	"github.com/casus-project/casus/internal/extract/sense"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/extract/when"
	"github.com/casus-project/casus/internal/extract/where"
	"github.com/casus-project/casus/internal/extract/who"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/all"
	"github.com/casus-project/casus/internal/ontology"
	"github.com/casus-project/casus/models"
)

// Options says how to code. The zero value codes with everything that is embedded.
type Options struct {
	Version  string            // of the binary; part of the run
	Misses   bool              // say for each sentence without an event what came nearest
	Choices  bool              // list the times that each event may have, to learn the choice
	Accurate bool              // let a further network say which words tell an event, at a sixth of the speed
	Homes    where.Homes       // homes of sources; nil where unknown
	Places   *gazetteer.Places // nil: the embedded gazetteer
	Actors   *gazetteer.Actors // nil: the embedded tables
}

// New loads models and tables and makes a Coder. It takes some tenths of a second; make one and keep it.
func New(o Options) (*Coder, error) {
	p, err := load(o)
	if err != nil {
		return nil, err
	}
	tools := extract.Tools{
		When: when.New(when.Options{}), Where: where.New(p.places, where.Options{Home: o.Homes.Of}),
		Who: who.New(p.actors, who.Options{Places: p.places}), Saying: saying.New(saying.Options{}), Figure: figure.New(figure.Options{}),
		Placing: p.placing, Nouns: p.nouns, What: p.what, Forecast: forecast.New(forecast.Options{}), Link: link.New(link.Options{}),
	}
	return &Coder{
		Run: p.run, Ontology: p.onto, Places: p.places, Actors: p.actors, Tools: tools, engines: p.engines,
		extractor: extract.New(tools, p.run.ID, extract.Options{Misses: o.Misses, Choices: o.Choices}),
	}, nil
}

// parts are what takes time to load.
type parts struct {
	onto    *ontology.Ontology
	places  *gazetteer.Places
	actors  *gazetteer.Actors
	what    *what.Coder
	placing *choice.Table
	nouns   extract.PlaceNouns
	engines map[string]ling.GivenAnalyser
	run     casus.Run
}

// load loads all parts, several at a time.
func load(o Options) (*parts, error) {
	p := &parts{places: o.Places, actors: o.Actors, engines: map[string]ling.GivenAnalyser{}}
	err := together(
		func() (err error) {
			if p.places == nil {
				p.places, err = gazetteer.OpenPlaces()
			}
			return named("gazetteer", err)
		},
		func() (err error) {
			if p.actors == nil {
				p.actors, err = gazetteer.OpenActors()
			}
			return named("actors", err)
		},
		func() (err error) {
			if p.onto, err = ontology.Open(); err != nil {
				return named("ontology", err)
			}
			how := what.Options{Choices: o.Choices}
			if o.Accurate {
				if how.Sense, err = sense.Open(models.Sense); err != nil {
					return err
				}
			}
			p.what, err = what.New(p.onto, how)
			return named("lexicon", err)
		},
		func() (err error) {
			for _, lang := range all.Languages() {
				if p.engines[lang], err = all.New(lang, all.Options{Lexical: true}); err != nil {
					return named("language "+lang, err)
				}
			}
			return nil
		},
		func() (err error) {
			if p.placing, err = choice.Read(data.FS, "lexicon/en/where-choice.tsv"); err != nil {
				return named("weights of places", err)
			}
			p.nouns, err = extract.ReadPlaceNouns(data.FS, "lexicon/en/where-nouns.tsv")
			return err
		},
		func() (err error) {
			p.run, err = newRun(o)
			return err
		},
	)
	return p, err
}

// named puts a name before an error.
func named(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", name, err)
}

// together runs functions side by side and returns their errors.
func together(do ...func() error) error {
	errs := make([]error, len(do))
	var wg sync.WaitGroup
	for i, f := range do {
		wg.Go(func() { errs[i] = f() })
	}
	wg.Wait()
	return errors.Join(errs...)
}
