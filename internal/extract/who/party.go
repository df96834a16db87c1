package who

import (
	"fmt"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// maxHops is how many times a reference is followed to what it stands for.
const maxHops = 3

// Party says who tokens [first, last) name, as of a date ("2006-01-02"; "" is the publication day). Of a list joined by
// "and" it names the first; the caller splits lists. The answer always has the words; its Actor may be empty.
func (p *Page) Party(first, last int, on string) casus.Party {
	party := casus.Party{Span: p.t.SpanOf(first, last), Text: p.t.TextOf(first, last)}
	if party.Span.Empty() {
		return party
	}
	if on == "" {
		on = p.date
	}
	party.Actor, party.Candidates = p.resolve(first, last, on, 0)
	p.aroundOffice(&party.Actor, on)
	if len(party.Actor.Sectors) > 0 {
		party.Actor.Sector = party.Actor.Sectors[0]
	}
	party.Actor.AsOf = on
	return party
}

// aroundOffice adds to somebody whom the tables know in another time what they say of the time before and right after an
// office, unless the text has told more.
func (p *Page) aroundOffice(a *casus.Actor, on string) {
	if a.ID == "" || len(a.Sectors) > 0 && !slices.Equal(a.Sectors, []casus.Sector{"ELI"}) {
		return
	}
	if more := p.tables.SectorsAround(a.ID, on); more != nil {
		a.Sectors = join(a.Sectors, more)
		a.Reason += "; as one who is so around that office"
	}
}

// resolve tries, in this order: a name of the tables, a person described in the text, a noun phrase, a reference, a
// part of a longer name, the context.
func (p *Page) resolve(first, last int, on string, hops int) (casus.Actor, []casus.Actor) {
	first, last = p.partitive(first, last)
	from, to := first, last
	first, last = p.trim(first, last)
	if first >= last || last-first == 1 && p.t.Tokens[first].XPOS == ling.CD && p.itemAt[first] < 0 {
		return p.bareCount(from, to), nil
	}
	if last-first == 1 && pronouns[strings.ToLower(p.word(first))] && (len(p.word(first)) == 1 || p.word(first) != strings.ToUpper(p.word(first))) {
		return p.reference(first, on, hops), nil
	}
	first, last = p.titled(p.completed(p.longerName(first, last)))
	if a, others, ok := p.whole(first, last, on); ok {
		return a, others
	}
	if cut := p.firstOfList(first, last); cut < last {
		return p.resolve(first, cut, on, hops)
	}
	if a, ok := p.named(first, last, on); ok {
		return a, nil
	}
	return p.phrase(first, last, on, hops), nil
}

// trim drops determiners, prepositions in front, punctuation and a trailing 's.
func (p *Page) trim(first, last int) (int, int) {
	for first+1 < last && p.itemAt[first] < 0 && leads[strings.ToLower(p.word(first))] {
		first++
	}
	for first < last && (p.punct(first) || (determiners[strings.ToLower(p.word(first))] || p.t.Tokens[first].XPOS == ling.CD && first+1 < last) && p.itemAt[first] < 0) {
		first++
	}
	for last > first && (p.punct(last-1) || p.possessive(last-1)) {
		last--
	}
	return first, last
}

// firstOfList is where the first member of "X and Y" ends, or last. "and" inside a known name does not count.
func (p *Page) firstOfList(first, last int) int {
	for i := first + 1; i < last-1; i++ {
		if w := strings.ToLower(p.word(i)); (w == "and" || w == "or" || w == "&" || w == ",") && p.itemAt[i] < 0 {
			if p.known(first, i) && p.listed(i+1) {
				return i
			}
		}
	}
	return last
}

// known reports whether a name, a noun or a capitalised word stands in the tokens.
func (p *Page) known(first, last int) bool {
	for i := first; i < last; i++ {
		if p.itemAt[i] >= 0 || p.upper(i) {
			return true
		}
	}
	return false
}

// listed reports whether a further member of a list can begin at token i.
func (p *Page) listed(i int) bool {
	if determiners[strings.ToLower(p.word(i))] || possessed[strings.ToLower(p.word(i))] {
		i++
	}
	return i < len(p.t.Tokens) && (p.itemAt[i] >= 0 || p.upper(i))
}

// whole resolves a span that is a name of the tables, a state, or a short form that the text introduced.
func (p *Page) whole(first, last int, on string) (casus.Actor, []casus.Actor, bool) {
	if a, ok := p.titleName(first, last, on); ok {
		return a, nil, true
	}
	if last-first == 1 {
		if d := p.orgs[gazetteer.Fold(p.word(first))]; d != nil && p.words[p.wordAt[first]].Case > 1 {
			return p.fromText(d, on, "short for "+d.name+" in this text"), nil, true
		}
	}
	entries := p.tables.Exact(p.words[p.wordAt[first]:p.wordAt[last]])
	if len(entries) == 0 {
		return casus.Actor{}, nil, false
	}
	it := item{first: first, last: last, entries: entries}
	if at := p.itemAt[first]; at >= 0 && p.items[at].first == first && p.items[at].last == last {
		it.place = p.items[at].place
	}
	if e, ok := p.bestEntity(&it, ""); ok && (!it.role() || p.upper(first)) && !p.shadowed(&it, e) {
		a, _ := p.tables.On(e.Index, on)
		p.heed(&a, e.Index, first, last)
		return a, p.others(&it, e, on), true
	}
	if e, ok := it.has(gazetteer.StateEntry, gazetteer.SeatOf); ok {
		return p.stateAs(p.state(e, &it), e.Kind, first, on), nil, true
	}
	if e, ok := it.has(gazetteer.NationalOf, gazetteer.AdjectiveOf); ok && !it.role() {
		if s, shared := p.sharedNoun(last); shared {
			c := p.state(e, &it)
			a := casus.Actor{Name: p.t.TextOf(first, last), Country: c, Sectors: s.sectors, Role: s.role, Kind: "generic"}
			a.Basis, a.Reason = "demonym", "shares the noun of the adjectives that follow"
			return a, nil, true
		}
		return p.tables.StateActor(p.state(e, &it), gazetteer.NationalOf, on), nil, true
	}
	return casus.Actor{}, nil, false
}

// heed lets the text correct the tables about a person: who is called former there is so, and who the tables have no
// sector for is what the text says.
func (p *Page) heed(a *casus.Actor, entity int32, first, last int) {
	if !p.tables.IsPerson(entity) {
		return
	}
	d := p.people[gazetteer.Fold(a.Name)]
	if d == nil {
		d = p.people[gazetteer.Fold(p.t.TextOf(first, last))]
	}
	if d == nil || d.score == 0 {
		return
	}
	if p.outlasts(entity, d) || len(a.Sectors) == 0 && len(d.sectors) > 0 {
		a.Sectors, a.Role = d.sectors, d.role
		a.Basis = "title"
		a.Reason += "; described so in the text"
	}
	if a.Country == "" {
		a.Country = d.country
	}
}

// outlasts reports whether the text gives somebody an office as one who holds it and the tables say that the term was
// over: terms end within days of each other in tables and in reports.
func (p *Page) outlasts(entity int32, d *described) bool {
	if d.former || len(d.sectors) == 0 {
		return false
	}
	a, fit := p.tables.On(entity, p.date)
	if fit == gazetteer.Former && !slices.Contains(a.Sectors, "ELI") {
		return true // led the opposition once
	}
	return fit != gazetteer.Current && slices.Contains(a.Sectors, "ELI") && slices.Contains(gazetteer.FormerSectors(d.sectors), "ELI")
}

// others are the other readings of a name.
func (p *Page) others(it *item, best gazetteer.Entry, on string) []casus.Actor {
	var out []casus.Actor
	for _, e := range it.entries {
		if e.Kind != gazetteer.EntityEntry || e.Index == best.Index {
			continue
		}
		a, _ := p.tables.On(e.Index, on)
		out = append(out, a)
	}
	slices.SortFunc(out, func(x, y casus.Actor) int { return strings.Compare(string(x.ID), string(y.ID)) })
	return out
}

// stateAs is a state's name as an actor: its government, a metonym after which comes no place, or, behind a
// preposition of place, just the country.
func (p *Page) stateAs(c casus.Country, kind gazetteer.EntryKind, at int, on string) casus.Actor {
	return p.tables.StateActor(c, kind, on)
}

// named resolves a span that ends in a person's name, with or without what stands before it.
func (p *Page) named(first, last int, on string) (casus.Actor, bool) {
	for i := first; i < last; i++ {
		if i > first && cuts[strings.ToLower(p.word(i-1))] && p.itemAt[i-1] < 0 {
			return casus.Actor{}, false
		}
		end := p.nameRun(i)
		if end == i {
			continue
		}
		if end < last && !p.ends(end) {
			if p.possessive(end) {
				return casus.Actor{}, false
			}
			i = end - 1
			continue
		}
		if end > last && p.itemAt[i] >= 0 {
			end = last
		}
		a, ok := p.person(i, min(end, last), on)
		if ok && i > first && (a.ID == "" || len(a.Sectors) == 0 || slices.Equal(a.Sectors, []casus.Sector{"ELI"})) {
			p.entitle(&a, first, i)
		}
		return a, ok
	}
	return casus.Actor{}, false
}

// entitle lets the title in the span itself decide over one found elsewhere: two Kennedys, one of them the senator.
func (p *Page) entitle(a *casus.Actor, first, last int) {
	r := p.read(p.afterOf(first, last), last)
	if r.head >= 0 && len(r.sectors) > 0 && !r.weak {
		a.Sectors, a.Role = r.sectors, r.role
		if r.former {
			a.Sectors, a.Role = r.formerly(), "former "+r.role
		}
	}
	if r.country != "" && r.basis != "place" {
		a.Country = r.country
	}
}

// formerly is what somebody is whom the words call former. Who was ousted may still claim the office, who retired is still
// one of the profession, and who is tried is tried for what he did in office.
func (r *reading) formerly() []casus.Sector {
	return join(gazetteer.FormerSectors(r.sectors), r.sectors)
}

// ends reports whether what follows token i only adds to the name before it.
func (p *Page) ends(i int) bool {
	w := strings.ToLower(p.word(i))
	return w == "," || w == "(" || w == "of" || w == "who" || w == "–" || w == "—" || w == "and" || w == "from"
}

// person resolves a person's name: by the tables, then by what the text says.
func (p *Page) person(first, last int, on string) (casus.Actor, bool) {
	name := gazetteer.Fold(p.t.TextOf(first, last))
	d := p.people[name]
	if d == nil && len(p.byLast[name]) > 0 {
		d = p.byLast[name][0]
	}
	if at := p.itemAt[first]; at >= 0 && (d == nil || d.known >= 0 || d.score == 0) {
		it := &p.items[at]
		if e, ok := p.bestEntity(it, ""); ok && p.tables.IsPerson(e.Index) && (it.last == last || it.last-it.first > 1) && !p.another(d, it, e) {
			a, _ := p.tables.On(e.Index, on)
			p.heed(&a, e.Index, first, last)
			return a, true
		}
	}
	if d != nil && d.known >= 0 {
		a, _ := p.tables.On(d.known, on)
		p.heed(&a, d.known, first, last)
		return a, true
	}
	if d != nil && d.score > 0 {
		return p.fromText(d, on, ""), true
	}
	if a, ok := p.byFamily(first, last, on); ok {
		return a, true
	}
	if body, ok := p.bodyName(first, last); ok {
		return body, true
	}
	if a, ok := p.partOf(first, last, on); ok {
		return a, true
	}
	if d != nil {
		if c := p.familyCountry(d); c != "" {
			return casus.Actor{Name: d.name, Country: c, Kind: "person", Basis: "family", Reason: "shares the family name of somebody described in the text"}, true
		}
	}
	return p.unknownName(first, last), true
}

// fromText is an actor as the text describes it.
func (p *Page) fromText(d *described, on, why string) casus.Actor {
	a := casus.Actor{Name: d.name, Country: d.country, Sectors: d.sectors, Role: d.role, Kind: "person", Basis: "title"}
	if !d.person {
		a.Kind = "organisation"
		if d.org >= 0 {
			a, _ = p.tables.On(d.org, on)
			a.Basis = "short form"
		}
	}
	a.Sectors = p.withRebels(a.Sectors, d.org < 0)
	if d.former && d.person {
		a.Sectors, a.Role = gazetteer.FormerSectors(d.sectors), "former "+strings.TrimPrefix(d.role, "former ")
	}
	if c := p.familyCountry(d); a.Country == "" && c != "" {
		a.Country, a.Basis = c, "title, family"
	}
	a.Reason = orElse(why, "as described in the text: "+p.quote(d))
	if a.Country == "" {
		if c, reason := p.context(d.first); c != "" {
			a.Country, a.Reason = c, a.Reason+"; "+reason
			a.Basis = "title, context"
		}
	}
	return a
}

// familyCountry is the country of somebody else of the same family name whom the text describes.
func (p *Page) familyCountry(d *described) casus.Country {
	words := strings.Fields(gazetteer.Fold(d.name))
	if len(words) < 2 {
		return ""
	}
	for _, other := range p.byLast[words[len(words)-1]] {
		if other != d && other.country != "" {
			return other.country
		}
	}
	return ""
}

// quote is the name with the words around it that describe it.
func (p *Page) quote(d *described) string {
	first := p.before(d.first)
	return fmt.Sprintf("%q at %s", p.t.TextOf(first, d.last), p.t.SpanOf(first, d.last))
}

// byFamily resolves a family name alone through people of the tables who were in office then, if the text speaks of
// their country.
func (p *Page) byFamily(first, last int, on string) (casus.Actor, bool) {
	if last-first > 2 {
		return casus.Actor{}, false
	}
	var best casus.Actor
	found := 0
	for _, f := range p.tables.Families(gazetteer.Fold(p.t.TextOf(first, last))) {
		a, fit := p.tables.On(f.Entity, on)
		if fit != gazetteer.Current || !p.spokenOf(a.Country) || p.tables.RankOf(f.Entity) > 1 {
			continue
		}
		if best = a; best.ID != "" {
			found++
		}
	}
	if found != 1 {
		return casus.Actor{}, false
	}
	best.Basis = "family name"
	best.Reason = "the only one of that family name in the tables whose country the text speaks of; " + best.Reason
	return best, true
}

// bodyName resolves an unknown name whose words say what kind of body it is: "Burisma Holdings".
func (p *Page) bodyName(first, last int) (casus.Actor, bool) {
	for i := last - 1; i >= first; i-- {
		at := p.itemAt[i]
		if at < 0 {
			continue
		}
		e, ok := p.items[at].has(gazetteer.NounEntry)
		if !ok || !p.tables.Noun(e).Body {
			continue
		}
		n := p.tables.Noun(e)
		a := casus.Actor{Name: p.t.TextOf(first, last), Country: n.Country, Sectors: n.Sectors, Kind: "organisation", Basis: "name"}
		a.Reason = "the name says it is a " + n.Names[0]
		return p.located(a, first), true
	}
	return casus.Actor{}, false
}

// partOf resolves a word through a longer name earlier in the text that begins or ends with it.
func (p *Page) partOf(first, last int, on string) (casus.Actor, bool) {
	words := strings.Fields(gazetteer.Fold(p.t.TextOf(first, last)))
	for i := range p.items {
		it := &p.items[i]
		if it.first >= first || !it.names() || it.last-it.first < 2 {
			continue
		}
		longer := strings.Fields(gazetteer.Fold(p.t.TextOf(it.first, it.last)))
		if len(longer) <= len(words) || !slices.Equal(longer[:len(words)], words) {
			continue
		}
		if e, ok := p.bestEntity(it, ""); ok {
			a, _ := p.tables.On(e.Index, on)
			a.Basis, a.Reason = "short form", "short for "+a.Name+" earlier in the text"
			return a, true
		}
		if e, ok := it.has(gazetteer.StateEntry); ok && p.upper(first) {
			a := p.stateAs(p.state(e, it), e.Kind, first, on)
			a.Basis, a.Reason = "short form", "short for "+a.Name+" earlier in the text"
			return a, true
		}
	}
	for _, d := range p.learned() {
		if longer := strings.Fields(gazetteer.Fold(d.name)); d.first < first && len(longer) > len(words) &&
			slices.Equal(longer[:len(words)], words) {
			return p.fromText(d, on, ""), true
		}
	}
	return casus.Actor{}, false
}

// unknownName is a name of which nothing is known but where it stands.
func (p *Page) unknownName(first, last int) casus.Actor {
	return p.located(casus.Actor{Name: p.t.TextOf(first, last), Reason: "not in the tables and not described in the text"}, first)
}

// located gives an actor without a country that of its context.
func (p *Page) located(a casus.Actor, at int) casus.Actor {
	if a.Country != "" {
		return a
	}
	basis := "scene"
	c, reason := p.scene(at)
	if c == "" && a.Kind != "person" && len(a.Sectors) > 0 && !ofState(a.Sectors) {
		c, reason = p.clausePlace(at)
	}
	if c == "" {
		basis = "context"
		c, reason = p.context(at)
	}
	if c != "" {
		a.Country = c
		if a.Basis != "" {
			a.Basis += ", "
		}
		a.Basis += basis
		a.Reason += "; " + reason
	}
	return a
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
