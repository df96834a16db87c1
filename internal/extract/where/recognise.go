package where

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

// maxWords is how many tokens a place name may have.
const maxWords = 9

// recognise adds the places that the text names beside those given: by the gazetteer, then what the entity recogniser
// calls a place beyond that.
func (d *document) recognise() {
	taken := slices.Clone(d.mentions)
	free := func(s casus.Span) bool {
		for i := range taken {
			if taken[i].span.Overlaps(s) {
				return false
			}
		}
		return true
	}
	tokens := d.t.Tokens
	for i := 0; i < len(tokens); {
		m, last := d.longest(i)
		if last == i || !free(m.span) {
			i++
			continue
		}
		if m.accepted = d.judge(&m, i, last) > 0; m.accepted {
			d.mentions = append(d.mentions, m)
			i = last
			continue
		}
		i++
	}
	d.entities()
	slices.SortStableFunc(d.mentions, func(a, b mention) int { return cmp.Compare(a.span.Start, b.span.Start) })
}

// longest matches the longest name of the gazetteer that begins at token i; last is i where there is none.
func (d *document) longest(i int) (m mention, last int) {
	tokens := d.t.Tokens
	if !capital(tokens[i].Form) || !d.known(tokens[i].Form) {
		return m, i
	}
	end := min(len(tokens), i+maxWords)
	best, at := -1, i
	for j := i; j < end; j++ {
		if j > i && strings.ContainsAny(d.text[tokens[j-1].Span.End:tokens[j].Span.Start], "\n\t") {
			break
		}
		if p := tokens[j].Form; j > i && (p == "," || p == ";" || p == ":" || p == "(" || p == ")" || p == `"`) {
			break
		}
		key := gazetteer.FoldPlace(d.text[tokens[i].Span.Start:tokens[j].Span.End])
		if key == "" {
			break
		}
		var longer bool
		d.found, longer = d.p.Search(d.found[:0], []byte(key))
		if len(d.found) > 0 && (j == i || nameEnd(tokens[j].Form)) {
			if k, ok := d.byKey[key]; ok {
				best, at = k, j+1
			} else {
				best, at = d.enter(key), j+1
			}
		}
		if !longer {
			break
		}
	}
	if best < 0 {
		return m, i
	}
	return mention{span: d.t.SpanOf(i, at), name: best}, at
}

// known leaves out at once words that are never a place alone or first in one.
func (d *document) known(form string) bool {
	return len(form) > 1 && !d.f.words.of(form).has(calendar)
}

// nameEnd reports whether a name may end with the token.
func nameEnd(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsLetter(r) && len(form) > 3
}

func capital(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r)
}

// entities adds what the recogniser calls a place and the gazetteer matching passed over. Words that the gazetteer lacks
// become an unlocated place.
func (d *document) entities() {
	n := len(d.mentions)
	for _, e := range d.t.Entities {
		if e.Kind != ling.Place || slices.ContainsFunc(d.mentions[:n], func(m mention) bool { return m.span.Overlaps(e.Span) }) {
			continue
		}
		m := mention{span: e.Span, name: -1}
		d.lookUp(&m)
		if m.nation != "" || !capital(e.Span.Of(d.text)) || m.name < 0 && !plausible(e.Span.Of(d.text)) {
			continue
		}
		m.hint |= d.around(e.First, e.Last)
		m.accepted = true
		d.mentions = append(d.mentions, m)
	}
}

// plausible reports whether words that the gazetteer lacks look like a name at all.
func plausible(words string) bool {
	return len(words) > 2 && words != strings.ToUpper(words)
}
