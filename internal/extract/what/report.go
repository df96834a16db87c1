package what

import (
	"slices"
	"sort"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// report turns the settled matches of sentence s into candidates.
func (m *matcher) report(s int) []Candidate {
	var out []Candidate
	for n := range m.found {
		k := &m.found[n]
		if k.code == "" || k.absorbed || k.void || m.trapped(k) {
			continue
		}
		out = append(out, m.candidate(k, s))
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Head < out[j].Head })
	if len(out) > 0 {
		names := m.contextsOf(s)
		for i := range out {
			out[i].Contexts = names
		}
	}
	return out
}

// trapped reports whether a trap matched at the event's own light verb ("waged a battle for votes") or at a word that its frame
// names ("died of a heart attack").
func (m *matcher) trapped(k *match) bool {
	for n := range m.found {
		o := &m.found[n]
		if o.frame.trap == "" {
			continue
		}
		if o.view.head == k.view.clause || o.view.clause == k.view.head || k.with == o.view.head || o.view.nominal && k.about(o.view.head) {
			return true
		}
	}
	return false
}

// about reports whether token i is what the match says its event is about or came from.
func (k *match) about(i int) bool {
	for _, f := range k.fills {
		if f.role == theme && f.token == i {
			return true
		}
	}
	return false
}

func (m *matcher) candidate(k *match, s int) Candidate {
	v := &k.view
	c := Candidate{
		Head: v.head, Clause: v.clause, Sentence: s, Type: k.code, Modes: k.modes, CAMEO: k.cameo,
		Foreseen: k.foreseen, Axes: k.verdict.axes, Evidence: k.verdict.why, Confidence: k.conf, Salience: k.salience(), Rule: k.frame.name,
		Inside: k.outer > 0, deed: k.deed,
	}
	if c.Foreseen == c.Type || k.verdict.axes.Modality != casus.Planned && !k.promised && !k.frame.hasEmbedded() {
		c.Foreseen = ""
	}
	c.First, c.Last = m.trigger(k)
	c.Axes = defaults(c.Axes)
	m.roles(k, &c)
	for _, f := range k.others {
		if f.code != "" && f.code != k.code && len(c.Alternatives) < 3 {
			c.Alternatives = append(c.Alternatives, casus.Alternative{
				Type: f.code, Confidence: k.conf * 0.5, Rule: f.name,
			})
		}
	}
	if v.light != nil {
		c.Rule += " via " + v.light.name
	}
	return c
}

// salience is the confidence that the rules alone have; what they would not report is never what a sentence is about.
func (k *match) salience() float64 {
	if k.absorbed || k.void || len(k.lacks) > 0 || k.beside {
		return 0
	}
	return k.conf
}

func (f *frame) hasEmbedded() bool {
	for i := range f.items {
		if f.items[i].role == embedded {
			return true
		}
	}
	return false
}

func defaults(a casus.Axes) casus.Axes {
	if a.Polarity == "" {
		a.Polarity = casus.Positive
	}
	if a.Modality == "" {
		a.Modality = casus.Realised
	}
	if a.Commitment == "" {
		a.Commitment = casus.Flat
	}
	if a.Background == "" {
		a.Background = casus.News
	}
	return a
}

// trigger is the range of words that carry the event: head, particles, light verb, words of a multiword trigger.
func (m *matcher) trigger(k *match) (first, last int) {
	v := &k.view
	first, last = v.head-len(k.frame.before), v.head+1
	widen := func(i int) {
		f, l := min(first, i), max(last, i+1)
		if l-f <= maxTrigger {
			first, last = f, l
		}
	}
	for _, c := range m.t.Children(v.head) {
		if m.t.Tokens[c].Rel == ling.CompoundPrt {
			widen(int(c))
		}
	}
	if v.clause != v.head {
		widen(v.clause)
	}
	if k.with >= 0 {
		widen(k.with)
	}
	return first, last
}

// roles fills the argument lists.
func (m *matcher) roles(k *match, c *Candidate) {
	for _, f := range append(append([]fill(nil), k.fills...), k.extra...) {
		if f.token < 0 {
			continue
		}
		f.token = m.referent(f.token, k)
		if f.role == actor && m.c.lex.spoken[k.frame.code] && m.toItself(f, k) {
			f.token = choose(m.speakerOf(k.view.head), f.token) // "congratulations to the mayor", who says so
		}
		if (f.role == actor || f.role == recipient) && (!m.shown(f, k) || m.toItself(f, k)) {
			continue
		}
		switch f.role {
		case actor:
			c.Actors = m.phrases(c.Actors, f.token, "actor", k)
		case recipient:
			c.Recipients = m.phrases(c.Recipients, f.token, "recipient", k)
		case partner:
			c.Reciprocal = true
			if m.role(k, actor) < 0 {
				c.Actors = m.phrases(c.Actors, f.token, "actor", k)
			} else {
				c.Actors = m.phrases(c.Actors, f.token, "with", k)
			}
		case where:
			c.Where = m.phrases(c.Where, f.token, "where", k)
		case theme:
			c.Theme = m.phrases(c.Theme, f.token, "theme", k)
		}
	}
	c.Recipients = slices.DeleteFunc(c.Recipients, func(r Arg) bool { // nobody acts on himself
		return slices.ContainsFunc(c.Actors, func(a Arg) bool { return a.First == r.First && a.Last == r.Last })
	})
}

