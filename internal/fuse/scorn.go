package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// scornBytes is how far behind the words of refusal those may stand that say what the refused is: "rejected as absurd".
const scornBytes = 40

// scorned is what a saying denies whose content is nothing but a name or a pronoun for what was told just before: "called the
// story absurd", "denied it all", "which the company rejected as an invention".
func (t *Tables) scorned(p *Page, v *casus.Saying) (denial, bool) {
	if v.Speaker == nil || v.Content.Empty() || v.Content.End > len(p.Doc.Text) || v.Cue.End > len(p.Doc.Text) {
		return denial{}, false
	}
	text := strings.Fields(lowered(v.Content.Of(p.Doc.Text)))
	behind := casus.Span{Start: v.Cue.End, End: min(v.Cue.End+scornBytes, sentenceAt(p.Doc.Text, v.Cue).End)}
	s, named := t.rumourIn(p.Doc.Text, v.Content, rumourWord)
	pronoun := len(text) > 0 && len(text) <= 2 && slices.Contains([]string{"it", "this", "that", "which", "all"}, text[0])
	switch {
	case named && len(text) <= 5 && t.unbelieved(p, casus.Span{Start: s.End, End: v.Content.End}):
	case pronoun && (v.Stance == casus.StanceDeny || text[0] == "which") && (t.deniedIn(p, v.Cue) || t.unbelieved(p, behind)):
	case named && v.Stance == casus.StanceDeny && len(text) <= 2:
	default:
		return denial{}, false
	}
	d := t.newDenial(p, v.Speaker, v.Content)
	d.words = nil // they name a word, not a deed
	return d, true
}

// unbelieved reports whether a stretch of the text calls somebody's word untrue.
func (t *Tables) unbelieved(p *Page, in casus.Span) bool {
	if in.Start >= in.End {
		return false
	}
	_, lie := t.rumourIn(p.Doc.Text, in, rumourFalse)
	_, scorn := t.rumourIn(p.Doc.Text, in, rumourScorn)
	return lie || scorn
}

// deniedIn reports whether a cue is one of denial, not of refusal.
func (t *Tables) deniedIn(p *Page, cue casus.Span) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(cue.Of(p.Doc.Text))), func(w string) bool { return t.denials[w] })
}

// mutual are the sayings of a page in which two sides say of each other that it was the other: "each army says that the other
// shot first".
func (t *Tables) mutual(p *Page) []denial {
	var out []denial
	for i := range p.Sayings {
		v := &p.Sayings[i]
		if v.Speaker == nil || v.Content.Empty() || v.Content.End > len(p.Doc.Text) || v.Stance == casus.StanceDemand || v.Stance == casus.StancePromise {
			continue
		}
		who := strings.Fields(strings.ToLower(v.Speaker.Text))
		text := spaced(v.Content.Of(p.Doc.Text))
		if len(who) == 0 || who[0] != "each" && who[0] != "both" ||
			!slices.ContainsFunc([]string{" the other ", " each other ", " one another "}, func(w string) bool { return strings.Contains(text, w) }) {
			continue
		}
		d := t.newDenial(p, v.Speaker, v.Content)
		d.words, d.attr, d.mutual = nil, attrActor, true
		out = append(out, d)
	}
	return out
}

// blameEachOther enters who did it as a dispute in the ledger of what both sides say of each other: a deed in their words, else
// the first one that the sentence tells, or the one before.
func (a *adopter) blameEachOther(d *denial, in *report, ms []*casus.Mention) {
	var best *casus.Mention
	for _, m := range ms {
		if m.Modality != casus.Realised || m.Polarity == casus.Negative || a.f.t.spoken[m.Type] || !a.f.t.counted(m.Type) || a.sentencesBetween(m, d, ms) > 0 || m.Trigger.Start > d.content.End {
			continue
		}
		if best == nil || d.content.Contains(m.Trigger) && !d.content.Contains(best.Trigger) {
			best = m
		}
	}
	if best == nil {
		return
	}
	a.enter(best, in, happened{attrActor, "yes", d.speaker.Span, d.speaker.Text, d.sentence, d.speaker})
	a.enter(best, in, happened{attrActor, "no", d.content, d.text, d.sentence, d.speaker})
}
