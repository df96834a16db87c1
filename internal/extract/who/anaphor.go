package who

import (
	"slices"
	"strings"
	"unicode"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// sharedNoun is the noun at which a list of adjectives that goes on at token i ends: "troops" for the American of
// "American and South Korean troops".
func (p *Page) sharedNoun(i int) (role, bool) {
	joined := false
	for i < len(p.t.Tokens) {
		if w := strings.ToLower(p.word(i)); w == "and" || w == "or" || w == "," {
			joined = true
			i++
			continue
		}
		at := p.itemAt[i]
		if at < 0 || !joined {
			break
		}
		it := &p.items[at]
		_, adj := it.has(gazetteer.AdjectiveOf)
		switch {
		case it.role():
			s := p.roleOf(it)
			return s, len(s.sectors) > 0
		case !adj:
			return role{}, false
		}
		i = it.last
		if next := p.itemAt[min(i, len(p.itemAt)-1)]; next >= 0 && p.items[next].role() {
			s := p.roleOf(&p.items[next])
			return s, len(s.sectors) > 0
		}
	}
	return role{}, false
}

// bodyBefore resolves "the agency", "the alliance" through the last body before it that is called so: by the last word of
// its name ("the International Atomic Energy Agency") or by what the tables say it is.
func (p *Page) bodyBefore(r *reading, first, last int, on string) (casus.Actor, bool) {
	if last-first != 1 || first == 0 || r.country != "" || r.org >= 0 || r.person >= 0 || r.owner >= 0 {
		return casus.Actor{}, false
	}
	if !strings.EqualFold(p.word(first-1), "the") && strings.ContainsFunc(p.t.Doc.Text, unicode.IsLower) {
		return casus.Actor{}, false
	}
	if a, ok := p.groupBefore(first, on); ok {
		return a, true
	}
	called := p.called()[gazetteer.Fold(p.word(first))]
	for i := len(called) - 1; i >= 0; i-- {
		if called[i].last > first {
			continue
		}
		a, _ := p.tables.On(called[i].entity, on)
		a.Basis, a.Reason = "short form", "short for "+a.Name+" earlier in the text"
		return a, true
	}
	return casus.Actor{}, false
}

// sharedBehind is the noun that a list of adjectives shares whose first one is all of a reading: "his Chilean and Peruvian
// counterparts".
func (p *Page) sharedBehind(r *reading, last int) (role, bool) {
	if r.stateAt < 0 || r.basis != "demonym" || p.itemAt[r.stateAt] < 0 || p.items[p.itemAt[r.stateAt]].last != last {
		return role{}, false
	}
	return p.sharedNoun(last)
}

// groupBefore resolves "the rebels", "the gunmen" through the one armed group that the text has named before.
func (p *Page) groupBefore(first int, on string) (casus.Actor, bool) {
	at := p.itemAt[first]
	if at < 0 {
		return casus.Actor{}, false
	}
	e, ok := p.items[at].has(gazetteer.NounEntry)
	if !ok || !armed(p.tables.Noun(e).Sectors) {
		return casus.Actor{}, false
	}
	found := int32(-1)
	for i := range p.items {
		it := &p.items[i]
		if it.first >= first {
			break
		}
		g, ok := p.bestEntity(it, "")
		if !ok || it.role() && !p.upper(it.first) {
			continue
		}
		if a, _ := p.tables.On(g.Index, on); a.Kind != "group" || !armed(a.Sectors) {
			continue
		}
		if found >= 0 && found != g.Index {
			return casus.Actor{}, false
		}
		found = g.Index
	}
	if found < 0 {
		return casus.Actor{}, false
	}
	a, _ := p.tables.On(found, on)
	a.Sectors = join(a.Sectors, p.tables.Noun(e).Sectors)
	a.Basis, a.Reason = "short form", "the armed group that the text has named: "+a.Name
	return a, true
}

// withRebels adds to the sectors of armed men whom nothing names that they may be rebels, where the text names a group that
// is.
func (p *Page) withRebels(sectors []casus.Sector, alone bool) []casus.Sector {
	if !alone || len(sectors) == 0 || sectors[0] != "UAF" || slices.Contains(sectors, "REB") || !p.rebels() {
		return sectors
	}
	return join(sectors, []casus.Sector{"REB"})
}

// rebels reports whether the text names a group of rebels.
func (p *Page) rebels() bool {
	if p.rebellion == 0 {
		p.rebellion = -1
		for i := range p.items {
			it := &p.items[i]
			if g, ok := p.bestEntity(it, ""); ok && (!it.role() || p.upper(it.first)) {
				if a, _ := p.tables.On(g.Index, p.date); a.Kind == "group" && slices.Contains(a.Sectors, "REB") {
					p.rebellion = 1
					break
				}
			}
		}
	}
	return p.rebellion > 0
}

// armed reports whether those who bear arms for no state are meant.
func armed(sectors []casus.Sector) bool {
	return len(sectors) > 0 && (sectors[0] == "REB" || sectors[0] == "UAF" || sectors[0] == "PRM" || sectors[0] == "CRM")
}

// statelessBefore resolves "the company", "the group" through a noun before it that ends in the same word and stands for
// what belongs to no state: "a foreign company", "an aid group".
func (p *Page) statelessBefore(r *reading, first, last int) (casus.Actor, bool) {
	definite := strings.EqualFold(p.word(first), "the") || first > 0 && strings.EqualFold(p.word(first-1), "the")
	if !definite || r.country != "" || r.fixed != "" || r.org >= 0 || r.person >= 0 || r.owner >= 0 || r.last < last {
		return casus.Actor{}, false
	}
	for i := len(p.items) - 1; i >= 0; i-- {
		it := &p.items[i]
		e, ok := it.has(gazetteer.NounEntry)
		if it.last > first || !ok || it.names() {
			continue
		}
		if n := p.tables.Noun(e); n.Body && n.Country != "" && it.last-it.first > 1 && strings.EqualFold(p.word(it.last-1), p.word(last-1)) {
			a := casus.Actor{Name: p.t.TextOf(first, last), Country: n.Country, Sectors: n.Sectors, Role: r.role, Kind: "generic", Basis: "short form"}
			a.Sectors = join(a.Sectors, r.sectors)
			a.Reason = "the " + p.t.TextOf(it.first, it.last) + " that the text has named"
			return a, true
		}
	}
	return casus.Actor{}, false
}

// How far back, in tokens, an earlier phrase is looked for, and how many of them are read at most: text without full stops must
// take no time squared.
const (
	farBack  = 800
	nearBack = 80
	likeMost = 8
)

// sameHead resolves "the mission", "the defence ministry" through the phrases before it that end in the same noun and whose
// words say more: "the Kenyan-led security mission", "Romania's defence ministry". Where these are of several countries the
// word alone does not tell which.
func (p *Page) sameHead(r *reading, first, last int, on string) (casus.Actor, bool) {
	if r.stateAt >= 0 || !r.body && len(r.sectors) > 0 || r.country != "" || r.fixed != "" && !r.body || r.org >= 0 || r.person >= 0 || r.owner >= 0 || r.last < last || first == 0 ||
		!strings.EqualFold(p.word(first), "the") && !strings.EqualFold(p.word(first-1), "the") {
		return casus.Actor{}, false
	}
	var found casus.Actor
	head := strings.ToLower(p.t.Tokens[last-1].Lemma)
	for k, tried := first-2, 0; k >= max(0, first-farBack) && tried < likeMost; k-- {
		tok := &p.t.Tokens[k]
		if tok.UPOS != ling.NOUN && tok.UPOS != ling.PROPN || !strings.EqualFold(tok.Lemma, head) || tok.XPOS != p.t.Tokens[last-1].XPOS && !p.upper(k) {
			continue
		}
		start := p.before(k + 1)
		if start >= k && !belongs[strings.ToLower(p.word(k+1))] || !p.repeats(first, last-1, start, k) {
			continue
		}
		tried++
		a, _ := p.resolve(start, k+1, on, maxHops)
		if a.Country == "" || strings.Contains(a.Basis, "context") {
			continue
		}
		if found.Country != "" && found.Country != a.Country {
			return casus.Actor{}, false
		}
		if found.Country == "" {
			found = a
			found.Name, found.Basis, found.Reason = p.t.TextOf(first, last), "short form", "short for "+p.t.TextOf(start, k+1)+" earlier in the text; "+a.Reason
		}
	}
	found.Sectors = join(r.sectors, found.Sectors)
	return found, found.Country != ""
}

// repeats reports whether every word of tokens [first, last) but articles is among tokens [start, end).
func (p *Page) repeats(first, last, start, end int) bool {
	for i := first; i < last; i++ {
		w := p.word(i)
		found := determiners[strings.ToLower(w)]
		for k := start; k < end; k++ {
			found = found || strings.EqualFold(p.word(k), w)
		}
		if !found {
			return false
		}
	}
	return true
}

// calledBody is a body of the tables that the text names, with the token after its name.
type calledBody struct {
	last   int
	entity int32
}

// called lists the bodies that the text names by the word that each may be called by later.
func (p *Page) called() map[string][]calledBody {
	if p.bodies != nil {
		return p.bodies
	}
	p.bodies = map[string][]calledBody{}
	for i := range p.items {
		it := &p.items[i]
		e, ok := p.bestEntity(it, "")
		if !ok || p.tables.IsPerson(e.Index) {
			continue
		}
		a, _ := p.tables.On(e.Index, p.date)
		var words []string
		names := []string{lastWord(gazetteer.Fold(a.Name)), lastWord(gazetteer.Fold(p.t.TextOf(it.first, it.last))), lastWord(a.Role)}
		if a.Kind == "group" {
			names = append(names, bandWords...)
		}
		for _, n := range p.tables.NamesOf(e.Index) {
			if w := lastWord(gazetteer.Fold(n)); !p.meansPeople(w) {
				names = append(names, w)
			}
		}
		for _, w := range names {
			if !slices.Contains(words, w) {
				words = append(words, w)
				p.bodies[w] = append(p.bodies[w], calledBody{it.last, e.Index})
			}
		}
	}
	return p.bodies
}

// meansPeople reports whether a word is a noun for people: "Houthi rebels" are not the only rebels.
func (p *Page) meansPeople(word string) bool {
	for _, e := range p.tables.Exact(p.tables.Words(nil, word, 0)) {
		if e.Kind == gazetteer.NounEntry && !p.tables.Noun(e).Body {
			return true
		}
	}
	return false
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// outlet is who speaks in the first person outside quotes: the body that publishes the text, as far as its name tells.
func (p *Page) outlet(i int) casus.Actor {
	a := casus.Actor{Name: p.t.Doc.Source, Kind: "organisation", Basis: "outlet", Reason: "the text speaks of its publisher, " + p.t.Doc.Source}
	words := p.tables.Words(nil, p.t.Doc.Source, 0)
	for k := 0; k < len(words); k++ {
		n := 0
		var best gazetteer.Entry
		p.tables.Names(words[k:], func(m int, e gazetteer.Entry) bool {
			if m > n || m == n && e.Kind == gazetteer.EntityEntry {
				n, best = m, e
			}
			return true
		})
		switch {
		case n == 0:
			continue
		case best.Kind == gazetteer.EntityEntry:
			if b, _ := p.tables.On(best.Index, p.date); !p.tables.IsPerson(best.Index) && b.Country != "" {
				b.Basis, b.Reason = a.Basis, a.Reason
				return b
			}
		case best.Kind == gazetteer.NounEntry:
			if s := p.tables.Noun(best); len(s.Sectors) > 0 && !slices.Contains(s.Sectors, "JRN") {
				a.Sectors = s.Sectors // a "press office" is that of somebody
			}
			a.Country = casus.Country(orElse(string(a.Country), string(p.tables.Noun(best).Country)))
		case best.Kind != gazetteer.TitleEntry:
			a.Country = casus.Country(orElse(string(a.Country), string(p.tables.State(best).ISO)))
		}
		k += n - 1
	}
	return p.located(a, i)
}

// quoted reports whether token i stands between quotation marks of its paragraph.
func (p *Page) quoted(i int) bool {
	open := false
	for k := i - 1; k >= 0; k-- {
		between := p.t.Doc.Text[p.t.Tokens[k].Span.End:p.t.Tokens[k+1].Span.Start]
		if strings.Contains(between, "\n\n") {
			break
		}
		switch p.word(k) {
		case "“", "‘":
			return true
		case "”":
			return false
		case "\"", "``", "''":
			open = !open
		}
	}
	return open
}
