package crisis

import (
	"cmp"
	"maps"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// How much the place, the one acted upon and the one acting say about where a crisis is.
const (
	placePull     = 1.0
	recipientPull = 0.8
	actorPull     = 0.6
	materialPull  = 2.0 // deeds count double when a document's main theatres are sought
	passing       = 0.25
)

// verbal reports whether events of a quad class are words only.
func verbal(quad int) bool { return quad == 1 || quad == 3 }

// item is one mention with the theatre it was found to belong to.
type item struct {
	m       *casus.Mention
	theatre string
}

// theatres gives each mention of a document its theatre: that of its countries which the document is most about.
// Words about somebody else's crisis ("Rusland condemned the strike") belong to the crisis of the deed next to them.
func (t *tables) theatres(ms []*casus.Mention) []item {
	share := map[string]float64{}
	for _, m := range ms {
		w := 1.0
		if !verbal(t.quad(m.Type)) {
			w = materialPull
		}
		for k, p := range t.pulls(m) {
			share[k] += w * p
		}
	}
	top, most := "", 0.0
	for _, k := range slices.Sorted(maps.Keys(share)) {
		if share[k] > most {
			top, most = k, share[k]
		}
	}
	out := make([]item, len(ms))
	near := top
	for i, m := range ms {
		k := t.choose(t.pulls(m), share, most)
		switch {
		case k == "" || verbal(t.quad(m.Type)) && share[k] < passing*most:
			k = near
		case !verbal(t.quad(m.Type)):
			near = k
		}
		out[i] = item{m, k}
	}
	return out
}

// pulls are the theatres a mention's countries speak for.
func (t *tables) pulls(m *casus.Mention) map[string]float64 {
	out := map[string]float64{}
	note := func(c casus.Country, w float64) {
		if c != "" {
			k := t.theatreOf(c)
			out[k] = max(out[k], w*t.pull(c))
		}
	}
	if m.Place != nil {
		note(m.Place.Country, placePull)
	}
	for i := range m.Recipients {
		note(m.Recipients[i].Actor.Country, recipientPull)
	}
	for i := range m.Actors {
		note(m.Actors[i].Actor.Country, actorPull)
	}
	return out
}

// choose takes the theatre with the strongest pull, weighed by how much the document is about it.
func (t *tables) choose(pulls, share map[string]float64, most float64) string {
	best, top := "", 0.0
	for _, k := range slices.Sorted(maps.Keys(pulls)) {
		if s := pulls[k] * (0.4 + share[k]/max(most, 0.01)); s > top+1e-9 {
			best, top = k, s
		}
	}
	return best
}

// node is what one document says about one theatre.
type node struct {
	theatre string
	doc     casus.DocID
	at      int64 // publication, Unix seconds
	day     float64
	words   map[uint32]float64
	actors  map[casus.ActorID]float64 // actors below the level of a state
	types   map[casus.Code]float64
	ms      []casus.MentionID
	deeds   int
}

// nodes makes the nodes of one document. Back-story and what is only supposed founds no crisis.
func (t *tables) nodes(doc *casus.Document, ms []*casus.Mention, words map[casus.MentionID]fuse.Vector) []*node {
	var out []*node
	at := map[string]*node{}
	for _, it := range t.theatres(ms) {
		if it.theatre == "" || it.m.Background == casus.Historical || !it.m.HasEvent() && it.m.Status() != casus.StatusDenied {
			continue
		}
		n := at[it.theatre]
		if n == nil {
			n = &node{
				theatre: it.theatre, doc: doc.ID, words: map[uint32]float64{},
				actors: map[casus.ActorID]float64{}, types: map[casus.Code]float64{},
			}
			if !doc.Published.IsZero() {
				n.at = doc.Published.Unix()
				n.day = float64(n.at) / 86400
			}
			at[it.theatre] = n
			out = append(out, n)
		}
		n.add(t, it.m, words[it.m.ID])
	}
	slices.SortFunc(out, func(a, b *node) int { return cmp.Compare(a.theatre, b.theatre) })
	return out
}

func (n *node) add(t *tables, m *casus.Mention, v fuse.Vector) {
	n.ms = append(n.ms, m.ID)
	w := 1.0
	if !verbal(t.quad(m.Type)) {
		n.deeds++
		w = 1.5
	}
	n.types[m.Type] += w
	for _, x := range v {
		n.words[x.Hash] += w * float64(x.Weight)
	}
	for _, ps := range [][]casus.Party{m.Actors, m.Recipients} {
		for i := range ps {
			if a := &ps[i].Actor; a.ID != "" && a.Kind != "state" && string(a.ID) != string(a.Country) {
				n.actors[a.ID]++
			}
		}
	}
}
