package link

import (
	"bytes"
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

// write stores each feature that weighs anything: how far it stands behind the last, and for each class but the first how
// much more it weighs for that class than for the first, in 8 bits.
func (l *linear) write(w io.Writer) error {
	var most float32
	for k := range 1 << featureBits {
		for _, v := range l.row(k) {
			most = max(most, abs(v-l.row(k)[0]))
		}
	}
	var body []byte
	n, last := 0, 0
	for k := range 1 << featureBits {
		row, some := l.row(k), false
		var q [mostClasses]byte
		for c := 1; c < len(row); c++ {
			q[c] = byte(squeeze(row[c]-row[0], most))
			some = some || q[c] != 0
		}
		if some {
			body = append(binary.AppendUvarint(body, uint64(k-last)), q[1:len(row)]...)
			n, last = n+1, k
		}
	}
	buf := binary.AppendUvarint(nil, uint64(l.classes))
	buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(most))
	buf = binary.AppendUvarint(buf, uint64(n))
	if _, err := w.Write(append(buf, body...)); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// mostClasses is how many classes a stored model may have.
const mostClasses = 8

// row are the weights of a feature.
func (l *linear) row(k int) []float32 { return l.weights[k*l.classes : (k+1)*l.classes] }

// squeeze turns a weight into an integer of 8 bits, with finer steps near zero, where most weights are.
func squeeze(v, most float32) int8 {
	if most == 0 {
		return 0
	}
	return int8(math.RoundToEven(math.Copysign(127*math.Sqrt(float64(abs(v)/most)), float64(v))))
}

// unsqueeze undoes squeeze.
func unsqueeze(q int8, most float32) float32 {
	v := float32(q) / 127
	return v * abs(v) * most
}

func abs(v float32) float32 { return float32(math.Abs(float64(v))) }

// readLinear reads what write wrote.
func readLinear(r *bytes.Reader) (*linear, error) {
	classes, err := binary.ReadUvarint(r)
	if err != nil || classes < 2 || classes > mostClasses {
		return nil, fmt.Errorf("read weights: bad number of classes %d: %w", classes, err)
	}
	var most float32
	if err := binary.Read(r, binary.LittleEndian, &most); err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
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
		if at += step; at >= 1<<featureBits {
			return nil, fmt.Errorf("read weights: feature %d out of range", at)
		}
		row := l.row(int(at))
		for c := 1; c < len(row); c++ {
			q, err := r.ReadByte()
			if err != nil {
				return nil, fmt.Errorf("read weights: %w", err)
			}
			row[c] = unsqueeze(int8(q), most)
		}
	}
	return l, nil
}
