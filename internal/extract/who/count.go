package who

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// bareCount is people of whom only the number is said, or that they are some: "eight were hurt", "thousands marched",
// "those who asked". Civilians, as far as is known, of the country that the text around is about.
func (p *Page) bareCount(first, last int) casus.Actor {
	for i := first; i < last; i++ {
		if w := strings.ToLower(p.word(i)); p.t.Tokens[i].XPOS == ling.CD || counts[w] || w == "those" {
			if a, ok := p.countedBefore(first); ok {
				return a
			}
			a := casus.Actor{Name: p.t.TextOf(first, last), Sectors: []casus.Sector{"CVL"}, Basis: "number", Reason: "only a number"}
			return p.located(a, first)
		}
	}
	return casus.Actor{}
}

// countedBefore is who was counted before in the sentence of a bare number: "two of our soldiers fell and eight were hurt".
func (p *Page) countedBefore(first int) (casus.Actor, bool) {
	for k := first - 2; k > max(p.t.Sents[p.t.SentenceOf(first)].First, first-nearBack); k-- {
		if !p.many(k) {
			continue
		}
		start := p.before(k)
		for i := max(start-4, p.t.Sents[p.t.SentenceOf(first)].First); i < k; i++ {
			if p.quantity(i) {
				a, _ := p.resolve(min(start, k), k+1, p.date, maxHops)
				a.Sectors = join(a.Sectors, []casus.Sector{"CVL"})
				a.Reason = "a number after " + p.t.TextOf(start, k+1) + "; " + a.Reason
				return a, true
			}
		}
		return casus.Actor{}, false
	}
	return casus.Actor{}, false
}

// partitive is whom some are a part of: "our soldiers" of "five of our soldiers", also where the span is the number alone.
// Other spans stay as they are.
func (p *Page) partitive(first, last int) (from, to int) {
	i := first
	for i < last && p.quantity(i) {
		i++
	}
	if i == first || !strings.EqualFold(p.word(i), "of") {
		return first, last
	}
	if to = last; i >= last {
		to = i + 1
		for end := p.t.Sents[p.t.SentenceOf(first)].Last; to < min(end, i+6) && !p.punct(to) && !p.verb(to) && (!cuts[strings.ToLower(p.word(to))] || strings.EqualFold(p.word(to), "than")); {
			to++
		}
	}
	if i+1 >= to {
		return first, last
	}
	return i + 1, to
}

// quantity reports whether token i says only how many.
func (p *Page) quantity(i int) bool {
	w := strings.ToLower(p.word(i))
	return p.itemAt[i] < 0 && (p.t.Tokens[i].XPOS == ling.CD || determiners[w] || counts[w])
}
