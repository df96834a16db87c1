package segment

import "strings"

// endings are what the last part of an address or a file name may be.
var endings = func() map[string]bool {
	m := map[string]bool{}
	for _, e := range strings.Fields("com org net edu gov mil int info biz tv co uk de fr eu us ru cn pdf doc docx xls ppt " +
		"txt htm html asp aspx php jpg jpeg gif png zip exe csv mp3 mp4 xml") {
		m[e] = true
	}
	return m
}()

// longestAddress bounds the search for the end of an address.
const longestAddress = 1024

// addressEnd is where the web address, mail address or file name that begins at pos ends; pos where none begins. It is one
// word whatever marks are in it.
func addressEnd(text string, pos int) int {
	end := pos
	dots, ats := 0, 0
	for end < len(text) && end-pos < longestAddress && inAddress(text[end]) {
		switch text[end] {
		case '.':
			dots++
		case '@':
			ats++
		}
		end++
	}
	for end > pos && strings.IndexByte(".,;:!?-/*_=~'&", text[end-1]) >= 0 && !strings.HasSuffix(text[pos:end], "/") {
		end--
	}
	s := text[pos:end]
	if len(s) < 5 || dots == 0 {
		return pos
	}
	if i := strings.Index(s, "://"); i > 1 && i < 6 && i+3 < len(s) || len(s) > 7 && strings.EqualFold(s[:4], "www.") {
		return end
	}
	if i := strings.IndexByte(s, '@'); ats == 1 && i > 0 && strings.IndexByte(s[i:], '.') > 1 && plain(s) {
		return end
	}
	slash := strings.IndexByte(s, '/')
	host := s
	if slash > 0 {
		host = s[:slash]
	}
	if k := strings.LastIndexByte(host, '.'); k > 0 && endings[strings.ToLower(host[k+1:])] && plain(s) && !strings.Contains(s, "..") {
		return end
	}
	return pos
}

func inAddress(c byte) bool {
	return c > ' ' && c < 0x7f && strings.IndexByte("<>\"()[]{}|\\^`", c) < 0
}

// plain reports whether s has only letters, digits and the marks of plain addresses.
func plain(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		if !(c >= 'a' && c <= 'z' || s[i] >= '0' && s[i] <= '9' || strings.IndexByte("._-+@/#%=?&~", s[i]) >= 0) {
			return false
		}
	}
	return true
}
