package saying

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// What the narrator says around a reporting tag, and where what is said ends for it.

// utters reports whether what the tree took for the object of the verb at i speaks: behind a verb of saying with a whole
// clause before its comma, "nobody was hurt, said the ministry". A participle between two commas is no clause.
func (p *page) utters(i int, before run) bool {
	c, _ := p.verbCue(i)
	if c == nil || !c.has("that") || !c.has("quote") || c.has("person") || p.t.ChildBy(i, ling.Xcomp) >= 0 || p.passive(i) {
		return false
	}
	first := before.last
	for first > before.first && p.t.Word(first-1) != "," {
		first--
	}
	if first < before.last && p.t.Tokens[first].UPOS == ling.CCONJ {
		return true
	}
	for k := first; k < before.last; k++ {
		if p.relative(k) && k == first {
			return false
		}
		tok := &p.t.Tokens[k]
		if tok.XPOS == ling.VBD || tok.XPOS == ling.VBZ || tok.XPOS == ling.VBP || tok.XPOS == ling.MD {
			return true
		}
	}
	return false
}

// apposed is the speaker before the verb at i that two commas say more of: "Ann Poe, who led the strike,". Empty where
// none ends at the comma before the verb group that begins at at.
func (p *page) apposed(i, at int, sent run) run {
	if at-2 <= sent.first || p.t.Word(at-1) != "," {
		return run{}
	}
	for _, c := range p.t.Children(i) {
		s := int(c)
		if s >= at || !p.t.Tokens[s].Rel.Subject() || p.relative(s) {
			continue
		}
		r := p.described(p.bare(p.below(s), s), at)
		for r.first < s && p.t.Tokens[r.first].UPOS == ling.PUNCT {
			r.first++
		}
		if r.last == at-1 || r.last == at {
			return p.trim(r)
		}
	}
	return p.byCommas(i, at, sent)
}

// resumes reports whether what stands behind the tag g can be said too: behind a quotation only another quotation,
// "“…,” she said, though she would not leave" being told by the narrator.
func (p *page) resumes(g tag) bool {
	if p.quoted(g.left) < 0 && (g.left == 0 || p.quoted(g.left-1) < 0) {
		return true
	}
	k := g.right + 1
	return k < len(p.t.Tokens) && p.quoted(k) >= 0
}

// introduces reports whether the tag g leads to a quotation behind it, and what stands before it, r, is the narrator's:
// "When the doors opened, he said, “Come in.”"
func (p *page) introduces(g tag, r run) bool {
	for k := r.first; k < r.last; k++ {
		if p.quoted(k) >= 0 {
			return false
		}
	}
	k := g.right + 1
	return k < len(p.t.Tokens) && p.quoted(k) >= 0 && p.quotes[p.quoted(k)].first == k && (p.t.Word(g.right) == "," || p.t.Word(g.right) == ":")
}

// contrasts reports whether the narrator sets something against what is said with the word at token k: "…, although she
// stayed". Only behind a comma, a dash or a quotation is it the narrator.
func (p *page) contrasts(k int) bool {
	switch p.word(k) {
	case "though", "although", "while", "whereas":
		return k > 0 && (p.bounds(k-1) || p.word(k-1) == "even" || p.t.Tokens[k-1].UPOS == ling.PUNCT)
	}
	return false
}

// fronted is the content of the verb at i in a clause that opens its sentence with "when", "as" or "although": it ends
// where the comma ends that clause.
func (p *page) fronted(i int, part, sent run) run {
	for k := max(i+1, part.first+1); k < sent.last; k++ {
		if p.t.Word(k) != "," || p.quoted(k) >= 0 {
			continue
		}
		for j := k + 1; j < sent.last; j++ {
			if h := p.t.Head(j); p.t.Tokens[j].Rel.Subject() && h > j && !p.relative(j) && p.word(k+1) != "and" && p.word(k+1) != "but" {
				return p.trim(run{part.first, k})
			}
			if p.t.Word(j) == "," || p.t.Tokens[j].XPOS.Finite() {
				break
			}
		}
	}
	return p.split(p.trim(run{part.first, sent.last}), i)
}

// adds reports whether what stands at token k, behind a tag and its comma, is told by the narrator: another act of the
// speaker ("…, he said, referring to …"), or where the words come from ("…, he said, according to …").
func (p *page) adds(k int) bool {
	if k >= len(p.t.Tokens) || p.quoted(k) >= 0 {
		return false
	}
	for ; k+1 < len(p.t.Tokens) && p.t.Tokens[k].UPOS == ling.ADV; k++ {
	}
	if p.t.Tokens[k].XPOS == ling.VBG && p.t.ChildBy(k, ling.Aux) < 0 {
		c, _ := p.verbCue(k)
		return c != nil || p.word(k) == "according"
	}
	return p.lex.find("prep", p.word(k)+" "+p.word(min(k+1, len(p.t.Tokens)-1))) != nil
}

// another reports whether the clause behind the conjunction at token at, with the verb k, is an act of saying of its own:
// "…, and she accused them of lying".
func (p *page) another(at, k int, c *cue) bool {
	w := p.word(at)
	return (w == "and" || w == "but") && p.bounds(at-1) && c.has("quote") && c.has("that", "p:of") && c.stance != casus.StanceBelieve && p.finite(k)
}

// opens is where in the range r before a tag its speaker begins: behind a colon that leads to a quotation ("The port had
// closed: “We are done,” she said").
func (p *page) opens(r run) int {
	first := r.first
	for k := r.first; k+1 < r.last; k++ {
		if p.t.Word(k) != ":" || p.quoted(k) >= 0 {
			continue
		}
		if q := p.quoted(k + 1); q >= 0 && p.quotes[q].first == k+1 {
			first = k + 1
		}
	}
	return first
}
