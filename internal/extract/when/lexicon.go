package when

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"strings"
)

// class is a kind of word that patterns ask for.
type class uint8

// The classes. A word may belong to several.
const (
	noClass class = iota
	cMonth
	cWeekday
	cWeekdays
	cUnit
	cUnits
	cNumWord
	cOrd
	cQty
	cPart
	cOvernight
	cNoon
	cSeason
	cSeasons
	cAmPm
	cDeix
	cDeixNight
	cShift
	cThat
	cMod
	cApprox
	cEvery
	cSet
	cSetAdj
	cRef
	cRefAdj
	cZone
	cHoliday
	cFeast
	cFuture
	cScheduled
	cAim // words for what lies ahead: "called for a strike", "cancelled the march"
	cQuarter
	cEra
	cScene // verbs for what is seen on the spot, which a report's lead dates for the sentences after it
	cPlain // verbs whose past is their plain form: "hit", "cut"
	cEpoch // named stretches of history: "the Cold War"
	cEvent // nouns for a happening, by which a text takes up what it told before
	// Classes that the scanner gives to numbers.
	cNum
	cDay
	cYear
	cDecade
	cClock
	cISO
	classes
)

var classNames = map[string]class{
	"MONTH": cMonth, "WEEKDAY": cWeekday, "WEEKDAYS": cWeekdays, "UNIT": cUnit, "UNITS": cUnits, "NUMWORD": cNumWord,
	"ORD": cOrd, "QTY": cQty, "PART": cPart, "OVERNIGHT": cOvernight, "NOON": cNoon, "SEASON": cSeason,
	"SEASONS": cSeasons, "AMPM": cAmPm, "DEIX": cDeix, "DEIXNIGHT": cDeixNight, "SHIFT": cShift, "THAT": cThat,
	"MOD": cMod, "APPROX": cApprox, "EVERY": cEvery, "SET": cSet, "SETADJ": cSetAdj, "REF": cRef, "REFADJ": cRefAdj,
	"ZONE": cZone, "HOLIDAY": cHoliday, "FEAST": cFeast, "FUTURE": cFuture, "SCHEDULED": cScheduled, "AIM": cAim, "NUM": cNum, "DAY": cDay, "YEAR": cYear,
	"DECADE": cDecade, "CLOCK": cClock, "ISO": cISO, "QUARTER": cQuarter, "ERA": cEra, "EVENT": cEvent, "EPOCH": cEpoch, "SCENE": cScene, "PLAIN": cPlain,
}

// sense is one reading of a word or of several words together.
type sense struct {
	class  class
	unsure bool   // the word is as often something else
	value  string // as the table has it
}

// phrase is a reading that needs the words after the first as well.
type phrase struct {
	rest []int32 // word ids
	sense
}

// word is what the lexicon knows about one written form.
type word struct {
	id      int32
	mask    uint64 // of the classes of senses and of phrases that begin here
	senses  []sense
	phrases []phrase // longest first
}

// lexicon maps written forms to words. Lower-case, capitalised and upper-case forms share one word.
type lexicon struct {
	forms map[string]*word
	words []*word
}

// id finds or makes the word of a lower-case form.
func (l *lexicon) word(form string) *word {
	if w, ok := l.forms[form]; ok {
		return w
	}
	w := &word{id: int32(len(l.words))}
	l.words = append(l.words, w)
	l.forms[form] = w
	if len(form) > 0 && form[0] >= 'a' && form[0] <= 'z' {
		for _, v := range []string{strings.ToUpper(form[:1]) + form[1:], strings.ToUpper(form)} {
			if _, taken := l.forms[v]; !taken {
				l.forms[v] = w
			}
		}
	}
	return w
}

// add enters one line of the table.
func (l *lexicon) add(words []string, s sense) {
	first := l.word(words[0])
	first.mask |= 1 << s.class
	if len(words) == 1 {
		first.senses = append(first.senses, s)
		return
	}
	p := phrase{sense: s}
	for _, w := range words[1:] {
		p.rest = append(p.rest, l.word(w).id)
	}
	at := 0
	for at < len(first.phrases) && len(first.phrases[at].rest) >= len(p.rest) {
		at++
	}
	first.phrases = append(first.phrases, phrase{})
	copy(first.phrases[at+1:], first.phrases[at:])
	first.phrases[at] = p
}

// rows yields the lines of a table split at tabs, with their numbers; comments and empty lines are left out.
func rows(fsys fs.FS, path string, columns int, row func(line int, f []string) error) error {
	text, err := fs.ReadFile(fsys, path)
	if err != nil {
		return fmt.Errorf("read table: %w", err)
	}
	sc := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; sc.Scan(); n++ {
		if line := sc.Text(); line != "" && line[0] != '#' {
			f := strings.Split(line, "\t")
			if len(f) != columns {
				return fmt.Errorf("%s:%d: %d columns instead of %d: %q", path, n, len(f), columns, line)
			}
			if err := row(n, f); err != nil {
				return fmt.Errorf("%s:%d: %w", path, n, err)
			}
		}
	}
	return sc.Err()
}

// readLexicon reads the table of words.
func readLexicon(fsys fs.FS, path string) (*lexicon, error) {
	l := &lexicon{forms: map[string]*word{}}
	err := rows(fsys, path, 3, func(_ int, f []string) error {
		name, unsure := strings.CutSuffix(f[1], "?")
		c, ok := classNames[name]
		if !ok {
			return fmt.Errorf("unknown class %q", f[1])
		}
		l.add(strings.Fields(f[0]), sense{class: c, unsure: unsure, value: f[2]})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return l, nil
}

// happening reports whether the lemma is a noun for something that happened.
func (e *Engine) happening(lemma string) bool {
	w, ok := e.lex.forms[lemma]
	return ok && w.mask&(1<<cEvent) != 0
}

// unchanged reports whether the past of the verb is its plain form.
func (e *Engine) unchanged(lemma string) bool {
	w, ok := e.lex.forms[lemma]
	return ok && w.mask&(1<<cPlain) != 0
}
