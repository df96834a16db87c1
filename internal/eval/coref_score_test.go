package eval

import (
	"math"
	"testing"
)

// The example of Luo (2005) and of the CoNLL scorer's notes, worked out by hand: gold {0 1 2}, {3 4 5 6}, {7 8};
// predicted {0 1}, {2 3 4}, {5 6 7 8}.
func TestCorefScores(t *testing.T) {
	gold := Clustering{{0, 1, 2}, {3, 4, 5, 6}, {7, 8}}
	pred := Clustering{{0, 1}, {2, 3, 4}, {5, 6, 7, 8}}
	// MUC: gold clusters fall into 2, 2 and 1 parts: (1+2+1)/(2+3+1) = 4/6. Predicted ones into 1, 2, 2: (1+1+2)/(1+2+3).
	// B3 recall: (2·2/3 + 1/3 + 2·2/4 + 2·2/4 + 2·1)/9 = (5/3+2+2)/9; precision: (2·1 + 1/3 + 2·2/3 + 4·2/4)/9 = (11/3+2)/9.
	// CEAFe: best pairing {0 1}↔{0 1 2} 4/5, {2 3 4}↔{3 4 5 6} 4/7, {5 6 7 8}↔{7 8} 4/6; both divided by 3.
	for _, c := range []struct {
		name string
		got  PRF
		p, r float64
	}{
		{"MUC", MUC(gold, pred), 4.0 / 6, 4.0 / 6},
		{"B3", B3(gold, pred), (11.0/3 + 2) / 9, (5.0/3 + 4) / 9},
		{"CEAFe", CEAFe(gold, pred), (4.0/5 + 4.0/7 + 4.0/6) / 3, (4.0/5 + 4.0/7 + 4.0/6) / 3},
	} {
		if math.Abs(c.got.P-c.p) > 1e-9 || math.Abs(c.got.R-c.r) > 1e-9 {
			t.Errorf("%s: got P %.4f R %.4f, want P %.4f R %.4f", c.name, c.got.P, c.got.R, c.p, c.r)
		}
	}
}

func TestCorefScoresSingletons(t *testing.T) {
	gold := Clustering{{0, 1}, {2}}
	pred := Clustering{{0}, {1}, {2}}
	if s := MUC(gold, pred); s.R != 0 || s.P != 0 {
		t.Errorf("MUC of singletons is %+v", s)
	}
	if s := B3(gold, pred); s.P != 1 || math.Abs(s.R-2.0/3) > 1e-9 {
		t.Errorf("B3 is %+v, want P 1 and R 2/3", s)
	}
	// CEAFe: {0 1}↔{0} gives 2/3, {2}↔{2} gives 1; precision over three clusters, recall over two.
	if s := CEAFe(gold, pred); math.Abs(s.P-5.0/9) > 1e-9 || math.Abs(s.R-5.0/6) > 1e-9 {
		t.Errorf("CEAFe is %+v, want P 5/9 and R 5/6", s)
	}
}

// TestBestPairing needs the second best of a row: 3+4 beats 5+1.
func TestBestPairing(t *testing.T) {
	if got := bestPairing([][]float64{{5, 3}, {4, 1}}); got != 7 {
		t.Errorf("got %v, want 7", got)
	}
	if got := bestPairing([][]float64{{1}, {2}, {0.5}}); got != 2 {
		t.Errorf("got %v, want 2", got)
	}
}
