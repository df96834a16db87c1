package fuse

import (
	"slices"
	"strconv"
)

// Candidate pairs share a key: a word, an actor, a place or a name together with a stretch of days. Only they are
// compared, so that the work for one mention does not grow with the whole archive.
const (
	cellDays  = 4   // days of a cell; a mention is looked up in its own cell and both neighbours
	nearDays  = 3   // pairs filed further apart than this are compared only on an exact word and both parties
	knownDays = 7   // pairs that share a known recipient may be filed so far apart, as far as their cells meet
	longDays  = 30  // cell of the keys that hold a word and both parties
	wholeDoc  = 150 // mentions of one document that are all compared with each other
	rareNames = 2   // names of the sentence that make keys
)

// keys are the cells under which a mention is filed, and those in which it looks for others.
type keys struct{ file, look []uint64 }

func (t *Tables) keysOf(e *evidence) keys {
	var k keys
	classes := e.classes()
	who := slices.Concat(e.partyKeys(e.actors), e.partyKeys(e.objects))
	near := who
	if c := string(e.place.country); c != "" {
		near = append(slices.Clip(near), "in "+c)
		slices.Sort(near)
		near = slices.Compact(near)
	}
	if e.place.id != "" && !e.place.coarse {
		near = append(slices.Clip(near), "at "+e.place.id)
	}
	for _, n := range t.rarest(e.names) {
		near = append(near, "name "+strconv.FormatUint(uint64(n), 36))
	}
	for _, w := range near {
		for _, c := range classes {
			k.near(e, "word", c, w)
		}
		if e.typ != "" {
			k.near(e, "type", string(e.typ), w)
		}
	}
	for _, a := range e.partyKeys(e.actors) {
		for _, o := range e.partyKeys(e.objects) {
			k.near(e, "pair", min(a, o), max(a, o))
			k.long(e, string(e.typ), min(a, o)+"/"+max(a, o))
		}
	}
	for _, s := range e.sides {
		for _, w := range who {
			k.near(e, "side", s, w)
		}
	}
	for _, c := range classes {
		k.bare(e, c)
	}
	slices.Sort(k.file)
	slices.Sort(k.look)
	k.file, k.look = slices.Compact(k.file), slices.Compact(k.look)
	return k
}

// classes are the word classes by which the trigger's head is found: its stem and the verbs it is kin to.
func (e *evidence) classes() []string {
	out := []string{strconv.FormatUint(uint64(e.head), 36)}
	for _, r := range e.kin.roots {
		out = append(out, "k"+strconv.FormatUint(uint64(r), 36))
	}
	return out
}

func (e *evidence) partyKeys(ps []party) []string {
	var out []string
	for i := range ps {
		switch p := &ps[i]; {
		case p.country != "":
			out = append(out, "in "+string(p.country))
		case p.id != "":
			out = append(out, "id "+string(p.id))
		default:
			for _, w := range p.words {
				out = append(out, "by "+strconv.FormatUint(uint64(w), 36))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// rarest are the names that say most about which story it is.
func (t *Tables) rarest(names []uint32) []uint32 {
	names = slices.Clone(names)
	slices.SortStableFunc(names, func(a, b uint32) int { return cmpFloat(float64(t.rarity(b)), float64(t.rarity(a))) })
	return names[:min(len(names), rareNames)]
}

func (k *keys) near(e *evidence, kind, a, b string) {
	if e.anchor == 0 {
		h := hash64(kind, a, b, "undated")
		k.file, k.look = append(k.file, h), append(k.look, h)
		return
	}
	cell := int(e.anchor) / cellDays
	k.file = append(k.file, hash64(kind, a, b, strconv.Itoa(cell)))
	for c := cell - 1; c <= cell+1; c++ {
		k.look = append(k.look, hash64(kind, a, b, strconv.Itoa(c)))
	}
}

// bare files a mention by its word alone: what names neither party nor place is compared with all told in that word.
func (k *keys) bare(e *evidence, class string) {
	if e.anchor == 0 {
		return
	}
	cell := int(e.anchor) / cellDays
	own := "named"
	if e.bare {
		own = "bare"
	}
	k.file = append(k.file, hash64("alone", own, class, strconv.Itoa(cell)))
	for c := cell - 1; c <= cell+1; c++ {
		k.look = append(k.look, hash64("alone", "bare", class, strconv.Itoa(c)))
		if e.bare {
			k.look = append(k.look, hash64("alone", "named", class, strconv.Itoa(c)))
		}
	}
}

// long files a mention by type and both parties over months, for back-references to an earlier happening.
func (k *keys) long(e *evidence, a, b string) {
	if e.anchor == 0 || !e.back && e.from == 0 {
		return
	}
	cell := int(e.anchor) / longDays
	k.file = append(k.file, hash64("long", a, b, strconv.Itoa(cell)))
	for c := cell - 1; c <= cell+1; c++ {
		k.look = append(k.look, hash64("long", a, b, strconv.Itoa(c)))
	}
}

// worthComparing reports whether two mentions that share a key are worth comparing.
func worthComparing(a, b *evidence) bool {
	if a.world != b.world {
		return false
	}
	if a.anchor == 0 || b.anchor == 0 || a.back || b.back {
		return true
	}
	gap := max(a.anchor-b.anchor, b.anchor-a.anchor)
	return gap <= nearDays || a.in == b.in || gap <= knownDays && sameRecipient(a, b)
}

// sameRecipient reports whether the same known one, no state, is acted upon: a capture is spoken of for days.
func sameRecipient(a, b *evidence) bool {
	return slices.ContainsFunc(a.objects, func(p party) bool {
		return p.id != "" && string(p.id) != string(p.country) && slices.ContainsFunc(b.objects, func(q party) bool { return p.id == q.id })
	})
}
