package extract

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// placeRel is how closely a place belongs to an event, closest first.
type placeRel int

const (
	placeNone     placeRel = iota
	placeSentence          // a locative of another clause below the trigger
	placeParty             // where a party is said to be: "lawmakers in Nairobi"
	placeClause            // a locative of the clause that governs the trigger
	placeBelow             // a locative inside the trigger's other phrases: "in a raid on Caracas"
	placeOwn               // a locative of the trigger itself
	placeFrame             // the frame names it as the event's place
)

// placed is a place with the tokens of its name.
type placed struct {
	place       *casus.Place
	first, last int
	head        int
}

// placer chooses the place of each event of one text.
type placer struct {
	t      *ling.Text
	places []placed
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

// fineness ranks precisions; a site says more about where something happened than its country.
func fineness(p *casus.Place) int {
	switch p.Precision {
	case casus.PrecisionSite, casus.PrecisionCity:
		return 3
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
			if _, locative := p.attachment(pl); !locative {
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

// relation says how the place hangs on the trigger in the tree: on it, below it, or on a clause above it that shares its
// circumstances. A clause with a subject of its own does not share those of the clause above: what hours after a capture is
// launched into a sea says nothing of where the capture was, and officials in Kabul may speak of Herat.
func (p *placer) relation(head int, pl placed) placeRel {
	attach, locative := p.attachment(pl)
	switch {
	case !locative || attach < 0:
		return placeNone
	case attach == head:
		return placeOwn
	case p.t.Below(attach, head):
		for i := attach; i != head; i = p.t.Head(i) {
			if p.t.Tokens[i].Rel.Clausal() && p.ownSubject(i) {
				return placeSentence
			}
		}
		return placeBelow
	}
	for depth, at := 0, head; depth < 4; depth++ {
		rel := p.t.Tokens[at].Rel
		if !sharing(rel.Base()) || rel.Clausal() && p.ownSubject(at) && rel.Base() != ling.Conj {
			return placeNone
		}
		if at = p.t.Head(at); at < 0 {
			return placeNone
		}
		if at == attach {
			return placeClause
		}
	}
	return placeNone
}

// sharing reports whether what stands in the relation can share time and place with what it hangs on.
func sharing(rel ling.Rel) bool {
	switch rel {
	case ling.Conj, ling.Xcomp, ling.Advcl, ling.Obj, ling.Nsubj, ling.Obl, ling.Nmod, ling.Acl, ling.Ccomp, ling.Parataxis:
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

// attachment is the token that the place's phrase hangs on, and whether a locative preposition leads it. A place
// inside a larger locative phrase ("in the port of Odesa", "in Kharkiv, Ukraine") hangs where that phrase hangs.
func (p *placer) attachment(pl placed) (at int, locative bool) {
	t := p.t
	for i, depth := pl.head, 0; i >= 0 && depth < 5; i, depth = t.Head(i), depth+1 {
		rel := t.Tokens[i].Rel.Base()
		if locativeCase(t, i) && (rel == ling.Obl || rel == ling.Nmod || rel == ling.Advmod || rel == ling.Root || rel == ling.Advcl || rel == ling.Acl) {
			return t.Head(i), true
		}
		switch rel {
		case ling.Appos, ling.Nmod, ling.Compound, ling.Flat, ling.Conj, ling.List:
		default:
			return -1, false
		}
	}
	return -1, false
}

// locativeCase reports whether token i has a case marker that places things.
func locativeCase(t *ling.Text, i int) bool {
	for _, c := range t.Children(i) {
		if t.Tokens[c].Rel.Base() == ling.Case && locatives[t.Tokens[c].Lemma] {
			return true
		}
	}
	return false
}

// locatives are prepositions after which a name is where something happens. "from" and "to" are not among them: they
// say where something came from or went.
var locatives = map[string]bool{
	"in": true, "at": true, "near": true, "on": true, "outside": true, "inside": true, "off": true, "around": true,
	"across": true, "throughout": true, "along": true, "within": true, "over": true, "above": true, "beside": true,
	"into": true, "onto": true, "through": true, "between": true, "south": true, "north": true,
	"east": true, "west": true,
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
