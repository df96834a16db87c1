package gazetteer

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FoldPlace brings a place name to the form in which it is looked up: small letters without diacritics, apostrophes and
// full stops, hyphens as spaces, "St." and the like at the beginning written out. It returns "" for a name without a
// letter or with letters that are not Latin.
func FoldPlace(name string) string {
	return string(AppendFoldedPlace(make([]byte, 0, len(name)+4), name))
}

// AppendFoldedPlace appends what FoldPlace returns to buf, which must be empty.
func AppendFoldedPlace(buf []byte, name string) []byte {
	buf = appendFolded(buf, name)
	if i := bytes.IndexByte(buf, ' '); i > 0 && i < 4 {
		if long, ok := abbreviated[string(buf[:i])]; ok {
			return slices.Replace(buf, 0, i, long...)
		}
	}
	return buf
}

// abbreviated first words of place names.
var abbreviated = map[string][]byte{"st": []byte("saint"), "ste": []byte("sainte"), "ft": []byte("fort"), "mt": []byte("mount")}

// appendFolded appends the folded name to buf, without writing out abbreviations.
func appendFolded(buf []byte, name string) []byte {
	start, gap := len(buf), false
	for i := 0; i < len(name); {
		c := name[i]
		if c >= utf8.RuneSelf {
			return appendFoldedRunes(buf[:start], name)
		}
		i++
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '\'' || c == '.' || c == '`':
			continue
		default:
			gap = true
			continue
		}
		if gap && len(buf) > start {
			buf = append(buf, ' ')
		}
		gap = false
		buf = append(buf, c)
	}
	return buf
}

func appendFoldedRunes(buf []byte, name string) []byte {
	start, gap := len(buf), false
	for _, r := range norm.NFD.String(name) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		long, special := unfolded[unicode.ToLower(r)]
		switch {
		case special:
		case unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Lm, r):
			return buf[:start]
		case unicode.IsLetter(r) && !unicode.Is(unicode.Lm, r) || unicode.IsDigit(r):
			long = string(unicode.ToLower(r))
		case strings.ContainsRune("'.`’‘ʻʼʿʾ´′", r) || unicode.Is(unicode.Lm, r):
			continue
		default:
			gap = true
			continue
		}
		if gap && len(buf) > start {
			buf = append(buf, ' ')
		}
		gap = false
		buf = append(buf, long...)
	}
	return buf
}

// unfolded are Latin letters that do not fall apart into a letter and a mark.
var unfolded = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ð': "d", 'þ': "th", 'ħ': "h", 'ə': "e",
	'ŋ': "ng", 'ŧ': "t",
}
