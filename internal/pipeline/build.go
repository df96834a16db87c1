package pipeline

import (
	"fmt"

	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/figure"
	"github.com/casus-project/casus/internal/extract/forecast"
	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/extract/saying"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/extract/when"
	"github.com/casus-project/casus/internal/extract/where"
	"github.com/casus-project/casus/internal/extract/who"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/all"
	"github.com/casus-project/casus/internal/ontology"
)

// Options says how to code. The zero value codes with everything that is embedded.
type Options struct {
	Version  string            // of the binary; part of the run
	Misses   bool              // say for each sentence without an event what came nearest
	Accurate bool              // read more accurately, at about half the speed
	Homes    where.Homes       // homes of sources; nil where unknown
	Places   *gazetteer.Places // nil: the embedded gazetteer
	Actors   *gazetteer.Actors // nil: the embedded tables
}

// New loads models and tables and makes a Coder. It takes some tenths of a second; make one and keep it.
func New(o Options) (*Coder, error) {
	onto, err := ontology.Open()
	if err != nil {
		return nil, fmt.Errorf("ontology: %w", err)
	}
	places := o.Places
	if places == nil {
		if places, err = gazetteer.OpenPlaces(); err != nil {
			return nil, fmt.Errorf("gazetteer: %w", err)
		}
	}
	actors := o.Actors
	if actors == nil {
		if actors, err = gazetteer.OpenActors(); err != nil {
			return nil, fmt.Errorf("actors: %w", err)
		}
	}
	coder, err := what.New(onto, what.Options{})
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	engines := map[string]ling.GivenAnalyser{}
	for _, lang := range all.Languages() {
		if engines[lang], err = all.New(lang, all.Options{Accurate: o.Accurate}); err != nil {
			return nil, fmt.Errorf("language %s: %w", lang, err)
		}
	}
	tools := extract.Tools{
		When: when.New(when.Options{}), Where: where.New(places, where.Options{Home: o.Homes.Of}),
		Who: who.New(actors, who.Options{Places: places}), Saying: saying.New(saying.Options{}), Figure: figure.New(figure.Options{}),
		What: coder, Forecast: forecast.New(forecast.Options{}), Link: link.New(link.Options{}),
	}
	run, err := newRun(o)
	if err != nil {
		return nil, err
	}
	return &Coder{
		Run: run, Ontology: onto, Places: places, Actors: actors, Tools: tools, engines: engines,
		extractor: extract.New(tools, run.ID, extract.Options{Misses: o.Misses}),
	}, nil
}
