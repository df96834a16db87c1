package forecast

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ontology"
)

// voiced are the classes of nouns for who can foresee: people, bodies and what they publish.
var voiced = []string{"person", "people", "org", "government", "leader", "office", "media", "police", "publication", "document", "collective", "party"}

// voices are the nouns for who can foresee, by lemma.
type voices map[string]bool

// readVoices reads the nouns of the classes of persons and bodies from the tables of classes.
func readVoices(fsys fs.FS, paths ...string) (voices, error) {
	out := voices{}
	for _, path := range paths {
		rows, err := ontology.ReadTable(fsys, path, 2)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if !slices.Contains(voiced, r.Cells[0]) {
				continue
			}
			for _, w := range strings.Fields(r.Cells[1]) {
				out[w] = true
			}
		}
	}
	return out, nil
}

// speaker is who gives the forecast: of the innermost saying that holds it, or whose cue it is.
func (p *page) speaker(x *foreseen) *casus.Party {
	pred, cue := p.t.Tokens[x.pred].Span, p.t.Tokens[x.cue].Span
	best := -1
	for k := range p.sayings {
		s := &p.sayings[k]
		if !s.Content.Contains(pred) && !s.Cue.Overlaps(cue) {
			continue
		}
		if best < 0 || s.Content.Len() < p.sayings[best].Content.Len() {
			best = k
		}
	}
	if best < 0 {
		return nil
	}
	s := p.sayings[best].Speaker
	if s != nil && p.thing(s) {
		return nil
	}
	return s
}

// thing reports whether the words for a speaker name no person and no body: a common noun of which nothing tells what kind of
// party it is. "A referendum is likely to end the conflict" is no forecast of the referendum's.
func (p *page) thing(s *casus.Party) bool {
	h := p.head(s.Span)
	if h < 0 || p.t.Tokens[h].UPOS != ling.NOUN || p.f.voices[p.lemma(h)] || s.Actor.ID != "" || s.Actor.Kind != "" || len(s.Actor.Sectors) > 0 {
		return false
	}
	first, last := p.t.TokensIn(s.Span)
	for i := first; i < last; i++ {
		if p.t.Tokens[i].UPOS == ling.PROPN {
			return false // "the entomologist Ayla Demir"
		}
	}
	return true
}
