package fuse

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// copyTexts is a folder of plain texts to perturb instead of made-up ones.
var copyTexts = flag.String("copy-texts", "", "folder of *.txt to measure near-copy detection on")

// perturb makes a syndicated copy of a text. Each way is one of those in which copies really differ.
type perturb struct {
	name string
	do   func(r *rand.Rand, s []string) []string // sentences in and out
	want float64                                 // least recall
}

func perturbations() []perturb {
	out := []perturb{
		{"equal", func(_ *rand.Rand, s []string) []string { return s }, 1},
		{"headline changed", func(_ *rand.Rand, s []string) []string {
			return append([]string{"Other words altogether stand here now."}, s[1:]...)
		}, 0.99},
		{"agency tag", func(_ *rand.Rand, s []string) []string {
			return append([]string{"HARBOUR CITY (Meridian Wire) -"}, s...)
		}, 0.99},
		{"reordered", func(r *rand.Rand, s []string) []string {
			s = slices.Clone(s)
			r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
			return s
		}, 0.99},
		{"first half", func(_ *rand.Rand, s []string) []string { return s[:(len(s)+1)/2] }, 0.95},
		{"first third", func(_ *rand.Rand, s []string) []string { return s[:(len(s)+2)/3] }, 0.5},
	}
	for _, k := range []int{5, 10, 20, 30} {
		least := map[int]float64{5: 0.99, 10: 0.98, 20: 0.9, 30: 0.5}[k]
		out = append(out, perturb{fmt.Sprintf("%d %% of words", k), func(r *rand.Rand, s []string) []string { return changeWords(r, s, k) }, least})
	}
	return out
}

func changeWords(r *rand.Rand, s []string, percent int) []string {
	out := make([]string, len(s))
	for i, sent := range s {
		ws := strings.Fields(sent)
		for j := range ws {
			if r.IntN(100) < percent {
				ws[j] = fmt.Sprintf("swapped%d", r.IntN(5000))
			}
		}
		out[i] = strings.Join(ws, " ")
	}
	return out
}

// TestNearCopies measures recall at each kind and strength of change, and precision over all: no two texts that are
// not copies may be taken for such.
func TestNearCopies(t *testing.T) {
	texts := sampleTexts(t)
	r := rand.New(rand.NewPCG(4, 2))
	for _, p := range perturbations() {
		c := newCopies()
		n := len(texts)
		for _, s := range texts {
			c.add(sketch(words(strings.Join(s, " "))))
		}
		found := 0
		for i, s := range texts {
			k := c.add(sketch(words(strings.Join(p.do(r, s), " "))))
			if c.root(k) == c.root(int32(i)) {
				found++
			}
		}
		wrong, pairs := 0, 0
		for _, g := range c.group {
			for i, a := range g {
				for _, b := range g[:i] {
					pairs++
					if int(a)%n != int(b)%n {
						wrong++
					}
				}
			}
		}
		recall, precision := float64(found)/float64(n), 1-float64(wrong)/float64(max(1, pairs))
		t.Logf("%-18s recall %.3f precision %.3f (%d texts)", p.name, recall, precision, n)
		if *copyTexts == "" && (recall < p.want || precision < 0.99) {
			t.Errorf("%s: recall %.3f, want %.2f; precision %.3f", p.name, recall, p.want, precision)
		}
	}
}

// sampleTexts are made-up reports that share their subject's vocabulary, as sentences, or the files of -copy-texts.
func sampleTexts(t *testing.T) [][]string {
	var out [][]string
	if *copyTexts != "" {
		files, err := filepath.Glob(filepath.Join(*copyTexts, "*.txt"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no texts in %s: %v", *copyTexts, err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if s := strings.Split(strings.TrimSpace(string(b)), "\n"); len(s) >= 4 {
				out = append(out, s)
			}
		}
		return out
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 120 {
		var s []string
		for range 12 {
			var ws []string
			for range 14 {
				// Zipf-like: a few words make up most of the text, as in real reports.
				ws = append(ws, fmt.Sprintf("w%d", int(800*r.Float64()*r.Float64()*r.Float64())))
			}
			s = append(s, strings.Join(ws, " ")+".")
		}
		out = append(out, s)
	}
	return out
}
