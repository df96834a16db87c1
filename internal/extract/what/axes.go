package what

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// verdict is what the cues around an event say about it. A value once set is not overwritten: the nearest cue decides.
type verdict struct {
	axes   casus.Axes
	damp   float64
	denied bool // a source says that it is not so
	would  bool // "would": planned where reported, hypothetical else
	why    []string
}

func (d *verdict) take(e *effect, label string) {
	if e == nil {
		return
	}
	changed := false
	if e.modality != "" && (d.axes.Modality == "" || d.axes.Modality == casus.Planned && e.modality != casus.Requested) {
		d.axes.Modality, changed = e.modality, true
	}
	if e.polarity != "" && !(e.denies && d.denied) {
		d.denied = d.denied || e.denies
		// Two negations cancel: "did not refuse".
		if d.axes.Polarity == casus.Negative {
			d.axes.Polarity = casus.Positive
		} else {
			d.axes.Polarity = e.polarity
		}
		changed = true
	}
	if e.commit != "" && d.axes.Commitment == "" {
		d.axes.Commitment, changed = e.commit, true
	}
	if e.back != "" && d.axes.Background == "" {
		d.axes.Background, changed = e.back, true
	}
	if e.damp != 0 {
		d.damp *= e.damp
	}
	if changed {
		d.why = append(d.why, e.name+": "+label)
	}
}

// judge reads the axes of a match from its words, its clause and everything that governs it.
func (m *matcher) judge(k *match) {
	d := verdict{damp: 1}
	v := &k.view
	for n := range v.n {
		m.cuesOf(v.nodes[n], v, &d)
	}
	if k.spoken() {
		k.verdict = d // who speaks does it by speaking
		return
	}
	m.aside(v.clause, &d)
	if v.subj >= 0 && (!v.nominal || v.light != nil) {
		m.determiner(v.subj, &d)
	}
	if v.obj >= 0 && !v.nominal && m.t.Below(v.obj, v.head) {
		m.determiner(v.obj, &d)
	}
	m.governors(k, &d)
	m.sayings(k, &d)
	if d.would && d.axes.Modality == "" {
		d.axes.Modality = casus.Hypothetical
		if d.axes.Commitment == casus.Attributed {
			d.axes.Modality = casus.Planned
		}
		d.why = append(d.why, string(d.axes.Modality)+": would")
	}
	k.verdict = d
}

// aside reads "…, the ministry said" behind a clause and "according to" inside it.
func (m *matcher) aside(i int, d *verdict) {
	from := -1 // the later member of a list that i heads: what is said before it does not hold for it
	for range 6 {
		for _, c := range m.t.Children(i) {
			switch m.t.Tokens[c].Rel.Base() {
			case ling.Parataxis:
				if (from < 0 || int(c) > from || int(c) < i) && !m.semicolon(i, int(c)) {
					m.saidAfter(int(c), d)
				}
			case ling.Obl:
				if m.caseOf(int(c)) == "according" {
					d.take(&effect{name: "attributed", commit: casus.Attributed}, "according to")
				}
			case ling.Conj:
				m.sourceOf(int(c), d)
			}
		}
		h := int(m.t.Tokens[i].Head)
		if r := m.t.Tokens[i].Rel.Base(); h < 0 || r != ling.Ccomp && r != ling.Xcomp && r != ling.Conj {
			return
		} else if r == ling.Conj {
			from = i
		}
		i = h
	}
}

// sourceOf reads "according to" behind a later member of a list of clauses, which holds for all: "shot at pickets and hurt
// seven, according to the union".
func (m *matcher) sourceOf(i int, d *verdict) {
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel.Base() == ling.Obl && m.caseOf(int(c)) == "according" {
			d.take(&effect{name: "attributed", commit: casus.Attributed}, "according to")
		}
	}
}

// saidAfter takes the effect of a saying verb that stands beside its content and has none of its own.
func (m *matcher) saidAfter(i int, d *verdict) {
	if m.childBase(i, ling.Ccomp) >= 0 {
		return
	}
	for _, op := range m.c.lex.operators[m.lemma(i)] {
		if op.commit != "" && op.pos == verb && len(op.slots) > 0 && op.slots[0].kind == slotCcomp {
			d.take(&op.effect, op.name)
			return
		}
	}
}

