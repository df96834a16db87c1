package link

import (
	"math"
	"sort"
)

// How the networks count beside the linear models where a cause and an effect are looked for: the log probability of a word
// as a bound, that of the bounds once chosen, the mean log probability of the words' tags, and how many arcs are tried. Chosen
// on the first four of five folds.
const (
	boundShare  = 0.85
	chosenShare = 0.2
	tagShare    = 0.5
	mostArcs    = 8
)

// weigh reads the likeliest arcs either way, fits their bounds, and ranks them by what arcs and networks say together.
func (c *Causal) weigh(s *scan, all []CausalSpans, v *seen) []CausalSpans {
	var out []CausalSpans
	for _, sp := range all[:min(len(all), mostArcs)] {
		for class := arcCause; class <= arcEffect; class++ {
			p := sp.classes[class]
			if p < leastScore/2 {
				continue
			}
			sp.class = class
			c.fit(s, &sp, v.r, v)
			sp.rank = math.Log(p) + tagShare*(v.mean(sp.Cause, NetCause)+v.mean(sp.Effect, NetEffect)) +
				chosenShare*(v.bounds(sp.Cause, 0)+v.bounds(sp.Effect, 2))
			out = append(out, sp)
		}
	}
	sort.SliceStable(out, func(i, k int) bool { return out[i].rank > out[k].rank })
	return out
}

// mean is the mean log probability of a tag over the words of a range.
func (v *seen) mean(r Range, tag int) float64 {
	sum := 0.0
	for i := r.First; i < r.Last; i++ {
		sum += v.tags[i-v.r.First][tag]
	}
	return sum / float64(max(1, r.Last-r.First))
}

// bounds is the log probability of a range as the cause (k is 0) or the effect (k is 2).
func (v *seen) bounds(r Range, k int) float64 {
	if r.Empty() {
		return 0
	}
	return v.bound[k][r.First-v.r.First] + v.bound[k+1][r.Last-1-v.r.First]
}

// ends are the weighted log probabilities of each word as the first and the last of a cause, and of an effect; nil for nobody
// who sees anything.
func (v *seen) ends() (cause, effect *[2][]float64) {
	if v == nil {
		return nil, nil
	}
	var w [4][]float64
	for k, of := range v.bound {
		for _, p := range of {
			w[k] = append(w[k], boundShare*p)
		}
	}
	return &[2][]float64{w[0], w[1]}, &[2][]float64{w[2], w[3]}
}
