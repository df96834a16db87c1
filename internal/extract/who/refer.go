package who

import (
	"fmt"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// reference resolves a pronoun through the chain of coreference that it is in.
func (p *Page) reference(i int, on string, hops int) casus.Actor {
	m, ok := p.t.Antecedent(i)
	if !ok && single[strings.ToLower(p.word(i))] {
		m, ok = p.onlyPerson(i)
	}
	if !ok && firstPerson[strings.ToLower(p.word(i))] && !p.quoted(i) {
		return p.outlet(i)
	}
	if !ok || hops >= maxHops {
		return p.located(casus.Actor{Reason: "nothing that the word refers to was found"}, i)
	}
	a, _ := p.resolve(m.First, m.Last, on, hops+1)
	a.Reason = fmt.Sprintf("refers to %q; %s", p.t.TextOf(m.First, m.Last), a.Reason)
	a.Basis = through("coreference", a.Basis)
	return a
}

// through is a basis that leads to another: what rests on context in the end says so.
func through(basis, of string) string {
	if strings.Contains(of, "context") {
		return basis + ", context"
	}
	return basis
}

// onlyPerson is the one person named between the beginning of the sentence before token i and token i; ok is false where
// there is none or more than one.
func (p *Page) onlyPerson(i int) (m ling.Mention, ok bool) {
	s := p.t.SentenceOf(i)
	name := ""
	for k := p.t.Sents[max(0, s-1)].First; k < i; {
		last := p.nameRun(k)
		if last == k {
			k++
			continue
		}
		if words := strings.Fields(gazetteer.Fold(p.t.TextOf(k, last))); len(words) > 0 && p.isPerson(k, last) {
			if ok && words[len(words)-1] != name {
				return ling.Mention{}, false
			}
			if !ok {
				name, m, ok = words[len(words)-1], ling.Mention{First: k, Last: last, Head: last - 1}, true
			}
		}
		k = last
	}
	return m, ok
}

// isPerson reports whether the tables, the text or the recogniser of names take a name for a person's.
func (p *Page) isPerson(first, last int) bool {
	if at := p.itemAt[first]; at >= 0 {
		if e, ok := p.bestEntity(&p.items[at], ""); ok {
			return p.tables.IsPerson(e.Index)
		}
	}
	key := gazetteer.Fold(p.t.TextOf(first, last))
	if d := p.people[key]; d != nil && d.score > 0 || len(p.byLast[key]) > 0 {
		return true
	}
	for _, e := range p.t.Entities {
		if e.First < last && first < e.Last {
			return e.Kind == ling.Person
		}
	}
	return false
}

// longerName takes in the rest of a person's name of which the span is the end: Maduro in "Nicolás Maduro".
func (p *Page) longerName(first, last int) (int, int) {
	if last-first > 2 || !p.upper(first) {
		return first, last
	}
	if at := p.itemAt[first]; at >= 0 {
		it := &p.items[at]
		if e, ok := it.has(gazetteer.EntityEntry); ok && it.first < first && last == it.last && p.tables.IsPerson(e.Index) {
			return it.first, it.last
		}
		return first, last
	}
	for k := first - 1; k >= 0 && k >= first-3 && p.upper(k); k-- {
		if p.nameRun(k) == last && p.people[gazetteer.Fold(p.t.TextOf(k, last))] != nil && !p.nameStart(k-1) {
			return k, last
		}
	}
	return first, last
}