// cuesOf reads the auxiliaries, adverbs, subordinators, adjectives and determiners of one word of the event.
func (m *matcher) cuesOf(i int, v *view, d *verdict) {
	for _, c := range m.t.Children(i) {
		m.cue(int(c), d)
	}
	// "attack and destroy": the second verb shares the first one's auxiliaries unless it has its own.
	tok := &m.t.Tokens[i]
	if tok.Rel == ling.Conj && tok.Head >= 0 && tok.UPOS == ling.VERB && m.t.Tokens[tok.Head].UPOS == ling.VERB &&
		m.childBase(i, ling.Aux) < 0 && m.childBase(i, ling.Nsubj) < 0 {
		for _, c := range m.t.Children(int(tok.Head)) {
			r := m.t.Tokens[c].Rel
			if r == ling.Aux || r == ling.Mark {
				m.cue(int(c), d)
			}
		}
	}
}

// cue takes one dependent for a cue where the table knows it in that function.
func (m *matcher) cue(c int, d *verdict) {
	cues := m.c.lex.cues[m.lemma(c)]
	if len(cues) == 0 {
		cues = m.c.lex.cues[m.lower(c)]
	}
	if len(cues) == 0 {
		return
	}
	if c > m.first && capital(m.t.Tokens[c].Form) && m.t.Tokens[c].Rel.Base() == ling.Aux {
		return // "Theresa May" taken for an auxiliary
	}
	kind := cueKind(m.t.Tokens[c].Rel, &m.t.Tokens[c])
	for n := range cues {
		if cues[n].kind != kind {
			continue
		}
		if cues[n].name == "would" {
			d.would = true
			continue
		}
		e := &cues[n].effect
		if e.name == "maybe" && m.perfect(c) {
			e = &effect{name: "alleged", commit: casus.Alleged} // "may have attacked" is about the past
		}
		d.take(e, m.t.Tokens[c].Form)
		return
	}
}

// perfect reports whether "have" stands behind the auxiliary c of the same verb.
func (m *matcher) perfect(c int) bool {
	for _, k := range m.t.Children(int(m.t.Tokens[c].Head)) {
		if int(k) > c && m.t.Tokens[k].Rel == ling.Aux && m.lemma(int(k)) == "have" {
			return true
		}
	}
	return false
}

// cueKind is the kind of cue that a relation can carry.
func cueKind(r ling.Rel, tok *ling.Token) string {
	switch r.Base() {
	case ling.Aux:
		return "aux"
	case ling.Advmod, ling.Discourse:
		return "adv"
	case ling.Mark, ling.Cc:
		return "mark"
	case ling.Amod, ling.Compound:
		return "amod"
	case ling.Det:
		return "det"
	case ling.Case:
		return "mark"
	}
	if tok.UPOS == ling.ADV || tok.UPOS == ling.PART {
		return "adv"
	}
	return ""
}

// determiner reads "no" before an argument: "no group attacked".
func (m *matcher) determiner(i int, d *verdict) {
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel == ling.Det {
			m.cue(int(c), d)
		}
	}
	if m.t.Tokens[i].UPOS == ling.PRON {
		if cues := m.c.lex.cues[m.lemma(i)]; len(cues) > 0 && cues[0].kind == "det" {
			d.take(&cues[0].effect, m.t.Tokens[i].Form)
		}
	}
}

