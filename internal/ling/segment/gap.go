package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// space reports what separates words: Unicode space, controls, and marks that print nothing and stand between words.
func space(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff' || r == '\u200e' || r == '\u200f' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// gapAt reads the gap at pos: its kind and where it ends; end is pos where there is none.
func gapAt(text string, pos int, wrapped bool) (g Gap, end int) {
	lines, spaces := 0, 0
	for end = pos; end < len(text); {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r > ' ' && r < 0x7f || !space(r) {
			break
		}
		switch r {
		case '\n', '\u2028', '\u2029', '\v', '\f':
			lines++
		case '\t':
			spaces += 2
		default:
			spaces++
		}
		end += size
	}
	switch {
	case lines > 1 || lines == 1 && !wrapped:
		return Break, end
	case lines == 1 || spaces > 1:
		return Wide, end
	}
	return Space, end
}

// isWrapped reports whether single line ends are only where a line was full: most lines that another line follows are of
// middling length and do not end a sentence.
func isWrapped(text string) bool {
	if strings.Count(text, "\n") < 3 {
		return false
	}
	followed, full := 0, 0
	for rest := text; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		next, _, _ := strings.Cut(rest, "\n")
		if line == "" || strings.TrimSpace(next) == "" {
			continue
		}
		followed++
		if len(line) >= 40 && len(line) <= 110 && !strings.ContainsAny(line[len(line)-1:], ".!?:\"") {
			full++
		}
	}
	return followed >= 3 && full*10 >= followed*6
}
