package train

import (
	"fmt"
	"math"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/ner"
	"github.com/casus-project/casus/internal/ling/nn"
)

// network is the joint tagger and parser under training: tables, recurrent layers, a tag head, and a deep biaffine arc
// and relation scorer (Dozat and Manning 2017) with an elementwise instead of a full bilinear relation product.
type network struct {
	ps                *Params
	cfg               encode.Config
	word, hash, shape *Param
	lex               *Param
	vec               *Param // read, never changed
	layers            []*bilayer
	tag1, tagB1       *Param
	tag2, tagB2       *Param
	dep, depB         *Param
	head, headB       *Param
	arc, arcB, root   *Param
	rdep, rdepB       *Param
	rhead, rheadB     *Param
	rel, relB         *Param
	names             *Param
	nerLayer          *bilayer
	nerOut, nerOutB   *Param
	nerCfg            ner.Config
	dropIn, drop      float32
	dropNames         float32 // of the layer of the names, whose data are fewer
	counts            []int   // of the vocabulary, for word dropout
}

// newEncoderOnly makes the tables and the recurrent layers.
func newEncoderOnly(cfg encode.Config, vecRows int, seed uint64) *network {
	ps := &Params{rng: &rng{seed}}
	n := &network{ps: ps, cfg: cfg, dropIn: 0.25, drop: 0.33, dropNames: 0.33}
	n.word = ps.Table("word", len(cfg.Words), cfg.Word, 0.3)
	n.hash = ps.Table("hash", encode.HashRows, cfg.Affix, 0.1)
	n.shape = ps.Table("shape", encode.ShapeRows, cfg.Shape, 0.3)
	if cfg.Lex > 0 {
		n.lex = ps.Table("lex", encode.LexRows, cfg.Lex, 0.15)
	}
	if cfg.Vec > 0 {
		n.vec = ps.Fixed("vec", vecRows, cfg.Vec)
	}
	width := 3 * cfg.Input()
	for i := range cfg.Layers {
		n.layers = append(n.layers, ps.bilayer(fmt.Sprintf("layer%d", i), width, cfg.Hidden))
		width = 2 * cfg.Hidden
	}
	return n
}

func (n *network) addRecogniser(c ner.Config) {
	n.nerCfg = c
	n.names = n.ps.Table("names", ner.NameRows, c.NameWidth, 0.3)
	n.nerLayer = n.ps.bilayer("ner", 2*n.cfg.Hidden+c.NameWidth, c.NerHidden)
	n.nerOut, n.nerOutB = n.dense("nerout", 2*c.NerHidden, nn.Pad(ner.Labels)*ner.Styles, 1)
}

func newNetwork(cfg encode.Config, vecRows int, seed uint64) *network {
	n := newEncoderOnly(cfg, vecRows, seed)
	ps, width := n.ps, 2*cfg.Hidden
	n.tag1, n.tagB1 = n.dense("tag1", width, cfg.TagHidden, math.Sqrt2)
	n.tag2, n.tagB2 = n.dense("tag2", cfg.TagHidden, nn.Pad(len(cfg.Tags)), 1)
	n.dep, n.depB = n.dense("dep", width, cfg.ArcWidth, math.Sqrt2)
	n.head, n.headB = n.dense("head", width, cfg.ArcWidth, math.Sqrt2)
	n.arc, n.arcB = n.dense("arc", cfg.ArcWidth, cfg.ArcWidth, 0) // all heads are equal at first
	n.root = ps.New("root", 1, cfg.ArcWidth, 0.3)
	n.rdep, n.rdepB = n.dense("rdep", width, cfg.RelWidth, math.Sqrt2)
	n.rhead, n.rheadB = n.dense("rhead", width, cfg.RelWidth, math.Sqrt2)
	n.rel, n.relB = n.dense("rel", 3*cfg.RelWidth, nn.Pad(ling.Rels), 1)
	n.addRecogniser(ner.Config{NameWidth: 32, NerHidden: 64})
	return n
}

// calibrate scales the weights that read the encoder's output by its size on some sentences, so that what is built on a
// pretrained encoder starts as quietly as on a fresh one.
func (n *network) calibrate(some []sample) float64 {
	n.ps.pack()
	t := &tape{}
	var sum float64
	values := 0
	for _, s := range some {
		t.reset()
		for _, v := range n.encode(t, s.feats, []int{0, len(s.feats)}).v {
			sum += float64(v) * float64(v)
			values++
		}
	}
	size := math.Sqrt(sum / float64(values))
	for _, p := range []*Param{n.tag1, n.dep, n.head, n.rdep, n.rhead, n.nerLayer.w} {
		for i := range p.W {
			p.W[i] /= float32(size)
		}
	}
	return size
}

