package encode

import (
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/nn"
)

// Config is the shape of a network and its inventories. It is stored in front of the weights.
type Config struct {
	Word, Affix, Shape int // widths of the tables
	Lex                int // of the table of lexicon features; 0 for a network without
	Vec                int // of the distributional vectors; 0 for a network without
	Hidden, Layers     int // of each direction; recurrent layers
	TagHidden          int
	ArcWidth, RelWidth int
	Tags               []Morph  // classes of the tagger
	Exact              int      // see Reader.Exact
	Words              []string // rows of the word table; the first is a placeholder for unknown words
}

// Morph is one class of the tagger.
type Morph struct {
	UPOS  ling.POS
	XPOS  ling.Tag
	Feats ling.Feats
}

// Input is the width of a word's features side by side, with room to what the matrix product asks for.
func (c *Config) Input() int { return nn.Pad(c.Word + c.Affix + c.Shape + c.Lex + c.Vec) }

// Vocab is the lookup of the configuration's words.
func (c *Config) Vocab() Vocab {
	v := make(Vocab, len(c.Words))
	for i, w := range c.Words {
		v[w] = int32(i)
	}
	return v
}
