package extract

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/what"
	whenpkg "github.com/casus-project/casus/internal/extract/when"
	"github.com/casus-project/casus/internal/ling"
)

// times are the times of all events: what the rules find for each, then what is likeliest among all times of the text.
func (a *assembler) times(found []what.Candidate) []*casus.When {
	a.dated = a.e.tools.When.Events(a.t, a.page.Times)
	asked := make([]whenpkg.Asked, len(found))
	for i := range found {
		c := &found[i]
		ruled, why := a.ruled(c)
		asked[i] = whenpkg.Asked{
			Trigger: c.Head, Rules: ruled, Why: why, Type: c.Type, Modality: c.Axes.Modality, Negative: c.Axes.Polarity == casus.Negative,
			Quoted: a.attribution(c) != nil, Parties: a.nouns(c.Actors, c.Recipients),
		}
	}
	a.asked = asked
	out := make([]*casus.When, len(found))
	for i := range found {
		out[i] = a.dated.Choose(asked, i)
		if found[i].Axes.Modality == casus.Requested {
			a.fromNow(out[i])
		}
	}
	return out
}

// nouns are the lemmas of the nouns of some arguments.
func (a *assembler) nouns(lists ...[]what.Arg) []string {
	var out []string
	for _, list := range lists {
		for _, arg := range list {
			if a.t.Tokens[arg.Head].UPOS != ling.PRON {
				out = append(out, a.t.Lemma(arg.Head))
			}
		}
	}
	return out
}

// ruled is the time of an event by the rules, and why.
func (a *assembler) ruled(c *what.Candidate) (*casus.When, string) {
	when, why := a.dated.Time(c.Head)
	if when == nil && c.Axes.Modality == casus.Realised && (a.t.Modal(c.Head) || a.goesOn(c.Head)) {
		when, why = a.saidWhen(c), "said"
	}
	switch c.Axes.Modality {
	case casus.Requested, casus.Planned, casus.Hypothetical:
		if !a.ownTime(when, c.Head) {
			when = nil // the day on which it was asked for or decided is not its own
		}
	}
	if c.Axes.Modality == casus.Requested {
		a.fromNow(when)
	}
	return when, why
}

// saidWhen is when the words of a promise, a threat or a refusal were said that is told by its content alone: "the Navy would
// stop using the range, he said on Thursday" is a promise of Thursday.
func (a *assembler) saidWhen(c *what.Candidate) *casus.When {
	by := a.attribution(c)
	if by == nil || by.Cue.Empty() {
		return nil
	}
	first, last := a.t.TokensIn(by.Cue)
	if first >= last {
		return nil
	}
	when, _ := a.dated.Time(headOf(a.t, first, last))
	return when
}

// goesOn reports whether the verb tells what somebody says that he is doing: "announced that it was leaving the treaty".
func (a *assembler) goesOn(head int) bool {
	if a.t.Tokens[head].XPOS != ling.VBG {
		return false
	}
	k := a.t.ChildBy(head, ling.Aux)
	return k >= 0 && a.t.Tokens[k].Lemma == "be"
}

// ownTime reports whether a time is that of what is asked for or planned, not that of the asking: it lies after publication,
// stands below the trigger in the tree or in another sentence, or on the verb whose subject the trigger is.
func (a *assembler) ownTime(w *casus.When, head int) bool {
	if w == nil || a.toCome(w) {
		return true
	}
	first, last := a.t.TokensIn(w.Span)
	if first >= last || a.t.SentenceOf(first) != a.t.SentenceOf(head) {
		return true
	}
	at := headOf(a.t, first, last)
	if v := a.t.Head(head); v >= 0 && a.t.Tokens[head].Rel.Subject() && a.t.Modal(v) && a.t.Below(at, v) {
		return true // "elections may be held in June"
	}
	return a.t.Below(at, head)
}

// fromNow begins what is asked for until a day to come with the day of publication: it was not done before.
func (a *assembler) fromNow(w *casus.When) {
	if w != nil && w.From == "" && a.toCome(w) {
		w.From = a.t.Doc.PublishedDate()
	}
}

// toCome reports whether the time begins after the day of publication, or has only an end after it.
func (a *assembler) toCome(w *casus.When) bool {
	day := a.t.Doc.PublishedDate()
	begins := dayOf(w.From)
	if begins == "" {
		begins = dayOf(w.Until)
	}
	return day != "" && begins > day
}
