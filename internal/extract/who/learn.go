package who

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// described is somebody or something that the text itself describes. The table, where it knows the name, stands above
// it; a guess from context stands below.
type described struct {
	name        string
	first, last int // the tokens of the name where it was described
	country     casus.Country
	countryBy   string
	sectors     []casus.Sector
	role        string
	former      bool
	person      bool
	known       int32 // the entity of the tables, -1 for none
	org         int32 // the organisation it speaks or works for, -1 for none
	score       int   // how much the description says
}

// learn reads titles and appositions around the names of the text, and short forms in brackets.
func (p *Page) learn() {
	for i := 0; i < len(p.t.Tokens); {
		last := p.nameRun(i)
		if last == i {
			i++
			continue
		}
		p.learnPerson(i, last)
		i = last
	}
	p.learnShort()
}

// learnPerson files what stands around the name at [first, last).
func (p *Page) learnPerson(first, last int) {
	d := &described{name: p.t.TextOf(first, last), first: first, last: last, known: -1, org: -1, person: true}
	if at := p.itemAt[first]; at >= 0 {
		if e, ok := p.bestEntity(&p.items[at], ""); ok && p.tables.IsPerson(e.Index) {
			d.known = e.Index
		}
	}
	p.describe(d)
	p.file(d)
}

// describe reads what stands before the name and after it. A title directly before the name says most; then "of" an
// organisation, an apposition after it, and one before it.
func (p *Page) describe(d *described) {
	name := d.first
	p.describeBefore(d)
	if d.score < 2 || name > 0 && p.word(name-1) == "," {
		after := *d
		after.score, after.sectors, after.country, after.org, after.role = 0, nil, "", -1, ""
		p.describeAfter(&after)
		if after.score > d.score || after.score > 0 && d.score > 0 && name > 0 && p.word(name-1) == "," {
			keep := *d
			*d = after
			if d.country == "" {
				d.country, d.countryBy = keep.country, keep.countryBy
			}
			if len(d.sectors) == 0 {
				d.sectors, d.role = keep.sectors, keep.role
			}
		}
	} else if d.country == "" {
		after := *d
		p.describeAfter(&after)
		if d.country, d.countryBy = after.country, after.countryBy; d.country != "" {
			d.score++
		}
	}
}

// file keeps the best description of a name, and finds the full name for a last name.
func (p *Page) file(d *described) {
	key := gazetteer.Fold(d.name)
	if key == "" {
		return
	}
	words := strings.Fields(key)
	if len(p.byLast[key]) > 0 {
		full := p.byLast[key][0]
		if d.score > full.score {
			full.take(d)
		}
		return
	}
	if old := p.people[key]; old != nil {
		if d.score > old.score {
			old.take(d)
		}
		return
	}
	p.people[key] = d
	last := words[len(words)-1]
	if len(words) > 1 {
		p.byLast[last] = append(p.byLast[last], d)
		if fields := strings.Fields(d.name); len(fields) > 1 {
			if double := gazetteer.Fold(fields[len(fields)-1]); double != last {
				p.byLast[double] = append(p.byLast[double], d)
			}
		}
		if d.known >= 0 {
			if f := gazetteer.Fold(p.tables.FamilyName(d.known)); f != last {
				p.byLast[f] = append(p.byLast[f], d)
			}
		} else if p.familyFirst(words, d) {
			p.byLast[words[0]] = append(p.byLast[words[0]], d)
		}
	}
}

// familyFirst reports whether a name may be called by its first word, as names of three short parts are.
func (p *Page) familyFirst(words []string, d *described) bool {
	return len(words) == 3 && len(words[0]) <= 5 || len(words) == 2 && strings.Contains(d.name, "-")
}

// take keeps the name's place and takes over a better description.
func (d *described) take(from *described) {
	d.country, d.countryBy, d.sectors, d.role = from.country, from.countryBy, from.sectors, from.role
	d.former, d.org, d.score = from.former, from.org, from.score
	d.first, d.last = from.first, from.last
}

// describeBefore reads a title or a description in front of the name: "U.S. Attorney General Pam Bondi", "his father,
// Abdullah", "BBC's Jonathan".
func (p *Page) describeBefore(d *described) {
	end, comma := p.leftEdge(d.first)
	start := p.before(end)
	if start == end || strings.EqualFold(p.word(end-1), "of") {
		return
	}
	start = p.afterOf(start, end)
	r := p.read(start, end)
	if comma && !p.appositive(&r, start, end) {
		return
	}
	if comma && r.head >= 0 && p.word(start) == "," {
		return
	}
	if !comma && r.head < 0 && r.org < 0 && !p.possessive(end-1) && r.stateAt < 0 {
		return
	}
	if r.head >= 0 && !comma && !p.reaches(&r, end) {
		return
	}
	p.fill(d, &r)
}

