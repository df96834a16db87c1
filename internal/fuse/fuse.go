// Package fuse brings the mentions of many documents together: which of them tell of one happening, what each source
// claims about it, and who only repeats whom.
//
// In come documents with their mentions, claims, figures, sayings, links and forecasts, as plain root nouns. Out goes
// a Picture: events with the reason of every merge and the nearest non-merge, the claims of each event side by side
// with a verdict (a toll that stands in a sentence of its own among them), links between events, forecasts with their
// outcome. Documents may come in any order and one by one; the picture is the same as if all had come at once.
//
// It refuses to decide for one source against another: what differs stays side by side. It refuses to merge what
// happened with what was only predicted, supposed or demanded, and it never overrules a person's decision.
package fuse

import (
	"slices"

	"github.com/casus-project/casus"
)

// Page is one document with everything that was read from it.
type Page struct {
	Doc       casus.Document
	Mentions  []casus.Mention
	Claims    []casus.Claim
	Figures   []casus.Figure
	Sayings   []casus.Saying
	Links     []casus.Link // between mentions
	Forecasts []casus.Forecast
}

// Decisions are a person's merges and splits. They hold whatever the evidence says.
type Decisions struct {
	Merge [][2]casus.MentionID // these two are of one event
	Split [][2]casus.MentionID // these two are not
}

// Options of fusion. The zero value takes the tables of the binary and their threshold.
type Options struct {
	Tables    *Tables
	Threshold float64 // average probability from which groups of mentions merge; 0 is 0.45
	Decisions Decisions
}

const defaultThreshold = 0.45

func (o Options) filled() Options {
	if o.Tables == nil {
		o.Tables = embedded()
	}
	if o.Threshold == 0 {
		o.Threshold = defaultThreshold
	}
	return o
}

// Fuser keeps the events of the documents added so far. It is not safe for concurrent use.
type Fuser struct {
	t         *Tables
	limit     int32
	decisions map[casus.MentionID][]decision

	pages   map[casus.DocID]*page
	nodes   []*evidence
	stored  []*casus.Mention
	edges   [][]edge
	event   []*happening // of each node
	at      map[casus.MentionID]int32
	index   map[uint64][]int32
	copies  *copies
	reports []*report
	moved   map[casus.EventID]casus.EventID
	scratch map[int32]bool
	wholeOf []nesting
}

// page is what is kept of a Page beside its mentions.
type page struct {
	in       *report
	rest     Page
	stray    []stray         // figures that stand with no mention
	pairs    [][2]casus.Span // figures that speakers set against each other
	revising []revised       // sentences that bring figures up to date
	denials  []denial
	foretold map[casus.Span][]foreword // words of the forecasts
}

type decision struct {
	with casus.MentionID
	same bool
}

// happening is a cluster of nodes, in canonical order.
type happening struct {
	id    casus.EventID
	nodes []int32
}

// New is an empty Fuser.
func New(o Options) *Fuser {
	o = o.filled()
	f := &Fuser{
		t: o.Tables, limit: int32(o.Threshold * million), decisions: map[casus.MentionID][]decision{},
		pages: map[casus.DocID]*page{}, at: map[casus.MentionID]int32{}, index: map[uint64][]int32{},
		copies: newCopies(), moved: map[casus.EventID]casus.EventID{}, scratch: map[int32]bool{},
	}
	for _, d := range o.Decisions.Merge {
		f.decide(d, true)
	}
	for _, d := range o.Decisions.Split {
		f.decide(d, false)
	}
	return f
}

func (f *Fuser) decide(d [2]casus.MentionID, same bool) {
	f.decisions[d[0]] = append(f.decisions[d[0]], decision{d[1], same})
	f.decisions[d[1]] = append(f.decisions[d[1]], decision{d[0], same})
}

// Build fuses all pages at once.
func Build(in []Page, o Options) *Picture {
	f := New(o)
	var fresh []int32
	for _, p := range in {
		fresh = append(fresh, f.take(p)...)
	}
	f.regroup(fresh)
	return f.Picture()
}

// Change is what one more document changed: the events that are new or differ, and the ids that gave way to others.
type Change struct {
	Events []casus.EventID
	Moved  map[casus.EventID]casus.EventID
}

// Add takes one more page and brings the events up to date. A document that is known already changes nothing.
func (f *Fuser) Add(p Page) Change { return f.regroup(f.take(p)) }

// take files the mentions of a page and compares them with their candidates. It returns their nodes.
func (f *Fuser) take(p Page) []int32 {
	if f.pages[p.Doc.ID] != nil {
		return nil
	}
	r, ws := newReport(f.t, &p.Doc)
	r.text = f.copies.add(r.sketch)
	f.reports = append(f.reports, r)
	rest := p
	rest.Mentions, rest.Doc = nil, r.doc
	revising, instead := f.t.revising(&p), replaced(&p)
	withoutRefused(&p)
	planAhead(&p)
	rest.Claims, rest.Figures = p.Claims, p.Figures
	pairs := f.t.pairsIn(&p)
	f.pages[p.Doc.ID] = &page{in: r, rest: rest, stray: strays(&p, pairs, instead), pairs: pairs, revising: revising, denials: f.t.denialsIn(&p), foretold: f.t.forewords(&p, ws)}
	f.wholeOf = append(f.wholeOf, f.t.nestings(&p)...)
	first := int32(len(f.nodes))
	var fresh []int32
	for i := range p.Mentions {
		m := &p.Mentions[i]
		if _, dup := f.at[m.ID]; dup {
			continue
		}
		n := int32(len(f.nodes))
		f.at[m.ID] = n
		f.nodes = append(f.nodes, f.t.newEvidence(r, m, ws))
		f.stored = append(f.stored, m)
		f.edges = append(f.edges, nil)
		f.event = append(f.event, nil)
		f.compare(n, first)
		fresh = append(fresh, n)
	}
	f.bind(first)
	f.recall(&p, first)
	f.during(&p, first)
	return fresh
}

