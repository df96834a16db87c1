package fuse

import (
	"math"
	"slices"

	"github.com/casus-project/casus"
)

// Limits of grouping documents into stories.
const (
	storyLimit = 0.16 // average likeness from which groups of documents are one story
	storyDays  = 7.0  // days in which the likeness of dated documents falls to a third
)

// Stories groups documents that tell of the same happenings, by their words and, where both are dated, their days.
// The groups are lists of positions in pages, in order. Average linkage, as for events.
func Stories(pages []Page, o Options) [][]int {
	o = o.filled()
	rs := make([]*report, len(pages))
	bags := make([]bag, len(pages))
	for i := range pages {
		var ws []word
		rs[i], ws = newReport(o.Tables, &pages[i].Doc)
		bags[i] = newBag(ws)
	}
	var out [][]int
	for _, g := range stories(rs) {
		for _, part := range o.Tables.separate(bags, g) {
			slices.Sort(part)
			out = append(out, part)
		}
	}
	return out
}

func stories(rs []*report) [][]int {
	edges := make([][]edge, len(rs))
	for i, a := range rs {
		for j, b := range rs[:i] {
			if s := int32(likeness(a, b) * million); s > 0 {
				edges[i] = append(edges[i], edge{int32(j), s})
				edges[j] = append(edges[j], edge{int32(i), s})
			}
		}
	}
	var out [][]int
	for _, c := range clusters(edges, nil, nil, int64(storyLimit*million)) {
		g := make([]int, len(c))
		for k, i := range c {
			g[k] = int(i)
		}
		out = append(out, g)
	}
	return out
}

// likeness of two documents, 0 to 1.
func likeness(a, b *report) float64 {
	s := a.vec.Cosine(b.vec)
	if a.day > 0 && b.day > 0 {
		s *= math.Exp(-math.Abs(float64(a.day-b.day)) / storyDays)
	}
	return s
}

// Within clusters the mentions of given groups of documents: within a group all pairs are compared, across groups
// none. It is fusion without its look-up of candidates, for texts whose mentions are not coded.
func Within(pages []Page, groups [][]int, o Options) [][]casus.MentionID {
	o = o.filled()
	var out [][]casus.MentionID
	for _, g := range groups {
		es := o.Tables.evidenceOf(pages, g)
		edges := make([][]edge, len(es))
		for i, a := range es {
			for j, b := range es[:i] {
				f := o.Tables.compare(a, b)
				s := int32(o.Tables.model.prob(&f) * million)
				edges[i] = append(edges[i], edge{int32(j), s})
				edges[j] = append(edges[j], edge{int32(i), s})
			}
		}
		for _, c := range clusters(edges, nil, nil, int64(o.Threshold*million)) {
			ids := make([]casus.MentionID, len(c))
			for k, i := range c {
				ids[k] = es[i].id
			}
			out = append(out, ids)
		}
	}
	return out
}

// evidenceOf gathers the evidence of the mentions of some pages.
func (t *Tables) evidenceOf(pages []Page, group []int) []*evidence {
	var out []*evidence
	for _, i := range group {
		p := &pages[i]
		r, ws := newReport(t, &p.Doc)
		for k := range p.Mentions {
			out = append(out, t.newEvidence(r, &p.Mentions[k], ws))
		}
	}
	return out
}
