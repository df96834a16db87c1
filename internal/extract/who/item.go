package who

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// item is a known name or noun: tokens [first, last) with all that the words can mean.
type item struct {
	first, last int
	entries     []gazetteer.Entry
	place       *casus.Place // where the words are a place and nothing else
}

// has returns the first meaning of one of the kinds.
func (it *item) has(kinds ...gazetteer.EntryKind) (gazetteer.Entry, bool) {
	for _, e := range it.entries {
		if slices.Contains(kinds, e.Kind) {
			return e, true
		}
	}
	return gazetteer.Entry{}, false
}

// names reports whether the item is a name rather than a noun, a title or a place.
func (it *item) names() bool {
	_, ok := it.has(gazetteer.EntityEntry, gazetteer.StateEntry, gazetteer.SeatOf)
	return ok
}

// role reports whether the item is a noun or a title: what somebody is.
func (it *item) role() bool {
	_, ok := it.has(gazetteer.NounEntry, gazetteer.TitleEntry)
	return ok
}

// scan finds the longest known names and nouns from left to right.
func (p *Page) scan() {
	p.itemAt = make([]int32, len(p.t.Tokens))
	for i := range p.itemAt {
		p.itemAt[i] = -1
	}
	for w := 0; w < len(p.words); {
		first := int(p.words[w].Token)
		if int32(w) != p.wordAt[first] {
			w++ // inside a token
			continue
		}
		it, n := p.longest(w)
		if n == 0 {
			w++
			continue
		}
		p.addItem(it)
		w += n
	}
	p.scanPlaces()
	p.sight()
}

// longest is the longest item that begins at word w and ends with a token. Among names it ends no later than the
// sentence.
func (p *Page) longest(w int) (it item, n int) {
	end := p.t.Sents[p.t.SentenceOf(int(p.words[w].Token))].Last
	limit := int(p.wordAt[end])
	p.tables.Names(p.words[w:limit], func(k int, e gazetteer.Entry) bool {
		last := int(p.words[w+k-1].Token) + 1
		if int32(w+k) != p.wordAt[last] {
			return true // ends inside a token
		}
		if p.gapped(int(p.words[w].Token), last) {
			return true
		}
		if e.Kind == gazetteer.EntityEntry && p.articled(w, k) {
			return true
		}
		if e.Surname && (p.t.Tokens[last-1].UPOS != ling.PROPN || p.givenHere(last)) {
			return true
		}
		if k > n {
			it.entries, n = it.entries[:0], k
			it.first, it.last = int(p.words[w].Token), last
		}
		it.entries = append(it.entries, e)
		return true
	})
	return it, n
}

// givenHere reports whether the word that ends before token i, a family name of the tables, is the given name of somebody.
func (p *Page) givenHere(i int) bool {
	w := p.word(i)
	return w != "" && w[0] >= 'A' && w[0] <= 'Z' && p.t.Tokens[i].UPOS == ling.PROPN && p.tables.IsGiven(p.word(i-1))
}

// articled reports whether a supposed name of k words is an article and an adjective of nationality before its noun: "the
// Australian side" is no newspaper's.
func (p *Page) articled(w, k int) bool {
	first := int(p.words[w].Token)
	next := first + k
	if k != 2 || !strings.EqualFold(p.word(first), "the") || next >= len(p.t.Tokens) || p.t.Tokens[next].UPOS != ling.NOUN && p.word(next) != "-" {
		return false
	}
	adjective := false
	p.tables.Names(p.words[w+1:w+2], func(_ int, e gazetteer.Entry) bool {
		adjective = adjective || e.Kind == gazetteer.AdjectiveOf
		return true
	})
	return adjective
}

// gapped reports whether a comma, a bracket or a full stop that is no abbreviation's stands between the tokens of a
// supposed name.
func (p *Page) gapped(first, last int) bool {
	for i := first + 1; i < last-1; i++ {
		switch p.t.Tokens[i].Form {
		case ";", ":", "(", ")", "\"", "“", "”", "—":
			return true
		}
	}
	return false
}

func (p *Page) addItem(it item) {
	for i := it.first; i < it.last; i++ {
		p.itemAt[i] = int32(len(p.items))
	}
	p.items = append(p.items, it)
}

// scanPlaces adds the places that are no known names, and says of the known names that are places too which.
func (p *Page) scanPlaces() {
	added := false
	for _, pl := range p.places {
		if p.swallow(pl) {
			continue
		}
		if i := p.itemAt[pl.first]; i >= 0 {
			if it := &p.items[i]; it.first == pl.first && it.last == pl.last {
				it.place = pl.place
			}
			continue
		}
		free := true
		for i := pl.first; i < pl.last; i++ {
			free = free && p.itemAt[i] < 0
		}
		if free {
			p.items = append(p.items, item{first: pl.first, last: pl.last, place: pl.place})
			added = true
		}
	}
	if !added {
		return
	}
	slices.SortFunc(p.items, func(x, y item) int { return x.first - y.first })
	for i := range p.items {
		for k := p.items[i].first; k < p.items[i].last; k++ {
			p.itemAt[k] = int32(i)
		}
	}
}

// swallow reports whether a place's longer name holds a name of one word that is none then: the MEK of a dateline of "CHONG
// MEK" is no movement.
func (p *Page) swallow(pl placed) bool {
	if pl.last-pl.first < 2 {
		return false
	}
	found := -1
	for i := pl.first; i < pl.last; i++ {
		at := p.itemAt[i]
		if at < 0 {
			continue
		}
		it := &p.items[at]
		if _, entity := it.has(gazetteer.EntityEntry); found >= 0 || !entity || it.last-it.first > 1 {
			return false
		}
		found = int(at)
	}
	if found < 0 {
		return false
	}
	it := &p.items[found]
	it.first, it.last, it.entries, it.place = pl.first, pl.last, nil, pl.place
	for i := pl.first; i < pl.last; i++ {
		p.itemAt[i] = int32(found)
	}
	return true
}

// word is the token's text, "" outside the text.
func (p *Page) word(i int) string { return p.t.Word(i) }

// upper reports whether token i begins with a capital letter.
func (p *Page) upper(i int) bool {
	if i < 0 || i >= len(p.t.Tokens) {
		return false
	}
	w := p.wordAt[i]
	return w < p.wordAt[i+1] && p.words[w].Case > 0
}

// possessive reports whether token i is the 's of a possessor.
func (p *Page) possessive(i int) bool {
	if i < 0 || i >= len(p.t.Tokens) {
		return false
	}
	if p.t.Tokens[i].XPOS == ling.POSS {
		return true
	}
	switch p.t.Tokens[i].Form {
	case "'s", "’s", "'", "’":
		return i > 0 && p.t.Tokens[i-1].Span.End == p.t.Tokens[i].Span.Start
	}
	return false
}

// punct reports whether token i holds no letter or digit.
func (p *Page) punct(i int) bool { return p.wordAt[i] == p.wordAt[i+1] }
