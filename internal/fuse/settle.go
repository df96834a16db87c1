package fuse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// How much speaks for a country where a report alone does not tell whose "the police" are. Fitted on the open part of the
// own gold: a choice among the countries that the report and its neighbours name.
const (
	settleShare   = 3.4  // its share among the parties of like reports
	settleNear    = 0.6  // each of them, up to settleCap
	settleHead    = 1.35 // each of them that is called by the same noun
	settleOwnHead = 1.2  // each party of the report itself called so whose country its words tell
	settleOwn     = 0.8  // what the report's own context says
	settleSure    = 0.2  // each party of the report itself whose country its words tell
	settleCap     = 3.0

	likeReport = 0.08 // likeness of words from which reports help each other
	likeFull   = 0.15 // and from which they do so fully
	likeMost   = 16   // how many reports help at most
	likeRare   = 1000 // words that more reports have do not count for likeness, so that an archive takes no time squared
	likeLooks  = 8000 // how many entries of the index are looked at for a report, those of its rarest words first
)

// Settle gives parties whose country is only that of their report's context, or open, the country that the other reports of
// the same story give them, and names that only other reports explain who they are. The pages stay as they are; what
// changes is copied. The order of the pages does not matter.
func Settle(pages []Page, o Options) []Page {
	s := newSettler(pages, o.filled())
	out := make([]Page, len(pages))
	for i := range pages {
		out[i] = s.page(pages, i)
	}
	return out
}

// newSettler knows the words and parties of all pages.
func newSettler(pages []Page, o Options) *settler {
	s := settler{
		told: make([][]telling, len(pages)), vecs: make([]Vector, len(pages)), having: map[uint32][]weighted{}, like: make([]float32, len(pages)),
	}
	for i := range pages {
		r, _ := newReport(o.Tables, &pages[i].Doc)
		s.vecs[i] = r.vec
		for _, t := range r.vec {
			s.having[t.Hash] = append(s.having[t.Hash], weighted{int32(i), t.Weight})
		}
		s.told[i] = tellings(&pages[i])
	}
	return &s
}

type settler struct {
	vecs   []Vector
	told   [][]telling
	having map[uint32][]weighted // by word, the reports that have it
	like   []float32             // scratch of near, all 0 between its calls
	met    []int32               // scratch of near
	words  Vector                // scratch of rarestFirst
	looked int                   // entries of the index that near looked at, in all
}

// weighted is a report with the weight of a word in it.
type weighted struct {
	at     int32
	weight float32
}

// telling is one party of a report, as evidence for others.
type telling struct {
	actor *casus.Actor
	head  string // the noun that it is called by, "" for pronouns and numbers
	name  string // the last word of a name
	sure  bool   // the words, a table or a title gave the country
}

// neighbour is a report that tells of the same things.
type neighbour struct {
	at     int
	weight float64
}

func tellings(p *Page) []telling {
	var out []telling
	seen := map[casus.Span]bool{}
	add := func(q *casus.Party) {
		if !seen[q.Span] {
			seen[q.Span] = true
			out = append(out, tellingOf(q))
		}
	}
	for i := range p.Mentions {
		m := &p.Mentions[i]
		for k := range m.Actors {
			add(&m.Actors[k])
		}
		for k := range m.Recipients {
			add(&m.Recipients[k])
		}
	}
	for i := range p.Sayings {
		if q := p.Sayings[i].Speaker; q != nil {
			add(q)
		}
	}
	return out
}

func tellingOf(q *casus.Party) telling {
	t := telling{actor: &q.Actor, sure: q.Actor.Country != "" && !contextual(&q.Actor) && !staged(&q.Actor)}
	words := strings.Fields(q.Text)
	for i, w := range words {
		if i > 0 && slices.Contains(phraseEnds, strings.ToLower(w)) {
			words = words[:i]
			break
		}
		if strings.HasSuffix(w, ",") {
			words = words[:i+1]
			break
		}
	}
	if strings.HasPrefix(q.Actor.Basis, "coreference") && q.Actor.Kind == "person" { // by the name that the pronoun stands for
		words = strings.Fields(q.Actor.Name)
	} else if strings.HasPrefix(q.Actor.Basis, "coreference") {
		return t
	}
	if len(words) == 0 {
		return t
	}
	last := strings.TrimSuffix(strings.TrimSuffix(strings.Trim(words[len(words)-1], ",.\"“”"), "'s"), "’s")
	if last == "" {
		return t
	}
	if c := last[0]; c >= 'A' && c <= 'Z' && (q.Actor.Kind == "person" || q.Actor.Kind == "" || q.Actor.Kind == "organisation") {
		t.name = strings.ToLower(last)
		return t
	}
	if lower := strings.ToLower(last); !slices.Contains(noHeads, lower) && (lower[0] < '0' || lower[0] > '9') {
		t.head = strings.TrimSuffix(lower, "s")
	}
	return t
}

