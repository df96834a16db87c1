// Package detect tells the language of a text.
//
// In comes text; out goes an ISO 639-1 code, or "" where the words do not say. It refuses to guess: a language that is
// merely likely is unknown, and it is never English by default. The identifier is whatlanggo's trigram model (287 of 300
// web pages right, docs/dependencies.md); short texts, on which trigrams fail, are decided by function words.
package detect

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// sample is how many bytes of a long text are looked at.
const sample = 4096

// english are function words that hardly any other language in Latin script shares.
var english = map[string]bool{
	"the": true, "of": true, "and": true, "were": true, "have": true, "that": true, "with": true, "by": true, "from": true,
	"after": true, "its": true, "their": true, "his": true, "would": true, "which": true, "who": true, "been": true,
	"said": true, "against": true, "into": true, "it": true, "this": true, "are": true, "has": true, "to": true,
}

// shared are English function words that other languages have too; they decide only headlines in the English alphabet.
var shared = map[string]bool{"at": true, "on": true, "for": true, "is": true, "was": true, "as": true, "be": true, "over": true}

// headline is how many words a headline has at most.
const headline = 12

// enough is the share of function words at which a text is English; English prose has .13 to .30 of these, others under .03.
const enough = 0.07

// shortText is the number of letters below which trigrams are not asked.
const shortText = 200

// Language is the language of text as ISO 639-1, "" when it cannot be told.
func Language(text string) string {
	if len(text) > sample {
		text = strings.ToValidUTF8(text[:sample], "")
	}
	letters, latin, words, function := count(text)
	if letters == 0 {
		return ""
	}
	share := 0.0
	if words > 0 {
		share = float64(function) / float64(words)
	}
	isLatin := latin*2 > letters // quotations in another script do not change the language of a text
	if isLatin && share >= enough {
		return "en"
	}
	if letters >= shortText {
		info := whatlanggo.Detect(text)
		if code := info.Lang.Iso6391(); code == "en" && isLatin || code != "" && info.IsReliable() && share < enough {
			return code
		}
	}
	if isLatin && letters < shortText && shortLatin(text, function) == "en" {
		return "en"
	}
	return scriptLanguage(text, isLatin)
}

// shortLatin decides a headline of a few words. With a function word and the letters of the English alphabet it is
// English; else only where the trigrams prefer English among the large languages in Latin script.
func shortLatin(text string, function int) string {
	if words := strings.Fields(text); ascii(text) {
		for _, w := range words {
			if len(words) <= headline && shared[strings.ToLower(w)] {
				function++
			}
		}
		if function > 0 {
			return "en"
		}
	}
	info := whatlanggo.DetectWithOptions(text, whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{
		whatlanggo.Eng: true, whatlanggo.Spa: true, whatlanggo.Fra: true, whatlanggo.Deu: true, whatlanggo.Por: true,
		whatlanggo.Ita: true, whatlanggo.Tur: true, whatlanggo.Ind: true, whatlanggo.Nld: true,
	}})
	if info.Lang == whatlanggo.Eng {
		return "en"
	}
	return ""
}

// scriptLanguage is the language of a text in another script where the trigrams are sure of it.
func scriptLanguage(text string, isLatin bool) string {
	if info := whatlanggo.Detect(text); !isLatin || info.IsReliable() {
		if code := info.Lang.Iso6391(); code != "en" {
			return code
		}
	}
	return ""
}

// count counts letters, letters in Latin script, words and English function words.
func count(text string) (letters, latin, words, function int) {
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Latin, r) {
				latin++
			}
		}
	}
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		words++
		if english[strings.ToLower(w)] {
			function++
		}
	}
	return letters, latin, words, function
}

// ascii reports whether all letters of s are of the English alphabet.
func ascii(s string) bool {
	for _, r := range s {
		if r >= 0x80 && unicode.IsLetter(r) {
			return false
		}
	}
	return true
}
