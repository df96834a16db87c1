package encode

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// Lexicon is what a dictionary says about words, in few values that words of one kind share: possible parts of speech, the
// usual one, the kind of thing or of act that the word stands for, the frames of verbs. It is a view of the bytes that it
// was read from; words are kept as hashes of 32 bits, so that one unknown word in fifty thousand is taken for another.
type Lexicon struct {
	words  int
	hashes []byte // 4 bytes a word, ascending
	sets   []byte // 2 bytes a word: its set
	rows   []byte // entryWidth bytes a set
}

// Entry is what the dictionary says about one word; zero is unknown.
type Entry struct {
	Parts  uint8 // bits: noun 1, verb 2, adjective 4, adverb 8
	Usual  uint8 // 1 to 4, the part of speech most often met; 4 more where others are common too
	Thing  uint8 // kind of the first sense as a noun, 1 to 26
	Act    uint8 // kind of the first sense as a verb, 1 to 15
	Frames uint8 // bits: intransitive 1, transitive 2, two objects 4, clause 8, infinitive or gerund 16, preposition or predicate 32
}

const entryWidth = 5

// Rows of the table of lexicon features: an entry's values, twice (as the word itself and as the stem), and the endings.
const (
	usualRows  = 16
	thingRows  = usualRows + 9
	actRows    = thingRows + 27
	frameRows  = actRows + 16
	entryRows  = frameRows + 64
	endingRows = 2 * entryRows
	LexRows    = endingRows + 6
	// Lexed is the number of lexicon features of a word.
	Lexed = 11
)

// endings of an inflected form; its stem's entry counts.
const (
	noEnding = iota
	endS
	endEd
	endIng
	irregular
)

func lexHash(kind uint64, word []byte) uint32 {
	h := mix(fnvOffset, kind)
	for _, b := range word {
		h = mix(h, uint64(b))
	}
	return uint32(fold(h))
}

// Kinds of keys.
const (
	asIs  = 11
	asEnd = 12 // irregular forms, whose entry is the stem's
)

// LexiconBuilder collects entries.
type LexiconBuilder struct {
	entries map[uint32]Entry
}

// Add adds a word's entry; of an irregular form, the stem's.
func (b *LexiconBuilder) Add(word string, e Entry, irregularForm bool) {
	if b.entries == nil {
		b.entries = map[uint32]Entry{}
	}
	kind := uint64(asIs)
	if irregularForm {
		kind = asEnd
	}
	b.entries[lexHash(kind, []byte(word))] = e
}

// Marshal writes the lexicon: counts of words and sets, hashes, the words' sets, the sets.
func (b *LexiconBuilder) Marshal() []byte {
	keys := make([]uint32, 0, len(b.entries))
	for k := range b.entries {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	setOf := map[Entry]int{}
	var sets []Entry
	var hashes, of []byte
	for _, k := range keys {
		e := b.entries[k]
		if _, ok := setOf[e]; !ok {
			setOf[e] = len(sets)
			sets = append(sets, e)
		}
		hashes = binary.LittleEndian.AppendUint32(hashes, k)
		of = binary.LittleEndian.AppendUint16(of, uint16(setOf[e]))
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(keys)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(sets)))
	out = append(append(out, hashes...), of...)
	for _, e := range sets {
		out = append(out, e.Parts, e.Usual, e.Thing, e.Act, e.Frames)
	}
	return out
}

// ReadLexicon reads what Marshal wrote, without copying.
func ReadLexicon(b []byte) (*Lexicon, error) {
	if len(b) < 8 {
		return nil, fmt.Errorf("lexicon of %d bytes", len(b))
	}
	words, sets := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
	b = b[8:]
	if words > len(b)/6 || sets > 1<<16 || len(b) != 6*words+entryWidth*sets {
		return nil, fmt.Errorf("lexicon of %d words and %d sets in %d bytes", words, sets, len(b))
	}
	l := &Lexicon{words: words, hashes: b[:4*words], sets: b[4*words : 6*words], rows: b[6*words:]}
	for i := range words {
		if int(binary.LittleEndian.Uint16(l.sets[2*i:])) >= sets {
			return nil, fmt.Errorf("lexicon: word %d has no entry", i)
		}
	}
	for i := 0; i < len(l.rows); i += entryWidth {
		if r := l.rows[i:]; r[0] > 15 || r[1] > 8 || r[2] > 26 || r[3] > 15 || r[4] > 63 {
			return nil, fmt.Errorf("lexicon: entry %d is out of range", i/entryWidth)
		}
	}
	return l, nil
}

