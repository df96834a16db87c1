package what

import (
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/extract/hidden"
)

// wordKinds are the kinds of features that name words. The network sees words as vectors, so that it learns of their like: with these
// beside them it learns the texts by heart (docs/eval-coding.md).
var wordKinds = []string{"trigger", "lemma", "object word", "subject word", "lacking", "with", "above", "child"}

// fitNet fits table and network together over the examples outside fold, without calibration.
func fitNet(examples []example, o Learning, fold int) *Decision {
	in := outside(examples, o.Folds, fold)
	data, names := encode(in, o.Least)
	lessons := make([]hidden.Lesson, len(data))
	count := make([]int, len(names))
	for i := range data {
		e := &data[i]
		l := hidden.Lesson{At: e.at, Value: make([]float32, len(e.at)), Numbers: in[i].numbers, Right: e.y > 0, Weight: e.weight}
		for n, at := range e.at {
			count[at]++
			l.Value[n] = float32(e.value[n])
		}
		lessons[i] = l
	}
	how := hidden.Learning{Keys: make([]uint64, len(names)), Deep: make([]bool, len(names)), Seed: o.Seed}
	for i, name := range names {
		kind, _, _ := strings.Cut(name, "=")
		how.Keys[i] = hash(fnvStart, name)
		how.Deep[i] = count[i] >= o.Common && !slices.Contains(wordKinds, kind)
	}
	net, w := hidden.Learn(lessons, how)
	weights := make([]float64, len(w))
	for i, v := range w {
		weights[i] = float64(v)
	}
	d := o.decision(names, weights)
	d.net = net
	return d
}
