// Package ner finds names of persons, places, organisations and others, and whole phrases that refer to them. Word vectors
// and the hits of name lists come in; labelled ranges of words go out. It refuses overlapping names: each word is in one
// at most.
package ner

import (
	"encoding/json"
	"fmt"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/nn"
)

// Styles of annotation that the recogniser has learned; each has its own output.
const (
	Names    = iota // names alone (Universal NER)
	Wiki            // names in encyclopedic text, with nationalities (WikiGold)
	Politics        // names in political text (CrossNER)
	Phrases         // whole phrases, pronouns for bodies included (re3d)
	GUM             // names of GUM's entities
	Styles
)

// Labels of one style: none, and begin, inside, end, single for each kind.
const Labels = 1 + 4*(ling.EntityKinds-1)

// The parts of a label.
const (
	begin = iota
	inside
	end
	single
)

// Label is the label of a kind and a part.
func label(k ling.EntityKind, part int) int { return 1 + 4*(int(k)-1) + part }

// Encode writes the labels of entity [first, last) of kind k.
func Encode(labels []int32, first, last int, k ling.EntityKind) {
	for i := first; i < last; i++ {
		part := inside
		switch {
		case last-first == 1:
			part = single
		case i == first:
			part = begin
		case i == last-1:
			part = end
		}
		labels[i] = int32(label(k, part))
	}
}

// NameRows is the number of rows of the table of name-list hits: per kind, at the beginning or inside of a name.
const NameRows = 16

// Config is the shape of the recogniser, stored in the model's header beside the encoder's.
type Config struct {
	NameWidth int // of the table of name-list hits; 0 for a recogniser without lists
	NerHidden int // of each direction
}

// Head is the recogniser's part of the network. It is read-only and may be shared.
type Head struct {
	Config
	encoded int // width of the word vectors
	width   int // of what the layer reads
	names   []float32
	layer   *nn.BiLayer
	out     *nn.Dense
}

// New reads the recogniser of a model file; encoded is the width of the word vectors. It returns nil for a
// model without one.
func New(f *nn.File, encoded int) (*Head, error) {
	h := &Head{encoded: encoded}
	if err := json.Unmarshal(f.Header, &h.Config); err != nil {
		return nil, fmt.Errorf("recogniser configuration: %w", err)
	}
	if h.NerHidden == 0 {
		return nil, nil
	}
	h.width = h.NameWidth + encoded
	t, err := f.Get("names", NameRows, h.NameWidth)
	if err != nil {
		return nil, err
	}
	h.names = t.Floats()
	if h.layer, err = f.BiLayer("ner", h.width, h.NerHidden); err != nil {
		return nil, err
	}
	if h.out, err = f.Dense("nerout", 2*h.NerHidden, nn.Pad(Labels)*Styles); err != nil {
		return nil, err
	}
	return h, nil
}

// Memory is the working memory of Run; one a worker.
type Memory struct {
	work      nn.Work
	x, y, out []float32
	bi        nn.BiMemory
	found     Matches
	back      []uint8
	score     [Labels]float32
	next      [Labels]float32
	path      []uint8
}

// Input is a batch of sentences: their words, the bounds of the sentences, and the word vectors.
type Input struct {
	Forms   []string
	Segs    []int
	Encoded []float32
}

// Run scores the words; Decode reads the result. names may be nil.
func (h *Head) Run(m *Memory, in Input, names ling.Names) {
	n, segs := len(in.Forms), in.Segs
	m.found.Find(in.Forms, segs, names)
	m.x = nn.Grow(m.x, n*h.width)
	for i := range n {
		row := m.x[i*h.width : (i+1)*h.width]
		copy(row, in.Encoded[i*h.encoded:(i+1)*h.encoded])
		h.addHits(row[h.encoded:], m.found.Kinds[i], m.found.Inside[i])
	}
	m.y = nn.Grow(m.y, n*2*h.NerHidden)
	h.layer.Run(&m.bi, m.y, m.x, segs)
	m.out = nn.Grow(m.out, n*h.out.W.M)
	h.out.Apply(&m.work, m.out, m.y, n)
}

func (h *Head) addHits(to []float32, kinds ling.NameKind, inside bool) {
	clear(to)
	for _, r := range Rows(kinds, inside) {
		if r < 0 {
			break
		}
		for k, v := range h.names[r*h.NameWidth : (r+1)*h.NameWidth] {
			to[k] += v
		}
	}
}

