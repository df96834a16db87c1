package what

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// maxTrigger is the most words a trigger may span.
const maxTrigger = 12

type cachedClass struct {
	set  classSet
	done bool
}

// matcher holds the scratch of one text.
type matcher struct {
	c           *Coder
	t           *ling.Text
	h           Hints
	first, last int // the sentence
	classCache  []cachedClass
	found       []match
	document    []int   // context words of the document, nil before they are counted
	misses      *[]miss // filled only for Explain
}

func newMatcher(c *Coder, t *ling.Text, h Hints) *matcher { return &matcher{c: c, t: t, h: h} }

// fill is one filled role: the head token of the phrase.
type fill struct {
	role  role
	token int
	slot  slot
	event bool // the frame needs an event here
}

// match is a frame that matched at a token.
type match struct {
	frame  *frame
	view   view
	fills  []fill
	score  float64
	with   int      // an object that the frame names as part of the trigger ("drew condemnation"), -1 for none
	damp   float64  // factor on the confidence for what did not quite fit
	others []*frame // other frames that matched here, best first

	code     casus.Code
	modes    []string
	cameo    string
	foreseen casus.Code
	embeds   []int // indexes into found of the embedded events
	absorbed bool
	void     bool    // an event that the frame needs is missing
	outer    int     // 1 + index into found of the event that embeds this one, 0 for none
	verdict  verdict // the axes
	conf     float64
	extra    []fill // roles taken from the embedded event
}

// miss is a frame that did not match and why.
type miss struct {
	frame *frame
	token int
	why   string
	got   int // how many items held
}

// sentence finds the events of sentence s.
func (m *matcher) sentence(s int) []Candidate {
	sent := m.t.Sents[s]
	m.first, m.last = sent.First, sent.Last
	n := sent.Last - sent.First
	if cap(m.classCache) < n {
		m.classCache = make([]cachedClass, n)
	}
	m.classCache = m.classCache[:n]
	clear(m.classCache)
	m.found = m.found[:0]
	for i := m.first; i < m.last; i++ {
		m.at(i)
	}
	m.settle()
	return m.report(s)
}

// at tries all frames of token i and keeps the best.
func (m *matcher) at(i int) {
	frames := m.framesOf(i)
	if len(frames) == 0 {
		return
	}
	var best match
	var others []*frame
	var nominal, patient, verbal view
	haveN, haveP, haveV := false, false, false
	headline := m.headlineVerb(i)
	if headline {
		verbal, haveV = m.headlineView(i), true
	}
	for _, f := range frames {
		if !m.posFits(i, f.pos) && !(headline && f.pos == verb) || !m.multiword(i, f) {
			continue
		}
		var v *view
		switch {
		case f.pos == noun && f.patient:
			if !haveP {
				patient, haveP = m.nounView(i, true), true
			}
			v = &patient
		case f.pos == noun:
			if !haveN {
				nominal, haveN = m.nounView(i, false), true
			}
			v = &nominal
		default:
			if !haveV {
				verbal, haveV = m.verbView(i), true
			}
			v = &verbal
		}
		k, ok := m.try(f, v)
		if !ok {
			continue
		}
		if best.frame == nil || k.score > best.score {
			if best.frame != nil {
				others = append(others, best.frame)
			}
			best = k
		} else {
			others = append(others, f)
		}
	}
	if best.frame != nil {
		best.others = others
		m.found = append(m.found, best)
	}
}

// framesOf is the frames of token i by its lemma. A verb whose lemma has none is tried by its form, since a lemmatiser
// guesses at inflections it has not seen.
func (m *matcher) framesOf(i int) []*frame {
	lemma := m.lemma(i)
	if f := m.c.lex.frames[lemma]; f != nil {
		return f
	}
	if m.t.Tokens[i].UPOS != ling.VERB {
		return nil
	}
	form := m.lower(i)
	if f := m.c.lex.frames[form]; f != nil {
		return f
	}
	for _, suffix := range [...]string{"ed", "d", "ing", "es", "s"} {
		stem, ok := strings.CutSuffix(form, suffix)
		if !ok || len(stem) < 3 {
			continue
		}
		if f := m.c.lex.frames[stem]; f != nil {
			return f
		}
		if f := m.c.lex.frames[stem+"e"]; f != nil {
			return f
		}
		if n := len(stem); stem[n-1] == stem[n-2] {
			if f := m.c.lex.frames[stem[:n-1]]; f != nil {
				return f
			}
		}
	}
	return nil
}

