package ner

import (
	"slices"

	"github.com/casus-project/casus/internal/ling"
)

// Votes makes the names of one document agree: what is called a person five times and a place once is a person, and a
// surname that stands alone is the person named in full elsewhere (one sense per discourse, Gale et al. 1992). One a worker.
type Votes struct {
	names map[string]vote
	added []ling.Entity
}

// vote is how sure the recogniser was of each kind, added up over a document.
type vote struct {
	weight  [ling.EntityKinds]float32
	count   int
	surname bool // the last word of a longer name of a person
}

// best is the kind with the most weight.
func (v *vote) best() ling.EntityKind {
	k := ling.NoEntity
	for i, w := range v.weight {
		if w > v.weight[k] {
			k = ling.EntityKind(i)
		}
	}
	return k
}

// clear majority: the other kinds together weigh less than a third of the best.
const minority = 1.0 / 3

func (v *vote) decided() (ling.EntityKind, bool) {
	k := v.best()
	var rest float32
	for i, w := range v.weight {
		if ling.EntityKind(i) != k {
			rest += w
		}
	}
	return k, k != ling.NoEntity && rest < minority*v.weight[k]
}

// Agree changes t.Entities: outvoted kinds, and proper nouns that were missed but named elsewhere. It does nothing to
// texts of fewer than two sentences.
func (m *Votes) Agree(t *ling.Text) {
	if len(t.Sents) < 2 || len(t.Entities) == 0 {
		return
	}
	if m.names == nil {
		m.names = map[string]vote{}
	}
	clear(m.names)
	for i := range t.Entities {
		m.count(t, &t.Entities[i])
	}
	for i := range t.Entities {
		e := &t.Entities[i]
		v := m.names[t.TextOf(e.First, e.Last)]
		if k, ok := v.decided(); ok && v.count > 1 {
			e.Kind = k
		}
	}
	m.add(t)
}

func (m *Votes) count(t *ling.Text, e *ling.Entity) {
	name := t.TextOf(e.First, e.Last)
	v := m.names[name]
	v.weight[e.Kind] += max(e.Score, 0.1)
	v.count++
	m.names[name] = v
	if e.Kind == ling.Person && e.Last-e.First > 1 {
		last := t.Word(e.Last - 1)
		v := m.names[last]
		v.weight[ling.Person] += max(e.Score, 0.1)
		v.surname = true
		m.names[last] = v
	}
}

// add finds single proper nouns outside all entities that are names elsewhere in the text.
func (m *Votes) add(t *ling.Text) {
	m.added = m.added[:0]
	next := 0
	for i := range t.Tokens {
		for next < len(t.Entities) && t.Entities[next].Last <= i {
			next++
		}
		if next < len(t.Entities) && t.Entities[next].First <= i || t.Tokens[i].UPOS != ling.PROPN {
			continue
		}
		v, ok := m.names[t.Word(i)]
		if !ok || !v.surname && v.count < 2 || m.near(t, i) {
			continue
		}
		if k, ok := v.decided(); ok && k != ling.Other {
			m.added = append(m.added, ling.Entity{First: i, Last: i + 1, Kind: k, Span: t.SpanOf(i, i+1), Score: 0.5})
		}
	}
	if len(m.added) > 0 {
		t.Entities = append(t.Entities, m.added...)
		slices.SortFunc(t.Entities, func(a, b ling.Entity) int { return a.First - b.First })
	}
}

// near reports whether a neighbour is a proper noun too: then the word is a part of another name.
func (m *Votes) near(t *ling.Text, i int) bool {
	s := t.Sents[t.SentenceOf(i)]
	return i > s.First && t.Tokens[i-1].UPOS == ling.PROPN || i+1 < s.Last && t.Tokens[i+1].UPOS == ling.PROPN
}
