package gold

import (
	"strings"
)

// twinFrom is the share of common shingles from which two sentences are near-duplicates.
const twinFrom = 0.6

// fewest is how many words a sentence needs to be compared; shorter ones are alike by chance.
const fewest = 6

// sentence is one sentence of the corpus with what it is compared by.
type sentence struct {
	c        *Cluster
	r        *Report
	text     string // normalised
	shingles []string
}

// twins finds sentences that are nearly the same: most of their sequences of three words are shared (Broder 1997).
type twins struct {
	all []sentence
	at  map[string][]int32 // sentences by shingle
}

func newTwins(clusters []*Cluster) *twins {
	t := &twins{at: map[string][]int32{}}
	for _, c := range clusters {
		for _, r := range c.Reports {
			for _, span := range r.Sentences {
				text := normal(span.Of(r.Text))
				s := sentence{c: c, r: r, text: text, shingles: shinglesOf(text)}
				if s.shingles == nil {
					continue
				}
				for _, g := range s.shingles {
					t.at[g] = append(t.at[g], int32(len(t.all)))
				}
				t.all = append(t.all, s)
			}
		}
	}
	return t
}

// shinglesOf are the distinct sequences of three words of a normalised sentence, nil for a short one.
func shinglesOf(text string) []string {
	words := strings.Fields(text)
	if len(words) < fewest {
		return nil
	}
	seen := map[string]bool{}
	var out []string
	for i := 0; i+3 <= len(words); i++ {
		g := strings.Join(words[i:i+3], " ")
		if !seen[g] {
			seen[g] = true
			out = append(out, g)
		}
	}
	return out
}

// like are the sentences of the corpus that share most shingles with the given ones, by the Jaccard index.
func (t *twins) like(shingles []string) []int32 {
	common := map[int32]int{}
	for _, g := range shingles {
		for _, i := range t.at[g] {
			common[i]++
		}
	}
	var out []int32
	for i, n := range common {
		if all := len(shingles) + len(t.all[i].shingles) - n; float64(n) >= twinFrom*float64(all) {
			out = append(out, i)
		}
	}
	return out
}

// across lists the pairs of sentences of two parts that are nearly the same, each with the earlier one in the corpus first.
func (t *twins) across() [][2]*sentence {
	var out [][2]*sentence
	for i := range t.all {
		s := &t.all[i]
		var first *sentence
		for _, j := range t.like(s.shingles) {
			if o := &t.all[j]; int(j) < i && o.c.Part != s.c.Part && (first == nil || o.text < first.text) {
				first = o
			}
		}
		if first != nil {
			out = append(out, [2]*sentence{first, s})
		}
	}
	return out
}
