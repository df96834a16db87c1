package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// denyReach is how many sentences before a denial what it denies may stand, where its words do not say what that is.
const denyReach = 2

// denial is a speaker's word that something did not happen.
type denial struct {
	speaker  *casus.Party
	content  casus.Span
	text     string
	words    []string // stems of the content
	sentence casus.Span
}

// denialsIn are the denials of a page, which must have its text.
func (t *Tables) denialsIn(p *Page) []denial {
	var out []denial
	for i := range p.Sayings {
		v := &p.Sayings[i]
		if v.Stance != casus.StanceDeny || v.Speaker == nil || v.Content.Empty() || v.Content.End > len(p.Doc.Text) ||
			!slices.ContainsFunc(strings.Fields(strings.ToLower(v.Cue.Of(p.Doc.Text))), func(w string) bool { return t.denials[w] }) {
			continue
		}
		d := denial{speaker: v.Speaker, content: v.Content, text: v.Content.Of(p.Doc.Text), sentence: sentenceAt(p.Doc.Text, v.Content)}
		for _, w := range words(d.text) {
			d.words = append(d.words, w.stem)
		}
		out = append(out, d)
	}
	return out
}

// deny enters a denial in the ledger of the event that it is about: that of the mention in its own words where others
// state it, else the one told right before it that has most to do with its words.
func (a *adopter) deny(d *denial, in *report, ms []*casus.Mention) {
	for _, m := range ms {
		if d.content.Contains(m.Trigger) && a.stated(m, d) {
			return // the event's own mentions already say yes and no
		}
	}
	m := a.deniedBy(d, ms)
	if m == nil {
		return
	}
	i := a.at[a.p.EventOf[m.ID]]
	e := &a.p.Events[i]
	claim := func(value string, span casus.Span, text string, sentence casus.Span, speaker *casus.Party) casus.Claim {
		c := casus.Claim{
			Attribute: attrHappened, Value: value, Denied: value == "no", Span: span, Text: text, Sentence: sentence, Speaker: speaker,
			Event: e.ID, Mention: m.ID, Run: m.Run, Document: in.doc.ID, Outlet: in.doc.Source, Published: in.doc.Published,
			Informant: "outlet:" + in.doc.Source, OwnSide: ownSide(speaker, e),
		}
		if speaker != nil {
			c.Informant = a.f.t.speakerKey(speaker)
		}
		c.ID = casus.ClaimID(casus.HashID("claim", string(c.Document), string(c.Run), span.String(), c.Attribute))
		return c
	}
	if !slices.ContainsFunc(a.ledgers[i], func(c casus.Claim) bool { return c.Attribute == attrHappened && c.Mention == m.ID }) {
		var by *casus.Party
		if m.Attribution != nil {
			by = m.Attribution.Speaker
		}
		a.ledgers[i] = append(a.ledgers[i], claim("yes", m.Trigger, m.TriggerText, m.Sentence, by))
	}
	a.ledgers[i] = append(a.ledgers[i], claim("no", d.content, d.text, d.sentence, d.speaker))
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
// suffered.
func (a *adopter) deniedBy(d *denial, ms []*casus.Mention) *casus.Mention {
	own := map[casus.Code]bool{}
	for _, m := range ms {
		if d.content.Contains(m.Trigger) {
			own[m.Type] = true
		}
	}
	var best *casus.Mention
	top := 0
	for _, m := range ms {
		i, ok := a.at[a.p.EventOf[m.ID]]
		if !ok || m.Sentence.End > d.sentence.Start+1 || m.Modality != casus.Realised || m.Status() == casus.StatusDenied || a.p.Events[i].Modality != casus.Realised || a.saysHimself(m, d) {
			continue
		}
		apart := a.sentencesBetween(m, d, ms)
		score := 0
		if own[m.Type] {
			score += 3
		}
		for _, w := range a.wordsOf(m) {
			if slices.Contains(d.words, w) {
				score += 2
			}
		}
		if score == 0 && (apart > 0 || !a.f.t.counted(m.Type) || !ownSide(d.speaker, &a.p.Events[i]) && len(m.Actors) > 0) {
			continue
		}
		if apart > denyReach {
			score -= 2
		}
		if apart == 0 {
			score++
		}
		if score >= top && score > 0 {
			best, top = m, score
		}
	}
	return best
}

// sentencesBetween counts the sentences with mentions between a mention and a denial.
func (a *adopter) sentencesBetween(m *casus.Mention, d *denial, ms []*casus.Mention) int {
	if d.sentence.Start-m.Sentence.End <= besideBytes {
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

func (a *adopter) wordsOf(m *casus.Mention) []string {
	var out []string
	for _, w := range words(m.TriggerText + " . " + strings.ToLower(m.Lemma)) {
		if a.f.t.rarity(w.hash) >= common {
			out = append(out, w.stem)
		}
	}
	return out
}

// saysHimself reports whether a mention is in the words of the one who denies, or of somebody of his state.
func (a *adopter) saysHimself(m *casus.Mention, d *denial) bool {
	if m.Attribution == nil || m.Attribution.Speaker == nil {
		return false
	}
	by := m.Attribution.Speaker
	return a.f.t.speakerKey(by) == a.f.t.speakerKey(d.speaker) || by.Actor.Country != "" && by.Actor.Country == d.speaker.Actor.Country
}
