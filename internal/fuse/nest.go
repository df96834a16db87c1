package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// nest makes an event part of another where a sentence of its mentions says so: its trigger, then the cue, then the
// trigger of the other, with no third trigger between them. Loops are not made.
func (f *Fuser) nest(p *Picture) {
	byID := make(map[casus.EventID]*casus.Event, len(p.Events))
	for i := range p.Events {
		byID[p.Events[i].ID] = &p.Events[i]
	}
	stated := slices.Clone(f.wholeOf)
	slices.SortFunc(stated, func(a, b nesting) int {
		if c := f.nodes[f.at[a.part]].key.compare(f.nodes[f.at[b.part]].key); c != 0 {
			return c
		}
		return strings.Compare(string(a.whole), string(b.whole))
	})
	for _, n := range stated {
		part, whole := byID[p.EventOf[n.part]], byID[p.EventOf[n.whole]]
		if part == nil || whole == nil || part == whole || part.PartOf != "" || above(byID, whole, part) {
			continue
		}
		part.PartOf = whole.ID
	}
}

// above reports whether e lies inside top.
func above(byID map[casus.EventID]*casus.Event, e, top *casus.Event) bool {
	for e != nil && e != top {
		e = byID[e.PartOf]
	}
	return e == top
}

// nesting is one statement that a happening is part of another.
type nesting struct{ part, whole casus.MentionID }

// nestings finds such statements in a page, which must have its text.
func (t *Tables) nestings(p *Page) []nesting {
	var out []nesting
	for i := range p.Mentions {
		a := &p.Mentions[i]
		var next *casus.Mention
		for j := range p.Mentions {
			b := &p.Mentions[j]
			if b.Sentence == a.Sentence && b.Trigger.Start >= a.Trigger.End && (next == nil || b.Trigger.Start < next.Trigger.Start) {
				next = b
			}
		}
		if next == nil {
			continue
		}
		between := casus.Span{Start: a.Trigger.End, End: next.Trigger.Start}.Of(p.Doc.Text)
		for _, cue := range t.partCues {
			if strings.Contains(" "+strings.ToLower(between)+" ", " "+cue+" ") {
				out = append(out, nesting{a.ID, next.ID})
				break
			}
		}
	}
	return out
}
