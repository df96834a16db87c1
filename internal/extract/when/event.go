package when

import (
	"fmt"
	"sort"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// EventTime is the time of the event whose head is token trigger, and why it was chosen; nil where the text does not
// say. It is taken from the tree: what modifies the trigger, then what modifies the clause that the trigger stands in,
// then what the text says elsewhere of the same happening. The date of publication is never taken. The result is a
// copy; times must be what Find gave for the text, in order.
func (e *Engine) EventTime(t *ling.Text, times []casus.When, trigger int) (*casus.When, string) {
	return e.Events(t, times).Time(trigger)
}

// Events are the times of a text with where they stand in its trees, for asking the time of many events. They are not safe for
// concurrent use.
type Events struct{ all clock }

// Events takes the times that Find gave for the text, in order.
func (e *Engine) Events(t *ling.Text, times []casus.When) *Events {
	v := &Events{clock{e: e, t: t, times: times}}
	v.all.locate()
	return v
}

// Time is EventTime for one event of the text.
func (v *Events) Time(trigger int) (*casus.When, string) {
	if trigger < 0 || trigger >= len(v.all.t.Tokens) {
		return nil, "no such token"
	}
	c := v.window(trigger)
	w, why := c.event(trigger, 0)
	if w != nil && c.planned(w) && c.asksNow(trigger) {
		return nil, "the time is that of what is asked for or promised"
	}
	return c.finished(w, trigger), why
}

// finished sets the ends of a time that the words leave open as the trigger's tense has them.
func (c *clock) finished(w *casus.When, trigger int) *casus.When {
	if w == nil {
		return nil
	}
	if w.From == "" && c.happened(trigger) {
		c.onTheDay(w)
	}
	c.upToToday(w, trigger)
	if w.From != "" && w.Until == "" && c.untilNow(trigger) {
		if day := c.t.Doc.PublishedDate(); day != "" && w.From[:min(len(w.From), len(day))] <= day {
			w.Until = day // "have been killed since Friday" tells of no later day than it was published
		}
	}
	return w
}

// untilNow reports whether the trigger tells in the present perfect what was done again and again, "have been killed", "has
// cost 75,000 lives", not what goes on, "have been protesting", "have camped outside".
func (c *clock) untilNow(trigger int) bool {
	if !c.perfectPresent(trigger) && c.t.Tokens[trigger].Rel.Base() != ling.Conj {
		return false
	}
	if c.t.Tokens[trigger].XPOS != ling.VBN {
		return false
	}
	for _, k := range c.t.ChildrenBy(trigger, ling.Nsubj, ling.NsubjPass, ling.Obj, ling.Obl, ling.AuxPass) {
		if r := c.t.Tokens[k].Rel; r == ling.NsubjPass || r == ling.AuxPass || c.t.Tokens[k].UPOS == ling.NUM || c.t.ChildBy(k, ling.Nummod) >= 0 {
			return true
		}
	}
	return false
}

// reachBack is how many tokens before the trigger are searched for the same happening, so that long texts cost no more
// than short ones.
const reachBack = 4000

// leadSentences is within how many sentences the event stands that a text opens with.
const leadSentences = 4

// window is the clock with the times of the first sentences, of the trigger's sentence and of what stands before it within reach.
func (v *Events) window(trigger int) *clock {
	t, times := v.all.t, v.all.times
	at := func(offset int) int {
		return sort.Search(len(times), func(i int) bool { return times[i].Span.Start >= offset })
	}
	c := &clock{e: v.all.e, t: t}
	end := at(t.Sents[t.SentenceOf(trigger)].Span.End)
	from, lead := 0, 0
	if trigger > reachBack {
		from = at(t.Tokens[trigger-reachBack].Span.Start)
		lead = at(t.Sents[min(leadSentences, len(t.Sents))-1].Span.End)
	}
	if lead >= from {
		c.times, c.at = times[:end:end], v.all.at[:end:end]
		return c
	}
	c.times = append(times[:lead:lead], times[from:end]...)
	c.at = append(v.all.at[:lead:lead], v.all.at[from:end]...)
	return c
}

// clock chooses among the times of one text.
type clock struct {
	e     *Engine
	t     *ling.Text
	times []casus.When
	at    []place // of each time
	asked int     // events asked for on the way that wait for an answer
}

// maxAsked is how long a chain of events that count from each other may be.
const maxAsked = 2

// event is EventTime with the depth of events asked for on the way.
func (c *clock) event(trigger, depth int) (*casus.When, string) {
	if trigger < 0 || trigger >= len(c.t.Tokens) || depth > 3 {
		return nil, "no such token"
	}
	if w, why := c.inSentence(trigger, depth); w != nil {
		return w, why
	}
	if w := c.stamp(trigger); w != nil {
		return w, "is the clock time that its entry begins with"
	}
	if w, why := c.elsewhere(trigger); w != nil || depth > 0 {
		return w, why
	}
	if w, why := c.story(trigger); w != nil {
		return w, why
	}
	return nil, "no time is stated for it"
}

// inSentence looks for the time of the trigger in its sentence: first what modifies it and the clauses that it shares its
// time with, then what the tree hangs elsewhere but the words put beside it.
func (c *clock) inSentence(trigger, depth int) (*casus.When, string) {
	if w := c.counted(trigger, depth); w != nil {
		return w, "another event is counted from it"
	}
	if w := c.lasted(trigger, depth); w != nil {
		return w, "went on for so long up to the day of its verb"
	}
	if w := c.within(trigger, depth); w != nil {
		return w, "is to be done within so long of the day of its verb"
	}
	way := c.way(trigger)
	for k, node := range way {
		if w := c.attached(node, trigger, depth); w != nil {
			if k == 0 {
				return w, "modifies the trigger"
			}
			return w, fmt.Sprintf("modifies %q, whose time the trigger shares", c.t.Word(node))
		}
		if k == 0 && c.t.Tokens[trigger].UPOS == ling.NOUN {
			if w := c.behind(trigger, depth); w != nil {
				return w, rightBehind
			}
			if w := c.ofPhrase(trigger, depth); w != nil {
				return w, "is that of a happening in its phrase"
			}
		}
	}
	for _, node := range way {
		for _, l := range c.looks() {
			if w := l.find(node, depth); w != nil {
				return w, fmt.Sprintf(l.why, c.t.Word(node))
			}
		}
		if node != trigger && c.t.Tokens[node].UPOS != ling.VERB {
			break
		}
	}
	if w := c.behindTime(way[len(way)-1], depth); w != nil {
		return w, fmt.Sprintf("says what happened then, %q", c.t.Word(way[len(way)-1]))
	}
	if w := c.beside(trigger, depth); w != nil {
		return w, "is the only day beside it"
	}
	if w := c.behind(trigger, depth); w != nil {
		return w, rightBehind
	}
	return nil, "no time is stated for it"
}

const rightBehind = "stands right behind it"

// look is a way to find a time that does not modify the word itself.
type look struct {
	find func(node, depth int) *casus.When
	why  string
}

// looks are the ways, in the order in which they are tried.
func (c *clock) looks() []look {
	return []look{
		{c.told, "stands in a clause about %q"},
		{c.ofSubject, "modifies the subject or the occasion of %q"},
		{c.alongside, "modifies what was done along with %q"},
		{c.during, "happened with %q"},
		{c.behindTime, "says what happened then, %q"},
		{c.calledFor, "is the day for which it is called, %q"},
		{c.since, "goes on since a time given for %q"},
		{c.after, "came before %q"},
		{c.fronted, "opens the sentence of %q"},
		{c.laterConjunct, "ends the series of verbs that %q begins"},
		{c.nested, "ends a phrase that modifies %q"},
		{c.only, "is the only time beside %q"},
	}
}

// way is the trigger and the tokens above it that it shares its time with.
func (c *clock) way(trigger int) []int {
	out := []int{trigger}
	for node := trigger; len(out) < 8; {
		if node = c.shares(node, trigger); node < 0 {
			break
		}
		out = append(out, node)
	}
	return out
}

// shares is the token above node that has its time in common with it, -1 where the climb ends.
func (c *clock) shares(node, trigger int) int {
	tok := &c.t.Tokens[node]
	h := int(tok.Head)
	if h < 0 {
		return -1
	}
	verbal := tok.UPOS == ling.VERB || tok.UPOS == ling.AUX
	switch tok.Rel.Base() {
	case ling.Xcomp, ling.Conj, ling.Appos, ling.Flat, ling.Compound:
		return h
	case ling.Obj, ling.Nsubj, ling.Obl, ling.Iobj:
		if verbal || c.says(h) || tok.Rel.Base() == ling.Obl && c.apart(node) && !c.afterOne(node) {
			return -1
		}
		return h
	case ling.Nmod, ling.Amod:
		return h
	case ling.Advcl:
		if tok.Rel == ling.Advcl && (c.there(node) && c.past(node) || c.participle(node) || c.simultaneous(node) || c.amid(node) || c.justBefore(node)) {
			return h
		}
	case ling.Acl:
		if c.sameTime(node, h) {
			return h
		}
	case ling.Parataxis:
		if node != trigger && !c.says(h) || c.goesOn(h, node) {
			return h
		}
	}
	return -1
}

// sameTime reports whether the clause of token i tells of its noun what was done at the time of the noun: "the place where
// drivers blocked a road", "a war that ruined thousands", "police firing", "with 40 killed".
func (c *clock) sameTime(i, noun int) bool {
	tok, n := &c.t.Tokens[i], &c.t.Tokens[noun]
	if tok.Rel == ling.AclRelcl {
		return c.past(i) && (c.there(i) || c.e.happening(n.Lemma) || c.doing(i, noun))
	}
	if tok.Rel != ling.Acl || !c.participle(i) {
		return false
	}
	return n.UPOS == ling.NOUN && tok.XPOS == ling.VBG || n.UPOS == ling.NUM && tok.XPOS == ling.VBN
}

// doing reports whether the noun, an occasion of its verb, does what its relative clause tells: "lost it in a war that ruined
// thousands".
func (c *clock) doing(i, noun int) bool {
	k := c.t.ChildBy(i, ling.Nsubj)
	if k < 0 || k > i || c.t.Tokens[k].XPOS != ling.WDT || c.t.Tokens[noun].Rel.Base() != ling.Obl {
		return false
	}
	k = c.t.ChildBy(noun, ling.Case)
	return k >= 0 && (c.t.Lemma(k) == "in" || c.t.Lemma(k) == "during")
}

// goesOn reports whether the clause of token i goes on behind a semicolon with what verb h told in the simple past: "soldiers
// crossed the line; a crowd threw stones".
func (c *clock) goesOn(h, i int) bool {
	if i < h || !c.past(i) || !c.past(h) || c.displaced(i) || c.says(h) || c.says(i) {
		return false
	}
	for j := h + 1; j < i; j++ {
		if c.t.Tokens[j].Form == ";" {
			return true
		}
	}
	return false
}

// apart reports whether the phrase headed by i tells of another time than its verb: its cause, its subject, what came
// before or after it.
func (c *clock) apart(i int) bool {
	k := c.t.ChildBy(i, ling.Case)
	if k < 0 {
		return false
	}
	switch c.t.Lemma(k) {
	case "in", "with", "by", "through", "during", "at", "as", "on", "into", "amid", "via", "under":
		return false
	}
	return true
}

// afterOne reports whether the phrase headed by i names a happening, not told before, that its verb came after: news puts both
// on one day, "lost his post in June after a revolt".
func (c *clock) afterOne(i int) bool {
	k, d := c.t.ChildBy(i, ling.Case), c.t.ChildBy(i, ling.Det)
	return c.t.Lemma(k) == "after" && d >= 0 && c.t.Lemma(d) == "a" && c.e.happening(c.t.Tokens[i].Lemma) && c.past(c.t.Head(i))
}

// participle reports whether the clause of token i has no tense of its own: "killing twelve".
func (c *clock) participle(i int) bool {
	x := c.t.Tokens[i].XPOS
	if x != ling.VBG && x != ling.VBN && x != ling.VB && x != ling.VBD {
		return false
	}
	if k := c.t.ChildBy(i, ling.Nsubj); k >= 0 && (k < i || c.t.Tokens[k].XPOS == ling.PRP) {
		return false
	}
	for _, k := range c.t.Children(i) {
		tok := &c.t.Tokens[k]
		if tok.Rel.Base() == ling.Aux && tok.XPOS.Finite() || tok.Rel == ling.Mark && !together(tok.Lemma) {
			return false
		}
	}
	return true
}

// together reports whether the word before a participle or an infinitive puts it at the time of what it hangs on.
func together(mark string) bool {
	switch mark {
	case "by", "to", "with", "from", "without", "while", "at":
		return true
	}
	return false
}

// says reports whether the token heads a clause about speech: a verb with a complement clause or quoted words.
func (c *clock) says(i int) bool {
	if c.t.Tokens[i].UPOS != ling.VERB {
		return false
	}
	for _, k := range c.t.Children(i) {
		switch c.t.Tokens[k].Rel.Base() {
		case ling.Ccomp:
			return true
		case ling.Parataxis:
			if c.introduces(i, int(k)) {
				return true
			}
		}
	}
	return false
}

// introduces reports whether a colon or a quotation mark leads from token i to token k behind it: "he said: the army came". A
// clause behind a comma or a semicolon says who said it, or goes on.
func (c *clock) introduces(i, k int) bool {
	for j := i + 1; j < k; j++ {
		switch c.t.Tokens[j].Form {
		case ":", "\"", "“", "``":
			return true
		}
	}
	return false
}
