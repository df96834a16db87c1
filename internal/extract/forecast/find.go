package forecast

import (
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// cue looks what token i foresees, if anything.
func (p *page) cue(i int) {
	tok := &p.t.Tokens[i]
	switch tok.UPOS {
	case ling.AUX:
		p.modal(i)
	case ling.VERB, ling.ADJ:
		p.verbal(i)
	case ling.NOUN:
		p.nominal(i)
		if p.t.ChildBy(i, ling.Obj) >= 0 { // a verb taken for a noun: "vacuums risk strife"
			p.object(i, p.lemma(i))
		}
	case ling.ADV:
		p.adverb(i)
	}
}

// lemma is the lemma of token i in lower case, or its form for clitics.
func (p *page) lemma(i int) string {
	if l := p.t.Tokens[i].Lemma; l != "" && l != "_" {
		return strings.ToLower(l)
	}
	return strings.ToLower(p.t.Tokens[i].Form)
}

// add records what is foreseen; of two cues for one head the one that qualifies the other wins.
func (p *page) add(pred, cue int, link, strength string) {
	if pred < 0 || p.t.Tokens[pred].UPOS == ling.PUNCT {
		return
	}
	if old := p.found[pred]; old != nil {
		if link == "adverb" && old.strength != "unlikely" {
			old.strength = strength
		} else if old.link == "adverb" {
			x := *old
			*old = foreseen{pred: pred, cue: cue, link: link, strength: x.strength, negated: old.negated}
		}
		return
	}
	p.found[pred] = &foreseen{pred: pred, cue: cue, link: link, strength: strength, negated: cue != pred && link != "modal" && p.negated(cue) || link != "modal" && link != "verb-that" && p.negated(pred)}
}

func (p *page) negated(i int) bool {
	for _, c := range p.t.Children(i) {
		switch p.lemma(int(c)) {
		case "not", "n't", "never", "no":
			if r := p.t.Tokens[c].Rel.Base(); r == ling.Advmod || r == ling.Det {
				return true
			}
		}
	}
	return false
}

// modal reads "will", "may" and the like before their verb; "would" and "could" only where they speak of the future.
func (p *page) modal(i int) {
	lemma := p.lemma(i)
	form := strings.ToLower(p.t.Tokens[i].Form)
	if form == "would" || form == "could" || form == "might" {
		lemma = form
	}
	strength, ok := p.f.cues.of(lemma, "modal")
	if !ok {
		return
	}
	pred := p.t.Head(i)
	if pred < 0 || p.t.Tokens[i].Rel.Base() != ling.Aux && p.t.Tokens[i].Rel.Base() != ling.Cop {
		return
	}
	for _, c := range p.t.Children(pred) {
		if tok := &p.t.Tokens[c]; tok.Rel.Base() == ling.Aux && tok.Lemma == "have" {
			return
		}
	}
	if form != "will" && form != "shall" && (p.musing(pred) || p.purpose(pred)) || p.asksWho(pred) {
		return
	}
	switch form {
	case "would":
		if !p.reported(pred) && p.ifClause(pred) < 0 || p.wish(pred) {
			return
		}
		if p.ifClause(pred) >= 0 {
			strength = "likely"
		}
	case "could":
		if p.negated(pred) || p.nobody(pred) || p.able(pred) {
			return
		}
	}
	p.add(pred, i, "modal", strength)
}

// reported reports whether a saying's content holds the token, or it is the clause of a verb of speech or thought.
func (p *page) reported(i int) bool {
	span := p.t.Tokens[i].Span
	for k := range p.sayings {
		if p.sayings[k].Content.Contains(span) {
			return true
		}
	}
	for h := i; h >= 0; h = p.t.Head(h) {
		if r := p.t.Tokens[h].Rel.Base(); r == ling.Ccomp {
			return true
		}
	}
	return false
}

// verbal reads verbs and adjectives that foresee their complement.
func (p *page) verbal(i int) {
	lemma := p.lemma(i)
	if prt := p.t.ChildBy(i, ling.CompoundPrt); prt >= 0 {
		lemma += " " + p.lemma(prt)
	}
	if s, ok := p.f.cues.of(lemma, "passive-to"); ok && p.predicative(i) && !p.compared(i) {
		pred := p.complement(i)
		if pred < 0 || !p.infinitive(pred) {
			pred = p.verbAfterTo(i)
		}
		if pred >= 0 && (p.toldAsPast(pred) || p.undecided(i) || p.before(i)) {
			return
		}
		if pred >= 0 {
			if x := p.found[i]; x != nil && x.link == "modal" { // "may be expected to"
				delete(p.found, i)
				if x.strength == "possible" {
					s = x.strength
				}
			}
			p.add(pred, i, "passive-to", s)
			return
		}
	}
	if s, ok := p.f.cues.of(lemma, "predicate"); ok && p.predicate(i, s) {
		return
	}
	if p.t.Tokens[i].UPOS != ling.VERB || p.past(i) && !p.foretells(lemma) {
		return
	}
	if s, ok := p.f.cues.of(lemma, "verb-to"); ok {
		pred := p.complement(i)
		if pred < 0 || !p.infinitive(pred) {
			pred = p.verbAfterTo(i)
		}
		if pred >= 0 {
			p.add(pred, i, "verb-to", s)
			return
		}
	}
	if s, ok := p.f.cues.of(lemma, "verb-that"); ok {
		if pred := p.t.ChildBy(i, ling.Ccomp); pred >= 0 {
			if !p.toldAsPast(pred) && !p.toldAsPresent(pred) {
				p.add(pred, i, "verb-that", s)
			}
			return
		}
	}
	if s, ok := p.f.cues.of(lemma, "verb-of"); ok {
		for _, c := range p.t.ChildrenBy(i, ling.Obl) {
			if k := p.t.ChildBy(c, ling.Case); k >= 0 && (p.lemma(k) == "of" || p.lemma(k) == "about" || p.lemma(k) == "against") {
				p.add(c, i, "verb-of", s)
				return
			}
		}
	}
	if p.term(i, lemma) || p.object(i, lemma) || p.reckoned(i, lemma) {
		return
	}
	if s, ok := p.f.cues.of(lemma, "verb-subject"); ok {
		if pred := p.t.ChildBy(i, ling.Nsubj); pred >= 0 && p.t.Tokens[pred].UPOS == ling.NOUN {
			p.add(pred, i, "verb-subject", s)
		}
	}
}

// predicate reads "a truce is unlikely before May", "a verdict is expected by June": the subject is what is foreseen.
func (p *page) predicate(i int, strength string) bool {
	subject := p.t.ChildBy(i, ling.Nsubj, ling.NsubjPass)
	if subject < 0 || p.t.Tokens[subject].UPOS != ling.NOUN || p.complement(i) >= 0 || p.compared(i) || p.past(i) {
		return false
	}
	joined := p.t.ChildBy(i, ling.Cop, ling.AuxPass) >= 0
	if h := p.t.Head(i); !joined && h >= 0 && p.t.Tokens[i].Rel.Base() == ling.Xcomp {
		joined = p.lemma(h) == "look" || p.lemma(h) == "seem"
	}
	if !joined {
		return false
	}
	p.add(subject, i, "predicate", strength)
	return true
}

// foretells reports whether the verb foresees in the past tense too: "predicted", "warned", "planned to".
func (p *page) foretells(lemma string) bool {
	if _, ok := p.f.cues.of(lemma, "foretell"); ok {
		return true
	}
	return lemma == "warn" || lemma == "plan"
}

// reckoned reads "reckons on a truce", "looks for a deal", and with a day "sees tanks there by May".
func (p *page) reckoned(i int, lemma string) bool {
	for _, c := range p.t.ChildrenBy(i, ling.Obl) {
		if k := p.t.ChildBy(c, ling.Case); k >= 0 && c > i {
			if s, ok := p.f.cues.of(lemma+" "+p.lemma(k), "verb-prep"); ok && p.happening(c) {
				p.add(c, i, "verb-prep", s)
				return true
			}
		}
	}
	s, ok := p.f.cues.of(lemma, "dated")
	if pred := p.t.ChildBy(i, ling.Obj); ok && pred > i && p.t.Tokens[pred].UPOS.Nominal() && p.t.Tokens[pred].UPOS != ling.PRON {
		p.add(pred, i, "dated", s)
		return true
	}
	return false
}

// object reads "forecasts a recession", "risk civil strife".
func (p *page) object(i int, lemma string) bool {
	s, ok := p.f.cues.of(lemma, "verb-object")
	if !ok {
		return false
	}
	pred := p.t.ChildBy(i, ling.Obj)
	if pred < 0 || p.t.Tokens[pred].UPOS != ling.NOUN || p.complement(i) >= 0 {
		return false
	}
	if x := p.t.ChildBy(pred, ling.Acl); x > pred && p.infinitive(x) && pred > i { // "expects trains to roll by Tuesday"
		p.add(x, i, "verb-to", s)
		return true
	}
	p.add(pred, i, "verb-object", s)
	return true
}

// compared reports whether the word is compared: "more likely to".
func (p *page) compared(i int) bool {
	for _, c := range p.t.ChildrenBy(i, ling.Advmod) {
		switch p.lemma(c) {
		case "more", "less", "most", "least", "as", "how", "equally":
			return true
		}
	}
	return false
}

// verbAfterTo is the verb of "due to hear" by its place alone: trees take "due to" for one preposition. -1 where the
// next words are not "to" and a verb.
func (p *page) verbAfterTo(i int) int {
	if p.t.Word(i+1) != "to" {
		return -1
	}
	for k := i + 2; k < len(p.t.Tokens) && k < i+5; k++ {
		switch {
		case p.t.Tokens[k].XPOS == ling.VB:
			if h := p.t.Head(k); h >= 0 && h != i && p.t.Tokens[k].Rel.Base() == ling.Aux {
				return h
			}
			return k
		case p.t.Tokens[k].UPOS != ling.ADV:
			return -1
		}
	}
	return -1
}

// predicative reports whether the word stands after a form of "be" or as a participle of its own.
func (p *page) predicative(i int) bool {
	tok := &p.t.Tokens[i]
	if p.t.ChildBy(i, ling.AuxPass, ling.Cop) >= 0 {
		return true
	}
	return tok.UPOS == ling.ADJ || tok.XPOS == ling.VBN
}

// complement is the clause below a cue: its xcomp, ccomp, or an infinitive mistaken for a purpose.
func (p *page) complement(i int) int {
	if c := p.t.ChildBy(i, ling.Xcomp, ling.Ccomp, ling.Csubj); c >= 0 {
		return c
	}
	for _, c := range p.t.ChildrenBy(i, ling.Advcl, ling.Acl) {
		if p.infinitive(c) && c > i {
			return c
		}
	}
	return -1
}

func (p *page) infinitive(i int) bool {
	for _, c := range p.t.Children(i) {
		if p.t.Tokens[c].XPOS == ling.TO || p.lemma(int(c)) == "to" && p.t.Tokens[c].Rel.Base() == ling.Mark {
			return true
		}
	}
	return false
}

// nominal reads "risk of war", "plans to strike".
func (p *page) nominal(i int) {
	lemma := p.lemma(i)
	if s, ok := p.f.cues.of(lemma, "noun-of"); ok {
		for _, c := range p.t.ChildrenBy(i, ling.Nmod) {
			if k := p.t.ChildBy(c, ling.Case); k >= 0 && p.lemma(k) == "of" && p.t.Tokens[c].UPOS == ling.NOUN {
				p.add(c, i, "noun-of", s)
				return
			}
		}
		if pred := p.t.ChildBy(i, ling.Acl, ling.Ccomp); pred >= 0 && !p.infinitive(pred) && !p.toldAsPast(pred) && p.t.ChildBy(pred, ling.Mark) >= 0 {
			p.add(pred, i, "noun-of", s)
			return
		}
	}
	if s, ok := p.f.cues.of(lemma, "noun-to"); ok {
		if pred := p.t.ChildBy(i, ling.Acl, ling.Xcomp, ling.Ccomp); pred >= 0 && p.infinitive(pred) {
			p.add(pred, i, "noun-to", s)
		}
	}
}

// adverb reads "likely", "potentially" on a verb that is not past.
func (p *page) adverb(i int) {
	s, ok := p.f.cues.of(p.lemma(i), "adverb")
	pred := p.t.Head(i)
	if !ok || pred < 0 || p.t.Tokens[pred].UPOS != ling.VERB {
		return
	}
	if p.found[pred] == nil && (p.t.Tokens[pred].XPOS == ling.VBD || p.t.Tokens[pred].XPOS == ling.VBN || p.toldAsPast(pred)) {
		return
	}
	p.add(pred, i, "adverb", s)
}

// ifClause is the head of a condition below token i, -1 where there is none.
func (p *page) ifClause(i int) int {
	for _, c := range p.t.ChildrenBy(i, ling.Advcl) {
		for _, m := range p.t.ChildrenBy(c, ling.Mark) {
			if _, ok := p.f.cues.of(p.lemma(m), "condition"); ok {
				return c
			}
		}
	}
	return -1
}