func (n *network) dense(name string, in, out int, gain float64) (w, b *Param) {
	return n.ps.New(name+".w", in, out, gain/math.Sqrt(float64(in))), n.ps.New(name+".b", 1, out, 0)
}

// input looks the features up and puts them side by side.
func (n *network) input(t *tape, feats []encode.Features) mat {
	c := &n.cfg
	x := t.mat(len(feats), c.Input())
	for i := range feats {
		f, row := &feats[i], x.row(i)
		add(row[:c.Word], n.word, f.Word)
		for _, h := range f.Hash {
			add(row[c.Word:c.Word+c.Affix], n.hash, h)
		}
		add(row[c.Word+c.Affix:c.Word+c.Affix+c.Shape], n.shape, f.Shape)
		if n.lex != nil {
			for _, k := range f.Lex {
				add(row[c.Word+c.Affix+c.Shape:], n.lex, k)
			}
		}
		if n.vec != nil {
			add(row[c.Word+c.Affix+c.Shape+c.Lex:], n.vec, f.Vec)
		}
	}
	t.defer_(func() {
		for i := range feats {
			f, g := &feats[i], x.grow(i)
			give(g[:c.Word], n.word, f.Word, t.shard)
			for _, h := range f.Hash {
				give(g[c.Word:c.Word+c.Affix], n.hash, h, t.shard)
			}
			give(g[c.Word+c.Affix:c.Word+c.Affix+c.Shape], n.shape, f.Shape, t.shard)
			if n.lex != nil {
				for _, k := range f.Lex {
					give(g[c.Word+c.Affix+c.Shape:], n.lex, k, t.shard)
				}
			}
		}
	})
	return x
}

// add adds a row of a table; -1 stands for a dropped feature.
func add(to []float32, p *Param, row int32) {
	if row < 0 {
		return
	}
	for i, v := range p.W[int(row)*p.Cols : (int(row)+1)*p.Cols] {
		to[i] += v
	}
}

func give(g []float32, p *Param, row int32, shard int) {
	if row < 0 {
		return
	}
	to := p.touch(shard, row)
	for i, v := range g[:p.Cols] {
		to[i] += v
	}
}

// encode runs the recurrent layers.
func (n *network) encode(t *tape, feats []encode.Features, segs []int) mat {
	x := t.window(t.dropout(n.input(t, feats), segs, n.dropIn), segs)
	for _, l := range n.layers {
		x = t.dropout(l.run(t, x, segs), segs, n.drop)
	}
	return x
}

// affine is the weights and the bias of a linear map.
type affine struct{ w, b *Param }

// mlp is a dropped-out layer of rectified units on the encoder's output.
func (p *pass) mlp(a affine) mat {
	return p.t.dropout(p.t.relu(p.t.linear(p.x, a.w, a.b)), p.segs, p.n.drop)
}

// outcome is what a run of the network says about a batch.
type outcome struct {
	tags, heads, rels []int32
	loss              float64
	names             tally // exact entities, label runs compared greedily
}

// pass is one run of the network over a batch.
type pass struct {
	n      *network
	t      *tape
	batch  []sample
	segs   []int
	gold   sample // all sentences of the batch in one
	x      mat    // the encoder's output
	weight float32
	outcome
}

// run scores a batch of sentences; with t.learn it also prepares the backward pass.
func (n *network) run(t *tape, batch []sample, weight float32) outcome {
	p := &pass{n: n, t: t, batch: batch, segs: []int{0}, weight: weight}
	var feats []encode.Features
	for _, s := range batch {
		feats = append(feats, s.feats...)
		p.segs = append(p.segs, len(feats))
		p.gold.tags = append(p.gold.tags, s.tags...)
		p.gold.heads = append(p.gold.heads, s.heads...)
		p.gold.rels = append(p.gold.rels, s.rels...)
	}
	if t.learn {
		n.dropWords(t, feats)
	}
	p.x = n.encode(t, feats, p.segs)
	p.entities()
	if batch[0].heads == nil {
		return p.outcome
	}
	tags := t.linear(p.mlp(affine{n.tag1, n.tagB1}), n.tag2, n.tagB2)
	p.loss += t.softmax(tags, len(n.cfg.Tags), p.gold.tags, weight)
	for i := range tags.n {
		p.tags = append(p.tags, int32(argmax(tags.row(i)[:len(n.cfg.Tags)])))
	}
	p.arcs()
	p.relations()
	return p.outcome
}

