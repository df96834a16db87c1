package forecast

import (
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// "Will" and "would" alone announce what is planned as often as they foresee. They are a forecast where a verb of
// foreseeing governs them ("analysts reckon that the truce will fail"), an adverb weighs them ("will probably fail"), or
// somebody says what state there will be ("there will be no war, he said", "the pass will be clear by noon").

// weighed settles a forecast that hangs on a bare "will" or "would"; ok is false where it is an announcement.
func (p *page) weighed(x *foreseen) (ok bool) {
	if x.link == "verb-of" && p.lemma(x.cue) == "warn" {
		return p.observed(x) // a party's warning is a threat of its own
	}
	if x.link != "modal" {
		return !p.answered(x)
	}
	switch strings.ToLower(p.t.Tokens[x.cue].Form) {
	case "could":
		return p.speaker(x) != nil || !p.condition(x).Empty() || p.foretold(x) >= 0 || p.due(x)
	case "may":
		return true
	case "might":
		return p.foretold(x) >= 0 || p.speaker(x) != nil && !p.ownDoing(x)
	}
	if at := p.foretold(x); at >= 0 {
		if s, _ := p.f.cues.of(p.lemma(at), "foretell"); x.strength == "certain" {
			x.strength = s
		}
		x.negated = p.negated(at) || p.few(at)
		return true
	}
	if x.strength != "certain" && p.ifClause(x.pred) < 0 {
		return true
	}
	if p.observed(x) && (!p.ownDoing(x) || p.impersonal(x)) {
		return true
	}
	return p.t.ChildBy(x.pred, ling.Expl, ling.Cop) >= 0 && p.ifClause(x.pred) < 0 && p.speaker(x) != nil
}

// due reports whether the sentence says until when it is to happen.
func (p *page) due(x *foreseen) bool {
	return p.worded(x) != nil || p.horizon(x, p.words(x)) != nil
}

// ownDoing reports whether what is foreseen is told of a pronoun, as a rule the speaker: "they would sit down in the road".
func (p *page) ownDoing(x *foreseen) bool {
	s := p.t.ChildBy(x.pred, ling.Nsubj, ling.NsubjPass)
	return s >= 0 && p.t.Tokens[s].UPOS == ling.PRON && p.lemma(s) != "there"
}

// impersonal reports whether "it" is what is foreseen to do something.
func (p *page) impersonal(x *foreseen) bool {
	s := p.t.ChildBy(x.pred, ling.Nsubj, ling.NsubjPass)
	return s >= 0 && p.lemma(s) == "it"
}

// observed reports whether somebody says so who sees and judges but does not decide: an analyst, a resident.
func (p *page) observed(x *foreseen) bool {
	s := p.speaker(x)
	if s == nil {
		return false
	}
	first, last := p.t.TokensIn(s.Span)
	for i := first; i < last; i++ {
		if _, ok := p.f.cues.of(p.lemma(i), "observer"); ok && p.t.Tokens[i].UPOS == ling.NOUN {
			return true
		}
		if p.t.Tokens[i].Form == "," || p.t.Tokens[i].UPOS == ling.ADP {
			break
		}
	}
	return false
}

// foretold is the verb of foreseeing that governs what is foreseen, or stands behind it as a tag; −1 for none.
func (p *page) foretold(x *foreseen) int {
	for h, steps := p.t.Head(x.pred), 0; h >= 0 && steps < 5; h, steps = p.t.Head(h), steps+1 {
		if _, ok := p.f.cues.of(p.lemma(h), "foretell"); ok {
			return h
		}
	}
	sent := p.t.Sents[p.t.SentenceOf(x.pred)]
	for k := x.pred + 1; k < sent.Last; k++ {
		if w := p.t.Word(k); w == ";" || w == ":" {
			return -1
		}
		if p.tags(k, sent.Last) {
			return k
		}
	}
	for k := x.pred - 1; k >= sent.First; k-- { // "residents doubt that …", whatever the tree made of it
		if p.t.Tokens[k].UPOS == ling.PUNCT {
			break
		}
		if _, ok := p.f.cues.of(p.lemma(k), "foretell"); ok {
			return k
		}
	}
	return -1
}

// tags reports whether token k foresees in a tag behind what is said: a verb that tells, or at the end of the sentence
// one that was taken for a noun ("…, an exporter bets.").
func (p *page) tags(k, last int) bool {
	if _, ok := p.f.cues.of(p.lemma(k), "foretell"); !ok {
		return false
	}
	switch tok := &p.t.Tokens[k]; tok.UPOS {
	case ling.VERB:
		return tok.XPOS.Finite() || tok.XPOS == ling.VBN
	case ling.NOUN:
		return k+2 >= last
	}
	return false
}

// few reports whether hardly anybody is the subject: "few think that …".
func (p *page) few(i int) bool {
	s := p.t.ChildBy(i, ling.Nsubj)
	if s < 0 {
		return false
	}
	first, _ := p.t.Subtree(s)
	w := strings.ToLower(p.t.Word(first))
	return w == "few" || w == "nobody" || w == "no"
}

// answered reports whether a warning threatens what the speaker will do: "warned that any attack would be answered",
// "warn they will fight".
func (p *page) answered(x *foreseen) bool {
	if x.link != "verb-that" || p.lemma(x.cue) != "warn" {
		return false
	}
	if p.t.ChildBy(x.pred, ling.AuxPass) >= 0 {
		return true
	}
	s := p.t.ChildBy(x.pred, ling.Nsubj)
	return s >= 0 && p.t.Tokens[s].UPOS == ling.PRON
}
