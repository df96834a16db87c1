package fuse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// The attributes that fusion itself adds to the ledger.
const (
	attrType     = "type"     // which kind of event it was
	attrHappened = "happened" // whether it happened at all
	attrActor    = "actor"    // who did it
)

// claimsOf gathers the ledger of an event: the claims of its mentions, their figures where no claim holds them, and,
// where the sources differ, which type each gives it and whether it happened.
func (f *Fuser) claimsOf(e *casus.Event, h *happening) []casus.Claim {
	spoken := f.spokenIn(h)
	var out []casus.Claim
	for _, n := range h.nodes {
		m, in := f.stored[n], f.nodes[n].in
		var own []casus.Claim
		for _, c := range f.pages[in.doc.ID].rest.Claims {
			if c.Mention == m.ID {
				own = append(own, c)
			}
		}
		for i := range m.Figures {
			if c, ok := claimOfFigure(m, &m.Figures[i]); ok && !holds(own, c.Span) {
				own = append(own, c)
			}
		}
		for i := range own {
			f.complete(&own[i], e, claimSource{m, in, spoken})
		}
		out = append(out, own...)
	}
	return append(out, f.disputed(e, h, out)...)
}

type claimSource struct {
	m      *casus.Mention
	in     *report
	spoken map[casus.DocID][]string
}

func holds(cs []casus.Claim, s casus.Span) bool {
	return slices.ContainsFunc(cs, func(c casus.Claim) bool { return c.Span.Overlaps(s) })
}

// claimOfFigure makes a claim of a figure stated with a mention.
func claimOfFigure(m *casus.Mention, g *casus.Figure) (casus.Claim, bool) {
	attr := g.Counted
	if attr == "" {
		attr = g.Kind
	}
	if attr == "" || g.Text == "" {
		return casus.Claim{}, false
	}
	return casus.Claim{
		Attribute: attr, Value: g.Text, Number: g.Value, Low: g.Low, High: g.High, Unit: g.Unit, Counted: g.Counted,
		Hedge: g.Hedge, Scope: g.Scope, Total: g.Total, AsOf: g.AsOf, Speaker: g.Speaker, Span: g.Span, Text: g.Text,
		Sentence: m.Sentence, Denied: m.Polarity == casus.Negative && (m.Commitment == casus.Denied || m.Attribution != nil && m.Attribution.Stance == casus.StanceDeny),
	}, true
}

// clash says whether two mentions name an event by kinds that cannot both be right: of other codes, and not by words
// that are kin. Other modes of one code are details, not contradictions.
func (f *Fuser) clash(a, b int32) bool {
	x, y := f.nodes[a], f.nodes[b]
	if f.stored[a].Type == f.stored[b].Type || x.typ == y.typ {
		return false
	}
	var fs features
	kinship(&fs, x, y)
	return fs[fHeadSame]+fs[fHeadKin]+fs[fHeadSyn] == 0 && othersMeet(x, y) < 1
}

// complete fills in what only the event and the document know.
func (f *Fuser) complete(c *casus.Claim, e *casus.Event, s claimSource) {
	c.Event, c.Document, c.Mention = e.ID, s.in.doc.ID, s.m.ID
	if c.Run == "" {
		c.Run = s.m.Run
	}
	if c.ID == "" {
		c.ID = casus.ClaimID(casus.HashID("claim", string(c.Document), string(c.Run), c.Span.String(), c.Attribute))
	}
	if c.Outlet == "" {
		c.Outlet = s.in.doc.Source
	}
	if c.Published.IsZero() {
		c.Published = s.in.doc.Published
	}
	if c.Speaker == nil && s.m.Attribution != nil {
		c.Speaker = s.m.Attribution.Speaker
		if c.Stance == "" {
			c.Stance = s.m.Attribution.Stance
		}
	}
	if c.Commitment == "" {
		c.Commitment = s.m.Commitment
	}
	if c.Informant == "" {
		c.Informant = f.informantOf(c, s)
	}
	c.OwnSide = c.OwnSide || ownSide(c.Speaker, e)
}

