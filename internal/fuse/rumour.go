package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// What a cue says of somebody's word.
const (
	rumourWord     = "word"     // names it without its speaker: "reports", "allegations"
	rumourFalse    = "false"    // it is not so: "is untrue", "pure fable"
	rumourContrary = "contrary" // what is told goes against it: "despite rumours"
	rumourScorn    = "scorn"    // it is not so, where it is said of somebody's word: "called the story absurd"
)

// rumour is such words in a text, with who is told to have said so, nil where nobody is named.
type rumour struct {
	span casus.Span
	text string
	by   *casus.Party
}

// rumourIn finds the first cue of a class in a stretch of a text, as whole words. The second result is false where there
// is none.
func (t *Tables) rumourIn(text string, in casus.Span, class string) (casus.Span, bool) {
	low := lowered(in.Of(text))
	best, found := casus.Span{}, false
	for _, cue := range t.rumours[class] {
		i := strings.Index(" "+low+" ", " "+cue+" ")
		if i < 0 || i+len(cue) > len(low) {
			continue
		}
		s := casus.Span{Start: in.Start + i, End: in.Start + i + len(cue)}
		if !found || s.Start < best.Start || s.Start == best.Start && s.End > best.End {
			best, found = s, true
		}
	}
	return best, found
}

// lowered is a text in lower case with a space for each sign between words, byte for byte as long as before.
func lowered(s string) string {
	b := []byte(s)
	for i, c := range b {
		switch {
		case 'A' <= c && c <= 'Z':
			b[i] = c + 'a' - 'A'
		case strings.IndexByte(" ,;:.!?\"\n()", c) >= 0:
			b[i] = ' '
		case c == 0xe2 && i+2 < len(b) && b[i+1] == 0x80: // dashes and curved quotation marks
			b[i], b[i+1], b[i+2] = ' ', ' ', ' '
		}
	}
	return string(b)
}

// spaced is a text in lower case with one space around each word, to look for cues of whole words in it.
func spaced(s string) string { return " " + strings.Join(strings.Fields(lowered(s)), " ") + " " }

// headBytes is how far into what somebody denies the word may stand that names it as a rumour: "claims that".
const headBytes = 24

// deniedRumour is what a saying that denies calls the word of others: "denied reports that", "rejected the claim that".
func (t *Tables) deniedRumour(p *Page, v *casus.Saying) *rumour {
	head := casus.Span{Start: v.Cue.End, End: min(v.Content.Start+headBytes, v.Content.End)}
	if head.Start > head.End || v.Content.Start-v.Cue.End > 2*headBytes {
		return nil
	}
	if s, ok := t.rumourIn(p.Doc.Text, head, rumourWord); ok {
		return &rumour{s, s.Of(p.Doc.Text), sayerAt(p, s)}
	}
	return nil
}

// sayerAt is the speaker of the saying whose cue stands at a span: "a newspaper's claim that".
func sayerAt(p *Page, s casus.Span) *casus.Party {
	for i := range p.Sayings {
		if v := &p.Sayings[i]; v.Cue.Overlaps(s) {
			return v.Speaker
		}
	}
	return nil
}

// falseRumours are the sayings of a page whose content the same sentence calls false: "Reports that a truce was signed
// are untrue, the army said."
func (t *Tables) falseRumours(p *Page) []denial {
	var out []denial
	for i := range p.Sayings {
		v := &p.Sayings[i]
		if v.Content.Empty() || v.Content.End > len(p.Doc.Text) || v.Stance == casus.StanceDeny {
			continue
		}
		in := sentenceAt(p.Doc.Text, v.Content)
		s, ok := t.rumourIn(p.Doc.Text, in, rumourFalse)
		if !ok {
			continue
		}
		_, named := t.rumourIn(p.Doc.Text, v.Cue, rumourWord)
		switch {
		case named && s.Start >= v.Content.End-1: // the cue names the rumour
			d := t.newDenial(p, outerSpeaker(p, v, in), v.Content)
			d.rumour = &rumour{v.Cue, v.Cue.Of(p.Doc.Text), v.Speaker}
			out = append(out, d)
		case v.Speaker != nil && v.Content.Contains(s) && strings.HasPrefix(lowered(v.Content.Of(p.Doc.Text)), "that "):
			d := t.newDenial(p, v.Speaker, casus.Span{Start: v.Content.Start, End: s.Start})
			d.rumour = &rumour{s, s.Of(p.Doc.Text), nil}
			out = append(out, d)
		}
	}
	return out
}

// outerSpeaker is who says the sentence in which another saying stands, nil for the outlet.
func outerSpeaker(p *Page, v *casus.Saying, in casus.Span) *casus.Party {
	for i := range p.Sayings {
		if o := &p.Sayings[i]; o != v && in.Contains(o.Cue) && o.Content.Contains(v.Content) {
			return o.Speaker
		}
	}
	return nil
}

// against are the negative mentions of a page told against what others say: "despite rumours to the contrary".
func (t *Tables) against(p *Page) []denial {
	var out []denial
	for i := range p.Mentions {
		m := &p.Mentions[i]
		if m.Polarity != casus.Negative || m.Sentence.End > len(p.Doc.Text) {
			continue
		}
		s, ok := t.rumourIn(p.Doc.Text, m.Sentence, rumourContrary)
		if !ok {
			continue
		}
		var by *casus.Party
		if m.Attribution != nil {
			by = m.Attribution.Speaker
		}
		d := t.newDenial(p, by, m.Trigger)
		d.rumour = &rumour{s, s.Of(p.Doc.Text), nil}
		out = append(out, d)
	}
	return out
}

// addRumour reads a cue and its class.
func (t *Tables) addRumour(f []string) error {
	if !slices.Contains([]string{rumourWord, rumourFalse, rumourContrary, rumourScorn}, f[1]) {
		return casus.Errorf(casus.Invalid, "%q is no class of cue", f[1])
	}
	t.rumours[f[1]] = append(t.rumours[f[1]], f[0])
	return nil
}
