package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

const (
	duringWords   = 4   // words that may stand between the cue and the noun of the deed: "in the US air raid"
	duringRelated = 0.5 // how far the kinds of a harm and its deed must go together, where they are not the same
)

// duringCues are words that make a harm before them one of the deed named after them.
var duringCues = []string{"by", "during", "from", "in", "in the course of"}

// phraseBreaks are words after which another phrase begins, so that the noun behind them is not what the cue leads to.
var phraseBreaks = strings.Fields("in of from who that which on at near for with to and or but after before since until as when while where by during")

// during ties each harm of a page to the deed in which its sentence says that it was done ("killed in Saturday's attack"):
// one event, or, where the deed is of another kind ("killed in the raid"), a part of it. first is the first node of the
// page, which must have its text.
func (f *Fuser) during(p *Page, first int32) {
	for h := first; h < int32(len(f.nodes)); h++ {
		if !f.nodes[h].harm {
			continue
		}
		best := int32(-1)
		for d := first; d < int32(len(f.nodes)); d++ {
			if d != h && f.doneIn(p.Doc.Text, f.nodes[h], f.nodes[d]) && (best < 0 || f.nodes[d].span.Start < f.nodes[best].span.Start) {
				best = d
			}
		}
		switch {
		case best < 0 || f.decided(h, best):
		case f.nodes[h].typ == f.nodes[best].typ:
			f.tie(h, best)
		default:
			f.wholeOf = append(f.wholeOf, nesting{f.nodes[h].id, f.nodes[best].id})
		}
	}
}

// tie makes two nodes one event from the start.
func (f *Fuser) tie(a, b int32) {
	f.edges[a] = set(f.edges[a], edge{b, bond})
	f.edges[b] = set(f.edges[b], edge{a, bond})
}

// doneIn reports whether a sentence tells the harm h as done in the deed d, named after it.
func (f *Fuser) doneIn(text string, h, d *evidence) bool {
	if d.harm || h.inSent != d.inSent || d.span.Start < h.span.End || h.world != d.world || h.back != d.back || h.negative || d.negative {
		return false
	}
	if h.typ != d.typ && f.t.related[[2]casus.Code{h.typ, d.typ}] < duringRelated {
		return false
	}
	between := " " + strings.ToLower(strings.Join(strings.Fields(text[h.span.End:d.span.Start]), " ")) + " "
	at := -1
	for _, cue := range duringCues {
		if i := strings.LastIndex(between, " "+cue+" "); i >= 0 {
			at = max(at, i+len(cue)+1)
		}
	}
	if at < 0 || strings.ContainsAny(between, ",;:()\"“”") {
		return false
	}
	led := strings.Fields(between[at:])
	return len(led) <= duringWords && !slices.ContainsFunc(led, func(w string) bool { return slices.Contains(phraseBreaks, w) })
}
