package fuse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// assemble makes the event of a cluster of mentions, and its claims.
func (f *Fuser) assemble(h *happening) (casus.Event, []casus.Claim) {
	ms := make([]*casus.Mention, len(h.nodes))
	for i, n := range h.nodes {
		ms[i] = f.stored[n]
	}
	e := casus.Event{ID: h.id}
	for _, m := range ms {
		e.Mentions = append(e.Mentions, m.ID)
	}
	e.Type, e.Alternatives = typeOf(ms)
	e.Modes = modesOf(ms, e.Type)
	best := leading(ms, e.Type)
	e.Axes = best.Axes
	e.Actors, e.Recipients = actorsOf(ms, false), actorsOf(ms, true)
	e.Time, e.Place = timeOf(ms), placeOf(ms)
	e.Title = titleOf(&e, best)
	e.Confidence = confidenceOf(ms)
	f.addSources(&e, h)
	e.Merges = f.merges(h)
	claims := f.claimsOf(&e, h)
	return e, claims
}

// weight is how much a mention's word counts for its event: its confidence, less where it is hedged or back-story.
func weight(m *casus.Mention) float64 {
	w := max(m.Confidence, 0.05)
	switch m.Status() {
	case casus.StatusAsserted:
		return w
	case casus.StatusPlanned, casus.StatusAlleged:
		return w * 0.6
	}
	return w * 0.4
}

// typeOf is the type with the most weight; the others become alternatives with their share.
func typeOf(ms []*casus.Mention) (casus.Code, []casus.Alternative) {
	votes := map[casus.Code]float64{}
	rule := map[casus.Code]string{}
	var all float64
	note := func(c casus.Code, w float64, r string) {
		votes[c] += w
		all += w
		if rule[c] == "" {
			rule[c] = r
		}
	}
	for _, m := range ms {
		note(m.Type, weight(m), m.Rule)
		for _, a := range m.Alternatives {
			note(a.Type, weight(m)*min(a.Confidence, 0.5), a.Rule)
		}
	}
	codes := make([]casus.Code, 0, len(votes))
	for c := range votes {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b casus.Code) int {
		if d := votes[b] - votes[a]; d > 1e-9 || d < -1e-9 {
			return cmp.Compare(votes[b], votes[a])
		}
		return cmp.Compare(a, b)
	})
	var alts []casus.Alternative
	for _, c := range codes[1:] {
		alts = append(alts, casus.Alternative{Type: c, Confidence: votes[c] / all, Rule: rule[c]})
	}
	return codes[0], alts
}

