// Package link finds the relations between events that a text asserts: causes, responses, condemnations, preconditions,
// order in time, comparisons, and links that somebody denies.
//
// An analysed text and its mentions come in; links between mentions go out, each with the words that assert it. What
// opens a relation is a table (data/lexicon/en/link-connectives.tsv), its ends are found on the tree. The package refuses
// to infer: what shares an actor, a place or a sentence is not linked for that.
package link

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/ling"
)

// Options changes what is found. The zero value finds all types.
type Options struct {
	NoTime bool // leave out links that only tell the order in time
}

// Finder finds links. It is read-only and safe for concurrent use.
type Finder struct {
	table *table
	opts  Options
}

// Open makes a Finder from the embedded table.
func Open(o Options) (*Finder, error) {
	t, err := loadTable(data.FS)
	if err != nil {
		return nil, err
	}
	return &Finder{table: t, opts: o}, nil
}

// New is Open for the embedded table, which tests hold to be sound; it panics where it is not.
func New(o Options) *Finder {
	f, err := Open(o)
	if err != nil {
		panic(err)
	}
	return f
}

// Find lists the links between the mentions of t, in the order of the words that assert them. From and To are ids of
// mentions; AssertedBy is set only where the connective itself names somebody, and is then unresolved.
func (f *Finder) Find(t *ling.Text, m []casus.Mention) []casus.Link {
	if len(m) < 2 {
		return nil
	}
	ends := newEnds(t, m, f.table)
	var out []casus.Link
	for _, r := range f.Relations(t) {
		from, to := ends.of(&r)
		if from < 0 || to < 0 || from == to || m[from].Trigger.Overlaps(m[to].Trigger) {
			continue
		}
		if from, to = ends.settle(&r, from, to); r.Type == "" || f.opts.NoTime && (r.Type == casus.LinkBefore || r.Type == casus.LinkAfter) {
			continue
		}
		l := makeLink(t, r, &m[from], &m[to])
		if !repeats(out, l) {
			out = append(out, l)
		}
	}
	for _, l := range append(ends.replies(), ends.reactions(&scan{t: t, table: f.table})...) {
		if !repeats(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// repeats reports whether the two mentions are linked in that way already.
func repeats(all []casus.Link, l casus.Link) bool {
	for i := range all {
		if all[i].From == l.From && all[i].To == l.To && all[i].Type == l.Type {
			return true
		}
	}
	return false
}

// makeLink puts a link together. Its span stands in the sentence of the connective and reaches over it and
// the words at its ends.
func makeLink(t *ling.Text, r Relation, from, to *casus.Mention) casus.Link {
	span := t.SpanOf(r.Signal.First, r.Signal.Last)
	sent := t.Sents[t.SentenceOf(r.Signal.First)].Span
	for _, end := range []struct {
		head    int
		trigger casus.Span
	}{{r.FromHead, from.Trigger}, {r.ToHead, to.Trigger}} {
		if sent.Contains(end.trigger) {
			span = span.Union(end.trigger)
		} else if word := t.Tokens[end.head].Span; sent.Contains(word) {
			span = span.Union(word) // the word that takes the event up
		}
	}
	typ := r.Type
	if r.Denied {
		typ = casus.LinkDenied
	}
	l := casus.Link{
		Level: "event", From: string(from.ID), To: string(to.ID), Type: typ, Document: t.Doc.ID, Span: span,
		Text: span.Of(t.Doc.Text), FromSpan: from.Trigger, ToSpan: to.Trigger, Rule: r.Rule,
	}
	if !r.Asserter.Empty() {
		s := t.SpanOf(r.Asserter.First, r.Asserter.Last)
		l.AssertedBy = &casus.Party{Span: s, Text: s.Of(t.Doc.Text)}
	}
	l.ID = casus.LinkID(casus.HashID("link", string(t.Doc.ID), l.From, l.To, string(l.Type), span.String()))
	return l
}
