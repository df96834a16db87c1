package fuse

import "slices"

// sidesMeet reports whether two mentions of different kinds are of one class of deeds that parties name apart (one's
// arrest is the other's abduction), at one time and with a party in common.
func sidesMeet(f *features, a, b *evidence) bool {
	if a.typ == b.typ || !oneClass(a, b) || f[fActorClash]+f[fObjectClash] > 0 || f[fDaySame]+f[fDayNear] == 0 {
		return false
	}
	if f[fObjectID] > 0 || a.in == b.in && f[fDaySame] > 0 && (a.alone() || b.alone()) {
		return true
	}
	return f[fActorID]+f[fActorCountry]+f[fObjectCountry] > 0 && (a.known() && b.open() || b.known() && a.open())
}

func oneClass(a, b *evidence) bool {
	return slices.ContainsFunc(a.sides, func(c string) bool { return slices.Contains(b.sides, c) })
}

// alone reports whether no party is named.
func (e *evidence) alone() bool { return len(e.actors)+len(e.objects) == 0 }

// known reports whether a known one, no state, is acted upon.
func (e *evidence) known() bool {
	return slices.ContainsFunc(e.objects, func(p party) bool { return p.id != "" && string(p.id) != string(p.country) })
}

// one reports whether somebody is acted upon and nobody of many.
func (e *evidence) one() bool {
	return len(e.objects) > 0 && !slices.ContainsFunc(e.objects, func(p party) bool { return p.many })
}

// open reports whether one is acted upon of whom the words leave open who it is.
func (e *evidence) open() bool {
	return slices.ContainsFunc(e.objects, func(p party) bool { return !p.many && (p.guess || p.country == "" && p.id == "") })
}

// vague reports whether nothing but kinds of events, states and nearness in time speaks for two coded mentions of
// different texts, or of news and back-story of one: neither their words, nor a party, a place, a day or a number.
func vague(f *features, a, b *evidence) bool {
	if (a.bare || b.bare) && a.in != b.in && f[fDocument] < bareLike {
		return true
	}
	if a.in == b.in && a.back == b.back || a.typ == "" || b.typ == "" || f[fHeadSame]+f[fHeadKin] > 0 {
		return false
	}
	if f[fSides] > 0 || f[fDocument] >= storyLike && f[fActorCountry]+f[fObjectCountry] >= sameCast {
		return false
	}
	named := f[fActors] + f[fObjects] + f[fParties] + f[fObjectID] + f[fNumbers]
	return named+f[fPlaceSame]+f[fPlaceNear]+f[fDaySame] == 0
}