func modesOf(ms []*casus.Mention, t casus.Code) []string {
	var out []string
	for _, m := range ms {
		if m.Type == t {
			out = append(out, m.Modes...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// leading is the mention that stands for the event: the event's type, flatly stated, with the most told about it;
// the earliest of equals.
func leading(ms []*casus.Mention, t casus.Code) *casus.Mention {
	best, top := ms[0], -1.0
	for _, m := range ms {
		s := weight(m)
		if m.Type == t {
			s++
		}
		if m.HasEvent() {
			s++
		}
		if m.Modality == casus.Realised {
			s++
		}
		if len(m.Actors) > 0 {
			s += 0.4
		}
		if len(m.Recipients) > 0 {
			s += 0.2
		}
		if s > top+1e-9 {
			best, top = m, s
		}
	}
	return best
}

// actorsOf merges the parties of all mentions: the same actor once, a country in general only where no more exact
// actor of that country is known; most mentioned first.
func actorsOf(ms []*casus.Mention, recipients bool) []casus.Actor {
	type vote struct {
		actor casus.Actor
		n     int
	}
	var votes []vote
	for _, m := range ms {
		ps := m.Actors
		if recipients {
			ps = m.Recipients
		}
		for _, p := range ps {
			a := p.Actor
			if a.Name == "" {
				a.Name = p.Text
			}
			i := slices.IndexFunc(votes, func(v vote) bool { return sameActor(&v.actor, &a) })
			if i < 0 {
				votes = append(votes, vote{a, 1})
				continue
			}
			votes[i].n++
			if better(&a, &votes[i].actor) {
				votes[i].actor = a
			}
		}
	}
	known := slices.ContainsFunc(votes, func(v vote) bool { return v.actor.Known() })
	slices.SortStableFunc(votes, func(a, b vote) int { return b.n - a.n })
	var out []casus.Actor
	for _, v := range votes {
		if v.actor.Known() || !known {
			out = append(out, v.actor)
		}
	}
	return out
}

// sameActor reports whether two actors are one as far as an event's list goes.
func sameActor(a, b *casus.Actor) bool {
	if a.ID != "" && b.ID != "" {
		return a.ID == b.ID
	}
	if a.Country != "" && a.Country == b.Country {
		return a.Sector == b.Sector || a.Sector == "" || b.Sector == ""
	}
	return !a.Known() && !b.Known() && strings.EqualFold(a.Name, b.Name)
}

func better(a, b *casus.Actor) bool {
	if (a.ID != "") != (b.ID != "") {
		return a.ID != ""
	}
	return a.Sector != "" && b.Sector == ""
}

// timeOf is the finest time; of equally fine ones the one stated most often, then the earliest told.
func timeOf(ms []*casus.Mention) *casus.When {
	var best *casus.When
	top := -1
	count := map[string]int{}
	for _, m := range ms {
		if m.Time.Known() {
			count[m.Time.From+"/"+m.Time.Until]++
		}
	}
	for _, m := range ms {
		if !m.Time.Known() {
			continue
		}
		s := 100*fineness(m.Time) + min(99, count[m.Time.From+"/"+m.Time.Until])
		if s > top {
			best, top = m.Time, s
		}
	}
	return best
}

// fineness ranks grains, finer is higher.
func fineness(w *casus.When) int {
	order := []casus.Grain{
		casus.Century, casus.Decade, casus.Year, casus.Quarter, casus.Season, casus.Month, casus.Week,
		casus.Weekend, casus.Day, casus.Part, casus.Hour, casus.Minute, casus.Second,
	}
	return slices.Index(order, w.Grain) + 1
}

// placeOf is the finest place; of equally fine ones the one named most often.
func placeOf(ms []*casus.Mention) *casus.Place {
	order := []casus.Precision{
		casus.PrecisionCountry, casus.PrecisionRegion, casus.PrecisionSea, casus.PrecisionAdmin1,
		casus.PrecisionAdmin2, casus.PrecisionCity, casus.PrecisionSite,
	}
	count := map[string]int{}
	for _, m := range ms {
		if m.Place != nil {
			count[m.Place.ID+m.Place.Name]++
		}
	}
	var best *casus.Place
	top := -1
	for _, m := range ms {
		if m.Place == nil {
			continue
		}
		s := 100*(slices.Index(order, m.Place.Precision)+1) + min(99, count[m.Place.ID+m.Place.Name])
		if s > top {
			best, top = m.Place, s
		}
	}
	return best
}

// titleOf names an event by coded fields and quoted words only.
func titleOf(e *casus.Event, m *casus.Mention) string {
	var b strings.Builder
	if len(e.Actors) > 0 {
		b.WriteString(e.Actors[0].Name + ": ")
	}
	b.WriteString(m.TriggerText)
	if len(e.Recipients) > 0 && !strings.Contains(m.TriggerText, e.Recipients[0].Name) {
		b.WriteString(" → " + e.Recipients[0].Name)
	}
	var where []string
	if e.Place != nil {
		name := e.Place.Name
		if name == "" {
			name = e.Place.Text
		}
		where = append(where, name)
	}
	if d := e.Time.Begins(); d != "" {
		where = append(where, d)
	}
	if len(where) > 0 {
		b.WriteString(" (" + strings.Join(where, ", ") + ")")
	}
	return b.String()
}

// confidenceOf is the probability that at least one mention is right, each document counting once.
func confidenceOf(ms []*casus.Mention) float64 {
	best := map[casus.DocID]float64{}
	var docs []casus.DocID
	for _, m := range ms {
		if _, ok := best[m.Document]; !ok {
			docs = append(docs, m.Document)
		}
		best[m.Document] = max(best[m.Document], m.Confidence)
	}
	wrong := 1.0
	for _, d := range docs {
		wrong *= 1 - best[d]
	}
	return 1 - wrong
}

// merges says for each mention but the first which earlier one of the event it joined and why, and for the event
// which mention outside came nearest.
func (f *Fuser) merges(h *happening) []casus.Merge {
	in := make(map[int32]bool, len(h.nodes))
	var out []casus.Merge
	near := edge{to: -1}
	nearFrom := int32(-1)
	for i, n := range h.nodes {
		best, through := edge{to: -1}, edge{to: -1}
		for _, e := range f.edges[n] {
			if f.event[e.to] == h && f.firmer(e, through) {
				through = e
			}
			switch {
			case in[e.to]:
				if f.firmer(e, best) {
					best = e
				}
			case f.event[e.to] != h && f.firmer(e, near):
				near, nearFrom = e, n
			}
		}
		in[n] = true
		if best.score < f.limit {
			best = through // it joined through a later report
		}
		if i > 0 {
			out = append(out, f.merge(n, best, true, h))
		}
	}
	if near.to >= 0 {
		out = append(out, f.merge(nearFrom, near, false, h))
	}
	return out
}

// firmer orders edges by score, then by the canonical order of what they lead to.
func (f *Fuser) firmer(a, b edge) bool {
	if b.to < 0 || a.score != b.score {
		return b.to < 0 || a.score > b.score
	}
	return f.nodes[a.to].key.compare(f.nodes[b.to].key) < 0
}

func (f *Fuser) merge(n int32, e edge, joined bool, h *happening) casus.Merge {
	m := casus.Merge{Mention: f.nodes[n].id, Joined: joined}
	if e.to < 0 {
		m.With, m.Reason = f.nodes[h.nodes[0]].id, "joined through the other mentions of the event"
		return m
	}
	m.With, m.Score = f.nodes[e.to].id, float64(e.score)/million
	if f.decided(n, e.to) {
		m.Reason = "decided by a person"
		m.Score = max(0, m.Score)
		return m
	}
	if e.score == bond {
		if m.Reason = bondReason; f.nodes[n].in != f.nodes[e.to].in {
			m.Reason = tollReason
		}
		return m
	}
	m.Score = max(0, m.Score)
	fs := f.t.compare(f.nodes[n], f.nodes[e.to])
	m.Reason = fs.explain(&f.t.model)
	return m
}
