package who

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// phrase resolves a noun phrase without a person's name: "Russian troops", "the Venezuelan foreign ministry",
// "Johnson's government", "the police".
func (p *Page) phrase(first, last int, on string, hops int) casus.Actor {
	start, end := p.widen(first, last)
	r := p.read(start, end)
	if a, ok := p.bodyBefore(&r, first, last, on); ok {
		return a
	}
	if a, ok := p.statelessBefore(&r, first, last); ok {
		return a
	}
	if hops < maxHops {
		if a, ok := p.sameHead(&r, first, last, on); ok {
			return a
		}
	}
	if r.person >= 0 && r.head < 0 {
		a, _ := p.tables.On(r.person, on)
		return a
	}
	if p.isState(&r, first, last) {
		return p.stateAs(r.country, r.state, first, on)
	}
	if r.head < 0 && r.org < 0 {
		return p.headless(&r, first, last, on)
	}
	if r.head >= 0 && len(r.sectors) == 0 && possessed[strings.ToLower(p.word(first))] && hops < maxHops {
		r.sectors = p.reference(first, on, hops+1).Sectors // "her Finnish colleague"
	}
	if r.head >= 0 && len(r.sectors) == 0 && r.country == "" && r.org < 0 && r.owner < 0 && hops < maxHops && r.last >= last {
		if a, ok := p.ofBody(&r, first, on, hops); ok {
			return a
		}
	}
	if r.country == "" && r.org < 0 && r.owner < 0 {
		if a, ok := p.apposed(&r, last, on); ok {
			return a
		}
		if a, ok := p.possessed(&r, first, on, hops); ok {
			return a
		}
		if a, ok := p.corefer(first, last, on, hops); ok && r.last == r.end {
			return a
		}
	}
	return p.build(&r, first, last, on)
}

// possessed resolves "his wife", "their army" through whose it is: the country is the owner's.
func (p *Page) possessed(r *reading, first int, on string, hops int) (casus.Actor, bool) {
	if !possessed[strings.ToLower(p.word(first))] || r.head < 0 {
		return casus.Actor{}, false
	}
	owner := p.reference(first, on, hops)
	if owner.Country == "" {
		return casus.Actor{}, false
	}
	a := casus.Actor{Name: p.t.TextOf(first, r.last), Country: owner.Country, Sectors: r.sectors, Role: r.role, Kind: "generic"}
	p.follow(&a, r, owner.Sectors)
	if owner.Kind == "state" && peers[strings.ToLower(p.word(r.head))] {
		a.Sectors = join([]casus.Sector{"GOV"}, a.Sectors)
	}
	a.Basis, a.Reason = through("possessor", owner.Basis), "country of "+orElse(owner.Name, "the owner")+", whose it is"
	return p.identify(r, a, first, on), true
}

// follow makes those who are somebody's, and nothing else that the words say, of the kind of whose they are: an officer's
// men, a party's supporters. Those of somebody in power stay as they are.
func (p *Page) follow(a *casus.Actor, r *reading, sectors []casus.Sector) {
	if r.head < 0 || !followings[strings.ToLower(p.word(r.head))] || len(sectors) == 0 || sectors[0] == "GOV" || sectors[0] == "ELI" {
		return
	}
	a.Sectors = join(sectors, a.Sectors)
}

