package forecast

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// thingLinks are the links by which a thing is foreseen, not a clause.
var thingLinks = map[string]bool{"verb-object": true, "verb-of": true, "verb-prep": true, "dated": true, "noun-of": true, "term": true}

// words is the span of the forecast: the clause of what is foreseen with its cue, without the condition and without
// what is told beside it.
func (p *page) words(x *foreseen) casus.Span {
	first, last := x.pred, x.pred+1
	p.core(x.pred, &first, &last, 0)
	if x.cue != x.pred && p.t.SentenceOf(x.cue) == p.t.SentenceOf(x.pred) {
		first, last = min(first, x.cue), max(last, x.cue+1)
		if x.link == "passive-to" || x.link == "verb-to" {
			for _, c := range p.t.Children(x.cue) {
				if tok := &p.t.Tokens[c]; tok.Rel.Subject() || tok.Rel.Base() == ling.Aux {
					f, _ := p.t.Subtree(int(c))
					first = min(first, f)
				}
			}
		}
	}
	if thingLinks[x.link] {
		for _, c := range p.t.Children(x.cue) { // "expects calm by the weekend": the tree hangs the day on the verb
			if rel := p.t.Tokens[c].Rel.Base(); int(c) > x.pred && int(c) > x.cue && (rel == ling.Obl || rel == ling.Advmod) {
				last = max(last, int(c)+1)
				p.core(int(c), &first, &last, 1)
			}
		}
	}
	lo, hi := min(x.pred, x.cue), max(x.pred, x.cue)
	for i := first; i < last; i++ { // a semicolon ends the clause whatever the tree says
		if f := p.t.Tokens[i].Form; f == ";" || f == ":" {
			if i < lo {
				first = i + 1
			} else if i > hi {
				last = i
			}
		}
	}
	for last > first && p.t.Tokens[last-1].UPOS == ling.PUNCT {
		last--
	}
	for first < last && p.t.Tokens[first].UPOS == ling.PUNCT {
		first++
	}
	return p.t.SpanOf(first, last)
}

// core widens [first, last) to the dependents of i that belong to the forecast.
func (p *page) core(i int, first, last *int, depth int) {
	for _, c := range p.t.Children(i) {
		tok := &p.t.Tokens[c]
		switch tok.Rel.Base() {
		case ling.Punct, ling.Parataxis, ling.Cc, ling.Discourse, ling.Dep, ling.Mark:
			continue
		case ling.Conj:
			continue
		case ling.Advcl, ling.Acl:
			if depth == 0 {
				continue
			}
		}
		if depth > 0 && tok.Rel == ling.AclRelcl {
			continue
		}
		*first, *last = min(*first, int(c)), max(*last, int(c)+1)
		p.core(int(c), first, last, depth+1)
	}
}

// condition is the words of the if-clause of what is foreseen or of its cue.
func (p *page) condition(x *foreseen) casus.Span {
	for _, i := range []int{x.pred, x.cue} {
		if c := p.ifClause(i); c >= 0 {
			first, _ := p.t.Subtree(c)
			last := first + 1
			for k := first; k < len(p.t.Tokens) && p.t.Below(k, c); k++ {
				if tok := &p.t.Tokens[k]; tok.UPOS == ling.PUNCT {
					if k > c {
						break
					}
					continue
				}
				last = k + 1
			}
			for first < last && p.t.Tokens[first].UPOS == ling.PUNCT {
				first++
			}
			if last-first > 1 {
				return p.t.SpanOf(first, last)
			}
		}
	}
	return casus.Span{}
}

