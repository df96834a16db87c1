package figure

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// context adds what the sentence says around the figure: total or increment, and its scope.
func (f *Finder) context(t *ling.Text, q *quantity, a subject, fig *casus.Figure) {
	if fig.Kind == "ordinal" || fig.Kind == "age" {
		return
	}
	s := t.SentenceOf(q.first)
	first, last := t.Sents[s].First, t.Sents[s].Last
	if w, n := f.tables.totals["before"].before(t, q.first, first); n > 0 {
		fig.Total = w
	} else if w, n := f.tables.totals["before"].before(t, q.start, first); n > 0 {
		fig.Total = w
	} else if w, n := f.tables.totals["after"].at(t, q.last, last); n > 0 && w == "increment" && fig.Kind == "count" {
		fig.Total = w
	}
	if fig.Total == "" && fig.Kind == "count" && fig.Attribute != "" {
		for k := max(first, q.start-8); k < min(last, q.last+8); k++ {
			if w, n := f.tables.totals["clause"].at(t, k, last); n > 0 {
				fig.Total = w
				break
			}
		}
	}
	if fig.Kind == "count" {
		fig.Scope = scope(t, q, a)
	}
}

// placing are the prepositions that give a scope.
var placing = map[string]bool{
	"in": true, "at": true, "near": true, "across": true, "around": true, "on": true,
	"from": true, "off": true, "outside": true, "inside": true, "along": true, "throughout": true, "over": true,
	"among": true, "within": true,
}

// partly are the words after "of" by which a number is a part of one before.
var partly = map[string]bool{"them": true, "whom": true, "these": true, "those": true, "which": true}

// scope is the words that say where or among whom: a phrase of place on the counted word or on what happened to it,
// else a proper adjective of the counted word ("Ukrainian").
func scope(t *ling.Text, q *quantity, a subject) string {
	if q.start > 0 && lower(t.Tokens[q.start-1].Form) == "including" {
		return "including"
	}
	if k := q.last; k+1 < len(t.Tokens) && lower(t.Tokens[k].Form) == "of" && partly[lower(t.Tokens[k+1].Form)] {
		return t.TextOf(k, k+2)
	} else if lower(t.Tokens[k-1].Form) == "of" && k < len(t.Tokens) && partly[lower(t.Tokens[k].Form)] {
		return t.TextOf(k-1, k+1)
	}
	for _, node := range []int{a.head, a.verb} {
		if node < 0 {
			continue
		}
		for _, c := range t.Children(node) {
			if p, ok := placePhrase(t, int(c), q); ok {
				return p
			}
		}
	}
	if a.head < 0 {
		return ""
	}
	var words []string
	for k := q.last; k < a.head; k++ {
		tok := &t.Tokens[k]
		if (tok.Rel == ling.Amod || tok.Rel == ling.Compound) && tok.Form[0] >= 'A' && tok.Form[0] <= 'Z' {
			words = append(words, tok.Form)
		}
	}
	return strings.Join(words, " ")
}

// placePhrase is the phrase headed by c when it says where: a placing preposition and a name or a noun of place.
func placePhrase(t *ling.Text, c int, q *quantity) (string, bool) {
	tok := &t.Tokens[c]
	if b := tok.Rel.Base(); b != ling.Nmod && b != ling.Obl {
		return "", false
	}
	k := t.ChildBy(c, ling.Case)
	if k < 0 || !placing[t.Tokens[k].Lemma] || tok.UPOS != ling.PROPN || months[lower(tok.Form)] || weekdays[lower(tok.Form)] {
		return "", false
	}
	first, last := t.Subtree(c)
	for i := first; i < last; i++ {
		if t.Tokens[i].UPOS == ling.VERB || t.Tokens[i].Form == "," {
			last = i
			break
		}
	}
	if first <= q.first && q.first < last || last <= first {
		return "", false
	}
	return t.TextOf(first, last), true
}

var weekdays = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true,
	"saturday": true, "sunday": true,
}

// Dated gives figures the day they held where the sentence says so ("as of Monday", "by Tuesday evening", "so far this
// year"), in place. Times must be those of the same text.
func Dated(t *ling.Text, figures []casus.Figure, times []casus.When) {
	for i := range figures {
		fig := &figures[i]
		first, _ := t.TokensIn(fig.Span)
		if first >= len(t.Tokens) || fig.Kind != "count" {
			continue
		}
		sent := t.Sents[t.SentenceOf(first)].Span
		for k := range times {
			w := &times[k]
			if !sent.Contains(w.Span) || w.Until == "" {
				continue
			}
			before := strings.ToLower(strings.TrimRight(t.Doc.Text[sent.Start:w.Span.Start], " \n"))
			if strings.HasSuffix(before, "as of") || strings.HasSuffix(before, " by") || strings.HasSuffix(before, "up to") {
				fig.AsOf = w.Until[:min(len(w.Until), len("2006-01-02"))]
				break
			}
		}
	}
}