// dropWords hides words, rare ones more often, so that the affixes learn to stand in for them: the row of the exact form, and
// half of the time also that of the word, which most words of a text have even where no treebank does.
func (n *network) dropWords(t *tape, feats []encode.Features) {
	for i := range feats {
		f := &feats[i]
		p := 0.03 + 0.4/(0.4+float32(n.counts[f.Word]))
		if t.rng.float() < p {
			f.Hash[0] = -1
			if t.rng.float() < 0.5 {
				f.Word = encode.Unknown
			}
		}
		for k := range f.Hash {
			if t.rng.float() < 0.05 {
				f.Hash[k] = -1
			}
		}
		if t.rng.float() < 0.05 {
			for k := range f.Lex {
				f.Lex[k] = -1
			}
		}
		if n.vec != nil && t.rng.float() < 0.05 {
			f.Vec = -1
		}
	}
}

// relations scores the relation of each word to its gold head, or, when not learning, to the head found.
func (p *pass) relations() {
	n, t, segs := p.n, p.t, p.segs
	d, h := p.mlp(affine{n.rdep, n.rdepB}), p.mlp(affine{n.rhead, n.rheadB})
	heads := p.gold.heads
	if !t.learn {
		heads = p.heads
	}
	w := n.cfg.RelWidth
	z := t.mat(p.x.n, 3*w)
	at := make([]int, p.x.n) // row of the head, -1 for the root
	want := make([]int32, p.x.n)
	for s := range len(segs) - 1 {
		for i := segs[s]; i < segs[s+1]; i++ {
			at[i], want[i] = segs[s]+int(heads[i]), p.gold.rels[i]
			if at[i] >= segs[s+1] || heads[i] < 0 {
				at[i], want[i] = -1, -1
				continue
			}
			fuse(z.row(i), d.row(i), h.row(at[i]))
		}
	}
	t.defer_(func() {
		for i, a := range at {
			if a >= 0 {
				unfuse(z.grow(i), pair{d.row(i), d.grow(i)}, pair{h.row(a), h.grow(a)})
			}
		}
	})
	y := t.linear(z, n.rel, n.relB)
	p.loss += t.softmax(y, ling.Rels, want, p.weight)
	for i := range y.n {
		r := int32(ling.Root)
		if at[i] >= 0 {
			r = int32(argmax(y.row(i)[:ling.Rels]))
		}
		p.rels = append(p.rels, r)
	}
}

type pair struct{ v, g []float32 }

func fuse(z, d, h []float32) {
	w := len(d)
	for i := range w {
		z[i] = d[i] * h[i]
	}
	copy(z[w:], d)
	copy(z[2*w:], h)
}

func unfuse(g []float32, d, h pair) {
	w := len(d.v)
	for i := range w {
		d.g[i] += g[i]*h.v[i] + g[w+i]
		h.g[i] += g[i]*d.v[i] + g[2*w+i]
	}
}

// entities scores the entity labels of the sentences that have them, each in its own style.
func (p *pass) entities() {
	n, t := p.n, p.t
	y := t.dropout(n.nerLayer.run(t, p.withHits(), p.segs), p.segs, n.dropNames)
	out := t.linear(y, n.nerOut, n.nerOutB)
	for b, s := range p.batch {
		if s.ents == nil {
			continue
		}
		at := s.style * nn.Pad(ner.Labels)
		for i := range s.forms {
			row := out.row(p.segs[b] + i)[at : at+ner.Labels]
			var g []float32
			if t.learn {
				g = out.grow(p.segs[b] + i)[at : at+ner.Labels]
			}
			p.loss += t.softmaxRow(row, g, int(s.ents[i]), p.weight)
			best := int32(argmax(row))
			p.names.gold += hit(s.ents[i] != 0)
			p.names.found += hit(best != 0)
			p.names.hit += hit(best != 0 && best == s.ents[i])
		}
	}
}

// withHits puts what the name lists say beside the encoder's output.
func (p *pass) withHits() mat {
	n, x := p.n, p.x
	in := p.t.mat(x.n, x.d+n.nerCfg.NameWidth)
	for i := range x.n {
		copy(in.row(i), x.row(i))
	}
	p.eachHit(func(i int, row int32) { add(in.row(i)[x.d:], n.names, row) })
	p.t.defer_(func() {
		for i := range x.n {
			g := x.grow(i)
			for k := range g {
				g[k] += in.grow(i)[k]
			}
		}
		p.eachHit(func(i int, row int32) { give(in.grow(i)[x.d:], n.names, row, p.t.shard) })
	})
	return in
}

// eachHit calls f for the rows of the name table of each word of the batch.
func (p *pass) eachHit(f func(i int, row int32)) {
	for b := range p.batch {
		found := &p.batch[b].found
		for i, kinds := range found.Kinds {
			for _, r := range ner.Rows(kinds, found.Inside[i]) {
				if r < 0 {
					break
				}
				f(p.segs[b]+i, int32(r))
			}
		}
	}
}
