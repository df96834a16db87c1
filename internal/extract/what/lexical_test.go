package what

import (
	"slices"
	"strings"
	"testing"
)

// TestNumbers: the vectors of the words around a trigger stand at their places, nothing where there is no word, and the whole changes with
// the object of the verb.
func TestNumbers(t *testing.T) {
	e, c := analyser(t), open(t)
	read := func(text string) (of map[string][]float32, numbers []float32) {
		out := analyse(t, e, text)
		m := newMatcher(c, out, Hints{})
		w := out.LexWidth
		of = map[string][]float32{}
		head := -1
		for i := range out.Tokens {
			v := slices.Clone(out.Lexical[i*w : (i+1)*w])
			for k := range v {
				v[k] *= wordWeight
			}
			of[out.Tokens[i].Lemma] = v
			if out.Tokens[i].Lemma == "attack" {
				head = i
			}
		}
		k := match{view: view{head: head}}
		return of, slices.Clone(m.numbers(&k))
	}
	of, got := read("Rebels attacked villages near the border.")
	w := len(got) / lexSlots
	slot := func(n int) []float32 { return got[n*w : (n+1)*w] }
	zero := make([]float32, w)
	for _, x := range []struct {
		slot int
		want []float32
	}{{lexHead, of["attack"]}, {lexSubject, of["rebel"]}, {lexObject, of["village"]}, {lexPhrases, of["border"]}, {lexAbove, zero}} {
		if !slices.Equal(slot(x.slot), x.want) {
			t.Errorf("another vector at %q", lexNames[x.slot])
		}
	}
	for _, n := range []int{lexNear, lexText} {
		if slices.Equal(slot(n), zero) {
			t.Errorf("nothing at %q", lexNames[n])
		}
	}
	if _, other := read("Rebels attacked proposals near the border."); slices.Equal(other[lexObject*w:(lexObject+1)*w], slot(lexObject)) {
		t.Error("the object says nothing")
	}
}

// TestNetworkReadsMeaning: of two sentences that differ in one object alone, the one whose object can be hurt is more probably an ASSAULT.
func TestNetworkReadsMeaning(t *testing.T) {
	e, c := analyser(t), open(t)
	sure := func(object string) float64 {
		out := analyse(t, e, "The minister met union leaders in the capital on Monday. The group attacked "+object+" on Friday.")
		best := 0.0
		for _, k := range c.Find(out, Hints{}) {
			if k.Type == "ASSAULT" {
				best = max(best, k.Confidence)
			}
		}
		return best
	}
	if a, b := sure("a convoy"), sure("the proposal"); a <= b {
		t.Errorf("a convoy %.2f, the proposal %.2f", a, b)
	}
	if text := c.Explain(analyse(t, e, "Rebels attacked a convoy on Friday."), -1, Hints{}); !strings.Contains(text, "decided by") {
		t.Errorf("no reasons: %s", text)
	}
}
