package fuse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// A figure often stands in a sentence of its own, with no mention of the event: "Organizers speak of 6,000." It is
// adopted into the ledger of the event that it is about, where that can be told.
const (
	adoptDays  = 30   // days after an event in which a report of another text can give a figure for it
	adoptStory = 0.12 // likeness of two reports from which they can tell of one event
	adoptTold  = 0.3  // what each further text that tells of an event adds to its likeness: such figures follow what many tell
	adoptNear  = 700  // bytes before a figure in which the event stands that it measures
	adoptFar   = 4000 // the same for figures that speakers set against each other
	adoptNext  = 200  // bytes after a figure in which its event may stand
	adoptClear = 1.25 // how much more like the nearest report must be than that of any other event
)

// stray is a figure that stands with no mention.
type stray struct {
	g        casus.Figure
	attr     string // what it counts, "" for a bare number
	sentence casus.Span
	speaker  *casus.Party
	paired   bool     // somebody else gives another
	instead  *float64 // the value that it replaces
}

// strays are the counts of a page, which must have its text, that neither a mention nor a claim holds. "None" is left
// out: what there was none of mostly stands outside the figure.
func strays(p *Page, pairs [][2]casus.Span, instead map[casus.Span]float64) []stray {
	var out []stray
	for i := range p.Figures {
		g := &p.Figures[i]
		paired := inPair(pairs, g.Span)
		if !paired && (g.Kind != "count" || g.Unit != "" || g.High != nil && *g.High == 0) || g.Total == "increment" || holds(p.Claims, g.Span) {
			continue
		}
		if slices.ContainsFunc(p.Mentions, func(m casus.Mention) bool {
			return slices.ContainsFunc(m.Figures, func(o casus.Figure) bool { return o.Span.Overlaps(g.Span) })
		}) {
			continue
		}
		s := stray{g: *g, attr: cmp.Or(g.Attribute, g.Counted), sentence: sentenceAt(p.Doc.Text, g.Span), speaker: speakerOf(p, g), paired: paired}
		if v, ok := instead[g.Span]; ok {
			s.instead = &v
		}
		out = append(out, s)
	}
	return out
}

// sentenceAt is the stretch between the full stops or line ends around a span.
func sentenceAt(text string, s casus.Span) casus.Span {
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return s
	}
	start, end := 0, len(text)
	for _, stop := range []string{"\n", ". ", "! ", "? "} {
		if i := strings.LastIndex(text[:s.Start], stop); i >= 0 {
			start = max(start, i+len(stop))
		}
		if i := strings.Index(text[s.End:], stop); i >= 0 {
			end = min(end, s.End+i+len(strings.TrimSpace(stop)))
		}
	}
	return casus.Span{Start: start, End: end}
}

// adopter knows the events with their ledgers.
type adopter struct {
	f       *Fuser
	p       *Picture
	ledgers [][]casus.Claim
	at      map[casus.EventID]int
	by      map[string][]int // attribute and what is counted → events with such a claim that happened
}

// adopt adds the stray figures to the ledgers of their events, each ledger in order of publication.
func (f *Fuser) adopt(p *Picture, ledgers [][]casus.Claim) {
	a := &adopter{f: f, p: p, ledgers: ledgers, at: make(map[casus.EventID]int, len(p.Events)), by: map[string][]int{}}
	for i := range p.Events {
		e := &p.Events[i]
		a.at[e.ID] = i
		if e.Modality != casus.Realised || e.Polarity == casus.Negative {
			continue
		}
		for k := range ledgers[i] {
			c := &ledgers[i][k]
			for _, key := range []string{c.Attribute, countKey(c.Attribute, c.Counted)} {
				if n := a.by[key]; c.Counted != "" && (len(n) == 0 || n[len(n)-1] != i) {
					a.by[key] = append(n, i)
				}
			}
		}
	}
	for _, r := range f.byOrder() {
		pg := f.pages[r.doc.ID]
		if len(pg.stray) == 0 {
			continue
		}
		ms := f.mentionsOf(r.doc.ID, p)
		for k := range pg.stray {
			a.place(&pg.stray[k], pg, ms)
		}
	}
	for _, r := range f.byOrder() {
		a.gather(r.doc.ID, f.pages[r.doc.ID].pairs)
		for _, d := range f.pages[r.doc.ID].denials {
			a.deny(&d, f.pages[r.doc.ID].in, f.mentionsOf(r.doc.ID, p))
		}
	}
	for _, l := range ledgers {
		slices.SortStableFunc(l, func(x, y casus.Claim) int {
			return cmp.Or(x.Published.Compare(y.Published), strings.Compare(string(x.Document), string(y.Document)))
		})
	}
}

