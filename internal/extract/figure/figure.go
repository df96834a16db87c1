// Package figure finds what a text states in numbers: counts of people and things, distances, amounts of money, shares,
// ages, ordinals.
//
// In comes a ling.Text with trees; out come casus.Figures in text order, each with its words, its bounds, its unit and
// what is counted, and the attribute under which a claim would hold it ("killed", "launched", "distance"). Hedges and
// quantifiers become intervals by tables under data/lexicon: "several" is three or more, "at least two" two or more,
// "dozens" 24 to 99, "about 900 km" 900 with a tenth to either side. "None killed" is zero; what is not said is no
// figure. It refuses dates, clock times and the numbers of names ("Resolution 2231").
//
// Tolerances: about, around, roughly, approximately, some: a tenth of the number to either side, at least one for
// counts; "an estimated": a fifth; nearly, almost, just under: from a tenth below up to the number; just over: from the
// number to a tenth above. "More than 40" of things counted is 41 and up, "fewer than 40" 39 and down; "up to" and "as
// many as" bound from above. Bounds alone give no best value.
package figure

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/ling"
)

// Options are the settings of a Finder; the zero value works.
type Options struct {
	// Tables holds the tables; nil is casus's own.
	Tables fs.FS
}

// Finder finds figures. It is read-only and safe for concurrent use.
type Finder struct {
	tables *tables
}

// New makes the finder for English from its tables. It panics when casus's own tables are broken; Open reports what is
// wrong with others.
func New(o Options) *Finder {
	f, err := Open(o)
	if err != nil {
		panic(err)
	}
	return f
}

// Open is New with an error for tables that cannot be read; it names file, line and the offending text.
func Open(o Options) (*Finder, error) {
	if o.Tables == nil {
		o.Tables = data.FS
	}
	t, err := readTables(o.Tables)
	if err != nil {
		return nil, fmt.Errorf("read tables of figures: %w", err)
	}
	return &Finder{tables: t}, nil
}

// Find lists the figures of the text in order. Speaker is set, and unresolved, where the number's own clause names who
// gives it; Attribute gives the others theirs from the sayings.
func (f *Finder) Find(t *ling.Text) []casus.Figure {
	var out []casus.Figure
	for s := range t.Sents {
		first, last := t.Sents[s].First, t.Sents[s].Last
		for i := first; i < last; {
			q, ok := f.quantity(t, i, first, last)
			if r, half := f.half(t, i, first, last); half && !ok {
				out = append(out, f.given(t, &quantity{number: number{first: i, last: i + 1}, start: i, from: first, to: last}, r))
			}
			if !ok {
				i++
				continue
			}
			if r, ok := f.ratio(t, &q, last); ok {
				out = append(out, f.given(t, &q, r))
				i = q.last
				continue
			}
			i = q.last
			if fig, keep := f.figure(t, &q, first, last); keep {
				f.inherit(t, &q, &fig, out)
				f.refer(t, &q, &fig, out)
				elided := f.elided(t, &q, &fig, out)
				if r, ok := f.giver(t, &q, elided); ok {
					give(t, &fig, r)
				} else if n := len(out) - 1; n >= 0 && (partOf(t, &q) || ofThese(t, &q)) && sameSentence(t, out[n].Span, q.first) {
					fig.Speaker = out[n].Speaker // who gives the whole gives its part
				}
				out = append(out, fig)
			}
		}
	}
	return out
}

// sameSentence reports whether a span begins in the sentence of token i.
func sameSentence(t *ling.Text, s casus.Span, i int) bool {
	first, _ := t.TokensIn(s)
	return first < len(t.Tokens) && t.SentenceOf(first) == t.SentenceOf(i)
}

// given is the figure with who gives it, where its clause says so.
func (f *Finder) given(t *ling.Text, q *quantity, fig casus.Figure) casus.Figure {
	if r, ok := f.giver(t, q, false); ok {
		give(t, &fig, r)
	}
	return fig
}

// figure gathers what the sentence says about a quantity; keep is false for numbers that are no figures.
func (f *Finder) figure(t *ling.Text, q *quantity, first, last int) (fig casus.Figure, keep bool) {
	fig = casus.Figure{Kind: "count", Rule: "numeral"}
	if q.bounds || q.vague || q.zero {
		fig.Rule = "quantifier"
	}
	if !f.measure(t, q, &fig, last) && !q.ordinal {
		if label(t, q, first, last) {
			return fig, false
		}
	}
	if q.ordinal {
		fig.Kind = "ordinal"
	}
	a := f.about(t, q, &fig)
	if a.head >= 0 {
		fig.About = t.Tokens[a.head].Span
	}
	if (q.vague || q.zero) && fig.Attribute == "" && !(q.zero && f.none(t, a.head)) {
		return fig, false
	}
	q.bound(&fig)
	f.context(t, q, a, &fig)
	end := q.last
	if lower(t.Tokens[end-1].Form) == "of" {
		end--
	}
	fig.Span = t.SpanOf(q.start, end)
	fig.Text = fig.Span.Of(t.Doc.Text)
	if q.hedgeLast > q.hedgeFirst {
		fig.Hedge = t.TextOf(q.hedgeFirst, q.hedgeLast)
	}
	return fig, true
}

// none reports whether "no" before the noun at i tells of none of them: people, troops and things that the tables know,
// as what did or suffered something ("no soldier was sent"); not of an absence such as "no decision".
func (f *Finder) none(t *ling.Text, i int) bool {
	if i < 0 {
		return false
	}
	rel := t.Tokens[i].Rel.Base()
	if h := t.Head(i); rel != ling.Nsubj && rel != ling.Obj || h < 0 || t.Tokens[h].UPOS != ling.VERB {
		return false
	}
	return f.person(t, i) || f.force(t, i) || f.tables.kin[f.name(t, i, t.Tokens[i].Lemma)] != ""
}

// Attribute gives each figure without a speaker, or whose speaker is the one who speaks ("I counted six"), that of the
// innermost saying whose content holds it, in place. Sayings must be those of the same document.
func Attribute(figures []casus.Figure, sayings []casus.Saying) {
	for i := range figures {
		if s := figures[i].Speaker; s != nil && !self(s) {
			continue
		}
		best := -1
		for k := range sayings {
			if sayings[k].Speaker == nil || !sayings[k].Content.Contains(figures[i].Span) {
				continue
			}
			if best < 0 || closer(&sayings[k], &sayings[best]) {
				best = k
			}
		}
		if best >= 0 {
			figures[i].Speaker = sayings[best].Speaker
		}
	}
}

// closer reports whether saying a gives a figure rather than b: somebody named before one who speaks of himself in what
// another quotes, who says it before who only believes or wants it, then the one with the shorter content.
func closer(a, b *casus.Saying) bool {
	if x, y := self(a.Speaker), self(b.Speaker); x != y {
		return y
	}
	if x, y := a.Stance == casus.StanceBelieve, b.Stance == casus.StanceBelieve; x != y {
		return y
	}
	return a.Content.Len() < b.Content.Len()
}

// self reports whether a speaker is a pronoun of the first or second person: inside a quotation whoever is quoted.
func self(s *casus.Party) bool {
	if s == nil {
		return false
	}
	switch strings.ToLower(s.Text) {
	case "i", "we", "you":
		return true
	}
	return false
}
