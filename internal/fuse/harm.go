package fuse

// harmReach is how many sentences after a deed what it did to people may be told.
const harmReach = 1

// tollReach is how many sentences after a harm its toll may be told again: "They confirmed one death."
const tollReach = 3

// bondReason and tollReason are why such mentions are one event.
const (
	bondReason = "what was done and whom it harmed, told together"
	tollReason = "one toll: the same harm to the same people on one day, in like reports"
)

// bind ties what a deed did to people ("two strikers were killed and seven injured") to the deed of the same text
// ("when police opened fire"): one event, on which the figures are claims. first is the first node of the page.
func (f *Fuser) bind(first int32) {
	for h := first; h < int32(len(f.nodes)); h++ {
		if !f.nodes[h].harm {
			continue
		}
		best := int32(-1)
		for d := first; d < int32(len(f.nodes)); d++ {
			if d != h && f.harmOf(f.nodes[h], f.nodes[d]) && (best < 0 || f.nearer(h, d, best)) {
				best = d
			}
		}
		if best >= 0 && !f.decided(h, best) {
			f.tie(h, best)
		}
	}
}

// harmOf reports whether a harm can be what a deed of its text did: of one kind and world, told in its sentence or right
// after it, by nobody else, at no other time and place.
func (f *Fuser) harmOf(h, d *evidence) bool {
	apart := h.inSent - d.inSent
	if h.tollOf(d) {
		return true
	}
	if !h.besides(d) || apart < 0 || apart > harmReach {
		return false
	}
	if d.harm && (apart > 0 || d.key.compare(h.key) > 0) { // the second of two harms in a sentence goes with the first
		return false
	}
	if apart > 0 && len(h.actors) > 0 && !mayBeAmong(h.actors, append(append([]party{}, d.actors...), d.objects...)) {
		return false
	}
	fs := f.t.compare(h, d)
	if apart > 0 && fs[fObjectClash] > 0 {
		return false
	}
	return fs[fActorClash]+fs[fDayApart]+fs[fPlaceApart] == 0
}

// tollOf reports whether h tells again, with no doer, day or place of its own, what the harm d of its text told.
func (h *evidence) tollOf(d *evidence) bool {
	apart := h.inSent - d.inSent
	return h.harm && d.harm && h.besides(d) && apart > 0 && apart <= tollReach && len(h.actors) == 0 && h.from == 0 && !h.place.located
}

// How sure a pair must be, and how near its days and alike its reports, to be one toll whatever else the reports tell of it.
const (
	tollSure = 700_000
	tollDay  = 0.7
	tollLike = 0.15
)

// sameToll reports whether two reports count, in one word, whom a deed harmed on one day: the same people by all that is
// known. What else each tells of the deed then does not keep the two apart.
func sameToll(f *features, a, b *evidence) bool {
	if !a.harm || !b.harm || a.in == b.in || a.typ != b.typ || a.back || b.back || a.negative || b.negative || a.from+b.from == 0 {
		return false
	}
	if f[fHeadSame]+f[fHeadKin] == 0 && f[fPairRate] < 0.5 || f[fDaySame]+f[fDayNear] < tollDay || f[fDocument] < tollLike {
		return false
	}
	if f[fActorClash]+f[fObjectClash]+f[fPlaceApart]+f[fDayApart] > 0 {
		return false
	}
	return f[fObjectID]+f[fObjectCountry] > 0 || f[fObjectsApart] == 0 && f[fPlaceSame]+f[fPlaceNear]+f[fPlaceCoarse] > 0
}

// besides reports whether two mentions tell of one kind in one world of one text, and neither that it did not happen.
func (h *evidence) besides(d *evidence) bool {
	return h.in == d.in && h.typ == d.typ && h.world == d.world && h.back == d.back && !h.negative && !d.negative
}

// mayBeAmong reports whether one of the parties may be one of the others.
func mayBeAmong(some, others []party) bool {
	id, country, clash := partiesMatch(some, others)
	return id+country > 0 || clash == 0
}

// nearer orders deeds for a harm: the harm whose toll it tells again, one that is no harm itself, then in its own sentence, then by distance.
func (f *Fuser) nearer(h, d, than int32) bool {
	x, y, z := f.nodes[h], f.nodes[d], f.nodes[than]
	switch {
	case x.tollOf(y) != x.tollOf(z):
		return x.tollOf(y)
	case y.harm != z.harm:
		return z.harm
	case y.inSent != z.inSent:
		return y.inSent > z.inSent
	}
	return abs(y.span.Start-x.span.Start) < abs(z.span.Start-x.span.Start)
}

func abs(i int) int { return max(i, -i) }

// unlikeWords reports whether two mentions differ in words that cannot be alike, with nothing that sets them apart: one
// tells the deed and the other the harm, they tell two harms, two sides name one deed, or one names nobody and no place. The difference of
// their words then says nothing.
func unlikeWords(f *features, a, b *evidence) bool {
	if a.typ == "" || b.typ == "" || f[fActorClash]+f[fObjectClash]+f[fDayApart]+f[fPlaceApart]+f[fDenial] > 0 || f[fToldLater] >= 0.5 {
		return false
	}
	if oneClass(a, b) && a.one() && b.one() && f[fActorsApart]+f[fDaySame]+f[fDayNear] > 0 {
		return true
	}
	return a.typ == b.typ && f[fModeApart] == 0 && (a.harm != b.harm || a.harm && f[fHeadSame]+f[fHeadKin]+f[fHeadSyn] == 0 || a.in != b.in && (a.bare || b.bare))
}