// referent is who a filler stands for inside the sentence: the actor of an event that acts ("the airstrikes killed"), the
// antecedent of a pronoun, or for the subject of reported speech the speaker.
func (m *matcher) referent(i int, k *match) int {
	tok := &m.t.Tokens[i]
	if tok.UPOS == ling.NOUN {
		for n := range m.found {
			o := &m.found[n]
			if o.view.head == i && o.view.nominal && o.code == k.code {
				if a := m.role(o, actor); a >= 0 && a != i {
					return a
				}
			}
		}
		return i
	}
	if tok.UPOS != ling.PRON || !personal(m.lower(i)) {
		return i
	}
	if a, ok := m.t.Antecedent(i); ok && m.t.SentenceOf(a.Head) == m.t.SentenceOf(i) && m.t.Tokens[a.Head].UPOS != ling.PRON {
		return a.Head
	}
	for j := k.view.clause; j >= 0; j = int(m.t.Tokens[j].Head) {
		h := int(m.t.Tokens[j].Head)
		if r := m.t.Tokens[j].Rel; h >= 0 && (r == ling.Ccomp || r == ling.Parataxis || r == ling.Advcl) {
			if s := m.surfaceSubject(h, 0); s >= 0 && s != i && s < i && m.t.Tokens[s].UPOS != ling.PRON && m.agrees(i, s) {
				return s
			}
		}
	}
	return i
}

// agrees reports whether a pronoun of the third person can stand for the noun by its number: "officials said it killed nine" tells of
// something else.
func (m *matcher) agrees(pronoun, noun int) bool {
	plural := m.t.Tokens[noun].XPOS == ling.NNS || m.t.Tokens[noun].XPOS == ling.NNPS
	return m.lower(pronoun) == "they" || !plural
}

// personal reports whether the word is a pronoun of the third person, subject form.
func personal(w string) bool { return w == "he" || w == "she" || w == "it" || w == "they" }

// phrases appends the phrase headed by token i and its conjuncts.
func (m *matcher) phrases(list []Arg, i int, role string, k *match) []Arg {
	for _, a := range list {
		if a.Head == i {
			return list
		}
	}
	list = append(list, m.phrase(i, role, k))
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel == ling.Conj && (m.t.Tokens[c].UPOS.Nominal() || m.t.Tokens[c].UPOS == ling.ADJ) && int(c) != k.view.head {
			list = m.phrases(list, int(c), role, k)
		}
	}
	return list
}

// phrase is the noun phrase headed by token i without its preposition, relative clauses, conjuncts and trailing
// punctuation, and without the event itself.
func (m *matcher) phrase(i int, role string, k *match) Arg {
	first, last := i, i+1
	for _, c := range m.t.Children(i) {
		j := int(c)
		if j == k.view.head || j == k.view.clause || !m.inPhrase(j) {
			continue
		}
		f, l := m.extent(j)
		if f <= k.view.head && k.view.head < l && k.view.head != i || m.beyondClause(i, j) {
			continue
		}
		if l-f > 12 && j > i {
			continue
		}
		first, last = min(first, f), max(last, l)
	}
	first, last = m.wholeWord(m.wholeName(m.withoutNo(first, i), last, k))
	for first < i && m.t.Tokens[first].UPOS == ling.PUNCT {
		first++
	}
	for last-1 > i && m.t.Tokens[last-1].UPOS == ling.PUNCT {
		last--
	}
	return Arg{First: first, Last: last, Head: i, Role: role}
}

// maxAppos is how many words an apposition may have to belong to its name: "Yang Jiechi, the councillor".
const maxAppos = 10

// inPhrase reports whether a dependent belongs to the name or description of its noun.
func (m *matcher) inPhrase(j int) bool {
	switch r := m.t.Tokens[j].Rel; r {
	case ling.Case, ling.Mark, ling.Cc, ling.CcPreconj, ling.Conj, ling.Punct, ling.AclRelcl, ling.Parataxis, ling.Advcl,
		ling.Cop, ling.Nsubj, ling.Obj, ling.Advmod, ling.Orphan, ling.Dep, ling.Acl:
		return false
	case ling.Obl, ling.OblUnmarked:
		return false
	case ling.Appos:
		f, l := m.t.Subtree(j)
		return l-f <= maxAppos && m.t.Tokens[m.t.Tokens[j].Head].UPOS == ling.PROPN
	case ling.NmodUnmarked:
		return m.classOf(j)&m.c.lex.classes.bit["time"] == 0
	case ling.Nmod:
		return m.classOf(j)&m.c.lex.classes.bit["time"] == 0 && (m.hasCase(j, "of") || m.hasCase(j, "in") || m.hasCase(j, "for") || m.hasCase(j, "to") || m.hasCase(j, "from"))
	}
	return true
}
