package extract

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/saying"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/ling"
)

// placeRel is how closely a place belongs to an event, closest first.
type placeRel int

const (
	placeNone   placeRel = iota
	placeGoal            // where something goes: "sent ships to Odesa"
	placeParty           // where a party is said to be: "lawmakers in Nairobi"
	placeClause          // a locative of the clause that governs the trigger
	placeBelow           // a locative inside the trigger's other phrases: "in a raid on Caracas"
	placeOwn             // a locative of the trigger itself
	placeFrame           // the frame names it as the event's place
)

// placed is a place with the tokens of its name.
type placed struct {
	place       *casus.Place
	first, last int
	head        int
}

// placer chooses the place of each event of one text.
type placer struct {
	t         *ling.Text
	places    []placed
	described []placed               // places without a name
	kind      func(word string) bool // whether the word names a kind of place; nil for no word
	heads     map[int]bool           // heads of the triggers of the text
	cues      map[int]bool           // words that tell of speech
	sought    []sought               // the events whose places are asked for
}

func newPlacer(t *ling.Text, places []casus.Place) *placer {
	p := &placer{t: t}
	for i := range places {
		first, last := t.TokensIn(places[i].Span)
		if first >= last {
			continue
		}
		p.places = append(p.places, placed{&places[i], first, last, headOf(t, first, last)})
	}
	return p
}

// read takes in where the events and the words of speech of the text are.
func (p *placer) read(found []what.Candidate, acts []saying.Act) {
	p.heads, p.cues = map[int]bool{}, map[int]bool{}
	for i := range found {
		p.heads[found[i].Head] = true
	}
	for i := range acts {
		if acts[i].CueFirst < acts[i].CueLast {
			p.cues[headOf(p.t, acts[i].CueFirst, acts[i].CueLast)] = true
		}
	}
}

// headOf is the token of [first, last) whose own head lies outside: the syntactic head of the phrase.
func headOf(t *ling.Text, first, last int) int {
	for i := first; i < last; i++ {
		if h := t.Head(i); h < first || h >= last {
			return i
		}
	}
	return first
}

// spot is a candidate for an event's place.
type spot struct {
	rel      placeRel
	distance int // in tokens from the trigger
	place    *casus.Place
}

// better prefers the closer relation, then the finer place inside the coarser one, then the nearer words.
func (s spot) better(than spot) bool {
	if s.rel != than.rel {
		return s.rel > than.rel
	}
	if a, b := fineness(s.place), fineness(than.place); a != b {
		return a > b
	}
	return s.distance < than.distance
}

// finest is the fineness of a town or a site.
const finest = 3

// fineness ranks precisions; a site says more about where something happened than its country.
func fineness(p *casus.Place) int {
	switch p.Precision {
	case casus.PrecisionSite, casus.PrecisionCity:
		return finest
	case casus.PrecisionAdmin2, casus.PrecisionAdmin1, casus.PrecisionSea:
		return 2
	case casus.PrecisionRegion:
		return 1
	}
	return 0
}

// choose is the place of the event whose trigger is headed by token head, nil where the text does not say. framed are
// token ranges that the frame takes for the place, taken those of its parties: a country that acts is not where it acts.
func (p *placer) choose(head int, framed, taken [][2]int) *casus.Place {
	var best spot
	sentence := p.t.SentenceOf(head)
	for _, pl := range p.places {
		if p.t.SentenceOf(pl.head) != sentence {
			continue
		}
		s := spot{place: pl.place, distance: abs(pl.head - head), rel: p.relation(head, pl)}
		if within(pl, framed) {
			s.rel = placeFrame
		} else if within(pl, taken) {
			if !p.ofParty(head, pl, taken) {
				continue
			}
			s.rel = placeParty
		}
		if s.rel > placeNone && (best.place == nil || s.better(best)) {
			best = s
		}
	}
	if best.place == nil {
		return nil
	}
	chosen := *best.place
	return &chosen
}

// ofParty reports whether a place in the words of a party is where the event is: the party is somewhere, "lawmakers in Nairobi",
// or a town that something is done to, "the raid on Goma"; but not a country or a house that is asked or attacked, nor where
// somebody speaks from.
func (p *placer) ofParty(head int, pl placed, taken [][2]int) bool {
	at, locative := p.attachment(pl)
	if !locative {
		return false
	}
	for _, r := range taken {
		if pl.first < r[0] || pl.last > r[1] {
			continue
		}
		h := headOf(p.t, r[0], r[1])
		if h == pl.head && p.t.Lemma(locativeCase(p.t, h)) == "on" {
			return at == head && p.t.Tokens[head].UPOS == ling.NOUN && pl.place.Precision != casus.PrecisionCountry
		}
		if h != pl.head && p.cues[head] && p.t.Tokens[h].Rel.Subject() {
			return false
		}
	}
	return true
}

// relation says how the place hangs on the trigger in the tree: on it, below it, or on a clause above it that shares its
// circumstances. A clause with a subject of its own does not share those of the clause above: what hours after a capture is
// launched into a sea says nothing of where the capture was, and officials in Kabul may speak of Herat.
func (p *placer) relation(head int, pl placed) placeRel {
	attach, locative := p.attachment(pl)
	switch {
	case p.t.Tokens[pl.head].Rel.Base() == ling.Compound && p.t.Head(pl.head) == head && fineness(pl.place) == finest:
		return placeOwn // "the Geneva talks"
	case p.whereIt(head, pl):
		return placeBelow
	case p.goal(head, pl):
		return placeGoal
	case !locative || attach < 0:
		return placeNone
	case attach == head:
		return placeOwn
	case p.t.Below(attach, head):
		return p.below(head, attach)
	}
	for depth, at := 0, head; depth < 4; depth++ {
		up := p.t.Head(at)
		if up < 0 || !p.sharesWith(at, up, pl) {
			return placeNone
		}
		next := p.t.Tokens[at].Rel.Base() == ling.Conj && pl.last <= at && p.t.Below(attach, up) && p.below(up, attach) > placeNone
		if at = up; at == attach || next {
			return placeClause // "broke into a clinic in Goma and took away two nurses"
		}
	}
	return placeNone
}

