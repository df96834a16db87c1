// Package encode turns the words of a sentence into vectors: features of each form, looked up in tables and mixed by a
// bidirectional light recurrent network. Forms come in, one vector a word goes out; the tagger, the parser and the entity
// recogniser read these vectors. It refuses to look at anything but the forms and their order.
package encode

import (
	"unicode"
	"unicode/utf8"
)

// Sizes of the feature tables.
const (
	Hashed     = 8       // hashed features a word
	HashRows   = 1 << 15 // rows of the table that they share
	ShapeRows  = 1 << 9
	maxRunes   = 48 // runes of a form that features look at, from its start; suffixes are taken from the true end
	fnvOffset  = 1469598103934665603
	fnvPrime   = 1099511628211
	unknownRow = 0
)

// Unknown is the row of the word table for words that are not in the vocabulary.
const Unknown = unknownRow

// Features are the table rows of one form.
type Features struct {
	Word  int32
	Hash  [Hashed]int32 // exact form or -1, prefixes of 1 to 3 runes, suffixes of 1 to 4
	Shape int32
	Lex   [Lexed]int32 // what the lexicon says, -1 for nothing
	Vec   int32        // row of the distributional vectors, -1 for none
}

// Vocab maps normalised words to rows of the word table; row 0 is Unknown.
type Vocab map[string]int32

// Scratch is the working memory of Extract; one a worker.
type Scratch struct {
	low   []byte
	runes []rune
	stem  []byte
}

// Reader turns forms into features.
type Reader struct {
	Vocab   Vocab
	Lexicon *Lexicon // nil for none
	Vectors *Vectors // nil for none
	// Exact is the number of first rows of the vocabulary whose words have the feature of their exact form. The others were
	// met too seldom, and theirs would be noise; 0 stands for all words, the unknown too.
	Exact int32
}

// Extract fills in the features of form.
func (v *Reader) Extract(form string, s *Scratch, f *Features) {
	s.low, s.runes = s.low[:0], s.runes[:0]
	shape := uint64(fnvOffset)
	last, run := rune(0), 0
	exact := mix(fnvOffset, 1)
	for _, r := range form {
		exact = mix(exact, uint64(r))
		c := class(r)
		if c != last {
			last, run = c, 0
		}
		if run++; run <= 2 {
			shape = mix(shape, uint64(c))
		}
		l := unicode.ToLower(r)
		if c == 'd' {
			l = '0'
		}
		s.runes = append(s.runes, l)
		if len(s.runes) <= maxRunes {
			s.low = utf8.AppendRune(s.low, l)
		}
	}
	f.Word = v.Vocab[string(s.low)]
	f.Shape = int32(fold(shape) % ShapeRows)
	v.Lexicon.extract(s, s.low, &f.Lex)
	f.Vec = v.Vectors.Row(s.low)
	f.Hash[0] = row(exact)
	if v.Exact > 0 && (f.Word == Unknown || f.Word >= v.Exact) {
		f.Hash[0] = -1
	}
	n := len(s.runes)
	h := mix(fnvOffset, 2)
	for i := range 3 {
		if i < n {
			h = mix(h, uint64(s.runes[i]))
		}
		f.Hash[1+i] = row(mix(h, uint64(i)))
	}
	h = mix(fnvOffset, 3)
	for i := range 4 {
		if i < n {
			h = mix(h, uint64(s.runes[n-1-i]))
		}
		f.Hash[4+i] = row(mix(h, uint64(i)))
	}
}

// Normal is the form as the vocabulary knows it: lower case, digits as 0, cut to a bounded length.
func Normal(form string) string {
	low := make([]byte, 0, len(form))
	n := 0
	for _, r := range form {
		if n++; n > maxRunes {
			break
		}
		if class(r) == 'd' {
			r = '0'
		}
		low = utf8.AppendRune(low, unicode.ToLower(r))
	}
	return string(low)
}

func mix(h, x uint64) uint64 { return (h ^ x) * fnvPrime }

// fold spreads the high bits of an FNV hash, which hold most of its entropy, over the low ones.
func fold(h uint64) uint64 { h ^= h >> 32; return h ^ h>>15 }

func row(h uint64) int32 { return int32(fold(h) % HashRows) }

// class is the shape letter of a rune: X upper, x lower, d digit, the rune itself for ASCII punctuation, else a letter for
// its script or kind.
func class(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return 'x'
	case r >= 'A' && r <= 'Z':
		return 'X'
	case r >= '0' && r <= '9':
		return 'd'
	case r < utf8.RuneSelf:
		return r
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLower(r):
		return 'x'
	case unicode.IsDigit(r):
		return 'd'
	case unicode.IsLetter(r):
		return 'L'
	case unicode.IsMark(r):
		return 'M'
	case unicode.IsPunct(r):
		return 'P'
	}
	return 'S'
}
