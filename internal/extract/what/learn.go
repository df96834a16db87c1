package what

import (
	"cmp"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"github.com/casus-project/casus/internal/extract/hidden"
)

// Lesson is one case to learn from.
type Lesson struct {
	*Case
	Event  bool
	Public bool // whether its document is about public affairs
	Weight float64
	Group  int  // cases of one group are held out together
	Unseen bool // by the sense network
}

// Learning says how to train. The zero value is usable.
type Learning struct {
	Epochs    int     // passes over the words of the lessons, for how they speak of public affairs; 0 is 10
	Decay     float64 // L2 of the words, each step; 0 is 2e-3
	Rate      float64 // of AdaGrad for the words; 0 is 0.03
	Least     int     // features that occur in fewer lessons are left out; 0 is 3
	Common    int     // features that fewer lessons have are not seen by the network; 0 is 300
	Salient   float64 // the threshold for what the rules report and a sentence is about; 0 is 0.22
	Alone     float64 // the same in a text of one sentence; 0 is 0.03
	Threshold float64 // what the model reports; 0 is 0.33 (docs/eval-coding.md)
	Folds     int     // of groups, for the calibration; 0 is 5
	Seed      uint64
}

func (o Learning) filled() Learning {
	o.Epochs, o.Decay, o.Rate = cmp.Or(o.Epochs, 10), cmp.Or(o.Decay, 2e-3), cmp.Or(o.Rate, 0.03)
	o.Least, o.Common, o.Folds = cmp.Or(o.Least, 3), cmp.Or(o.Common, 300), cmp.Or(o.Folds, 5)
	o.Threshold, o.Salient, o.Alone = cmp.Or(o.Threshold, 0.33), cmp.Or(o.Salient, 0.22), cmp.Or(o.Alone, 0.03)
	return o
}

// Learn trains a model and calibrates it on held-out folds of the groups (Platt 1999). The same lessons in the same order
// give the same model.
func Learn(lessons []Lesson, o Learning) *Decision {
	o = o.filled()
	lessons, heard := parted(lessons)
	words := learnWords(lessons, o, -1)
	data := make([]example, len(lessons)) // public words of others
	for fold := range o.Folds {
		held := learnWords(lessons, o, fold)
		for i := range lessons {
			if l := &lessons[i]; l.Group%o.Folds == fold {
				data[i] = example{
					features: slices.Concat(l.Features, publicFeatures(l.Case, held.publicWords(l.Document), held.publicWords(l.Words))),
					numbers:  l.Numbers, event: l.Event, weight: l.Weight, group: l.Group,
				}
			}
		}
	}
	fits := make([]*Decision, o.Folds+1) // the last of all
	var wg sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	for fold := range fits {
		wg.Go(func() {
			turn <- struct{}{}
			fits[fold] = fitNet(data, o, fold)
			<-turn
		})
	}
	wg.Wait()
	sums, right := make([]float64, len(data)), make([]bool, len(data))
	for i := range data {
		e := &data[i]
		sums[i], right[i] = fits[e.group%o.Folds].sum(e.features, e.numbers), e.event
	}
	d := fits[o.Folds]
	d.slope, d.shift = platt(sums, right)
	d.mix = mixOf(lessons, d, sums)
	for name, w := range words.names {
		d.names[name] = w
	}
	d.heard = heardOf(heard, d)
	d.index()
	return d
}

// parted sets apart what only the sense network proposes: table and network of the decision do not judge it.
func parted(lessons []Lesson) (own, heard []Lesson) {
	for i := range lessons {
		if lessons[i].Heard {
			heard = append(heard, lessons[i])
		} else {
			own = append(own, lessons[i])
		}
	}
	return own, heard
}

// heardOf calibrates what the sense network proposes by itself, on what it has not seen.
func heardOf(lessons []Lesson, d *Decision) mix {
	var public, said []float64
	var right []bool
	for i := range lessons {
		if l := &lessons[i]; l.Unseen && l.Sensed {
			public, said, right = append(public, d.publicWords(l.Document)), append(said, l.Sense), append(right, l.Event)
		}
	}
	if len(said) == 0 {
		return mix{}
	}
	return learnMix(public, said, right)
}

// mixOf learns how far to trust the sense network, from the lessons that it has not seen and the answers of folds.
func mixOf(lessons []Lesson, d *Decision, sums []float64) mix {
	var own, said []float64
	var right []bool
	for i := range lessons {
		l := &lessons[i]
		if z := d.logOdds(sums[i]); l.Unseen && l.Sensed && z >= deaf {
			own, said, right = append(own, z), append(said, l.Sense), append(right, l.Event)
		}
	}
	if len(own) == 0 {
		return mix{}
	}
	return learnMix(own, said, right)
}

