// Package all lists the languages that casus reads. A language code comes in and its Analyser goes out; it refuses codes
// that no engine is linked in for, so that nothing is read as English that is not.
package all

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/en"
)

// Options are handed to every engine.
type Options struct {
	Names   ling.Names // known names for entity recognisers instead of their own lists; nil for those
	Vectors bool       // keep the word vectors in the Text, for those who read them
	Lexical bool       // keep the distributional vectors of lemmas in the Text
}

// Languages are the ISO 639-1 codes of the engines linked in.
func Languages() []string { return []string{"en"} }

// New returns the engine of a language. The error has kind NotFound where there is none.
func New(lang string, o Options) (ling.GivenAnalyser, error) {
	if lang == "en" {
		return en.New(en.Options{Names: o.Names, Vectors: o.Vectors, Lexical: o.Lexical})
	}
	return nil, casus.Errorf(casus.NotFound, "language %q: no engine is linked in", lang)
}
