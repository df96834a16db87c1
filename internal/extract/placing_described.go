package extract

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// PlaceNouns are nouns for a place where something can happen, with the kind of place: "market", building.
type PlaceNouns map[string]string

// ReadPlaceNouns reads the table: noun and kind a line, parted by a tab.
func ReadPlaceNouns(fsys fs.FS, path string) (PlaceNouns, error) {
	b, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, fmt.Errorf("read nouns for places: %w", err)
	}
	out := PlaceNouns{}
	for n, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		noun, kind, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("%s:%d: no kind: %q", path, n+1, line)
		}
		out[noun] = kind
	}
	return out, nil
}

// describe adds the places that a text describes and does not name, "a market", "the railway station", which no gazetteer
// has: they can be where something was, but no pin. Where a name stands in the phrase, the named place is enough.
func (p *placer) describe(nouns PlaceNouns) {
	for i := range p.t.Tokens {
		tok := &p.t.Tokens[i]
		if tok.UPOS != ling.NOUN || nouns[tok.Lemma] == "" || tok.Rel.Base() == ling.Compound || p.namedIn(i) {
			continue
		}
		first := i
		for _, k := range p.t.ChildrenBy(i, ling.Amod, ling.Compound, ling.Nummod) {
			if k < first {
				first = k
			}
		}
		span := p.t.SpanOf(first, i+1)
		place := &casus.Place{Span: span, Text: span.Of(p.t.Doc.Text), Kind: nouns[tok.Lemma], Reason: "described, not named"}
		p.described = append(p.described, placed{place, first, i + 1, i})
	}
}

// namedIn reports whether a named place stands in the phrase of token i, or the token is part of one.
func (p *placer) namedIn(i int) bool {
	for k := range p.places {
		pl := &p.places[k]
		if pl.first <= i && i < pl.last {
			return true
		}
		for h, n := pl.head, 0; h >= 0 && n < 3; h, n = p.t.Head(h), n+1 {
			if h == i {
				return true
			}
			if r := p.t.Tokens[h].Rel; r.Clausal() {
				break
			}
		}
	}
	return false
}
