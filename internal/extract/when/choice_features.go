package when

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/choice"
	"github.com/casus-project/casus/internal/ling"
)

// asking is an event among all, and whether the rules chose the time at hand for it.
type asking struct {
	*Asked
	all    []Asked
	chosen bool
}

// pair are the features of a time in the event's sentence, of which at lists all.
func (c *clock) pair(q asking, p *place, w *casus.When, at []int) choice.Features {
	var f choice.Features
	a := q.Asked
	f.Has("rules: this", q.chosen)
	f.Has("rules: "+reason(a.Why), q.chosen)
	f.Has("rules: another", a.Rules != nil && !q.chosen)
	c.ofOthers(&f, q, w)
	f.Has("rules: none", a.Rules == nil)
	c.ofEvent(&f, a)
	c.path(&f, a.Trigger, p)
	c.between(&f, a.Trigger, p)
	later := c.planned(w) || w.From == "" && dayPart(w.Until) > c.t.Doc.PublishedDate()
	f.Has("to come", later)
	f.Has("to come, event "+c.tense(a.Trigger), later)
	f.Has("to come, event "+string(a.Modality), later)
	f.Has("grain "+string(w.Grain), w.Grain != "")
	f.Has("type "+string(w.Type), true)
	f.Has("one day", sameDays(&casus.When{From: w.From, Until: w.From}, w) && w.From != "")
	f.Has("only one", len(at) == 1)
	f.Count("times", float64(min(len(at), 4)))
	f.Has("opens the sentence", p.first-c.t.Sents[p.sentence].First <= 2)
	f.Has("before a noun", slices.Contains([]ling.Rel{ling.Amod, ling.Compound}, c.t.Tokens[p.head].Rel.Base()))
	for _, i := range at {
		if apart(c.at[i].first, a.Trigger) < apart(p.first, a.Trigger) {
			f.Has("another is nearer", true)
			break
		}
	}
	return f
}

// reason is the kind of reason that the rules give, without the words of the text.
func reason(why string) string {
	kind, _, _ := strings.Cut(why, "\"")
	return strings.TrimRight(kind, ", ")
}

// ofOthers are the features of what the rules gave the other events of the sentence.
func (c *clock) ofOthers(f *choice.Features, q asking, w *casus.When) {
	s := c.t.SentenceOf(q.Trigger)
	others, above := 0, false
	for i := range q.all {
		b := &q.all[i]
		if b.Trigger == q.Trigger || b.Rules == nil || c.t.SentenceOf(b.Trigger) != s || !b.Rules.Span.Overlaps(w.Span) {
			continue
		}
		others++
		above = above || c.t.Below(q.Trigger, b.Trigger)
	}
	f.Count("rules: of other events", float64(min(others, 2)))
	f.Has("rules: of an event above", above)
}

// ofEvent are the features of the event alone.
func (c *clock) ofEvent(f *choice.Features, a *Asked) {
	f.Has("event "+c.tense(a.Trigger), true)
	f.Has("clause "+c.tense(c.t.VerbAbove(a.Trigger)), true)
	f.Has("event "+string(a.Modality), a.Modality != "")
	f.Has("event negative", a.Negative)
	f.Has("event quoted", a.Quoted)
}

// path are the features of the way in the tree from the event to the time.
func (c *clock) path(f *choice.Features, trigger int, p *place) {
	way, top := c.t.Path(trigger, p.head)
	if way == nil {
		return
	}
	up := slices.Index(way, top)
	down := len(way) - 1 - up
	f.Has("up "+small[min(up, 4)], true)
	f.Has("down "+small[min(down, 5)], true)
	for i, k := range way {
		switch r := c.t.Tokens[k].Rel; {
		case i < up:
			f.Has("up by "+r.String(), true)
		case i > up && i < len(way)-1:
			f.Has("down by "+r.String(), true)
		}
		f.Has("another verb above the time", i > up && i < len(way)-1 && c.t.Tokens[k].UPOS == ling.VERB)
		f.Has("speech above the event", i > 0 && i <= up && c.e.speech[c.e.verb(&c.t.Tokens[k])])
	}
	host := p.up
	if host < 0 {
		host = p.head
	}
	host = c.t.VerbAbove(host)
	f.Has("same clause", host == c.t.VerbAbove(trigger))
	f.Has("time of speech", c.e.speech[c.e.verb(&c.t.Tokens[host])])
}

var small = [...]string{"0", "1", "2", "3", "4", "5"}

// between are the features of the words between the event and the time.
func (c *clock) between(f *choice.Features, trigger int, p *place) {
	first, last := trigger+1, p.first
	if p.first < trigger {
		first, last = p.last, trigger
	}
	dist := math.Log1p(float64(apart(p.first, trigger)))
	f.Has("behind the event", p.first > trigger)
	f.Count("distance", dist)
	if p.first > trigger {
		f.Count("distance behind", dist)
	}
	parted, joined := false, false
	for k := first; k < last; k++ {
		switch c.t.Tokens[k].Form {
		case "\"", "“", "”", ";", ":":
			parted = true
		}
		joined = joined || slices.Contains(joining, c.t.Lemma(k))
	}
	words := c.t.Between(first, last)
	f.Count("verbs between", float64(min(words.Verbs, 3)))
	f.Count("commas between", float64(min(words.Commas, 3)))
	f.Has("quotation or stop between", parted)
	f.Has("relative word between", words.Relative)
	f.Has("joining word between", joined)
	c.led(f, p)
}

