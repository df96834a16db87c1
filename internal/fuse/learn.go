package fuse

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"github.com/casus-project/casus"
)

// Growing says how the forest is grown. The zero value is what the shipped one was grown with.
type Growing struct {
	Trees int     // 0 is 160
	Depth int     // 0 is 4
	Rate  float64 // 0 is 0.08
	Leaf  float64 // least weight of a leaf, 0 is 12
	Ridge float64 // 0 is 4
	Share float64 // of the features, those that a branch may choose from; 0 is 0.4
}

func (g Growing) filled() Growing {
	if g.Trees == 0 {
		g.Trees = 160
	}
	if g.Depth == 0 {
		g.Depth = 4
	}
	if g.Rate == 0 {
		g.Rate = 0.08
	}
	if g.Leaf == 0 {
		g.Leaf = 12
	}
	if g.Ridge == 0 {
		g.Ridge = 4
	}
	if g.Share == 0 {
		g.Share = 0.4
	}
	return g
}

// buckets is into how many steps a feature is cut while a forest is grown.
const buckets = 32

// sample is one pair while a forest is grown.
type sample struct {
	f    [nLearned]uint8
	y    float64
	z    float64
	grad float64
	hess float64
}

// grower grows one forest.
type grower struct {
	Growing
	samples []sample
	limits  [nLearned][]float64
	forest  forest
}

// Lesson is what is learned from: pages whose mentions' chains are known, and which of them are compared.
type Lesson struct {
	Pages  []Page
	Groups [][]int // the mentions within each group are compared
	Chain  func(casus.MentionID) string
	Topic  func(casus.DocID) string // pairs of words are judged by the other topics only
}

// Learn learns word pairs and grows a forest and returns the tables with them in place of their own. Same pages, same
// tables.
func (t *Tables) Learn(l Lesson, g Growing) *Tables {
	var fs []features
	var ys []float64
	out := *t
	byTopic := map[string]pairCounts{}
	evidences := make([][]*evidence, len(l.Groups))
	for k, group := range l.Groups {
		evidences[k] = t.evidenceOf(l.Pages, group)
		countPairs(byTopic, evidences[k], &l)
	}
	out.pairs, out.stems = ratesOf(byTopic, ""), map[uint32]string{}
	for _, es := range evidences {
		for _, e := range es {
			out.stems[e.head] = stem(e.lemma)
		}
	}
	others := map[string]map[uint64]pairRate{}
	for topic := range byTopic {
		others[topic] = ratesOf(byTopic, topic)
	}
	for _, es := range evidences {
		for i, a := range es {
			here := *t
			here.pairs = others[l.Topic(a.in.doc.ID)]
			for _, b := range es[:i] {
				fs = append(fs, here.compare(a, b))
				ys = append(ys, bit(l.Chain(a.id) == l.Chain(b.id)))
			}
		}
	}
	gr := &grower{Growing: g.filled()}
	gr.load(fs, ys)
	gr.grow()
	out.model.forest = gr.forest
	return &out
}

// pairCounts counts, per pair of heads, how often both named one happening and how often they met.
type pairCounts map[uint64]*[2]float64

func countPairs(byTopic map[string]pairCounts, es []*evidence, l *Lesson) {
	for i, a := range es {
		topic := l.Topic(a.in.doc.ID)
		if byTopic[topic] == nil {
			byTopic[topic] = pairCounts{}
		}
		for _, b := range es[:i] {
			k := pairKey(a.head, b.head)
			c := byTopic[topic][k]
			if c == nil {
				c = new([2]float64)
				byTopic[topic][k] = c
			}
			c[0] += bit(l.Chain(a.id) == l.Chain(b.id))
			c[1]++
		}
	}
}

// ratesOf sums up the topics but one. Each topic counts at most once; pairs that never met in one happening are kept
// only where they met in several topics.
func ratesOf(byTopic map[string]pairCounts, but string) map[uint64]pairRate {
	sums := map[uint64]*[3]float64{}
	topics := slices.Sorted(maps.Keys(byTopic))
	for _, topic := range topics {
		if topic == but {
			continue
		}
		for k, c := range byTopic[topic] {
			s := sums[k]
			if s == nil {
				s = new([3]float64)
				sums[k] = s
			}
			w := min(1, c[1]/4)
			s[0] += w * c[0] / c[1]
			s[1] += w
			s[2]++
		}
	}
	out := map[uint64]pairRate{}
	for k, s := range sums {
		if s[0] > 0 || s[2] >= 3 {
			out[k] = pairRate{float32(s[0] / s[1]), float32(s[1])}
		}
	}
	return out
}

// WriteForest prints the forest of the tables as data/fusion/trees.tsv.
func (t *Tables) WriteForest(w io.Writer) error { return t.model.forest.write(w) }

// WritePairs prints the learned word pairs as data/fusion/pairs.tsv.
func (t *Tables) WritePairs(out io.Writer) error {
	lines := make([]string, 0, len(t.pairs))
	for k, p := range t.pairs {
		a, b := t.stems[uint32(k>>32)], t.stems[uint32(k)]
		lines = append(lines, fmt.Sprintf("%s\t%s\t%.3f\t%.2f\n", min(a, b), max(a, b), p.rate, p.seen))
	}
	return writeSorted(out, "# stem\tstem\trate\tstories", lines)
}

