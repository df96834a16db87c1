// Package hidden is a small network with one hidden layer over features that hold and numbers beside them: what a linear model
// cannot see, since it only adds up, such as which object makes which sense of a verb.
//
// Features come in as keys with values and numbers as a dense row (distributional vectors of words); out goes one number, the
// log odds. Learn fits it, Write and Read store it in 8 bits (docs/format/model.md). It refuses to know what its features mean.
package hidden

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"

	"github.com/casus-project/casus/internal/ling/nn"
)

// Net is a network. It is read-only once read or learned.
type Net struct {
	shape
	keys  map[uint64]int32 // feature → row
	order []uint64         // row → feature
	rows  []float32        // of the features, then of the numbers, Units wide
	bias  []float32
	out   []float32
	shift float32
}

// shape is what stands in the header of the file: how many features, numbers beside them and units there are.
type shape struct {
	Features, Numbers, Units int
}

// Layer is the hidden layer while it is being filled; it is reused.
type Layer []float32

// Begin empties the layer.
func (n *Net) Begin(l *Layer) {
	*l = append((*l)[:0], n.bias...)
}

// Add takes a feature; one that the network does not know is left out.
func (n *Net) Add(l Layer, key uint64, value float32) {
	if r, ok := n.keys[key]; ok {
		n.addRow(l, int(r), value)
	}
}

// AddNumbers takes numbers from the given place on.
func (n *Net) AddNumbers(l Layer, at int, x []float32) {
	for i, v := range x {
		if v != 0 {
			n.addRow(l, n.Features+at+i, v)
		}
	}
}

func (n *Net) addRow(l Layer, row int, v float32) {
	w := n.rows[row*n.Units : (row+1)*n.Units]
	l = l[:len(w)]
	for i, x := range w {
		l[i] += float32(x * v)
	}
}

// Sum is the log odds.
func (n *Net) Sum(l Layer) float64 {
	sum := n.shift
	for i, x := range l {
		if x > 0 {
			sum += float32(x * n.out[i])
		}
	}
	return float64(sum)
}

// The parts of a file.
const (
	partRows = "rows"
	partTop  = "top" // bias, weights of the output, shift
	partKeys = "keys"
)

// Write writes the network; the weights of a feature share a scale.
func (n *Net) Write(to io.Writer) error {
	w, err := nn.NewWriter(n.shape)
	if err != nil {
		return err
	}
	top := make([]float32, 3*n.Units)
	copy(top, n.bias)
	copy(top[n.Units:], n.out)
	top[2*n.Units] = n.shift
	w.Tensor(partRows, nn.Tensor{Rows: n.Features + n.Numbers, Cols: n.Units, Data: n.rows}, 8)
	w.Tensor(partTop, nn.Tensor{Rows: 3, Cols: n.Units, Data: top}, 16)
	keys := make([]byte, 0, 8*len(n.order))
	for _, k := range n.order {
		keys = binary.LittleEndian.AppendUint64(keys, k)
	}
	w.Blob(partKeys, keys)
	_, err = w.WriteTo(to)
	return err
}

// Read reads what Write wrote.
func Read(b []byte) (*Net, error) {
	f, err := nn.ReadFile(b)
	if err != nil {
		return nil, err
	}
	n := &Net{}
	if err := json.Unmarshal(f.Header, &n.shape); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	keys := f.Blobs[partKeys]
	if n.Features < 0 || n.Numbers < 0 || n.Units <= 0 || len(keys) != 8*n.Features {
		return nil, fmt.Errorf("%d bytes of keys for %+v", len(keys), n.shape)
	}
	rows, err := f.Get(partRows, n.Features+n.Numbers, n.Units)
	if err != nil {
		return nil, err
	}
	top, err := f.Get(partTop, 3, n.Units)
	if err != nil {
		return nil, err
	}
	n.rows = rows.Floats()
	all := top.Floats()
	n.bias, n.out, n.shift = all[:n.Units], all[n.Units:2*n.Units], all[2*n.Units]
	n.order = make([]uint64, n.Features)
	if err := binary.Read(bytes.NewReader(keys), binary.LittleEndian, n.order); err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	n.index()
	return n, nil
}

func (n *Net) index() {
	n.keys = make(map[uint64]int32, len(n.order))
	for i, k := range n.order {
		n.keys[k] = int32(i)
	}
}
