package when

import (
	"fmt"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// elsewhere looks for the same happening told before with its time: a definite noun goes back to its lemma, else to the
// event that the text opens with; a verb goes with the definite event that is its subject or its occasion.
func (c *clock) elsewhere(trigger int) (*casus.When, string) {
	tok := &c.t.Tokens[trigger]
	if tok.UPOS == ling.NOUN && c.definite(trigger) {
		return c.before(trigger)
	}
	if tok.UPOS == ling.VERB {
		for node := trigger; node >= 0; node = c.conjoined(node) {
			if w, why := c.ofOccasion(node); w != nil {
				return w, why
			}
		}
		if w, why := c.again(trigger); w != nil {
			return w, why
		}
	}
	return nil, "no time is stated for it"
}

// conjoined is the verb that token i is joined to in one tense, "killed a woman and injured nineteen"; -1 where there is none.
func (c *clock) conjoined(i int) int {
	h := c.t.Head(i)
	if h < 0 || c.t.Tokens[i].Rel.Base() != ling.Conj || c.t.Tokens[h].UPOS != ling.VERB || c.t.Tokens[h].XPOS != c.t.Tokens[i].XPOS ||
		c.t.ChildBy(i, ling.Nsubj, ling.NsubjPass) >= 0 || c.displaced(i) {
		return -1
	}
	return h
}

// ofOccasion is the time of the definite event that is the verb's subject or occasion: "in that attack he killed two".
func (c *clock) ofOccasion(verb int) (*casus.When, string) {
	for _, k := range c.t.ChildrenBy(verb, ling.Nsubj, ling.Obl, ling.NsubjPass) {
		if c.t.Tokens[k].UPOS == ling.NOUN && c.definite(k) && c.occasion(k) && c.e.happening(c.t.Tokens[k].Lemma) {
			if w, why := c.before(k); w != nil {
				return w, why
			}
		}
	}
	return nil, ""
}

// reachAgain is how many tokens back again looks: more than two sentences of news have.
const reachAgain = 150

// again is the time of the same verb in one of the two sentences before: news tells its lead twice.
func (c *clock) again(trigger int) (*casus.When, string) {
	s := c.t.SentenceOf(trigger)
	for i := range c.at {
		if w := &c.times[i]; c.at[i].sentence == s && w.Known() && w.Type != casus.TimexDuration {
			return nil, "" // the sentence has a time of its own
		}
	}
	first := c.t.Sents[s].First
	for i := first - 1; i >= max(0, first-reachAgain) && s-c.t.SentenceOf(i) <= 2; i-- {
		if c.t.Tokens[i].UPOS != ling.VERB || c.e.verb(&c.t.Tokens[i]) != c.e.verb(&c.t.Tokens[trigger]) || c.says(i) {
			continue
		}
		if w, _ := c.inSentence(i, 1); w != nil && !c.planned(w) {
			w.Basis = casus.BasisDocument
			return w, fmt.Sprintf("stated for %q before, at %s", c.t.Word(i), c.t.Tokens[i].Span)
		}
	}
	return nil, ""
}

// occasion reports whether the noun can stand for what happened: a subject, or a phrase with "in", "during", "at".
func (c *clock) occasion(i int) bool {
	if c.t.Tokens[i].Rel.Subject() {
		return true
	}
	k := c.t.ChildBy(i, ling.Case)
	return k >= 0 && (c.t.Lemma(k) == "in" || c.t.Lemma(k) == "during" || c.t.Lemma(k) == "at")
}

// before is the time of the same noun earlier in the text, else of the event that the text opens with when the noun is
// one for a happening.
func (c *clock) before(noun int) (*casus.When, string) {
	tok := &c.t.Tokens[noun]
	for i := noun - 1; i >= max(0, noun-reachBack); i-- {
		o := &c.t.Tokens[i]
		if (o.Lemma != tok.Lemma || o.UPOS != tok.UPOS && o.UPOS != ling.VERB) && !strings.EqualFold(o.Form, tok.Form) {
			continue
		}
		if w, _ := c.inSentence(i, 0); w != nil && !c.planned(w) {
			w.Basis = casus.BasisDocument
			return w, fmt.Sprintf("stated for %q before, at %s", o.Form, o.Span)
		}
	}
	if !c.e.happening(tok.Lemma) || c.named(noun) {
		return nil, "no time is stated for it"
	}
	if w := c.justNamed(noun); w != nil {
		return w, "stated for what was told right before"
	}
	if w, at := c.lead(); w != nil && at < noun {
		w.Basis = casus.BasisDocument
		return w, fmt.Sprintf("stated for the event that the text opens with, %q", c.t.Word(at))
	}
	return nil, "no time is stated for it"
}

// named reports whether the noun says itself which happening it means, and so need not be one told before: "the poisoning of
// the envoy", "the Salisbury poisoning".
func (c *clock) named(noun int) bool {
	for _, k := range c.t.ChildrenBy(noun, ling.Nmod, ling.NmodPoss, ling.Compound) {
		if c.t.Tokens[k].UPOS == ling.PROPN || c.t.Tokens[k].Rel == ling.Nmod && c.t.Lemma(c.t.ChildBy(k, ling.Case)) == "of" {
			return true
		}
	}
	return false
}

// justNamed is the time of the last happening that the sentence before names, for a noun with "this" or "that".
func (c *clock) justNamed(noun int) *casus.When {
	k := c.t.ChildBy(noun, ling.Det)
	s := c.t.SentenceOf(noun)
	if k < 0 || s == 0 || c.t.Lemma(k) != "this" && c.t.Lemma(k) != "that" {
		return nil
	}
	for i := c.t.Sents[s].First - 1; i >= c.t.Sents[s-1].First; i-- {
		if c.t.Tokens[i].UPOS != ling.NOUN && c.t.Tokens[i].UPOS != ling.PROPN || !c.e.happening(strings.ToLower(c.t.Tokens[i].Lemma)) {
			continue
		}
		if w := c.attached(i, i, 1); w != nil && !c.planned(w) {
			w.Basis = casus.BasisDocument
			return w
		}
	}
	return nil
}

// planned reports whether the time lies after publication, so that it cannot be that of something told as past.
func (c *clock) planned(w *casus.When) bool {
	day := c.t.Doc.PublishedDate()
	return day != "" && w.From != "" && w.From[:min(len(w.From), len(day))] > day
}

// past reports whether the verb is told as past.
func (c *clock) past(i int) bool {
	tok := &c.t.Tokens[i]
	if tok.UPOS != ling.VERB {
		return false
	}
	for _, k := range c.t.Children(i) {
		if a := &c.t.Tokens[k]; a.Rel.Base() == ling.Aux && a.XPOS == ling.VBD && a.Lemma == "be" {
			return true
		}
	}
	return tok.XPOS == ling.VBD || c.plain(i) && c.singular(i)
}

// singular reports whether the subject of verb i is one thing, so that its plain form is no present: "Chad quit the pact".
func (c *clock) singular(i int) bool {
	k := c.t.ChildBy(i, ling.Nsubj)
	if k < 0 {
		return false
	}
	x := c.t.Tokens[k].XPOS
	return (x == ling.NN || x == ling.NNP) && c.t.ChildBy(k, ling.Conj) < 0
}

// lead is the time of the first main verb of the text that has one within its first sentences, and that verb.
func (c *clock) lead() (*casus.When, int) {
	for s := range min(len(c.t.Sents), leadSentences) {
		root := c.t.RootOf(s)
		if root < 0 || c.t.Tokens[root].UPOS != ling.VERB || c.says(root) {
			continue
		}
		if w := c.near(root, 0); w != nil && !c.planned(w) && !coarser(w.Grain, casus.Month) {
			return w, root
		}
	}
	return nil, -1
}

func (c *clock) definite(i int) bool {
	for _, k := range c.t.Children(i) {
		if tok := &c.t.Tokens[k]; tok.Rel.Base() == ling.Det && (tok.Lemma == "the" || tok.Lemma == "this" || tok.Lemma == "that") {
			return true
		}
	}
	return false
}
