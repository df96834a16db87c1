package when

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode"
)

// option is one alternative of a pattern's element: a word or a class.
type option struct {
	word  int32 // -1 for a class
	class class
}

// element is one place of a pattern.
type element struct {
	options  []option
	optional bool
}

// rule is a pattern with the operation that reads it.
type rule struct {
	name  string
	order int
	op    operation
	elems []element
}

// ruleset holds all rules by what they can begin with.
type ruleset struct {
	byClass [classes][]*rule
	byWord  map[int32][]*rule
}

// readRules compiles the table of patterns.
func readRules(fsys fs.FS, path string, l *lexicon) (*ruleset, error) {
	rs := &ruleset{byWord: map[int32][]*rule{}}
	n := 0
	err := rows(fsys, path, 3, func(_ int, f []string) error {
		op, ok := operations[f[1]]
		if !ok {
			return fmt.Errorf("unknown operation %q", f[1])
		}
		r := &rule{name: f[0], order: n, op: op}
		n++
		for _, e := range strings.Fields(f[2]) {
			el, err := parseElement(e, l)
			if err != nil {
				return err
			}
			r.elems = append(r.elems, el)
		}
		rs.index(r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rs, nil
}

// parseElement reads "a|B?".
func parseElement(s string, l *lexicon) (element, error) {
	var e element
	if len(s) > 1 {
		s, e.optional = strings.CutSuffix(s, "?")
	}
	for _, o := range strings.Split(s, "|") {
		if o == "" {
			return e, fmt.Errorf("empty alternative in %q", s)
		}
		if unicode.IsUpper(rune(o[0])) {
			c, ok := classNames[o]
			if !ok {
				return e, fmt.Errorf("unknown class %q", o)
			}
			e.options = append(e.options, option{word: -1, class: c})
			continue
		}
		e.options = append(e.options, option{word: l.word(o).id})
	}
	return e, nil
}

// index enters r under everything it can begin with.
func (rs *ruleset) index(r *rule) {
	for _, e := range r.elems {
		for _, o := range e.options {
			if o.word < 0 {
				rs.byClass[o.class] = appendOnce(rs.byClass[o.class], r)
			} else {
				rs.byWord[o.word] = appendOnce(rs.byWord[o.word], r)
			}
		}
		if !e.optional {
			return
		}
	}
}

func appendOnce(list []*rule, r *rule) []*rule {
	if len(list) > 0 && list[len(list)-1] == r {
		return list
	}
	return append(list, r)
}

// slot is a class that an element bound to atoms.
type slot struct {
	class class
	atom  int
	sense sense
}

// match tries the elements from at on and returns the atom after the match, or -1. Slots are pushed onto s.slots.
func (s *scan) match(elems []element, at int) int {
	if len(elems) == 0 {
		return at
	}
	e := elems[0]
	mark := len(s.slots)
	if at < s.end {
		for _, o := range e.options {
			next := at + 1
			if o.word >= 0 {
				if s.atoms[at].id() != o.word {
					continue
				}
			} else {
				var sn sense
				if sn, next = s.sense(at, o.class); next < 0 {
					continue
				}
				s.slots = append(s.slots, slot{o.class, at, sn})
			}
			if end := s.match(elems[1:], next); end >= 0 {
				return end
			}
			s.slots = s.slots[:mark]
		}
	}
	if e.optional {
		return s.match(elems[1:], at)
	}
	return -1
}

// sense is the reading of the atom as class c and the atom after it, or -1. Phrases of the lexicon span several atoms.
func (s *scan) sense(at int, c class) (sense, int) {
	a := &s.atoms[at]
	if a.mask&(1<<c) == 0 {
		return sense{}, -1
	}
	if a.word == nil || c >= cNum {
		return sense{class: c}, at + 1
	}
	for i := range a.word.phrases {
		p := &a.word.phrases[i]
		if p.class == c && s.follows(at+1, p.rest) {
			return p.sense, at + 1 + len(p.rest)
		}
	}
	for _, sn := range a.word.senses {
		if sn.class == c && !(a.lower && caseful(c) && !s.yearAt(at+1) && (sn.unsure || at+1 < s.end && s.atoms[at].end-s.atoms[at].start < 5)) {
			return sn, at + 1
		}
	}
	if c == cOrd && a.word == nil {
		return sense{class: c}, at + 1
	}
	return sense{}, -1
}

// yearAt reports whether atom i is a year of four digits, which makes "june" before it a month.
func (s *scan) yearAt(i int) bool { return i < s.end && s.atoms[i].is(cYear) && s.atoms[i].digits == 4 }

// caseful reports whether words of the class are written with a capital.
func caseful(c class) bool { return c == cMonth || c == cWeekday || c == cWeekdays }

// follows reports whether the words with these ids stand at at.
func (s *scan) follows(at int, ids []int32) bool {
	if at+len(ids) > s.end {
		return false
	}
	for i, id := range ids {
		if s.atoms[at+i].id() != id {
			return false
		}
	}
	return true
}
