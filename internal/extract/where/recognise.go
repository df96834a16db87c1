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
	var doubted []mention
	tokens := d.t.Tokens
	for i := 0; i < len(tokens); {
		m, last := d.after(i)
		if last == i || !free(m.span) {
			i++
			continue
		}
		points := d.judge(&m, i, last)
		if m.accepted = points > 0; m.accepted {
			d.mentions = append(d.mentions, m)
			i = last
			continue
		}
		if e := d.t.EntityAt(i); points > -3 && (e < 0 || d.t.Entities[e].Kind != ling.Person) {
			doubted = append(doubted, m)
		}
		i = last // a part of a refused name is no better: "Post" or "York" of a newspaper
	}
	d.again(doubted)
	d.entities()
	slices.SortStableFunc(d.mentions, func(a, b mention) int { return cmp.Compare(a.span.Start, b.span.Start) })
}

// again takes doubtful matches of names that the document surely uses for a place.
func (d *document) again(doubted []mention) {
	sure := map[int]bool{}
	for i := range d.mentions {
		sure[d.mentions[i].name] = true
	}
	for _, m := range doubted {
		overlaps := func(o mention) bool { return o.span.Overlaps(m.span) }
		if sure[m.name] && !slices.ContainsFunc(d.mentions, overlaps) {
			m.accepted = true
			d.mentions = append(d.mentions, m)
		}
	}
}

// after matches the name that begins at token i: an abbreviated area or the longest name of the gazetteer.
func (d *document) after(i int) (m mention, last int) {
	comma := d.t.Word(i-1) == ","
	if form := d.t.Tokens[i].Form; len(form) < 6 && capital(form) &&
		(strings.Contains(form, ".") || form == strings.ToUpper(form) || comma && d.t.Word(i+1) == ".") {
		if d.f.words.of(form).has(title | calendar) {
			return m, i
		}
		if comma || strings.Count(form, ".") > 1 || len(form) == 3 && form[1] >= 'A' && form[1] <= 'Z' {
			if n := d.short(form+".", gazetteer.FoldPlace(form)); n >= 0 {
				return mention{span: d.t.Tokens[i].Span, name: n, brief: true}, i + 1
			}
		}
	}
	return d.longest(i)
}

// longest matches the longest name of the gazetteer that begins at token i; last is i where there is none.
func (d *document) longest(i int) (m mention, last int) {
	tokens := d.t.Tokens
	if !capital(tokens[i].Form) || !d.known(tokens[i].Form) {
		return m, i
	}
	end := min(len(tokens), i+maxWords)
	if first, ok := d.first[tokens[i].Form]; ok && !first.longer {
		if first.name < 0 {
			return m, i
		}
		return mention{span: tokens[i].Span, name: first.name}, i + 1
	}
	best, at := -1, i
	for j := i; j < end; j++ {
		if j > i && strings.ContainsAny(d.text[tokens[j-1].Span.End:tokens[j].Span.Start], "\n\t") {
			break
		}
		if p := tokens[j].Form; j > i && (p == "," || p == ";" || p == ":" || p == "(" || p == ")" || p == `"`) {
			break
		}
		d.key = gazetteer.AppendFoldedPlace(d.key[:0], d.text[tokens[i].Span.Start:tokens[j].Span.End])
		if len(d.key) == 0 {
			break
		}
		var longer bool
		d.found, longer = d.p.Search(d.found[:0], d.key)
		if len(d.found) > 0 && (j == i || d.nameEnd(tokens[j].Form)) {
			if k, ok := d.byKey[string(d.key)]; ok {
				best, at = k, j+1
			} else {
				best, at = d.enter(string(d.key)), j+1
			}
		}
		if j == i {
			d.first[tokens[i].Form] = firstWord{best, longer}
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

// firstWord is what the gazetteer says about a word that may begin a name.
type firstWord struct {
	name   int // the name that it is alone, -1 for none
	longer bool
}

// known leaves out at once words that are never a place alone or first in one.
func (d *document) known(form string) bool {
	return len(form) > 1 && !d.f.words.of(strings.TrimSuffix(form, ".")).has(calendar)
}

// nameEnd reports whether a name may end with the token.
func (d *document) nameEnd(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || d.f.words.of(form).has(afterKinds)
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
		if m.name < 0 && m.hint == 0 && d.beforePoints(e.First) <= 0 {
			continue // neither the gazetteer nor the words around take it for a place
		}
		m.accepted = true
		d.mentions = append(d.mentions, m)
	}
}

// plausible reports whether words that the gazetteer lacks look like a name at all.
func plausible(words string) bool {
	return len(words) > 2 && words != strings.ToUpper(words)
}
