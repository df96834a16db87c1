package train

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/ner"
	"github.com/casus-project/casus/internal/ling/nn"
)

// RecogniserOptions say how the entity recogniser of a finished model is trained again on the model's own word vectors,
// which stay as they are. It takes a few minutes, so that new name lists need no new model.
type RecogniserOptions struct {
	Options
	Model  []byte
	Hidden int // of each direction
}

// views is how often each sentence is encoded: once as it is, and with words hidden.
const views = 3

// seenSample is a sample with its word vectors.
type seenSample struct {
	sample
	x []float32
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
	net := newEncoderOnly(o.Config, o.Seed)
	net.start(f)
	net.dropIn, net.drop = 0, 0
	net.ps.pack()
	inv := count(docs)
	net.counts = make([]int, len(o.Config.Words))
	for i, w := range o.Config.Words {
		net.counts[i] = inv.words[w]
	}
	l := &loop{opts: o.Options, net: net, vocab: o.Config.Vocab()}
	trees := samples(docs, &o.Config)
	named, err := l.names(trees)
	if err != nil {
		return err
	}
	all := append(slices.DeleteFunc(trees, func(s sample) bool { return s.ents == nil }), named...)
	seen := encodeAll(net, all, o.Seed)
	fmt.Fprintf(o.Log, "recogniser: %d sentences in %d views\n", len(all), views)
	net.ps.All = nil // the encoder stays
	net.addRecogniser(ner.Config{NameWidth: 32, NerHidden: o.Hidden})
	net.drop = o.Drop
	l.fitRecogniser(seen)
	return net.replace(f, o, to)
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
					out[i][v] = seenSample{s, slices.Clone(x.v)}
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
	p.x = t.mat(words, 2*n.cfg.Hidden)
	at := 0
	for _, s := range batch {
		at += copy(p.x.v[at:], s.x)
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
	head.NameWidth, head.NerHidden = n.nerCfg.NameWidth, n.nerCfg.NerHidden
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
