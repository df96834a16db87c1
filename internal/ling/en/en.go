// Package en is the English engine: a casus.Document comes in, a ling.Text with sentences, words, tags, lemmas, trees,
// entities and coreference goes out. One recurrent network, run once over all sentences of a batch, serves tagger and
// parser. It refuses documents in another language; odd text is noted as a defect and read as well as it can be.
package en

import (
	"fmt"
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
	// Vectors makes the engine keep the word vectors of its first network in the Text.
	Vectors bool
	// Lexical makes the engine keep the distributional vectors of the lemmas in the Text.
	Lexical bool
}

// Engine analyses English. It is safe for concurrent use.
type Engine struct {
	names   ling.Names
	seg     *segment.Model
	net     network
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
	}
	f, err := nn.ReadFile(o.Model)
	if err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	e := &Engine{names: o.Names, vectors: o.Vectors, lexical: o.Lexical}
	if err := e.net.read(f); err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	if e.ner, err = ner.New(f, e.net.enc.Width()); err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	if e.seg, err = segment.Read(f.Blobs["segment"]); err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	if e.lemmas, err = tag.ReadLemmas(f.Blobs["lemma"]); err != nil {
		return nil, fmt.Errorf("english model: %w", err)
	}
	e.lemmas.Know(e.net.enc.Vocab())
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

// network is the encoder with the heads for tags and trees.
type network struct {
	enc   *encode.Encoder
	tag   *tag.Head
	parse *parse.Head
}

// read reads the network of a model file.
func (n *network) read(f *nn.File) (err error) {
	if n.enc, err = encode.New(f); err != nil {
		return err
	}
	if n.tag, err = tag.New(f, &n.enc.Config); err != nil {
		return err
	}
	n.parse, err = parse.New(f, &n.enc.Config)
	return err
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
