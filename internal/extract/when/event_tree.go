package when

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// told is the time of a participle or a relative clause on a noun: "the bombing that happened on 27 June".
func (c *clock) told(i, depth int) *casus.When {
	if !c.t.Tokens[i].UPOS.Nominal() {
		return nil
	}
	for _, k := range c.t.ChildrenBy(i, ling.Acl, ling.AclRelcl) {
		if c.t.Tokens[k].Rel == ling.Acl && c.t.Tokens[k].XPOS == ling.VB {
			continue // "an ultimatum to leave by noon"
		}
		if w := c.near(k, depth); w != nil {
			return w
		}
	}
	return nil
}

// ofSubject is the time of the happening that is the verb's subject or occasion ("a fire on Saturday killed", "died in
// last night's attack"), or that the tree hangs on the subject before it ("Germany on Monday banned").
func (c *clock) ofSubject(i, depth int) *casus.When {
	if c.t.Tokens[i].UPOS != ling.VERB {
		return nil
	}
	for _, k := range c.t.ChildrenBy(i, ling.Nsubj, ling.NsubjPass, ling.Obl) {
		event := c.e.happening(c.t.Tokens[k].Lemma)
		if !c.t.Tokens[k].UPOS.Nominal() || !c.t.Tokens[k].Rel.Subject() && !(event && c.occasion(k)) {
			continue
		}
		w := c.attached(k, k, depth)
		if w == nil && event {
			w = c.told(k, depth)
		}
		if w == nil || !event && !c.ownWords(w, k) {
			continue
		}
		return w
	}
	return nil
}

// ofPhrase is the time of the happening in a phrase of a noun: "the use of dogs against Sunday's march".
func (c *clock) ofPhrase(noun, depth int) *casus.When {
	if c.t.Tokens[noun].UPOS != ling.NOUN {
		return nil
	}
	for _, k := range c.t.ChildrenBy(noun, ling.Nmod, ling.Obl) {
		if !c.t.Tokens[k].UPOS.Nominal() || !c.e.happening(c.t.Tokens[k].Lemma) {
			continue
		}
		switch c.t.Lemma(c.t.ChildBy(k, ling.Case)) {
		case "at", "in", "during", "against":
			if w := c.attached(k, k, depth); w != nil {
				return w
			}
		}
	}
	return nil
}

// ownWords reports whether the time is a phrase of its own and follows token i.
func (c *clock) ownWords(w *casus.When, i int) bool {
	first, last := c.t.TokensIn(w.Span)
	for k := range c.at {
		if c.at[k].first >= first && c.at[k].last <= last {
			return first > i && c.ownPhrase(&c.at[k])
		}
	}
	return false
}

// only is the one dated time of the sentence for its main verb, when nothing else in the sentence that has a tense
// stands between them.
func (c *clock) only(i, depth int) *casus.When {
	s := c.t.SentenceOf(i)
	if c.t.Tokens[i].UPOS != ling.VERB || c.says(i) || c.t.RootOf(s) != i {
		return nil
	}
	found := -1
	for k := range c.times {
		w := &c.times[k]
		if c.at[k].sentence != s || !w.Known() || w.Type == casus.TimexDuration {
			continue
		}
		if found >= 0 {
			return nil
		}
		found = k
	}
	if found < 0 || c.at[found].head < i || !c.ownPhrase(&c.at[found]) || c.planned(&c.times[found]) && c.past(i) {
		return nil
	}
	for h := c.t.Head(c.at[found].head); h >= 0 && h != i; h = c.t.Head(h) {
		tok := &c.t.Tokens[h]
		if tok.XPOS.Finite() || c.t.ChildBy(h, ling.Aux, ling.AuxPass, ling.Cop, ling.Nsubj) >= 0 || c.e.happening(tok.Lemma) || c.ownClause(h) {
			return nil
		}
	}
	return c.copyOf(found, depth)
}

// ownClause reports whether token i heads a participle or an infinitive that tells of another time than what it stands
// beside: "jailed in 2018", "as promised in 1992".
func (c *clock) ownClause(i int) bool {
	tok := &c.t.Tokens[i]
	r := tok.Rel.Base()
	return (r == ling.Acl || r == ling.Advcl) && (tok.XPOS == ling.VBN || tok.XPOS == ling.VB)
}

