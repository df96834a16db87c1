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
	case lines > 1 || lines == 1 && !wrapped && !runsOn(text[:pos], text[end:]):
		return Break, end
	case lines == 1 || spaces > 1:
		return Wide, end
	}
	return Space, end
}

// fullLine is the number of bytes from which a line may have been broken because it was full.
const fullLine = 40

// runsOn reports whether a single line end stands within a sentence: the line before stops at a word after which no
// sentence or heading stops; or it is long and stops at a comma, or the next line begins in lower case.
func runsOn(before, after string) bool {
	line := strings.TrimRight(before[strings.LastIndexByte(before, '\n')+1:], " \t\r")
	if opens[line[strings.LastIndexByte(line, ' ')+1:]] {
		return true
	}
	if len(line) < fullLine || after == "" {
		return false
	}
	end := line[len(line)-1]
	next, _ := utf8.DecodeRuneInString(after)
	return end == ',' || unicode.IsLower(next) && !strings.ContainsRune(".!?:;", rune(end))
}

// opens are words that something must follow.
var opens = map[string]bool{
	"a": true, "an": true, "the": true, "of": true, "in": true, "at": true, "from": true, "with": true, "and": true, "or": true,
	"to": true, "for": true, "by": true, "into": true, "between": true, "during": true, "their": true, "its": true, "his": true, "her": true,
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