// leftEdge is where the words that may describe a name at token i end: before an honorific, a bracket that explains the
// title, the word "named", or a comma, which it reports.
func (p *Page) leftEdge(i int) (end int, comma bool) {
	for i > 0 {
		at := p.itemAt[i-1]
		switch w := strings.ToLower(p.word(i - 1)); {
		case at >= 0 && p.honorific(&p.items[at]):
			i = p.items[at].first
			continue
		case w == "." && p.glued(i-1):
			i--
			continue
		case w == "named" || w == "called":
			i--
			continue
		case w == ")" && i > 3 && p.word(i-3) == "(":
			i -= 3
			continue
		case w == "," && i > 1:
			return i - 1, true
		}
		break
	}
	return i, false
}

// honorific reports whether the item is a form of address that says nothing: "Mr", "Dr".
func (p *Page) honorific(it *item) bool {
	e, ok := it.has(gazetteer.TitleEntry)
	return ok && len(p.tables.Title(e).Sectors) == 0 && !it.names()
}

// afterOf skips to the part behind "of" where a title of its own stands there: of "brother of President John Doe" only
// the president is John Doe.
func (p *Page) afterOf(start, end int) int {
	at := p.itemAt[end-1]
	if at < 0 || !p.items[at].role() {
		return start
	}
	for k := p.items[at].first - 1; k >= start; k-- {
		if p.itemAt[k] < 0 && strings.EqualFold(p.word(k), "of") {
			return k + 1
		}
	}
	return start
}

// reaches reports whether the phrase's last noun, title or what "of" ties to it ends at token end.
func (p *Page) reaches(r *reading, end int) bool {
	at := p.itemAt[end-1]
	if at >= 0 {
		return true
	}
	return p.possessive(end-1) || p.upper(end-1) || r.last < end
}

// appositive reports whether a phrase before a comma describes the name after it rather than stand beside it in a list.
func (p *Page) appositive(r *reading, start, end int) bool {
	if r.head < 0 {
		return false
	}
	if start > 0 {
		w := strings.ToLower(p.word(start - 1))
		if w == "the" || w == "a" || w == "an" || possessed[w] {
			return true
		}
	}
	for i := start; i < end; i++ {
		if p.possessive(i) {
			return true
		}
	}
	return false
}

// describeAfter reads what follows the name: ", the foreign minister of Cuba,", "of the MDC", "(Democrat)".
func (p *Page) describeAfter(d *described) {
	i := d.last
	if i >= len(p.t.Tokens) {
		return
	}
	end := p.t.Sents[p.t.SentenceOf(d.first)].Last
	switch w := strings.ToLower(p.word(i)); {
	case w == "of" || w == "from":
		r := reading{head: -1, org: -1, person: -1, owner: -1, stateAt: -1, weak: true}
		p.readPost(&r, i+1, min(end, i+6))
		p.fill(d, &r)
	case w == "," || w == "—" || w == "–" || w == "(":
		if strings.EqualFold(p.word(i+1), "who") && p.copula(i+2) {
			i += 2
		} else if n := p.headship(i + 1); n > 0 {
			r := reading{head: -1, org: -1, person: -1, owner: -1, stateAt: -1, weak: true}
			p.readPost(&r, i+1+n, min(end, i+1+n+6))
			p.fill(d, &r)
			return
		}
		p.apposition(d, i+1, end)
	case p.copula(i):
		p.apposition(d, i+1, end)
	}
}

// headship is the length of words at token i that put the one named before them at the head of what follows: "who leads".
func (p *Page) headship(i int) int {
	if !strings.EqualFold(p.word(i), "who") {
		return 0
	}
	switch w := strings.ToLower(p.word(i + 1)); {
	case heading[w]:
		return 2
	case speaking[w] && strings.EqualFold(p.word(i+2), "for"):
		return 3
	}
	return 0
}

// copula reports whether token i says of the name before it what he is: "was" before an article.
func (p *Page) copula(i int) bool {
	w := strings.ToLower(p.word(i))
	next := strings.ToLower(p.word(i + 1))
	return (w == "is" || w == "was") && (next == "a" || next == "an" || next == "the")
}

