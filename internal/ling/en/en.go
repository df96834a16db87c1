// Package en is the English engine: a casus.Document comes in, a ling.Text with sentences, words, tags, lemmas, trees,
// entities and coreference goes out. One recurrent network, run once over all sentences of a batch, serves tagger and
// parser. It refuses documents in another language; odd text is noted as a defect and read as well as it can be.
package en

import (
	"fmt"
	"slices"
	"sync"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/coref"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/ner"
	"github.com/casus-project/casus/internal/ling/nn"
	"github.com/casus-project/casus/internal/ling/parse"
	"github.com/casus-project/casus/internal/ling/segment"
	"github.com/casus-project/casus/internal/ling/tag"
	"github.com/casus-project/casus/models"
)

// Options say how the engine reads. The zero value is the shipped engine without name lists.
type Options struct {
	Names ling.Names // known names for the entity recogniser instead of the model's own lists
	Model []byte     // a model file instead of the embedded one
	// Second is a second model file whose network votes on tags and trees; nil for none.
	Second []byte
	// Accurate lets the embedded second network vote: .8 points of LAS more, about half as fast.
	Accurate bool
	// Vectors makes the engine keep the word vectors of its first network in the Text.
	Vectors bool
	// Lexical makes the engine keep the distributional vectors of the lemmas in the Text.
	Lexical bool
}

// Engine analyses English. It is safe for concurrent use.
type Engine struct {
	names   ling.Names
	seg     *segment.Model
	nets    []network // the first also feeds the entity recogniser
	lemmas  *tag.Lemmas
	nouns   coref.Nouns
	ner     *ner.Head
	vectors bool
	lexical bool
	pool    sync.Pool
}

var _ ling.GivenAnalyser = (*Engine)(nil)

// New reads the model and returns the engine.
func New(o Options) (*Engine, error) {
	if o.Model == nil {
		o.Model = models.English
		if o.Accurate {
			o.Second = models.EnglishSecond
		}
	}
	f, err := nn.ReadFile(o.Model)
	if err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	e := &Engine{names: o.Names, vectors: o.Vectors, lexical: o.Lexical}
	if err := e.add(f); err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	if o.Second != nil {
		second, err := nn.ReadFile(o.Second)
		if err == nil {
			err = e.add(second)
		}
		if err != nil {
			return nil, fmt.Errorf("second english model: %w", err)
		}
	}
	if e.ner, err = ner.New(f, e.nets[0].enc.Width()); err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	if e.seg, err = segment.Read(f.Blobs["segment"]); err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	if e.lemmas, err = tag.ReadLemmas(f.Blobs["lemma"]); err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	e.lemmas.Know(e.nets[0].enc.Vocab())
	if e.nouns, err = coref.ReadNouns(f.Blobs["nouns"]); err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	if b, ok := f.Blobs["names"]; ok && e.names == nil {
		if e.names, err = ner.ReadLists(b); err != nil {
			return nil, fmt.Errorf("english model: %w", err)
		}
	}
	e.pool.New = func() any { return e.NewWorker() }
	return e, nil
}

// network is one encoder with the heads that read it.
type network struct {
	enc   *encode.Encoder
	tag   *tag.Head
	parse *parse.Head
}

// add reads the network of a model file. All networks must know the same classes.
func (e *Engine) add(f *nn.File) error {
	var n network
	var err error
	var first *encode.Encoder
	if len(e.nets) > 0 {
		first = e.nets[0].enc
	}
	if n.enc, err = encode.New(f, first); err != nil {
		return err
	}
	if n.tag, err = tag.New(f, &n.enc.Config); err != nil {
		return err
	}
	if n.parse, err = parse.New(f, &n.enc.Config); err != nil {
		return err
	}
	if len(e.nets) > 0 && !slices.Equal(n.enc.Config.Tags, e.nets[0].enc.Config.Tags) {
		return fmt.Errorf("its classes differ from the first model's")
	}
	e.nets = append(e.nets, n)
	return nil
}

// Analyse reads one document.
func (e *Engine) Analyse(doc *casus.Document) (*ling.Text, error) {
	w := e.pool.Get().(*Worker)
	defer e.pool.Put(w)
	t := &ling.Text{}
	if err := w.Analyse(doc, t); err != nil {
		return nil, err
	}
	return t, nil
}

// AnalyseGiven keeps the sentences and tokens of t and fills in the rest.
func (e *Engine) AnalyseGiven(t *ling.Text) error {
	w := e.pool.Get().(*Worker)
	defer e.pool.Put(w)
	w.AnalyseGiven(t)
	return nil
}
