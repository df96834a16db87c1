package fuse

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one word of a text as fusion sees it: folded, cut back to a stem, and hashed.
type word struct {
	stem  string
	hash  uint32
	name  bool // capitalised within a sentence, so probably part of a name
	upper bool // an abbreviation in capitals
	start int  // byte offset
	end   int
}

// hash32 is FNV-1a. Words are compared by hash, so that no number depends on the order of arrival.
func hash32(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// hash64 is FNV-1a over several parts with a separator between them.
func hash64(parts ...string) uint64 {
	h := uint64(14695981039346656037)
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint64(p[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	return mix(h)
}

// mix is the finaliser of splitmix64.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// words splits text into words: runs of letters and digits, with inner apostrophes, hyphens and full stops between
// letters or digits kept ("U.S.", "2.5"). A possessive ending is cut off.
func words(text string) []word {
	out := make([]word, 0, len(text)/6)
	afterStop := true
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if strings.ContainsRune(".!?\n“\"", r) {
				afterStop = true
			}
			i += n
			continue
		}
		j := wordEnd(text, i)
		out = append(out, makeWord(text, i, j, afterStop))
		afterStop = false
		i = j
	}
	return out
}

// wordEnd is where the word that starts at i ends.
func wordEnd(text string, i int) int {
	j := i
	for j < len(text) {
		r, n := utf8.DecodeRuneInString(text[j:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			j += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[j+n:])
		inner := r == '\'' || r == '’' || r == '.' || (r == ',' && unicode.IsDigit(next))
		if inner && j > i && (unicode.IsLetter(next) || unicode.IsDigit(next)) {
			j += n
			continue
		}
		break
	}
	return j
}

func makeWord(text string, i, j int, first bool) word {
	raw := text[i:j]
	for _, s := range []string{"'s", "’s", "'S", "’S"} {
		raw = strings.TrimSuffix(raw, s)
	}
	low := strings.ToLower(raw)
	r, _ := utf8.DecodeRuneInString(raw)
	w := word{stem: stem(low), name: unicode.IsUpper(r) && !first, start: i, end: j}
	w.upper = len(raw) > 1 && raw != low && strings.ToUpper(raw) == raw
	w.hash = hash32(w.stem)
	return w
}

// stem cuts the commonest English endings, so that inflected forms of a word meet. Lemmas that the analysis gives
// are stemmed in the same way.
func stem(w string) string {
	if len(w) < 4 || !isASCIIWord(w) {
		if strings.ContainsAny(w, "0123456789") {
			return w
		}
		return strings.ReplaceAll(w, ".", "")
	}
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"):
		w = w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		w = w[:len(w)-1]
	}
	switch {
	case strings.HasSuffix(w, "ing") && len(w) > 5 && hasVowel(w[:len(w)-3]):
		w = undouble(w[:len(w)-3])
	case strings.HasSuffix(w, "ied") && len(w) > 4:
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ed") && len(w) > 4 && hasVowel(w[:len(w)-2]):
		w = undouble(w[:len(w)-2])
	}
	if len(w) > 4 && strings.HasSuffix(w, "e") {
		w = w[:len(w)-1]
	}
	return w
}

func isASCIIWord(w string) bool {
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return false
		}
	}
	return true
}

func hasVowel(w string) bool { return strings.ContainsAny(w, "aeiouy") }

// undouble turns "stopp" into "stop", but leaves "kill" and "pass".
func undouble(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return w
}
