package train

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/conllu"
	"github.com/casus-project/casus/internal/ling/en"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/ner"
	"github.com/casus-project/casus/internal/ling/tag"
)

// bank is a treebank of our own, small enough to learn by heart.
const bank = `# newdoc id = a
# newpar
1	Rebels	rebel	NOUN	NNS	Number=Plur	2	nsubj	_	_
2	seized	seize	VERB	VBD	Tense=Past	0	root	_	_
3	two	two	NUM	CD	_	4	nummod	_	_
4	bridges	bridge	NOUN	NNS	Number=Plur	2	obj	_	SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

1	The	the	DET	DT	_	2	det	_	_
2	army	army	NOUN	NN	Number=Sing	4	nsubj	_	_
3-4	can't	_	_	_	_	_	_	_	_
3	ca	can	AUX	MD	_	4	aux	_	_
4	n't	not	PART	RB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

`

var small = encode.Config{Word: 16, Affix: 16, Shape: 16, Hidden: 16, Layers: 2, TagHidden: 16, ArcWidth: 16, RelWidth: 16}

func readBank(t *testing.T) []*conllu.Doc {
	t.Helper()
	docs, err := conllu.Read("bank", strings.NewReader(bank))
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// encodeWords is the lookup of some words' vectors.
func encodeWords(words ...string) []byte {
	blob, _ := encode.MarshalVectors(words)
	return blob
}

// TestGradients compares the backward pass with differences of the loss.
func TestGradients(t *testing.T) {
	docs := readBank(t)
	inv := count(docs)
	cfg := small
	cfg.Tags, cfg.Words, cfg.Vec = inv.classes(1), inv.vocabulary(1, nil), 5
	v, err := encode.ReadVectors(encodeWords("rebels", "army"), 2)
	if err != nil {
		t.Fatal(err)
	}
	n := newNetwork(cfg, 2, 3)
	for i := range n.vec.W {
		n.vec.W[i] = n.ps.rng.float() - 0.5
	}
	n.dropIn, n.drop, n.dropNames = 0, 0, 0
	n.counts = make([]int, len(cfg.Words))
	for _, p := range n.ps.All { // not the zeros that training starts from, at which rectified units have a kink
		for i := range p.W {
			if p == n.arc || p.Rows == 1 {
				p.W[i] = (n.ps.rng.float() - 0.5) / 3
			}
		}
	}
	batch := samples(docs, &cfg, &encode.Reader{Vocab: cfg.Vocab(), Vectors: v})
	for i := range batch {
		batch[i].ents = make([]int32, len(batch[i].forms))
		ner.Encode(batch[i].ents, 0, 2, ling.Organisation)
	}
	loss := func(learn bool) (float64, *tape) {
		n.ps.pack()
		tp := &tape{learn: learn, rng: &rng{1}}
		// Without learning, relations are scored at the heads found; the gold heads are wanted here.
		p := &pass{n: n, t: tp, batch: batch, segs: []int{0}, weight: 1}
		var feats []encode.Features
		for _, s := range batch {
			feats = append(feats, s.feats...)
			p.segs = append(p.segs, len(feats))
			p.gold.tags, p.gold.rels = append(p.gold.tags, s.tags...), append(p.gold.rels, s.rels...)
			p.gold.heads = append(p.gold.heads, s.heads...)
		}
		p.x = n.encode(tp, feats, p.segs)
		p.entities()
		p.loss += tp.softmax(tp.linear(p.mlp(affine{n.tag1, n.tagB1}), n.tag2, n.tagB2), len(cfg.Tags), p.gold.tags, 1)
		p.arcs()
		p.heads = p.gold.heads
		p.relations()
		return p.loss, tp
	}
	_, tp := loss(true)
	tp.backward()
	checked, wrong := 0, 0
	for _, p := range n.ps.All {
		if p.grad[0] == nil { // only read
			continue
		}
		for k := 0; k < len(p.W); k += max(1, len(p.W)/40) {
			g := p.grad[0][k]
			if g == 0 && p.Sparse {
				continue
			}
			const eps = 1e-4
			old := p.W[k]
			p.W[k] = old + eps
			up, _ := loss(false)
			p.W[k] = old - eps
			down, _ := loss(false)
			p.W[k] = old
			want := (up - down) / (2 * eps)
			if math.Abs(want-float64(g)) > 0.02+0.08*math.Abs(want) {
				t.Logf("%s[%d]: gradient %.4f, difference %.4f", p.Name, k, g, want)
				wrong++
			}
			checked++
		}
	}
	// A rectified unit that switches within the step makes a difference wrong now and then, never many.
	if checked < 300 || wrong > checked/100 {
		t.Errorf("%d of %d gradients differ", wrong, checked)
	}
}

// TestEnglishIsDeterministic trains twice on the small treebank: the files are equal, and the engine has learned it.
func TestEnglishIsDeterministic(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bank.conllu")
	if err := os.WriteFile(path, []byte(bank), 0o600); err != nil {
		t.Fatal(err)
	}
	var files [2]bytes.Buffer
	for i := range files {
		o := Options{Train: []string{path, path, path}, Epochs: 60, Batch: 12, Rate: 0.01, Seed: 5, Config: small}
		if err := English(o, &files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("two trainings gave different files")
	}
	e, err := en.New(en.Options{Model: files[0].Bytes()})
	if err != nil {
		t.Fatal(err)
	}
	x := readBank(t)[0].Text
	want := append([]ling.Token(nil), x.Tokens...)
	if err := e.AnalyseGiven(x); err != nil {
		t.Fatal(err)
	}
	right := 0
	for i, tok := range x.Tokens {
		right += hit(tok.Head == want[i].Head && tok.Rel == want[i].Rel && tok.XPOS == want[i].XPOS && tok.Lemma == want[i].Lemma)
	}
	if right < len(want)-1 {
		t.Errorf("%d of %d words right after learning them by heart: %+v", right, len(want), x.Tokens)
	}
}

func TestLemmas(t *testing.T) {
	m := encode.Morph{UPOS: ling.VERB, XPOS: ling.VBD}
	var ex []tag.Example
	for form, lemma := range map[string]string{
		"seized": "seize", "raised": "raise", "freed": "free", "went": "go", "killed": "kill",
		"called": "call", "filled": "fill",
	} {
		for range 3 {
			ex = append(ex, tag.Example{Form: form, Lemma: lemma, Morph: m})
		}
	}
	l, err := tag.ReadLemmas(tag.Learn(ex, nil).Marshal())
	if err != nil {
		t.Fatal(err)
	}
	var c tag.Cache
	for form, want := range map[string]string{"went": "go", "seized": "seize", "pulled": "pull", "praised": "praise", "": ""} {
		if got := l.Find(&c, form, m); got != want {
			t.Errorf("lemma of %q: %q, want %q", form, got, want)
		}
	}
}
