package when

import (
	"github.com/casus-project/casus/internal/ling"
)

// direction says whether the clause around the expression speaks of what was (-1) or what will be (1); 0 where it
// does not tell.
func (s *scan) direction(p *spec) int {
	if s.aheadOf(p.first) || s.fromDay(p) || s.limit(p) {
		return 1
	}
	if s.tagged {
		if d := s.treeTense(p); d != 0 {
			return d
		}
	}
	if d := s.wordTense(p); d != 0 {
		return d
	}
	if s.lit(p.first-1, "until", "till", "by") {
		return 1
	}
	return 0
}

// aheadOf reports whether the words before atom i put it in the future whatever the verb: "as soon as Tuesday",
// "ahead of the weekend", "effective Feb. 1", "summoned for Monday".
func (s *scan) aheadOf(i int) bool {
	if s.lit(i-1, "for") && s.atoms[i].is(cWeekday) && !s.lit(i+1, "'", "'s", "’s") && !s.lit(i+2, "'s", "’s") &&
		!s.lit(i-3, "had") && !s.lit(i-4, "had") {
		return true
	}
	if s.aimedAt(i) || s.lit(i-1, "beginning", "starting") || s.lit(i-1, "on", "from") && s.lit(i-2, "beginning", "starting") {
		return true
	}
	return s.lit(i-1, "as") && s.lit(i-2, "soon", "early") && s.lit(i-3, "as") || s.lit(i-1, "of") && s.lit(i-2, "ahead") ||
		s.lit(i-1, "effective", "payable")
}

// aimedAt reports whether the words before atom i say what the day is for: "called for a strike on Thursday".
func (s *scan) aimedAt(i int) bool {
	if !s.lit(i-1, "on") {
		return false
	}
	for k := i - 2; k > i-8 && k > 0; k-- {
		if s.lit(k, "for") {
			return s.atoms[k-1].is(cAim)
		}
		if c := s.text[s.atoms[k].start]; !letter(c) && !digit(c) && c != '-' {
			return false
		}
	}
	return false
}

// fromDay reports whether a verb hangs its beginning on a weekday to come: "closed the crossing from Tuesday".
func (s *scan) fromDay(p *spec) bool {
	if !s.tagged || p.wd == 0 || p.kind != kAbs || p.shifted || p.pair != 0 || !s.lit(p.first-1, "from") || s.lit(p.last, "'s", "’s", "'") {
		return false
	}
	for i := int(s.atoms[p.first].token); i < int(s.atoms[p.last-1].token)+1; i++ {
		h := s.t.Head(i)
		if h >= 0 && s.t.Tokens[h].UPOS == ling.VERB && h < int(s.atoms[p.first].token) {
			return s.t.Tokens[i].Rel.Base() == ling.Obl && !s.pastAux(h)
		}
	}
	return false
}

// limit reports whether the expression is the last day for something still to be done: "gave them until noon on Thursday to
// clear the roads", "to give access by Friday".
func (s *scan) limit(p *spec) bool {
	if !s.tagged || p.wd == 0 || !s.lit(p.first-1, "until", "till", "by", "before") {
		return false
	}
	if s.lit(p.last, "to") && s.lit(p.first-1, "until", "till") {
		return true
	}
	for i, steps := int(s.atoms[p.first].token), 0; i >= 0 && steps < 3; i, steps = s.t.Head(i), steps+1 {
		if s.t.Tokens[i].XPOS == ling.VB {
			return s.hasTo(i)
		}
	}
	return false
}

// wordTense looks for words of the future between the expression and the last comma or verb of saying before it.
func (s *scan) wordTense(p *spec) int {
	for i := p.first - 1; i >= 0 && i > p.first-14; i-- {
		a := &s.atoms[i]
		switch {
		case s.lit(i, ".", ";", "\"", "''", "``"):
			return 0
		case a.is(cFuture) && futureSense(a) == 1, s.lit(i, "to") && s.lit(i-1, "is", "are"):
			return 1
		case s.lit(i, "was", "were", "had", "said"), a.end-a.start > 4 && s.text[a.end-2:a.end] == "ed" && !a.is(cFuture):
			return -1
		}
	}
	return 0
}

// futureSense is 1 for a word that always speaks of the future, 2 for one that does with a verb after it.
func futureSense(a *atom) int {
	if a.word == nil {
		return 0
	}
	for _, sn := range a.word.senses {
		if sn.class == cFuture {
			return atoi(sn.value)
		}
	}
	return 0
}

// future reports whether the lexicon calls the lemma or form of the token a word of the future.
func (s *scan) future(i int) bool {
	tok := &s.t.Tokens[i]
	for _, f := range []string{tok.Form, tok.Lemma} {
		if w, ok := s.e.lex.forms[f]; ok && w.mask&(1<<cFuture) != 0 {
			return true
		}
	}
	return false
}