// led are the features of the preposition right before the time.
func (c *clock) led(f *choice.Features, p *place) {
	k := p.first - 1
	for k >= 0 && c.t.Tokens[k].UPOS == ling.DET {
		k--
	}
	if k >= 0 && c.t.SentenceOf(k) == p.sentence && (c.t.Tokens[k].UPOS == ling.ADP || c.t.Tokens[k].UPOS == ling.SCONJ) {
		f.Has("after a preposition", true)
		f.Has("after "+c.t.Lemma(k), slices.Contains(leading, c.t.Lemma(k)))
	}
}

// joining are words that begin a clause of another time, or of none; leading are prepositions of times.
var (
	joining = []string{"after", "before", "since", "until", "if", "because", "but", "although", "as", "when", "while"}
	leading = []string{"in", "on", "by", "until", "since", "before", "after", "from", "for", "of", "at", "to"}
)

// tense names how the token tells of time.
func (c *clock) tense(i int) string {
	tok := &c.t.Tokens[i]
	switch {
	case tok.UPOS == ling.NOUN || tok.UPOS == ling.PROPN:
		return "noun"
	case tok.UPOS != ling.VERB:
		return "other"
	case c.t.Modal(i):
		return "modal"
	case c.perfectPresent(i):
		return "perfect"
	case c.pastPerfect(i):
		return "past perfect"
	case c.past(i):
		return "past"
	}
	switch tok.XPOS {
	case ling.VBZ, ling.VBP:
		return "present"
	case ling.VB:
		return "infinitive"
	}
	if c.t.ChildBy(i, ling.Aux, ling.AuxPass) >= 0 {
		return "present"
	}
	return "participle"
}

// goesWith are the features of a day that stands before the event's sentence; all are the others.
func (c *clock) goesWith(a *Asked, d *told, all []*told) choice.Features {
	var f choice.Features
	s := c.t.SentenceOf(a.Trigger)
	root := c.t.RootOf(s)
	c.ofEvent(&f, a)
	f.Has("rules: this", a.Rules != nil && sameDays(a.Rules, d.when))
	f.Has("rules: "+reason(a.Why), a.Rules != nil && sameDays(a.Rules, d.when))
	f.Has("rules: none", a.Rules == nil)
	f.Has("rules: in the sentence", a.Rules != nil && !c.outside(a.Rules, s))
	f.Has("sentence has a time", slices.ContainsFunc(c.at, func(p place) bool { return p.sentence == s }))
	if root >= 0 {
		f.Has("sentence "+c.tense(root), true)
		f.Has("sentence of speech", c.e.speech[c.e.verb(&c.t.Tokens[root])])
	}
	f.Has("event of speech", c.e.speech[c.e.verb(&c.t.Tokens[a.Trigger])])
	f.Has("word for another time", c.apartInTime(a.Trigger) || root >= 0 && c.apartInTime(root))
	deep := 0
	for i := a.Trigger; deep < 3 && c.t.Head(i) >= 0; i = c.t.Head(i) {
		deep++
	}
	f.Count("below the main verb", float64(deep))
	near, age := s-d.last, c.age(d.when)
	f.Count("sentences since", math.Log1p(float64(near)))
	f.Has("sentence before", near == 1)
	f.Has("in the first sentence", d.first == 0)
	f.Has("in the second sentence", d.first == 1)
	f.Count("events on it", math.Log1p(float64(d.events)))
	f.Has("no event on it", d.events == 0)
	f.Has("on it an event of the type", d.alike)
	f.Has("on it an event of the word", d.same)
	f.Has("on it an event of the parties", d.shared)
	f.Has("day: "+age, true)
	f.Count("days told", float64(min(len(all), 4)))
	f.Has("told last", !slices.ContainsFunc(all, func(o *told) bool { return o.last > d.last }))
	f.Has("told first", !slices.ContainsFunc(all, func(o *told) bool { return o.first < d.first }))
	f.Count("sentences", math.Log1p(float64(len(c.t.Sents))))
	return f
}

// outside reports whether a time stands in another sentence.
func (c *clock) outside(w *casus.When, s int) bool {
	first, last := c.t.TokensIn(w.Span)
	return first >= last || c.t.SentenceOf(first) != s
}

// Tense names how a token tells of time: "past", "perfect", "modal", "noun" and so on.
func (e *Engine) Tense(t *ling.Text, i int) string {
	c := clock{e: e, t: t}
	return c.tense(i)
}

// apartInTime reports whether a word by token i puts it at another time than what was told before.
func (c *clock) apartInTime(i int) bool {
	for _, k := range c.t.Children(i) {
		switch c.t.Lemma(int(k)) {
		case "later", "subsequently", "since", "previously", "earlier", "already", "once", "ever", "never", "then":
			return true
		}
	}
	return false
}

// age names how long before publication a day lies.
func (c *clock) age(w *casus.When) string {
	published := c.t.Doc.PublishedDate()
	if published == "" || len(w.From) < len(time.DateOnly) {
		return "unknown"
	}
	switch n := parseDay(published) - parseDay(w.From); {
	case n < 0:
		return "to come"
	case n == 0:
		return "of publication"
	case n == 1:
		return "before publication"
	case n < 8:
		return "within a week"
	}
	return "long ago"
}
