package crisis

import (
	"fmt"
	"slices"

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
