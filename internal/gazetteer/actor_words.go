package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letterCase is how a name's first word must be written to be that name.
type letterCase uint8

const (
	anyCase     letterCase = iota // "rebels"
	capitalised                   // "Liberals", "Houthi movement"
	lastCapital                   // "al-Shabab", "The Times", which "the times" are not
	allCapitals                   // "WHO", which "who" is not
)

// Word is one word of a text as the name index sees it: letters and digits only, so that a hyphen or an apostrophe
// separates two words however the text was tokenised.
type Word struct {
	ID    int32 // of the folded form in the index, -1 for a word that no name has
	Token int32 // the token that it is part of
	Case  letterCase
}

// folds maps letters that do not decompose to how newspapers write them without the mark.
var folds = map[rune]string{
	'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ı': "i",
	'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ə': "e", 'Ə': "e", 'ħ': "h",
}

// Fold is a name in lower case without marks, its words separated by single spaces.
func Fold(name string) string {
	var out []byte
	for w := range splitWords(name) {
		if len(out) > 0 {
			out = append(out, ' ')
		}
		out = append(out, w.folded...)
	}
	return string(out)
}

type piece struct {
	folded string
	cased  letterCase
}

// splitWords yields the words of s, folded, with how each was written.
func splitWords(s string) func(yield func(piece) bool) {
	return func(yield func(piece) bool) {
		start := -1
		for i, r := range s {
			inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
			switch {
			case inside && start < 0:
				start = i
			case !inside && start >= 0:
				if !yield(foldWord(s[start:i])) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(foldWord(s[start:]))
		}
	}
}

// foldWord folds one word and says how it was written.
func foldWord(w string) piece {
	ascii, lower, upper := true, 0, 0
	for i := range len(w) {
		switch c := w[i]; {
		case c >= utf8.RuneSelf:
			ascii = false
		case c >= 'A' && c <= 'Z':
			upper++
		case c >= 'a' && c <= 'z':
			lower++
		}
	}
	if !ascii {
		return foldMarked(w)
	}
	p := piece{folded: w}
	switch {
	case upper > 0 && lower == 0:
		p.cased = allCapitals
	case w[0] >= 'A' && w[0] <= 'Z':
		p.cased = capitalised
	}
	if upper > 0 {
		p.folded = strings.ToLower(w)
	}
	return p
}

func foldMarked(w string) piece {
	var out strings.Builder
	first, _ := utf8.DecodeRuneInString(w)
	lower := false
	for _, r := range norm.NFD.String(w) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		lower = lower || unicode.IsLower(r)
		if f, ok := folds[r]; ok {
			out.WriteString(f)
		} else {
			out.WriteRune(unicode.ToLower(r))
		}
	}
	p := piece{folded: out.String()}
	switch {
	case unicode.IsUpper(first) && !lower:
		p.cased = allCapitals
	case unicode.IsUpper(first):
		p.cased = capitalised
	}
	return p
}

// Words appends the words of one token's form to dst.
func (a *Actors) Words(dst []Word, form string, token int) []Word {
	for p := range splitWords(form) {
		id, ok := a.trie.words[p.folded]
		if !ok {
			id = -1
		}
		dst = append(dst, Word{ID: id, Token: int32(token), Case: p.cased})
	}
	return dst
}
