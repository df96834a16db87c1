package fuse

import (
	"math"
	"slices"
	"strconv"

	"github.com/casus-project/casus"
)

// model turns the features of a pair into the probability that both mention one happening: the log-odds of a forest
// over words and context, learned on ECB+, plus weights for coded fields, which ECB+ does not have, set by hand.
type model struct {
	forest  forest
	weights features
	seen    [nFeatures]bool
}

// add reads a row of weights.tsv: feature, weight.
func (m *model) add(f []string) error {
	i := slices.Index(featureNames[:], f[0])
	if i < nLearned {
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
	for i := nLearned; i < nFeatures; i++ {
		if !m.seen[i] {
			return casus.Errorf(casus.Invalid, "fusion/weights.tsv: no weight for %q", featureNames[i])
		}
	}
	return m.forest.check()
}

// prob is the probability that two mentions with these features are of one happening.
func (m *model) prob(f *features) float64 {
	z := m.forest.sum(f, nil)
	for i := nLearned; i < nFeatures; i++ {
		z += f[i] * m.weights[i]
	}
	return 1 / (1 + math.Exp(-z))
}

// shares are the parts that the features have in the log-odds.
func (m *model) shares(f *features) features {
	var by features
	m.forest.sum(f, &by)
	for i := nLearned; i < nFeatures; i++ {
		by[i] = f[i] * m.weights[i]
	}
	return by
}
