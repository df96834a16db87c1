package tag

import (
	"bufio"
	"bytes"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/encode"
)

// Script turns a form into its lemma: put it into lower case or not, take bytes off its end, add letters.
type Script struct {
	Lower bool
	Strip int
	Add   string
}

// NewScript is the script that turns form into lemma.
func NewScript(form, lemma string) Script {
	low := strings.ToLower(form)
	keep, fall := common(form, lemma), common(low, lemma)
	if fall > keep || fall == keep && low == form {
		return Script{Lower: true, Strip: len(low) - fall, Add: lemma[fall:]}
	}
	return Script{Strip: len(form) - keep, Add: lemma[keep:]}
}

// common is the length of the longest common prefix in whole runes.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return n
}

// Apply is the lemma of form; ok is false where the script does not fit the form.
func (s Script) Apply(form string) (lemma string, ok bool) {
	if s.Lower {
		form = strings.ToLower(form)
	}
	at := len(form) - s.Strip
	if at < 0 || at < len(form) && !utf8.RuneStart(form[at]) || at == 0 && s.Add == "" {
		return "", false
	}
	if s.Add == "" {
		return form[:at], true
	}
	return form[:at] + s.Add, true
}

// maxSuffix is the longest suffix in bytes that a rule looks at; whole words have rules of their own.
const maxSuffix = 6

// Lemmas is a set of rules: the longest suffix of a word that has a rule for its tag decides.
type Lemmas struct {
	scripts []Script
	rules   map[string]uint16
	known   map[string]int32 // words that occur; nil where nobody said
}

// Know tells the lemmatiser which words occur: of the ways to undo "-ed" and "-ing" it then prefers one that gives a word.
func (l *Lemmas) Know(words map[string]int32) { l.known = words }

// caseOf is a letter for how a form is written: lower case, Title, UPPER, mixed.
func caseOf(form string) byte {
	upper, lower, first := 0, 0, false
	for i, r := range form {
		switch {
		case unicode.IsUpper(r):
			upper++
			first = first || i == 0
		case unicode.IsLower(r):
			lower++
		}
	}
	switch {
	case upper == 0:
		return 'l'
	case lower == 0 && upper > 1:
		return 'u'
	case upper == 1 && first:
		return 't'
	}
	return 'm'
}

// key begins a lookup key: tags and case. The suffix follows, after "^" where it is a whole word.
func key(b []byte, m encode.Morph, letter byte) []byte {
	return append(b[:0], byte('A'+m.UPOS), byte('0'+m.XPOS), letter)
}

// Cache keeps built lemmas, so that each is built once; one a worker.
type Cache struct {
	key   []byte
	low   []byte
	built map[string]string
}

// maxBuilt bounds the cache.
const maxBuilt = 1 << 15

// Find is the lemma of form with the given tags.
func (l *Lemmas) Find(c *Cache, form string, m encode.Morph) string {
	letter := caseOf(form)
	c.low = c.low[:0]
	for _, r := range form {
		c.low = utf8.AppendRune(c.low, unicode.ToLower(r))
	}
	rule, whole, ok := l.lookup(c, m, letter)
	if m.XPOS.Verbal() && letter == 't' && !whole { // "Said" at the beginning of a sentence
		if r, w, found := l.lookup(c, m, 'l'); found {
			form, rule, whole, letter, ok = string(c.low), r, w, 'l', true
		}
	}
	if !ok {
		return form
	}
	s := l.scripts[rule]
	verb := !whole && l.known != nil && m.XPOS.Verbal() && m.XPOS != ling.VB && m.XPOS != ling.VBP
	if !verb && s.Add == "" && (!s.Lower || letter == 'l') {
		if lemma, ok := s.Apply(form); ok {
			return lemma
		}
		return form
	}
	of := byte(0) // what is built depends on the rule and on whether it is a verb's, not on what was built before
	if verb {
		of = 1
	}
	c.key = append(append(c.key[:0], byte(rule), byte(rule>>8), of), form...)
	if lemma, ok := c.built[string(c.key)]; ok {
		return lemma
	}
	lemma, ok := s.Apply(form)
	if !ok {
		lemma = strings.ToLower(form)
	}
	if verb {
		lemma = l.verb(lemma, string(c.low))
	}
	if len(c.built) >= maxBuilt || c.built == nil {
		c.built = make(map[string]string)
	}
	if len(form) < 64 {
		c.built[string(c.key)] = lemma
	}
	return lemma
}

