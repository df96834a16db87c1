package fuse

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// disagreements judges the claims of one event, attribute by attribute. A single claim needs no verdict.
func (f *Fuser) disagreements(id casus.EventID, claims []casus.Claim) []casus.Disagreement {
	var out []casus.Disagreement
	for _, g := range f.t.comparableClaims(claims) {
		if len(g) < 2 {
			continue
		}
		d := casus.Disagreement{Event: id, Attribute: g[0].Attribute}
		for _, c := range g {
			d.Claims = append(d.Claims, c.ID)
		}
		if d.Attribute == attrType {
			d.Verdict, d.Reason = f.judgeTypes(g)
		} else {
			d.Verdict, d.Reason = Judge(g)
		}
		out = append(out, d)
	}
	return out
}

// judgeTypes judges what the sources call an event. Other words for one coded type are compatible; so are the words
// of one informant in one text, who does not contradict himself.
func (f *Fuser) judgeTypes(claims []casus.Claim) (casus.Verdict, string) {
	one := true
	for i := range claims {
		for j := i + 1; j < len(claims); j++ {
			a, b := &claims[i], &claims[j]
			one = one && same(a, b)
			na, oka := f.at[a.Mention]
			nb, okb := f.at[b.Mention]
			if a.Informant == b.Informant || !oka || !okb || !f.clash(na, nb) {
				continue
			}
			return casus.Differ, fmt.Sprintf("%q (%s) and %q (%s) are different things", nameOr(a.Text, a.Value), sourceName(a), nameOr(b.Text, b.Value), sourceName(b))
		}
	}
	if one {
		return casus.Agree, "the same word"
	}
	return casus.Compatible, "different words for one kind of event"
}

// Judge says whether claims about one attribute can all be true, and why. Where somebody changed his own figure, that
// is the verdict, and the reason says whether the last words of all still differ. Claims must be comparable and in order of
// publication.
func Judge(claims []casus.Claim) (casus.Verdict, string) {
	if i := slices.IndexFunc(claims, denies); i >= 0 {
		return judgeDenied(claims, i)
	}
	own, other := change(claims)
	v, why := judgeLatest(latest(claims))
	switch {
	case v == casus.Differ && own != "":
		return casus.Revised, own + "; still, " + why
	case v == casus.Differ || own == "" && other == "":
		return v, why
	}
	return casus.Revised, cmp.Or(own, other)
}

// change says who changed his own figure, and who gives another in place of what others gave; "" for nobody. Of several, the
// last.
func change(claims []casus.Claim) (own, other string) {
	for i := range claims {
		for j := i + 1; j < len(claims); j++ {
			a, b := &claims[i], &claims[j]
			switch {
			case !later(a, b) || !moved(a, b, claims):
			case sameInformant(a, b):
				own = fmt.Sprintf("%s changed %q to %q", sourceName(a), a.Value, b.Value)
			default:
				other = fmt.Sprintf("%s gives %q in place of an earlier figure", sourceName(b), b.Value)
			}
		}
	}
	return own, other
}

// denies reports whether a claim only says no. "None were killed" is the number zero, not a denial.
func denies(c casus.Claim) bool {
	_, high, ok := bounds(&c)
	return c.Denied && !(ok && high == 0)
}

// judgeDenied tells a denial by somebody else, which leaves both words standing, from a retraction of one's own.
func judgeDenied(claims []casus.Claim, i int) (casus.Verdict, string) {
	verdict, why := casus.Agree, "all deny it"
	for j := range claims {
		switch {
		case denies(claims[j]):
		case later(&claims[j], &claims[i]), later(&claims[i], &claims[j]):
			return casus.Retracted, sourceName(&claims[i]) + " takes back what was said"
		case verdict == casus.Agree:
			verdict, why = casus.Differ, fmt.Sprintf("stated by %s, denied by %s", sourceName(&claims[j]), sourceName(&claims[i]))
			if oneBreath(&claims[i], &claims[j]) {
				why = sourceName(&claims[j]) + " says that it was the other"
			}
		}
	}
	return verdict, why
}

