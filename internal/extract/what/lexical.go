package what

import (
	"github.com/casus-project/casus/internal/extract/hidden"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/nn"
)

// lexical is what the distributional vectors of a text's words say to the network of the decision model.
type lexical struct {
	text    []float32 // mean of the content words of the document, names aside; nil before it is needed
	numbers []float32
	layer   hidden.Layer // that of the network after the numbers of token head-1
	head    int
	work    hidden.Layer
}

// The words around a candidate whose vectors the network reads, in the order of the numbers.
const (
	lexHead = iota // the word whose frame fired
	lexSubject
	lexObject
	lexPhrases // sum of the nouns in its phrases
	lexOthers  // sum of the other words below it
	lexAbove   // the word above it
	lexNear    // mean of the content words near it
	lexText    // mean of the content words of the document, names aside
	lexSlots
)

// lexNames name the places for people.
var lexNames = [lexSlots]string{"the word", "its subject", "its object", "its phrases", "the words below it", "the word above it", "the words near it", "the text"}

const (
	lexWindow  = 6    // words on either side that are near
	wordWeight = 0.47 // the engine's vectors are 2.1 long; features are 0 or 1
	meanWeight = 2    // of means, which are shorter than the vector of a word
)

// begin is the hidden layer of the network after the vectors around a candidate, which all candidates of one word share. It holds until
// the next call; nil for a model without network.
func (m *matcher) begin(k *match) hidden.Layer {
	n, x := m.decision.net, &m.lexical
	if n == nil {
		return nil
	}
	if x.head != k.view.head+1 {
		x.head = k.view.head + 1
		n.Begin(&x.layer)
		n.AddNumbers(x.layer, 0, m.numbers(k))
	}
	x.work = append(x.work[:0], x.layer...)
	return x.work
}

// numbers are the vectors of the words around a candidate, one after the other. They hold until the next call.
func (m *matcher) numbers(k *match) []float32 {
	w := m.t.LexWidth
	if w == 0 {
		return nil
	}
	x := nn.Grow(m.lexical.numbers, lexSlots*w)
	m.lexical.numbers = x
	clear(x)
	slot := func(n int) []float32 { return x[n*w : (n+1)*w] }
	h := k.view.head
	m.addWord(slot(lexHead), h)
	for _, c := range m.t.Children(h) {
		to := slot(lexOthers)
		switch m.t.Tokens[c].Rel.Base() {
		case ling.Punct, ling.Det:
			continue
		case ling.Nsubj:
			to = slot(lexSubject)
			clear(to)
		case ling.Obj, ling.Iobj:
			to = slot(lexObject)
			clear(to)
		case ling.Obl, ling.Nmod:
			to = slot(lexPhrases)
		}
		m.addWord(to, int(c))
	}
	if up := int(m.t.Tokens[h].Head); up >= 0 {
		m.addWord(slot(lexAbove), up)
	}
	m.addMean(slot(lexNear), max(0, h-lexWindow), min(len(m.t.Tokens), h+lexWindow+1), true)
	if m.lexical.text == nil {
		m.lexical.text = make([]float32, w)
		m.addMean(m.lexical.text, 0, len(m.t.Tokens), false)
	}
	copy(slot(lexText), m.lexical.text)
	return x
}

// addWord adds the vector of token i.
func (m *matcher) addWord(to []float32, i int) {
	for k, v := range m.t.Lexical[i*m.t.LexWidth : (i+1)*m.t.LexWidth] {
		to[k] += float32(v * wordWeight)
	}
}

// addMean adds the mean of the content words among tokens [first, last), with or without names.
func (m *matcher) addMean(to []float32, first, last int, names bool) {
	n := 0
	for i := first; i < last; i++ {
		switch m.t.Tokens[i].UPOS {
		case ling.NOUN, ling.VERB, ling.ADJ:
		case ling.PROPN:
			if !names {
				continue
			}
		default:
			continue
		}
		n++
		m.addWord(to, i)
	}
	for k := range to {
		to[k] *= meanWeight / float32(max(1, n))
	}
}