// verb is the lemma of an inflected verb without a rule of its own: what its script gives where that is a word, else the
// first of stem + e, stem, stem with its doubled end undone that is one.
func (l *Lemmas) verb(lemma, low string) string {
	if stem := short(low); stem != "" && l.known[stem+"e"] != 0 {
		return stem + "e"
	}
	if l.known[lemma] != 0 {
		return lemma
	}
	for _, cut := range [...]int{3, 2} {
		if suffix := [...]string{2: "ed", 3: "ing"}[cut]; len(low) > cut+1 && strings.HasSuffix(low, suffix) {
			lemma = l.firstKnown(lemma, low[:len(low)-cut])
		}
	}
	return lemma
}

// short is what stands before "-ed" or "-ing" if that is one syllable with one vowel before one consonant: such a stem would
// have doubled its end, so that "hoped" is of "hope", not of "hop". Else "".
func short(low string) string {
	stem, ok := strings.CutSuffix(low, "ed")
	if !ok {
		if stem, ok = strings.CutSuffix(low, "ing"); !ok {
			return ""
		}
	}
	n := len(stem)
	const vowels = "aeiouy"
	if n < 2 || strings.IndexByte(vowels, stem[n-2]) < 0 || strings.IndexByte(vowels+"wx", stem[n-1]) >= 0 {
		return ""
	}
	if strings.ContainsAny(stem[:n-2], vowels) {
		return ""
	}
	return stem
}

func (l *Lemmas) firstKnown(fallback, stem string) string {
	n := len(stem)
	for _, w := range [...]string{stem + "e", stem, stem[:n-1]} {
		if l.known[w] != 0 && (len(w) >= n || n > 2 && stem[n-1] == stem[n-2]) {
			return w
		}
	}
	return fallback
}

// lookup is the rule that decides, and whether it is one of the whole word.
func (l *Lemmas) lookup(c *Cache, m encode.Morph, letter byte) (rule uint16, whole, ok bool) {
	low := c.low
	if len(low) <= 40 {
		c.key = append(append(key(c.key, m, letter), '^'), low...)
		if r, ok := l.rules[string(c.key)]; ok {
			return r, true, true
		}
	}
	for n := min(len(low), maxSuffix); n >= 0; n-- {
		c.key = append(key(c.key, m, letter), low[len(low)-n:]...)
		if r, ok := l.rules[string(c.key)]; ok {
			return r, false, true
		}
	}
	return 0, false, false
}

// Example is one word for Learn.
type Example struct {
	Form, Lemma string
	Morph       encode.Morph
}

// Learn builds rules from examples. A rule is kept only where the shorter suffixes would be wrong. Exceptions are whole
// words that a dictionary lists; they count more than the examples, which have slips of their own.
func Learn(examples, exceptions []Example) *Lemmas {
	votes := map[string]map[Script]int{}
	words := map[string]map[Script]int{}
	vote := func(m map[string]map[Script]int, k string, s Script, n int) {
		if m[k] == nil {
			m[k] = map[Script]int{}
		}
		m[k][s] += n
	}
	count := map[Example]int{}
	for _, e := range examples {
		if e.Lemma != "" && e.Lemma != "_" && len(e.Form) <= 40 {
			e.Morph.Feats = ""
			count[e]++
		}
	}
	for e, n := range count {
		low, letter, s := strings.ToLower(e.Form), caseOf(e.Form), NewScript(e.Form, e.Lemma)
		head := string(key(nil, e.Morph, letter))
		vote(words, head+"^"+low, s, n)
		for k := range min(len(low), maxSuffix) + 1 {
			vote(votes, head+low[len(low)-k:], s, 1) // types, not tokens
		}
	}
	for _, e := range exceptions {
		k := string(key(nil, e.Morph, caseOf(e.Form))) + "^" + strings.ToLower(e.Form)
		words[k] = map[Script]int{NewScript(e.Form, e.Lemma): 1}
	}
	l := &Lemmas{rules: map[string]uint16{}}
	ids := map[Script]uint16{}
	l.keep(votes, ids, 2)
	l.keep(words, ids, 1)
	return l
}

