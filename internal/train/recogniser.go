package train

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/casus-project/casus/internal/ling/conllu"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/ner"
	"github.com/casus-project/casus/internal/ling/nn"
)

// RecogniserOptions say how the entity recogniser of a finished model is trained again on the model's own word vectors,
// which stay as they are. It takes a few minutes, so that new name lists need no new model.
type RecogniserOptions struct {
	Options
	Model  []byte
	Second []byte // another model whose word vectors are read too; nil for none
	Hidden int    // of each direction
}

// views is how often each sentence is encoded: once as it is, and with words hidden.
const views = 3

// seenSample is a sample with its word vectors.
type seenSample struct {
	sample
	x     []float32
	first int  // width of the first model's part, 0 where there is no other
	alone bool // the first model's part is all there is
}

// Recogniser trains and writes the model with the new recogniser.
func Recogniser(o RecogniserOptions, to io.Writer) error {
	o.defaults()
	f, err := nn.ReadFile(o.Model)
	if err != nil {
		return fmt.Errorf("train recogniser: %w", err)
	}
	if err := json.Unmarshal(f.Header, &o.Config); err != nil {
		return fmt.Errorf("train recogniser: %w", err)
	}
	docs, err := ReadTreebanks(o.Train)
	if err != nil {
		return err
	}
	net := frozen(f, o.Config, docs, o.Seed)
	l := &loop{opts: o.Options, net: net}
	if l.read, err = reader(f, &o.Config); err != nil {
		return err
	}
	trees := samples(docs, &o.Config, l.read)
	named, err := l.names(trees)
	if err != nil {
		return err
	}
	all := append(slices.DeleteFunc(trees, func(s sample) bool { return s.ents == nil }), named...)
	seen := encodeAll(net, all, o.Seed)
	widths := []int{2 * o.Config.Hidden}
	if o.Second != nil {
		w, err := addSecond(seen, all, o, docs)
		if err != nil {
			return err
		}
		widths = append(widths, w)
	}
	fmt.Fprintf(o.Log, "recogniser: %d sentences in %d views\n", len(all), views)
	net.ps.All = nil // the encoder stays
	net.addRecogniser(ner.Config{NameWidth: 32, NerHidden: o.Hidden, NerWidths: widths})
	net.drop = o.Drop
	l.fitRecogniser(seen)
	return net.replace(f, o, to)
}

// frozen is the encoder of a model file, without dropout, and its vocabulary.
func frozen(f *nn.File, cfg encode.Config, docs []*conllu.Doc, seed uint64) *network {
	net := newEncoderOnly(cfg, f.Tensors["vec"].Rows, seed)
	net.start(f)
	net.dropIn, net.drop = 0, 0
	net.ps.pack()
	inv := count(docs)
	net.counts = make([]int, len(cfg.Words))
	for i, w := range cfg.Words {
		net.counts[i] = inv.words[w]
	}
	return net
}

// addSecond puts the word vectors of the second model beside the first's and returns their width.
func addSecond(seen [][views]seenSample, all []sample, o RecogniserOptions, docs []*conllu.Doc) (int, error) {
	f, err := nn.ReadFile(o.Second)
	if err != nil {
		return 0, fmt.Errorf("train recogniser: second model: %w", err)
	}
	var cfg encode.Config
	if err := json.Unmarshal(f.Header, &cfg); err != nil {
		return 0, fmt.Errorf("train recogniser: second model: %w", err)
	}
	net := frozen(f, cfg, docs, o.Seed)
	read, err := reader(f, &cfg)
	if err != nil {
		return 0, err
	}
	var scratch encode.Scratch
	for i := range all {
		all[i].extract(read, &scratch)
	}
	w1, w2 := 2*o.Config.Hidden, 2*cfg.Hidden
	for i, other := range encodeAll(net, all, o.Seed+17) {
		for v := range views {
			n := len(all[i].forms)
			both := make([]float32, 0, n*(w1+w2))
			for k := range n {
				both = append(append(both, seen[i][v].x[k*w1:(k+1)*w1]...), other[v].x[k*w2:(k+1)*w2]...)
			}
			seen[i][v].x, seen[i][v].first = both, w1
		}
	}
	return w2, nil
}