// treeTense climbs from the expression to the verbs above it.
func (s *scan) treeTense(p *spec) int {
	first, last := int(s.atoms[p.first].token), int(s.atoms[p.last-1].token)
	at := first
	for i := first; i <= last; i++ {
		if h := int(s.t.Tokens[i].Head); h < first || h > last {
			at = i
			break
		}
	}
	// "Wednesday's ruling", "the third-quarter loss": the verb above speaks of the ruling, not of its day.
	if r := s.t.Tokens[at].Rel; r == ling.NmodPoss || r == ling.Compound || r == ling.Amod {
		if s.calledOff(s.t.Head(at)) {
			return 1
		}
		return 0
	}
	open := s.lit(p.first-1, "until", "till")
	for steps := 0; at >= 0 && steps < 8; steps++ {
		if d, stop := s.verbTense(at, steps, open, first < at); stop {
			return d
		}
		at = int(s.t.Tokens[at].Head)
	}
	return 0
}

// calledOff reports whether the noun is what a verb puts off or gives up before its day: "called off Wednesday's talks".
func (s *scan) calledOff(noun int) bool {
	if noun < 0 || s.t.Tokens[noun].Rel != ling.Obj && s.t.Tokens[noun].Rel != ling.Obl {
		return false
	}
	v := s.t.Head(noun)
	if v < 0 {
		return false
	}
	w, ok := s.e.lex.forms[s.t.Tokens[v].Lemma]
	if !ok || w.mask&(1<<cAim) == 0 {
		return false
	}
	return s.t.Tokens[v].Lemma != "call" || s.t.Lemma(v+1) == "off"
}

// verbTense reads the tense at one token, steps above the expression; stop is false where the climb has to go on.
// open says that the expression is the end of something ("until Friday"), fronted that it stands before the token.
func (s *scan) verbTense(i, steps int, open, fronted bool) (dir int, stop bool) {
	tok := &s.t.Tokens[i]
	if s.future(i) && tok.UPOS != ling.NOUN && tok.UPOS != ling.AUX && steps > 0 {
		if steps == 1 && tok.XPOS == ling.VBD && fronted {
			return -1, true // "On Friday they planned to leave"
		}
		return 1, true
	}
	if aux := s.auxTense(i); aux != 0 {
		if open && aux < 0 && s.t.ChildBy(i, ling.Aux) >= 0 && !s.pastAux(i) {
			return 1, true // "has given them until Tuesday"
		}
		return aux, true
	}
	switch tok.XPOS {
	case ling.VBD:
		return -1, true
	case ling.VBZ, ling.VBP:
		if steps == 1 && s.scheduled(i) {
			return 1, true
		}
		return 0, tok.UPOS == ling.VERB
	case ling.VB:
		if s.hasTo(i) {
			if h := int(tok.Head); h >= 0 && tok.Rel == ling.Xcomp && !s.future(h) {
				return 0, false
			}
			return 1, true
		}
	case ling.VBN:
		return -1, true
	case ling.VBG:
		return 0, false
	}
	if tok.UPOS == ling.NOUN && tok.Lemma == "deadline" {
		return 1, true
	}
	return 0, false
}

// scheduled reports whether the verb in the present speaks of what is set for a day: "begins Monday".
func (s *scan) scheduled(i int) bool {
	w, ok := s.e.lex.forms[s.t.Tokens[i].Lemma]
	return ok && w.mask&(1<<cScheduled) != 0
}

// pastAux reports whether a past auxiliary stands with token i.
func (s *scan) pastAux(i int) bool {
	for _, c := range s.t.Children(i) {
		if s.t.Tokens[c].XPOS == ling.VBD {
			return true
		}
	}
	return false
}

func (s *scan) hasTo(i int) bool {
	for _, c := range s.t.Children(i) {
		if s.t.Tokens[c].XPOS == ling.TO {
			return true
		}
	}
	return false
}

// auxTense reads the auxiliaries and the copula of token i.
func (s *scan) auxTense(i int) int {
	modal, past, present, have := false, false, false, false
	for _, c := range s.t.Children(i) {
		tok := &s.t.Tokens[c]
		if b := tok.Rel.Base(); b != ling.Aux && b != ling.Cop {
			continue
		}
		switch {
		case tok.XPOS == ling.MD:
			modal = true
		case tok.Lemma == "have":
			have = true
		case tok.XPOS == ling.VBD:
			past = true
		case tok.XPOS == ling.VBZ || tok.XPOS == ling.VBP:
			present = true
		}
	}
	tok := &s.t.Tokens[i]
	switch {
	case modal && have, have:
		return -1
	case modal:
		return 1
	case past:
		return -1
	case present && s.hasTo(i):
		return 1 // "is to be held"
	case present && tok.XPOS == ling.VBG:
		return 1
	case present && tok.XPOS == ling.VBN:
		return -1
	}
	return 0
}
