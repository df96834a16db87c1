package fuse

import (
	"math"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// comparableClaims groups claims that are about the same thing: attribute, unit, what is counted, total or increment,
// and scope. A claim without a scope goes with the only scope there is, or stands with the others without one and with the
// parts into which somebody divides the whole ("33 here and 60 there").
func (t *Tables) comparableClaims(claims []casus.Claim) [][]casus.Claim {
	key := func(c *casus.Claim) string {
		increment := ""
		if c.Total == "increment" {
			increment = c.Total
		}
		of := c.Attribute + "\x00" + stem(strings.ToLower(c.Counted))
		if m, ok := t.measureOf(c.Attribute, c.Counted); ok && c.Unit == "" {
			of = m.group
			if n, ok := t.measures[strings.ToLower(c.Counted)]; c.Counted != "" && !strings.EqualFold(c.Counted, c.Attribute) && (!ok || n.group != m.group) {
				of += "\x00" + stem(strings.ToLower(c.Counted))
			}
		}
		return strings.Join([]string{of, c.Unit, increment}, "\x00")
	}
	scopes := map[string][]string{}
	for i := range claims {
		k, s := key(&claims[i]), scopeKey(claims[i].Scope)
		if s != "" && !slices.Contains(scopes[k], s) {
			scopes[k] = append(scopes[k], s)
		}
	}
	at := map[string]int{}
	var out [][]casus.Claim
	put := func(k string, c casus.Claim) {
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	whole := map[string]bool{} // keys with claims that stand without a scope beside several
	for i := range claims {
		if k := key(&claims[i]); scopeKey(claims[i].Scope) == "" && len(scopes[k]) > 1 {
			whole[k] = true
		}
	}
	for _, c := range claims {
		k := key(&c)
		s := scopeKey(c.Scope)
		if s == "" && len(scopes[k]) == 1 {
			s = scopes[k][0]
		}
		put(k+"\x00"+s, c)
		if s != "" && whole[k] && slices.ContainsFunc(claims, func(o casus.Claim) bool {
			return key(&o) == k && oneBreath(&c, &o) && scopeKey(o.Scope) != s
		}) {
			put(k+"\x00", c) // a part of what the others give as a whole
		}
	}
	return out
}

// scopeKey is a scope's words without order and endings.
func scopeKey(scope string) string {
	var ws []string
	for _, w := range words(scope) {
		if len(w.stem) > 3 {
			ws = append(ws, w.stem)
		}
	}
	slices.Sort(ws)
	return strings.Join(slices.Compact(ws), " ")
}

// oneBreath reports whether one informant gives both claims in one sentence. Nobody contradicts himself in one breath: one
// is a part of the other, or both are parts of a whole.
func oneBreath(a, b *casus.Claim) bool {
	return a.Document == b.Document && !a.Sentence.Empty() && a.Sentence == b.Sentence && a.Informant == b.Informant
}

// statement is what one informant says in one sentence of what a claim is about: its value, those of its parts, and their
// sum.
func statement(c *casus.Claim, claims []casus.Claim) []casus.Claim {
	out := []casus.Claim{*c}
	sum, exact := 0.0, true
	for i := range claims {
		if o := &claims[i]; o.Span != c.Span && oneBreath(c, o) {
			out = append(out, *o)
		}
	}
	for i := range out {
		low, high, ok := bounds(&out[i])
		exact = exact && ok && low == high
		sum += low
	}
	if exact && len(out) > 1 {
		out = append(out, casus.Claim{Number: &sum})
	}
	return out
}

// contrary reports whether two claims cannot both be true, nor anything that their informants say in the same breath.
func contrary(a, b *casus.Claim, claims []casus.Claim) bool {
	if overlap(a, b) {
		return false
	}
	xs, ys := statement(a, claims), statement(b, claims)
	return !slices.ContainsFunc(xs, func(x casus.Claim) bool {
		return slices.ContainsFunc(ys, func(y casus.Claim) bool { return overlap(&x, &y) })
	})
}

// alike reports whether two claims give the same value, or anything that their informants say in the same breath is the same.
func alike(a, b *casus.Claim, claims []casus.Claim) bool {
	xs, ys := statement(a, claims), statement(b, claims)
	return slices.ContainsFunc(xs, func(x casus.Claim) bool {
		return slices.ContainsFunc(ys, func(y casus.Claim) bool { return same(&x, &y) })
	})
}

// moved reports whether a later word of one informant changes the value: to one that cannot be true beside the first, or to
// a higher one than "at least" so many; in a sentence that brings a figure up to date, to any other. Less than half of the
// first, where nothing says that the figure changes, is a part of it.
func moved(a, b *casus.Claim, claims []casus.Claim) bool {
	if a.Document == b.Document {
		return !overlap(a, b) || b.Revises && !same(a, b)
	}
	low, high, ok := bounds(a)
	next, most, also := bounds(b)
	if b.Revises {
		return !alike(a, b, claims)
	}
	if contrary(a, b, claims) {
		return !ok || !also || most >= low/2
	}
	return ok && also && math.IsInf(high, 1) && next > low && !(math.IsInf(most, 1) && next-low <= 1) && !alike(a, b, claims)
}

// sameInformant reports whether two claims go back to one: by the key, or by words of which one side's are all among the
// other's ("the doctors' union", "the doctors"), of no other country and no other known actor.
func sameInformant(a, b *casus.Claim) bool {
	if a.Informant != "" && a.Informant == b.Informant {
		return true
	}
	if a.Speaker == nil || b.Speaker == nil {
		return false
	}
	x, y := &a.Speaker.Actor, &b.Speaker.Actor
	if x.ID != "" && y.ID != "" && x.ID != y.ID || x.Country != "" && y.Country != "" && x.Country != y.Country {
		return false
	}
	p, q := strings.Fields(scopeKey(withoutSame(a.Speaker.Text))), strings.Fields(scopeKey(withoutSame(b.Speaker.Text)))
	return len(p) > 0 && len(q) > 0 && (contains(p, q) || contains(q, p))
}

// withoutSame leaves out the word by which a text says that it names somebody again: "the same group".
func withoutSame(s string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(s), func(w string) bool { return strings.EqualFold(w, "same") }), " ")
}
