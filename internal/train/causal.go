package train

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"sync"

	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/ling/nn"
)

// CausalOptions say how the networks of the causal model are trained. Zero values stand for the settings of the shipped
// model.
type CausalOptions struct {
	Map, Hidden, Nets int
	Epochs, Batch     int // passes; sentences a step
	Rate              float64
	DropIn, Drop      float32 // shares of columns hidden: of the vectors, of the layers; half of Drop behind the first map
	DropWord          float32 // share of the words hidden
	TagWeight         float32 // of a word's tag beside the sentence's class
	BoundWeight       float32 // of a bound of the cause or the effect beside the sentence's class
	Seed              uint64
	Log               io.Writer
}

func (o *CausalOptions) defaults() {
	o.Map, o.Hidden, o.Nets = cmp.Or(o.Map, 64), cmp.Or(o.Hidden, 32), cmp.Or(o.Nets, 4)
	o.Epochs, o.Batch, o.Rate = cmp.Or(o.Epochs, 12), cmp.Or(o.Batch, 32), cmp.Or(o.Rate, 0.002)
	o.DropIn, o.Drop, o.DropWord = cmp.Or(o.DropIn, 0.3), cmp.Or(o.Drop, 0.4), cmp.Or(o.DropWord, 0.1)
	o.TagWeight, o.BoundWeight = cmp.Or(o.TagWeight, 0.025), cmp.Or(o.BoundWeight, 0.25)
	if o.Log == nil {
		o.Log = io.Discard
	}
}

// Causal trains the model of causal sentences: its linear parts, and networks that read the engine's word vectors, which
// stay as they are. The sentences must have been analysed with vectors.
func Causal(data []link.CausalExample, o CausalOptions) (*link.Causal, error) {
	o.defaults()
	c, err := link.TrainCausal(data, o.Seed)
	if err != nil {
		return nil, err
	}
	nets, err := causalNets(data, o)
	if err != nil {
		return nil, fmt.Errorf("train causal: %w", err)
	}
	return c, c.Attach(nets)
}

// causalNets trains the networks and returns their model file.
func causalNets(data []link.CausalExample, o CausalOptions) ([]byte, error) {
	samples, width, err := causalSamples(data)
	if err != nil {
		return nil, err
	}
	w, err := nn.NewWriter(link.NetConfig{Width: width, Map: o.Map, Hidden: o.Hidden, Nets: o.Nets})
	if err != nil {
		return nil, err
	}
	for k := range o.Nets {
		n := newCausalNet(&o, width, o.Seed+uint64(k)*1000003)
		n.fit(samples, o.Seed+uint64(k)*7919)
		for _, p := range n.ps.All {
			bits := 16
			if p.Rows > 1 { // a matrix
				bits = 8
			}
			w.Tensor(fmt.Sprintf("%d.%s", k, p.Name), nn.Tensor{Rows: p.Rows, Cols: p.Cols, Data: p.W}, bits)
		}
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("write networks: %w", err)
	}
	return b.Bytes(), nil
}

// causalSample is one sentence: what the network reads of its words, whether it states a cause, and the marked pairs,
// counted from its first word.
type causalSample struct {
	x      []float32
	words  int
	causal bool
	pairs  []link.CausalSpans
}

// causalSamples makes samples of examples, and says how wide the engine's vectors are.
func causalSamples(data []link.CausalExample) ([]causalSample, int, error) {
	finder, err := link.Open(link.Options{})
	if err != nil {
		return nil, 0, err
	}
	var out []causalSample
	width := 0
	for i := range data {
		d := &data[i]
		if d.Range.Empty() {
			continue
		}
		if d.Text.Width == 0 {
			return nil, 0, fmt.Errorf("sentence %d has no word vectors", i)
		}
		width = d.Text.Width
		s := causalSample{x: finder.Input(d.Text, d.Range), words: d.Range.Last - d.Range.First, causal: d.Causal}
		for _, p := range d.Spans {
			p.Cause, p.Effect = inside(p.Cause, d.Range), inside(p.Effect, d.Range)
			if !p.Cause.Empty() && !p.Effect.Empty() {
				s.pairs = append(s.pairs, p)
			}
		}
		out = append(out, s)
	}
	return out, width, nil
}

// inside is the part of a range inside another, counted from the start of that.
func inside(a, r link.Range) link.Range {
	return link.Range{First: max(a.First, r.First) - r.First, Last: min(a.Last, r.Last) - r.First}
}

// fit trains the network.
func (n *causalNet) fit(data []causalSample, seed uint64) {
	r := &rng{seed ^ 0xca5a}
	var tapes [shards]*tape
	for s := range shards {
		tapes[s] = &tape{shard: s, learn: true}
	}
	l := loop{opts: Options{Rate: n.o.Rate}}
	steps := (len(data) + n.o.Batch - 1) / n.o.Batch
	for epoch := range n.o.Epochs {
		order, loss := shuffle(len(data), r), 0.0
		for b := range steps {
			var batch []*causalSample
			for _, i := range order[b*len(order)/steps : (b+1)*len(order)/steps] {
				batch = append(batch, &data[i])
			}
			for s := range shards {
				tapes[s].rng = &rng{r.next()}
			}
			loss += n.step(tapes, batch)
			n.ps.update(l.rate(float64(n.ps.step) / float64(steps*n.o.Epochs)))
		}
		fmt.Fprintf(n.o.Log, "causal: pass %d loss %.4f\n", epoch+1, loss/float64(steps))
	}
}

// step runs a batch forwards and backwards, one shard a goroutine, and returns its mean loss.
func (n *causalNet) step(tapes [shards]*tape, batch []*causalSample) float64 {
	n.ps.pack()
	var losses [shards]float64
	var wg sync.WaitGroup
	for s := range shards {
		var mine []*causalSample
		for k := s; k < len(batch); k += shards {
			mine = append(mine, batch[k])
		}
		wg.Go(func() { losses[s] = n.run(tapes[s], mine, 1/float32(len(batch))) })
	}
	wg.Wait()
	return (losses[0] + losses[1]) / float64(len(batch))
}