// whereIt reports whether the trigger stands in a clause with "where" about the place: "Goma, where a crowd blocked the road".
func (p *placer) whereIt(head int, pl placed) bool {
	i := head
	for p.t.Tokens[i].Rel.Base() == ling.Conj && !p.ownSubject(i) && p.t.Head(i) >= 0 {
		i = p.t.Head(i)
	}
	h, rel := p.t.Head(i), p.t.Tokens[i].Rel
	if rel != ling.AclRelcl && rel != ling.Advcl || h < 0 || h != pl.head && !p.t.Below(pl.head, h) || pl.last > i {
		return false
	}
	for _, k := range p.t.Children(i) {
		if int(k) < i && p.t.Lemma(int(k)) == "where" {
			return rel == ling.AclRelcl || int(k) <= pl.last+1 // right behind the place, whatever the clause hangs on
		}
	}
	return false
}

// goal reports whether a town or a site is where what the trigger tells goes to.
func (p *placer) goal(head int, pl placed) bool {
	k := p.t.ChildBy(pl.head, ling.Case)
	return fineness(pl.place) == finest && p.t.Tokens[pl.head].Rel.Base() == ling.Obl && p.t.Head(pl.head) == head &&
		k >= 0 && p.t.Lemma(k) == "to" && p.t.Tokens[head].UPOS == ling.VERB && !p.cues[head]
}

// below is the relation of a place that hangs on token attach below the trigger: none where it is that of another clause, of
// another event that the trigger is only about, or of a later verb beside it.
func (p *placer) below(head, attach int) placeRel {
	then := false // whether the way goes through a clause of the same moment, which is that of all verbs before it
	for i := attach; i != head; i = p.t.Head(i) {
		rel := p.t.Tokens[i].Rel
		then = then || p.simultaneous(i)
		if rel.Clausal() && p.ownSubject(i) && !then {
			return placeNone
		}
		switch rel.Base() {
		case ling.Obj, ling.Ccomp, ling.Obl, ling.Nmod:
			if p.heads[i] && !p.circumstance(i) {
				return placeNone
			}
		case ling.Conj:
			if !then && p.t.Tokens[i].UPOS == ling.VERB && p.t.ChildBy(i, ling.Nsubj, ling.NsubjPass, ling.Obj, ling.Mark, ling.Aux) >= 0 {
				return placeNone
			}
		case ling.Nsubj:
			if p.cues[head] && i == attach {
				return placeNone
			}
		}
	}
	return placeBelow
}

// sharesWith reports whether what token at tells can be where token up is.
func (p *placer) sharesWith(at, up int, pl placed) bool {
	rel := p.t.Tokens[at].Rel
	switch {
	case !sharing(rel.Base()), p.cues[up] && rel.Base() != ling.Conj && rel.Base() != ling.Advcl && rel.Base() != ling.Nsubj:
		return false
	case rel.Base() == ling.Conj:
		return !p.ownSubject(at) || pl.last <= up // "In Goma students lit fires, and police came"
	case rel.Clausal():
		return !p.ownSubject(at) || p.simultaneous(at)
	case rel.Base() == ling.Obl, rel.Base() == ling.Nmod:
		return p.circumstance(at)
	}
	return true
}

// simultaneous reports whether a clause tells what happened then and there: "were killed when police opened fire at a mine".
func (p *placer) simultaneous(i int) bool {
	for _, k := range p.t.Children(i) {
		if r := p.t.Tokens[k].Rel.Base(); int(k) < i && (r == ling.Advmod || r == ling.Mark) {
			if l := p.t.Lemma(int(k)); l == "when" || l == "as" || l == "while" {
				return p.t.Tokens[i].Rel == ling.Advcl
			}
		}
	}
	return false
}

// circumstance reports whether a phrase tells what happens along with its head, not its cause, its topic or what came before:
// "died in the raid", not "met after the launch".
func (p *placer) circumstance(i int) bool {
	k := p.t.ChildBy(i, ling.Case)
	if k < 0 {
		return true
	}
	switch p.t.Lemma(k) {
	case "in", "at", "during", "with", "by", "amid", "into", "through", "on", "of":
		return p.t.Lemma(k) != "on" || !p.t.Tokens[p.t.Head(i)].UPOS.Nominal()
	}
	return false
}

// sharing reports whether what stands in the relation can share time and place with what it hangs on.
func sharing(rel ling.Rel) bool {
	switch rel {
	case ling.Conj, ling.Xcomp, ling.Advcl, ling.Obj, ling.Iobj, ling.Nsubj, ling.Obl, ling.Nmod, ling.Acl, ling.Ccomp, ling.Parataxis:
		return true
	}
	return false
}

// ownSubject reports whether token i has a subject.
func (p *placer) ownSubject(i int) bool {
	for _, c := range p.t.Children(i) {
		if p.t.Tokens[c].Rel.Subject() {
			return true
		}
	}
	return false
}

func within(pl placed, ranges [][2]int) bool {
	for _, r := range ranges {
		if pl.first >= r[0] && pl.last <= r[1] {
			return true
		}
	}
	return false
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
