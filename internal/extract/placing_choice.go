package extract

import (
	"math"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/choice"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/ling"
)

// PlaceOption is a place that an event may have.
type PlaceOption struct {
	Place *casus.Place
	choice.Option
}

// kindPlace is the one kind of options: places of the event's sentence. Days told before help an event; of places told before, one in 140 is
// the event's.
const kindPlace = "place"

// PlaceKinds are the kinds of options with how likely one must be, for learning the weights.
func PlaceKinds() []choice.Kind { return []choice.Kind{{Name: kindPlace, Least: 0.45}} }

// sought is an event whose place is asked for.
type sought struct {
	*what.Candidate
	ruled  *casus.Place // by the rules
	quoted bool
}

// places are the places of all events: what the rules find for each, then what is likeliest among the places of its sentence.
func (a *assembler) places(found []what.Candidate) []*casus.Place {
	p := a.placer
	p.sought = make([]sought, len(found))
	out := make([]*casus.Place, len(found))
	for i := range found {
		c := &found[i]
		p.sought[i] = sought{c, p.choose(c.Head, ranges(c.Where), ranges(c.Actors, c.Recipients)), a.attribution(c) != nil}
		out[i] = p.sought[i].ruled
	}
	if a.e.tools.Placing == nil {
		return out
	}
	for i := range found {
		options := p.options(i)
		out[i] = nil
		if k := a.e.tools.Placing.Choose(len(options), func(k int) *choice.Option { return &options[k].Option }); k >= 0 {
			out[i] = inside(options[k].Place, p.sought[i].ruled)
		}
	}
	return out
}

// inside is a copy of the chosen place; one that is only described is in the country, and the area, of the named place that the rules
// found: "In Kenya, gunmen shot five people at a market".
func inside(chosen, ruled *casus.Place) *casus.Place {
	out := *chosen
	if out.Precision == "" && ruled != nil && ruled.Span != chosen.Span {
		out.Country, out.Admin1 = ruled.Country, ruled.Admin1
	}
	return &out
}

// options are the places in the sentence of event i.
func (p *placer) options(i int) []PlaceOption {
	q := &p.sought[i]
	s := p.t.SentenceOf(q.Head)
	var at []placed
	for _, list := range [][]placed{p.places, p.described} {
		for _, pl := range list {
			if p.t.SentenceOf(pl.head) == s && pl.head != q.Head {
				at = append(at, pl)
			}
		}
	}
	out := make([]PlaceOption, 0, len(at))
	for _, pl := range at {
		var f choice.Features
		p.ruledTo(&f, q, pl)
		p.ofEvent(&f, q)
		p.ofPhrase(&f, q, pl)
		p.ofTree(&f, q.Head, pl)
		p.ofWords(&f, q.Head, pl)
		p.ofOthers(&f, q, pl, at)
		out = append(out, PlaceOption{pl.place, choice.Option{Kind: kindPlace, Features: f}})
	}
	return out
}

// ruledTo are the features of what the rules say.
func (p *placer) ruledTo(f *choice.Features, q *sought, pl placed) {
	this := q.ruled != nil && q.ruled.Span == pl.place.Span
	f.Has("rules: this", this)
	f.Has("rules: this, "+precision(pl.place), this)
	f.Has("rules: another", q.ruled != nil && !this)
	f.Has("rules: none", q.ruled == nil)
	f.Has("in the tree: "+placeRels[p.relation(q.Head, pl)], true)
	f.Has("the frame's", within(pl, ranges(q.Where)))
	f.Has("in the actor", within(pl, ranges(q.Actors)))
	f.Has("in the recipient", within(pl, ranges(q.Recipients)))
}

// placeRels names the relations.
var placeRels = [...]string{"none", "goal", "party", "clause", "below", "own", "frame"}

func precision(w *casus.Place) string {
	switch {
	case w.Precision != "":
		return string(w.Precision)
	case w.Kind != "":
		return "described, " + w.Kind
	}
	return "unknown"
}