// during is the time of a clause that says when the trigger happened: "were killed when police opened fire on Wednesday".
func (c *clock) during(i, depth int) *casus.When {
	for node, steps := i, 0; node >= 0 && steps < 3; steps++ {
		for _, v := range append([]int{node}, c.t.ChildrenBy(node, ling.Conj)...) {
			for _, k := range c.t.ChildrenBy(v, ling.Advcl, ling.AdvclRelcl) {
				if k > v && c.simultaneous(k) {
					if w := c.near(k, depth); w != nil {
						return w
					}
				}
			}
		}
		if c.t.Tokens[node].Rel.Base() != ling.Conj || c.t.Tokens[node].UPOS != ling.VERB {
			break
		}
		node = c.t.Head(node)
	}
	return nil
}

// near is what modifies token i, or ends a phrase that does.
func (c *clock) near(i, depth int) *casus.When {
	if w := c.attached(i, i, depth); w != nil {
		return w
	}
	return c.nested(i, depth)
}

// simultaneous reports whether the clause headed by i begins with "when", "while" or "as".
func (c *clock) simultaneous(i int) bool {
	for _, k := range c.t.Children(i) {
		if r := c.t.Tokens[k].Rel.Base(); r != ling.Advmod && r != ling.Mark || int(k) > i {
			continue
		}
		switch c.t.Lemma(int(k)) {
		case "when", "while", "as":
			return true
		}
	}
	return false
}

// justBefore reports whether the clause of token i tells what the clause above came after, or what came after that: news puts
// both on one day, "were silenced today after troops entered their offices", "wounded two before drivers overpowered them".
func (c *clock) justBefore(i int) bool {
	k := c.t.ChildBy(i, ling.Mark, ling.Case)
	if k < 0 || k > i || c.displaced(i) || c.daysFrom(i) {
		return false
	}
	h := c.t.Head(i)
	if h < 0 || !c.past(h) && !c.participle(h) {
		return false
	}
	switch c.t.Lemma(k) {
	case "after":
		return c.past(i) || c.pastPerfect(i) || c.plain(i)
	case "before":
		return c.past(i) && c.t.ChildBy(i, ling.Nsubj, ling.NsubjPass) >= 0
	}
	return false
}

// plain reports whether the verb stands in its plain form with a subject and no auxiliary, which for "hit", "shut" and "cut"
// is their past too.
func (c *clock) plain(i int) bool {
	tok := &c.t.Tokens[i]
	return tok.UPOS == ling.VERB && (tok.XPOS == ling.VBP || tok.XPOS == ling.VB) && tok.Form == tok.Lemma &&
		c.t.ChildBy(i, ling.Nsubj) >= 0 && c.t.ChildBy(i, ling.Aux, ling.AuxPass) < 0 && c.e.unchanged(tok.Lemma)
}

// daysFrom reports whether a time counts days or more from token i: "22 years after he fled".
func (c *clock) daysFrom(i int) bool {
	for k := range c.times {
		if c.at[k].anchor != i {
			continue
		}
		if _, unit, _ := parsePeriod(c.times[k].Value); unit != "H" && unit != "MIN" && unit != "S" {
			return true
		}
	}
	return false
}

// there reports whether the relative clause of token i tells what was done at the place or in the happening before it: "in
// the town, where drivers blocked a road", "a rising in which two died".
func (c *clock) there(i int) bool {
	for _, k := range c.t.Children(i) {
		if int(k) >= i {
			break
		}
		if c.t.Lemma(int(k)) == "where" || c.t.Tokens[k].XPOS == ling.WDT && c.t.Lemma(c.t.ChildBy(int(k), ling.Case)) == "in" {
			return true
		}
	}
	return false
}

// amid reports whether the clause of token i names what went on at the same time: "died in fighting near the bridge".
func (c *clock) amid(i int) bool {
	k := c.t.ChildBy(i, ling.Mark, ling.Case)
	if k < 0 || c.t.Tokens[i].XPOS != ling.VBG || c.t.ChildBy(i, ling.Nsubj, ling.Obj) >= 0 {
		return false
	}
	l := c.t.Lemma(k)
	return l == "in" || l == "during" || l == "amid"
}

