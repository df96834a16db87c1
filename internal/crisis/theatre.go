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
	doerPull      = 0.2 // the same of the one acting, where a whole crisis is placed: it is where it is suffered
	materialPull  = 2.0 // deeds count double when a document's main theatres are sought
	passing       = 0.25
	weakPull      = 0.36 // below this a mention's countries do not say where it belongs
	sameWords     = 0.15
)

// verbal reports whether events of a quad class are words only.
func verbal(quad int) bool { return quad == 1 || quad == 3 }

// item is one mention with the theatre it was found to belong to.
type item struct {
	m       *casus.Mention
	theatre string
	firm    bool // its own countries say so
}

// theatres gives each mention of a document its theatre: that of its countries which the document is most about. What
// names only states that are everywhere, and words about somebody else's crisis ("Rusland condemned the strike"), is not
// firm: place says where it belongs.
func (t *tables) theatres(d *described) {
	share := map[string]float64{}
	for _, m := range d.ms {
		w := 1.0
		if !verbal(t.quad(m.Type)) {
			w = materialPull
		}
		for k, p := range t.pulls(m, actorPull) {
			share[k] += w * p
		}
	}
	d.top = ""
	most := 0.0
	for _, k := range slices.Sorted(maps.Keys(share)) {
		if share[k] > most {
			d.top, most = k, share[k]
		}
	}
	d.items = make([]item, len(d.ms))
	for i, m := range d.ms {
		k, pull := t.choose(t.pulls(m, actorPull), share, most)
		weak := pull < weakPull || verbal(t.quad(m.Type)) && share[k] < passing*most
		d.items[i] = item{m, k, k != "" && !weak}
	}
}

// described is a document's mentions with what ties them together.
type described struct {
	doc   *casus.Document
	ms    []*casus.Mention
	words map[casus.MentionID]fuse.Vector
	links []casus.Link // between mentions
	topic fuse.Vector
	items []item
	top   string // the theatre that the document is most about
}

// place gives a theatre to the items that have none of their own: that in which other reports tell the same event, else of
// what they are linked to, else of what is told in the same words, else of what stands before.
func (d *described) place(elsewhere func(*casus.Mention) string) {
	near := ""
	first := firstFirm(d.items)
	for i := range d.items {
		it := &d.items[i]
		if it.firm {
			near = it.theatre
			continue
		}
		it.theatre = cmp.Or(elsewhere(it.m), d.linked(d.items, it.m.ID), d.told(d.items, it.m.ID), near, first, d.top)
	}
}

func firstFirm(items []item) string {
	for _, it := range items {
		if it.firm {
			return it.theatre
		}
	}
	return ""
}

// linked is the theatre of a mention that a stated link ties to id.
func (d *described) linked(items []item, id casus.MentionID) string {
	for _, l := range d.links {
		other := l.To
		if l.To == string(id) {
			other = l.From
		} else if l.From != string(id) {
			continue
		}
		for _, it := range items {
			if it.firm && string(it.m.ID) == other {
				return it.theatre
			}
		}
	}
	return ""
}

// told is the theatre of the mention whose sentence has most words in common with that of id.
func (d *described) told(items []item, id casus.MentionID) string {
	best, top := "", sameWords
	for _, it := range items {
		if !it.firm {
			continue
		}
		if s := d.words[id].Cosine(d.words[it.m.ID]); s > top {
			best, top = it.theatre, s
		}
	}
	return best
}

// pulls are the theatres a mention's countries speak for. actor is how much the one acting says.
func (t *tables) pulls(m *casus.Mention, actor float64) map[string]float64 {
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
		note(m.Actors[i].Actor.Country, actor)
	}
	return out
}

// choose takes the theatre with the strongest pull, weighed by how much the document is about it.
func (t *tables) choose(pulls, share map[string]float64, most float64) (theatre string, pull float64) {
	best, top := "", 0.0
	for _, k := range slices.Sorted(maps.Keys(pulls)) {
		if s := pulls[k] * (0.4 + share[k]/max(most, 0.01)); s > top+1e-9 {
			best, top = k, s
		}
	}
	return best, pulls[best]
}

