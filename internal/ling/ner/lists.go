package ner

import (
	"encoding/binary"
	"fmt"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-project/casus/internal/ling"
)

// Lists is a compact set of known names, stored with the model so that the recogniser meets the lists that it was trained
// with. Names are kept as hashes of their folded words; a wrong hit is as rare as a collision of 64 bits.
type Lists struct {
	kinds  map[uint64]uint16 // the kinds of a name, and beginOfLonger where a longer name begins so; nil when read
	stored []byte            // what Marshal wrote, for lists that were read
}

// entrySize is the number of bytes of a stored entry: a hash and its kinds.
const entrySize = 10

// find returns the kinds of a hash.
func (l *Lists) find(h uint64) (uint16, bool) {
	if l.kinds != nil {
		k, ok := l.kinds[h]
		return k, ok
	}
	n := len(l.stored) / entrySize
	at := sort.Search(n, func(i int) bool { return binary.LittleEndian.Uint64(l.stored[i*entrySize:]) >= h })
	if at == n || binary.LittleEndian.Uint64(l.stored[at*entrySize:]) != h {
		return 0, false
	}
	return binary.LittleEndian.Uint16(l.stored[at*entrySize+8:]), true
}

const beginOfLonger = 1 << 8

// longestName is the number of words of a name beyond which it is left out.
const longestName = 8

// NewLists returns an empty set.
func NewLists() *Lists { return &Lists{kinds: map[uint64]uint16{}} }

var _ ling.Names = (*Lists)(nil)

// Add adds a name as written; hyphens and possessive marks are words of their own, as in the treebanks.
func (l *Lists) Add(name string, kinds ling.NameKind) {
	words := nameWords(name)
	if len(words) == 0 || len(words) > longestName {
		return
	}
	h := nameSeed
	for i, w := range words {
		h = addWord(h, w)
		if i < len(words)-1 {
			l.kinds[h] |= beginOfLonger
		}
	}
	l.kinds[h] |= uint16(kinds)
}

// nameWords cuts a name into words.
func nameWords(name string) []string {
	var out []string
	for _, f := range strings.Fields(name) {
		f = strings.ReplaceAll(f, "-", " - ")
		f = strings.ReplaceAll(strings.ReplaceAll(f, "'s", " 's"), "’s", " ’s")
		for _, w := range strings.Fields(f) {
			if w = strings.Trim(w, ",()\"“”"); w != "" {
				out = append(out, w)
			}
		}
	}
	return out
}

const nameSeed uint64 = 14695981039346656037

// addWord folds case and adds a word to a hash.
func addWord(h uint64, w string) uint64 {
	for _, r := range w {
		if r == '’' {
			r = '\''
		}
		h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
	}
	h = (h ^ 0x1f) * 1099511628211
	return h ^ h>>29
}

// Longest is the longest name that begins at words[0]. Of names in lower case only those of countries and those of two
// words are taken, and no short ones: "us" is a pronoun.
func (l *Lists) Longest(words []string) (n int, kinds ling.NameKind) {
	if len(words) == 0 {
		return 0, 0
	}
	n, kinds = l.longest(words)
	if n == 0 || starts(words[0]) {
		return n, kinds
	}
	if len(words[0]) < 4 && n == 1 || kinds&(ling.NameCountry|ling.NamePlace) == 0 || n == 1 && kinds&ling.NameCountry == 0 {
		return 0, 0
	}
	return n, kinds
}

func (l *Lists) longest(words []string) (n int, kinds ling.NameKind) {
	h := nameSeed
	for i, w := range words[:min(len(words), longestName)] {
		if len(w) > 64 {
			break
		}
		h = addWord(h, w)
		k, ok := l.find(h)
		if !ok {
			break
		}
		if kind := ling.NameKind(k); kind != 0 {
			n, kinds = i+1, kind
		}
		if k&beginOfLonger == 0 {
			break
		}
	}
	return n, kinds
}

func starts(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// Len is the number of entries, beginnings of names counted.
func (l *Lists) Len() int { return len(l.kinds) + len(l.stored)/entrySize }

// Marshal writes the set, sorted.
func (l *Lists) Marshal() []byte {
	if l.kinds == nil {
		return l.stored
	}
	keys := make([]uint64, 0, len(l.kinds))
	for k := range l.kinds {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	out := make([]byte, 0, entrySize*len(keys))
	for _, k := range keys {
		out = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint64(out, k), l.kinds[k])
	}
	return out
}

// ReadLists reads what Marshal wrote; the lists are a view of b.
func ReadLists(b []byte) (*Lists, error) {
	if len(b)%entrySize != 0 {
		return nil, fmt.Errorf("name lists: %d bytes are no whole number of entries", len(b))
	}
	for i := entrySize; i < len(b); i += entrySize {
		if binary.LittleEndian.Uint64(b[i:]) <= binary.LittleEndian.Uint64(b[i-entrySize:]) {
			return nil, fmt.Errorf("name lists: entry %d is out of order", i/entrySize)
		}
	}
	return &Lists{stored: b}, nil
}