// learnWords learns which words speak of public affairs, from the documents and sentences of the lessons outside fold.
func learnWords(lessons []Lesson, o Learning, fold int) *Decision {
	var data []example
	seen := map[*string]bool{}
	for i := range lessons {
		l := &lessons[i]
		for n, bag := range [...]Words{l.Document, l.Words} {
			if len(bag) == 0 || seen[&bag[0]] {
				continue
			}
			seen[&bag[0]] = true
			e := example{event: l.Public, weight: l.Weight, group: l.Group, features: []Feature{{"words", 1}}}
			if n == 1 {
				e.weight *= sentenceWeight
			}
			v := wordScale(len(bag))
			for _, w := range bag {
				e.features = append(e.features, Feature{wordKey + "=" + w, v})
			}
			data = append(data, e)
		}
	}
	return fit(data, o, fold)
}

// sentenceWeight is what a sentence counts beside a document where words are learned.
const sentenceWeight = 0.3

// example is a case with all its features.
type example struct {
	features []Feature
	numbers  []float32
	event    bool
	weight   float64
	group    int
}

// sum is what table and network say of features and numbers.
func (d *Decision) sum(fs []Feature, numbers []float32) float64 {
	sum := 0.0
	for _, f := range fs {
		sum += float64(d.names[f.Name]) * f.Value
	}
	if d.net == nil {
		return sum
	}
	return sum + d.net.Sum(d.layer(fs, numbers))
}

// layer is the hidden layer of the network for named features and numbers.
func (d *Decision) layer(fs []Feature, numbers []float32) hidden.Layer {
	var l hidden.Layer
	d.net.Begin(&l)
	for _, f := range fs {
		d.net.Add(l, hash(fnvStart, f.Name), float32(f.Value))
	}
	d.net.AddNumbers(l, 0, numbers)
	return l
}

// coded is a lesson with features as indexes.
type coded struct {
	at     []int32
	value  []float64
	y      float64
	weight float64
}

// fit is AdaGrad on the logistic loss over the examples outside fold, without calibration.
func fit(examples []example, o Learning, fold int) *Decision {
	data, names := encode(outside(examples, o.Folds, fold), o.Least)
	w, sum := make([]float64, len(names)), make([]float64, len(names))
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	r := rand.New(rand.NewPCG(o.Seed, 1))
	for range o.Epochs {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			e := &data[i]
			z := 0.0
			for n, at := range e.at {
				z += w[at] * e.value[n]
			}
			g := (1/(1+math.Exp(-z)) - e.y) * e.weight
			for n, at := range e.at {
				step := g*e.value[n] + o.Decay*w[at]
				sum[at] += step * step
				w[at] -= o.Rate * step / math.Sqrt(sum[at]+1e-6)
			}
		}
	}
	return o.decision(names, w)
}

// decision is a model with weights, without calibration.
func (o *Learning) decision(names []string, weights []float64) *Decision {
	d := &Decision{names: map[string]float32{}, slope: 1, threshold: o.Threshold, salient: o.Salient, alone: o.Alone, bonus: rulesBonus}
	for i, name := range names {
		if v := math.Round(weights[i]*100) / 100; math.Abs(v) >= smallest {
			d.names[name] = float32(v)
		}
	}
	d.index()
	return d
}

// outside are the examples of all folds but one.
func outside(examples []example, folds, fold int) []example {
	var in []example
	for i := range examples {
		if examples[i].group%folds != fold {
			in = append(in, examples[i])
		}
	}
	return in
}

// smallest is the weight below which a feature is left out.
const smallest = 0.04

func encode(lessons []example, least int) ([]coded, []string) {
	count := map[string]int{}
	for i := range lessons {
		for _, f := range lessons[i].features {
			count[f.Name]++
		}
	}
	var names []string
	for n, c := range count {
		if c >= least {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	index := make(map[string]int32, len(names))
	for i, n := range names {
		index[n] = int32(i)
	}
	data := make([]coded, len(lessons))
	for i := range lessons {
		e := &data[i]
		e.weight = lessons[i].weight
		if lessons[i].event {
			e.y = 1
		}
		for _, f := range lessons[i].features {
			if at, ok := index[f.Name]; ok {
				e.at, e.value = append(e.at, at), append(e.value, f.Value)
			}
		}
	}
	return data, names
}

// platt fits slope and shift so that 1/(1+exp(-(slope*x+shift))) is the share of right ones, by Newton's method.
func platt(x []float64, right []bool) (slope, shift float64) {
	slope = 1
	for range 50 {
		var ga, gb, aa, ab, bb float64
		for i := range x {
			p := 1 / (1 + math.Exp(-(slope*x[i] + shift)))
			y := 0.0
			if right[i] {
				y = 1
			}
			v := p * (1 - p)
			ga += (p - y) * x[i]
			gb += p - y
			aa += v * x[i] * x[i]
			ab += v * x[i]
			bb += v
		}
		det := aa*bb - ab*ab + 1e-9
		slope -= (bb*ga - ab*gb) / det
		shift -= (aa*gb - ab*ga) / det
	}
	return slope, shift
}
