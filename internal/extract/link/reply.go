package link

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// replies links mentions whose own word answers somebody ("declined", "turned them down") to what they answer: the nearest
// appeal, offer or threat before them, of the CAMEO roots that the table gives the word, by somebody else and, where it says
// to whom, to the one who answers. It stands in their sentence; in the one before only where the word has no complement of
// its own or a pronoun ("The opposition refused.").
func (e *ends) replies() []casus.Link {
	var out []casus.Link
	for i := range e.mentions {
		roots, ok := e.table.reply(&e.mentions[i])
		if m := &e.mentions[i]; !ok || e.heads[i] < 0 || m.Modality != "" && m.Modality != casus.Realised || m.Polarity == casus.Negative {
			continue
		}
		if d := e.answeredBy(i, roots); d >= 0 {
			h := e.heads[i]
			first, last := e.t.TokensIn(e.mentions[i].Trigger)
			out = append(out, makeLink(e.t, Relation{
				Type: casus.LinkResponse, FromHead: e.heads[d], ToHead: h, Signal: Range{first, max(last, first+1)}, Rule: "reply " + e.t.Lemma(h),
			}, &e.mentions[d], &e.mentions[i]))
		}
	}
	return out
}

// answeredBy is the mention that mention i answers, −1 for none.
func (e *ends) answeredBy(i int, roots []string) int {
	m := &e.mentions[i]
	best, far := -1, 0
	if e.alone(e.heads[i]) {
		far = 1
	}
	for d := range e.mentions {
		o := &e.mentions[d]
		apart := e.t.SentenceOf(e.heads[i]) - e.t.SentenceOf(max(0, e.heads[d]))
		if d == i || e.heads[d] < 0 || e.heads[d] >= e.heads[i] || apart > far || len(o.CAMEO) < 2 || o.Polarity == casus.Negative ||
			!slices.Contains(roots, o.CAMEO[:2]) || e.inside(e.heads[d], e.heads[i]) {
			continue
		}
		if o.Modality != "" && o.Modality != casus.Realised || meets(m.Actors, o.Actors, true) || known(o.Recipients) && known(m.Actors) && !meets(m.Actors, o.Recipients, false) {
			continue
		}
		switch {
		case best >= 0 && e.inside(e.heads[d], e.heads[best]): // "invited them to talks"
		case best < 0, e.heads[d] > e.heads[best], e.inside(e.heads[best], e.heads[d]):
			best = d
		}
	}
	return best
}

// alone reports whether the verb at i has no complement but a pronoun.
func (e *ends) alone(i int) bool {
	for _, k := range e.t.Children(i) {
		switch tok := &e.t.Tokens[k]; tok.Rel.Base() {
		case ling.Obj, ling.Xcomp, ling.Ccomp, ling.Obl:
			if int(k) > i && tok.UPOS != ling.PRON {
				return false
			}
		}
	}
	return true
}

// inside reports whether token i stands below token head.
func (e *ends) inside(i, head int) bool { return e.steps(i, head) >= 0 }

// known reports whether it is known of which state or organisation one of the parties is.
func known(ps []casus.Party) bool {
	return slices.ContainsFunc(ps, func(p casus.Party) bool { return p.Actor.Known() })
}

// meets reports whether two lists of parties share an actor, a state (of one sector, if asked), or words.
func meets(a, b []casus.Party, sector bool) bool {
	return slices.ContainsFunc(a, func(p casus.Party) bool {
		return slices.ContainsFunc(b, func(q casus.Party) bool {
			switch {
			case p.Actor.ID != "" && p.Actor.ID == q.Actor.ID:
				return true
			case p.Actor.Country != "" && q.Actor.Country != "":
				return p.Actor.Country == q.Actor.Country && (!sector || p.Actor.Sector == q.Actor.Sector || p.Actor.Sector == "" || q.Actor.Sector == "")
			}
			return p.Text != "" && strings.EqualFold(p.Text, q.Text)
		})
	})
}

// reply are the CAMEO roots of what a mention's word answers; ok is false where it answers nothing.
func (t *table) reply(m *casus.Mention) (roots []string, ok bool) {
	words := strings.Fields(strings.ToLower(m.Lemma + " " + m.TriggerText))
	for key, r := range t.replies {
		if all := strings.Fields(key); slices.Contains(words, all[0]) && !slices.ContainsFunc(all[1:], func(w string) bool { return !slices.Contains(words, w) }) {
			return r, true
		}
	}
	return roots, false
}
