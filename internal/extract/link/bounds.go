package link

import (
	"math"
	"strconv"

	"github.com/casus-project/casus/internal/ling"
)

// side is one end of a candidate arc whose first and last word are looked for: what the rules take it for, the word that
// it hangs on, and the words of the other end.
type side struct {
	name  string // what the weights depend on: which side of the arc, and whether it is the cause
	rule  Range
	other Range
	head  int
	rel   string
	mark  string
	near  Range // the marker
}

// sides are the two ends of an arc, the dependent's first.
func (s *scan) sides(e *edge, class int) [2]side {
	rel, m := s.t.Tokens[e.dep].Rel.String(), s.marker(e)
	if e.across {
		rel = "across"
	}
	part, whole := "part-cause", "whole-effect"
	if class == arcEffect {
		part, whole = "part-effect", "whole-cause"
	}
	head := e.gov
	if e.across {
		head = e.whole.First
	}
	return [2]side{
		{name: part, rule: e.part, other: e.whole, head: e.dep, rel: rel, mark: m, near: e.signal},
		{name: whole, rule: e.whole, other: e.part, head: head, rel: rel, mark: m, near: e.signal},
	}
}

// limits are how likely each word of the sentence r is, in logarithms, as the first and as the last word of a side.
type limits struct{ first, last []float64 }

// limits asks the model about each word of the sentence r. at adds to the log probabilities; nil for nothing.
func (s *scan) limits(l *linear, d *side, r Range, at *[2][]float64) limits {
	e := limits{make([]float64, 0, r.Last-r.First), make([]float64, 0, r.Last-r.First)}
	p := make([]float64, 2)
	for i := r.First; i < r.Last; i++ {
		e.first = append(e.first, math.Log(l.chance(s.firstFeatures(d, i, r), p)))
		e.last = append(e.last, math.Log(l.chance(s.lastFeatures(d, i+1, r), p)))
	}
	for i := range e.first {
		if at != nil {
			e.first[i] += at[0][i]
			e.last[i] += at[1][i]
		}
	}
	return e
}

// split places one side before another, so that they share no word, as the ends together want it. score is the sum of the four
// logarithms, -Inf for a sentence of one word.
func split(before, behind *limits) (a, b Range, score float64) {
	n := len(before.first)
	score = math.Inf(-1)
	left, open := make([]Range, n), 0 // the best first side that ends with a word at the latest
	best := make([]float64, n)
	for i := range n {
		if before.first[i] > before.first[open] {
			open = i
		}
		left[i], best[i] = Range{open, i + 1}, before.first[open]+before.last[i]
		if i > 0 && best[i-1] >= best[i] {
			left[i], best[i] = left[i-1], best[i-1]
		}
	}
	shut := n - 1
	for i := n - 1; i > 0; i-- {
		if behind.last[i] > behind.last[shut] {
			shut = i
		}
		if v := best[i-1] + behind.first[i] + behind.last[shut]; v > score {
			a, b, score = left[i-1], Range{i, shut + 1}, v
		}
	}
	return a, b, score
}

// fit gives both sides the bounds that the models see, within the sentence r, without a word in common.
func (s *scan) fit(l *linear, d *[2]side, r Range, at [2]*[2][]float64) (part, whole Range) {
	p, w := s.limits(l, &d[0], r, at[0]), s.limits(l, &d[1], r, at[1])
	part, whole, score := split(&p, &w)
	if b, a, v := split(&w, &p); v > score {
		part, whole, score = a, b, v
	}
	if math.IsInf(score, -1) {
		return d[0].rule, d[1].rule
	}
	from := func(a Range) Range { return Range{a.First + r.First, a.Last + r.First} }
	return from(part), from(whole)
}

// chance is the probability of the second of two classes.
func (l *linear) chance(f features, p []float64) float64 {
	l.score(f, p)
	return p[1]
}

// boundExamples are the places where a side could begin and end, and whether it does.
func (s *scan) boundExamples(d *side, gold, r Range) []example {
	var out []example
	add := func(f features, right bool) {
		e := example{f: f, weight: 1}
		if right {
			e.class = 1
		}
		out = append(out, e)
	}
	for i := r.First; i < r.Last; i++ {
		add(s.firstFeatures(d, i, r), i == gold.First)
	}
	for i := gold.First + 1; i <= r.Last; i++ {
		add(s.lastFeatures(d, i, r), i == gold.Last)
	}
	return out
}

// firstFeatures describe a side that begins at i.
func (s *scan) firstFeatures(d *side, i int, r Range) features {
	g := gap{kind: d.name + " first", at: i, in: i, out: i - 1, rule: d.rule.First}
	return s.gapFeatures(d, g, r)
}

