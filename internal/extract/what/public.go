package what

import (
	"math"

	"github.com/casus-project/casus/internal/ling"
)

// Words is the bag of content words of a sentence or a document, from which the model tells public affairs from sport,
// trade, science, culture and everyday life. Names stand as their kind.
type Words []string

// wordKey is the kind of the features of words.
const wordKey = "word"

// word is what token i counts as, "" for nothing.
func (m *matcher) word(i int) string {
	switch m.t.Tokens[i].UPOS {
	case ling.NOUN, ling.ADJ, ling.VERB:
		return m.lemma(i)
	case ling.PROPN:
		if e := m.t.EntityAt(i); e >= 0 {
			return m.t.Entities[e].Kind.String()
		}
		return "NAME"
	}
	return ""
}

func (m *matcher) wordsOf(first, last int) Words {
	var out Words
	for i := first; i < last; i++ {
		if w := m.word(i); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// affairs is how far the words of tokens [first, last) speak of public affairs, as log odds.
func (m *matcher) affairs(first, last int) float64 {
	n, sum := 0, 0.0
	start := hash(hash(fnvStart, wordKey), "=")
	for i := first; i < last; i++ {
		if w := m.word(i); w != "" {
			n++
			sum += float64(m.decision.weights[hash(start, w)])
		}
	}
	return m.decision.publicOdds(sum, n)
}

// publicDocument is that of the whole document.
func (m *matcher) publicDocument() float64 {
	if m.publicAll == nil {
		all := m.affairs(0, len(m.t.Tokens))
		m.publicAll = &all
	}
	return *m.publicAll
}

// publicOdds turns a sum of weights of n words into log odds; what is unclear counts for public.
func (d *Decision) publicOdds(sum float64, n int) float64 {
	if n == 0 {
		return 0
	}
	return max(-4, min(4, sum*wordScale(n)+float64(d.names["words"])))
}

// longText is the number of content words from which on more words do not make it surer what a text is about.
const longText = 40

// wordScale is what each of n words counts: the words of a longer text speak more surely, up to longText of them. Without that bound
// every long report would count as public affairs for a few names and dates.
func wordScale(n int) float64 {
	return 1 / max(math.Sqrt(float64(n)), float64(n)/math.Sqrt(longText))
}

func (d *Decision) publicWords(w Words) float64 {
	sum := 0.0
	for _, x := range w {
		sum += float64(d.names[wordKey+"="+x])
	}
	return d.publicOdds(sum, len(w))
}

// kinds is what the features of public affairs are joined with.
type kinds struct{ code, pos, subject, object string }

// describePublic tells how far document and sentence are about public affairs.
func (s *sink) describePublic(document, sentence float64, k kinds) {
	d, n := step(document), step(sentence)
	s.value("public document", "", "", document)
	s.value("public sentence", "", "", sentence)
	s.value("public", "", "", document+sentence)
	s.add("public document", d, "")
	s.add("public sentence", n, "")
	s.add("public", d, n)
	s.value("public document", k.code, "", document)
	s.value("public document", k.subject, k.pos, document)
	s.value("public document", k.object, k.pos, document)
	s.value("public sentence", k.code, "", sentence)
}

// step names log odds by their whole part.
func step(x float64) string {
	switch n := int(math.Floor(x)); {
	case n <= -3:
		return "---"
	case n == -2:
		return "--"
	case n == -1:
		return "-"
	case n == 0:
		return "+"
	case n == 1:
		return "++"
	}
	return "+++"
}
