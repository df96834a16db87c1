package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDateline is how long a dateline may be, in bytes.
const maxDateline = 90

// cutDatelines makes a sentence of its own of each dateline at the beginning of a paragraph ("GOMA, Congo (Quay Wire) — "):
// the treebanks have none, and what follows would be read as a part of it. Training does not come here.
func (w *Worker) cutDatelines() {
	first := true
	for i := range w.atoms {
		a := &w.atoms[i]
		if first {
			if n := dateline(w.text[a.Start:]); n > 0 {
				w.breakAfter(i, int(a.Start)+n)
			}
		}
		first = a.After == Break
	}
}

// breakAfter makes a break after the atom that ends at the offset, from atom i on.
func (w *Worker) breakAfter(i, offset int) {
	for ; i+1 < len(w.atoms) && int(w.atoms[i].End) <= offset; i++ {
		if int(w.atoms[i].End) == offset && w.atoms[i].After != NoGap {
			w.atoms[i].After = Break
			return
		}
	}
}

// dateline is the length of the dateline that text begins with, its dash included; 0 where it begins with none. A dateline
// is a place in capitals, or a place with an agency in brackets, before a dash between spaces: "NEW DELHI, March 4 —",
// "Quito (Andes Wire) -".
func dateline(text string) int {
	head := text[:min(len(text), maxDateline)]
	end, dash := -1, 0
	for i, r := range head {
		if i > 0 && head[i-1] == ' ' && (r == '—' || r == '–' || r == '-') {
			n := len(strings.TrimLeft(head[i:], "-—–"))
			if dash = len(head) - i - n; n > 0 && head[i+dash] == ' ' {
				end = i
				break
			}
		}
		if r == '\n' || r == '"' || r == '“' || r == '?' || r == '!' {
			return 0
		}
	}
	if end < 0 || !placeAhead(strings.TrimSpace(head[:end])) {
		return 0
	}
	return end + dash
}

// placeAhead reports whether the words before the dash can be a dateline: the first word in capitals, or an agency in
// brackets at the end and a capital at the beginning.
func placeAhead(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	first, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) {
		return false
	}
	if strings.HasSuffix(s, ")") && strings.Count(s, "(") == 1 && len(strings.Fields(s[:strings.IndexByte(s, '(')])) <= 4 {
		return true
	}
	letters := 0
	for _, r := range strings.TrimRight(word, ",.") {
		if unicode.IsLetter(r) {
			letters++
			if !unicode.IsUpper(r) {
				return false
			}
		}
	}
	return letters >= 3 && len(strings.Fields(s)) <= 7
}
