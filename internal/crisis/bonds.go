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

// lifted brings links between events to their crises, where the two ends have no crisis in common. Each keeps the words
// that assert it and who asserts them, or that nobody does.
func lifted(p *fuse.Picture, links []casus.Link) []casus.Link {
	of := map[string][]casus.CrisisID{}
	for i := range p.Crises {
		for _, e := range p.Crises[i].Events {
			of[string(e)] = append(of[string(e)], p.Crises[i].ID)
		}
	}
	var out []casus.Link
	for _, l := range links {
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
				c.ID = casus.LinkID(casus.HashID("link", c.From, c.To, kindOfLink(&c), string(c.Document), c.Span.String()))
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(a, b casus.Link) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return slices.CompactFunc(out, func(a, b casus.Link) bool { return a.ID == b.ID })
}

// kindOfLink is what sets two links between the same ends apart: the type that is stated, or the rule that suggests it.
func kindOfLink(l *casus.Link) string {
	if l.Inferred {
		return l.Rule
	}
	return string(l.Type)
}
