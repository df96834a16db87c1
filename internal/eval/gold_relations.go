package eval

import (
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gold"
)

// relations scores the links between the events of a cluster, each once however many reports assert it. An end is right
// where its mentions overlap any of the gold end's.
func (s *clusterScorer) relations(st *goldStory) error {
	shift := func(doc string, span casus.Span) casus.Span {
		return casus.Span{Start: span.Start + st.base[doc], End: span.End + st.base[doc]}
	}
	ends := func(end string) []casus.Span {
		var out []casus.Span
		event := end
		for _, m := range st.mentions {
			if m.ID == end {
				event = eventOf(m)
			}
		}
		for _, m := range st.mentions {
			if eventOf(m) == event {
				out = append(out, shift(m.Doc, m.Span))
			}
		}
		return out
	}
	coded := map[string][]casus.Span{}
	for i := range st.picture.Mentions {
		m := &st.picture.Mentions[i]
		event := string(st.picture.EventOf[m.ID])
		coded[event] = append(coded[event], shift(string(m.Document), m.Trigger))
	}
	var want, got []relation
	var rows []*gold.Row
	for _, row := range st.c.Rows {
		if row.Kind != "link" {
			continue
		}
		r := goldRelation(row, ends)
		if !slices.ContainsFunc(want, r.equals) {
			want, rows = append(want, r), append(rows, row)
		}
	}
	var links []*casus.Link
	for i := range st.picture.Links {
		l := &st.picture.Links[i]
		if l.Level != "event" || l.Inferred {
			continue
		}
		r := relation{typ: l.Type, from: coded[l.From], to: coded[l.To]}.settled()
		if !slices.ContainsFunc(got, r.equals) {
			got, links = append(got, r), append(links, l)
		}
	}
	return s.paired(st, pairedLinks{want, got, rows, links, coded})
}

// pairedLinks are the relations of both sides with where they come from.
type pairedLinks struct {
	want, got []relation
	rows      []*gold.Row
	links     []*casus.Link
	coded     map[string][]casus.Span // the triggers of each coded event
}

func (s *clusterScorer) paired(st *goldStory, p pairedLinks) error {
	match := pairRelations(p.want, p.got)
	typed, tied := make([]bool, len(p.got)), make([]bool, len(p.got))
	for i, row := range p.rows {
		j := match[i]
		right := j >= 0 && p.want[i].equals(p.got[j])
		s.count("event link recall", right)
		s.count("event link ends recall", j >= 0)
		lost := lostLink(p.want[i], p.coded, j >= 0, right)
		if lost != "neither end coded" && lost != "one end not coded" {
			s.count("event link of coded", right)
		}
		var pred any
		if j >= 0 {
			typed[j], tied[j] = right, true
			pred = linkItem(p.links[j])
		}
		if err := s.item(answer{"event link", st.c.File, right, map[string]any{"type": row.Type, "words": row.Quote, "doc": row.Doc, "from": row.From, "to": row.To, "lost": lost}, pred}); err != nil {
			return err
		}
	}
	for j := range p.got {
		s.count("event link precision", typed[j])
		s.count("event link ends precision", tied[j])
		if !tied[j] {
			if err := s.item(answer{"event link", st.c.File, false, nil, linkItem(p.links[j])}); err != nil {
				return err
			}
		}
	}
	return nil
}
