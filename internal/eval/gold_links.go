package eval

import (
	"encoding/json"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/gold"
)

// relation is a link in one direction of speech, gold or coded. The corpus reads "from is a response to to", "from
// condemns to"; a casus.Link goes from the deed to its answer. Both become the reading "first leads to second, or stands
// before it"; a comparison and a denied link have no direction.
type relation struct {
	typ        casus.LinkType
	from, to   []casus.Span // the triggers that tell of each end
	undirected bool
}

// goldRelation reads a row of the corpus.
func goldRelation(row *gold.Row, spans func(end string) []casus.Span) relation {
	r := relation{typ: casus.LinkType(row.Type), from: spans(row.From), to: spans(row.To)}
	switch r.typ {
	case casus.LinkResponse, casus.LinkCondemnation:
		r.from, r.to = r.to, r.from
	}
	return r.settled()
}

// settled turns "after" into "before" and notes which types have no direction.
func (r relation) settled() relation {
	switch r.typ {
	case casus.LinkAfter:
		r.typ, r.from, r.to = casus.LinkBefore, r.to, r.from
	case casus.LinkComparison, casus.LinkDenied:
		r.undirected = true
	}
	return r
}

// joins reports whether two relations tie the same ends, in the same direction or in any.
func (r relation) joins(s relation, anyDirection bool) bool {
	return meet(r.from, s.from) && meet(r.to, s.to) || anyDirection && meet(r.from, s.to) && meet(r.to, s.from)
}

// equals reports whether two relations are the same statement.
func (r relation) equals(s relation) bool { return r.typ == s.typ && r.joins(s, r.undirected) }

// meet reports whether a span of one list overlaps one of the other.
func meet(a, b []casus.Span) bool {
	for _, s := range a {
		if touches(s, b) {
			return true
		}
	}
	return false
}

// pairRelations gives each gold relation the index of the coded one that answers it, −1 for none: the same statements
// first, then those that tie the same ends in another way. One answers one.
func pairRelations(want, got []relation) []int {
	match, used := make([]int, len(want)), make([]bool, len(got))
	for i := range match {
		match[i] = -1
	}
	for _, fits := range []func(a, b relation) bool{relation.equals, func(a, b relation) bool { return a.joins(b, true) }} {
		for i := range want {
			for j := range got {
				if match[i] < 0 && !used[j] && fits(want[i], got[j]) {
					match[i], used[j] = j, true
				}
			}
		}
	}
	return match
}

// answer is one line of the predictions of a layer: what the gold has, what was found, and whether that is right.
type answer struct {
	Layer string `json:"layer"`
	ID    string `json:"id"`
	Right bool   `json:"right"`
	Gold  any    `json:"gold"` // nil: nothing
	Pred  any    `json:"pred"`
}

// item prints one answer.
func (g *goldScorer) item(a answer) error {
	if g.out == nil {
		return nil
	}
	return json.NewEncoder(g.out).Encode(a)
}

// links scores the relations that a report asserts. An end is right where its trigger overlaps any mention in the report of
// the gold end, be that given as a mention or as an event. "link ends" asks for the two ends only; "link of coded" is the
// recall over those links both ends of which have a mention at all.
func (g *goldScorer) links(rows []*gold.Row, mentions []*gold.Row, p *extract.Page) error {
	var want, got []relation
	var asked []*gold.Row
	for _, row := range rows {
		if row.Kind == "link" {
			asked = append(asked, row)
			want = append(want, goldRelation(row, func(end string) []casus.Span { return triggersOf(end, mentions) }))
		}
	}
	trigger := map[string]casus.Span{}
	var coded []casus.Span
	for i := range p.Mentions {
		trigger[string(p.Mentions[i].ID)] = p.Mentions[i].Trigger
		coded = append(coded, p.Mentions[i].Trigger)
	}
	for i := range p.Links {
		l := &p.Links[i]
		got = append(got, relation{typ: l.Type, from: []casus.Span{trigger[l.From]}, to: []casus.Span{trigger[l.To]}}.settled())
	}
	match := pairRelations(want, got)
	typed, tied := make([]bool, len(got)), make([]bool, len(got))
	for i, row := range asked {
		j := match[i]
		right := j >= 0 && want[i].equals(got[j])
		g.count("link recall", right)
		g.count("link ends recall", j >= 0)
		from, to := meet(want[i].from, coded), meet(want[i].to, coded)
		if from && to {
			g.count("link of coded", right)
		}
		var pred any
		if j >= 0 {
			typed[j], tied[j] = right, true
			pred = linkItem(&p.Links[j])
		}
		wanted := map[string]any{"type": row.Type, "words": row.Quote, "from": words(p.Doc.Text, want[i].from), "to": words(p.Doc.Text, want[i].to)}
		wanted["ends_coded"] = []bool{from, to}
		if err := g.item(answer{"link", row.Doc, right, wanted, pred}); err != nil {
			return err
		}
	}
	for j := range got {
		g.count("link precision", typed[j])
		g.count("link ends precision", tied[j])
		if !tied[j] {
			if err := g.item(answer{"link", string(p.Doc.ID), false, nil, linkItem(&p.Links[j])}); err != nil {
				return err
			}
		}
	}
	return nil
}

// triggersOf are the triggers in a report of a mention and of the others of its event, or of an event.
func triggersOf(end string, mentions []*gold.Row) []casus.Span {
	event := end
	var out []casus.Span
	for _, m := range mentions {
		if m.ID == end {
			event = m.Event
			out = append(out, m.Span)
		}
	}
	for _, m := range mentions {
		if event != "" && m.Event == event {
			out = append(out, m.Span)
		}
	}
	return out
}

// words are what stands at the spans.
func words(text string, spans []casus.Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, s.Of(text))
	}
	return out
}

func linkItem(l *casus.Link) map[string]any {
	return map[string]any{"type": l.Type, "words": l.Text, "from": l.FromSpan, "to": l.ToSpan, "rule": l.Rule}
}
