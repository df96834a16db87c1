package saying

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/casus-project/casus/internal/ling"
)

// run is a half-open range of tokens; the zero value is empty.
type run struct{ first, last int }

func (r run) empty() bool          { return r.last <= r.first }
func (r run) has(i int) bool       { return r.first <= i && i < r.last }
func (r run) overlaps(s run) bool  { return r.first < s.last && s.first < r.last }
func (r run) union(s run) run      { return run{min(r.first, s.first), max(r.last, s.last)} }
func (r run) contains(s run) bool  { return r.first <= s.first && s.last <= r.last }
func (p *page) below(i int) run    { f, l := p.t.Subtree(i); return run{f, l} }
func (p *page) rel(i int) ling.Rel { return p.t.Tokens[i].Rel.Base() }
func (p *page) low(i int) string   { return strings.ToLower(p.t.Lemma(i)) }
func (p *page) word(i int) string  { return strings.ToLower(p.t.Word(i)) }

// collect lists the tokens below i, i included, in order, leaving out the subtrees of the tokens in skip.
func (p *page) collect(i int, skip ...int) []int {
	out := p.gather(nil, i, skip)
	slices.Sort(out)
	return out
}

func (p *page) gather(out []int, i int, skip []int) []int {
	if slices.Contains(skip, i) {
		return out
	}
	out = append(out, i)
	for _, c := range p.t.Children(i) {
		out = p.gather(out, int(c), skip)
	}
	return out
}

// runs are the maximal ranges in a sorted list of tokens, without punctuation at their ends and without ranges that
// hold no word.
func (p *page) runs(tokens []int) []run {
	var out []run
	for k := 0; k < len(tokens); {
		n := k + 1
		for n < len(tokens) && tokens[n] == tokens[n-1]+1 {
			n++
		}
		if r := p.trim(run{tokens[k], tokens[n-1] + 1}); !r.empty() {
			out = append(out, r)
		}
		k = n
	}
	return out
}

// trim drops punctuation from both ends of a range; quotation marks, question and exclamation marks stay where they
// close it.
func (p *page) trim(r run) run {
	for !r.empty() && p.t.Tokens[r.first].UPOS == ling.PUNCT && !opensQuote(p.t.Word(r.first)) {
		r.first++
	}
	for !r.empty() && p.t.Tokens[r.last-1].UPOS == ling.PUNCT && !closes(p.t.Word(r.last-1)) {
		r.last--
	}
	if r.empty() || r.last-r.first == 1 && p.t.Tokens[r.first].UPOS == ling.PUNCT {
		return run{}
	}
	return r
}

func opensQuote(w string) bool {
	return w == "“" || w == "\"" || w == "``" || w == "''" || w == "‘" || w == "("
}

func closes(w string) bool {
	return w == "”" || w == "\"" || w == "''" || w == "'''" || w == "’" || w == ")" || w == "?" || w == "!" || w == "'" || w == "%"
}

// subject is the subject of the clause headed by v, its own or, where it shares one with a governing or a coordinated
// verb, that one's; −1 for none. passive is true where it is a passive's subject.
func (p *page) subject(v int) (s int, passive bool) {
	for steps := 0; v >= 0 && steps < 6; steps++ {
		for _, c := range p.t.Children(v) {
			switch p.t.Tokens[c].Rel {
			case ling.Nsubj, ling.NsubjOuter, ling.Csubj:
				if int(c) > v && p.t.Tokens[v].XPOS == ling.VBG {
					continue // the subject of what is said, taken for the participle's
				}
				return int(c), false
			case ling.NsubjPass, ling.CsubjPass:
				return int(c), true
			}
		}
		switch p.rel(v) {
		case ling.Conj, ling.Xcomp, ling.Advcl, ling.Parataxis, ling.Ccomp:
			if p.t.Tokens[v].Rel == ling.Ccomp && p.t.Tokens[v].XPOS.Finite() {
				return -1, false
			}
			v = p.t.Head(v)
		case ling.Acl:
			if p.t.Tokens[v].XPOS == ling.VBG && p.loose(v) {
				v = p.verbAbove(p.t.Head(v))
				continue
			}
			return p.t.Head(v), false
		default:
			return -1, false
		}
	}
	return -1, false
}

// loose reports whether a comma stands before the participle at v: it goes with the verb of its clause, not with the
// noun before it.
func (p *page) loose(v int) bool {
	k := p.beside(v).first - 1
	return k >= 0 && p.t.Word(k) == ","
}

// verbAbove is the first verb above token i, −1 for none.
func (p *page) verbAbove(i int) int {
	for ; i >= 0 && p.t.Tokens[i].UPOS != ling.VERB; i = p.t.Head(i) {
	}
	return i
}

// ownSubject is the subject among the children of v, −1 for none.
func (p *page) ownSubject(v int) int {
	return p.t.ChildBy(v, ling.Nsubj, ling.NsubjPass, ling.NsubjOuter, ling.Csubj, ling.CsubjPass)
}

