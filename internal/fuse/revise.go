package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// revising are the sentences of a page, which must have its text, that bring an earlier figure up to date or correct it.
func (t *Tables) revising(p *Page) []casus.Span {
	var out []casus.Span
	for i := range p.Figures {
		s := sentenceAt(p.Doc.Text, p.Figures[i].Span)
		if !slices.Contains(out, s) && t.revises(p, s) {
			out = append(out, s)
		}
	}
	return out
}

func (t *Tables) revises(p *Page, s casus.Span) bool {
	text := " " + strings.Join(strings.FieldsFunc(strings.ToLower(s.Of(p.Doc.Text)), func(r rune) bool {
		return strings.ContainsRune(" ,;:.!?\"\n()", r)
	}), " ") + " "
	if slices.ContainsFunc(t.revisions, func(cue string) bool { return strings.Contains(text, " "+cue+" ") }) {
		return true
	}
	return slices.ContainsFunc(p.Figures, func(g casus.Figure) bool { return s.Contains(g.Span) && refused(p, g.Span) })
}

// refused reports whether a number is named as the wrong one: "three, not two".
func refused(p *Page, s casus.Span) bool {
	before := strings.ToLower(p.Doc.Text[max(0, s.Start-len("rather than ")):s.Start])
	return strings.HasSuffix(before, " not ") || strings.HasSuffix(before, "instead of ") || strings.HasSuffix(before, "rather than ")
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

// markRevisions notes which figures stand in a sentence that brings one up to date.
func (f *Fuser) markRevisions(claims []casus.Claim) {
	for i := range claims {
		c := &claims[i]
		if _, _, number := bounds(c); number && f.pages[c.Document] != nil {
			c.Revises = slices.ContainsFunc(f.pages[c.Document].revising, func(s casus.Span) bool { return s.Contains(c.Span) })
		}
	}
}
