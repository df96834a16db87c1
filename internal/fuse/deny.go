package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// denyReach is how many sentences before a denial what it denies may stand, where its words do not say what that is.
const denyReach = 2

// denial is a speaker's word, or the outlet's own, that something did not happen.
type denial struct {
	speaker  *casus.Party // nil: the outlet
	content  casus.Span
	text     string
	words    []foreword // of the content, those that say something
	rumour   *rumour    // what calls it somebody's word, nil where nothing does
	attr     string     // whether it happened, or who did it
	mutual   bool       // each side says that it was the other
	sentence casus.Span
}

// denialsIn are the denials of a page, which must have its text.
func (t *Tables) denialsIn(p *Page) []denial {
	var out []denial
	for i := range p.Sayings {
		v := &p.Sayings[i]
		if d, ok := t.scorned(p, v); ok {
			out = append(out, d)
			continue
		}
		if v.Stance != casus.StanceDeny || v.Speaker == nil || v.Content.Empty() || v.Content.End > len(p.Doc.Text) {
			continue
		}
		r := t.deniedRumour(p, v)
		if r == nil && !t.deniedIn(p, v.Cue) {
			continue
		}
		d := t.newDenial(p, v.Speaker, v.Content)
		d.rumour = r
		out = append(out, d)
	}
	return slices.Concat(out, t.falseRumours(p), t.against(p), t.mutual(p))
}

func (t *Tables) newDenial(p *Page, by *casus.Party, content casus.Span) denial {
	d := denial{speaker: by, content: content, text: content.Of(p.Doc.Text), attr: attrHappened, sentence: sentenceAt(p.Doc.Text, content)}
	d.words = t.forewordsOf(words(d.text))
	if by != nil && t.involves(d.text) {
		d.attr = attrActor
	}
	return d
}

// involves reports whether words deny that it was somebody, not that it happened.
func (t *Tables) involves(text string) bool {
	text = spaced(text)
	return slices.ContainsFunc(t.involved, func(w string) bool { return strings.Contains(text, " "+w+" ") })
}

// deny enters a denial in the ledger of the event that it is about: that of the mention in its own words where others
// state it, else the one told before it that has most to do with its words, else, where the text says that somebody tells
// it, the event that it names itself.
func (a *adopter) deny(d *denial, in *report, ms []*casus.Mention) {
	if d.mutual {
		a.blameEachOther(d, in, ms)
		return
	}
	var named *casus.Mention
	for _, m := range ms {
		if !d.content.Contains(m.Trigger) || m.Modality != casus.Realised || d.rumour != nil && d.rumour.span.Overlaps(m.Trigger) {
			continue
		}
		if a.stated(m, d) {
			return // the event's own mentions already say yes and no
		}
		if named == nil {
			named = m
		}
	}
	m, told := a.deniedBy(d, ms)
	if m == nil && named != nil {
		m = a.statedElsewhere(named)
		told = m != nil
	}
	if d.rumour != nil && named != nil && !told {
		m = nil // what calls it a rumour is the other word about it
	} else if m == nil {
		return
	}
	if named != nil && m != nil && ownPeople(named, d.speaker) && len(m.Actors) == 0 {
		d.attr = attrActor // "denied that his men had fired": nobody denies that people were shot
	}
	if m != nil {
		by := a.toldBy(m, d)
		if m.Attribution != nil && m.Attribution.Speaker != nil {
			by = m.Attribution.Speaker
		}
		i := a.at[a.p.EventOf[m.ID]]
		if !slices.ContainsFunc(a.ledgers[i], func(c casus.Claim) bool { return c.Attribute == d.attr && c.Mention == m.ID }) {
			a.enter(m, a.f.nodes[a.f.at[m.ID]].in, happened{d.attr, "yes", m.Trigger, m.TriggerText, m.Sentence, by})
		}
	} else {
		m = named
		a.enter(m, in, happened{d.attr, "yes", d.rumour.span, d.rumour.text, d.sentence, d.rumour.by})
	}
	a.enter(m, in, happened{d.attr, "no", d.content, d.text, d.sentence, d.speaker})
}