func (l *Lexicon) find(kind uint64, word []byte) (Entry, bool) {
	h := lexHash(kind, word)
	i := sort.Search(l.words, func(i int) bool { return binary.LittleEndian.Uint32(l.hashes[4*i:]) >= h })
	if i == l.words || binary.LittleEndian.Uint32(l.hashes[4*i:]) != h {
		return Entry{}, false
	}
	r := l.rows[entryWidth*int(binary.LittleEndian.Uint16(l.sets[2*i:])):]
	return Entry{r[0], r[1], r[2], r[3], r[4]}, true
}

// Verb is the bit of Entry.Parts for verbs.
const Verb = 2

// stem finds the entry of the word that an inflected form belongs to.
func (l *Lexicon) stem(s *Scratch, low []byte) (Entry, int) {
	if e, ok := l.find(asEnd, low); ok {
		return e, irregular
	}
	n := len(low)
	try := func(cut int, add string, parts uint8) (Entry, bool) {
		if n-cut < 2 {
			return Entry{}, false
		}
		s.stem = append(append(s.stem[:0], low[:n-cut]...), add...)
		e, ok := l.find(asIs, s.stem)
		return e, ok && e.Parts&parts != 0
	}
	twice := func(cut int) bool { return n-cut >= 3 && low[n-cut-1] == low[n-cut-2] }
	switch {
	case ends(low, "s") && !ends(low, "ss"):
		for _, c := range []ending{{1, ""}, {2, ""}, {3, "y"}} {
			if c.cut == 2 && !ends(low, "es") || c.cut == 3 && !ends(low, "ies") {
				break
			}
			if e, ok := try(c.cut, c.add, 1|Verb); ok {
				return e, endS
			}
		}
	case ends(low, "ed"):
		if e, ok := tryVerb(try, low, 2, twice(2)); ok {
			return e, endEd
		}
	case ends(low, "ing"):
		if e, ok := tryVerb(try, low, 3, twice(3)); ok {
			return e, endIng
		}
	}
	return Entry{}, noEnding
}

type ending struct {
	cut int
	add string
}

func tryVerb(try func(int, string, uint8) (Entry, bool), low []byte, cut int, double bool) (Entry, bool) {
	if e, ok := try(cut, "", Verb); ok {
		return e, true
	}
	if e, ok := try(cut, "e", Verb); ok {
		return e, true
	}
	if double {
		if e, ok := try(cut+1, "", Verb); ok {
			return e, true
		}
	}
	if ends(low, "ied") {
		return try(3, "y", Verb)
	}
	return Entry{}, false
}

func ends(b []byte, with string) bool {
	return len(b) >= len(with) && string(b[len(b)-len(with):]) == with
}

// extract fills in the lexicon features of a lower-cased form; -1 stands for none.
func (l *Lexicon) extract(s *Scratch, low []byte, to *[Lexed]int32) {
	for i := range to {
		to[i] = -1
	}
	if l == nil {
		return
	}
	if e, ok := l.find(asIs, low); ok {
		e.fill(to[:5], 0)
	}
	if e, end := l.stem(s, low); end != noEnding {
		e.fill(to[5:10], entryRows)
		to[10] = endingRows + int32(end)
	}
}

func (e Entry) fill(to []int32, first int32) {
	to[0] = first + int32(e.Parts)
	to[1] = first + usualRows + int32(e.Usual)
	to[2] = first + thingRows + int32(e.Thing)
	to[3] = first + actRows + int32(e.Act)
	to[4] = first + frameRows + int32(e.Frames)
}
