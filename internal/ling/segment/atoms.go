// Package segment cuts a text into sentences and words as the English UD treebanks do: "don't" is do + n't, "$5" is two
// words, "15-year" three, "U.S." one. Text comes in, spans go out, which together with the space between them rebuild the
// text. A linear model decides at every place where a cut is possible; the places come from Unicode's classes and grapheme
// clusters. It refuses to cut inside a grapheme cluster and to change a byte.
package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Gap is what lies between two atoms.
type Gap uint8

// The gaps, from nothing to a break that always ends a sentence.
const (
	NoGap Gap = iota
	Space
	Wide // several spaces, a tab, or the line end of hard-wrapped text
	Break
)

// Atom is a piece of text that is never cut: a run of letters, a run of digits, a run of one punctuation mark, a grapheme
// cluster.
type Atom struct {
	Start, End int32
	After      Gap
	class      uint8
	hash       uint32 // of the form in lower case, digits as 0
	shape      uint32
	chunk      int32
}

// chunk is a run of atoms without space.
type chunk struct {
	first, last int32 // atoms [first, last)
	hash, shape uint32
	flags       uint8
}

// Flags of chunks.
const (
	hasAt uint8 = 1 << iota
	hasSlashes
	hasDot
	hasDigit
	hasUpper
	hasUnder
)

// Classes of atoms.
const (
	lower uint8 = iota
	title
	upper
	digits
	mixed
	otherLetter
	stop
	comma
	quote
	open
	closing
	dash
	apostrophe
	symbol
	address
)

// maxHashed bounds the bytes of an atom or a chunk that take part in its hash.
const maxHashed = 40

// atomise cuts text into atoms and chunks.
func (w *Worker) atomise(text string) {
	w.atoms, w.chunks = w.atoms[:0], w.chunks[:0]
	wrapped, edited := isWrapped(text), strings.IndexByte(text, '[') >= 0
	pos := 0
	for pos < len(text) {
		gap, next := gapAt(text, pos, wrapped)
		if next > pos {
			w.closeChunk(gap)
			pos = next
			continue
		}
		if end := w.addressEnd(text, pos); end > pos {
			w.push(text, pos, end)
			w.atoms[len(w.atoms)-1].asAddress()
			pos = end
			continue
		}
		if edited {
			if end := w.editedEnd(text, pos); end > pos {
				w.push(text, pos, end)
				w.atoms[len(w.atoms)-1].read(Unedited(text[pos:end]))
				pos = end
				continue
			}
		}
		end := atomEnd(text, pos)
		w.addAtom(text, pos, end)
		pos = end
	}
	w.closeChunk(Break)
}

// addressEnd is the end of the address that begins at pos, pos where none does.
func (w *Worker) addressEnd(text string, pos int) int {
	if !w.startsWord(text, pos) {
		return pos
	}
	return addressEnd(text, pos)
}

// startsWord reports whether a word may begin at pos: not right after a letter or a digit.
func (w *Worker) startsWord(text string, pos int) bool {
	if n := len(w.atoms); n > 0 && int(w.atoms[n-1].End) == pos {
		return w.atoms[n-1].class >= stop
	}
	c := text[pos] | 0x20
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
}

func (a *Atom) asAddress() {
	a.class = address
	a.shape = mix(seed, uint32(address))
}

func (w *Worker) closeChunk(gap Gap) {
	n := len(w.atoms)
	if n == 0 {
		return
	}
	w.atoms[n-1].After = gap
	first := 0
	if k := len(w.chunks); k > 0 {
		first = int(w.chunks[k-1].last)
	}
	if first == n { // space before the first atom, or twice in a row
		return
	}
	c := chunk{first: int32(first), last: int32(n), hash: seed, shape: seed}
	for i := first; i < n; i++ {
		a := &w.atoms[i]
		a.chunk = int32(len(w.chunks))
		if i-first < 12 {
			c.hash = mix(c.hash, a.hash)
			c.shape = mix(c.shape, a.shape)
		}
		c.flags |= a.flags(w.text)
	}
	w.chunks = append(w.chunks, c)
}

func (a *Atom) flags(text string) uint8 {
	switch {
	case a.class == digits:
		return hasDigit
	case a.class == title || a.class == upper || a.class == mixed:
		return hasUpper
	}
	switch text[a.Start] {
	case '@':
		return hasAt
	case '/':
		return hasSlashes
	case '.':
		return hasDot
	case '_':
		return hasUnder
	}
	return 0
}

