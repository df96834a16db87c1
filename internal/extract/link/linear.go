package link

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
)

// linear is a multinomial logistic regression over hashed features.
type linear struct {
	classes int
	weights []float32 // [feature*classes + class]
}

func newLinear(classes int) *linear {
	return &linear{classes: classes, weights: make([]float32, classes<<featureBits)}
}

// score writes the probability of each class into out.
func (l *linear) score(f features, out []float64) {
	for c := range out {
		out[c] = 0
	}
	for _, k := range f {
		w := l.weights[int(k)*l.classes : int(k)*l.classes+l.classes]
		for c := range out {
			out[c] += float64(w[c])
		}
	}
	top := out[0]
	for _, v := range out {
		top = max(top, v)
	}
	sum := 0.0
	for c := range out {
		out[c] = math.Exp(out[c] - top)
		sum += out[c]
	}
	for c := range out {
		out[c] /= sum
	}
}

// example is one training case. Its features may carry a common value other than 1.
type example struct {
	f      features
	class  int
	weight float64
}

// training says how to train a linear model.
type training struct {
	epochs int
	rate   float64
	decay  float64 // L2, per step
	least  int     // features that occur less often are left out
	seed   uint64
}

// train fits the model by AdaGrad in a fixed order drawn from the seed.
func (l *linear) train(data []example, o training) {
	count := make([]int32, 1<<featureBits)
	for _, e := range data {
		for _, k := range e.f {
			count[k]++
		}
	}
	for i := range data {
		kept := data[i].f[:0:0]
		for _, k := range data[i].f {
			if int(count[k]) >= o.least {
				kept = append(kept, k)
			}
		}
		data[i].f = kept
	}
	sum := make([]float32, len(l.weights))
	p := make([]float64, l.classes)
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	r := rand.New(rand.NewPCG(o.seed, 1))
	for range o.epochs {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l.step(&data[i], p, sum, o)
		}
	}
}

func (l *linear) step(e *example, p []float64, sum []float32, o training) {
	l.score(e.f, p)
	for c := range p {
		grad := p[c]
		if c == e.class {
			grad--
		}
		grad *= e.weight
		for _, k := range e.f {
			at := int(k)*l.classes + c
			g := float32(grad + o.decay*float64(l.weights[at]))
			sum[at] += g * g
			l.weights[at] -= float32(o.rate) * g / float32(math.Sqrt(float64(sum[at])+1e-6))
		}
	}
}

// leastStep is the weight, in steps of 1/256, below which none is stored; twice that for a difference of two.
const leastStep = 40

// write stores the weights that are not nearly zero, as steps of 1/256. Of two classes it stores one.
func (l *linear) write(w io.Writer) error {
	buf := binary.AppendUvarint(nil, uint64(l.classes))
	var body []byte
	least := float64(leastStep)
	if l.classes == 2 {
		least *= 2
	}
	n, last := 0, 0
	for i, v := range l.weights {
		if l.classes == 2 { // only the difference counts
			if i%2 == 0 {
				continue
			}
			v -= l.weights[i-1]
		}
		q := math.Round(float64(v) * 256)
		if math.Abs(q) < least {
			continue
		}
		body = binary.AppendUvarint(body, uint64(i-last))
		body = binary.AppendVarint(body, int64(q))
		n, last = n+1, i
	}
	buf = binary.AppendUvarint(buf, uint64(n))
	if _, err := w.Write(append(buf, body...)); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// readLinear reads what write wrote.
func readLinear(r io.ByteReader) (*linear, error) {
	classes, err := binary.ReadUvarint(r)
	if err != nil || classes < 2 || classes > 8 {
		return nil, fmt.Errorf("read weights: bad number of classes %d: %w", classes, err)
	}
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	l := newLinear(int(classes))
	at := uint64(0)
	for range n {
		step, err := binary.ReadUvarint(r)
		if err != nil {
			return nil, fmt.Errorf("read weights: %w", err)
		}
		v, err := binary.ReadVarint(r)
		if err != nil {
			return nil, fmt.Errorf("read weights: %w", err)
		}
		if at += step; at >= uint64(len(l.weights)) {
			return nil, fmt.Errorf("read weights: feature %d out of range", at)
		}
		l.weights[at] = float32(v) / 256
	}
	return l, nil
}
