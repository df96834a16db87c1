package forecast

import (
	"strconv"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// Ends that are told by how long something lasts: "gives the cabinet a month", "a ruling will take two years".

// term reads "gives the cabinet ten days" and "gives them until Easter": a time until the end of somebody. A time to do
// something is an ultimatum: "gave the state 72 hours to pay".
func (p *page) term(i int, lemma string) bool {
	s, ok := p.f.cues.of(lemma, "term")
	if !ok || p.t.ChildBy(i, ling.Nsubj) < 0 {
		return false
	}
	whom := p.t.ChildBy(i, ling.Iobj, ling.Obj)
	if whom < i {
		return false
	}
	sent := p.t.Sents[p.t.SentenceOf(i)].Span
	for k := range p.times {
		w := &p.times[k]
		if !sent.Contains(w.Span) || w.Span.Start < p.t.Tokens[i].Span.End {
			continue
		}
		first, last := p.t.TokensIn(w.Span)
		until := first > 0 && (p.lemma(first-1) == "until" || p.lemma(first) == "until")
		if w.Type != casus.TimexDuration && !until || first <= whom || last < len(p.t.Tokens) && p.t.Tokens[last].XPOS == ling.TO {
			continue
		}
		for x := first; x < last; x++ { // a duration hangs on the verb as its object
			if h := p.t.Head(x); (h < first || h >= last) && p.t.Below(x, i) {
				p.add(whom, i, "term", s)
				return true
			}
		}
	}
	return false
}

// lasting is the end of what takes a stated time: so long after publication. Nil where the words state none.
func (p *page) lasting(x *foreseen) *casus.When {
	at := x.pred
	if x.link == "term" {
		at = x.cue
	} else if _, ok := p.f.cues.of(p.lemma(at), "lasting"); !ok {
		return nil
	}
	day := p.t.Doc.PublishedDate()
	for k := range p.times {
		w := &p.times[k]
		if w.Type != casus.TimexDuration {
			continue
		}
		first, last := p.t.TokensIn(w.Span)
		if first <= at || first >= last || first-at > 8 || p.t.SentenceOf(first) != p.t.SentenceOf(at) {
			continue
		}
		if end, ok := after(day, w.Value); ok {
			return &casus.When{Span: w.Span, Text: w.Text, From: day, Until: end, Rule: "horizon"}
		}
	}
	return nil
}

// after is the day that lies a TIMEX3 duration ("P15Y", "P10D") after another.
func after(day, value string) (string, bool) {
	t, err := time.Parse(time.DateOnly, day)
	v, ok := strings.CutPrefix(value, "P")
	if err != nil || !ok || len(v) < 2 {
		return "", false
	}
	n, err := strconv.Atoi(v[:len(v)-1])
	if err != nil {
		return "", false
	}
	switch v[len(v)-1] {
	case 'D':
		t = t.AddDate(0, 0, n)
	case 'W':
		t = t.AddDate(0, 0, 7*n)
	case 'M':
		t = t.AddDate(0, n, 0)
	case 'Y':
		t = t.AddDate(n, 0, 0)
	default:
		return "", false
	}
	return t.Format(time.DateOnly), true
}