// compare finds the candidates of node n among the earlier nodes and keeps an edge for each pair that has any
// likelihood. first is the first node of the same document.
func (f *Fuser) compare(n, first int32) {
	e := f.nodes[n]
	k := f.t.keysOf(e)
	clear(f.scratch)
	for _, h := range k.look {
		for _, c := range f.index[h] {
			f.try(n, c)
		}
	}
	if n-first < wholeDoc {
		for c := first; c < n; c++ {
			f.try(n, c)
		}
	}
	for _, d := range f.decisions[e.id] {
		if c, ok := f.at[d.with]; ok && c != n {
			score := int32(-1)
			if d.same {
				score = million
			}
			f.edges[n] = set(f.edges[n], edge{c, score})
			f.edges[c] = set(f.edges[c], edge{n, score})
		}
	}
	for _, h := range k.file {
		f.index[h] = append(f.index[h], n)
	}
}

func (f *Fuser) try(n, c int32) {
	if f.scratch[c] {
		return
	}
	f.scratch[c] = true
	a, b := f.nodes[n], f.nodes[c]
	if !worthComparing(a, b) {
		return
	}
	fs := f.t.compare(a, b)
	score := int32(f.t.model.prob(&fs) * million)
	if score < f.limit && unlikeWords(&fs, a, b) {
		score = mute
	}
	if score > tollSure && sameToll(&fs, a, b) {
		score = bond
	}
	if score > faint || score == mute || a.in == b.in {
		f.edges[n] = append(f.edges[n], edge{c, score})
		f.edges[c] = append(f.edges[c], edge{n, score})
	}
}

// set replaces the edge to e.to, or adds it.
func set(es []edge, e edge) []edge {
	for i := range es {
		if es[i].to == e.to {
			es[i] = e
			return es
		}
	}
	return append(es, e)
}

// regroup clusters anew the components that the fresh nodes lie in.
func (f *Fuser) regroup(fresh []int32) Change {
	ch := Change{Moved: map[casus.EventID]casus.EventID{}}
	done := map[int32]bool{}
	for _, n := range fresh {
		if done[n] {
			continue
		}
		comp := f.component(n)
		for _, c := range comp {
			done[c] = true
		}
		f.cluster(comp, &ch)
	}
	slices.Sort(ch.Events)
	return ch
}

// component is everything that is tied to n by edges that are strong enough to merge, in canonical order.
func (f *Fuser) component(n int32) []int32 {
	seen := map[int32]bool{n: true}
	out := []int32{n}
	for i := 0; i < len(out); i++ {
		for _, e := range f.edges[out[i]] {
			if e.score >= f.limit && !seen[e.to] {
				seen[e.to] = true
				out = append(out, e.to)
			}
		}
	}
	slices.SortFunc(out, func(a, b int32) int { return f.nodes[a].key.compare(f.nodes[b].key) })
	return out
}

// cluster splits a component into events and notes which ids changed.
func (f *Fuser) cluster(comp []int32, ch *Change) {
	local := make(map[int32]int32, len(comp))
	for i, n := range comp {
		local[n] = int32(i)
	}
	edges := make([][]edge, len(comp))
	var tied, joined [][2]int32
	for i, n := range comp {
		for _, e := range f.edges[n] {
			j, ok := local[e.to]
			if !ok {
				continue
			}
			edges[i] = append(edges[i], edge{j, e.score})
			switch pair := [2]int32{int32(i), j}; {
			case e.score == bond && f.nodes[n].in == f.nodes[e.to].in:
				tied = append(tied, pair)
			case e.score == bond || e.score == million && f.decided(n, e.to):
				joined = append(joined, pair)
			}
		}
	}
	for _, pairs := range [][][2]int32{tied, joined} {
		slices.SortFunc(pairs, func(a, b [2]int32) int { return slices.Compare(a[:], b[:]) })
	}
	for _, c := range clusters(edges, tied, joined, int64(f.limit)) {
		f.establish(comp, c, ch)
	}
}

func (f *Fuser) decided(a, b int32) bool {
	for _, d := range f.decisions[f.nodes[a].id] {
		if d.with == f.nodes[b].id {
			return true
		}
	}
	return false
}

// establish makes one event of the nodes comp[c…].
func (f *Fuser) establish(comp, c []int32, ch *Change) {
	h := &happening{nodes: make([]int32, len(c))}
	for i, k := range c {
		h.nodes[i] = comp[k]
	}
	h.id = f.eventID(h.nodes[0])
	same := true
	for _, n := range h.nodes {
		old := f.event[n]
		if old == nil || old.id != h.id || len(old.nodes) != len(h.nodes) {
			same = false
		}
		if old != nil && old.id != h.id && old.nodes[0] == n {
			f.moved[old.id], ch.Moved[old.id] = h.id, h.id
		}
		f.event[n] = h
	}
	delete(f.moved, h.id)
	if !same {
		ch.Events = append(ch.Events, h.id)
	}
}

func (f *Fuser) eventID(n int32) casus.EventID {
	m := f.stored[n]
	return casus.EventID(casus.HashID("event", string(m.Document), m.Trigger.String(), string(m.Type)))
}

// Moved says which event an id that was given before belongs to now. An id that is still in use, or never was, is
// returned as it is.
func (f *Fuser) Moved(id casus.EventID) casus.EventID {
	for range len(f.moved) + 1 {
		next, ok := f.moved[id]
		if !ok {
			break
		}
		id = next
	}
	return id
}
