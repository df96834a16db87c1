package train

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"sort"
	"strings"
	"sync"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/conllu"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/ner"
	"github.com/casus-project/casus/internal/ling/nn"
	"github.com/casus-project/casus/internal/ling/tag"
)

// Options say how a network is trained. Zero values stand for the settings of the shipped model.
type Options struct {
	Train        []string     // CoNLL-U files
	DevNames     []NameSource // scored like Dev
	Dev          []string     // scored while training when Every is set; chooses nothing
	Epochs       int
	Batch        int // words
	Rate         float64
	DropIn, Drop float32 // shares of columns hidden: of the features, of the layers
	WordRate     float32 // of the pretrained word table, as a share of Rate; negative leaves the table as it is
	Seed         uint64
	Every        int // score Dev every so many epochs; 0 never
	Log          io.Writer
	Config       encode.Config // widths; inventories are filled in from Train
	More         []string      // further words of the vocabulary
	Base         []byte        // a file of Pretrain to start from; it sets Config and vocabulary
	Names        []NameSource  // entity data; UNER's is joined to the treebank sentences
	Dictionary   string        // folder of WordNet's files, for irregular forms; "" for none
	Lists        *ner.Lists    // name lists, stored with the model; nil for none
	Limit        int           // stop after so many sentences (for quick trials); 0 reads all
}

func (o *Options) defaults() {
	o.Epochs, o.Batch, o.Rate = cmp.Or(o.Epochs, 14), cmp.Or(o.Batch, 600), cmp.Or(o.Rate, 0.0015)
	o.DropIn, o.Drop, o.WordRate = cmp.Or(o.DropIn, 0.13), cmp.Or(o.Drop, 0.18), cmp.Or(o.WordRate, -1)
	c := &o.Config
	c.Word, c.Affix, c.Shape = cmp.Or(c.Word, 96), cmp.Or(c.Affix, 64), cmp.Or(c.Shape, 32)
	c.Hidden, c.Layers, c.TagHidden = cmp.Or(c.Hidden, 192), cmp.Or(c.Layers, 3), cmp.Or(c.TagHidden, 128)
	c.ArcWidth, c.RelWidth = cmp.Or(c.ArcWidth, 160), cmp.Or(c.RelWidth, 96)
	if o.Log == nil {
		o.Log = io.Discard
	}
}

// batches cuts the samples, longest sentences grouped together within a shuffled order, into batches of about size words.
func batches(order []int, all []sample, size int) [][]int {
	var out [][]int
	var cur []int
	words := 0
	for _, i := range order {
		cur = append(cur, i)
		words += len(all[i].forms)
		if words >= size {
			out = append(out, cur)
			cur, words = nil, 0
		}
	}
	if len(cur) > 0 {
		out = append(out, cur)
	}
	return out
}

func shuffle(n int, r *rng) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := r.intn(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	return order
}

type loop struct {
	opts  Options
	net   *network
	tapes [shards]*tape
	read  *encode.Reader
}

// fit trains the network on the samples.
func (l *loop) fit(train, named, dev []sample) {
	r := &rng{l.opts.Seed ^ 0x5eed}
	total := 0
	for _, s := range train {
		total += len(s.forms)
	}
	words := total
	for _, s := range named {
		words += len(s.forms)
	}
	steps := float64(l.opts.Epochs) * float64(words) / float64(l.opts.Batch)
	for epoch := 1; epoch <= l.opts.Epochs; epoch++ {
		var loss float64
		all := batches(shuffle(len(train), r), train, l.opts.Batch)
		extra := batches(shuffle(len(named), r), named, l.opts.Batch)
		for k, b := range all {
			loss += l.step(b, train, r, l.rate(float64(l.net.ps.step)/steps))
			for e := k * len(extra) / len(all); e < (k+1)*len(extra)/len(all); e++ {
				l.step(extra[e], named, r, l.rate(float64(l.net.ps.step)/steps))
			}
		}
		fmt.Fprintf(l.opts.Log, "epoch %d loss %.4f\n", epoch, loss/float64(total))
		if l.opts.Every > 0 && (epoch%l.opts.Every == 0 || epoch == l.opts.Epochs) {
			fmt.Fprintf(l.opts.Log, "  %s\n", l.score(dev))
		}
	}
}

