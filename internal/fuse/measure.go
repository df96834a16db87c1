package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// measure says what a count of something tells: the group of words with which it is compared ("arrested", "detained"), and
// the types of the events that have such a count.
type measure struct {
	group string
	types []casus.Code
}

func newMeasure(f []string) measure {
	m := measure{group: f[1]}
	for _, code := range strings.Fields(f[2]) {
		if code != "-" {
			m.types = append(m.types, casus.Code(code))
		}
	}
	return m
}

// measureOf looks an attribute up, else what is counted.
func (t *Tables) measureOf(attr, counted string) (measure, bool) {
	for _, w := range []string{attr, counted} {
		if m, ok := t.measures[strings.ToLower(w)]; ok {
			return m, true
		}
	}
	return measure{}, false
}

// counted reports whether events of a type have something to count: deeds, not words.
func (t *Tables) counted(code casus.Code) bool {
	for _, m := range t.measures {
		if slices.Contains(m.types, code) {
			return true
		}
	}
	return false
}

// countGroup is what a count is compared by: the group of its words, else their stem.
func (t *Tables) countGroup(attr, counted string) string {
	if m, ok := t.measureOf(attr, counted); ok {
		return m.group
	}
	if counted == "" {
		counted = attr
	}
	return stem(strings.ToLower(counted))
}

// pairBytes is how far apart two figures may stand that are set against each other.
const pairBytes = 220

// pairs are the figures of a page, which must have its text, that two speakers set against each other within a sentence or
// two: "the union says 40, the police 12". Each pair is in text order.
func (t *Tables) pairsIn(p *Page) [][2]casus.Span {
	var out [][2]casus.Span
	for i := range p.Figures {
		for j := i + 1; j < len(p.Figures); j++ {
			a, b := &p.Figures[i], &p.Figures[j]
			if b.Span.Start-a.Span.End > pairBytes {
				break
			}
			if t.setAgainst(p, a, b) {
				out = append(out, [2]casus.Span{a.Span, b.Span})
			}
		}
	}
	return out
}

func (t *Tables) setAgainst(p *Page, a, b *casus.Figure) bool {
	switch {
	case a.Kind != b.Kind || a.Unit != b.Unit || a.Kind != "count" && a.Kind != "money" && a.Kind != "percent":
		return false
	case a.Span.Overlaps(b.Span) || strings.Contains(p.Doc.Text[a.Span.End:b.Span.Start], "\n"):
		return false
	case a.Total != b.Total || scopeKey(a.Scope) != scopeKey(b.Scope) && a.Scope != "" && b.Scope != "":
		return false
	}
	if a.Kind == "count" && t.countGroup(a.Attribute, a.Counted) != t.countGroup(b.Attribute, b.Counted) {
		return false
	}
	x, y := speakerOf(p, a), speakerOf(p, b)
	switch {
	case y == nil:
		return false
	case x == nil:
		return true
	}
	return t.speakerKey(x) != t.speakerKey(y)
}

// speakerOf is who gives a figure: by its own clause, else by the saying that it stands in.
func speakerOf(p *Page, g *casus.Figure) *casus.Party {
	if g.Speaker != nil {
		return g.Speaker
	}
	for i := range p.Sayings {
		if v := &p.Sayings[i]; v.Speaker != nil && v.Content.Contains(g.Span) {
			return v.Speaker
		}
	}
	return nil
}

func inPair(pairs [][2]casus.Span, s casus.Span) bool {
	return slices.ContainsFunc(pairs, func(p [2]casus.Span) bool { return p[0] == s || p[1] == s })
}
