package fuse

import (
	"math"
	"slices"
	"strconv"

	"github.com/casus-project/casus"
)

// model turns the features of a pair into the probability that both mention one happening: logistic regression.
// Weights of words and context are learned on ECB+; those of coded fields, which ECB+ does not have, are set by hand.
type model struct {
	weights features
	seen    [nFeatures]bool
}

// add reads a row of weights.tsv: feature, weight, where it comes from.
func (m *model) add(f []string) error {
	i := slices.Index(featureNames[:], f[0])
	if i < 0 {
		return casus.Errorf(casus.Invalid, "unknown feature %q", f[0])
	}
	w, err := strconv.ParseFloat(f[1], 64)
	if err != nil {
		return casus.Errorf(casus.Invalid, "weight %q is no number", f[1])
	}
	m.weights[i], m.seen[i] = w, true
	return nil
}

func (m *model) check() error {
	for i, ok := range m.seen {
		if !ok {
			return casus.Errorf(casus.Invalid, "fusion/weights.tsv: no weight for %q", featureNames[i])
		}
	}
	return nil
}

// prob is the probability that two mentions with these features are of one happening.
func (m *model) prob(f *features) float64 {
	var z float64
	for i, v := range f {
		z += v * m.weights[i]
	}
	return 1 / (1 + math.Exp(-z))
}