// join is a list of sectors with those of another behind it.
func join(list, more []casus.Sector) []casus.Sector {
	out := slices.Clone(list)
	for _, s := range more {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// power reports whether the noun names those who hold power or arms of a state, whatever they belong to besides.
func (r *reading) power() bool { return ofState(r.sectors) }

func ofState(sectors []casus.Sector) bool {
	return slices.ContainsFunc(sectors, func(s casus.Sector) bool { return s == "GOV" || s == "LEG" || s == "MIL" || s == "COP" || s == "JUD" })
}

// widen takes in what belongs to the phrase on both sides of a span that quotes only its middle: the possessor or
// adjective before it, "of" and what follows behind it.
func (p *Page) widen(first, last int) (int, int) {
	start := first
	sent := p.t.Sents[p.t.SentenceOf(first)]
	if first > sent.First {
		if k := first - 1; p.possessive(k) && k > sent.First {
			if at := p.itemAt[k-1]; at >= 0 {
				start = p.items[at].first
			}
		} else if at := p.itemAt[k]; at >= 0 {
			if _, ok := p.items[at].has(gazetteer.AdjectiveOf, gazetteer.StateEntry); ok {
				start = p.items[at].first
			}
		}
	}
	end := last
	if end < sent.Last && belongs[strings.ToLower(p.word(end))] && strings.ToLower(p.word(end)) != "for" {
		for end = last + 1; end < sent.Last && end < last+6 && !p.punct(end); end++ {
			if w := strings.ToLower(p.word(end)); cuts[w] {
				break
			}
		}
	}
	return start, end
}

// headless resolves a phrase in which only a country was found, or nothing.
func (p *Page) headless(r *reading, first, last int, on string) casus.Actor {
	shared, isShared := p.sharedBehind(r, last)
	if r.stateAt >= 0 && r.state == gazetteer.NationalOf && !isShared {
		a := p.tables.StateActor(r.country, gazetteer.NationalOf, on)
		if p.thingOf(r, last) {
			a.Sectors, a.Sector, a.Source, a.Reason = []casus.Sector{"GOV"}, "GOV", "", "something of the state, for which it stands"
		}
		return a
	}
	if r.stateAt < 0 && (p.upper(last-1) || p.upper(first)) || p.itemAt[first] >= 0 && p.compass(&p.items[p.itemAt[first]]) {
		if a, ok := p.partOf(first, last, on); ok {
			return a
		}
	}
	if r.owner >= 0 && r.stateAt < 0 {
		a, _ := p.tables.On(r.owner, on)
		a.Kind, a.ID, a.Name = "", "", p.t.TextOf(first, last)
		a.Basis, a.Reason = "possessor", "what is "+p.tables.NameOf(r.owner)+"'s, for whom it stands"
		return a
	}
	a := casus.Actor{Name: p.t.TextOf(first, last), Country: r.country, Basis: r.basis, Kind: "generic"}
	if r.country != "" {
		a.Reason = "the words name the country and no known kind of actor"
		if isShared {
			a.Sectors, a.Role = shared.sectors, shared.role
		} else if r.stateAt >= 0 && (r.basis == "demonym" || r.basis == "state") && p.itemAt[r.stateAt] >= 0 && p.thingOf(r, last) {
			a.Sectors = []casus.Sector{"GOV"}
		} else if start, _ := p.trim(first, last); r.stateAt == start && !r.local && r.basis == "state" {
			a.Sectors = []casus.Sector{"GOV"} // a state without more
		} else if r.stateAt == start && r.local && p.t.Tokens[start].UPOS == ling.PROPN && p.items[p.itemAt[start]].last >= last {
			a.Sectors = []casus.Sector{"GOV", "CVL"} // a town without more: its council, or those who live there
		}
		return a
	}
	if p.upper(first) {
		return p.unknownName(first, last)
	}
	if m, ok := p.t.Antecedent(last - 1); ok && m.Last != last {
		b, _ := p.resolve(m.First, m.Last, on, maxHops)
		if b.Known() {
			b.Basis = through("coreference", b.Basis)
			return b
		}
	}
	return p.located(casus.Actor{Name: a.Name, Reason: "no name and no known kind of actor"}, first)
}

// thingOf reports whether the adjective of a state stands before a noun for something that nobody knows as people: "an American
// draft".
func (p *Page) thingOf(r *reading, last int) bool {
	next := p.items[p.itemAt[r.stateAt]].last
	if p.possessive(next) {
		next++
	}
	return next < min(last, r.last) && p.t.Tokens[next].UPOS == ling.NOUN && p.itemAt[next] < 0 &&
		p.tables.FallbackNoun(strings.ToLower(p.t.Tokens[next].Lemma)) == nil
}

// isState reports whether a phrase is the name of a state with something said after it: "Rome of hysteria".
func (p *Page) isState(r *reading, first, last int) bool {
	if r.stateAt < 0 || r.local || r.state != gazetteer.StateEntry && r.state != gazetteer.SeatOf || r.basis == "demonym" {
		return false
	}
	first, _ = p.trim(first, last)
	it := &p.items[p.itemAt[r.stateAt]]
	return it.first == first && !p.possessive(it.last) && (it.last >= last || p.itemAt[it.last] < 0 && (cuts[strings.ToLower(p.word(it.last))] || p.punct(it.last)))
}

// corefer resolves "the governor", "the embassy" through a chain of coreference or through the last person whom the text
// has described by that role.
func (p *Page) corefer(first, last int, on string, hops int) (casus.Actor, bool) {
	if hops >= maxHops {
		return casus.Actor{}, false
	}
	if m, ok := p.t.Antecedent(last - 1); ok && (m.First != first || m.Last != last) && p.upper(m.Head) {
		a, _ := p.resolve(m.First, m.Last, on, hops+1)
		if a.Known() {
			a.Basis = through("coreference", a.Basis)
			a.Reason = "refers to " + p.t.TextOf(m.First, m.Last) + "; " + a.Reason
			return a, true
		}
	}
	return casus.Actor{}, false
}

// build makes an actor of a reading.
func (p *Page) build(r *reading, first, last int, on string) casus.Actor {
	a := casus.Actor{Name: p.t.TextOf(first, last), Country: r.country, Sectors: p.withRebels(r.sectors, r.org < 0), Role: r.role, Kind: "generic", Basis: r.basis}
	if r.thing {
		a.Kind = "" // no actor itself
	}
	switch {
	case r.org >= 0:
		return p.ofOrganisation(r, a, on)
	case r.led && r.country == "" && p.force(a.Sectors):
		a.Country, a.Basis, a.Reason = "IMG", "noun", "forces of several states, led by one"
		return a
	case r.country == "" && r.body && slices.Contains(a.Sectors, "BUS") && r.foreign:
		a.Country, a.Basis, a.Reason = "MNC", "noun", "a company of abroad, which country is not said"
		return a
	case r.fixed != "" && (r.country == "" || r.local) && p.ofNoState(r, &a, first):
		return a
	case r.owner >= 0 && r.country == "":
		owner, _ := p.tables.On(r.owner, on)
		a.Country, a.Basis, a.Reason = owner.Country, "possessor", "country of "+owner.Name
		p.follow(&a, r, owner.Sectors)
	case r.country != "":
		a.Reason = "country from the words: " + r.basis
	case p.anyOne(r, first):
		a.Basis, a.Reason = "noun", "kind of actor from the words; which one is not said"
	default:
		a.Basis, a.Reason = "noun", "kind of actor from the words"
		a = p.located(a, first)
	}
	if r.former {
		a.Sectors, a.Role = r.formerly(), "former "+r.role
		return a
	}
	return p.identify(r, a, first, on)
}

// someBody is the code of a body of governments of which is not said which.
const someBody casus.Country = "IGO"

// ofNoState gives what belongs to no state the body that the text names: a mission is that of whoever sent it. Where it names
// none, it is of the kind that the tables say; a noun that says little ("mission") is then left to its context.
func (p *Page) ofNoState(r *reading, a *casus.Actor, at int) bool {
	a.Country, a.Basis, a.Reason = r.fixed, "noun", "what the words stand for belongs to no state"
	if r.fixed != someBody || !ofState(r.sectors) {
		return true
	}
	if c, name := p.governments(at); c != "" {
		a.Country, a.Reason = c, "of "+name+", a body of governments that the text names"
		return true
	}
	if k := p.itemAt[max(r.head, 0)]; r.head >= 0 && k >= 0 {
		if e, ok := p.items[k].has(gazetteer.NounEntry); ok && p.tables.Noun(e).Common {
			a.Country, a.Basis, a.Reason = r.country, r.basis, ""
			return false
		}
	}
	return true
}

// governments is the country code and the name of the body of several governments that the text names last before a token, or
// first behind it.
func (p *Page) governments(at int) (casus.Country, string) {
	var found casus.Country
	name := ""
	for i := range p.items {
		it := &p.items[i]
		if it.first >= at && found != "" {
			break
		}
		if e, ok := p.bestEntity(it, ""); ok && (!it.role() || p.upper(it.first)) && !p.tables.IsPerson(e.Index) {
			if a, _ := p.tables.On(e.Index, p.date); a.Country != "" && p.tables.StateOf(a.Country) == nil && ofState(a.Sectors) && a.Kind == "organisation" {
				found, name = a.Country, a.Name
			}
		}
	}
	return found, name
}

// force reports whether forces are meant, or a body of which the words do not say what it is.
func (p *Page) force(sectors []casus.Sector) bool {
	return len(sectors) == 0 || slices.Contains(sectors, "MIL") || slices.Contains(sectors, "COP")
}

// stateRole marks the nouns for a state as such: "country", "nation".
const stateRole = "state"

// anyOne reports whether a phrase speaks of a state and of none in particular: "a sovereign state".
func (p *Page) anyOne(r *reading, first int) bool {
	if r.head < 0 || p.itemAt[r.head] < 0 {
		return false
	}
	e, ok := p.items[p.itemAt[r.head]].has(gazetteer.NounEntry)
	if !ok || p.tables.Noun(e).Role != stateRole {
		return false
	}
	return indefinite[strings.ToLower(p.word(first))] || first > 0 && indefinite[strings.ToLower(p.word(first-1))]
}

// ofOrganisation is an actor that belongs to a named organisation: "Houthi military spokesman", "a UNICEF official".
func (p *Page) ofOrganisation(r *reading, a casus.Actor, on string) casus.Actor {
	org, _ := p.tables.On(r.org, on)
	if r.head < 0 {
		if r.country == "" || r.country == org.Country || !contains(p.tables.Countries(r.org), r.country) {
			return org
		}
	}
	if a.Country == "" || org.Kind == "group" || r.basis != "demonym" || p.tables.StateOf(org.Country) == nil && r.orgOwns {
		a.Country, a.Basis = org.Country, "organisation"
	}
	own := a.Sectors
	if org.Kind == "group" || r.weak || len(a.Sectors) == 0 {
		a.Sectors = org.Sectors
	}
	a.Sectors = join(a.Sectors, own)
	if !r.power() {
		a.Sectors = join(a.Sectors, org.Sectors)
	}
	if org.Kind == "group" && r.weak || r.head < 0 {
		a.ID, a.Kind = org.ID, org.Kind
	}
	a.Source = org.Source
	a.Reason = "of " + org.Name
	return a
}

func contains(list []casus.Country, c casus.Country) bool {
	for _, x := range list {
		if x == c {
			return true
		}
	}
	return false
}

// identify gives an organ its id and an office its holder, where the country is one that the tables have.
func (p *Page) identify(r *reading, a casus.Actor, at int, on string) casus.Actor {
	if a.Country == "" || r.local || p.tables.StateOf(a.Country) == nil {
		return a
	}
	if r.office != "" && !r.body {
		if i, ok := p.tables.Holder(a.Country, r.office, on); ok {
			h, _ := p.tables.On(i, on)
			h.Basis = "office"
			h.Reason = "held the office of " + r.role + " then; " + a.Reason
			return h
		}
	}
	if r.organ != "" {
		a.ID = casus.ActorID(string(a.Country) + "." + r.organ)
		a.Kind = "organ"
	}
	return a
}
