// Package where finds the places that a text names and says which place each name stands for. A ling.Text comes in,
// casus.Place records go out, in the order of the text, each with its runners-up and the reason for the choice. Names come
// from the entity recogniser and from the gazetteer together; the choice rests on how large and well known a place is, on
// the words around the name, on the other places of the document and, where it is switched on, on the home of the source.
//
// It refuses to guess where nothing speaks for a reading: a name that the gazetteer lacks stays unlocated, and changes
// nothing about the others. Words for nationalities are no places.
package where

import (
	"cmp"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// Options set a Finder. The zero value works.
type Options struct {
	Home    func(*casus.Document) Home // where the source of a document is at home; nil for unknown (see Learner)
	Runners int                        // how many runners-up each answer lists: 0 for 4, -1 for none
	Alone   bool                       // each name on its own, without the document's other places
}

// Finder finds and resolves places. It is safe for concurrent use.
type Finder struct {
	places *gazetteer.Places
	words  *words
	o      Options
}

// New returns a Finder over a gazetteer.
func New(p *gazetteer.Places, o Options) *Finder {
	if o.Runners == 0 {
		o.Runners = 4
	}
	return &Finder{places: p, words: embeddedWords(), o: o}
}

// Kind reports whether the word names a kind of place, as "port" and "island" do.
func (f *Finder) Kind(word string) bool {
	return f.words.of(word).has(afterKinds | beforeKinds)
}

// Find recognises and resolves the places of a text.
func (f *Finder) Find(t *ling.Text) []casus.Place {
	d := f.open(t)
	d.recognise()
	d.resolve()
	var out []casus.Place
	for i := range d.mentions {
		if m := &d.mentions[i]; m.accepted {
			out = append(out, d.place(m))
		}
	}
	return out
}

// Resolve says what the given spans stand for, in their order. A span that stands for no known place gives a Place
// without ID, unlocated.
func (f *Finder) Resolve(t *ling.Text, spans []casus.Span) []casus.Place {
	d := f.open(t)
	order := make([]int, len(spans))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(spans[a].Start, spans[b].Start) })
	for _, i := range order {
		d.given(spans[i])
	}
	if !f.o.Alone {
		d.recognise()
	}
	d.resolve()
	out := make([]casus.Place, len(spans))
	at := make(map[casus.Span]*mention, len(spans))
	for i := range d.mentions {
		if m := &d.mentions[i]; m.given {
			at[m.span] = m
		}
	}
	for i, s := range spans {
		if m := at[s]; m != nil {
			out[i] = d.place(m)
		} else {
			out[i] = casus.Place{Span: s, Text: s.Of(t.Doc.Text), Reason: "not a span of the text"}
		}
	}
	return out
}

// document is the work on one text.
type document struct {
	f        *Finder
	p        *gazetteer.Places
	t        *ling.Text
	text     string
	home     homeArea
	site     int // country of the source's web address, 0 for none
	date     string
	mentions []mention // in order of the text
	names    []name
	byKey    map[string]int
	first    map[string]firstWord
	people   map[string]bool
	found    []gazetteer.Candidate // scratch
	key      []byte                // scratch
}

// homeArea is a Home in the gazetteer's numbers.
type homeArea struct {
	weight        float32
	country, area int
}

func (f *Finder) locate(h Home) homeArea {
	i := f.places.ByID(string(h.Country))
	if h.Weight == 0 || i < 0 {
		return homeArea{}
	}
	return homeArea{h.Weight, f.places.CountryNumber(i), f.places.AreaNamed(h.Country, h.Admin1)}
}

// mention is one use of a name.
type mention struct {
	span     casus.Span
	name     int // index into names, -1 where the gazetteer has no such name
	given    bool
	accepted bool
	brief    bool // an abbreviated area
	hint     hint
	holders  []holder // what the words around say it lies in
	holds    float32  // how much they say that it holds a neighbour
	held     []int    // neighbours' readings that it may hold
	nation   casus.Country
	why      string
}

// holder is a reading of a neighbouring name that may contain a mention.
type holder struct {
	entry  int
	weight float32
	how    string
}

// name is a name with its readings, shared by all its mentions in the document.
type name struct {
	key     string
	uses    int
	options []option
	answer  *casus.Place // for mentions about which the words around say nothing
}

// option is one reading of a name.
type option struct {
	entry     int
	alternate bool
	country   int
	area      int
	lat, lon  float32
	local     bool // a town, second-level area or site: it has neighbours
	prior     float32
	carried   float32 // what the words around other mentions of the name say
	score     float32
}

func (f *Finder) open(t *ling.Text) *document {
	d := &document{f: f, site: f.site(t.Doc), p: f.places, t: t, text: t.Doc.Text, byKey: map[string]int{}, first: map[string]firstWord{}, date: t.Doc.PublishedDate()}
	if f.o.Home != nil {
		d.home = f.locate(f.o.Home(t.Doc))
	}
	return d
}

// given adds a span whose being a place is not in question.
func (d *document) given(s casus.Span) {
	if s.In(len(d.text)) != nil {
		return
	}
	if n := len(d.mentions); n > 0 && d.mentions[n-1].span == s {
		return
	}
	m := mention{span: s, name: -1, given: true, accepted: true}
	d.lookUp(&m)
	d.mentions = append(d.mentions, m)
}
