package who

import (
	"fmt"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// reference resolves a pronoun through the chain of coreference that it is in.
func (p *Page) reference(i int, on string, hops int) casus.Actor {
	m, ok := p.t.Antecedent(i)
	ok = ok && p.agrees(i, m)
	if !ok && single[strings.ToLower(p.word(i))] {
		if m, ok = p.onlyPerson(i); !ok {
			m, ok = p.lastOne(i)
		}
	}
	if !ok && plural[strings.ToLower(p.word(i))] {
		m, ok = p.lastMany(i)
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

// agrees reports whether a pronoun can stand for a noun: "they" are no one court, "he" is no woman.
func (p *Page) agrees(i int, m ling.Mention) bool {
	w := strings.ToLower(p.word(i))
	tok := &p.t.Tokens[m.Head]
	if p.upper(m.Head) && m.First != m.Head {
		return true
	}
	lemma := strings.ToLower(tok.Lemma)
	switch {
	case plural[w] && tok.XPOS == ling.NN:
		at := p.itemAt[m.Head]
		if at < 0 {
			return true
		}
		e, ok := p.items[at].has(gazetteer.NounEntry)
		return !ok || !p.tables.Noun(e).Body || !ofState(p.tables.Noun(e).Sectors)
	case masculine[w]:
		return !women[lemma]
	case feminine[w]:
		return !men[lemma]
	}
	return true
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

// lastMany is the phrase for people, a body or nationals in the plural that stands last before the clause of a pronoun that
// no chain leads back: in its own sentence, else at the head of the sentence before.
func (p *Page) lastMany(i int) (m ling.Mention, ok bool) {
	s := p.t.SentenceOf(i)
	for k := i - 3; k >= max(p.t.Sents[s].First, i-nearBack); k-- {
		if p.many(k) {
			return ling.Mention{First: k, Last: k + 1, Head: k}, true
		}
	}
	if s == 0 {
		return ling.Mention{}, false
	}
	for k := p.t.Sents[s-1].First; k < min(p.t.Sents[s-1].Last, p.t.Sents[s-1].First+nearBack); k++ {
		if p.many(k) {
			return ling.Mention{First: k, Last: k + 1, Head: k}, true
		}
	}
	return ling.Mention{}, false
}

// lastOne is the noun for somebody that is the last subject before a pronoun that no chain leads back, in its sentence or the
// one before: "the police chief denied that his men had fired".
func (p *Page) lastOne(i int) (m ling.Mention, ok bool) {
	s := p.t.SentenceOf(i)
	for k := i - 1; k >= max(p.t.Sents[max(0, s-1)].First, i-nearBack); k-- {
		at := p.itemAt[k]
		if at < 0 || p.items[at].last != k+1 || !p.t.Tokens[k].Rel.Subject() || !p.peopleNoun(&p.items[at]) || !p.agrees(i, ling.Mention{First: k, Last: k + 1, Head: k}) {
			continue
		}
		return ling.Mention{First: min(p.before(k), k), Last: k + 1, Head: k}, true
	}
	return ling.Mention{}, false
}

// ofBody resolves "members" through the body of which the text has spoken last: a party, a union, a council.
func (p *Page) ofBody(r *reading, first int, on string, hops int) (casus.Actor, bool) {
	if !membership[strings.ToLower(p.word(r.head))] {
		return casus.Actor{}, false
	}
	for k := first - 1; k >= max(0, first-nearBack); k-- {
		at := p.itemAt[k]
		if at < 0 || p.items[at].last != k+1 {
			continue
		}
		it := &p.items[at]
		e, noun := it.has(gazetteer.NounEntry)
		body := noun && p.tables.Noun(e).Body && len(p.tables.Noun(e).Sectors) > 0
		if g, ok := p.bestEntity(it, ""); ok && p.upper(it.first) {
			body = !p.tables.IsPerson(g.Index)
		}
		if !body {
			continue
		}
		a, _ := p.resolve(min(p.before(it.first), it.first), it.last, on, hops+1)
		if len(a.Sectors) == 0 || a.Country == "" {
			continue
		}
		a.Kind, a.ID, a.Role = "generic", "", r.role
		a.Name, a.Basis = p.t.TextOf(first, r.last), through("short form", a.Basis)
		a.Reason = "of " + p.t.TextOf(it.first, it.last) + ", the body named last; " + a.Reason
		return a, true
	}
	return casus.Actor{}, false
}

// many reports whether token k is a noun for people in the plural, or for nationals.
func (p *Page) many(k int) bool {
	at := p.itemAt[k]
	if at < 0 || p.items[at].last != k+1 {
		return false
	}
	tok := &p.t.Tokens[k]
	if _, ok := p.items[at].has(gazetteer.NationalOf); ok {
		return tok.XPOS == ling.NNPS || tok.XPOS == ling.NNS
	}
	e, ok := p.items[at].has(gazetteer.NounEntry)
	return ok && !p.tables.Noun(e).Thing && (tok.XPOS == ling.NNS || strings.EqualFold(tok.Form, "police"))
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

// titled takes in the name behind a span that quotes only the title before it: "Sir" of "Sir Aldous Finn", "the laureate"
// of "the laureate Maris Kalns".
func (p *Page) titled(first, last int) (int, int) {
	at := p.itemAt[last-1]
	if last >= len(p.t.Tokens) || at >= 0 && (p.items[at].first < first || p.items[at].names()) {
		return first, last
	}
	title := false
	if at >= 0 {
		_, title = p.items[at].has(gazetteer.TitleEntry)
	}
	if at < 0 && !p.unknownPeople(last-1) || at >= 0 && !title && !p.peopleNoun(&p.items[at]) || p.t.SentenceOf(last) != p.t.SentenceOf(first) {
		return first, last
	}
	if end := p.nameRun(last); end > last && p.isPerson(last, end) {
		return first, end
	}
	return first, last
}

// completed makes whole what a span cuts: a noun of several words in which it ends, and the name behind a noun for a body,
// "the Basque group ETA".
func (p *Page) completed(first, last int) (int, int) {
	at := p.itemAt[last-1]
	if at >= 0 && p.items[at].first >= first && p.items[at].last > last && p.items[at].role() {
		return first, p.items[at].last
	}
	if last >= len(p.t.Tokens) || p.itemAt[last] < 0 || p.t.Tokens[last-1].UPOS != ling.NOUN || p.t.Tokens[last-1].XPOS != ling.NN {
		return first, last
	}
	next := &p.items[p.itemAt[last]]
	if e, ok := p.bestEntity(next, ""); ok && next.first == last && !p.tables.IsPerson(e.Index) && p.upper(last) && !next.role() && p.bodyWord(last-1) {
		return first, next.last
	}
	return first, last
}

// bodyWord reports whether token i is a noun for a body, or one for a band of which nothing is known.
func (p *Page) bodyWord(i int) bool {
	if at := p.itemAt[i]; at >= 0 {
		e, ok := p.items[at].has(gazetteer.NounEntry)
		return ok && p.tables.Noun(e).Body
	}
	return slices.Contains(bandWords, p.word(i))
}

// peopleNoun reports whether an item is a noun for somebody, in the singular.
func (p *Page) peopleNoun(it *item) bool {
	e, ok := it.has(gazetteer.NounEntry)
	if !ok || p.t.Tokens[it.last-1].XPOS != ling.NN {
		return false
	}
	n := p.tables.Noun(e)
	return !n.Body && !n.Thing
}

// unknownPeople reports whether token i is a noun in the singular for somebody that only WordNet knows.
func (p *Page) unknownPeople(i int) bool {
	tok := &p.t.Tokens[i]
	if tok.XPOS != ling.NN || p.upper(i) {
		return false
	}
	n := p.tables.FallbackNoun(strings.ToLower(tok.Lemma))
	return n != nil && !n.Body && !n.Thing
}

// apposed is the person whom the words behind a description name: Ismail Cem of "the foreign minister, Ismail Cem, said".
func (p *Page) apposed(r *reading, last int, on string) (casus.Actor, bool) {
	if r.head < 0 || p.word(last) != "," || p.itemAt[r.head] < 0 || p.items[p.itemAt[r.head]].last != last {
		return casus.Actor{}, false
	}
	if _, title := p.items[p.itemAt[r.head]].has(gazetteer.TitleEntry); !title && !p.peopleNoun(&p.items[p.itemAt[r.head]]) {
		return casus.Actor{}, false
	}
	from := last + 1
	for k := 0; k < 2 && from < len(p.t.Tokens) && p.itemAt[from] >= 0 && !p.items[p.itemAt[from]].names(); k++ {
		if _, rank := p.items[p.itemAt[from]].has(gazetteer.TitleEntry); !rank {
			break
		}
		from = p.items[p.itemAt[from]].last // "the army chief, General Toma,"
	}
	end := p.nameRun(from)
	if end == from || !p.isPerson(from, end) || p.word(end) != "," && !p.verb(end) && p.word(end) != "." {
		return casus.Actor{}, false
	}
	a, ok := p.person(from, end, on)
	if !ok {
		return casus.Actor{}, false
	}
	if len(a.Sectors) == 0 {
		a.Sectors, a.Role = r.sectors, r.role
	}
	return a, true
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
		} else if ok && !p.tables.IsPerson(e.Index) && it.last-it.first > last-first && it.first <= first && last <= it.last {
			return it.first, it.last // what a tree that took "and" for a list cuts: "Food" of "Food and Drug Administration"
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