// phraseEnds begin what follows the noun of a phrase; noHeads say nothing about who is meant.
var (
	phraseEnds = strings.Fields("of in from who that which on at near for with to and")
	noHeads    = strings.Fields("it they them he she him her his their its we us our i who those these all some none nobody one two three " +
		"four five six seven eight nine ten others both many most any such")
)

// bareNumber reports whether only a number of people is known: that they are civilians is a guess, which contradicts nobody.
func bareNumber(p *casus.Party) bool { return strings.HasPrefix(p.Actor.Basis, "number") }

// described reports whether more than a deed says what an actor is.
func described(a *casus.Actor) bool { return len(a.Sectors) > 0 && !strings.Contains(a.Basis, "deed") }

// contextual reports whether only the context of its report gave an actor its country.
func contextual(a *casus.Actor) bool { return strings.Contains(a.Basis, "context") }

// staged reports whether the place of its sentence gave an actor its country, which says nothing about others.
func staged(a *casus.Actor) bool { return strings.Contains(a.Basis, "scene") }

// spread reports whether an actor says nothing about where a story plays: bodies are named in stories of everywhere.
func spread(a *casus.Actor) bool { return a.Kind == "organisation" }

// page settles the parties of page i.
func (s *settler) page(pages []Page, i int) Page {
	p := pages[i]
	var near []neighbour // found when first needed
	ready := false
	settle := func(q *casus.Party) *casus.Actor {
		armed := armedOnly(&q.Actor)
		if !armed && q.Actor.Country != "" && !contextual(&q.Actor) && (described(&q.Actor) || tellingOf(q).name == "") {
			return nil
		}
		if !ready {
			near, ready = s.near(pages, i), true
		}
		a := s.decide(i, near, q)
		if armed && s.rebellion(i, near) {
			if a == nil {
				a = &casus.Actor{}
				*a = q.Actor
			}
			a.Sectors = append(slices.Clip(a.Sectors), "REB")
			a.Reason += "; like reports name rebels"
		}
		return a
	}
	cloned := false
	for k := range p.Mentions {
		a, b := settled(p.Mentions[k].Actors, settle), settled(p.Mentions[k].Recipients, settle)
		if a == nil && b == nil {
			continue
		}
		if !cloned {
			p.Mentions, cloned = slices.Clone(p.Mentions), true
		}
		if a != nil {
			p.Mentions[k].Actors = a
		}
		if b != nil {
			p.Mentions[k].Recipients = b
		}
	}
	return p
}

// armedOnly reports whether only that they bear arms is known of somebody: gunmen, fighters.
func armedOnly(a *casus.Actor) bool {
	return a.Kind == "generic" && len(a.Sectors) > 0 && a.Sectors[0] == "UAF" && !slices.Contains(a.Sectors, "REB")
}

// rebellion reports whether report i or one like it names a group of rebels.
func (s *settler) rebellion(i int, near []neighbour) bool {
	names := func(list []telling) bool {
		return slices.ContainsFunc(list, func(t telling) bool { return t.actor.Kind == "group" && slices.Contains(t.actor.Sectors, "REB") })
	}
	return names(s.told[i]) || slices.ContainsFunc(near, func(n neighbour) bool { return names(s.told[n.at]) })
}

// settled is a copy of the parties with what is settled, nil where nothing is.
func settled(list []casus.Party, settle func(*casus.Party) *casus.Actor) []casus.Party {
	var out []casus.Party
	for i := range list {
		if a := settle(&list[i]); a != nil {
			if out == nil {
				out = slices.Clone(list)
			}
			out[i].Actor = *a
		}
	}
	return out
}

// rarestFirst are the words of report i, those that the fewest reports have first.
func (s *settler) rarestFirst(i int) Vector {
	s.words = append(s.words[:0], s.vecs[i]...)
	slices.SortFunc(s.words, func(a, b Term) int {
		return cmp.Or(cmp.Compare(len(s.having[a.Hash]), len(s.having[b.Hash])), cmp.Compare(a.Hash, b.Hash))
	})
	return s.words
}