// horizon is the time by which it is to happen: one that ends after publication and stands with what is foreseen, else
// with its cue.
func (p *page) horizon(x *foreseen, words casus.Span) *casus.When {
	day := p.t.Doc.PublishedDate()
	var best *casus.When
	bestRank := 1 << 30
	sentence := p.t.Sents[p.t.SentenceOf(x.pred)].Span
	for k := range p.times {
		w := &p.times[k]
		if !sentence.Contains(w.Span) {
			continue
		}
		first, last := p.t.TokensIn(w.Span)
		if first >= last || p.t.SentenceOf(first) != p.t.SentenceOf(x.pred) || w.Type == casus.TimexSet {
			continue
		}
		end := w.Until
		if end == "" {
			end = w.From
		}
		if end == "" || day != "" && end[:min(len(end), len(day))] < day {
			continue
		}
		head := first
		for i := first; i < last; i++ {
			if h := p.t.Head(i); h < first || h >= last {
				head = i
				break
			}
		}
		if strings.HasSuffix(w.Rule, "+ahead") && !p.governs(x, head) {
			continue // "expects the man who fled in May to …"
		}
		rank := head - x.pred
		if rank < 0 {
			rank = -rank
		}
		switch {
		case p.t.Below(head, x.pred):
		case x.cue != x.pred && p.t.Below(head, x.cue):
			rank += 100
		case p.t.Below(x.pred, p.t.Head(head)) && !p.says(p.t.Head(head)):
			rank += 200
		case words.Contains(w.Span) || p.follows(words, w.Span): // hung elsewhere by the tree
			rank += 300
		default:
			continue
		}
		if rank < bestRank {
			best, bestRank = w, rank
		}
	}
	if best == nil {
		return nil
	}
	w := *best
	return &w
}

// governs reports whether the time at token i hangs on what is foreseen or on its cue with no other verb between.
func (p *page) governs(x *foreseen, i int) bool {
	for h := p.t.Head(i); h >= 0; h = p.t.Head(h) {
		if h == x.pred || h == x.cue {
			return true
		}
		if u := p.t.Tokens[h].UPOS; u == ling.VERB || p.t.Tokens[h].Rel.Base() == ling.Acl {
			return false
		}
	}
	return false
}

// follows reports whether a time stands right behind the words, with no more than a preposition and an article between.
func (p *page) follows(words, time casus.Span) bool {
	_, a := p.t.TokensIn(words)
	b, _ := p.t.TokensIn(time)
	if b < a || b-a > 2 {
		return false
	}
	for k := a; k < b; k++ {
		if u := p.t.Tokens[k].UPOS; u != ling.ADP && u != ling.DET {
			return false
		}
	}
	return true
}

// says reports whether the token is the cue of a saying.
func (p *page) says(i int) bool {
	if i < 0 {
		return false
	}
	for k := range p.sayings {
		if p.sayings[k].Cue.Overlaps(p.t.Tokens[i].Span) {
			return true
		}
	}
	return false
}

// event takes type and parties from the mention that the forecast is about.
func (p *page) event(x *foreseen, fc *casus.Forecast) {
	pred := p.t.Tokens[x.pred].Span
	best, rank := -1, 0
	for k := range p.mentions {
		m := &p.mentions[k]
		if !fc.Span.Overlaps(m.Trigger) || m.Sentence.Start > pred.Start || m.Sentence.End < pred.End {
			continue
		}
		r := 1
		if m.Trigger.Overlaps(pred) {
			r = 4
		} else if h := p.head(m.Trigger); h < 0 || p.t.Head(h) != x.pred || m.Modality == casus.Realised {
			continue
		}
		if m.Modality != casus.Realised {
			r += 2
		}
		if m.Foreseen != "" {
			r++
		}
		if r > rank {
			best, rank = k, r
		}
	}
	if best < 0 {
		fc.What = p.named(x)
		return
	}
	m := &p.mentions[best]
	fc.What, fc.Mention = m.Type, m.ID
	if m.Foreseen != "" {
		fc.What = m.Foreseen
	}
	for _, a := range m.Actors {
		fc.Actors = append(fc.Actors, a.Actor)
	}
	for _, r := range m.Recipients {
		fc.Recipients = append(fc.Recipients, r.Actor)
	}
}

// undertaken reports whether the speaker tells of his own doing: "vowed to crush the mutiny", "said it would oppose the
// bill".
func (p *page) undertaken(x *foreseen) bool {
	cue := p.lemma(x.cue)
	switch x.link {
	case "verb-to", "noun-to", "verb-object":
		_, own := p.f.cues.of(cue, "own")
		return own
	case "modal":
		if form := strings.ToLower(p.t.Tokens[x.cue].Form); form != "would" || p.ifClause(x.pred) >= 0 {
			return false
		}
		for h := p.t.Head(x.pred); h >= 0; h = p.t.Head(h) {
			if _, ok := p.f.cues.of(p.lemma(h), "verb-that"); ok {
				_, own := p.f.cues.of(p.lemma(h), "own")
				return own
			}
		}
		s := p.t.ChildBy(x.pred, ling.Nsubj, ling.NsubjPass)
		return s < 0 || p.t.Tokens[s].UPOS == ling.PRON
	}
	return false
}
