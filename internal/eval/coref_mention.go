package eval

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/ling"
)

// page makes of a document with given mentions what fusion takes: each mention with its lemma and the parties, times
// and places that stand at it in the tree. Nothing is known about them beyond their words.
func (d *ECBDoc) page() fuse.Page {
	p := fuse.Page{Doc: *d.Text.Doc}
	for _, g := range d.Mentions {
		p.Mentions = append(p.Mentions, d.mention(g))
	}
	return p
}

func (d *ECBDoc) mention(g ECBMention) casus.Mention {
	t := d.Text
	first, last := g.Tokens[0], g.Tokens[len(g.Tokens)-1]
	s := t.SentenceOf(first)
	h := headOf(t, g.Tokens)
	m := casus.Mention{
		Document: t.Doc.ID, Sentence: t.Sents[s].Span, SentenceIndex: s, Rule: "given", Confidence: 1,
		Trigger: t.SpanOf(first, last+1), Lemma: t.Lemma(h),
		Axes: casus.Axes{Polarity: casus.Positive, Modality: casus.Realised, Commitment: casus.Flat, Background: casus.News},
	}
	m.TriggerText = m.Trigger.Of(t.Doc.Text)
	m.ID = casus.MentionID(casus.HashID("mention", string(t.Doc.ID), m.Trigger.String(), g.Chain))
	a := argsOf(t, h, g.Tokens)
	for _, i := range a.agents {
		m.Actors = append(m.Actors, partyAt(t, i))
	}
	for _, i := range a.patients {
		m.Recipients = append(m.Recipients, partyAt(t, i))
	}
	if len(a.places) > 0 {
		p := partyAt(t, a.places[0])
		m.Place = &casus.Place{Span: p.Span, Text: p.Text, Name: p.Text}
	}
	return m
}

// headOf is the token of a mention that stands highest in the tree.
func headOf(t *ling.Text, toks []int) int {
	best, depth := toks[0], 1<<30
	for _, i := range toks {
		n := 0
		for j := i; t.Tokens[j].Head >= 0 && n < 200; j = int(t.Tokens[j].Head) {
			n++
		}
		if t.Tokens[i].UPOS != ling.PUNCT && n < depth {
			best, depth = i, n
		}
	}
	return best
}

// args are the heads of what stands at a trigger.
type args struct{ agents, patients, places []int }

// argsOf reads the arguments of a verb or a noun from the tree.
func argsOf(t *ling.Text, h int, own []int) args {
	var a args
	passive := false
	for _, c := range t.Children(h) {
		if r := t.Tokens[c].Rel; r == ling.NsubjPass || r == ling.AuxPass {
			passive = true
		}
	}
	for _, c32 := range t.Children(h) {
		c := int(c32)
		if slices.Contains(own, c) {
			continue
		}
		switch t.Tokens[c].Rel {
		case ling.Nsubj, ling.NsubjOuter, ling.OblAgent:
			a.agents = append(a.agents, c)
		case ling.NsubjPass, ling.Obj, ling.Iobj:
			a.patients = append(a.patients, c)
		case ling.NmodPoss:
			a.agents = append(a.agents, c)
		case ling.Compound, ling.Amod:
			if t.Tokens[h].UPOS == ling.NOUN {
				a.patients = append(a.patients, c)
			}
		case ling.Obl, ling.Nmod:
			a.byCase(t, c, passive)
		}
	}
	a.inherit(t, h, passive)
	return a
}

// byCase sorts an oblique argument by its preposition.
func (a *args) byCase(t *ling.Text, c int, passive bool) {
	k := t.ChildBy(c, ling.Case)
	if k < 0 {
		return
	}
	switch strings.ToLower(t.Tokens[k].Form) {
	case "by":
		a.agents = append(a.agents, c)
	case "of", "against", "on", "to", "with", "for":
		a.patients = append(a.patients, c)
	case "in", "at", "near", "from", "off", "outside":
		a.places = append(a.places, c)
	}
}

// inherit finds the subject of a verb that shares another's, or that modifies a noun.
func (a *args) inherit(t *ling.Text, h int, passive bool) {
	if len(a.agents) > 0 {
		return
	}
	head := t.Head(h)
	if head < 0 {
		return
	}
	participle := strings.HasSuffix(t.Tokens[h].Form, "ed") || t.Tokens[h].XPOS.String() == "VBN"
	switch t.Tokens[h].Rel {
	case ling.Acl:
		if participle {
			a.patients = append(a.patients, head)
		} else {
			a.agents = append(a.agents, head)
		}
	case ling.AclRelcl:
		if !passive {
			a.agents = append(a.agents, head)
		} else {
			a.patients = append(a.patients, head)
		}
	case ling.Conj, ling.Xcomp, ling.Advcl, ling.Obj:
		for _, s := range t.ChildrenBy(head, ling.Nsubj, ling.NsubjPass) {
			if passive && len(a.patients) == 0 {
				a.patients = append(a.patients, s)
			} else {
				a.agents = append(a.agents, s)
			}
		}
	}
}

// partyAt is a noun with its modifiers; a pronoun stands for what it refers to.
func partyAt(t *ling.Text, i int) casus.Party {
	if t.Tokens[i].UPOS == ling.PRON {
		if m, ok := t.Antecedent(i); ok {
			i = m.Head
		}
	}
	first, last := i, i+1
	for _, c32 := range t.Children(i) {
		c := int(c32)
		switch t.Tokens[c].Rel {
		case ling.Compound, ling.Flat, ling.Amod, ling.Nummod, ling.NmodPoss, ling.Appos, ling.Det:
			first, last = min(first, c), max(last, c+1)
		}
	}
	s := t.SpanOf(first, last)
	return casus.Party{Span: s, Text: s.Of(t.Doc.Text)}
}