// near lists the reports whose words are like those of report i, the likest first.
func (s *settler) near(pages []Page, i int) []neighbour {
	met := s.met[:0]
	looks := 0
	for _, t := range s.rarestFirst(i) {
		list := s.having[t.Hash]
		if looks += len(list); len(list) > likeRare || looks > likeLooks {
			break
		}
		s.looked += len(list)
		for _, o := range list {
			if s.like[o.at] == 0 {
				met = append(met, o.at)
			}
			s.like[o.at] += t.Weight * o.weight
		}
	}
	var out []neighbour
	for _, j := range met {
		if c := float64(s.like[j]); int(j) != i && c >= likeReport {
			out = append(out, neighbour{int(j), min(1, c/likeFull)})
		}
		s.like[j] = 0
	}
	s.met = met
	slices.SortFunc(out, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(pages[a.at].Doc.ID, pages[b.at].Doc.ID))
	})
	return out[:min(len(out), likeMost)]
}

// decide is the actor as settled, nil where it stays as it is.
func (s *settler) decide(i int, near []neighbour, q *casus.Party) *casus.Actor {
	mine := tellingOf(q)
	mine.sure = mine.sure || staged(&q.Actor)
	if !mine.sure {
		if a := s.explained(i, near, &mine); a != nil {
			return a
		}
	}
	a := q.Actor
	s.describe(i, near, &mine, &a)
	if !mine.sure && len(near) > 0 {
		if best := s.likeliest(i, near, &mine); best != "" && best != a.Country {
			a.Country, a.Basis = best, "context"
			if bareNumber(q) {
				a.Basis = "number, context"
			}
			a.Reason += "; like reports and like words are about " + string(best)
		}
	}
	if a.Country == q.Actor.Country && slices.Equal(a.Sectors, q.Actor.Sectors) {
		return nil
	}
	return &a
}

// describe gives a name of which its passage says nothing the sectors and the role that another passage gives it.
func (s *settler) describe(i int, near []neighbour, mine *telling, a *casus.Actor) {
	if mine.name == "" || described(a) {
		return
	}
	for _, n := range append([]neighbour{{at: i}}, near...) {
		for k := range s.told[n.at] {
			if t := &s.told[n.at][k]; t.name == mine.name && described(t.actor) {
				a.Sectors, a.Sector, a.Role = t.actor.Sectors, t.actor.Sector, t.actor.Role
				a.Reason += "; described in another passage"
				return
			}
		}
	}
}

// explained is the one whom another report, or another passage, says a bare name to be; nil where they say nothing or
// disagree about the country.
func (s *settler) explained(i int, near []neighbour, mine *telling) *casus.Actor {
	if mine.name == "" {
		return nil
	}
	var found *casus.Actor
	look := func(list []telling) bool {
		for k := range list {
			t := &list[k]
			if !t.sure || t.name != mine.name {
				continue
			}
			if found != nil && found.Country != t.actor.Country {
				return false
			}
			if found == nil || !described(found) {
				found = t.actor
			}
		}
		return true
	}
	if !look(s.told[i]) {
		return nil
	}
	for _, n := range near {
		if !look(s.told[n.at]) {
			return nil
		}
	}
	if found == nil {
		return nil
	}
	a := *found
	a.Basis = "other report"
	a.Reason = "explained in another passage: " + a.Reason
	return &a
}

// likeliest is the country with the most evidence, "" where there is none.
func (s *settler) likeliest(i int, near []neighbour, mine *telling) casus.Country {
	type sums struct{ own, ownHead, near, head float64 }
	by := map[casus.Country]*sums{}
	of := func(c casus.Country) *sums {
		if by[c] == nil {
			by[c] = &sums{}
		}
		return by[c]
	}
	for k := range s.told[i] {
		t := &s.told[i][k]
		if !t.sure || t.actor == mine.actor {
			continue
		}
		if !spread(t.actor) {
			of(t.actor.Country).own++
		}
		if t.head != "" && t.head == mine.head {
			of(t.actor.Country).ownHead++
		}
	}
	all := 0.0
	for _, n := range near {
		for k := range s.told[n.at] {
			t := &s.told[n.at][k]
			if t.actor.Country == "" {
				continue
			}
			if !spread(t.actor) {
				all += n.weight
				of(t.actor.Country).near += n.weight
			}
			if t.sure && t.head != "" && t.head == mine.head {
				of(t.actor.Country).head += n.weight
			}
		}
	}
	var best casus.Country
	top := 0.0
	for c, e := range by {
		score := settleNear*min(settleCap, e.near) + settleHead*min(settleCap, e.head) + settleOwnHead*min(settleCap, e.ownHead) +
			settleSure*min(settleCap, e.own)
		if all > 0 {
			score += settleShare * e.near / all
		}
		if c == mine.actor.Country {
			score += settleOwn
		}
		if best == "" || score > top || score == top && c < best {
			best, top = c, score
		}
	}
	return best
}