// ofEvent are the features of the event alone.
func (p *placer) ofEvent(f *choice.Features, q *sought) {
	f.Has("event "+string(q.Type), true)
	f.Has("event "+string(q.Axes.Modality), true)
	f.Has("event negative", q.Axes.Polarity == casus.Negative)
	f.Has("event historical", q.Axes.Background == casus.Historical)
	f.Has("event quoted", q.quoted)
	f.Has("event a noun", p.t.Tokens[q.Head].UPOS == ling.NOUN)
}

// ofPhrase are the features of the place and of the phrase that it stands in.
func (p *placer) ofPhrase(f *choice.Features, q *sought, pl placed) {
	f.Has("place: "+precision(pl.place), true)
	i, word := pl.head, ""
	for range 5 {
		if k := p.t.ChildBy(i, ling.Case); k >= 0 && k < i {
			word = p.t.Lemma(k)
			break
		}
		switch p.t.Tokens[i].Rel.Base() {
		case ling.Flat, ling.Compound, ling.Appos, ling.Nmod, ling.Conj:
			if h := p.t.Head(i); h >= 0 {
				i = h
				continue
			}
		}
		break
	}
	switch {
	case word == "":
		f.Has("no preposition", true)
	case slices.Contains(placing, word):
		f.Has("after "+word, true)
	default:
		f.Has("after another preposition", true)
	}
	f.Has("phrase: "+p.t.Tokens[i].Rel.Base().String(), true)
	r := p.t.Tokens[pl.head].Rel
	f.Has("before a noun", r.Base() == ling.Compound || r.Base() == ling.Amod)
	f.Has("owner", r == ling.NmodPoss)
}

// placing are the prepositions that are told apart.
var placing = []string{
	"in", "at", "near", "on", "outside", "inside", "off", "around", "across", "throughout", "along", "over", "into", "through", "from", "to", "of",
	"between", "against", "for", "with", "by",
}

// ofTree are the features of the way from the event to the place.
func (p *placer) ofTree(f *choice.Features, head int, pl placed) {
	way, top := p.t.Path(head, pl.head)
	if way == nil {
		return
	}
	up := slices.Index(way, top)
	down := len(way) - 1 - up
	f.Has("up "+steps[min(up, 3)], true)
	f.Has("down "+steps[min(down, 4)], true)
	for i, k := range way {
		f.Has("another verb above the place", i > up && i < len(way)-1 && p.t.Tokens[k].UPOS == ling.VERB)
		f.Has("speech above the event", i > 0 && i <= up && p.cues[k])
	}
	host := p.t.VerbAbove(pl.head)
	f.Has("same clause", host == p.t.VerbAbove(head))
	f.Has("place of speech", p.cues[host])
}

var steps = [...]string{"0", "1", "2", "3", "4"}

// ofWords are the features of the words between the event and the place.
func (p *placer) ofWords(f *choice.Features, head int, pl placed) {
	first, last := head+1, pl.first
	if pl.first < head {
		first, last = pl.last, head
	}
	behind := pl.first > head
	distance := math.Log1p(float64(abs(pl.first - head)))
	f.Has("behind the event", behind)
	f.Count("distance", distance)
	if behind {
		f.Count("distance behind", distance)
	}
	words := p.t.Between(first, last)
	f.Count("verbs between", float64(min(words.Verbs, 3)))
	f.Count("commas between", float64(min(words.Commas, 3)))
	f.Has("relative word between", words.Relative)
	f.Has("opens the sentence", pl.first-p.t.Sents[p.t.SentenceOf(head)].First <= 2)
}

// ofOthers are the features of the other places of the sentence, and of what the rules gave its other events.
func (p *placer) ofOthers(f *choice.Features, q *sought, pl placed, at []placed) {
	f.Count("places", float64(min(len(at), 4)))
	f.Has("only one", len(at) == 1)
	nearer, finer := false, false
	for _, o := range at {
		nearer = nearer || abs(o.first-q.Head) < abs(pl.first-q.Head)
		finer = finer || fineness(o.place) == finest && fineness(pl.place) < finest
	}
	f.Has("another is nearer", nearer)
	f.Has("another is finer", finer)
	others := 0
	for i := range p.sought {
		if o := &p.sought[i]; o.Head != q.Head && o.ruled != nil && o.ruled.Span == pl.place.Span {
			others++
		}
	}
	f.Count("rules: of other events", float64(min(others, 2)))
}
