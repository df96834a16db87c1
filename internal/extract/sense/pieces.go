package sense

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The pieces that every vocabulary has.
const (
	pieceUnknown = "[UNK]"
	pieceFirst   = "[CLS]"
	pieceLast    = "[SEP]"
)

// vocabulary are the pieces of words: each word is cut into the longest piece that fits, again and again (WordPiece; Wu et al.
// 2016). What goes on within a word begins with "##".
type vocabulary struct {
	id      map[string]int32
	unknown int32
	longest int // bytes of a piece
}

func newVocabulary(names []string) (*vocabulary, bool) {
	v := &vocabulary{id: make(map[string]int32, len(names))}
	for i, n := range names {
		v.id[n] = int32(i)
		v.longest = max(v.longest, len(n))
	}
	ok := true
	for _, n := range []string{pieceUnknown, pieceFirst, pieceLast} {
		if _, has := v.id[n]; !has {
			ok = false
		}
	}
	v.unknown = v.id[pieceUnknown]
	return v, ok
}

// add appends the pieces of a token, one at least.
func (v *vocabulary) add(to []int32, form string) []int32 {
	n := len(to)
	plain := plainOf(form)
	for plain != "" {
		var word string
		word, plain = nextWord(plain)
		if word != "" {
			to = v.addWord(to, word)
		}
	}
	if len(to) == n {
		to = append(to, v.unknown)
	}
	return to
}

// addWord appends the pieces of a word without spaces and punctuation, or of one mark.
func (v *vocabulary) addWord(to []int32, word string) []int32 {
	n := len(to)
	for at := 0; at < len(word); {
		end := min(len(word), at+v.longest)
		for ; end > at; end-- {
			p := word[at:end]
			if at > 0 {
				p = "##" + p
			}
			if id, ok := v.id[p]; ok {
				to = append(to, id)
				break
			}
		}
		if end == at {
			return append(to[:n], v.unknown)
		}
		at = end
	}
	return to
}

// plainOf is a token in small letters without accents.
func plainOf(form string) string {
	ascii := true
	for i := range len(form) {
		ascii = ascii && form[i] < 0x80
	}
	form = strings.ToLower(form)
	if ascii {
		return form
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(form))
}

// nextWord parts the first word, or the first mark, from the rest; the word is "" for a space.
func nextWord(s string) (word, rest string) {
	for i, r := range s {
		space := unicode.IsSpace(r)
		if !space && !isMark(r) {
			continue
		}
		if i > 0 {
			return s[:i], s[i:]
		}
		end := i + utf8.RuneLen(r)
		if space {
			return "", s[end:]
		}
		return s[:end], s[end:]
	}
	return s, ""
}

// isMark reports whether a rune stands for itself: punctuation, and the symbols of ASCII.
func isMark(r rune) bool {
	return unicode.IsPunct(r) || r > ' ' && r < 0x7f && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}
