package what

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/sense"
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
	decision    *Decision // that of c, for a text of this many sentences; nil where the rules decide
	t           *ling.Text
	h           Hints
	first, last int // the sentence
	classCache  []cachedClass
	found       []match
	latest      *int        // the latest year that the document names, nil before it is looked for
	document    []int       // context words of the document, nil before they are counted
	misses      *[]miss     // filled only for Explain
	spare       []match     // further candidates of the sentence, for the decision model
	tried       []match     // scratch of at
	topics      *topicCount // words of each topic in the document, nil before they are counted
	here        *topicCount // and in the sentence that begins at token hereAt-1
	hereAt      int
	publicAll   *float64 // how far the document speaks of public affairs, nil before it is asked
	publicHere  float64  // and the sentence that begins at token hereAt2-1
	hereAt2     int
	named       bool    // keep the names of features
	causes      *causes // what the document tells of, nil before it is asked
	lexical     lexical
	reading     *sense.Reading // of the sentence that begins at token readAt-1, nil before one is read
	readAt      int
	decided     []Case // all candidates of the sentence with what the model says
}

func newMatcher(c *Coder, t *ling.Text, h Hints) *matcher {
	m := &matcher{c: c, t: t, h: h}
	if c.decision != nil {
		m.decision = c.decision.forText(len(t.Sents))
	}
	return m
}

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
	weight float64  // how far the frame is trusted: its own weight, or that of a surer one of the same type that matches too
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
	extra    []fill   // roles taken from the embedded event
	lacks    []*item  // of a spare candidate: what the frame asks for and did not find
	turned   *reading // what it was before "will", "will not" or "end" changed its type, nil where nothing did
	promised bool     // its actor says that it itself will do it
	heard    bool     // nothing but the sense network proposes it
	reverted bool     // it is read as before that change
	beside   bool     // of a spare candidate: its word has a match of another type
	deed     int      // 1 + the head of the deed whose result it tells in the same clause, 0 for none
	bested   string   // what that match says: a type, or "statement" where it is no event
}

// reading is one way to read the type of a match.
type reading struct {
	code  casus.Code
	modes []string
	cameo string
	axes  casus.Axes
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
	m.found, m.spare = m.found[:0], m.spare[:0]
	for i := m.first; i < m.last; i++ {
		m.at(i)
	}
	m.dropMishaps()
	m.settle()
	if m.decision != nil || m.named {
		m.hear()
		m.settleSpares()
		m.decide(s)
	}
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
	m.tried = m.tried[:0]
	headline := m.headlineVerb(i)
	if !headline && m.insideName(i) {
		return
	}
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
			m.tried = append(m.tried, k)
			continue
		}
		if best.frame == nil || k.score > best.score {
			if best.frame != nil {
				others = append(others, best.frame)
				m.tried = append(m.tried, best)
			}
			best = k
		} else {
			others = append(others, f)
			m.tried = append(m.tried, k)
		}
	}
	if best.frame == nil && haveV && m.flip(&verbal) {
		for _, f := range frames {
			if f.pos != verb || !m.posFits(i, f.pos) || !m.multiword(i, f) {
				continue
			}
			if k, ok := m.try(f, &verbal); ok && (best.frame == nil || k.score > best.score) {
				best = k
			}
		}
	}
	if best.frame != nil {
		best.others = others
		best.complement(m.tried)
		m.found = append(m.found, best)
		m.spares(i, &best, m.tried)
	} else {
		m.spares(i, nil, m.tried)
	}
}

// flip turns the view of a passive without auxiliary into that of an active verb: "the senator called for" with a
// participle where the past tense was meant. It reports whether there was anything to turn.
func (m *matcher) flip(v *view) bool {
	if !v.passive || v.subj >= 0 || v.obj < 0 {
		return false
	}
	for _, c := range m.t.Children(v.head) {
		if r := m.t.Tokens[c].Rel; r == ling.Aux || r == ling.AuxPass {
			return false
		}
	}
	v.passive = false
	v.subj, v.obj = v.obj, v.iobj
	v.iobj = -1
	return true
}

// framesOf is the frames of token i by its lemma. A verb whose lemma has none is tried by its form, since a lemmatiser
// guesses at inflections it has not seen.
func (m *matcher) framesOf(i int) []*frame {
	lemma := m.lemma(i)
	if past, ok := m.c.lex.forms[m.lower(i)]; ok && m.pastTaken(i) {
		lemma = past
	}
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

// try matches one frame on a view. Where something that the frame asks for is missing it returns false, and the match as
// far as it goes with what it lacks.
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
		case it.forbid && tok >= 0, it.require && tok < 0:
			if len(k.lacks) == 0 {
				why := "lacks " + it.text
				if it.forbid {
					why = "has " + it.text[1:]
				}
				m.missed(f, v.head, why, used)
			}
			k.lacks = append(k.lacks, it)
			continue
		case it.forbid:
			continue
		case tok < 0:
			if it.role == actor && it.class != 0 && m.wrongActor(it, v) {
				k.damp = 0.45
			}
			continue
		}
		used++
		k.take(it, tok, sl)
	}
	if k.spoken() && k.selfReproach() {
		k.lacks = append(k.lacks, &f.items[0])
	}
	k.score += 0.6*float64(len(f.after)+len(f.before)) + f.weight
	if v.light != nil && v.light.victim && v.obj >= 0 && !k.has(recipient) {
		k.fills = append(k.fills, fill{role: recipient, token: v.obj})
	}
	if f.trap != "" {
		k.score += trapBonus
	}
	k.code, k.modes, k.cameo, k.weight = f.code, f.modes, f.cameo, f.weight
	return k, len(k.lacks) == 0
}

// take counts an item that token tok fills.
func (k *match) take(it *item, tok int, sl slot) {
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
