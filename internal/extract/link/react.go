package link

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// reactions links mentions that are reactions by their type to the deeds that their own words name, as the table says for the
// type: what is condemned or rejected is the object, what somebody is arrested or sanctioned for stands behind "for" or "over".
func (e *ends) reactions(s *scan) []casus.Link {
	var out []casus.Link
	for i := range e.mentions {
		m := &e.mentions[i]
		if e.heads[i] < 0 || m.Polarity == casus.Negative {
			continue
		}
		for k := range e.table.reactions {
			row := &e.table.reactions[k]
			if !row.of(m) {
				continue
			}
			x, signal := s.named(e.heads[i], row.slot)
			if x < 0 {
				continue
			}
			d := e.deed(i, x, s.below(x), signal)
			if d < 0 || d == i || m.Trigger.Overlaps(e.mentions[d].Trigger) {
				continue
			}
			out = append(out, makeLink(e.t, Relation{
				Type: row.typ, FromHead: x, ToHead: e.heads[i], Signal: signal, Rule: "react " + row.slot,
			}, &e.mentions[d], m))
		}
	}
	return out
}

// of reports whether a mention is of one of the row's types, or has a CAMEO code that begins as one of them.
func (r *reaction) of(m *casus.Mention) bool {
	return slices.ContainsFunc(r.types, func(t string) bool { return t == string(m.Type) || strings.HasPrefix(m.CAMEO, t) })
}

// named is the head of what stands in a slot of the event word at h, with the words that open it; −1 for nothing.
func (s *scan) named(h int, slot string) (x int, signal Range) {
	if slot == "obj" {
		x := s.t.ChildBy(h, ling.Obj)
		if c := s.t.ChildBy(h, ling.Xcomp); x < 0 && c > h {
			x = s.t.ChildBy(c, ling.Obj) // "refused to accept the plan"
		}
		return x, Range{h, h + 1}
	}
	for k := h + 1; k < s.t.Sents[s.t.SentenceOf(h)].Last; k++ {
		tok := &s.t.Tokens[k]
		if s.word(k) != slot || tok.Rel != ling.Case && tok.Rel != ling.Mark && tok.Rel != ling.Advmod {
			continue
		}
		x := s.t.Head(k)
		if x >= 0 && s.t.Tokens[x].Rel == ling.Nummod {
			x = s.t.Head(x) // "over two men who were beaten"
		}
		if x > k && s.under(x, h) {
			return x, Range{k, k + 1}
		}
	}
	return -1, Range{}
}

// under reports whether the phrase headed by x qualifies the event word at h, or a noun beside it on which the parser hung it
// ("sentenced them to nine days for trespass").
func (s *scan) under(x, h int) bool {
	for steps := 0; steps < 3; steps++ {
		switch s.t.Tokens[x].Rel.Base() {
		case ling.Obl, ling.Nmod, ling.Obj, ling.Xcomp:
		case ling.Advcl, ling.Acl:
			if steps > 0 {
				return false
			}
		default:
			return false
		}
		if x = s.t.Head(x); x == h {
			return true
		}
	}
	return false
}

// deed is the mention that mention i reacts to with the phrase headed by x, −1 for none. An object tells the deed itself or
// takes it up, a pronoun what the sentences just before tell of somebody else: whom one accuses is no deed.
func (e *ends) deed(i, x int, phrase, signal Range) int {
	d := e.at(phrase, x, signal)
	if e.t.Tokens[x].Rel.Base() != ling.Obj {
		if d >= 0 && e.t.ChildBy(x, ling.Nummod) >= 0 && e.heads[d] != x && e.t.Tokens[e.heads[d]].Rel.Base() == ling.Nmod {
			return -1 // "held for nine days of talks"
		}
		return d
	}
	if d >= 0 && (e.heads[d] == x || e.heads[d] < e.heads[i]) {
		return d
	}
	switch e.t.Lemma(x) {
	case "it", "this", "that", "what":
		if d := e.earlier(x, signal, [2]string{"00", "20"}, 2); d >= 0 && !meets(e.mentions[i].Actors, e.mentions[d].Actors, true) {
			return d
		}
	}
	return -1
}