// multiword reports whether the other words of the trigger stand where they must.
func (m *matcher) multiword(i int, f *frame) bool {
	if f.pos != noun {
		return m.particles(i, f.after)
	}
	for k, w := range f.before {
		at := i - len(f.before) + k
		if at < m.first || m.lower(at) != w && m.lemma(at) != w {
			return false
		}
	}
	return true
}

// trapBonus lets a trap win over frames that fill more roles.
const trapBonus = 1.5

// try matches one frame on a view.
func (m *matcher) try(f *frame, v *view) (match, bool) {
	k := match{frame: f, view: *v, damp: 1, with: -1}
	used := 0
	for n := range f.items {
		it := &f.items[n]
		if it.role == actor && !it.require && k.has(actor) {
			continue // the first actor item that fits decides
		}
		tok, sl := m.slotFiller(it, v)
		switch {
		case it.forbid && tok >= 0:
			m.missed(f, v.head, "has "+it.text[1:], used)
			return k, false
		case it.forbid:
			continue
		case it.require && tok < 0:
			m.missed(f, v.head, "lacks "+it.text, used)
			return k, false
		case tok < 0:
			if it.role == actor && it.class != 0 && m.wrongActor(it, v) {
				k.damp = 0.45
			}
			continue
		}
		used++
		k.score += 0.3
		if it.require {
			k.score += 1
		}
		if it.require && it.role == noRole && (sl.kind == slotObj || sl.kind == slotPrep && it.words != nil) {
			k.with = tok
		}
		if it.words != nil {
			k.score += 0.25 // named words are closer than a class
		}
		if it.role != noRole {
			k.fills = append(k.fills, fill{it.role, tok, sl, it.event && it.require})
		}
	}
	k.score += 0.6*float64(len(f.after)+len(f.before)) + f.weight
	if v.light != nil && v.light.victim && v.obj >= 0 && !k.has(recipient) {
		k.fills = append(k.fills, fill{role: recipient, token: v.obj})
	}
	if f.trap != "" {
		k.score += trapBonus
	}
	k.code, k.modes, k.cameo = f.code, f.modes, f.cameo
	return k, true
}

// has reports whether the role is filled.
func (k *match) has(r role) bool {
	for _, f := range k.fills {
		if f.role == r {
			return true
		}
	}
	return false
}

// wrongActor reports whether the event has a subject of its own that is known not to act: "rents are killing".
func (m *matcher) wrongActor(it *item, v *view) bool {
	return len(it.slots) > 0 && it.slots[0].kind == slotSubj && v.subj >= 0 && !v.nominal &&
		m.classOf(m.content(v.subj))&m.c.lex.classes.agent == 0
}

func (m *matcher) missed(f *frame, token int, why string, got int) {
	if m.misses != nil {
		*m.misses = append(*m.misses, miss{f, token, why, got})
	}
}

// slotFiller is the first token that fills one of the item's slots and meets its constraints, -1 for none.
func (m *matcher) slotFiller(it *item, v *view) (int, slot) {
	for _, s := range it.slots {
		switch s.kind {
		case slotSubj:
			if m.fits(it, v.subj, v) {
				return v.subj, s
			}
		case slotObj:
			if m.fits(it, v.obj, v) {
				return v.obj, s
			}
		case slotIobj:
			if m.fits(it, v.iobj, v) {
				return v.iobj, s
			}
		case slotSubjConj:
			if v.subj >= 0 && m.severalParties(v.subj) {
				return v.subj, s
			}
		case slotParticle:
			if m.particles(v.head, []string{s.prep}) {
				return v.head, s
			}
		default:
			if tok := m.dependent(it, s, v); tok >= 0 {
				return tok, s
			}
		}
	}
	return -1, slot{}
}