// governors walks from the event's clause to the root and takes what operators and other events do to it.
func (m *matcher) governors(k *match, d *verdict) {
	i := k.view.clause
	if k.view.light != nil {
		d.take(k.effectOf(), k.view.light.name)
	}
	told := false
	for range 12 {
		tok := &m.t.Tokens[i]
		h := int(tok.Head)
		if h < 0 {
			return
		}
		if m.parted(i, h) {
			return
		}
		if say := m.resumed(i); say >= 0 {
			i = say
			continue
		}
		told = told || m.told(i) || m.asideDone(i)
		m.governor(i, h, told, d)
		switch tok.Rel.Base() {
		case ling.Nsubj, ling.Obl, ling.Nmod, ling.Advcl, ling.Acl:
			if tok.Rel == ling.AclRelcl || tok.Rel.Base() == ling.Nsubj || tok.Rel.Base() == ling.Obl {
				if m.t.Tokens[h].UPOS == ling.VERB {
					m.conditional(h, d)
				}
			}
		case ling.Ccomp, ling.Xcomp, ling.Obj, ling.Conj, ling.Parataxis:
			m.clauseCues(i, h, tok.Rel, d)
		}
		i = h
	}
}

// effectOf is what the event's own light verb says beyond carrying it.
func (k *match) effectOf() *effect {
	e := k.view.light.effect
	return &e
}

// governor takes the operator that word h is for its dependent i. What is told as past was not planned, asked or foreseen
// by what governs it: "they feared that two had died".
func (m *matcher) governor(i, h int, told bool, d *verdict) {
	op := m.operatorAt(h, m.t.Tokens[i].Rel, i)
	if op != nil && !op.light && !op.victim {
		e := op.effect
		if e.name == "predicted" && m.passiveVerb(h) {
			e.commit = "" // "is expected to": nobody is named who expects it
		}
		if e.name == "wanted" && m.byOther(i, h) {
			e.modality = casus.Requested
		}
		if told {
			e.modality = ""
		}
		d.take(&e, op.name)
		if op.effect.commit == "" && op.effect.modality == "" && op.effect.polarity == "" {
			return
		}
		// A negated operator turns around: "has not decided to", "did not deny".
		if m.negated(h) && (op.polarity == casus.Negative || op.modality == casus.Planned) {
			d.take(&effect{name: "negative", polarity: casus.Negative}, "not "+op.name)
		}
	}
}

// negated reports whether word i has a negation of its own.
func (m *matcher) negated(i int) bool {
	for _, c := range m.t.Children(i) {
		if m.t.Tokens[c].Rel.Base() != ling.Advmod {
			continue
		}
		for _, q := range m.c.lex.cues[m.lemma(int(c))] {
			if q.kind == "adv" && q.polarity == casus.Negative {
				return true
			}
		}
	}
	return false
}

// clauseCues passes the auxiliaries of a governing verb down to what it governs: "could begin to attack", "did not want to
// attack". Plain negation of a saying is not passed.
func (m *matcher) clauseCues(i, h int, rel ling.Rel, d *verdict) {
	if m.t.Tokens[h].UPOS != ling.VERB || rel.Base() == ling.Parataxis {
		return
	}
	if rel.Base() == ling.Xcomp || rel.Base() == ling.Obj {
		for _, c := range m.t.Children(h) {
			if m.t.Tokens[c].Rel.Base() == ling.Aux {
				m.cue(int(c), d)
			}
		}
	}
	m.conditional(h, d)
}

// conditional reads "if" before a clause.
func (m *matcher) conditional(h int, d *verdict) {
	for _, c := range m.t.Children(h) {
		if m.t.Tokens[c].Rel == ling.Mark {
			for n := range m.c.lex.cues[m.lemma(int(c))] {
				q := &m.c.lex.cues[m.lemma(int(c))][n]
				if q.kind == "mark" && q.modality == casus.Hypothetical {
					d.take(&q.effect, m.t.Tokens[c].Form)
				}
			}
		}
	}
}

// sayings takes what the stage for sayings found: the event lies in the content of an act of saying.
func (m *matcher) sayings(k *match, d *verdict) {
	i, clause := k.view.head, k.view.clause
	for n := range m.h.Sayings {
		s := &m.h.Sayings[n]
		if i < s.ContentFirst || i >= s.ContentLast || !s.Direct && s.CueFirst >= 0 && m.semicolon(s.CueFirst, i) {
			continue
		}
		e := stanceEffect(s.Stance)
		if s.Stance == casus.StanceBelieve && m.thought(s, clause) {
			continue
		}
		if say := m.resumed(clause); say >= s.CueFirst && say < s.CueLast {
			continue
		}
		if e.name == "attributed" && (m.performed(s, i) || m.ownAct(k, s) || m.besideCue(s, k) ||
			d.axes.Modality == casus.Requested && m.asks(s)) || !e.denies && m.judged(s, k) {
			continue
		}
		if e.denies && m.refuses(s) {
			e.commit = ""
		}
		d.take(e, "saying")
	}
}

