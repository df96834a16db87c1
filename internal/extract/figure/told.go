package figure

import (
	"github.com/casus-project/casus/internal/ling"
)

// Bare numbers whose clause says elsewhere what they count: "the count of guns stands at 1,500", "the army put its count of
// departing men at 5,500", "a crowd put by the police at two thousand", "the number that its boats had saved is 90", "a
// patrol of six".

// toldOf is the noun that a bare number counts, −1 where the clause tells none; attr is what became of them, where a clause on
// the word "number" says it.
func (f *Finder) toldOf(t *ling.Text, q *quantity) (head int, attr string) {
	if q.start-2 < q.from {
		return -1, ""
	}
	for i := q.start - 2; i >= q.from && i > q.start-16; i-- {
		switch tok := &t.Tokens[i]; {
		case tok.Form == ";" || tok.Form == ":":
			return -1, ""
		case countWords[tok.Lemma] && tok.UPOS == ling.NOUN:
			return f.countOf(t, i, q)
		}
	}
	if h := f.putAt(t, q); h >= 0 {
		return h, ""
	}
	return -1, ""
}

// countWords are nouns for a number of things.
var countWords = map[string]bool{"number": true, "count": true, "tally": true, "total": true, "estimate": true}

// countOf reads what a count at token i is of: the noun behind "of", or what the clause on it says.
func (f *Finder) countOf(t *ling.Text, i int, q *quantity) (head int, attr string) {
	if !counting(t, i, q) {
		return -1, ""
	}
	if lower(t.Word(i+1)) == "of" {
		for k := i + 2; k < q.start-1; k++ {
			switch tok := &t.Tokens[k]; tok.UPOS {
			case ling.NOUN:
				head = k
				if k+1 < q.start-1 && t.Tokens[k+1].UPOS == ling.NOUN {
					continue
				}
				return head, ""
			case ling.DET, ling.ADJ, ling.PRON, ling.PROPN, ling.PART:
			case ling.VERB:
				if tok.XPOS != ling.VBG && tok.XPOS != ling.VBN {
					return -1, ""
				}
			default:
				return -1, ""
			}
		}
		return -1, ""
	}
	for k := i + 1; k < q.start-1 && k < i+7; k++ {
		if tok := &t.Tokens[k]; tok.UPOS == ling.VERB && (tok.XPOS == ling.VBN || tok.XPOS == ling.VBD) {
			if a := f.tables.attributes[tok.Lemma+" verb-object"]; f.tables.befalls[a] {
				return -1, a
			}
		}
	}
	return -1, ""
}

// counting reports whether the number is what the count at token i amounts to: behind "at" or "to", or a form of "be".
func counting(t *ling.Text, i int, q *quantity) bool {
	switch w := lower(t.Tokens[q.start-1].Form); {
	case w == "at", w == "to", w == "around", w == "about":
		return true
	}
	last := &t.Tokens[q.start-1]
	return last.Lemma == "be" || last.Lemma == "reach" || last.Lemma == "hit"
}

// putAt is the noun that a verb of counting puts at the number: "the police put the crowd at 4,000", "a crowd put by the
// police at two thousand".
func (f *Finder) putAt(t *ling.Text, q *quantity) int {
	if lower(t.Tokens[q.start-1].Form) != "at" {
		return -1
	}
	for i := q.start - 2; i >= q.from && i > q.start-14; i-- {
		if how, gives := f.tables.givers[t.Tokens[i].Lemma]; !gives || how != "at" && t.Tokens[i].Lemma != "estimate" || t.Tokens[i].UPOS != ling.VERB {
			continue
		}
		o := t.ChildBy(i, ling.Obj)
		if t.Tokens[i].XPOS == ling.VBN && t.Tokens[i].Rel.Base() == ling.Acl {
			o = t.Head(i)
		}
		if o >= 0 && o < q.start && t.Tokens[o].UPOS == ling.NOUN && !countNouns[t.Tokens[o].Lemma] {
			return o
		}
		return -1
	}
	return -1
}

// member is what a body of so many consists of: soldiers a patrol of six; "" for none.
func (f *Finder) member(t *ling.Text, q *quantity) string {
	return f.tables.members[amountOf(t, q)]
}
