package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// recallReach is how many sentences back a definite noun may lead to the deed that it names again.
const recallReach = 3

// definites are the words by which a noun speaks of what the reader knows already.
var definites = []string{"the", "this", "that", "these", "those"}

// recall ties a deed that a noun names again ("The assault drove 12,000 villagers out") to the deed of its kind that was told
// just before it in the same report ("Troops shelled the camp"): one event. first is the first node of the page, which must
// have its text.
func (f *Fuser) recall(p *Page, first int32) {
	for n := first; n < int32(len(f.nodes)); n++ {
		e := f.nodes[n]
		if e.harm || !namedAgain(p.Doc.Text, f.stored[n]) {
			continue
		}
		if d := f.toldJustBefore(n, first); d >= 0 && !f.decided(n, d) {
			f.tie(n, d)
		}
	}
}

// namedAgain reports whether the words of a mention are a definite noun with nothing before or behind it that says which one is
// meant: "the second blast", "the blast of Monday" may be another.
func namedAgain(text string, m *casus.Mention) bool {
	words := strings.Fields(strings.ToLower(casus.Span{Start: m.Sentence.Start, End: m.Trigger.End}.Of(text)))
	own := len(strings.Fields(m.TriggerText))
	if own > 3 || own > len(words) {
		return false
	}
	before := words[:len(words)-own]
	head := words[len(words)-own:]
	switch {
	case slices.Contains(definites, head[0]):
	case own <= 2 && len(before) > 0 && slices.Contains(definites, before[len(before)-1]):
	default:
		return false
	}
	after, _, _ := strings.Cut(strings.TrimLeft(casus.Span{Start: m.Trigger.End, End: m.Sentence.End}.Of(text), " "), " ")
	return after != "of" && after != "that" && after != "which"
}

// toldJustBefore is the deed of n's kind that the report told last before it, -1 for none: nothing sets the two apart, and of
// the other deeds of this kind in reach none is another event.
func (f *Fuser) toldJustBefore(n, first int32) int32 {
	e := f.nodes[n]
	best := int32(-1)
	for d := first; d < int32(len(f.nodes)); d++ {
		o := f.nodes[d]
		apart := e.inSent - o.inSent
		if d == n || !e.besides(o) || apart < 0 || apart > recallReach || o.span.Start >= e.span.Start {
			continue
		}
		if best < 0 || o.span.Start > f.nodes[best].span.Start {
			best = d
		}
	}
	if best < 0 {
		return -1
	}
	fs := f.t.compare(e, f.nodes[best])
	if fs[fActorClash]+fs[fObjectClash]+fs[fDayApart]+fs[fPlaceApart]+fs[fModeApart]+fs[fSwapped] > 0 || fs[fActorsApart]+fs[fObjectsApart] > 0 {
		return -1
	}
	return best
}
