// Package coref says which words refer to the same person, body or place: pronouns, short names and definite descriptions
// such as "the ministry" are led back to their first mention. An analysed ling.Text comes in, its Chains go out. It reads
// from left to right and links each mention to the most salient thing that fits, in the manner of deterministic sieves (Lee
// et al. 2013); where nothing fits well it refuses to link.
package coref

import (
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// Nouns says what kind of thing a noun lemma usually names; only persons, places and organisations are listed.
type Nouns map[string]ling.EntityKind

// sort of mention.
type form uint8

const (
	name form = iota
	pronoun
	definite   // "the group"
	indefinite // "a group", "rebels"
)

// mention is one phrase with what limits its reference.
type mention struct {
	ling.Mention
	form   form
	kind   ling.EntityKind
	gender byte // 'm', 'f', 'n' thing, 'p' plural, 0 unknown
	sent   int
	role   int      // 2 subject, 1 object, 0 other
	words  []string // of a name, articles left out
	noun   string   // head lemma
	owner  string   // whose it is, "" where it does not say
}

// thing is what mentions refer to.
type thing struct {
	mentions []mention
	kind     ling.EntityKind
	gender   byte
	nouns    []string
}

func (x *thing) last() *mention { return &x.mentions[len(x.mentions)-1] }

// Memory is the working memory of Resolve; one a worker.
type Memory struct{ r resolver }

// Resolve fills in t.Chains; sentences, trees and entities must be there and linked.
func Resolve(m *Memory, t *ling.Text, nouns Nouns) {
	r := &m.r
	r.t, r.nouns = t, nouns
	r.things, r.words, r.used = r.things[:0], r.words[:0], 0
	for i := range t.Tokens {
		if m, ok := r.mentionAt(i); ok {
			r.add(m)
		}
	}
	r.chains()
	r.t = nil
}

type resolver struct {
	t      *ling.Text
	nouns  Nouns
	things []*thing // the one mentioned last at the end
	words  []string // of all names
	pool   []*thing // all things, of earlier texts too
	used   int      // how many of the pool belong to this text

	current mention
}

// newThing takes a thing from the pool.
func (r *resolver) newThing(kind ling.EntityKind) *thing {
	if r.used == len(r.pool) {
		r.pool = append(r.pool, &thing{})
	}
	x := r.pool[r.used]
	r.used++
	*x = thing{kind: kind, mentions: x.mentions[:0], nouns: x.nouns[:0]}
	return x
}

// remembered is the number of things that a mention may be linked to: it bounds the work on very long texts.
const remembered = 300

// mentionAt is the mention whose head is token i.
func (r *resolver) mentionAt(i int) (mention, bool) {
	t := r.t
	tok := &t.Tokens[i]
	m := mention{Mention: ling.Mention{First: i, Last: i + 1, Head: i}, sent: t.SentenceOf(i), role: role(tok.Rel)}
	m.noun = tok.Lemma
	if e := t.EntityAt(i); e >= 0 {
		ent := &t.Entities[e]
		if h := int(tok.Head); h >= ent.First && h < ent.Last || ent.Kind == ling.Other || hasHeadBefore(t, ent, i) {
			return m, false
		}
		m.First, m.Last, m.form, m.kind = ent.First, ent.Last, name, ent.Kind
		m.words = r.nameWords(ent)
		m.owner = r.owner(i)
		m.gender = genderOfName(t, i, ent)
		return m, len(m.words) > 0
	}
	switch {
	case tok.UPOS == ling.PRON:
		m.form = pronoun
		m.gender = pronounGender(strings.ToLower(tok.Form))
		return m, m.gender != 0 && tok.Rel != ling.Expl
	case tok.XPOS == ling.NN || tok.XPOS == ling.NNS:
		return r.nominal(m, tok)
	}
	return m, false
}

// hasHeadBefore reports whether an earlier word of the entity is its head too (a name cut in two by the parser).
func hasHeadBefore(t *ling.Text, e *ling.Entity, i int) bool {
	for k := e.First; k < i; k++ {
		if h := t.Head(k); h < e.First || h >= e.Last {
			return true
		}
	}
	return false
}

// nominal describes a noun phrase without a name.
func (r *resolver) nominal(m mention, tok *ling.Token) (mention, bool) {
	switch tok.Rel {
	case ling.Compound, ling.NmodDesc, ling.Fixed, ling.Flat, ling.NmodUnmarked, ling.OblUnmarked:
		return m, false
	}
	m.kind = r.nouns[m.noun]
	if m.kind == ling.NoEntity {
		return m, false
	}
	m.form, m.gender = indefinite, 'n'
	if m.kind == ling.Person {
		m.gender = 0
	}
	if tok.XPOS == ling.NNS {
		m.gender = 'p'
	}
	m.First, _ = r.t.Subtree(m.Head)
	if d := r.t.ChildBy(m.Head, ling.Det); d >= 0 {
		switch strings.ToLower(r.t.Word(d)) {
		case "the", "this", "that", "these", "those":
			m.form = definite
		}
	}
	m.owner = r.owner(m.Head)
	return m, true
}

// owner is the possessor or the name before a noun: "Japan" in "Japan's Defense Ministry".
func (r *resolver) owner(i int) string {
	if p := r.t.ChildBy(i, ling.NmodPoss); p >= 0 && r.t.Tokens[p].UPOS == ling.PROPN {
		return r.t.Word(p)
	}
	return ""
}

func role(rel ling.Rel) int {
	switch rel.Base() {
	case ling.Nsubj, ling.Csubj:
		return 2
	case ling.Obj, ling.Iobj:
		return 1
	}
	return 0
}

func pronounGender(w string) byte {
	switch w {
	case "he", "him", "his", "himself":
		return 'm'
	case "she", "her", "hers", "herself":
		return 'f'
	case "it", "its", "itself":
		return 'n'
	case "they", "them", "their", "theirs", "themselves":
		return 'p'
	}
	return 0
}

// genderOfName reads a courtesy title before a person's name.
func genderOfName(t *ling.Text, i int, e *ling.Entity) byte {
	if e.Kind != ling.Person {
		return 'n'
	}
	switch strings.TrimSuffix(strings.ToLower(t.Word(e.First-1)), ".") {
	case "mr", "sir", "king", "prince", "lord":
		return 'm'
	case "mrs", "ms", "miss", "madam", "queen", "princess", "lady":
		return 'f'
	}
	return 0
}

// nameWords are the words of a name without articles and marks.
func (r *resolver) nameWords(e *ling.Entity) []string {
	at := len(r.words)
	for i := e.First; i < e.Last; i++ {
		tok := &r.t.Tokens[i]
		if tok.UPOS == ling.DET || tok.UPOS == ling.PUNCT || tok.UPOS == ling.PART {
			continue
		}
		r.words = append(r.words, tok.Form)
	}
	return r.words[at:len(r.words):len(r.words)]
}

// add links the mention to a thing, or makes a new one.
func (r *resolver) add(m mention) {
	var found *thing
	r.current = m // on the heap once, not once a mention
	switch m.form {
	case name:
		found = r.byName(&r.current)
	case pronoun:
		found = r.byPronoun(&r.current)
		if found == nil {
			return
		}
	case definite:
		found = r.byNoun(&r.current)
	}
	if found == nil {
		found = r.newThing(m.kind)
		r.things = append(r.things, found)
	}
	r.recall(found)
	found.mentions = append(found.mentions, m)
	if found.gender == 0 || found.gender == 'p' && m.gender == 'n' {
		found.gender = m.gender
	}
	if m.form != pronoun && len(found.nouns) < 32 {
		found.nouns = append(found.nouns, m.noun)
		found.nouns = r.titles(found.nouns, m.Head)
	}
}

// recall moves a thing to the end of the memory and forgets the oldest one where there are too many.
func (r *resolver) recall(x *thing) {
	k := len(r.things) - 1
	for r.things[k] != x {
		k--
	}
	copy(r.things[k:], r.things[k+1:])
	r.things[len(r.things)-1] = x
	if len(r.things) > remembered {
		r.things = append(r.things[:0], r.things[1:]...)
	}
}

// titles adds the nouns that say what the one named by token i is: titles before it, appositions, predicates.
func (r *resolver) titles(nouns []string, i int) []string {
	t := r.t
	for _, c := range t.Children(i) {
		tok := &t.Tokens[c]
		switch tok.Rel {
		case ling.Appos, ling.NmodDesc, ling.Compound, ling.Flat:
			if tok.XPOS == ling.NN || tok.XPOS == ling.NNP {
				nouns = append(nouns, tok.Lemma)
			}
		}
	}
	tok := &t.Tokens[i]
	if tok.Rel.Base() == ling.Appos && tok.Head >= 0 {
		nouns = append(nouns, t.Tokens[tok.Head].Lemma)
	}
	if tok.Rel == ling.Nsubj && tok.Head >= 0 && t.ChildBy(int(tok.Head), ling.Cop) >= 0 && t.Tokens[tok.Head].UPOS == ling.NOUN {
		nouns = append(nouns, t.Tokens[tok.Head].Lemma)
	}
	return nouns
}

// chains writes the things with two or more mentions, in order of their first ones. It reuses the memory of t.Chains.
func (r *resolver) chains() {
	t := r.t
	for _, x := range r.pool[:r.used] {
		if len(x.mentions) < 2 {
			continue
		}
		k := len(t.Chains)
		if k < cap(t.Chains) {
			t.Chains = t.Chains[:k+1]
		} else {
			t.Chains = append(t.Chains, ling.Chain{})
		}
		c := &t.Chains[k]
		c.Kind, c.Name, c.Mentions = x.kind, 0, c.Mentions[:0]
		longest := 0
		for k := range x.mentions {
			m := &x.mentions[k]
			c.Mentions = append(c.Mentions, m.Mention)
			if m.form == name && len(m.words) > longest {
				longest, c.Name = len(m.words), k
			}
		}
	}
	slices.SortStableFunc(t.Chains, func(a, b ling.Chain) int { return a.Mentions[0].Head - b.Mentions[0].Head })
	t.LinkChains()
}
