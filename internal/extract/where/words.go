package where

import (
	"strings"
	"sync"

	"github.com/casus-project/casus/data"
)

// class is a set of what a word or phrase tells about a name beside it.
type class uint32

// The classes of words.tsv.
const (
	locative class = 1 << iota
	direction
	title
	notAfter
	notBefore
	saying
	calendar
	given
	family
	common
	sold // a label of web addresses that everybody may buy
	body // a body that is no place, though it covers one
	afterAdmin
	afterSettlement
	afterWater
	afterRegion
	afterSite
	beforeAdmin
	beforeSettlement
	beforeWater
	beforeRegion

	afterKinds  = afterAdmin | afterSettlement | afterWater | afterRegion | afterSite
	beforeKinds = beforeAdmin | beforeSettlement | beforeWater | beforeRegion
)

var classNames = map[string]class{
	"locative": locative, "direction": direction, "title": title, "notafter": notAfter, "notbefore": notBefore,
	"saying": saying, "calendar": calendar, "given": given, "family": family, "common": common, "body": body, "sold": sold,
	"after:admin": afterAdmin, "after:settlement": afterSettlement, "after:water": afterWater, "after:region": afterRegion,
	"after:site": afterSite, "before:admin": beforeAdmin, "before:settlement": beforeSettlement, "before:water": beforeWater,
	"before:region": beforeRegion,
}

func (c class) has(any class) bool { return c&any != 0 }

// hint is what kind of place the words around a name speak of.
type hint uint8

const (
	hintAdmin hint = 1 << iota
	hintSettlement
	hintWater
	hintRegion
	hintSite
)

func (c class) hint() hint {
	var h hint
	for i, pair := range [...]class{
		afterAdmin | beforeAdmin, afterSettlement | beforeSettlement, afterWater | beforeWater, afterRegion | beforeRegion, afterSite,
	} {
		if c.has(pair) {
			h |= 1 << i
		}
	}
	return h
}

// words knows the words of words.tsv.
type words struct {
	classes map[string]class
	longest int // bytes
}

// of is the class of a word as written.
func (w *words) of(word string) class {
	if len(word) > w.longest {
		return 0
	}
	return w.classes[word]
}

// embeddedWords reads the table once.
var embeddedWords = sync.OnceValue(func() *words {
	text, err := data.FS.ReadFile("gazetteer/words.tsv")
	if err != nil {
		panic(err) // embedded: its absence is a broken build
	}
	w := &words{classes: map[string]class{}}
	for line := range strings.Lines(string(text)) {
		word, name, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if c, ok := classNames[name]; ok {
			w.classes[word] |= c
			w.longest = max(w.longest, len(word))
		}
	}
	return w
})