// severalParties reports whether a phrase names several parties.
func (m *matcher) severalParties(i int) bool {
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel == ling.Conj && m.classOf(int(c))&m.c.lex.classes.agent != 0 {
			return true
		}
	}
	return false
}

// dependent looks through the phrases of all the event's words for the slot.
func (m *matcher) dependent(it *item, s slot, v *view) int {
	for k := range v.n {
		node := v.nodes[k]
		for _, c := range m.t.Children(node) {
			i := int(c)
			if i == v.head || i == v.subj && s.kind != slotWord || v.n > 1 && m.isNode(v, i) {
				continue
			}
			if m.inSlot(s, node, i, v) && m.fits(it, i, v) {
				return i
			}
		}
	}
	if s.kind != slotPrep || s.prep == "of" || s.prep == "in" {
		return -1
	}
	if d := m.beyond(it, s, v); d >= 0 {
		return d
	}
	return m.near(it, s, v)
}

// nearWords is how far behind an event its phrases are looked for when the tree hangs them elsewhere.
const nearWords = 18

// near finds the phrase by its place: the preposition stands behind the event in the same clause, whatever word the
// parser hung it on. For a phrase that the frame needs, participles and commas on the way do not stop the search.
func (m *matcher) near(it *item, s slot, v *view) int {
	for i := v.head + 1; i < m.last && i <= v.head+nearWords; i++ {
		tok := &m.t.Tokens[i]
		switch {
		case tok.UPOS == ling.SCONJ, tok.UPOS == ling.VERB && m.stops(i, it.require), tok.UPOS == ling.PUNCT && tok.XPOS != ling.HYPH && !it.require:
			return -1
		case tok.UPOS != ling.ADP || tok.Rel != ling.Case || m.lemma(i) != s.prep:
			continue
		}
		d := int(tok.Head)
		if d > i && d != v.subj && d != v.obj && m.fits(it, d, v) {
			return d
		}
	}
	return -1
}

// stops reports whether verb i ends the clause for near.
func (m *matcher) stops(i int, required bool) bool {
	tok := &m.t.Tokens[i]
	switch tok.Rel.Base() {
	case ling.Amod, ling.Compound, ling.Case: // "including" is a preposition
		return false
	}
	return !required || tok.XPOS.Finite() && tok.Rel != ling.Acl && tok.Rel != ling.AclRelcl
}

// beyond looks one phrase further where a parser hangs it: "held talks in Bishkek with" below the place or the time.
func (m *matcher) beyond(it *item, s slot, v *view) int {
	cl := m.c.lex.classes
	for k := range v.n {
		for _, c := range m.t.Children(v.nodes[k]) {
			i := int(c)
			r := m.t.Tokens[c].Rel.Base()
			if i < v.head || r != ling.Obl && r != ling.Nmod || m.classOf(i)&(cl.time|cl.place) == 0 {
				continue
			}
			if d := m.prepOf(i, s.prep); d >= 0 && m.fits(it, d, v) {
				return d
			}
		}
	}
	return -1
}

func (m *matcher) isNode(v *view, i int) bool {
	for k := 1; k < v.n; k++ {
		if v.nodes[k] == i && i != v.obj {
			return true
		}
	}
	return false
}