// lastFeatures describe a side that ends before i.
func (s *scan) lastFeatures(d *side, i int, r Range) features {
	g := gap{kind: d.name + " last", at: i, in: i - 1, out: i, rule: d.rule.Last}
	return s.gapFeatures(d, g, r)
}

// gap is a place between two words as the bound of a side: the words within and without, and where the rules see it.
type gap struct {
	kind              string
	at, in, out, rule int
}

func (s *scan) gapFeatures(d *side, g gap, r Range) features {
	var f features
	k := g.kind
	in := &s.t.Tokens[g.in]
	without, pos := "-", "-"
	if r.Has(g.out) {
		without, pos = s.word(g.out), s.t.Tokens[g.out].UPOS.String()
	}
	offset := strconv.Itoa(max(-6, min(6, g.at-g.rule)))
	f.add(k, "offset", offset)
	f.add(k, "offset", offset, d.rel)
	f.add(k, "offset", offset, d.rel, d.mark)
	f.add(k, "without", without)
	f.add(k, "within", s.word(g.in))
	f.add(k, "pos", pos, in.UPOS.String())
	f.add(k, "pos", pos, in.UPOS.String(), d.rel)
	f.add(k, "without", without, offset)
	f.add(k, "within", s.word(g.in), offset)
	f.add(k, "within", without, s.word(g.in))
	top := s.edgeOf(g)
	rel, up := s.t.Tokens[top].Rel.String(), s.relTo(top, d.head)
	f.add(k, "edge", rel, up)
	f.add(k, "edge", rel, up, d.rel)
	f.add(k, "edge", rel, up, without)
	f.add(k, "edge", rel, up, offset)
	if r.Has(g.out) {
		f.add(k, "cut", s.t.Tokens[g.out].Rel.String(), s.relTo(g.out, d.head), rel, up)
		f.add(k, "cut", s.relTo(s.edgeOf(gap{in: g.out, out: g.in}), d.head), up, pos)
	}
	f.add(k, "side", place(g.at, d.other), place(g.at, d.near), d.rel)
	f.add(k, "side", place(g.at, d.other), place(g.at, d.near), d.mark)
	s.distance(&f, d, g)
	return f
}

// distance adds what stands between a bound and the head of its side.
func (s *scan) distance(f *features, d *side, g gap) {
	first, last := min(g.at, d.head), max(g.at, d.head+1)
	if g.at > d.head {
		first = d.head + 1
	}
	verbs, marks := 0, 0
	for i := first; i < min(last, len(s.t.Tokens)); i++ {
		switch s.t.Tokens[i].UPOS {
		case ling.VERB:
			verbs++
		case ling.PUNCT:
			marks++
		}
	}
	turn := strconv.FormatBool(g.at > d.head)
	v, m := strconv.Itoa(min(verbs, 3)), strconv.Itoa(min(marks, 3))
	f.add(g.kind, "verbs", turn, v, d.rel)
	f.add(g.kind, "marks", turn, m, d.rel)
	f.add(g.kind, "both", turn, v, m)
	f.add(g.kind, "far", turn, bucketOf(last-first))
	f.add(g.kind, "far", turn, bucketOf(last-first), d.rel)
}

// bucketOf is a distance in rough steps.
func bucketOf(n int) string {
	b := 0
	for n > 1 {
		n, b = n*2/3, b+1
	}
	return strconv.Itoa(b)
}

// place says where a gap stands as seen from a range.
func place(at int, r Range) string {
	switch {
	case r.Empty():
		return "none"
	case at < r.First:
		return "before"
	case at == r.First:
		return "first"
	case at < r.Last:
		return "inside"
	case at == r.Last:
		return "last"
	}
	return "behind"
}

// edgeOf is the highest word whose subtree ends at the gap, on the inner side.
func (s *scan) edgeOf(g gap) int {
	x := g.in
	for steps := 0; steps < 12; steps++ {
		h := s.t.Head(x)
		if h < 0 {
			break
		}
		first, last := s.t.Subtree(h)
		if g.out < g.in && first != g.in || g.out > g.in && last != g.in+1 {
			break
		}
		x = h
	}
	return x
}

// relTo says how word x hangs on the head of a side: itself, above it, how far below by which arc, or elsewhere.
func (s *scan) relTo(x, head int) string {
	if x == head {
		return "self"
	}
	for k, n, last := x, 1, x; n < 4; n++ {
		last, k = k, s.t.Head(k)
		if k < 0 {
			break
		}
		if k == head {
			return "below" + strconv.Itoa(n) + s.t.Tokens[last].Rel.String()
		}
	}
	for k, n := head, 1; n < 4; n++ {
		if k = s.t.Head(k); k < 0 {
			break
		}
		if k == x {
			return "above" + strconv.Itoa(n)
		}
	}
	return "elsewhere"
}