// keep adds the rules of votes, shortest keys first, that change what shorter ones say.
func (l *Lemmas) keep(votes map[string]map[Script]int, ids map[Script]uint16, least int) {
	keys := make([]string, 0, len(votes))
	for k := range votes {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if len(keys[i]) != len(keys[j]) {
			return len(keys[i]) < len(keys[j])
		}
		return keys[i] < keys[j]
	})
	for _, k := range keys {
		best, n := winner(votes[k])
		if n < least {
			continue
		}
		if r, ok := l.shorter(k); ok && l.scripts[r] == best {
			continue
		}
		id, ok := ids[best]
		if !ok {
			id = uint16(len(l.scripts))
			ids[best] = id
			l.scripts = append(l.scripts, best)
		}
		l.rules[k] = id
	}
}

// shorter is the rule that decides for key k without a rule of its own.
func (l *Lemmas) shorter(k string) (uint16, bool) {
	head, rest := k[:3], k[3:]
	rest = strings.TrimPrefix(rest, "^")
	start := 1
	if k[3:] != rest {
		start = max(0, len(rest)-maxSuffix)
	}
	for at := start; at <= len(rest); at++ {
		if r, ok := l.rules[head+rest[at:]]; ok {
			return r, true
		}
	}
	return 0, false
}

func winner(votes map[Script]int) (best Script, n int) {
	for s, k := range votes {
		if k > n || k == n && less(s, best) {
			best, n = s, k
		}
	}
	return best, n
}

func less(a, b Script) bool {
	if a.Strip != b.Strip {
		return a.Strip < b.Strip
	}
	if a.Add != b.Add {
		return a.Add < b.Add
	}
	return a.Lower && !b.Lower
}

// Marshal writes the rules, sorted.
func (l *Lemmas) Marshal() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d\n", len(l.scripts))
	for _, s := range l.scripts {
		fmt.Fprintf(&b, "%t\t%d\t%s\n", s.Lower, s.Strip, s.Add)
	}
	keys := make([]string, 0, len(l.rules))
	for k := range l.rules {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Fprintf(&b, "%s\t%d\n", k, l.rules[k])
	}
	return b.Bytes()
}

// ReadLemmas reads what Marshal wrote.
func ReadLemmas(b []byte) (*Lemmas, error) {
	sc := bufio.NewScanner(bytes.NewReader(b))
	l := &Lemmas{rules: map[string]uint16{}}
	left := -1
	for line := 1; sc.Scan(); line++ {
		f := strings.Split(sc.Text(), "\t")
		var err error
		switch {
		case left < 0:
			left, err = strconv.Atoi(f[0])
		case left > 0 && len(f) == 3:
			var n int
			n, err = strconv.Atoi(f[1])
			l.scripts = append(l.scripts, Script{f[0] == "true", n, f[2]})
			left--
		case left == 0 && len(f) == 2:
			var n int
			n, err = strconv.Atoi(f[1])
			if err == nil && n >= len(l.scripts) {
				err = fmt.Errorf("no script %d", n)
			}
			l.rules[f[0]] = uint16(n)
		default:
			err = fmt.Errorf("%d columns", len(f))
		}
		if err != nil {
			return nil, fmt.Errorf("lemma rules, line %d: %w", line, err)
		}
	}
	return l, sc.Err()
}