// node is what one document says about one theatre.
type node struct {
	theatre string
	doc     casus.DocID
	at      int64 // publication, Unix seconds
	day     float64
	words   map[uint32]float64
	who     map[uint32]float64 // actors and places, by the hashes of their keys
	types   map[casus.Code]float64
	ms      []casus.MentionID // those that can found a crisis
	more    []casus.MentionID // back-story, forecasts and suppositions
	deeds   int
	topic   fuse.Vector // of its document
	share   float64     // of the document's mentions
	pulls   map[string]float64
	traits  *traits
}

// founds reports whether a mention can found a crisis: back-story, forecasts and suppositions do not.
func founds(m *casus.Mention) bool {
	return m.Background != casus.Historical && (m.HasEvent() || m.Status() == casus.StatusDenied)
}

// nodes makes the nodes of all documents, in order, and counts what is common among them.
func (s *scene) nodes() []*node {
	told := map[casus.EventID]*tally[string]{}
	docs := slices.SortedFunc(maps.Values(s.k.docs), func(a, b *described) int { return cmp.Compare(a.doc.ID, b.doc.ID) })
	for _, d := range docs {
		s.k.t.theatres(d)
		for _, it := range d.items {
			if e := s.p.EventOf[it.m.ID]; it.firm && e != "" {
				if told[e] == nil {
					told[e] = &tally[string]{}
				}
				told[e].add(it.theatre, 1)
			}
		}
	}
	elsewhere := func(m *casus.Mention) string {
		if t := told[s.p.EventOf[m.ID]]; t != nil {
			return t.top(1)[0]
		}
		return ""
	}
	s.corpus = corpus{df: map[uint32]int{}}
	var out []*node
	for _, d := range docs {
		d.place(elsewhere)
		nodes := s.k.t.nodes(d)
		s.corpus.note(d, nodes)
		out = append(out, nodes...)
	}
	slices.SortFunc(out, compareNodes)
	return out
}

// nodes makes the nodes of one document.
func (t *tables) nodes(d *described) []*node {
	var out []*node
	at := map[string]*node{}
	all := 0
	for _, it := range d.items {
		if it.theatre == "" {
			continue
		}
		n := at[it.theatre]
		if n == nil {
			n = newNode(d, it.theatre)
			at[it.theatre] = n
			out = append(out, n)
		}
		if founds(it.m) {
			n.add(t, it.m, d.words[it.m.ID])
			all++
		} else {
			n.more = append(n.more, it.m.ID)
		}
	}
	out = slices.DeleteFunc(out, func(n *node) bool { return len(n.ms) == 0 })
	for _, n := range out {
		n.share = float64(len(n.ms)) / float64(all)
	}
	slices.SortFunc(out, func(a, b *node) int { return cmp.Compare(a.theatre, b.theatre) })
	return out
}

func newNode(d *described, theatre string) *node {
	n := &node{
		theatre: theatre, doc: d.doc.ID, words: map[uint32]float64{}, who: map[uint32]float64{},
		types: map[casus.Code]float64{}, pulls: map[string]float64{}, topic: d.topic,
	}
	if !d.doc.Published.IsZero() {
		n.at = d.doc.Published.Unix()
		n.day = float64(n.at) / 86400
	}
	return n
}

func (n *node) add(t *tables, m *casus.Mention, v fuse.Vector) {
	n.ms = append(n.ms, m.ID)
	w := 1.0
	if !verbal(t.quad(m.Type)) {
		n.deeds++
		w = 1.5
	}
	n.types[m.Type] += w
	for k, p := range t.pulls(m, doerPull) {
		n.pulls[k] += w * p
	}
	for _, x := range v {
		n.words[x.Hash] += w * float64(x.Weight)
	}
	for _, ps := range [][]casus.Party{m.Actors, m.Recipients} {
		for i := range ps {
			if a := &ps[i].Actor; a.ID != "" && t.theatreOf(casus.Country(a.ID)) != n.theatre {
				n.who[trait("who", string(a.ID))] = 1 - t.hub[casus.Country(a.ID)]
			}
		}
	}
	if p := m.Place; p != nil && p.ID != "" && p.Precision != casus.PrecisionCountry {
		n.who[trait("where", p.ID)] = 1
	}
}