// speaker is the noun phrase headed by s as a speaker; nothing where s is an empty pronoun.
func (p *page) speaker(s, cueHead int) run {
	if s < 0 {
		return run{}
	}
	tok := &p.t.Tokens[s]
	if tok.Rel == ling.Expl || p.word(s) == "there" || !lettered(tok.Form) || p.lex.find("day", p.word(s)) != nil || !tok.UPOS.Nominal() && tok.UPOS != ling.DET && tok.UPOS != ling.ADJ {
		return run{}
	}
	r := p.below(s)
	if r.has(cueHead) { // the cue stands in a relative clause of the speaker
		tokens := p.collect(s, p.clauseOn(s, cueHead))
		for _, q := range p.runs(tokens) {
			if q.has(s) {
				return p.trim(p.bare(q, s))
			}
		}
		return run{s, s + 1}
	}
	// a name that the parser cut in two has two subjects side by side
	if h := p.t.Head(s); h >= 0 && tok.Rel.Subject() {
		for _, c := range p.t.Children(h) {
			if p.t.Tokens[c].UPOS == ling.PRON || tok.UPOS == ling.PRON {
				continue
			}
			if o := p.below(int(c)); int(c) != s && p.t.Tokens[c].Rel == tok.Rel && (o.first == r.last || o.last == r.first) {
				r = r.union(o)
			}
		}
	}
	r = p.bare(r, s)
	if tok.Rel.Subject() && r.last <= cueHead {
		verb := p.beside(cueHead).first
		r = p.described(r, verb)
		if int(tok.Head) == cueHead && p.t.Tokens[verb].XPOS.Finite() {
			r = p.reached(r, verb)
		}
		r = p.dateless(r, verb)
	}
	return p.trim(r)
}

// lettered reports whether a word holds a letter or a digit: quotation marks are taken for nouns at times.
func lettered(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// bare drops what joins a speaker headed by s to the words before it: prepositions, subordinators, "and"; not "both" or
// the "at" of "at least".
func (p *page) bare(r run, s int) run {
	for ; r.first < s; r.first++ {
		w := p.word(r.first)
		switch p.t.Tokens[r.first].UPOS {
		case ling.ADP, ling.SCONJ, ling.CCONJ:
			if w != "both" && w != "neither" && w != "either" && p.word(r.first+1) != "least" {
				continue
			}
		}
		break
	}
	return r
}

// reached widens a speaker to its verb where nothing but words of its own can stand between, whatever the tree made of
// them: "a report published on Friday showed", "the videos she spoke about show".
func (p *page) reached(r run, verb int) run {
	if verb <= r.last || verb-r.last > maxSpeaker/2 {
		return r
	}
	for k := r.last; k < verb; k++ {
		switch p.t.Tokens[k].UPOS {
		case ling.PUNCT, ling.CCONJ, ling.SCONJ, ling.AUX:
			return r
		}
		if p.quoted(k) != p.quoted(verb) || p.t.Tokens[k].XPOS.Finite() {
			return r
		}
	}
	return run{r.first, verb}
}

// dateless leaves a day between a speaker and the verb out of the speaker: "the court on Monday ruled".
func (p *page) dateless(r run, verb int) run {
	if r.last != verb {
		return r
	}
	for k := r.last - 1; k > r.first && k >= r.last-3; k-- {
		if p.t.Tokens[k].UPOS == ling.ADP {
			if p.word(k) == "on" && p.t.Tokens[k+1].UPOS == ling.PROPN {
				return run{r.first, k}
			}
			break
		}
	}
	return r
}

// described widens a speaker to what two commas before its verb say of it, where the tree hung that elsewhere: "Ann Poe,
// who led the strike, said".
func (p *page) described(r run, verb int) run {
	first, last := r.last, verb-1
	if p.t.Word(first-1) == "," {
		first--
	}
	if last-first < 2 || last-first > maxSpeaker || p.t.Word(first) != "," || p.t.Word(last) != "," || !p.explains(first+1) {
		return r
	}
	for k := first; k < last; k++ {
		if p.quoted(k) >= 0 || p.ends(k) && p.t.Word(k) != "(" {
			return r
		}
	}
	return run{r.first, last}
}

// nameBefore is the name that stands right before the participle at i, as in "with Moscow calling for talks": its
// subject, whatever the tree made of it. Empty for none.
func (p *page) nameBefore(i int) run {
	if p.t.Tokens[i].XPOS != ling.VBG || p.rel(i) == ling.Amod || p.t.ChildBy(i, ling.Aux) >= 0 {
		return run{}
	}
	r := run{i, i}
	for r.first > 0 && p.t.Tokens[r.first-1].UPOS == ling.PROPN && p.quoted(r.first-1) < 0 {
		r.first--
	}
	if r.first > 0 && !r.empty() && p.t.Tokens[r.first-1].UPOS == ling.ADJ {
		r.first--
	}
	if r.first == 0 || r.empty() || p.word(r.first-1) != "with" && p.word(r.first-1) != "and" {
		return run{}
	}
	return r
}

// clauseOn is the child of a in whose subtree i stands.
func (p *page) clauseOn(a, i int) int {
	for i >= 0 && p.t.Head(i) != a {
		i = p.t.Head(i)
	}
	return i
}

// caseOf is the lower-case preposition of a nominal or marked clause, multiword ones joined by spaces, and its last
// token; "", −1 for none.
func (p *page) caseOf(i int) (string, int) {
	for _, c := range p.t.Children(i) {
		r := p.t.Tokens[c].Rel
		if r != ling.Case && !(r == ling.Mark && int(c) < i) {
			continue
		}
		w, last := p.word(int(c)), int(c)
		for _, f := range p.t.ChildrenBy(int(c), ling.Fixed) {
			w, last = w+" "+p.word(f), f
		}
		return w, last
	}
	return "", -1
}

// quoted is the index of the quotation in which token i stands, −1 for none.
func (p *page) quoted(i int) int {
	k := p.firstQuote(i)
	if k < len(p.quotes) && p.quotes[k].has(i) {
		return k
	}
	return -1
}

// firstQuote is the index of the first quotation that ends behind token i.
func (p *page) firstQuote(i int) int {
	return sort.Search(len(p.quotes), func(k int) bool { return p.quotes[k].last > i })
}
