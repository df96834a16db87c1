package gold

import (
	"strings"
	"testing"
	"testing/fstest"
)

// oneReport is a cluster of one report with these sentences.
func oneReport(file, part string, sentences ...string) *Cluster {
	r := &Report{ID: file, Paragraphs: [][]string{sentences}}
	r.lay()
	return &Cluster{File: file, Part: part, Reports: []*Report{r}}
}

func TestTwins(t *testing.T) {
	open := oneReport("o", "open", "Gunmen took nine engineers from the pumping station at dawn on Friday.", "He said no more.")
	for _, c := range []struct {
		name, part, text string
		want             int
	}{
		{"same", "check", "Gunmen took nine engineers from the pumping station at dawn on Friday.", 1},
		{"nearly the same", "check", "Gunmen took nine engineers from the pumping station at dawn on Sunday!", 1},
		{"same part", "open", "Gunmen took nine engineers from the pumping station at dawn on Friday.", 0},
		{"told anew", "check", "On Friday, at dawn, nine engineers were taken by gunmen at the pumping station.", 0},
		{"too short", "check", "He said no more.", 0},
	} {
		if got := newTwins([]*Cluster{open, oneReport("c", c.part, c.text)}).across(); len(got) != c.want {
			t.Errorf("%s: %d pairs, want %d", c.name, len(got), c.want)
		}
	}
}

func TestOverlap(t *testing.T) {
	own := oneReport("o", "open", "Gunmen took nine engineers from the pumping station at dawn on Friday.")
	for _, c := range []struct {
		name, data string
		want       bool
	}{
		{"json", `{"text":"A quiet week. Gunmen took nine engineers from the pumping station at dawn on Friday. More."}`, true},
		{"table", "x\tgunmen took nine engineers from the pumping station at dawn on Friday.\t0", true},
		{"nearly", "Gunmen took nine engineers from the pumping station at dawn on Sunday.", true},
		{"other", "Gunmen took a bus.", false},
	} {
		err := Overlap([]*Cluster{own}, fstest.MapFS{"d/dev.tsv": {Data: []byte(c.data)}})
		if (err != nil) != c.want || err != nil && !strings.Contains(err.Error(), "stands in d/dev.tsv too") {
			t.Errorf("%s: error %v, want one: %v", c.name, err, c.want)
		}
	}
}

func TestCounts(t *testing.T) {
	c, err := Parse("c.jsonl", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	c.Part = "open"
	n, err := Check([]*Cluster{c}, vocab{})
	if err != nil {
		t.Fatal(err)
	}
	p := n.Parts["open"]
	if p == nil || p.Sentences != 3 || p.Types["ASSAULT"] != 2 || n.Countries["VEN"] != 1 || n.Decades["2020s"] != 1 || n.Styles["wire"] != 1 || p.Modalities["realised"] != 2 {
		t.Errorf("%+v %+v", n, p)
	}
}
