package train

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/nn"
	"github.com/casus-project/casus/internal/ling/segment"
)

// PretrainOptions say how the encoder learns from unlabelled text: by guessing hidden words (Devlin et al. 2019), before
// it sees any label.
type PretrainOptions struct {
	Raw    string   // folder of gzip files, speeches separated by lines that begin with "# "
	Train  []string // treebanks: their words are part of the vocabulary, their sentences are read too
	Words  int      // words of raw text to learn from
	Vocab  int      // words of the vocabulary besides those of the treebanks
	Guess  int      // words that can be guessed
	Batch  int
	Rate   float64
	Seed   uint64
	Config encode.Config
	Log    io.Writer

	Lexicon []byte // stored with the model; nil for none
	Vectors string // file of word vectors, read by readVectors; "" for none
	Vecs    int    // how many of them to keep
}

func (o *PretrainOptions) defaults() {
	o.Words, o.Vocab, o.Guess = cmp.Or(o.Words, 4_000_000), cmp.Or(o.Vocab, 24_000), cmp.Or(o.Guess, 8192)
	o.Batch, o.Vecs, o.Rate = cmp.Or(o.Batch, 1600), cmp.Or(o.Vecs, 65_000), cmp.Or(o.Rate, 0.002)
	t := Options{Config: o.Config}
	t.defaults()
	o.Config = t.Config
	if o.Log == nil {
		o.Log = io.Discard
	}
}

// corpus is unlabelled text as sentences of forms.
type corpus struct {
	sents [][]string
	words int
}

// readRaw reads speeches until there are enough words. Speeches are taken from all files in turn, in an order that the
// seed decides.
func readRaw(dir string, m *segment.Model, want int, r *rng) (*corpus, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.gz"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("read raw text: no gzip files in %s", dir)
	}
	var speeches []string
	for _, name := range names {
		s, err := readSpeeches(name)
		if err != nil {
			return nil, fmt.Errorf("read raw text: %w", err)
		}
		speeches = append(speeches, s...)
	}
	c := &corpus{}
	w := m.NewWorker()
	for _, i := range shuffle(len(speeches), r) {
		text := speeches[i]
		w.Segment(text)
		for _, s := range w.Sents {
			if n := s.Last - s.First; n < 3 || n > 120 {
				continue
			}
			forms := make([]string, 0, s.Last-s.First)
			for _, p := range w.Pieces[s.First:s.Last] {
				forms = append(forms, text[p.Start:p.End])
			}
			c.sents = append(c.sents, forms)
			c.words += len(forms)
		}
		if c.words >= want {
			break
		}
	}
	return c, nil
}

func readSpeeches(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out []string
	var b strings.Builder
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "# ") && b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
			continue
		}
		if !strings.HasPrefix(line, "# ") {
			b.WriteString(strings.ToValidUTF8(line, "\ufffd"))
			b.WriteByte('\n')
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return append(out, b.String()), nil
}

// topWords lists the most frequent normalised words of the corpus.
func (c *corpus) topWords(n int) []string {
	count := map[string]int{}
	for _, s := range c.sents {
		for _, f := range s {
			count[encode.Normal(f)]++
		}
	}
	words := make([]string, 0, len(count))
	for w, k := range count {
		if k >= 4 {
			words = append(words, w)
		}
	}
	sort.Slice(words, func(i, j int) bool {
		if count[words[i]] != count[words[j]] {
			return count[words[i]] > count[words[j]]
		}
		return words[i] < words[j]
	})
	return words[:min(n, len(words))]
}

// guesser is the network that guesses hidden words.
type guesser struct {
	net        *network
	one, oneB  *Param
	out, outB  *Param
	guess      []int32 // per row of the word table, the class to guess, -1 for none
	read       encode.Reader
	exps       [shards][]float32
	hits, seen [shards]int
	stored     map[string][]byte // lexicon and lookup of vectors
}

// guessWidth is the width of the vector that a hidden word is guessed from.
const guessWidth = 128