// addAtom adds text[from:to], cut where a contraction may need it.
func (w *Worker) addAtom(text string, from, to int) {
	form := text[from:to]
	if len(form) > 1 && len(form) <= 12 && isLetter(form) {
		w.low = appendLower(w.low[:0], form)
		if cut := w.contraction(text, to); cut > 0 && cut < len(form) {
			w.push(text, from, from+cut)
			w.push(text, from+cut, to)
			return
		}
	}
	w.push(text, from, to)
}

// contraction is where the letters in w.low may be cut: before the n of n't, or as the table of fused words says; 0 for
// nowhere.
func (w *Worker) contraction(text string, to int) int {
	n := len(w.low)
	if w.low[n-1] == 'n' && to < len(text) {
		if size := apostropheAt(text, to); size > 0 {
			rest := text[to+size:]
			if rest != "" && (rest[0] == 't' || rest[0] == 'T') && !letterAt(rest, 1) {
				return n - 1
			}
		}
	}
	return int(w.model.Fused[string(w.low)])
}

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// apostropheAt is the length of the apostrophe at text[i], 0 for none.
func apostropheAt(text string, i int) int {
	r, size := utf8.DecodeRuneInString(text[i:])
	if r == '\'' || r == '’' || r == '`' || r == '´' || r == 'ʼ' {
		return size
	}
	return 0
}

func (w *Worker) push(text string, from, to int) {
	a := Atom{Start: int32(from), End: int32(to)}
	a.read(text[from:to])
	w.atoms = append(w.atoms, a)
}

// read describes the atom by a form of its own.
func (a *Atom) read(form string) {
	a.hash, a.shape = seed, seed
	a.describe(form)
}

// describe sets class, hash and shape.
func (a *Atom) describe(form string) {
	first, _ := utf8.DecodeRuneInString(form)
	a.class = classOf(first)
	run, n := uint32(0), 0
	uppers, lowers := 0, 0
	for i, r := range form {
		if i >= maxHashed {
			break
		}
		n++
		switch {
		case unicode.IsUpper(r):
			uppers++
		case unicode.IsLower(r):
			lowers++
		}
		l := unicode.ToLower(r)
		if a.class == digits {
			l = '0'
		}
		a.hash = mix(a.hash, uint32(l))
		run = uint32(r)
	}
	if a.class == lower {
		switch {
		case uppers > 0 && lowers == 0 && n > 1:
			a.class = upper
		case uppers == 1 && unicode.IsUpper(first):
			a.class = title
		case uppers > 0:
			a.class = mixed
		case lowers == 0:
			a.class = otherLetter
		}
	}
	a.shape = mix(mix(seed, uint32(a.class)), uint32(min(n, 4)))
	if a.class >= stop {
		a.shape = mix(a.shape, run)
	}
}

func classOf(r rune) uint8 {
	switch {
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return lower
	case unicode.IsDigit(r):
		return digits
	}
	switch r {
	case '.', '!', '?', '…', ':', ';':
		return stop
	case ',':
		return comma
	case '"', '“', '”', '„', '«', '»':
		return quote
	case '\'', '’', '‘', '`', '´', 'ʼ':
		return apostrophe
	case '(', '[', '{', '<':
		return open
	case ')', ']', '}', '>':
		return closing
	case '-', '–', '—', '‐', '‑', '−':
		return dash
	}
	return symbol
}

// atomEnd is where the atom that begins at pos ends.
func atomEnd(text string, pos int) int {
	r, size := utf8.DecodeRuneInString(text[pos:])
	class := classOf(r)
	if r >= utf8.RuneSelf && class >= stop {
		return pos + clusterLen(text[pos:])
	}
	end := pos + size
	if class == open || class == closing || class == quote {
		return end + marks(text[end:])
	}
	for end < len(text) {
		next, n := utf8.DecodeRuneInString(text[end:])
		same := next == r
		if class == lower || class == digits {
			same = classOf(next) == class || joiner(next)
		}
		if !same && !unicode.IsMark(next) {
			break
		}
		end += n
	}
	return end
}

// joiner reports zero-width joiners and the soft hyphen, which live inside words.
func joiner(r rune) bool { return r == '\u200d' || r == '\u200c' || r == '\u00ad' || r == '\u2060' }

// marks is the length of the combining marks at the start of s.
func marks(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsMark(r) && !joiner(r) {
			break
		}
		n += size
	}
	return n
}

// clusterLen is the length of the grapheme cluster that s begins with.
func clusterLen(s string) int {
	g := graphemes.FromString(s[:min(len(s), 256)])
	if g.Next() {
		return max(1, len(g.Value()))
	}
	return len(s)
}

func isLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// appendLower appends s in lower case where that keeps the length of every rune; other runes stay.
func appendLower(b []byte, s string) []byte {
	for _, r := range s {
		if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
			r = l
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}