// encodeAll computes the word vectors of all samples, in several views.
func encodeAll(net *network, all []sample, seed uint64) [][views]seenSample {
	out := make([][views]seenSample, len(all))
	var wg sync.WaitGroup
	for shard := range shards {
		wg.Go(func() {
			t := &tape{rng: &rng{seed + uint64(shard)}}
			for i := shard; i < len(all); i += shards {
				for v := range views {
					s := all[i]
					feats := slices.Clone(s.feats)
					if v > 0 {
						net.dropWords(t, feats)
					}
					t.reset()
					x := net.encode(t, feats, []int{0, len(feats)})
					s.feats = nil
					out[i][v] = seenSample{sample: s, x: slices.Clone(x.v)}
				}
			}
		})
	}
	wg.Wait()
	return out
}

// fitRecogniser trains the recogniser's own tables.
func (l *loop) fitRecogniser(seen [][views]seenSample) {
	r := &rng{l.opts.Seed ^ 0xe771}
	lengths := make([]sample, len(seen))
	total := 0
	for i := range seen {
		lengths[i] = seen[i][0].sample
		total += len(lengths[i].forms)
	}
	for s := range shards {
		l.tapes[s] = &tape{shard: s, learn: true}
	}
	steps := float64(l.opts.Epochs*total) / float64(l.opts.Batch)
	for epoch := range l.opts.Epochs {
		var loss float64
		for _, b := range batches(shuffle(len(seen), r), lengths, l.opts.Batch) {
			loss += l.stepRecogniser(b, seen, r, steps)
		}
		fmt.Fprintf(l.opts.Log, "recogniser: pass %d loss %.4f\n", epoch+1, loss/float64(total))
	}
}

func (l *loop) stepRecogniser(batch []int, seen [][views]seenSample, r *rng, steps float64) float64 {
	var parts [shards][]seenSample
	words := 0
	for k, i := range batch {
		s := seen[i][r.intn(views)]
		if r.float() < 0.1 {
			s.found = ner.Matches{}
		}
		s.alone = r.float() < 0.15
		words += len(s.forms)
		parts[k%shards] = append(parts[k%shards], s)
	}
	l.net.ps.pack()
	var losses [shards]float64
	var wg sync.WaitGroup
	for s := range shards {
		l.tapes[s].rng = &rng{r.next()}
		wg.Go(func() { losses[s] = l.net.runRecogniser(l.tapes[s], parts[s], 1/float32(words)) })
	}
	wg.Wait()
	l.net.ps.update(l.rate(float64(l.net.ps.step) / steps))
	return losses[0] + losses[1]
}

// runRecogniser scores entities from given word vectors.
func (n *network) runRecogniser(t *tape, batch []seenSample, weight float32) float64 {
	t.reset()
	if len(batch) == 0 {
		return 0
	}
	p := &pass{n: n, t: t, segs: []int{0}, weight: weight}
	words := 0
	for _, s := range batch {
		p.batch = append(p.batch, s.sample)
		words += len(s.forms)
		p.segs = append(p.segs, words)
	}
	width := len(batch[0].x) / len(batch[0].forms)
	p.x = t.mat(words, width)
	at := 0
	for _, s := range batch {
		at += copy(p.x.v[at:], s.x)
		if s.alone && s.first > 0 {
			for row := at - len(s.x); row < at; row += width {
				clear(p.x.v[row+s.first : row+width])
			}
		}
	}
	p.x = t.dropout(p.x, p.segs, n.drop)
	p.entities()
	t.backward()
	return p.loss
}

// replace writes the model file f with this network's recogniser and the tables learned again.
func (n *network) replace(f *nn.File, o RecogniserOptions, to io.Writer) error {
	var head modelHeader
	head.Config = &encode.Config{}
	if err := json.Unmarshal(f.Header, &head); err != nil {
		return fmt.Errorf("model header: %w", err)
	}
	head.nerConfig = n.nerCfg
	w, err := nn.NewWriter(head)
	if err != nil {
		return err
	}
	mine := map[string]bool{}
	for _, p := range n.ps.All {
		mine[p.Name] = true
		w.Tensor(p.Name, nn.Tensor{Rows: p.Rows, Cols: p.Cols, Data: p.W}, bitsOf(p.Name))
	}
	for _, name := range slices.Sorted(maps.Keys(f.Tensors)) {
		if !mine[name] {
			w.Tensor(name, f.Tensors[name], bitsOf(name))
		}
	}
	if o.Lists != nil {
		f.Blobs["names"] = o.Lists.Marshal()
	}
	for _, name := range slices.Sorted(maps.Keys(f.Blobs)) {
		w.Blob(name, f.Blobs[name])
	}
	if _, err := w.WriteTo(to); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}