// ownPeople reports whether the deed that somebody denies would be one of his own people: "his men", "its troops".
func ownPeople(denied *casus.Mention, by *casus.Party) bool {
	return by != nil && slices.ContainsFunc(denied.Actors, func(p casus.Party) bool {
		first, _, ok := strings.Cut(strings.ToLower(p.Text), " ")
		return ok && (first == "his" || first == "her" || first == "its" || first == "their")
	})
}

func meetSectors(a, b []casus.Sector) bool {
	return slices.ContainsFunc(a, func(s casus.Sector) bool { return slices.Contains(b, s) })
}

// statedElsewhere finds the mention of another report that tells what a mention denies: the likeliest of those that would be
// of one event with it but for the denial, nil for none.
func (a *adopter) statedElsewhere(denied *casus.Mention) *casus.Mention {
	f := a.f
	n := f.at[denied.ID]
	e := f.nodes[n]
	best, top := int32(-1), 0.0
	for _, h := range f.t.keysOf(e).look {
		for _, c := range f.index[h] {
			o := f.nodes[c]
			if o.in == e.in || o.negative || f.stored[c].Modality != casus.Realised || !worthComparing(e, o) {
				continue
			}
			fs := f.t.compare(e, o)
			fs[fDenial] = 0
			p := f.t.model.prob(&fs)
			if int32(p*million) >= f.limit && (best < 0 || p > top || p == top && o.key.compare(f.nodes[best].key) < 0) {
				best, top = c, p
			}
		}
	}
	if best < 0 {
		return nil
	}
	return f.stored[best]
}

// happened is one word about whether something happened, or whether it was the one who is accused of it.
type happened struct {
	attr     string
	value    string
	span     casus.Span
	text     string
	sentence casus.Span
	by       *casus.Party
}

// enter adds a claim about whether a mention's event happened to its ledger.
func (a *adopter) enter(m *casus.Mention, in *report, h happened) {
	i := a.at[a.p.EventOf[m.ID]]
	e := &a.p.Events[i]
	c := casus.Claim{
		Attribute: h.attr, Value: h.value, Denied: h.value == "no", Span: h.span, Text: h.text, Sentence: h.sentence, Speaker: h.by,
		Event: e.ID, Mention: m.ID, Run: m.Run, Document: in.doc.ID, Outlet: in.doc.Source, Published: in.doc.Published,
		Informant: "outlet:" + in.doc.Source, OwnSide: ownSide(h.by, e),
	}
	if h.by != nil {
		c.Informant = a.f.t.speakerKey(h.by)
	}
	c.ID = casus.ClaimID(casus.HashID("claim", string(c.Document), string(c.Run), h.span.String(), c.Attribute))
	if !slices.ContainsFunc(a.ledgers[i], func(o casus.Claim) bool { return o.ID == c.ID }) {
		a.ledgers[i] = append(a.ledgers[i], c)
	}
}

// stated reports whether the event of a mention that a denial holds is also stated by somebody else.
func (a *adopter) stated(m *casus.Mention, d *denial) bool {
	i, ok := a.at[a.p.EventOf[m.ID]]
	return ok && slices.ContainsFunc(a.ledgers[i], func(c casus.Claim) bool {
		return c.Attribute == attrHappened && c.Value == "yes" && !d.content.Contains(c.Span)
	})
}