// counted is the time of an event that another one, whose time is stated, is counted from: "landed today, a day after
// police arrested him" tells the day of the arrest.
func (c *clock) counted(i, depth int) *casus.When {
	s := c.t.SentenceOf(i)
	if c.t.Tokens[i].Rel.Base() == ling.Xcomp && c.t.Head(i) >= 0 {
		i = c.t.Head(i) // "a month after the miners were set free"
	}
	for k := range c.times {
		w, p := &c.times[k], &c.at[k]
		if p.sentence != s || w.Basis != casus.BasisEvent || p.anchor != i {
			continue
		}
		n, unit, vague := parsePeriod(w.Value)
		if vague || unit == "H" || unit == "MIN" || unit == "S" {
			continue
		}
		dir := -1
		if strings.HasSuffix(w.Rule, "before") {
			dir = 1
		}
		from, until, ok := c.hostDays(k, i, depth)
		if !ok {
			continue
		}
		x, ok := moved(from, dir, n, unit)
		y, _ := moved(until, dir, n, unit)
		if !ok {
			continue
		}
		out := *w
		out.From, out.Until, out.Anchor = x.String(), y.String(), casus.Span{}
		return &out
	}
	return nil
}

// hostDays are the days of the event that time k tells of, a clause outside that of token anchor, from another time.
func (c *clock) hostDays(k, anchor, depth int) (from, until day, ok bool) {
	p := &c.at[k]
	s := p.sentence
	p.sentence = -1 // it does not tell the day that it is counted from
	defer func() { p.sentence = s }()
	for h, steps := c.t.Head(p.head), 0; h >= 0 && steps < 6; h, steps = c.t.Head(h), steps+1 {
		if h == anchor || c.t.Tokens[h].UPOS != ling.VERB {
			continue
		}
		if depth > maxAsked {
			return 0, 0, false
		}
		if w, _ := c.inSentence(h, depth+1); w != nil && w.Basis != casus.BasisEvent && w.From != "" && w.Until != "" {
			return parseDay(w.From), parseDay(w.Until), true
		}
	}
	return 0, 0, false
}

// after bounds a verb told as past by what it followed and the day of publication: "was arrested after the mayor was
// stabbed last night".
func (c *clock) after(i, depth int) *casus.When {
	day := c.t.Doc.PublishedDate()
	if day == "" || c.t.Tokens[i].UPOS != ling.VERB || c.asked >= maxAsked {
		return nil
	}
	for _, k := range c.t.ChildrenBy(i, ling.Advcl, ling.Obl) {
		m := c.t.ChildBy(k, ling.Mark, ling.Case)
		if m < 0 || c.t.Lemma(m) != "after" || m > k {
			continue
		}
		w := c.attached(k, k, depth)
		if w == nil || w.From == "" || w.From[:min(len(w.From), len(day))] > day || coarser(w.Grain, casus.Day) {
			continue
		}
		w.From, w.Until, w.Grain = w.From[:min(len(w.From), len(day))], day, casus.Day
		w.Basis, w.Anchor = casus.BasisEvent, c.t.Tokens[k].Span
		return w
	}
	return nil
}

// laterConjunct is the time after the last of several verbs with one subject: "fired and hit a man yesterday".
func (c *clock) laterConjunct(i, depth int) *casus.When {
	if c.t.Tokens[i].UPOS != ling.VERB {
		return nil
	}
	for _, k := range c.t.ChildrenBy(i, ling.Conj) {
		if c.t.ChildBy(k, ling.Nsubj, ling.NsubjPass) >= 0 || c.t.Tokens[k].UPOS != ling.VERB {
			continue
		}
		if w := c.attached(k, k, depth); w != nil && w.Span.Start > c.t.Tokens[k].Span.Start {
			return w
		}
	}
	return nil
}