// Pretrain trains the tables and recurrent layers and writes them as a model file that Options.Base can start from.
func Pretrain(o PretrainOptions, to io.Writer) error {
	o.defaults()
	docs, err := ReadTreebanks(o.Train)
	if err != nil {
		return err
	}
	r := &rng{o.Seed ^ 0xbea7}
	c, err := readRaw(o.Raw, Segmenter(docs, segmentPasses, o.Seed, io.Discard), o.Words, r)
	if err != nil {
		return err
	}
	inv := count(docs)
	more := c.topWords(o.Vocab)
	o.Config.Words = inv.vocabulary(2, more)
	for range 3 {
		for _, d := range docs {
			for _, s := range d.Text.Sents {
				forms := make([]string, 0, s.Last-s.First)
				for i := s.First; i < s.Last; i++ {
					forms = append(forms, d.Text.Tokens[i].Form)
				}
				c.sents = append(c.sents, forms)
				c.words += len(forms)
			}
		}
	}
	blob, table, err := o.vectors()
	if err != nil {
		return err
	}
	g, err := newGuesser(o, c, blob, table)
	if err != nil {
		return err
	}
	fmt.Fprintf(o.Log, "pretrain: %d sentences, %d words, vocabulary %d\n", len(c.sents), c.words, len(o.Config.Words))
	g.fit(o, c, r)
	return g.save(to)
}

// vectors chooses the word vectors that the model keeps: first those of its vocabulary. It sets their width.
func (o *PretrainOptions) vectors() (blob []byte, table []float32, err error) {
	if o.Vectors == "" {
		return nil, nil, nil
	}
	v, err := readVectors(o.Vectors)
	if err != nil {
		return nil, nil, err
	}
	o.Config.Vec = v.width
	blob, table = v.choose(o.Config.Words, o.Vecs)
	return blob, table, nil
}

func newGuesser(o PretrainOptions, c *corpus, blob []byte, table []float32) (*guesser, error) {
	g := &guesser{
		net: newEncoderOnly(o.Config, len(blob)/4, o.Seed), read: encode.Reader{Vocab: o.Config.Vocab()},
		stored: map[string][]byte{},
	}
	if o.Config.Vec > 0 {
		var err error
		if g.read.Vectors, err = encode.ReadVectors(blob, len(blob)/4); err != nil {
			return nil, fmt.Errorf("pretrain: %w", err)
		}
		copy(g.net.vec.W, table)
		g.stored["vectors"] = blob
	}
	if o.Config.Lex > 0 {
		var err error
		if g.read.Lexicon, err = encode.ReadLexicon(o.Lexicon); err != nil {
			return nil, fmt.Errorf("pretrain: %w", err)
		}
		g.stored["lexicon"] = o.Lexicon
	}
	g.net.dropIn, g.net.drop = 0.05, 0.05
	g.one, g.oneB = g.net.dense("guess1", 2*o.Config.Hidden, guessWidth, math.Sqrt2)
	g.out, g.outB = g.net.dense("guess2", guessWidth, o.Guess, 1)
	g.guess = make([]int32, len(o.Config.Words))
	for i := range g.guess {
		g.guess[i] = -1
	}
	for k, w := range c.topWords(o.Guess) {
		if row, ok := g.read.Vocab[w]; ok {
			g.guess[row] = int32(k)
		}
	}
	return g, nil
}

func (g *guesser) fit(o PretrainOptions, c *corpus, r *rng) {
	var tapes [shards]*tape
	for s := range shards {
		tapes[s] = &tape{shard: s, learn: true}
	}
	l := &loop{opts: Options{Rate: o.Rate}}
	steps := float64(c.words) / float64(o.Batch)
	var loss float64
	var parts [shards][][]string
	words, batch := 0, 0
	order := shuffle(len(c.sents), r)
	for k, i := range order {
		parts[batch%shards] = append(parts[batch%shards], c.sents[i])
		batch++
		words += len(c.sents[i])
		if words < o.Batch && k < len(order)-1 {
			continue
		}
		g.net.ps.pack()
		var losses [shards]float64
		var wg sync.WaitGroup
		for s := range shards {
			tapes[s].rng = &rng{r.next()}
			wg.Go(func() { losses[s] = g.run(tapes[s], parts[s]) })
		}
		wg.Wait()
		g.net.ps.update(l.rate(float64(g.net.ps.step) / steps))
		loss += losses[0] + losses[1]
		for s := range shards {
			parts[s] = parts[s][:0]
		}
		words, batch = 0, 0
		if g.net.ps.step%100 == 0 {
			seen := g.seen[0] + g.seen[1]
			fmt.Fprintf(o.Log, "pretrain: step %d of %.0f, loss %.4f, right %.2f%%\n", g.net.ps.step, steps,
				loss/float64(max(1, seen)), 100*float64(g.hits[0]+g.hits[1])/float64(max(1, seen)))
			loss, g.hits, g.seen = 0, [shards]int{}, [shards]int{}
		}
	}
}

