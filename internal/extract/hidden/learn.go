package hidden

import (
	"cmp"
	"math"
	"math/rand/v2"
)

// Lesson is one case to learn from.
type Lesson struct {
	At      []int32   // the features that it has
	Value   []float32 // of the features
	Numbers []float32 // all lessons have as many
	Right   bool
	Weight  float64
}

// Learning says what is learned, and how.
type Learning struct {
	Keys   []uint64 // of the features
	Deep   []bool   // per feature, whether the hidden layer sees it too
	Units  int      // 0 is 48
	Epochs int      // passes over the lessons; 0 is 6
	Rate   float64  // of AdaGrad; 0 is 0.02
	Seed   uint64
}

const (
	batch     = 256
	dropInput = 0.3  // share of features and numbers that a lesson goes without (Srivastava et al. 2014)
	dropUnit  = 0.3  // and of units
	decay     = 8e-5 // L2 of the weights of what a batch has
	gain      = 8    // of the gradient of a batch: a rate for batches of 32
)

// Learn fits a network and, beside it, a weight for each feature, whose sum is added to the network's: AdaGrad on the logistic loss,
// with dropout. The same lessons in the same order give the same weights.
func Learn(lessons []Lesson, o Learning) (*Net, []float32) {
	o.Units, o.Epochs, o.Rate = cmp.Or(o.Units, 48), cmp.Or(o.Epochs, 6), cmp.Or(o.Rate, 0.02)
	l := newLearner(lessons, o)
	order := make([]int, len(lessons))
	for i := range order {
		order[i] = i
	}
	for range o.Epochs {
		l.r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for i := 0; i < len(order); i += batch {
			l.batch(lessons, order[i:min(i+batch, len(order))])
		}
	}
	return &l.Net, l.plain.w
}

// learner is a network with what its learning needs.
type learner struct {
	Net
	o     Learning
	r     *rand.Rand
	deep  []int32 // feature → row, −1 for those that the hidden layer does not see
	plain part    // the weights of the features
	rest  part    // the rows of the hidden layer
	top   part    // bias, output and shift

	// Of the lesson at hand.
	at, row   []int32
	by, value []float32
	layer     Layer
	keep      []float32 // per unit 0 or what makes up for those left out
	back      []float32
}

// part is a group of weights that move alike, in rows of one width.
type part struct {
	w, g, s []float32 // weights, gradients of the batch, sums of squares of all so far
	width   int
	touched []bool // rows that the batch has
}

func newPart(rows, width int) part {
	n := rows * width
	return part{w: make([]float32, n), g: make([]float32, n), s: make([]float32, n), width: width, touched: make([]bool, rows)}
}

func newLearner(lessons []Lesson, o Learning) *learner {
	l := &learner{o: o, r: rand.New(rand.NewPCG(o.Seed, 2)), deep: make([]int32, len(o.Keys))}
	l.Units = o.Units
	if len(lessons) > 0 {
		l.Numbers = len(lessons[0].Numbers)
	}
	for i, k := range o.Keys {
		l.deep[i] = -1
		if o.Deep[i] {
			l.deep[i] = int32(len(l.order))
			l.order = append(l.order, k)
		}
	}
	l.Features = len(l.order)
	l.index()
	l.plain, l.rest, l.top = newPart(len(o.Keys), 1), newPart(l.Features+l.Numbers, l.Units), newPart(1, 2*l.Units+1)
	for i := range l.rest.w {
		l.rest.w[i] = float32(l.r.NormFloat64() * 0.05)
	}
	l.rows, l.bias, l.out = l.rest.w, l.top.w[:l.Units], l.top.w[l.Units:2*l.Units]
	for i := range l.out {
		l.out[i] = float32(l.r.NormFloat64() * 0.1)
	}
	l.top.w[2*l.Units] = -1.5
	l.keep, l.back = make([]float32, l.Units), make([]float32, l.Units)
	return l
}

// batch makes one step.
func (l *learner) batch(lessons []Lesson, of []int) {
	scale := gain / float32(len(of))
	for _, i := range of {
		e := &lessons[i]
		l.input(e)
		y := float32(0)
		if e.Right {
			y = 1
		}
		g := float32(1/(1+math.Exp(-float64(l.forward())))-float64(y)) * float32(e.Weight) * scale
		l.backward(g)
	}
	l.step()
}

// input lists what the lesson has, less what it goes without this time.
func (l *learner) input(e *Lesson) {
	l.at, l.by, l.row, l.value = l.at[:0], l.by[:0], l.row[:0], l.value[:0]
	for i, k := range e.At {
		v := e.Value[i] / (1 - dropInput)
		if l.r.Float32() >= dropInput {
			l.at, l.by = append(l.at, k), append(l.by, v)
		}
		if l.deep[k] >= 0 && l.r.Float32() >= dropInput {
			l.row, l.value = append(l.row, l.deep[k]), append(l.value, v)
		}
	}
	for i, v := range e.Numbers {
		if v != 0 && l.r.Float32() >= dropInput {
			l.row, l.value = append(l.row, int32(l.Features+i)), append(l.value, v/(1-dropInput))
		}
	}
}

// forward is the log odds of the lesson, with some units left out.
func (l *learner) forward() float32 {
	l.Begin(&l.layer)
	for i, r := range l.row {
		l.addRow(l.layer, int(r), l.value[i])
	}
	sum := l.top.w[2*l.Units]
	for i, k := range l.at {
		sum += l.plain.w[k] * l.by[i]
	}
	for i, x := range l.layer {
		l.keep[i] = 0
		if x > 0 && l.r.Float32() >= dropUnit {
			l.keep[i] = 1 / (1 - dropUnit)
			sum += x * l.keep[i] * l.out[i]
		}
	}
	return sum
}

// backward adds the gradients of a lesson to those of the batch.
func (l *learner) backward(g float32) {
	l.top.touched[0] = true
	for i, keep := range l.keep {
		l.back[i] = g * l.out[i] * keep
		l.top.g[i] += l.back[i]
		l.top.g[l.Units+i] += g * max(0, l.layer[i]) * keep
	}
	l.top.g[2*l.Units] += g
	for i, k := range l.at {
		l.plain.touched[k] = true
		l.plain.g[k] += g * l.by[i]
	}
	for i, r := range l.row {
		l.rest.touched[r] = true
		to, v := l.rest.g[int(r)*l.Units:(int(r)+1)*l.Units], l.value[i]
		for k, d := range l.back[:len(to)] {
			to[k] += d * v
		}
	}
}

// step moves the weights of what the batch had.
func (l *learner) step() {
	rate := float32(l.o.Rate)
	l.plain.step(rate, decay)
	l.rest.step(rate, decay)
	l.top.step(rate, 0)
	l.shift = l.top.w[2*l.Units]
}

func (p *part) step(rate, decay float32) {
	for r, is := range p.touched {
		if !is {
			continue
		}
		p.touched[r] = false
		for i := r * p.width; i < (r+1)*p.width; i++ {
			d := p.g[i] + decay*p.w[i]
			p.s[i] += d * d
			p.w[i] -= rate * d / float32(math.Sqrt(float64(p.s[i])+1e-6))
			p.g[i] = 0
		}
	}
}
