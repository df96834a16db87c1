package coref

import (
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// byName finds the thing that bears the name, the latest one first.
func (r *resolver) byName(m *mention) *thing {
	for _, fits := range []func(x *thing, m *mention) bool{sameName, shortName} {
		for k := len(r.things) - 1; k >= 0; k-- {
			if x := r.things[k]; fits(x, m) {
				return x
			}
		}
	}
	return nil
}

// sameName: the same words, and no two owners that differ.
func sameName(x *thing, m *mention) bool {
	for k := range x.mentions {
		n := &x.mentions[k]
		if n.form == name && equal(n.words, m.words) && (n.owner == "" || m.owner == "" || strings.EqualFold(n.owner, m.owner)) {
			return true
		}
	}
	return false
}

// shortName: one name is a part of the other as that kind of name allows, or its initials.
func shortName(x *thing, m *mention) bool {
	if x.kind != m.kind {
		return false
	}
	for k := range x.mentions {
		n := &x.mentions[k]
		if n.form != name {
			continue
		}
		long, short := n.words, m.words
		if len(long) < len(short) {
			long, short = short, long
		}
		if len(long) == len(short) {
			continue
		}
		if m.kind == ling.Person && personPart(long, short) || m.kind == ling.Organisation && bodyPart(long, short) ||
			len(short) == 1 && initials(long, short[0]) {
			return true
		}
	}
	return false
}

// personPart: the last word agrees and the others occur in order, or a single word is the first ("Kim" for Kim Jong Un).
func personPart(long, short []string) bool {
	if len(short) == 1 {
		return strings.EqualFold(long[len(long)-1], short[0]) || strings.EqualFold(long[0], short[0])
	}
	return strings.EqualFold(long[len(long)-1], short[len(short)-1]) && subsequence(long, short)
}

// bodyPart: two or more words of the longer name, in order.
func bodyPart(long, short []string) bool {
	return len(short) > 1 && subsequence(long, short)
}

func subsequence(long, short []string) bool {
	k := 0
	for _, w := range long {
		if k < len(short) && strings.EqualFold(w, short[k]) {
			k++
		}
	}
	return k == len(short)
}

// initials: the short word is made of the first letters of the long name's words, small words left out or not.
func initials(long []string, short string) bool {
	return len(long) > 1 && len(short) > 1 && (spells(long, short, 0) || spells(long, short, 3))
}

// spells reports whether the first letters of the words longer than least are the letters of short, stops left out.
func spells(long []string, short string, least int) bool {
	at, letters := 0, 0
	for _, w := range long {
		if len(w) <= least {
			continue
		}
		for at < len(short) && short[at] == '.' {
			at++
		}
		if at >= len(short) || short[at]|0x20 != w[0]|0x20 {
			return false
		}
		at++
		letters++
	}
	return letters > 1 && strings.Trim(short[at:], ".") == ""
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !strings.EqualFold(a[i], b[i]) {
			return false
		}
	}
	return true
}

// memory is how many sentences back a description or a pronoun may reach.
const (
	nounMemory    = 12
	pronounMemory = 3
)

// byNoun finds the latest thing that the noun describes.
func (r *resolver) byNoun(m *mention) *thing {
	for k := len(r.things) - 1; k >= 0; k-- {
		x := r.things[k]
		last := x.last()
		if m.sent-last.sent > nounMemory || (m.gender == 'p') != (x.gender == 'p') || r.inside(m, last) {
			continue
		}
		for _, n := range x.nouns {
			if strings.EqualFold(n, m.noun) && agree(x, m) {
				return x
			}
		}
	}
	return nil
}

// agree: the owners do not differ.
func agree(x *thing, m *mention) bool {
	for k := range x.mentions {
		if o := x.mentions[k].owner; o != "" && m.owner != "" && !strings.EqualFold(o, m.owner) {
			return false
		}
	}
	return true
}

// inside reports whether one mention lies within the other's phrase.
func (r *resolver) inside(a, b *mention) bool {
	return a.sent == b.sent && (r.t.Below(a.Head, b.Head) || r.t.Below(b.Head, a.Head))
}

// byPronoun finds the most salient thing that agrees; nil where none is near enough.
func (r *resolver) byPronoun(m *mention) *thing {
	var best *thing
	top := -3.0
	for _, x := range r.things {
		if s, ok := r.salience(x, m); ok && s >= top {
			best, top = x, s
		}
	}
	return best
}

// salience weighs distance, role and how often the thing was mentioned; ok is false where it cannot be meant.
func (r *resolver) salience(x *thing, m *mention) (score float64, ok bool) {
	last := x.last()
	away := m.sent - last.sent
	if away > pronounMemory || !fits(x, m) || r.bound(last, m) {
		return 0, false
	}
	score = -1.2*float64(away) + 0.3*float64(min(len(x.mentions), 5)) - 0.01*float64(min(m.Head-last.Head, 60))
	score += 0.9 * float64(last.role)
	if last.role == m.role {
		score += 0.4
	}
	if last.form == pronoun {
		score += 0.8
	}
	switch {
	case m.gender == 'n' && x.kind == ling.Place:
		score -= 0.8
	case m.gender == 'p' && x.gender != 'p':
		score -= 1.5
	}
	return score, true
}

// fits reports whether the pronoun agrees with the thing in gender and number.
func fits(x *thing, m *mention) bool {
	switch m.gender {
	case 'm', 'f':
		return x.kind == ling.Person && (x.gender == 0 || x.gender == m.gender)
	case 'n':
		return x.kind != ling.Person && x.gender != 'p'
	}
	return x.gender == 'p' || x.kind == ling.Organisation && x.gender != 'p' || x.kind == ling.Person && x.gender == 'p'
}

// bound reports whether grammar forbids that the pronoun means the earlier mention: both are arguments of one verb and the
// pronoun is no reflexive, or one is part of the other's phrase.
func (r *resolver) bound(last, m *mention) bool {
	if last.sent != m.sent {
		return false
	}
	t := r.t
	reflexive := strings.HasSuffix(t.Word(m.Head), "self") || strings.HasSuffix(t.Word(m.Head), "selves")
	if t.Below(m.Head, last.Head) {
		return true
	}
	possessive := t.Tokens[m.Head].Rel == ling.NmodPoss
	return !reflexive && !possessive && t.Head(m.Head) >= 0 && t.Head(m.Head) == t.Head(last.Head)
}