// fronted is the time that a sentence opens with, for its main verb: "In 2017, after reports came to light, he resigned".
func (c *clock) fronted(i, depth int) *casus.When {
	s := c.t.SentenceOf(i)
	if c.t.Tokens[i].UPOS != ling.VERB || c.says(i) || c.t.RootOf(s) != i && !c.contentFirst(i) {
		return nil
	}
	for k := range c.times {
		p := &c.at[k]
		if p.sentence != s || p.first > c.t.Sents[s].First+1 {
			continue
		}
		if p.last >= len(c.t.Tokens) || c.times[k].Type == casus.TimexDuration || c.planned(&c.times[k]) && c.past(i) {
			return nil
		}
		if !(c.t.Tokens[p.last].Form == "," && c.ownPhrase(p)) && !c.beforeSubject(p, i) {
			return nil
		}
		return c.copyOf(k, depth)
	}
	return nil
}

// contentFirst reports whether token i heads the words that the verb of saying behind them gives: "It burned, police said".
func (c *clock) contentFirst(i int) bool {
	r := c.t.Tokens[i].Rel.Base()
	return r == ling.Ccomp && c.t.Head(i) > i && c.t.Head(i) == c.t.RootOf(c.t.SentenceOf(i))
}

// beforeSubject reports whether the subject of verb i begins right behind the time, whatever the tree hangs the time on: "In
// 2007 crowds torched", "Yesterday six soldiers crossed".
func (c *clock) beforeSubject(p *place, i int) bool {
	k := c.t.ChildBy(i, ling.Nsubj, ling.NsubjPass)
	if k < p.last || c.t.Tokens[p.last].XPOS == ling.POSS {
		return false
	}
	for j := p.last; j < k; j++ {
		if !c.t.Below(j, k) && c.t.Tokens[j].UPOS != ling.ADJ {
			return false
		}
	}
	return p.first > c.t.Sents[c.t.SentenceOf(i)].First || !c.t.Tokens[p.head].Rel.Subject()
}

// nested is a time that the tree hangs on the last noun of the trigger's phrases but that belongs to the trigger:
// "declared a state of emergency on 15 November". It must follow the trigger and have a preposition of its own or none.
func (c *clock) nested(trigger, depth int) *casus.When {
	if c.t.Tokens[trigger].UPOS != ling.VERB && !c.e.happening(c.t.Tokens[trigger].Lemma) {
		return nil
	}
	for i := range c.times {
		p := &c.at[i]
		if p.head < trigger || c.t.SentenceOf(p.head) != c.t.SentenceOf(trigger) || !c.ownPhrase(p) {
			continue
		}
		h := p.head
		ok := true
		for steps := 0; ok && h != trigger; steps++ {
			tok := &c.t.Tokens[h]
			r := tok.Rel.Base()
			if steps == 0 && r != ling.Nsubj || r == ling.Advcl && tok.UPOS == ling.NOUN {
				r = ling.Nmod // whatever the tree takes the words of the time for; "ask it for help this month"
			}
			switch r {
			case ling.Nmod, ling.Obj, ling.Obl, ling.Appos, ling.Compound, ling.Nummod, ling.Conj, ling.Xcomp, ling.Amod:
				if tok.Rel.Base() == ling.Xcomp && tok.UPOS == ling.VERB {
					ok = false
					break
				}
				h = int(tok.Head)
				ok = h >= 0 && steps < 6 && (h == trigger || c.t.Tokens[h].UPOS != ling.VERB)
			default:
				ok = false
			}
		}
		if ok && !(c.planned(&c.times[i]) && c.past(trigger)) {
			if w := c.copyOf(i, depth); w != nil {
				return w
			}
		}
	}
	return nil
}

// ownPhrase reports whether the time stands as a phrase of its own: "in 2014", "on Friday", "last week".
func (c *clock) ownPhrase(p *place) bool {
	r := c.t.Tokens[p.head].Rel
	if r == ling.NmodPoss || r == ling.Compound || r == ling.Amod || r == ling.Nummod {
		return false
	}
	if k := c.t.ChildBy(p.head, ling.Case); k >= 0 {
		switch c.t.Lemma(k) {
		case "in", "on", "at", "during", "since", "by", "until", "before", "after":
			return true
		}
		return false
	}
	return true
}