// deniedBy finds the mention before a denial, told as having happened and not by the one who denies, that is of the type of
// what the denial names, or shares most words with it, or, right before it, tells what the side of the one who denies did or
// suffered or what somebody else gives as his own word. The second result says whether it is told in one of its words.
func (a *adopter) deniedBy(d *denial, ms []*casus.Mention) (best *casus.Mention, told bool) {
	own := map[casus.Code]bool{}
	for _, m := range ms {
		if d.content.Contains(m.Trigger) {
			own[m.Type] = true
		}
	}
	top := 0
	for _, m := range ms {
		i, ok := a.at[a.p.EventOf[m.ID]]
		if !ok || m.Trigger.End > d.content.Start || d.content.Overlaps(m.Trigger) || m.Modality != casus.Realised || m.Status() == casus.StatusDenied ||
			a.p.Events[i].Modality != casus.Realised || a.f.t.spoken[m.Type] || a.saysHimself(m, d) {
			continue
		}
		if s, word := a.denies(d, m, ms, own[m.Type]); s >= top && s > 0 {
			best, told, top = m, word, s
		}
	}
	return best, told
}

// denies is how much speaks for a mention being what is denied, 0 for nothing, and whether it is told in a word of the
// denial.
func (a *adopter) denies(d *denial, m *casus.Mention, ms []*casus.Mention, typed bool) (score int, told bool) {
	apart := a.sentencesBetween(m, d, ms)
	e := a.f.nodes[a.f.at[m.ID]]
	shared := 0
	for _, w := range d.words {
		switch {
		case slices.Contains(e.trigger, w.hash) || meet(w.roots, e.kin.roots):
			score += 2
		case e.sent.has(w.hash):
			shared++
		}
	}
	told = score > 0
	if typed {
		score += 3
	}
	if shared > 0 {
		score++
	}
	contested := m.Commitment == casus.Alleged || m.Attribution != nil && m.Attribution.Speaker != nil || a.toldBy(m, d) != nil
	side := ownSide(d.speaker, &a.p.Events[a.at[a.p.EventOf[m.ID]]])
	switch {
	case told && (typed || contested || apart == 0), contested && apart == 0, typed && contested && apart <= denyReach:
	case shared > 0 && apart == 0 && (typed || side && a.f.t.counted(m.Type)):
	default:
		return 0, false
	}
	if apart > denyReach {
		score -= 2
	}
	if contested {
		score++
	}
	if apart == 0 {
		score++
	}
	return score, told
}

// toldBy is who says or alleges what a mention tells, other than the one who denies it; nil for nobody.
func (a *adopter) toldBy(m *casus.Mention, d *denial) *casus.Party {
	said := a.f.pages[m.Document].rest.Sayings
	for i := range said {
		v := &said[i]
		if v.Speaker != nil && (v.Stance == casus.StanceSay || v.Stance == casus.StanceAllege) && v.Content.Contains(m.Trigger) &&
			(d.speaker == nil || a.f.t.speakerKey(v.Speaker) != a.f.t.speakerKey(d.speaker)) {
			return v.Speaker
		}
	}
	return nil
}

// sentencesBetween counts the sentences with mentions between a mention and a denial.
func (a *adopter) sentencesBetween(m *casus.Mention, d *denial, ms []*casus.Mention) int {
	if d.sentence.Start-m.Sentence.End <= besideBytes { // the same one too
		return 0
	}
	seen := map[casus.Span]bool{}
	for _, o := range ms {
		if o.Sentence.Start >= m.Sentence.End && o.Sentence.End <= d.sentence.Start+1 {
			seen[o.Sentence] = true
		}
	}
	return max(1, len(seen))
}

// saysHimself reports whether a mention is in the words of the one who denies, or of somebody of the same body of his state.
func (a *adopter) saysHimself(m *casus.Mention, d *denial) bool {
	if m.Attribution == nil || m.Attribution.Speaker == nil || d.speaker == nil {
		return false
	}
	by := m.Attribution.Speaker
	if a.f.t.speakerKey(by) == a.f.t.speakerKey(d.speaker) {
		return true
	}
	return by.Actor.Country != "" && by.Actor.Country == d.speaker.Actor.Country && meetSectors(sectorsOf(by), sectorsOf(d.speaker))
}

func sectorsOf(p *casus.Party) []casus.Sector {
	if len(p.Actor.Sectors) == 0 && p.Actor.Sector != "" {
		return []casus.Sector{p.Actor.Sector}
	}
	return p.Actor.Sectors
}