// apposition reads a phrase that begins after the comma that follows a name, if a noun or title comes early in it.
func (p *Page) apposition(d *described, i, end int) {
	if i < end && isNumber(p.word(i)) { // his age
		i++
		if i < end && p.word(i) == "," {
			i++
		}
	}
	if i >= end || p.upper(i) && p.itemAt[i] < 0 || strings.EqualFold(p.word(i), "and") {
		return
	}
	stop := i
	for stop < end && stop < i+16 && !p.verb(stop) && p.word(stop) != "," && p.word(stop) != ";" && !p.closing(stop) {
		stop++
	}
	for k := i; k < stop && k < i+11; k++ {
		w := strings.ToLower(p.word(k))
		if w == "who" || w == "whose" || w == "which" {
			if k == i {
				return
			}
			break
		}
		if at := p.itemAt[k]; at >= 0 && (p.items[at].role() || p.items[at].names()) {
			r := p.read(i, stop)
			if r.found() || r.state == gazetteer.NationalOf {
				p.fill(d, &r)
			}
			return
		}
	}
}

// verb reports whether the tagger takes token i for a finite verb or an auxiliary.
func (p *Page) verb(i int) bool {
	tok := &p.t.Tokens[i]
	return tok.UPOS == ling.AUX || tok.UPOS == ling.VERB && tok.XPOS.Finite()
}

func (p *Page) closing(i int) bool {
	return p.word(i) == ")" || p.word(i) == "—" || p.word(i) == "–"
}

func isNumber(s string) bool {
	return s != "" && s[0] >= '0' && s[0] <= '9'
}

// fill writes a reading into a description.
func (p *Page) fill(d *described, r *reading) {
	score := 0
	d.country, d.countryBy = r.country, r.basis
	d.sectors, d.role, d.former = r.sectors, r.role, r.former
	if r.org >= 0 {
		a, _ := p.tables.On(r.org, p.date)
		d.org = r.org
		if d.country == "" || a.Kind == "group" || r.weak && r.basis != "demonym" {
			d.country, d.countryBy = a.Country, "organisation"
		}
		if r.weak || len(d.sectors) == 0 || a.Kind == "group" {
			d.sectors = a.Sectors
		}
		score++
	}
	if r.fixed != "" && d.country == "" {
		d.country, d.countryBy = r.fixed, "noun"
	}
	if r.owner >= 0 && d.country == "" {
		a, _ := p.tables.On(r.owner, p.date)
		d.country, d.countryBy = a.Country, "possessor"
	}
	if len(d.sectors) > 0 {
		score += 2
	}
	if d.country != "" {
		score++
	}
	d.score = score
}

// learnShort reads "Syrian Democratic Forces (SDF)": the short form in brackets stands for the name before it.
func (p *Page) learnShort() {
	for i := 1; i+2 < len(p.t.Tokens); i++ {
		if p.word(i) != "(" || p.word(i+2) != ")" || !p.upper(i+1) {
			continue
		}
		short := p.word(i + 1)
		if len(short) < 2 || strings.ToUpper(short) != short {
			continue
		}
		first := p.initialsBefore(i, short)
		if first < 0 {
			continue
		}
		party := p.Party(first, i, p.date)
		key := gazetteer.Fold(short)
		if _, twice := p.orgs[key]; twice || !party.Actor.Known() {
			continue
		}
		p.orgs[key] = &described{
			name: party.Text, first: first, last: i, country: party.Actor.Country, countryBy: "organisation",
			sectors: party.Actor.Sectors, role: party.Actor.Role, known: -1, org: p.entityOf(first, i),
		}
	}
}

// initialsBefore finds where the words before token i begin whose capitals spell the short form, -1 where they do not.
func (p *Page) initialsBefore(i int, short string) int {
	k := len(short) - 1
	for at := i - 1; at >= 0 && at > i-14; at-- {
		w := p.word(at)
		if p.upper(at) && k >= 0 && strings.EqualFold(w[:1], short[k:k+1]) {
			k--
			if k < 0 {
				return at
			}
		} else if p.upper(at) && at < i-len(short)-3 {
			return -1
		}
	}
	return -1
}

// entityOf is the organisation that the tokens name exactly, -1 for none.
func (p *Page) entityOf(first, last int) int32 {
	if at := p.itemAt[first]; at >= 0 && p.items[at].last == last {
		if e, ok := p.bestEntity(&p.items[at], ""); ok {
			return e.Index
		}
	}
	return -1
}

// learned lists the people described, in order of the text.
func (p *Page) learned() []*described {
	out := make([]*described, 0, len(p.people))
	for _, d := range p.people {
		if d.score > 0 {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(x, y *described) int { return x.first - y.first })
	return out
}