// mentionsOf are the mentions of a document in text order. The picture has them in canonical order, so they lie
// together unless several documents were published at once.
func (f *Fuser) mentionsOf(d casus.DocID, p *Picture) []*casus.Mention {
	var out []*casus.Mention
	i, _ := slices.BinarySearchFunc(p.Mentions, f.pages[d].in.at, func(m casus.Mention, at int64) int {
		return cmpInt(f.pages[m.Document].in.at, at)
	})
	for ; i < len(p.Mentions) && f.pages[p.Mentions[i].Document].in.at == f.pages[d].in.at; i++ {
		if p.Mentions[i].Document == d {
			out = append(out, &p.Mentions[i])
		}
	}
	return out
}

// place finds the event that a stray figure is about and adds a claim to its ledger.
func (a *adopter) place(s *stray, pg *page, ms []*casus.Mention) {
	m, attr := a.before(s, ms)
	event, ok := -1, false
	if i, c := a.replacing(s, pg.in); i >= 0 {
		attr, event, ok, m = c.Attribute, i, true, nil
	} else if m != nil {
		event, ok = a.at[a.p.EventOf[m.ID]], true
	} else if m = a.near(s, ms); m != nil {
		attr, event, ok = s.attr, a.at[a.p.EventOf[m.ID]], true
	} else if s.attr != "" {
		attr = s.attr
		event, ok = a.elsewhere(countKey(s.attr, s.g.Counted), pg.in, ms)
	}
	if !ok {
		return
	}
	e := &a.p.Events[event]
	c := casus.Claim{
		Attribute: attr, Value: s.g.Text, Number: s.g.Value, Low: s.g.Low, High: s.g.High, Hedge: s.g.Hedge,
		Unit: s.g.Unit, Counted: cmp.Or(s.g.Counted, a.counted(event, attr)), Scope: s.g.Scope, Total: s.g.Total, AsOf: s.g.AsOf,
		Speaker: s.speaker, Span: s.g.Span, Text: s.g.Text, Sentence: s.sentence,
		Event: e.ID, Document: pg.in.doc.ID, Outlet: pg.in.doc.Source, Published: pg.in.doc.Published,
	}
	if m != nil {
		c.Mention, c.Run = m.ID, m.Run
	}
	if s.speaker != nil { // else it is not said whose figure it is, and no change of it is anybody's revision
		c.Informant = a.f.t.speakerKey(s.speaker)
	}
	c.OwnSide = ownSide(c.Speaker, e)
	c.ID = casus.ClaimID(casus.HashID("claim", string(c.Document), string(c.Run), c.Span.String(), c.Attribute))
	a.ledgers[event] = append(a.ledgers[event], c)
}

func countKey(attr, counted string) string { return attr + " " + stem(strings.ToLower(counted)) }

// counted is what the ledger's claims of an attribute count.
func (a *adopter) counted(event int, attr string) string {
	for i := range a.ledgers[event] {
		if c := &a.ledgers[event][i]; c.Attribute == attr {
			return c.Counted
		}
	}
	return ""
}

// before finds the mention before a stray figure of the same text that it is about, and the attribute. A figure of
// something counted belongs to the nearest event with such a claim. A bare one belongs to an event of its own sentence
// told in the word of the claim ("the number of people killed has risen to 40"), or, where somebody gives it right
// after another figure, to that one's event.
func (a *adopter) before(s *stray, ms []*casus.Mention) (*casus.Mention, string) {
	for i := len(ms) - 1; i >= 0; i-- {
		m := ms[i]
		if m.Trigger.Start > s.g.Span.Start {
			continue
		}
		event, ok := a.at[a.p.EventOf[m.ID]]
		if !ok {
			continue
		}
		word := strings.ToLower(m.TriggerText)
		switch {
		case s.attr != "" && slices.Contains(a.by[countKey(s.attr, s.g.Counted)], event), s.attr == "" && s.sentence.Contains(m.Trigger) && slices.Contains(a.by[word], event):
			return m, cmp.Or(s.attr, word)
		case s.attr == "" && s.speaker != nil && s.sentence.Start-m.Sentence.End >= 0 && s.sentence.Start-m.Sentence.End <= 1:
			for j := range m.Figures {
				if c, ok := claimOfFigure(m, &m.Figures[j]); ok && m.Figures[j].Kind == "count" && slices.Contains(a.by[c.Attribute], event) {
					return m, c.Attribute
				}
			}
		}
	}
	return nil, ""
}