// Rows lists the rows of the name table for a hit, ended by -1.
func Rows(kinds ling.NameKind, inside bool) (rows [9]int) {
	n := 0
	for k := range 8 {
		if kinds>>k&1 != 0 {
			rows[n] = k
			if inside {
				rows[n] += 8
			}
			n++
		}
	}
	rows[n] = -1
	return rows
}

// Matches are the hits of name lists: per word the kinds of the name that it is in, and whether it is not the name's first
// word.
type Matches struct {
	Kinds  []ling.NameKind
	Inside []bool
}

// Find looks up the longest names of each sentence from left to right. names may be nil.
func (m *Matches) Find(forms []string, segs []int, names ling.Names) {
	m.Kinds, m.Inside = m.Kinds[:0], m.Inside[:0]
	for range forms {
		m.Kinds, m.Inside = append(m.Kinds, 0), append(m.Inside, false)
	}
	if names == nil {
		return
	}
	for s := range len(segs) - 1 {
		for i := segs[s]; i < segs[s+1]; {
			n, k := names.Longest(forms[i:segs[s+1]])
			for j := range n {
				m.Kinds[i+j], m.Inside[i+j] = k, j > 0
			}
			i += max(1, n)
		}
	}
}

// follows reports whether label b may come after label a; -1 stands for the edges of the sentence.
func follows(a, b int) bool {
	open := a > 0 && ((a-1)%4 == begin || (a-1)%4 == inside)
	if open {
		return b > 0 && (b-1)/4 == (a-1)/4 && ((b-1)%4 == inside || (b-1)%4 == end)
	}
	return b <= 0 || (b-1)%4 == begin || (b-1)%4 == single
}

// Range is a half-open range of words.
type Range struct{ From, To int }

// Decode appends the entities of the sentence of the given words, in the words' own numbers, for a style.
func (h *Head) Decode(m *Memory, entities []ling.Entity, style int, sentence Range) []ling.Entity {
	from := sentence.From
	n := sentence.To - from
	if n == 0 {
		return entities
	}
	if cap(m.back) < n*Labels {
		m.back, m.path = make([]uint8, 2*n*Labels), make([]uint8, 2*n)
	}
	for i := range n {
		h.advance(m, h.scores(m, style, from+i), i)
	}
	best := 0
	for l := range Labels {
		if follows(l, -1) && m.score[l] > m.score[best] {
			best = l
		}
	}
	path := m.path[:n]
	for i := n - 1; i >= 0; i-- {
		path[i] = uint8(best)
		best = int(m.back[i*Labels+best])
	}
	first := 0
	for i, l := range path {
		part := (int(l) - 1) % 4
		if l == 0 {
			continue
		}
		if part == begin || part == single {
			first = i
		}
		if part == end || part == single {
			entities = append(entities, ling.Entity{
				First: from + first, Last: from + i + 1, Kind: ling.EntityKind((int(l)-1)/4 + 1),
				Score: h.certainty(m, style, from+first, path[first:i+1]),
			})
		}
	}
	return entities
}

// advance is one step of the Viterbi search.
func (h *Head) advance(m *Memory, scores []float32, i int) {
	const never = -1e30
	for l := range Labels {
		best, from := float32(never), 0
		if i == 0 {
			if follows(-1, l) {
				best = 0
			}
		} else {
			for p := range Labels {
				if m.score[p] > best && follows(p, l) {
					best, from = m.score[p], p
				}
			}
		}
		m.next[l] = best + scores[l]
		m.back[i*Labels+l] = uint8(from)
	}
	m.score = m.next
}

func (h *Head) scores(m *Memory, style, i int) []float32 {
	at := i*h.out.W.M + style*nn.Pad(Labels)
	return m.out[at : at+Labels]
}

// certainty is the algebraic sigmoid of the smallest margin over the name's words.
func (h *Head) certainty(m *Memory, style, from int, path []uint8) float32 {
	least := float32(1e9)
	for i, label := range path {
		s := h.scores(m, style, from+i)
		own := int(label)
		other := float32(-1e9)
		for l, v := range s {
			if l != own {
				other = max(other, v)
			}
		}
		least = min(least, s[own]-other)
	}
	return nn.Sigmoid(least)
}
