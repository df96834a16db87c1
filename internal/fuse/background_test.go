package fuse

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
)

var (
	bgECB     = flag.String("bg-ecb", "", "folder of ECB+ documents, to rebuild data/fusion/background.tsv")
	bgCausal  = flag.String("bg-causal", "", "CSV of sentences, to rebuild data/fusion/background.tsv")
	bgDebates = flag.String("bg-debates", "", "folder of gzipped speeches, to rebuild data/fusion/background.tsv")
)

func TestRebuildBackground(t *testing.T) {
	if *bgECB != "" {
		var b bytes.Buffer
		if err := WriteBackground(Backgrounds{*bgECB, *bgCausal, *bgDebates}, &b); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("../../data/fusion/background.tsv", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	c := counter{df: map[string]int{}}
	c.add("The envoy met the other envoy.")
	c.add("An envoy left.")
	if c.docs != 2 || c.df["envoy"] != 2 || c.df["left"] != 1 {
		t.Errorf("got %d documents and %v", c.docs, c.df)
	}
	if err := c.readCausal("no such file"); err == nil || !strings.Contains(err.Error(), "background") {
		t.Errorf("a missing file gives %v", err)
	}
}
