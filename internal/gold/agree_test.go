package gold

import (
	"math"
	"strings"
	"testing"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s = %.4f, want %.4f", what, got, want)
	}
}

// TestKappa checks the worked example of Cohen (1960) in its textbook form: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
func TestKappa(t *testing.T) {
	var pairs [][2]string
	for _, c := range []struct {
		n    int
		a, b string
	}{{20, "yes", "yes"}, {5, "yes", "no"}, {10, "no", "yes"}, {15, "no", "no"}} {
		for range c.n {
			pairs = append(pairs, [2]string{c.a, c.b})
		}
	}
	near(t, "kappa", kappa(pairs), 0.4)
	near(t, "kappa of one label", kappa([][2]string{{"a", "a"}}), 1)
	near(t, "kappa of nothing", kappa(nil), 0)
}

func TestBCubed(t *testing.T) {
	near(t, "equal groupings", bCubed([]string{"1", "1", "2"}, []string{"x", "x", "y"}), 1)
	// Three items of one group against three singletons: precision 1, recall 1/3.
	near(t, "split apart", bCubed([]string{"1", "1", "1"}, []string{"x", "y", "z"}), 0.5)
}

func TestAgree(t *testing.T) {
	first, err := Parse("a.jsonl", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	// The second coder misses one mention and takes the first for news of another kind.
	other := strings.Replace(small, `"com":"attributed","by":{"q":"the army","x":"MIL","cue":"said"},`, "", 1)
	other = strings.Replace(other, `{"kind":"mention","id":"m2","doc":"r1","s":2,"t":"shelled","type":"ASSAULT","actors":[{"q":"The army","x":"MIL"}],"event":"e2"}`+"\n", "", 1)
	second, err := Parse("b.jsonl", []byte(other))
	if err != nil {
		t.Fatal(err)
	}
	a := Agree([][2]*Cluster{{first, second}})
	if a.Matched != 1 || a.Mentions != [2]int{2, 1} {
		t.Fatalf("%+v", a)
	}
	near(t, "F1", a.F1, 2.0/3)
	near(t, "kappa of polarity", a.Kappa["polarity"], 1)
	near(t, "kappa of commitment", a.Kappa["commitment"], 0)
	near(t, "parties", a.PartyF1, 1)
}