func (m *matcher) inSlot(s slot, node, i int, v *view) bool {
	rel := m.t.Tokens[i].Rel
	base := rel.Base()
	switch s.kind {
	case slotObjWord:
		return node == v.obj && (m.lemma(i) == s.prep || m.lower(i) == s.prep)
	case slotCcompAux:
		return node == v.head && (base == ling.Ccomp || base == ling.Parataxis) && m.hasAux(i, s.prep)
	case slotCcompWord:
		return node == v.head && (base == ling.Ccomp || base == ling.Parataxis) && m.lemma(i) == s.prep
	case slotWord:
		return m.lemma(i) == s.prep || m.lower(i) == s.prep
	case slotComp:
		return node == v.head && i < node && (base == ling.Compound || base == ling.Amod || rel == ling.NmodPoss)
	case slotPrep:
		if base != ling.Obl && base != ling.Nmod && base != ling.Advcl && base != ling.Acl && base != ling.Ccomp ||
			rel == ling.NmodPoss {
			return false
		}
		if base == ling.Advcl || base == ling.Acl || base == ling.Ccomp {
			return s.prep != "to" && m.markedBy(i, s.prep) && m.t.Tokens[i].XPOS == ling.VBG
		}
		return m.hasCase(i, s.prep)
	case slotXcomp, slotCcomp:
		return (node == v.head || node == v.obj) && m.relFits(s, rel, i, false) &&
			(node == v.head || base == ling.Acl)
	}
	return false
}

// hasAux reports whether verb i has the auxiliary.
func (m *matcher) hasAux(i int, word string) bool {
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel.Base() == ling.Aux && m.lower(int(c)) == word {
			return true
		}
	}
	return false
}

// fits checks the constraints of the item on a filler.
func (m *matcher) fits(it *item, i int, v *view) bool {
	if i < 0 || it.role != noRole && it.role != embedded && m.classOf(i)&(m.c.lex.classes.time|m.c.lex.classes.agent) == m.c.lex.classes.time {
		return false // a time is no party
	}
	if it.class == 0 && it.not == 0 && it.words == nil {
		return true
	}
	h := m.content(i)
	set := m.classOf(h) | m.classOf(i)&^m.c.lex.classes.quantity
	switch {
	case it.class != 0 && set&it.class != 0:
		return true
	case it.words != nil && m.isWord(it, h) || it.words != nil && m.isWord(it, i):
		return true
	case it.loose != 0 && m.modifierFits(it, h):
		return true
	case it.words != nil && set&m.c.lex.classes.carrier != 0 && m.carried(it, h):
		return true
	case it.not != 0:
		return set&it.not == 0
	}
	return m.conjunctFits(it, h)
}

// isWord reports whether token i is one of the item's literal words, by lemma or as written.
func (m *matcher) isWord(it *item, i int) bool {
	return contains(it.words, m.lemma(i)) || contains(it.words, m.lower(i))
}

// conjunctFits tries the conjuncts and, for compounds, the modifiers of a filler ("missile and artillery").
func (m *matcher) conjunctFits(it *item, i int) bool {
	for _, c := range m.t.Children(i) {
		switch m.t.Tokens[c].Rel {
		case ling.Conj, ling.Appos:
			if it.class != 0 && m.classOf(int(c))&it.class != 0 || m.isWord(it, int(c)) {
				return true
			}
		}
	}
	return false
}

// modifierFits tries the words before a filler: "peacekeeping troops", "military aid".
func (m *matcher) modifierFits(it *item, i int) bool {
	for _, c := range m.t.Children(i) {
		r := m.t.Tokens[c].Rel
		if (r == ling.Compound || r == ling.Amod) && m.classOf(int(c))&it.loose != 0 {
			return true
		}
		if r == ling.Nmod && m.hasCase(int(c), "of") && m.classOf(i)&m.c.lex.classes.bit["force"] != 0 {
			return m.classOf(int(c))&it.loose != 0 || m.modifierFits(it, int(c)) // "a contingent of peacekeeping troops"
		}
	}
	return false
}

// carried reports whether a word before a filler that says little is one of the item's words: "curfew hours".
func (m *matcher) carried(it *item, i int) bool {
	for _, c := range m.t.Children(i) {
		r := m.t.Tokens[c].Rel
		if (r == ling.Compound || r == ling.Amod) && m.isWord(it, int(c)) {
			return true
		}
	}
	return false
}

// content looks through quantities: "dozens of people" is about people.
func (m *matcher) content(i int) int {
	for range 3 {
		if m.classOf(i)&m.c.lex.classes.quantity == 0 && m.t.Tokens[i].UPOS != ling.NUM {
			return i
		}
		of := m.prepOf(i, "of")
		if of < 0 {
			return i
		}
		i = of
	}
	return i
}
