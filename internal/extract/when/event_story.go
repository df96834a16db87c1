package when

import (
	"fmt"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// Limits of the story that a report's lead opens: where the lead is, how far on it is told, how old it may be.
const (
	storyLead  = 2
	storyReach = 10
	deedReach  = 2 // for what need not be seen on the spot: "sent three boats"
	storyAge   = 6
)

// story is the day of the lead for something seen on the spot that the sentences after it tell in the simple past, where
// nothing between them names another time: "Troops stormed the town on Saturday. ... Twelve people were killed."
func (c *clock) story(trigger int) (*casus.When, string) {
	verb, reach := -1, 0
	for _, k := range c.way(trigger) {
		if c.scene(k) {
			verb, reach = k, storyReach
			break
		}
		if verb < 0 && c.deed(k) && c.t.Tokens[trigger].UPOS == ling.VERB {
			verb, reach = k, deedReach
		}
	}
	if verb < 0 || !c.past(verb) || c.perfect(verb) {
		return nil, ""
	}
	w, at := c.storyLead()
	if w == nil {
		return nil, ""
	}
	s, first := c.t.SentenceOf(trigger), c.t.SentenceOf(at)
	if s <= first || s-first > reach || !c.onlyDay(w.From, first, s) {
		return nil, ""
	}
	return w, fmt.Sprintf("goes on with what the text opens with, %q", c.t.Word(at))
}

// deed reports whether the token is a verb for something done, not said, thought or asked.
func (c *clock) deed(i int) bool {
	tok := &c.t.Tokens[i]
	return tok.UPOS == ling.VERB && !c.e.speech[c.e.verb(tok)] && c.t.ChildBy(i, ling.Ccomp) < 0
}

// scene reports whether the token is a verb for something seen on the spot.
func (c *clock) scene(i int) bool {
	w, ok := c.e.lex.forms[c.e.verb(&c.t.Tokens[i])]
	return ok && c.t.Tokens[i].UPOS == ling.VERB && w.mask&(1<<cScene) != 0
}

// perfect reports whether the verb, or one that it is told under, may be of another time than the story: "had fled",
// "later fled".
func (c *clock) perfect(i int) bool {
	for steps := 0; i >= 0 && steps < 6; steps++ {
		for _, k := range c.t.Children(i) {
			if a := &c.t.Tokens[k]; a.Rel.Base() == ling.Aux && (a.Lemma == "have" || a.XPOS == ling.MD) {
				return true
			}
			switch c.t.Lemma(int(k)) {
			case "later", "subsequently", "since", "then", "previously", "earlier", "eventually", "already", "once", "ever", "never":
				return true
			}
		}
		if r := c.t.Tokens[i].Rel; r.Base() == ling.Acl || r == ling.Advcl || r.Base() == ling.Ccomp && !c.contentFirst(i) {
			return true // a clause beside the story, or told by somebody; but "Two died, doctors said" tells it
		}
		i = c.t.Head(i)
	}
	return false
}

// storyLead is the day of a happening that one of the first sentences tells, and its verb.
func (c *clock) storyLead() (*casus.When, int) {
	published := c.t.Doc.PublishedDate()
	if published == "" {
		return nil, -1
	}
	oldest := c.t.Doc.Published.AddDate(0, 0, -storyAge).Format(time.DateOnly)
	for s := range min(len(c.t.Sents), storyLead) {
		verb := c.leadVerb(s)
		if verb < 0 {
			continue
		}
		w, _ := c.inSentence(verb, 1)
		if w == nil || len(w.From) < len(published) || len(w.Until) < len(published) || w.Basis == casus.BasisEvent {
			continue
		}
		w.From, w.Until = w.From[:len(published)], w.Until[:len(published)]
		if w.From != w.Until || w.From > published || w.From < oldest {
			return nil, -1
		}
		w.Type, w.Value, w.Grain, w.Basis = casus.TimexDate, w.From, casus.Day, casus.BasisDocument
		w.UTC, w.Zone = time.Time{}, ""
		return w, verb
	}
	return nil, -1
}

// leadVerb is the main verb of sentence s, or the one that it says was so, where it tells a happening or a deed; else -1.
func (c *clock) leadVerb(s int) int {
	root := c.t.RootOf(s)
	if root < 0 {
		return -1
	}
	for _, v := range append([]int{root}, c.t.ChildrenBy(root, ling.Ccomp, ling.Parataxis)...) {
		if c.t.Tokens[v].UPOS == ling.VERB && (c.happens(v) || c.deed(v)) {
			return v
		}
	}
	return -1
}

// happens reports whether the verb tells a happening, itself or by its subject, object or occasion.
func (c *clock) happens(verb int) bool {
	if c.scene(verb) {
		return true
	}
	for _, k := range c.t.ChildrenBy(verb, ling.Nsubj, ling.NsubjPass, ling.Obj, ling.Obl) {
		if c.e.happening(c.t.Tokens[k].Lemma) {
			return true
		}
	}
	return false
}

// ofTelling reports whether the time is that of words about the story, "police said on Sunday", "by reports on Saturday".
func (c *clock) ofTelling(p *place) bool {
	if p.up < 0 {
		return false
	}
	tok := &c.t.Tokens[p.up]
	return tok.UPOS == ling.VERB && c.says(p.up) && c.e.speech[c.e.verb(tok)] || tok.UPOS == ling.NOUN && c.e.telling[tok.Lemma]
}

// onlyDay reports whether every time from the lead's sentence to sentence last can be the day.
func (c *clock) onlyDay(day string, lead, last int) bool {
	for i := range c.times {
		w := &c.times[i]
		if c.at[i].sentence < lead || c.at[i].sentence > last || w.Type == casus.TimexDuration && !w.Known() {
			continue
		}
		if w.Known() && c.ofTelling(&c.at[i]) {
			continue
		}
		if w.Type == casus.TimexSet || !w.Known() && w.Basis == casus.BasisEvent {
			return false
		}
		if w.From != "" && w.From[:min(len(w.From), len(day))] > day || w.Until != "" && w.Until[:min(len(w.Until), len(day))] < day {
			return false
		}
		if c.at[i].sentence == last && w.Known() && w.From != w.Until {
			return false // a sentence about a longer stretch
		}
	}
	return true
}