// rate warms up over the first hundredth of the steps and then falls along half a cosine.
func (l *loop) rate(done float64) float64 {
	const warm = 0.01
	if done < warm {
		return l.opts.Rate * (done + 1e-4) / warm
	}
	return l.opts.Rate * (0.01 + 0.99*0.5*(1+math.Cos(math.Pi*min(1, (done-warm)/(1-warm)))))
}

// step trains on one batch, one shard a goroutine.
func (l *loop) step(batch []int, train []sample, r *rng, rate float64) float64 {
	var parts [shards][]sample
	words := 0
	for k, i := range batch {
		s := train[i]
		words += len(s.forms)
		parts[k%shards] = append(parts[k%shards], l.augment(s, r))
	}
	l.net.ps.pack()
	var losses [shards]float64
	var wg sync.WaitGroup
	for s := range shards {
		l.tapes[s].rng = &rng{r.next()}
		wg.Go(func() {
			t := l.tapes[s]
			t.reset()
			if len(parts[s]) == 0 {
				return
			}
			losses[s] = l.net.run(t, parts[s], 1/float32(words)).loss
			t.backward()
		})
	}
	wg.Wait()
	l.net.ps.update(rate)
	return losses[0] + losses[1]
}

// augment now and then returns the sentence in capitals or with each word capitalised, so that headlines are no surprise.
func (l *loop) augment(s sample, r *rng) sample {
	u := r.float()
	if u >= 0.06 {
		if u > 0.9 {
			s.found = ner.Matches{} // not to lean on the lists alone
		}
		return s
	}
	forms := make([]string, len(s.forms))
	for i, f := range s.forms {
		switch {
		case u < 0.04:
			forms[i] = strings.ToUpper(f)
		default:
			forms[i] = capitalise(f)
		}
	}
	s.forms, s.found = forms, ner.Matches{}
	l.look(&s)
	var scratch encode.Scratch
	s.extract(l.read, &scratch)
	return s
}

func capitalise(f string) string {
	for i, r := range f {
		if i > 0 {
			return strings.ToUpper(string(f[:i])) + f[i:]
		}
		_ = r
	}
	return strings.ToUpper(f)
}

// score runs the network over sentences without learning.
func (l *loop) score(dev []sample) string {
	l.net.ps.pack()
	order := make([]int, len(dev))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return len(dev[order[i]].forms) < len(dev[order[j]].forms) })
	var n, upos, tag, uas, las int
	t := &tape{rng: &rng{1}}
	var loss float64
	var names tally
	for _, b := range batches(order, dev, 2000) {
		var batch []sample
		for _, i := range b {
			batch = append(batch, dev[i])
		}
		t.reset()
		o := l.net.run(t, batch, 1)
		loss += o.loss
		names.add(o.names)
		at := 0
		for _, s := range batch {
			for i := range s.forms {
				n++
				upos += hit(s.tags[i] >= 0 && l.net.cfg.Tags[o.tags[at]].UPOS == l.net.cfg.Tags[s.tags[i]].UPOS)
				tag += hit(o.tags[at] == s.tags[i])
				if o.heads[at] == s.heads[i] {
					uas++
					las += hit(ling.Rel(o.rels[at]).Base() == ling.Rel(s.rels[i]).Base())
				}
				at++
			}
		}
	}
	pct := func(k int) float64 { return 100 * float64(k) / float64(n) }
	return fmt.Sprintf("loss %.4f entity labels %.2f upos %.2f tags %.2f uas %.2f las %.2f (n %d)", loss/float64(n), names.f1(), pct(upos), pct(tag), pct(uas), pct(las), n)
}