// replacing finds the event with a claim of the value that a figure replaces, in the most like report, and that claim.
func (a *adopter) replacing(s *stray, in *report) (int, *casus.Claim) {
	best, top := -1, adoptStory
	var of *casus.Claim
	if s.instead == nil {
		return best, nil
	}
	for i := range a.ledgers {
		for k := range a.ledgers[i] {
			c := &a.ledgers[i][k]
			o := a.f.pages[c.Document].in
			if c.Number == nil || *c.Number != *s.instead || c.Unit != s.g.Unit || c.Total == "increment" || in.day < o.day || in.day-o.day > adoptDays {
				continue
			}
			if s.attr != "" && a.f.t.countGroup(c.Attribute, c.Counted) != a.f.t.countGroup(s.attr, s.g.Counted) {
				continue
			}
			if like := in.vec.Cosine(o.vec); like > top {
				best, top, of = i, like, c
			}
		}
	}
	return best, of
}

// elsewhere finds the event with such a claim that other reports, most like this one, tell of; it must stand out.
func (a *adopter) elsewhere(key string, in *report, ms []*casus.Mention) (int, bool) {
	best, top, next := -1, adoptStory, 0.0
	for _, i := range a.by[key] {
		like := 0.0
		for _, id := range a.p.Events[i].Mentions {
			n := a.f.nodes[a.f.at[id]]
			if gap := in.day - n.anchor; n.in == in || in.day == 0 || n.anchor == 0 || gap < 0 || gap > adoptDays || !share(n, ms) {
				continue
			}
			like = max(like, in.vec.Cosine(n.in.vec))
		}
		like *= 1 + adoptTold*float64(min(4, len(a.p.Events[i].Texts)-1))
		switch {
		case like > top:
			best, top, next = i, like, max(next, top)
		case like > next:
			next = like
		}
	}
	return best, best >= 0 && (next <= adoptStory || top >= adoptClear*next)
}

// share reports whether any of the mentions has a country in common with n.
func share(n *evidence, ms []*casus.Mention) bool {
	have := func(c casus.Country) bool {
		return c != "" && (n.place.country == c || slices.ContainsFunc(slices.Concat(n.actors, n.objects), func(p party) bool { return p.country == c }))
	}
	return slices.ContainsFunc(ms, func(m *casus.Mention) bool {
		for _, ps := range [][]casus.Party{m.Actors, m.Recipients} {
			if slices.ContainsFunc(ps, func(p casus.Party) bool { return have(p.Actor.Country) }) {
				return true
			}
		}
		return m.Place != nil && have(m.Place.Country)
	})
}

// near finds the mention of the same text whose event a figure measures though none has such a claim yet: of a type that
// has such counts, or, for figures that speakers set against each other, of any type. What stands before the figure comes
// first.
func (a *adopter) near(s *stray, ms []*casus.Mention) *casus.Mention {
	of, known := a.f.t.measureOf(s.attr, s.g.Counted)
	if s.attr == "" || !s.paired && len(of.types) == 0 {
		return nil
	}
	reach := adoptNear
	if s.paired {
		reach = adoptFar
	}
	var best *casus.Mention
	least := reach + 1
	for _, m := range ms {
		e, ok := a.at[a.p.EventOf[m.ID]]
		if !ok || m.Modality != casus.Realised || a.p.Events[e].Polarity == casus.Negative || m.Background == casus.Historical && !s.sentence.Contains(m.Trigger) {
			continue
		}
		gap := s.g.Span.Start - m.Trigger.Start
		if gap < 0 {
			if gap = m.Trigger.Start - s.g.Span.End; gap > adoptNext {
				continue
			}
			gap *= 2
		}
		switch fits := slices.Contains(of.types, m.Type); {
		case fits:
		case known && len(of.types) > 0 && !s.paired, !s.paired:
			continue
		case !s.sentence.Contains(m.Trigger) || len(of.types) > 0:
			gap += adoptNear // an event of another type is the last choice
		}
		if gap < least {
			best, least = m, gap
		}
	}
	return best
}

// gather brings figures that speakers set against each other into one ledger, that of the first.
func (a *adopter) gather(doc casus.DocID, pairs [][2]casus.Span) {
	for _, p := range pairs {
		from, i := a.claimAt(doc, p[1])
		to, _ := a.claimAt(doc, p[0])
		if from < 0 || to < 0 || from == to {
			continue
		}
		c := a.ledgers[from][i]
		a.ledgers[from] = slices.Delete(slices.Clone(a.ledgers[from]), i, i+1)
		c.Event = a.p.Events[to].ID
		c.OwnSide = ownSide(c.Speaker, &a.p.Events[to])
		a.ledgers[to] = append(a.ledgers[to], c)
	}
}

// claimAt finds the claim in the words of a span: its ledger and its place there, −1 for none.
func (a *adopter) claimAt(doc casus.DocID, s casus.Span) (ledger, at int) {
	for _, m := range a.f.mentionsOf(doc, a.p) {
		e := a.at[a.p.EventOf[m.ID]]
		for i := range a.ledgers[e] {
			if c := &a.ledgers[e][i]; c.Document == doc && c.Span == s {
				return e, i
			}
		}
	}
	return -1, -1
}