// later reports whether b is a later word of the informant of a, or one that says that it brings the figure up to date:
// published later, or as of a later day.
func later(a, b *casus.Claim) bool {
	if a.Document == b.Document && b.Revises && a.Sentence == b.Sentence && a.Informant == b.Informant {
		return a.Span.Start < b.Span.Start // "raised its count from four to nine"
	}
	if a.Document == b.Document || !sameInformant(a, b) && !b.Revises {
		return false
	}
	if a.AsOf != "" && b.AsOf != "" && a.AsOf != b.AsOf {
		return a.AsOf < b.AsOf
	}
	return !a.Published.IsZero() && a.Published.Before(b.Published)
}

// latest keeps the last word of each informant.
func latest(claims []casus.Claim) []casus.Claim {
	var out []casus.Claim
	for i := range claims {
		if !slices.ContainsFunc(claims, func(c casus.Claim) bool { return later(&claims[i], &c) }) {
			out = append(out, claims[i])
		}
	}
	return out
}

func judgeLatest(claims []casus.Claim) (casus.Verdict, string) {
	// What speakers say is named before what reports say of their own.
	claims = slices.Clone(claims)
	slices.SortStableFunc(claims, func(a, b casus.Claim) int { return int(unspoken(&a) - unspoken(&b)) })
	equal, several := true, false
	for i := range claims {
		for j := i + 1; j < len(claims); j++ {
			a, b := &claims[i], &claims[j]
			if !oneBreath(a, b) {
				several, equal = true, equal && alike(a, b, claims)
			}
			if !contrary(a, b, claims) {
				continue
			}
			if a.AsOf != "" && b.AsOf != "" && a.AsOf != b.AsOf {
				continue // each held on its own day
			}
			if oneBreath(a, b) {
				continue // a part, or another kind of what is counted
			}
			return casus.Differ, fmt.Sprintf("%q (%s) and %q (%s) cannot both be true", a.Value, sourceName(a), b.Value, sourceName(b))
		}
	}
	if equal && several {
		return casus.Agree, "the same value"
	}
	return casus.Compatible, "different words that can all be true"
}

func unspoken(c *casus.Claim) float64 { return bit(c.Speaker == nil) }

// bounds of a numeric claim, open ends being infinite. The second result is false for a claim that is no number.
func bounds(c *casus.Claim) (low, high float64, ok bool) {
	low, high = math.Inf(-1), math.Inf(1)
	if c.Number == nil && c.Low == nil && c.High == nil {
		return low, high, false
	}
	if c.Number != nil && c.Low == nil && c.High == nil {
		return *c.Number, *c.Number, true
	}
	if c.Low != nil {
		low = *c.Low
	}
	if c.High != nil {
		high = *c.High
	}
	return low, high, true
}

// overlap reports whether two claims can both be true.
func overlap(a, b *casus.Claim) bool {
	la, ha, oka := bounds(a)
	lb, hb, okb := bounds(b)
	if oka && okb {
		return la <= hb && lb <= ha
	}
	if oka != okb {
		return true // a number and words: no ground to call them contrary
	}
	wa, wb := valueWords(a.Value), valueWords(b.Value)
	return contains(wa, wb) || contains(wb, wa)
}

// same reports whether two claims give the same value.
func same(a, b *casus.Claim) bool {
	la, ha, oka := bounds(a)
	lb, hb, okb := bounds(b)
	if oka && okb {
		return la == lb && ha == hb
	}
	return oka == okb && slices.Equal(valueWords(a.Value), valueWords(b.Value))
}

func valueWords(v string) []string {
	var out []string
	for _, w := range words(v) {
		out = append(out, w.stem)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func contains(all, some []string) bool {
	for _, s := range some {
		if !slices.Contains(all, s) {
			return false
		}
	}
	return true
}

// sourceName is what a reader calls the source of a claim: the speaker's words, else the outlet, else its key.
func sourceName(c *casus.Claim) string {
	if c.Speaker != nil && c.Speaker.Text != "" {
		return strings.Join(strings.Fields(c.Speaker.Text), " ")
	}
	return nameOr(c.Outlet, c.Informant)
}

func nameOr(name, other string) string {
	if name != "" {
		return name
	}
	return other
}