func hit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// English trains the engine of ling/en and writes its model file.
func English(o Options, to io.Writer) error {
	o.defaults()
	docs, err := ReadTreebanks(o.Train)
	if err != nil {
		return err
	}
	devDocs, err := ReadTreebanks(o.Dev)
	if err != nil {
		return err
	}
	inv := count(docs)
	var base *nn.File
	if o.Base != nil {
		if base, err = nn.ReadFile(o.Base); err != nil {
			return fmt.Errorf("pretrained model: %w", err)
		}
		given := o.Config
		if err := json.Unmarshal(base.Header, &o.Config); err != nil {
			return fmt.Errorf("pretrained model: %w", err)
		}
		o.Config.Exact = inv.exact(o.Config.Words)
		o.Config.TagHidden, o.Config.ArcWidth, o.Config.RelWidth = given.TagHidden, given.ArcWidth, given.RelWidth
	} else {
		o.Config.Words = inv.vocabulary(2, o.More)
	}
	o.Config.Tags = inv.classes(3)
	vecRows := 0
	if base != nil {
		vecRows = base.Tensors["vec"].Rows
	}
	net := newNetwork(o.Config, vecRows, o.Seed)
	net.dropIn, net.drop = o.DropIn, o.Drop
	if base != nil {
		net.start(base)
		net.word.scale = o.WordRate
	}
	net.counts = make([]int, len(o.Config.Words))
	for i, w := range o.Config.Words {
		net.counts[i] = inv.words[w]
	}
	l := &loop{opts: o, net: net}
	if l.read, err = reader(base, &o.Config); err != nil {
		return err
	}
	for s := range shards {
		l.tapes[s] = &tape{shard: s, learn: true}
	}
	train, dev := samples(docs, &o.Config, l.read), samples(devDocs, &o.Config, l.read)
	named, err := l.names(train)
	if err != nil {
		return err
	}
	if _, err := l.namesOf(o.DevNames, dev); err != nil {
		return err
	}
	if o.Limit > 0 {
		train = train[:min(o.Limit, len(train))]
	}
	fmt.Fprintf(o.Log, "%d + %d sentences, %d tag classes, %d words\n", len(train), len(dev), len(o.Config.Tags), len(o.Config.Words))
	if base == nil || base.Tensors["dep.w"].Rows == 0 { // what is built on the encoder is new
		fmt.Fprintf(o.Log, "encoder output has size %.3f\n", net.calibrate(train[:min(300, len(train))]))
	}
	l.fit(train, named, dev)
	blobs, err := tables(docs, o)
	if err != nil {
		return err
	}
	if base != nil {
		for _, name := range []string{"lexicon", "vectors"} {
			if b, ok := base.Blobs[name]; ok {
				blobs[name] = b
			}
		}
	}
	return net.save(to, blobs)
}

// tables learns the parts of the model that are no network.
func tables(docs []*conllu.Doc, o Options) (map[string][]byte, error) {
	seg, err := whole(Segmenter(docs, segmentPasses, o.Seed, o.Log), docs).Marshal()
	if err != nil {
		return nil, err
	}
	var exceptions []tag.Example
	if o.Dictionary != "" {
		if exceptions, err = irregular(o.Dictionary); err != nil {
			return nil, err
		}
	}
	blobs := map[string][]byte{
		"segment": seg, "lemma": lemmaRules(docs, exceptions).Marshal(), "nouns": nounKinds(docs).Marshal(),
	}
	if o.Lists != nil {
		blobs["names"] = o.Lists.Marshal()
	}
	return blobs, nil
}

const segmentPasses = 12

// look finds the sample's words in the name lists.
func (l *loop) look(s *sample) {
	if l.opts.Lists != nil {
		s.found.Find(s.forms, []int{0, len(s.forms)}, l.opts.Lists)
	}
}

// names reads the entity data and gives the treebank samples theirs.
func (l *loop) names(train []sample) ([]sample, error) { return l.namesOf(l.opts.Names, train) }

func (l *loop) namesOf(sources []NameSource, trees []sample) ([]sample, error) {
	var out []sample
	for _, src := range sources {
		s, err := readNames(src, l.read)
		if err != nil {
			return nil, err
		}
		joined := 0
		if src.Style == ner.Names {
			joined = attachNames(trees, s)
		}
		fmt.Fprintf(l.opts.Log, "%s: %d sentences, %d joined to trees\n", src.Path, len(s), joined)
		if joined == 0 {
			out = append(out, s...)
		}
	}
	for _, set := range [][]sample{trees, out} {
		for i := range set {
			s := &set[i]
			l.look(s)
		}
	}
	return out, nil
}
