package link

import (
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// edge is a candidate for a causal relation: an arc of the tree. One end is the subtree of the dependent, the other
// what remains of the governor's clause.
type edge struct {
	gov, dep int
	part     Range // the dependent's subtree without its marker
	whole    Range // the governor's side
	signal   Range // the marker, empty where there is none
	across   bool  // whether the sides are subject and object of the verb gov
}

// features are hashed names of what holds of something.
type features []uint32

// featureBits is the size of the hashed feature space, as a power of two.
const featureBits = 20

func (f *features) add(parts ...string) {
	h := fnv.New32a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	*f = append(*f, h.Sum32()&(1<<featureBits-1))
}

// edges lists the candidates in a range of tokens: arcs to clauses, and to nominals that qualify or complete a verb or
// an event noun.
func (s *scan) edges(r Range) []edge {
	var out []edge
	for x := r.First; x < r.Last; x++ {
		tok := &s.t.Tokens[x]
		g := int(tok.Head)
		if g < 0 || !r.Has(g) {
			continue
		}
		switch tok.Rel.Base() {
		case ling.Advcl, ling.Acl, ling.Conj, ling.Xcomp, ling.Ccomp, ling.Parataxis, ling.Csubj:
			if tok.UPOS != ling.VERB && tok.UPOS != ling.NOUN && tok.UPOS != ling.ADJ {
				continue
			}
		case ling.Obl, ling.Nsubj, ling.Obj:
			if !tok.UPOS.Nominal() || s.t.Tokens[g].UPOS != ling.VERB && s.t.Tokens[g].UPOS != ling.ADJ {
				continue
			}
		case ling.Nmod:
			if tok.UPOS != ling.NOUN && tok.UPOS != ling.VERB {
				continue
			}
		default:
			continue
		}
		out = append(out, s.edge(g, x, r))
		if o := s.t.ChildBy(g, ling.Obj, ling.Ccomp, ling.Xcomp); o > g && tok.Rel.Base() == ling.Nsubj {
			e := edge{gov: g, dep: x, signal: Range{g, g + 1}, across: true}
			e.part, e.whole = s.tidy(s.below(x)), s.tidy(s.below(o))
			out = append(out, e)
		}
	}
	return out
}

func (s *scan) edge(g, x int, r Range) edge {
	e := edge{gov: g, dep: x}
	e.part = s.below(x)
	n := s.t.ChildBy(x, ling.Case, ling.Mark)
	if w := s.t.ChildBy(x, ling.Advmod); n < 0 && w == e.part.First && s.t.Tokens[w].XPOS == ling.WRB {
		n = w
	}
	if n >= 0 && n <= e.part.First+1 && n < x {
		last := n + 1
		for _, f := range s.t.ChildrenBy(n, ling.Fixed) {
			last = max(last, f+1)
		}
		e.signal = Range{n, last}
		if !s.keepsMarker(n) {
			e.part.First = max(e.part.First, last)
		}
	} else if s.t.Tokens[x].XPOS == ling.VBG {
		e.signal = Range{x, x + 1}
	}
	if x > g {
		// what the parser hung higher up still belongs to the clause, up to the next punctuation
		end := s.t.Sents[s.t.SentenceOf(x)].Last
		for e.part.Last < end && s.t.Tokens[e.part.Last].UPOS != ling.PUNCT && s.t.Tokens[e.part.Last].UPOS != ling.CCONJ {
			e.part.Last++
		}
	}
	e.part = s.tidy(e.part)
	e.whole = s.tidy(s.below(g, append(s.insertions(g, x), x)...))
	return e
}

// keepsMarker reports whether the marker at n is part of the cause or effect itself: "to free the men", "against the
// bill".
func (s *scan) keepsMarker(n int) bool {
	w := s.word(n)
	return w == "to" && s.t.Tokens[n].Rel == ling.Mark || w == "against"
}

// tidy drops conjunctions and the complementizer before a clause, and a dateline that ends in a colon.
func (s *scan) tidy(r Range) Range {
	for k := r.First; k < r.Last-1; k++ {
		if s.t.Word(k) == ":" && k-r.First < 14 {
			r.First = k + 1
			break
		}
	}
	for !r.Empty() {
		tok := &s.t.Tokens[r.First]
		if tok.UPOS != ling.PUNCT && tok.Rel != ling.Cc && !(tok.Rel == ling.Mark && s.word(r.First) == "that") {
			break
		}
		r.First++
	}
	return s.trim(r)
}

// insertions are the dependents of g beyond x as seen from g: what follows x belongs to neither side.
func (s *scan) insertions(g, x int) []int {
	var out []int
	for _, c := range s.t.Children(g) {
		k := int(c)
		if x > g && k > x || x < g && k < x {
			out = append(out, k)
		}
	}
	return out
}

// marker is the lower-case marker of the phrase at x with up to two words before it, "" for none.
func (s *scan) marker(e *edge) string {
	if e.signal.Empty() {
		return ""
	}
	var w []string
	for i := e.signal.First; i < e.signal.Last; i++ {
		w = append(w, s.word(i))
	}
	return strings.Join(w, " ")
}

// describe lists the features of a candidate.
func (s *scan) describe(e *edge) features {
	var f features
	g, x := &s.t.Tokens[e.gov], &s.t.Tokens[e.dep]
	gl, xl := s.lemma(e.gov), s.lemma(e.dep)
	rel, m := x.Rel.String(), s.marker(e)
	if e.across {
		rel = "across"
	}
	if x.XPOS == ling.VBG && e.signal.Has(e.dep) {
		m = "ING"
	}
	f.add("rel", rel)
	f.add("rm", rel, m)
	f.add("rg", rel, gl)
	f.add("rx", rel, xl)
	f.add("rmx", rel, m, xl)
	f.add("rmg", rel, m, gl)
	f.add("gx", gl, xl)
	f.add("mx", m, xl)
	f.add("mg", m, gl)
	f.add("pos", rel, g.UPOS.String(), x.UPOS.String(), x.XPOS.String())
	f.add("mpos", rel, m, g.UPOS.String(), x.UPOS.String())
	if e.signal.First > 0 {
		f.add("before", s.word(e.signal.First-1), m)
		if e.signal.First > 1 {
			f.add("before2", s.word(e.signal.First-2), s.word(e.signal.First-1), m)
		}
	}
	f.add("comma", rel, m, strconv.FormatBool(e.part.First > 0 && s.word(max(0, min(e.part.First, e.signal.First)-1)) == ","))
	f.add("len", rel, strconv.Itoa(min(4, (e.part.Last-e.part.First)/4)), strconv.Itoa(min(4, (e.whole.Last-e.whole.First)/4)))
	f.add("order", rel, m, strconv.FormatBool(e.dep < e.gov))
	if e.part.First < len(s.t.Tokens) {
		f.add("first", s.word(e.part.First), rel)
	}
	for _, c := range s.t.Children(e.dep) {
		if b := s.t.Tokens[c].Rel.Base(); b == ling.Obj || b == ling.Nsubj || b == ling.Obl || b == ling.Nmod {
			f.add("xc", xl, b.String(), s.lemma(int(c)))
			f.add("rc", rel, m, b.String(), s.lemma(int(c)))
		}
		if r := s.t.Tokens[c].Rel; r == ling.Advmod || r == ling.AuxPass || r == ling.Aux {
			f.add("xm", rel, m, s.lemma(int(c)))
		}
	}
	for _, c := range s.t.Children(e.gov) {
		if b := s.t.Tokens[c].Rel.Base(); int(c) != e.dep && (b == ling.Obj || b == ling.Nsubj) {
			f.add("gc", gl, b.String(), s.lemma(int(c)), rel)
			f.add("gcr", b.String(), s.lemma(int(c)), rel, m)
			f.add("gcx", b.String(), s.lemma(int(c)), xl)
		}
		if r := s.t.Tokens[c].Rel; r == ling.AuxPass || r == ling.Aux {
			f.add("gm", rel, m, r.String())
		}
	}
	if h := int(g.Head); h >= 0 {
		f.add("up", rel, m, g.Rel.String(), s.lemma(h))
	}
	return f
}