func (f *Fuser) informantOf(c *casus.Claim, s claimSource) string {
	if c.Speaker != nil {
		return f.t.speakerKey(c.Speaker)
	}
	if p := f.pages[s.in.doc.ID]; p != nil && inPair(p.pairs, c.Span) && s.in.doc.Source != "" {
		return "outlet:" + f.t.Family(s.in.doc.Source) // set against somebody's: "killed five; the colonel saw six bodies"
	}
	return f.informants(s.m, s.in, s.spoken)[0]
}

// ownSide reports whether the speaker is one of the event's parties or belongs to one of their states.
func ownSide(p *casus.Party, e *casus.Event) bool {
	if p == nil {
		return false
	}
	for _, list := range [][]casus.Actor{e.Actors, e.Recipients} {
		for i := range list {
			a := &list[i]
			if a.ID != "" && a.ID == p.Actor.ID || a.Country != "" && a.Country == p.Actor.Country {
				return true
			}
		}
	}
	return false
}

// disputed adds a claim per mention about the event's type where mentions differ in it and the page made none, and
// about whether it happened where some deny it.
func (f *Fuser) disputed(e *casus.Event, h *happening, made []casus.Claim) []casus.Claim {
	spoken := f.spokenIn(h)
	typed := map[casus.MentionID]bool{}
	for i := range made {
		if made[i].Attribute == attrType {
			typed[made[i].Mention] = true
		}
	}
	types, denied, stated, attr := map[string]bool{}, false, false, attrActor
	for _, n := range h.nodes {
		m := f.stored[n]
		types[typeLabel(m)] = true
		if m.Status() == casus.StatusDenied {
			denied = true
			if !f.t.involves(m.TriggerText) {
				attr = attrHappened
			}
		} else if m.Modality == casus.Realised {
			stated = true
		}
	}
	var out []casus.Claim
	for _, n := range h.nodes {
		m, s := f.stored[n], claimSource{f.stored[n], f.nodes[n].in, spoken}
		if len(types) > 1 && m.Polarity != casus.Negative && !typed[m.ID] {
			c := claimOfTrigger(m, attrType, typeLabel(m))
			f.complete(&c, e, s)
			out = append(out, c)
		}
		if denied && stated && m.Modality == casus.Realised {
			value := "yes"
			if m.Status() == casus.StatusDenied {
				value = "no"
			}
			c := claimOfTrigger(m, attr, value)
			c.Denied = value == "no"
			f.complete(&c, e, s)
			out = append(out, c)
		}
	}
	return append(out, f.blamed(e, h, spoken)...)
}

// blamed adds a claim per mention about who did it, where two sources name parties that cannot be the same.
func (f *Fuser) blamed(e *casus.Event, h *happening, spoken map[casus.DocID][]string) []casus.Claim {
	var out []casus.Claim
	var from []int32
	apart := false
	for _, n := range h.nodes {
		m := f.stored[n]
		if m.Modality != casus.Realised || m.Polarity == casus.Negative || len(m.Actors) == 0 || !m.Actors[0].Actor.Known() {
			continue
		}
		c := claimOfTrigger(m, attrActor, cmp.Or(m.Actors[0].Actor.Name, m.Actors[0].Text))
		c.Span, c.Text = m.Actors[0].Span, m.Actors[0].Text
		f.complete(&c, e, claimSource{m, f.nodes[n].in, spoken})
		for i := range out {
			_, _, clash := partiesMatch(f.nodes[from[i]].actors, f.nodes[n].actors)
			apart = apart || clash > 0 && !sameInformant(&out[i], &c)
		}
		out, from = append(out, c), append(from, n)
	}
	if !apart {
		return nil
	}
	return out
}

func typeLabel(m *casus.Mention) string {
	if len(m.Modes) == 0 {
		return string(m.Type)
	}
	return string(m.Type) + "/" + strings.Join(m.Modes, "+")
}

func claimOfTrigger(m *casus.Mention, attr, value string) casus.Claim {
	return casus.Claim{Attribute: attr, Value: value, Span: m.Trigger, Text: m.TriggerText, Sentence: m.Sentence}
}
