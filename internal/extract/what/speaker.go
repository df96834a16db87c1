package what

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// question reports whether clause i is a question: it begins with "whether", "if" or a question word.
func (m *matcher) question(i int) bool {
	first, _ := m.t.Subtree(i)
	for k := first; k <= i && k < first+3; k++ {
		switch m.t.Tokens[k].XPOS {
		case ling.WRB, ling.WP, ling.WDT:
			return true
		}
		if w := m.lower(k); w == "whether" || w == "if" {
			return true
		}
	}
	return false
}

// speakerOf is the head of the phrase that names who says the words in which token i stands, in the same sentence; -1 for none.
func (m *matcher) speakerOf(i int) int {
	if m.t.Tokens[i].Rel.Base() == ling.Xcomp {
		return -1 // "called it a farce": the verb tells the reproach
	}
	best, width := -1, 0
	for n := range m.h.Sayings {
		s := &m.h.Sayings[n]
		if i < s.ContentFirst || i >= s.ContentLast || s.SpeakerFirst < m.first || s.SpeakerLast > m.last {
			continue
		}
		if w := s.ContentLast - s.ContentFirst; best < 0 || w < width {
			if h := m.headIn(s.SpeakerFirst, s.SpeakerLast); h >= 0 {
				best, width = h, w
			}
		}
	}
	return best
}

// ownAct reports whether the match is an act of speech that the speaker does in these words: "we condemn the raid", "the ministry thanks
// its partners" in a statement of the ministry. Nobody reports it then; it is done.
func (m *matcher) ownAct(k *match, s *Saying) bool {
	i := k.view.subj
	if !m.c.lex.spoken[k.frame.code] || k.view.nominal || k.view.passive || i < 0 || m.t.Tokens[k.view.clause].XPOS == ling.VBD {
		return false
	}
	if w := m.lower(i); w == "i" || w == "we" {
		return true
	}
	return s.SpeakerFirst >= m.first && s.SpeakerLast <= m.last && m.headIn(s.SpeakerFirst, s.SpeakerLast) == i
}

// besideCue reports whether the match stands beside what is said and not in it: it is what the speaker calls something ("called it
// unjustified"), or a later member of a list to which the saying itself belongs ("read 'Out', and youths set fire").
func (m *matcher) besideCue(s *Saying, k *match) bool {
	if s.CueFirst < m.first || s.CueLast > m.last || s.Direct {
		return false
	}
	cue, i := s.CueFirst, k.view.clause
	if tok := &m.t.Tokens[k.view.head]; tok.Rel.Base() == ling.Xcomp && tok.UPOS != ling.VERB && int(tok.Head) == cue {
		return true
	}
	if i < cue || m.t.Below(i, cue) && m.t.Tokens[i].Rel.Base() != ling.Conj {
		return false
	}
	for m.t.Tokens[i].Rel.Base() == ling.Conj && m.t.Tokens[i].Head >= 0 {
		i = int(m.t.Tokens[i].Head)
		if i == cue || i < cue && m.t.Below(cue, i) {
			return true
		}
	}
	return false
}

// judged reports whether the match is a noun that the cue of a saying has for its object, and the cue is itself a deed of speech about it:
// "condemned the raid", "called the release foolish". Who judges a thing takes it for given and does not report it.
func (m *matcher) judged(s *Saying, k *match) bool {
	tok := &m.t.Tokens[k.view.head]
	h := int(tok.Head)
	if !k.view.nominal || s.Direct || h < s.CueFirst || h >= s.CueLast || h < m.first {
		return false
	}
	if r := tok.Rel.Base(); r != ling.Obj && r != ling.Nsubj {
		return false
	}
	for n := range m.found {
		o := &m.found[n]
		if o.view.clause == h && m.c.lex.spoken[o.frame.code] {
			return true
		}
	}
	return false
}

// thought reports whether a saying that tells what somebody thinks vouches for nothing in clause i: nobody is named who thinks it ("is
// expected to mediate"), or the clause depends on the verb, whose operator says what it means.
func (m *matcher) thought(s *Saying, i int) bool {
	return s.SpeakerFirst < 0 || s.CueFirst >= m.first && s.CueFirst < m.last && m.t.Below(i, s.CueFirst)
}

// refuses reports whether the cue of a saying is a word that turns its content down without saying that something is not so: "refused
// to step down".
func (m *matcher) refuses(s *Saying) bool {
	for i := max(s.CueFirst, m.first); i < min(s.CueLast, m.last); i++ {
		for _, op := range m.c.lex.operators[m.lemma(i)] {
			if op.polarity == casus.Negative && !op.denies && m.posFits(i, op.pos) {
				return true
			}
		}
	}
	return false
}

// asks reports whether the cue of a saying is a word that asks, and so vouches for nothing.
func (m *matcher) asks(s *Saying) bool {
	for i := max(s.CueFirst, m.first); i < min(s.CueLast, m.last); i++ {
		for _, op := range m.c.lex.operators[m.lemma(i)] {
			if op.modality == casus.Requested && m.posFits(i, op.pos) {
				return true
			}
		}
	}
	return false
}

// headIn is the first token of [first, last) that hangs on a token outside, -1 for none.
func (m *matcher) headIn(first, last int) int {
	for i := first; i < last; i++ {
		if h := int(m.t.Tokens[i].Head); h < first || h >= last {
			return i
		}
	}
	return -1
}

// saidOf is the subject of a predicate noun or adjective, -1 where token i is none.
func (m *matcher) saidOf(i int) int {
	if m.t.ChildBy(i, ling.Cop) < 0 {
		return -1
	}
	s := m.childBase(i, ling.Nsubj)
	if s < 0 || s > i || m.isTime(s) {
		return -1
	}
	return m.antecedent(s, i)
}

// selfReproach reports whether the speaker would be the one reproached: "was accused of trying to undermine the vote" tells of another.
func (k *match) selfReproach() bool {
	a, r := -1, -1
	for _, f := range k.fills {
		switch f.role {
		case actor:
			a = f.token
		case recipient:
			r = f.token
		}
	}
	return a >= 0 && a == r
}

// spoken reports whether the speaker of the words is the one who acts: a reproach in somebody's words is that speaker's deed.
func (k *match) spoken() bool {
	for _, f := range k.fills {
		if f.slot.kind == slotSpeaker {
			return true
		}
	}
	return false
}