// writeSorted writes a table's head and its lines in order.
func writeSorted(out io.Writer, head string, lines []string) error {
	slices.Sort(lines)
	w := bufio.NewWriter(out)
	fmt.Fprintln(w, head)
	for _, l := range lines {
		w.WriteString(l)
	}
	return w.Flush()
}

// load cuts the features into buckets at quantiles of their values.
func (g *grower) load(fs []features, ys []float64) {
	for k := range nLearned {
		vs := make([]float64, len(fs))
		for i := range fs {
			vs[i] = fs[i][k]
		}
		slices.Sort(vs)
		var cuts []float64
		distinct := slices.Compact(slices.Clone(vs))
		for q := 1; q < buckets; q++ {
			var v float64
			if len(distinct) <= buckets {
				if q > len(distinct) {
					break
				}
				v = distinct[q-1]
			} else {
				v = vs[len(vs)*q/buckets]
			}
			v = math.Round(v*1e4) / 1e4
			if len(cuts) == 0 || v > cuts[len(cuts)-1] {
				cuts = append(cuts, v)
			}
		}
		g.limits[k] = cuts
	}
	g.samples = make([]sample, len(fs))
	for i := range fs {
		s := &g.samples[i]
		s.y = ys[i]
		for k := range nLearned {
			n, _ := slices.BinarySearch(g.limits[k], fs[i][k])
			s.f[k] = uint8(n)
		}
	}
}

func (g *grower) grow() {
	var pos, n float64
	for i := range g.samples {
		pos += g.samples[i].y
		n++
	}
	start := math.Log((pos + 1) / (n - pos + 1))
	g.forest.trees = append(g.forest.trees, []branch{{value: start}})
	for i := range g.samples {
		g.samples[i].z = start
	}
	all := make([]int32, len(g.samples))
	for range g.Trees {
		for i := range g.samples {
			s := &g.samples[i]
			p := 1 / (1 + math.Exp(-s.z))
			s.grad, s.hess = s.y-p, max(1e-6, p*(1-p))
			all[i] = int32(i)
		}
		t := &sapling{g: g}
		t.split(all, 0)
		g.forest.trees = append(g.forest.trees, t.nodes)
	}
}

// sapling is a tree while it grows.
type sapling struct {
	g     *grower
	nodes []branch
}

type gradient struct{ g, h float64 }

func (a gradient) score(ridge float64) float64 { return a.g * a.g / (a.h + ridge) }

// split grows the node of the given samples and returns its number.
func (t *sapling) split(in []int32, depth int) int {
	var sum gradient
	for _, i := range in {
		s := &t.g.samples[i]
		sum.g += s.grad
		sum.h += s.hess
	}
	me := len(t.nodes)
	value := t.g.Rate * sum.g / (sum.h + t.g.Ridge)
	t.nodes = append(t.nodes, branch{value: value})
	k, b, ok := t.best(in, sum, depth)
	if !ok {
		for _, i := range in {
			t.g.samples[i].z += value
		}
		return me
	}
	i, j := 0, len(in)
	for i < j {
		if int(t.g.samples[in[i]].f[k]) <= b {
			i++
		} else {
			j--
			in[i], in[j] = in[j], in[i]
		}
	}
	left := t.split(in[:i], depth+1)
	right := t.split(in[i:], depth+1)
	n := &t.nodes[me]
	n.feature, n.limit, n.left, n.right = k, t.g.limits[k][b], left, right
	return me
}

// offered reports whether the newest node may ask for feature k. Trees that may not all ask for the same are less alike, and
// so err less together (random forests, Breiman 2001); by hash, so that the same pairs give the same forest.
func (t *sapling) offered(k int) bool {
	draw := mix(uint64(len(t.g.forest.trees))<<40 | uint64(len(t.nodes))<<20 | uint64(k))
	return float64(draw>>11)/(1<<53) < t.g.Share
}

// best is the feature and bucket with the largest gain.
func (t *sapling) best(in []int32, sum gradient, depth int) (feature, bucket int, ok bool) {
	if depth >= t.g.Depth {
		return 0, 0, false
	}
	var hist [nLearned][buckets + 1]gradient
	for _, i := range in {
		s := &t.g.samples[i]
		for k := range nLearned {
			h := &hist[k][s.f[k]]
			h.g += s.grad
			h.h += s.hess
		}
	}
	top := 0.5
	for k := range nLearned {
		if !t.offered(k) {
			continue
		}
		var left gradient
		for b := range t.g.limits[k] {
			left.g += hist[k][b].g
			left.h += hist[k][b].h
			right := gradient{sum.g - left.g, sum.h - left.h}
			if left.h < t.g.Leaf/4 || right.h < t.g.Leaf/4 {
				continue
			}
			if gain := left.score(t.g.Ridge) + right.score(t.g.Ridge) - sum.score(t.g.Ridge); gain > top+1e-9 {
				top, feature, bucket, ok = gain, k, b, true
			}
		}
	}
	return feature, bucket, ok
}
