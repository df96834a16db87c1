package what

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestLearnMixFindsTheWeights draws answers by known weights and wants them back.
func TestLearnMixFindsTheWeights(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const n = 40_000
	own, said, right := make([]float64, n), make([]float64, n), make([]bool, n)
	for i := range n {
		own[i], said[i] = 2*r.NormFloat64()-1, 3*r.NormFloat64()-2
		right[i] = r.Float64() < sigmoid(0.7*own[i]+0.4*said[i]+0.5)
	}
	m := learnMix(own, said, right)
	for name, d := range map[string]float64{"own": m.own - 0.7, "sense": m.sense - 0.4, "shift": m.shift - 0.5} {
		if math.Abs(d) > 0.05 {
			t.Errorf("%s is off by %.3f: %+v", name, d, m)
		}
	}
}

func TestSolve(t *testing.T) {
	got := solve([3][3]float64{{4, 1, 0}, {1, 3, 1}, {0, 1, 2}}, [3]float64{6, 10, 8})
	for i, want := range [3]float64{1, 2, 3} {
		if math.Abs(got[i]-want) > 1e-9 {
			t.Fatalf("got %v", got)
		}
	}
}
