package eval

import (
	"maps"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/gold"
)

// identity scores which mentions are of one event: B³ over the mentions that both sides have, within and across the reports
// of a cluster. A gold mention without an event is one of its own.
func (s *clusterScorer) identity(st *goldStory) error {
	byGold, bySystem := map[string][]*gold.Row{}, map[string][]*gold.Row{}
	for _, row := range st.mentions {
		m := st.coded[row]
		s.count("identity coverage", m != nil)
		if m == nil {
			continue
		}
		event := string(st.picture.EventOf[m.ID])
		s.goldEvents.add(st.c.File + "/" + eventOf(row))
		s.events.add(st.c.File + "/" + event)
		byGold[eventOf(row)] = append(byGold[eventOf(row)], row)
		bySystem[event] = append(bySystem[event], row)
	}
	of := func(row *gold.Row) string { return string(st.picture.EventOf[st.coded[row].ID]) }
	if err := s.apart("split", st, byGold, of); err != nil {
		return err
	}
	return s.apart("merged", st, bySystem, eventOf)
}

// apart prints each group of one side that the other side has in several.
func (s *clusterScorer) apart(how string, st *goldStory, groups map[string][]*gold.Row, other func(*gold.Row) string) error {
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		parts := map[string][]string{}
		for _, row := range groups[name] {
			parts[other(row)] = append(parts[other(row)], st.told(row))
		}
		if len(parts) < 2 {
			continue
		}
		if err := s.item(answer{"identity", st.c.File + "/" + name, false, how, parts}); err != nil {
			return err
		}
	}
	return nil
}

// crises scores crises over all reports at once: B³ of the aligned mentions whose gold event belongs to a crisis, by the
// crisis that the coder put their event into (none: each alone), and the links between crises. "crisis found" is the share
// of gold crises half of whose mentions stand in one crisis of the coder that holds more of it than of any other.
func (s *clusterScorer) crises(told []*goldStory, p *fuse.Picture) error {
	in := map[casus.EventID]casus.CrisisID{}
	for i := range p.Crises {
		for _, e := range p.Crises[i].Events {
			in[e] = p.Crises[i].ID
		}
	}
	var want, got grouping
	held := map[string]map[casus.CrisisID]int{} // of each gold crisis, by cluster: mentions
	total := map[string]int{}
	for _, st := range told {
		crisisOf := map[string]string{}
		for _, row := range st.c.Rows {
			if row.Kind == "event" && row.Crisis != "" {
				crisisOf[row.ID] = st.c.File + "/" + row.Crisis
			}
		}
		for _, row := range st.mentions {
			key, m := crisisOf[row.Event], st.coded[row]
			if key == "" || m == nil {
				continue
			}
			system := in[p.EventOf[m.ID]]
			want.add(key)
			total[key]++
			if system == "" {
				got.add("none " + string(m.ID))
				continue
			}
			got.add(string(system))
			if held[key] == nil {
				held[key] = map[casus.CrisisID]int{}
			}
			held[key][system]++
		}
	}
	b := B3(want.clusters(), got.clusters())
	s.set("crisis_b3_p", b.P)
	s.set("crisis_b3_r", b.R)
	s.set("crisis_b3_f1", b.F)
	s.set("n_crises", float64(len(p.Crises)))
	s.set("n_gold_crises", float64(len(total)))
	names := crisisNames(held, total)
	for _, key := range slices.Sorted(maps.Keys(total)) {
		found := slices.Contains(slices.Collect(maps.Values(names)), key)
		s.count("crisis found", found)
		if err := s.item(answer{"crisis", key, found, total[key], held[key]}); err != nil {
			return err
		}
	}
	return s.crisisLinks(told, p, names)
}

// crisisNames gives each crisis of the coder the gold crisis that it holds most of, if that is half of it or more.
func crisisNames(held map[string]map[casus.CrisisID]int, total map[string]int) map[casus.CrisisID]string {
	names, most := map[casus.CrisisID]string{}, map[casus.CrisisID]int{}
	for _, key := range slices.Sorted(maps.Keys(held)) {
		for id, n := range held[key] {
			if 2*n >= total[key] && n > most[id] {
				names[id], most[id] = key, n
			}
		}
	}
	return names
}

// crisisLinks scores the links between crises: type and both ends, by the names above.
func (s *clusterScorer) crisisLinks(told []*goldStory, p *fuse.Picture, names map[casus.CrisisID]string) error {
	coded := map[[3]string]bool{}
	for i := range p.Links {
		l := &p.Links[i]
		from, to := names[casus.CrisisID(l.From)], names[casus.CrisisID(l.To)]
		if l.Level == "crisis" && from != "" && to != "" {
			coded[[3]string{string(l.Type), from, to}] = false
		}
	}
	for _, st := range told {
		for _, row := range st.c.Rows {
			if row.Kind != "crisislink" {
				continue
			}
			key := [3]string{row.Type, st.c.File + "/" + row.From, st.c.File + "/" + row.To}
			_, found := coded[key]
			if found {
				coded[key] = true
			}
			s.count("crisis link recall", found)
			if err := s.item(answer{"crisis link", st.c.File, found, map[string]any{"type": row.Type, "words": row.Quote, "from": row.From, "to": row.To}, nil}); err != nil {
				return err
			}
		}
	}
	for _, hit := range coded {
		s.count("crisis link precision", hit)
	}
	return nil
}
