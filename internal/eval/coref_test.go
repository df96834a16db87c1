package eval

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/ling/en"
)

// ecb rebuilds what fusion learned from ECB+, as data/fusion/SOURCE says.
var ecb = flag.String("ecb", "", "ECB+ folder, to rebuild data/fusion/trees.tsv and pairs.tsv")

func TestRebuildFusion(t *testing.T) {
	if *ecb == "" {
		t.Skip("no -ecb folder given; TestLearnCoref covers learning")
	}
	a, err := en.New(en.Options{})
	if err != nil {
		t.Fatal(err)
	}
	learned, err := LearnCoref(*ecb, CorefTask{Analyser: a}, fuse.Growing{})
	if err != nil {
		t.Fatal(err)
	}
	var trees, pairs bytes.Buffer
	if err := learned.WriteForest(&trees); err != nil {
		t.Fatal(err)
	}
	if err := learned.WritePairs(&pairs); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"trees.tsv": trees.Bytes(), "pairs.tsv": pairs.Bytes()} {
		if err := os.WriteFile(filepath.Join("../../data/fusion", name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