// hide is the share of words to guess.
const hide = 0.25

// run guesses the hidden words of some sentences and prepares the gradients.
func (g *guesser) run(t *tape, sents [][]string) float64 {
	t.reset()
	var feats []encode.Features
	var scratch encode.Scratch
	segs := []int{0}
	var hidden []int
	var want []int32
	for _, s := range sents {
		up := t.rng.float() < 0.03
		for _, form := range s {
			var f encode.Features
			if up {
				form = strings.ToUpper(form)
			}
			g.read.Extract(form, &scratch, &f)
			if class := g.guess[f.Word]; class >= 0 && t.rng.float() < hide {
				hidden, want = append(hidden, len(feats)), append(want, class)
				if t.rng.float() < 0.9 {
					f = blank
				}
			}
			feats = append(feats, f)
		}
		segs = append(segs, len(feats))
	}
	if len(hidden) == 0 {
		return 0
	}
	x := t.pick(g.net.encode(t, feats, segs), hidden)
	y := t.linear(t.relu(t.linear(x, g.one, g.oneB)), g.out, g.outB)
	loss := g.softmax(t, y, want)
	t.backward()
	return loss
}

// blank are the features of a hidden word.
var blank = func() (f encode.Features) {
	f.Word, f.Shape, f.Vec = encode.Unknown, -1, -1
	for i := range f.Hash {
		f.Hash[i] = -1
	}
	for i := range f.Lex {
		f.Lex[i] = -1
	}
	return f
}()

// softmax is tape.softmax with each exponential computed once.
func (g *guesser) softmax(t *tape, y mat, want []int32) (loss float64) {
	g.exps[t.shard] = nn.Grow(g.exps[t.shard], y.d)
	e := g.exps[t.shard]
	weight := 1 / float32(2*y.n)
	for i := range y.n {
		v, d := y.row(i), y.grow(i)
		top, best := v[0], 0
		for j, s := range v {
			if s > top {
				top, best = s, j
			}
		}
		var sum float64
		for j, s := range v {
			x := fastExp(s - top)
			e[j] = x
			sum += float64(x)
		}
		scale := weight / float32(sum)
		for j := range d {
			d[j] = e[j] * scale
		}
		d[want[i]] -= weight
		loss += math.Log(sum) - float64(v[want[i]]-top)
		g.hits[t.shard] += hit(best == int(want[i]))
	}
	g.seen[t.shard] += y.n
	return loss
}

// fastExp is e^x for x ≤ 0 to about five digits: a power of two times a polynomial.
func fastExp(x float32) float32 {
	if x < -80 {
		return 0
	}
	y := x * 1.44269504
	n := float32(math.Floor(float64(y)))
	f := y - n
	p := 1 + f*(0.69314718+f*(0.24022651+f*(0.05550411+f*(0.00961813+f*0.00133336))))
	return math.Float32frombits(uint32(int32(n)+127)<<23) * p
}

func (g *guesser) save(to io.Writer) error {
	w, err := nn.NewWriter(&g.net.cfg)
	if err != nil {
		return err
	}
	for _, p := range g.net.ps.All {
		if !strings.HasPrefix(p.Name, "guess") {
			w.Tensor(p.Name, nn.Tensor{Rows: p.Rows, Cols: p.Cols, Data: p.W}, 16)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(g.stored)) {
		w.Blob(name, g.stored[name])
	}
	if _, err := w.WriteTo(to); err != nil {
		return fmt.Errorf("write pretrained model: %w", err)
	}
	return nil
}
