package when

import (
	"strings"
	"sync"

	"github.com/casus-project/casus/internal/ling"
)

// atom is a word or a part of one ("19" of "19-year-old"): what patterns see.
type atom struct {
	start, end int   // bytes in the document
	token      int32 // of the Text
	word       *word // nil when not in the lexicon
	mask       uint64
	num        float64 // of numbers and ordinals
	clock      int32   // seconds since midnight, for clock times
	digits     uint8   // how many digits a number was written with, 0 for words
	lower      bool    // begins with a lower-case letter
	glued      bool    // nothing stands between it and the atom before
}

// id is the atom's word id, -1 for a word that the lexicon does not know.
func (a *atom) id() int32 {
	if a.word == nil {
		return -1
	}
	return a.word.id
}

func (a *atom) is(c class) bool { return a.mask&(1<<c) != 0 }

// scan is the state of one reading of one text.
type scan struct {
	e     *Engine
	t     *ling.Text
	atoms []atom
	slots []slot
	specs []spec
	sents []int // the first atom of each sentence
	dct   day
	known bool // whether the day of publication is known
	// stated says that dct is, for want of a day of publication, the first full date of the text. Only dates without a
	// year are read against it.
	stated bool
	text   string
	end    int // the atom after the last of the sentence being read
	mem    memory
	// historic says that the text is mostly about years other than that of publication.
	historic bool
	// ancient says that the text writes years of fewer than four digits.
	ancient bool
	// tagged says whether parts of speech and trees are there.
	tagged bool
}

var scans = sync.Pool{New: func() any { return new(scan) }}

// coreMask has the classes at least one of which every expression holds.
const coreMask = 1<<cMonth | 1<<cWeekday | 1<<cWeekdays | 1<<cUnit | 1<<cUnits | 1<<cPart | 1<<cOvernight | 1<<cNoon |
	1<<cSeason | 1<<cSeasons | 1<<cAmPm | 1<<cDeix | 1<<cDeixNight | 1<<cSet | 1<<cRef | 1<<cRefAdj | 1<<cZone |
	1<<cHoliday | 1<<cEra | 1<<cEpoch | 1<<cFeast | 1<<cYear | 1<<cDecade | 1<<cClock | 1<<cISO | 1<<cQuarter

// split cuts the tokens into atoms.
func (s *scan) split() {
	s.atoms, s.sents = s.atoms[:0], s.sents[:0]
	sent := 0
	for i := range s.t.Tokens {
		tok := &s.t.Tokens[i]
		for sent < len(s.t.Sents) && s.t.Sents[sent].First <= i {
			if !s.splitsDate(i) {
				s.sents = append(s.sents, len(s.atoms))
			}
			sent++
		}
		if w, ok := s.e.lex.forms[tok.Form]; ok && !digit(tok.Form[0]) {
			s.push(tok.Span.Start, tok.Span.End, i, w)
			continue
		}
		s.splitToken(i, tok)
	}
}

// splitsDate reports whether a sentence that begins at token i was cut off in the middle of a date: "on Feb. | 6".
func (s *scan) splitsDate(i int) bool {
	if i == 0 || len(s.atoms) == 0 || !digit(s.t.Tokens[i].Form[0]) || len(s.t.Tokens[i].Form) > len("31.") {
		return false
	}
	last := &s.atoms[len(s.atoms)-1]
	if s.lit(len(s.atoms)-1, ".") && len(s.atoms) > 1 {
		last = &s.atoms[len(s.atoms)-2]
	}
	return last.is(cMonth) && last.end-last.start <= len("Sept.") && s.text[s.t.Tokens[i].Span.Start-2] == '.'
}

// push adds an atom for text [from, to).
func (s *scan) push(from, to, token int, w *word) *atom {
	a := atom{start: from, end: to, token: int32(token), word: w}
	c := s.text[from]
	a.lower = c >= 'a' && c <= 'z'
	a.glued = len(s.atoms) > 0 && s.atoms[len(s.atoms)-1].end == from
	if w != nil {
		a.mask = w.mask
		if w.mask&(1<<cOrd|1<<cDecade) != 0 {
			for _, sn := range w.senses {
				if sn.class == cOrd {
					a.num = float64(atoi(sn.value))
					a.mask |= 1 << cDay
				}
				if sn.class == cDecade {
					a.num = float64(atoi(sn.value))
				}
			}
		}
	}
	s.atoms = append(s.atoms, a)
	return &s.atoms[len(s.atoms)-1]
}

// splitToken cuts a token that the lexicon does not know as a whole: at hyphens, slashes and where digits begin or
// end.
func (s *scan) splitToken(i int, tok *ling.Token) {
	form, base := tok.Form, tok.Span.Start
	if plain(form) {
		s.push(base, tok.Span.End, i, nil)
		return
	}
	if y, m, d, ok := numericDate(form); ok {
		a := s.push(base, tok.Span.End, i, nil)
		a.mask = 1 << cISO
		a.num = float64(y*10000 + m*100 + d)
		return
	}
	for at := 0; at < len(form); {
		if n := s.number(form[at:], base+at, i); n > 0 {
			at += n
			continue
		}
		n := 1
		if strings.HasPrefix(form[at:], "–") || strings.HasPrefix(form[at:], "—") || strings.HasPrefix(form[at:], "’") {
			n = len("–")
		} else if letter(form[at]) {
			for at+n < len(form) && (letter(form[at+n]) || form[at+n] == '.' || form[at+n] == '\'') && !strings.HasPrefix(form[at+n:], "–") && !strings.HasPrefix(form[at+n:], "’") && !strings.HasPrefix(form[at+n:], "—") {
				n++
			}
		}
		s.pushPart(form[at:at+n], base+at, i)
		at += n
	}
}

// pushPart adds a part of a token, without a final stop that is no part of an abbreviation.
func (s *scan) pushPart(part string, from, token int) {
	w := s.e.lex.forms[part]
	if w == nil && (part == "–" || part == "—") {
		w = s.e.lex.forms["-"]
	}
	if w == nil {
		if short := strings.TrimSuffix(part, "."); short != part && short != "" {
			s.push(from, from+len(short), token, s.e.lex.forms[short])
			return
		}
		if cut := strings.IndexByte(part, '\''); cut > 0 {
			s.pushPart(part[:cut], from, token)
			s.pushPart(part[cut:], from+cut, token)
			return
		}
	}
	s.push(from, from+len(part), token, w)
}

// plain reports whether the form is a word of letters only, which needs no cutting.
func plain(form string) bool {
	for i := range len(form) {
		if c := form[i]; !letter(c) {
			return false
		}
	}
	return true
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0xc0 }
func digit(c byte) bool  { return c >= '0' && c <= '9' }

func atoi(s string) int {
	n, sign := 0, 1
	for i := range len(s) {
		switch {
		case s[i] == '-' && i == 0:
			sign = -1
		case digit(s[i]):
			n = n*10 + int(s[i]-'0')
		}
	}
	return sign * n
}

// prevWord and nextWord step over nothing: they are the atoms beside, nil at the ends of the sentence.
func (s *scan) at(i int) *atom {
	if i < 0 || i >= len(s.atoms) {
		return nil
	}
	return &s.atoms[i]
}

// lit reports whether atom i is one of the words, in any case.
func (s *scan) lit(i int, words ...string) bool {
	a := s.at(i)
	if a == nil {
		return false
	}
	have := s.text[a.start:a.end]
	for _, w := range words {
		if len(w) == len(have) && strings.EqualFold(w, have) {
			return true
		}
	}
	return false
}
