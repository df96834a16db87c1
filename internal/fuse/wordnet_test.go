package fuse

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

// wordnet rebuilds data/fusion/kin.tsv from WordNet's files, as its SOURCE says.
var wordnet = flag.String("wordnet", "", "folder of WordNet 3.0's data files, to rebuild data/fusion/kin.tsv")

func TestRebuildKin(t *testing.T) {
	dir := *wordnet
	if dir == "" {
		dir = "testdata/wordnet"
	}
	var b bytes.Buffer
	if err := WriteKin(dir, &b); err != nil {
		t.Fatal(err)
	}
	if *wordnet != "" {
		if err := os.WriteFile("../../data/fusion/kin.tsv", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := "# lemma\tsenses\tnear\tabove\thigher\tderived verbs\n" +
		"grab\tva\tn14\tvz\t\tgrab\n" +
		"grabbing\tn14\tva\t\t\tgrab\n" +
		"snatch\tva\t\tvz\t\tsnatch\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