// performed reports whether the cue of a saying is an event of its own that asks, promises, threatens or refuses what word i tells:
// nobody states then that it is so, and the outlet vouches for it as for the demand.
func (m *matcher) performed(s *Saying, i int) bool {
	for n := range m.found {
		k := &m.found[n]
		if k.code == "" || k.view.clause < s.CueFirst || k.view.clause >= s.CueLast || k.frame.effect == nil {
			continue
		}
		if e := k.frame.effect; (e.modality == casus.Requested || e.absorb || e.polarity == casus.Negative && !e.denies) && k.view.head != i {
			return true
		}
	}
	return false
}

// stanceEffect is what standing in the content of a saying with this stance means for an event.
func stanceEffect(s casus.Stance) *effect {
	switch s {
	case casus.StanceDeny:
		return &effect{name: "denied", commit: casus.Attributed, polarity: casus.Negative, denies: true}
	case casus.StanceAllege:
		return &effect{name: "alleged", commit: casus.Alleged}
	case casus.StancePredict:
		return &effect{name: "forecast", commit: casus.Attributed}
	case casus.StanceDemand, casus.StanceQuestion:
		return &effect{name: "unsaid"} // nobody states that it is so; an operator says what the words mean
	}
	return &effect{name: "attributed", commit: casus.Attributed}
}

// background looks for signs in the clause that the event is told as back-story.
func (m *matcher) background(k *match) {
	d := &k.verdict
	if d.axes.Background != "" {
		return
	}
	year := m.presentYear()
	for n := range k.view.n {
		if m.oldPhrase(k.view.nodes[n], year, d) {
			return
		}
	}
	if s := k.view.subj; s >= 0 && m.t.Tokens[s].UPOS == ling.NOUN && m.eventAt(s, -1, 0) >= 0 {
		m.oldPhrase(s, year, d)
	}
}

// presentYear is the year that the document is written in: of its publication, else the latest that it names, 0 when it
// names none.
func (m *matcher) presentYear() int {
	if !m.t.Doc.Published.IsZero() {
		return m.t.Doc.Published.Year()
	}
	if m.latest == nil {
		latest := 0
		for i := range m.t.Tokens {
			latest = max(latest, year(m.t.Tokens[i].Form))
		}
		m.latest = &latest
	}
	return *m.latest
}

// oldPhrase takes the event for back-story where a phrase of token i names an earlier year.
func (m *matcher) oldPhrase(i, year int, d *verdict) bool {
	for _, c := range m.t.Children(i) {
		r := m.t.Tokens[c].Rel.Base()
		if r != ling.Obl && r != ling.Nmod && r != ling.Advmod {
			continue
		}
		if y := m.yearIn(int(c)); y > 0 && y < year {
			d.take(&effect{name: "historical", back: casus.Historical}, m.t.Tokens[c].Form)
			return true
		}
	}
	return false
}

// yearIn is the year that a phrase names, 0 for none.
func (m *matcher) yearIn(i int) int {
	if y := year(m.t.Tokens[i].Form); y > 0 {
		return y
	}
	for _, c := range m.t.Children(i) {
		if y := year(m.t.Tokens[c].Form); y > 0 {
			return y
		}
	}
	return 0
}

func year(s string) int {
	if len(s) == 5 && s[4] == 's' {
		s = s[:4]
	}
	if len(s) != 4 || (s[:2] != "19" && s[:2] != "20" && s[:2] != "18") {
		return 0
	}
	y := 0
	for i := range 4 {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
		y = y*10 + int(s[i]-'0')
	}
	return y
}
