package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// revision is a cue that a sentence brings an earlier figure up to date; own where that was of the same source.
type revision struct {
	cue string
	own bool
}

// revised is such a sentence.
type revised struct {
	sentence casus.Span
	own      bool
}

// revising are the sentences of a page, which must have its text, that bring an earlier figure up to date or correct it.
func (t *Tables) revising(p *Page) []revised {
	var out []revised
	for i := range p.Figures {
		s := sentenceAt(p.Doc.Text, p.Figures[i].Span)
		if slices.ContainsFunc(out, func(r revised) bool { return r.sentence == s }) {
			continue
		}
		if own, ok := t.revises(p, s); ok {
			out = append(out, revised{s, own})
		}
	}
	return out
}

func (t *Tables) revises(p *Page, s casus.Span) (own, ok bool) {
	text := spaced(s.Of(p.Doc.Text))
	for _, r := range t.revisions {
		if strings.Contains(text, " "+r.cue+" ") {
			own, ok = own || r.own, true
		}
	}
	return own, ok || slices.ContainsFunc(p.Figures, func(g casus.Figure) bool { return s.Contains(g.Span) && refused(p, g.Span) })
}

// refused reports whether a number is named as the wrong one: "three, not two".
func refused(p *Page, s casus.Span) bool {
	before := strings.ToLower(p.Doc.Text[max(0, s.Start-len("rather than ")):s.Start])
	return strings.HasSuffix(before, " not ") || strings.HasSuffix(before, "instead of ") || strings.HasSuffix(before, "rather than ")
}

// replacedBytes is how far after a figure the wrong one may stand that it replaces: "three, not two".
const replacedBytes = 40

// replaced are the figures of a page that replace others, by their spans, with the value that each replaces.
func replaced(p *Page) map[casus.Span]float64 {
	out := map[casus.Span]float64{}
	for i := range p.Figures {
		for j := i + 1; j < len(p.Figures); j++ {
			a, b := &p.Figures[i], &p.Figures[j]
			if b.Value != nil && b.Span.Start-a.Span.End <= replacedBytes && refused(p, b.Span) && sentenceAt(p.Doc.Text, a.Span).Contains(b.Span) {
				out[a.Span] = *b.Value
			}
		}
	}
	return out
}

// withoutRefused leaves out the claims and figures that a text names as wrong.
func withoutRefused(p *Page) {
	p.Claims = slices.DeleteFunc(slices.Clone(p.Claims), func(c casus.Claim) bool { return c.Attribute != attrType && refused(p, c.Span) })
	p.Figures = slices.DeleteFunc(slices.Clone(p.Figures), func(g casus.Figure) bool { return refused(p, g.Span) })
	for i := range p.Mentions {
		m := &p.Mentions[i]
		if slices.ContainsFunc(m.Figures, func(g casus.Figure) bool { return refused(p, g.Span) }) {
			kept := *m
			kept.Figures = slices.DeleteFunc(slices.Clone(m.Figures), func(g casus.Figure) bool { return refused(p, g.Span) })
			p.Mentions = slices.Clone(p.Mentions)
			p.Mentions[i] = kept
		}
	}
}

// markRevisions notes which figures stand in a sentence that brings one up to date: one of the same source, or, where the
// outlet gives it in its own voice, any. Who only names another figure than somebody else differs from him.
func (f *Fuser) markRevisions(claims []casus.Claim) {
	for i := range claims {
		c := &claims[i]
		if _, _, number := bounds(c); number && f.pages[c.Document] != nil {
			c.Revises = slices.ContainsFunc(f.pages[c.Document].revising, func(r revised) bool {
				return r.sentence.Contains(c.Span) && (r.own || c.Speaker == nil)
			})
		}
	}
}
