package fuse

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
)

// vectors rebuilds data/fusion/vectors.tsv, as its SOURCE says.
var vectors = flag.String("vectors", "", "word vectors as text (make vectors), to rebuild data/fusion/vectors.tsv")

func TestRebuildVectors(t *testing.T) {
	if *vectors == "" {
		t.Skip("no -vectors file given; TestCompany covers what it would build")
	}
	in, err := os.Open(*vectors)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out bytes.Buffer
	if err := embedded().WriteVectors(in, 65000, &out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("../../data/fusion/vectors.tsv", out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Words that keep the same company are nearer than others, and a word that is not known is near to none.
func TestCompany(t *testing.T) {
	tb := embedded()
	near, far := company(tb.company["sever"], tb.company["cut"]), company(tb.company["sever"], tb.company["applaud"])
	if near <= far || near <= 0 {
		t.Errorf("sever is %.2f from cut and %.2f from applaud", near, far)
	}
	if got := company(tb.company["sever"], nil); got != -1 {
		t.Errorf("an unknown word is at %v", got)
	}
}

func TestVectorsAreTheSameAfterReading(t *testing.T) {
	row := func(v string) string { return strings.Repeat(" "+v, columns) + "\n" }
	var out bytes.Buffer
	tb := &Tables{kin: map[string]kin{"march": {}, "halt": {}}, company: map[string]*direction{}}
	if err := tb.WriteVectors(strings.NewReader("march"+row("0.5")+"the"+row("1")+"halt"+row("-2")), 9, &out); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n")[1:] {
		if err := tb.addVector(strings.Split(line, "\t")); err != nil {
			t.Fatal(err)
		}
	}
	if len(tb.company) != 2 || company(tb.company["march"], tb.company["halt"]) != -1 || company(tb.company["march"], tb.company["march"]) < 0.999 {
		t.Errorf("read %v", tb.company)
	}
	for _, bad := range []string{"", "AAAA", "?"} {
		if tb.addVector([]string{"x", bad}) == nil {
			t.Errorf("vector %q was taken", bad)
		}
	}
}
