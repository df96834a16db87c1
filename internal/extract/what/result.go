package what

import (
	"github.com/casus-project/casus/internal/ling"
)

// results marks the adjectives that complete another event of their type: "shot him dead". Where the deed stands, its result is no
// second event. A result with a verb of its own ("six were killed in the attack") stays: coders report it as often as not.
func (m *matcher) results() {
	for n := range m.found {
		k := &m.found[n]
		if k.code == "" || m.t.Tokens[k.view.head].Rel.Base() != ling.Xcomp || !m.c.lex.mishaps.tells(k.frame) {
			continue
		}
		for o := range m.found {
			d := &m.found[o]
			if o != n && d.frame.code == k.frame.code && d.view.clause == int(m.t.Tokens[k.view.head].Head) {
				k.deed = 1 + d.view.head
			}
		}
	}
}

// dropResults takes results out of what was chosen where their deed was chosen too. The deed takes their words and whom it befell.
func dropResults(list []Candidate) []Candidate {
	kept := list[:0:0]
	for i := range list {
		if deedOf(list, &list[i]) < 0 {
			kept = append(kept, list[i])
		}
	}
	for i := range list {
		k := &list[i]
		at := deedOf(kept, k)
		if at < 0 {
			continue
		}
		d := &kept[at]
		if len(d.Recipients) == 0 {
			d.Recipients = k.Recipients
		}
		if first, last := min(d.First, k.First), max(d.Last, k.Last); last-first <= maxTrigger {
			d.First, d.Last = first, last
		}
	}
	return kept
}

// deedOf is the candidate whose result k tells, -1 for none.
func deedOf(list []Candidate, k *Candidate) int {
	for i := range list {
		if o := &list[i]; k.deed == o.Head+1 && o.Type == k.Type && o.HasEvent() == k.HasEvent() {
			return i
		}
	}
	return -1
}
