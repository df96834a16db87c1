package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// editedEnd is where the word that begins at pos ends if an editor has put some of its letters in brackets: "[W]e",
// "threaten[ed]". Such a word is one. pos where none begins.
func (w *Worker) editedEnd(text string, pos int) int {
	if n := len(w.atoms); n > 0 && int(w.atoms[n-1].End) == pos && w.atoms[n-1].class < stop {
		return pos
	}
	end, outside, inside, open := pos, 0, 0, false
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		switch {
		case r == '[' && !open && inside == 0:
			open = true
		case r == ']' && open && inside > 0:
			open = false
		case unicode.IsLetter(r) && open:
			inside++
		case unicode.IsLetter(r):
			outside++
		default:
			r = 0
		}
		if r == 0 {
			break
		}
		end += size
	}
	if open || inside == 0 || outside == 0 {
		return pos
	}
	return end
}

// Unedited is a word without an editor's brackets: "[W]e" is "We".
func Unedited(form string) string {
	if len(form) < 4 || strings.IndexByte(form, '[') < 0 {
		return form
	}
	return strings.NewReplacer("[", "", "]", "").Replace(form)
}
