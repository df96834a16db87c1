package crisis

import (
	"maps"
	"math"
	"slices"

	"github.com/casus-project/casus"
)

// When a report continues a crisis of its theatre.
const (
	halfLife  = 30.0 // days in which what a crisis is about fades by half
	asleep    = 45.0 // days of silence after which a crisis sleeps
	wakeMore  = 0.12 // what waking one asks for beyond the usual likeness
	continues = 0.16 // likeness from which a report continues a crisis
	hubMore   = 0.14 // times the hub share of the theatre's country: a state that is everywhere has many crises
	alike     = 0.34 // likeness from which two crises of a theatre are one
	placeBond = 0.12 // what being in one theatre at one time is worth by itself, less in a state that is everywhere
	likeWords = 0.25 // likeness of words from which a line that nobody places belongs to another
	bondDays  = 14.0 // days in which that halves
	toldAlike = 0.2  // likeness of the words and of the texts of two reports, summed, from which they can found a crisis
	wellTold  = 8    // how many reports found one anyhow
)

// line is one crisis while it is followed through time.
type line struct {
	theatre string
	nodes   []*node
	first   float64
	last    float64
	words   map[uint32]float64
	actors  map[casus.ActorID]float64
	types   map[casus.Code]float64
	slept   int
}

// theatre follows the reports of one theatre in order of publication. The lines are a function of the set of
// reports: a late one makes the theatre start over.
type theatre struct {
	nodes []*node
	lines []*line
	limit float64
	bond  float64
}

// follow is the single pass (Allan 1998) over the nodes not yet taken up, from index i on.
func (h *theatre) follow(i int) {
	for _, n := range h.nodes[i:] {
		best, top := (*line)(nil), 0.0
		for _, l := range h.lines {
			s := l.likeness(n) + h.near(n.day-l.last)
			if n.day-l.last > asleep {
				s -= wakeMore
			}
			if s > top {
				best, top = l, s
			}
		}
		if best == nil || top < h.limit {
			best = &line{
				theatre: n.theatre, first: n.day, last: n.day, words: map[uint32]float64{},
				actors: map[casus.ActorID]float64{}, types: map[casus.Code]float64{},
			}
			h.lines = append(h.lines, best)
		}
		best.take(n)
	}
}

// near is what being told within some days of each other is worth.
func (h *theatre) near(days float64) float64 { return h.bond * math.Exp2(-max(0, days)/bondDays) }

// insert adds a node in its place and brings the lines up to date.
func (h *theatre) insert(n *node) {
	i, _ := slices.BinarySearchFunc(h.nodes, n, compareNodes)
	h.nodes = slices.Insert(h.nodes, i, n)
	if i < len(h.nodes)-1 {
		h.lines, i = nil, 0
	}
	h.follow(i)
}

func compareNodes(a, b *node) int {
	switch {
	case a.at != b.at:
		return int(min(1, max(-1, a.at-b.at)))
	case a.doc < b.doc:
		return -1
	case a.doc > b.doc:
		return 1
	}
	return 0
}

// take adds a node to the line after letting what it knew fade.
func (l *line) take(n *node) {
	if n.day-l.last > asleep {
		l.slept++
	}
	fade := math.Exp2(-max(0, n.day-l.last) / halfLife)
	l.last = max(l.last, n.day)
	l.nodes = append(l.nodes, n)
	fadeIn(l.words, n.words, fade)
	fadeIn(l.actors, n.actors, fade)
	fadeIn(l.types, n.types, fade)
	if len(l.words) > 600 {
		l.words = heaviest(l.words, 300)
	}
}

func fadeIn[K comparable](m, add map[K]float64, fade float64) {
	for k := range m {
		m[k] *= fade
	}
	for k, v := range add {
		m[k] += v
	}
}

// heaviest keeps the n heaviest words; equals are kept by hash, so that the outcome is the same every time.
func heaviest(m map[uint32]float64, n int) map[uint32]float64 {
	keys := slices.Collect(maps.Keys(m))
	slices.SortFunc(keys, func(a, b uint32) int {
		if m[a] != m[b] {
			if m[a] > m[b] {
				return -1
			}
			return 1
		}
		return int(min(1, max(-1, int64(a)-int64(b))))
	})
	out := make(map[uint32]float64, n)
	for _, k := range keys[:n] {
		out[k] = m[k]
	}
	return out
}

// likeness of a report to a line: words, actors below the level of a state, kinds of events.
func (l *line) likeness(n *node) float64 {
	return 0.6*cosine(l.words, n.words) + 0.25*cosine(l.actors, n.actors) + 0.15*cosine(l.types, n.types)
}

// founded reports whether any two reports of the line are told alike. Being in one place at one time, with events of the
// same kinds, does not make a fire and a stabbing one crisis.
func (l *line) founded() bool {
	if len(l.nodes) >= wellTold {
		return true
	}
	for i, a := range l.nodes {
		for _, b := range l.nodes[:i] {
			if a.doc != b.doc && cosine(a.words, b.words)+a.topic.Cosine(b.topic) >= toldAlike {
				return true
			}
		}
	}
	return false
}

// cosine of two bags. Sums run in the order of the keys, so that the same bags give the same bits.
func cosine[K cmpKey](a, b map[K]float64) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	shared := make([]K, 0, len(a))
	for k := range a {
		if _, ok := b[k]; ok {
			shared = append(shared, k)
		}
	}
	if len(shared) == 0 {
		return 0
	}
	slices.Sort(shared)
	var dot float64
	for _, k := range shared {
		dot += a[k] * b[k]
	}
	return dot / (norm(a) * norm(b))
}

type cmpKey interface {
	~uint32 | ~string
}

// norm adds squares from the smallest on, which makes the sum independent of the map's order.
func norm[K cmpKey](m map[K]float64) float64 {
	vs := make([]float64, 0, len(m))
	for _, v := range m {
		vs = append(vs, v*v)
	}
	slices.Sort(vs)
	var sum float64
	for _, v := range vs {
		sum += v
	}
	return math.Sqrt(sum)
}

// unite joins lines of one theatre that turned out to be about the same, the nearest first, until none are alike.
func (h *theatre) unite() []*line {
	lines := slices.Clone(h.lines)
	for {
		bi, bj, top := -1, -1, alike
		for i, a := range lines {
			for j := i + 1; j < len(lines); j++ {
				b := lines[j]
				if b.first-a.last > asleep || a.first-b.last > asleep {
					continue
				}
				s := 0.6*cosine(a.words, b.words) + 0.25*cosine(a.actors, b.actors) + 0.15*cosine(a.types, b.types) +
					h.near(max(b.first-a.last, a.first-b.last))
				if s > top {
					bi, bj, top = i, j, s
				}
			}
		}
		if bi < 0 {
			return lines
		}
		lines[bi] = joined(lines[bi], lines[bj])
		lines = slices.Delete(lines, bj, bj+1)
	}
}

// joined is a new line with the nodes of both, in order.
func joined(a, b *line) *line {
	nodes := slices.Concat(a.nodes, b.nodes)
	slices.SortFunc(nodes, compareNodes)
	l := &line{
		theatre: a.theatre, first: nodes[0].day, last: nodes[0].day, words: map[uint32]float64{},
		actors: map[casus.ActorID]float64{}, types: map[casus.Code]float64{},
	}
	for _, n := range nodes {
		l.take(n)
	}
	return l
}
