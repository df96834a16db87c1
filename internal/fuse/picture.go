package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// Picture is everything that the documents say together. Lists are in canonical order: documents, mentions, claims and
// events by publication, the rest by the events they belong to. Crises are filled in by package crisis.
type Picture struct {
	Documents     []casus.Document // without their texts
	Mentions      []casus.Mention
	Events        []casus.Event
	Claims        []casus.Claim
	Disagreements []casus.Disagreement
	Crises        []casus.Crisis
	Links         []casus.Link
	Forecasts     []casus.Forecast
	// Inferred are the links that no report states. Package crisis fills them in.
	Inferred []casus.Link
	// EventOf says which event a mention belongs to.
	EventOf map[casus.MentionID]casus.EventID
	// Stated are the links between mentions as the texts state them, before they are lifted to events.
	Stated []casus.Link
	// Words are the heaviest words of each mention's sentence.
	Words map[casus.MentionID]Vector
	// Topics are the heaviest words of each document.
	Topics map[casus.DocID]Vector
}

// Picture puts together what is known now.
func (f *Fuser) Picture() *Picture {
	p := &Picture{EventOf: make(map[casus.MentionID]casus.EventID, len(f.nodes)), Words: make(map[casus.MentionID]Vector, len(f.nodes))}
	p.Topics = make(map[casus.DocID]Vector, len(f.reports))
	for _, r := range f.byOrder() {
		p.Documents = append(p.Documents, r.doc)
		p.Topics[r.doc.ID] = r.vec
	}
	nodes := make([]int32, len(f.nodes))
	for i := range nodes {
		nodes[i] = int32(i)
		p.EventOf[f.nodes[i].id] = f.event[i].id
		p.Words[f.nodes[i].id] = f.nodes[i].sent
	}
	slices.SortFunc(nodes, func(a, b int32) int { return f.nodes[a].key.compare(f.nodes[b].key) })
	var ledgers [][]casus.Claim // of each event
	for _, n := range nodes {
		p.Mentions = append(p.Mentions, *f.stored[n])
		if h := f.event[n]; h.nodes[0] == n {
			e, claims := f.assemble(h)
			p.Events = append(p.Events, e)
			ledgers = append(ledgers, claims)
		}
	}
	f.adopt(p, ledgers)
	for i, claims := range ledgers {
		f.markRevisions(claims)
		p.Claims = append(p.Claims, claims...)
		p.Disagreements = append(p.Disagreements, f.disagreements(p.Events[i].ID, claims)...)
	}
	f.addLoose(p)
	f.addLinks(p)
	f.addForecasts(p)
	f.nest(p)
	return p
}

// byOrder are the documents by publication.
func (f *Fuser) byOrder() []*report {
	out := slices.Clone(f.reports)
	slices.SortFunc(out, func(a, b *report) int {
		if a.at != b.at {
			return cmpInt(a.at, b.at)
		}
		return strings.Compare(string(a.doc.ID), string(b.doc.ID))
	})
	return out
}

// addLoose adds the claims that belong to no event.
func (f *Fuser) addLoose(p *Picture) {
	for _, r := range f.byOrder() {
		for _, c := range f.pages[r.doc.ID].rest.Claims {
			if _, ok := f.at[c.Mention]; !ok {
				p.Claims = append(p.Claims, c)
			}
		}
	}
}

// addLinks lifts links between mentions to their events. A link within one event says nothing, and an order in
// time that the days of the events contradict joins a wrong event.
func (f *Fuser) addLinks(p *Picture) {
	dated := make(map[casus.EventID]*casus.When, len(p.Events))
	for i := range p.Events {
		dated[p.Events[i].ID] = p.Events[i].Time
	}
	for _, r := range f.byOrder() {
		p.Stated = append(p.Stated, f.pages[r.doc.ID].rest.Links...)
		for _, l := range f.pages[r.doc.ID].rest.Links {
			from, ok := p.EventOf[casus.MentionID(l.From)]
			to, also := p.EventOf[casus.MentionID(l.To)]
			if !ok || !also || from == to || contradicts(l.Type, dated[from], dated[to]) {
				continue
			}
			l.Level, l.From, l.To = "event", string(from), string(to)
			l.ID = casus.LinkID(casus.HashID("link", l.From, l.To, string(l.Type), string(l.Document), l.Span.String()))
			p.Links = append(p.Links, l)
		}
	}
	slices.SortStableFunc(p.Links, func(a, b casus.Link) int { return strings.Compare(string(a.ID), string(b.ID)) })
	p.Links = slices.CompactFunc(p.Links, func(a, b casus.Link) bool { return a.ID == b.ID })
}

// contradicts reports whether the times of two events rule out the order in time that a link states.
func contradicts(t casus.LinkType, from, to *casus.When) bool {
	switch t {
	case casus.LinkAfter:
		from, to = to, from
	case casus.LinkBefore:
	default:
		return false
	}
	return to.Known() && from.Known() && to.Until != "" && day(to.Until) < day(from.From)
}

// day is the date of a local time.
func day(t string) string { return t[:min(len(t), 10)] }

// Event finds an event by its id.
func (p *Picture) Event(id casus.EventID) *casus.Event {
	for i := range p.Events {
		if p.Events[i].ID == id {
			return &p.Events[i]
		}
	}
	return nil
}
