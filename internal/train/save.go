package train

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/ling/conllu"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/ner"
	"github.com/casus-project/casus/internal/ling/nn"
	"github.com/casus-project/casus/internal/ling/tag"
)

// lemmaRules learns the lemmatiser.
func lemmaRules(docs []*conllu.Doc, exceptions []tag.Example) *tag.Lemmas {
	var ex []tag.Example
	for _, d := range docs {
		for i := range d.Text.Tokens {
			t := &d.Text.Tokens[i]
			e := tag.Example{Form: t.Form, Lemma: t.Lemma}
			e.Morph.UPOS, e.Morph.XPOS = t.UPOS, t.XPOS
			ex = append(ex, e)
		}
	}
	return tag.Learn(ex, exceptions)
}

// modelHeader is the header of a model file.
type modelHeader struct {
	*encode.Config
	nerConfig
}

// nerConfig is an alias, so that both parts can be embedded.
type nerConfig = ner.Config

// save writes the model file: tables in 8 bits, all else in 16.
func (n *network) save(to io.Writer, blobs map[string][]byte) error {
	w, err := nn.NewWriter(modelHeader{&n.cfg, n.nerCfg})
	if err != nil {
		return err
	}
	for _, p := range n.ps.All {
		w.Tensor(p.Name, nn.Tensor{Rows: p.Rows, Cols: p.Cols, Data: p.W}, bitsOf(p.Name))
	}
	for _, name := range slices.Sorted(maps.Keys(blobs)) {
		w.Blob(name, blobs[name])
	}
	if _, err := w.WriteTo(to); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}

// start copies the pretrained tables of the same names and sizes.
func (n *network) start(base *nn.File) {
	for _, p := range n.ps.All {
		if t, ok := base.Tensors[p.Name]; ok && t.Rows == p.Rows && t.Cols == p.Cols {
			copy(p.W, t.Floats())
		}
	}
}

// bitsOf is the precision that a tensor is stored in: lookup tables and the recurrent layers' matrices in 8 bits, which
// costs 0.02 of LAS, all else in 16.
func bitsOf(name string) int {
	switch {
	case name == "word", name == "hash", name == "shape", name == "vec":
		return 8
	case strings.HasPrefix(name, "layer") && strings.HasSuffix(name, ".w"):
		return 8
	}
	return 16
}
