package crisis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// byHand joins the crises that a person joined and takes out the events that a person took out.
func (s *scene) byHand(found []*proposal) []*proposal {
	for _, pair := range s.k.o.Merge {
		i := slices.IndexFunc(found, func(c *proposal) bool { return c.ID == pair[0] })
		j := slices.IndexFunc(found, func(c *proposal) bool { return c.ID == pair[1] })
		if i < 0 || j < 0 || i == j {
			continue
		}
		a, b := found[i], found[j]
		m := &proposal{theatre: a.theatre, line: a.line, deeds: a.deeds + b.deeds}
		m.Events = slices.Concat(a.Events, b.Events)
		slices.Sort(m.Events)
		m.Events = slices.Compact(m.Events)
		m.Documents = slices.Concat(a.Documents, b.Documents)
		s.fill(m)
		m.Confirmed, m.Reason = true, m.Reason+"; joined by a person"
		found[i] = m
		found = slices.Delete(found, j, j+1)
	}
	for _, c := range found {
		never := s.k.o.Never[c.ID]
		if len(never) == 0 {
			continue
		}
		id := c.ID
		c.Events = slices.DeleteFunc(c.Events, func(e casus.EventID) bool { return slices.Contains(never, e) })
		if len(c.Events) > 0 {
			c.Actors, c.Places, c.Countries, c.From, c.Until = nil, nil, nil, "", ""
			s.fill(c)
			c.ID = id
		}
	}
	return slices.DeleteFunc(found, func(c *proposal) bool { return len(c.Events) == 0 })
}

// fold puts a crisis into a larger one where nearly all its reports are that one's too: one crisis in two theatres. A
// single report of two crises folds nothing.
func (s *scene) fold(found []*proposal) []*proposal {
	slices.SortStableFunc(found, func(a, b *proposal) int {
		if len(a.Documents) != len(b.Documents) {
			return len(b.Documents) - len(a.Documents)
		}
		if len(a.Events) != len(b.Events) {
			return len(b.Events) - len(a.Events)
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	var out []*proposal
	for _, c := range found {
		i := slices.IndexFunc(out, func(o *proposal) bool {
			return len(c.Documents) >= 2 && sharedDocs(o, c)*3 >= len(c.Documents)*2
		})
		if i < 0 {
			out = append(out, c)
			continue
		}
		o := out[i]
		o.Events = slices.Concat(o.Events, c.Events)
		slices.Sort(o.Events)
		o.Events = slices.Compact(o.Events)
		o.Documents, o.deeds = slices.Concat(o.Documents, c.Documents), o.deeds+c.deeds
		o.Actors, o.Places, o.Countries, o.From, o.Until = nil, nil, nil, "", ""
		s.fill(o)
	}
	return out
}

// sharedDocs counts the documents that two crises have in common.
func sharedDocs(a, b *proposal) int {
	n := 0
	for _, d := range b.Documents {
		if _, ok := slices.BinarySearch(a.Documents, d); ok {
			n++
		}
	}
	return n
}

// distinguish adds the first day to the names of crises that would be called the same.
func (s *scene) distinguish(p *fuse.Picture) {
	count := map[string]int{}
	for i := range p.Crises {
		count[p.Crises[i].Name]++
	}
	for i := range p.Crises {
		if c := &p.Crises[i]; count[c.Name] > 1 && !c.Confirmed {
			c.Name = fmt.Sprintf("%s (from %s)", c.Name, c.From)
		}
	}
}

// crisisLinks lifts links between events to their crises, where the two ends have no crisis in common. Each keeps the
// words that assert it and who asserts them.
func (s *scene) crisisLinks(p *fuse.Picture) []casus.Link {
	of := map[string][]casus.CrisisID{}
	for i := range p.Crises {
		for _, e := range p.Crises[i].Events {
			of[string(e)] = append(of[string(e)], p.Crises[i].ID)
		}
	}
	var out []casus.Link
	for _, l := range p.Links {
		if l.Level != "event" {
			continue
		}
		for _, a := range of[l.From] {
			for _, b := range of[l.To] {
				if slices.Contains(of[l.To], a) || slices.Contains(of[l.From], b) {
					continue
				}
				c := l
				c.Level, c.From, c.To = "crisis", string(a), string(b)
				c.ID = casus.LinkID(casus.HashID("link", c.From, c.To, string(c.Type), string(c.Document), c.Span.String()))
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(a, b casus.Link) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return slices.CompactFunc(out, func(a, b casus.Link) bool { return a.ID == b.ID })
}
