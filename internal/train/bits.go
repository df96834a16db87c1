package train

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/nn"
)

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

// Slim writes only the tagger and parser of a model file, for use as a second voice beside a model with the same base,
// whose words and lexicon it shares.
func Slim(model []byte, to io.Writer) error {
	f, err := nn.ReadFile(model)
	if err != nil {
		return fmt.Errorf("slim model: %w", err)
	}
	var head encode.Config
	if err := json.Unmarshal(f.Header, &head); err != nil {
		return fmt.Errorf("slim model: %w", err)
	}
	head.Words = nil
	w, err := nn.NewWriter(head)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(f.Tensors)) {
		if name != "names" && name != "word" && name != "vec" && !strings.HasPrefix(name, "ner") {
			w.Tensor(name, f.Tensors[name], bitsOf(name))
		}
	}
	if _, err := w.WriteTo(to); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}
