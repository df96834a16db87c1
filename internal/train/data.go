package train

import (
	"fmt"
	"os"
	"sort"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/conllu"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/ner"
	"github.com/casus-project/casus/internal/ling/nn"
)

// sample is one sentence ready for training. Heads count from 0 within the sentence; the number of words stands for the
// root. Unknown gold is -1.
type sample struct {
	forms []string
	feats []encode.Features
	tags  []int32
	heads []int32
	rels  []int32
	ents  []int32 // entity labels in a style; nil where unknown
	style int
	found ner.Matches // of name lists; empty where these are not looked at
}

// ReadTreebanks reads CoNLL-U files in order.
func ReadTreebanks(paths []string) ([]*conllu.Doc, error) {
	var docs []*conllu.Doc
	for _, p := range paths {
		f, err := os.Open(p)
		if err != nil {
			return nil, fmt.Errorf("read treebank: %w", err)
		}
		d, err := conllu.Read(p, f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("read treebank: %w", err)
		}
		docs = append(docs, d...)
	}
	return docs, nil
}

// inventory counts what the treebanks hold.
type inventory struct {
	tags  map[encode.Morph]int
	words map[string]int
}

func count(docs []*conllu.Doc) inventory {
	inv := inventory{tags: map[encode.Morph]int{}, words: map[string]int{}}
	for _, d := range docs {
		for i := range d.Text.Tokens {
			t := &d.Text.Tokens[i]
			inv.tags[encode.Morph{UPOS: t.UPOS, XPOS: t.XPOS, Feats: t.Feats}]++
			inv.words[encode.Normal(t.Form)]++
		}
	}
	return inv
}

// classes lists the tag classes seen at least least times, most frequent first.
func (inv inventory) classes(least int) []encode.Morph {
	var out []encode.Morph
	for m, n := range inv.tags {
		if n >= least {
			out = append(out, m)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if inv.tags[a] != inv.tags[b] {
			return inv.tags[a] > inv.tags[b]
		}
		return fmt.Sprint(a) < fmt.Sprint(b)
	})
	return out
}

// vocabulary lists the words seen at least least times, most frequent first, then those of more that are not among them.
func (inv inventory) vocabulary(least int, more []string) []string {
	var out []string
	for w, n := range inv.words {
		if n >= least {
			out = append(out, w)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if inv.words[out[i]] != inv.words[out[j]] {
			return inv.words[out[i]] > inv.words[out[j]]
		}
		return out[i] < out[j]
	})
	seen := make(map[string]bool, len(out))
	for _, w := range out {
		seen[w] = true
	}
	for _, w := range more {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return append([]string{"\x00"}, out...)
}

// exact is the number of first words of the vocabulary that the treebanks hold more than once.
func (inv inventory) exact(words []string) int {
	n := 1
	for n < len(words) && inv.words[words[n]] > 1 {
		n++
	}
	return n
}

// samples turns treebank sentences into samples.
func samples(docs []*conllu.Doc, cfg *encode.Config, read *encode.Reader) []sample {
	classOf := map[encode.Morph]int32{}
	for i, m := range cfg.Tags {
		classOf[m] = int32(i)
	}
	var scratch encode.Scratch
	var out []sample
	for _, d := range docs {
		names := gumNames(d)
		for i, s := range d.Text.Sents {
			out = append(out, newSample(d.Text, s, classOf))
			out[len(out)-1].extract(read, &scratch)
			if l, ok := names[i]; ok {
				out[len(out)-1].ents, out[len(out)-1].style = l, ner.GUM
			}
		}
	}
	return out
}

func (s *sample) extract(read *encode.Reader, scratch *encode.Scratch) {
	s.feats = make([]encode.Features, len(s.forms))
	for i, f := range s.forms {
		read.Extract(f, scratch, &s.feats[i])
	}
}

func newSample(t *ling.Text, sent ling.Sentence, classOf map[encode.Morph]int32) sample {
	n := sent.Last - sent.First
	s := sample{forms: make([]string, n), tags: make([]int32, n), heads: make([]int32, n), rels: make([]int32, n)}
	for i := range n {
		tok := &t.Tokens[sent.First+i]
		s.forms[i] = tok.Form
		c, ok := classOf[encode.Morph{UPOS: tok.UPOS, XPOS: tok.XPOS, Feats: tok.Feats}]
		if !ok {
			c = -1
		}
		s.tags[i] = c
		s.heads[i] = int32(n)
		if tok.Head >= 0 {
			s.heads[i] = tok.Head - int32(sent.First)
		}
		s.rels[i] = int32(tok.Rel)
	}
	return s
}

// reader turns forms into the features of a model's network; f holds the lexicon, where it has one.
func reader(f *nn.File, cfg *encode.Config) (*encode.Reader, error) {
	r := &encode.Reader{Vocab: cfg.Vocab(), Exact: int32(cfg.Exact)}
	var err error
	if cfg.Lex > 0 {
		if r.Lexicon, err = encode.ReadLexicon(f.Blobs["lexicon"]); err != nil {
			return nil, err
		}
	}
	if cfg.Vec > 0 {
		r.Vectors, err = encode.ReadVectors(f.Blobs["vectors"], f.Tensors["vec"].Rows)
	}
	return r, err
}
