package nn

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
)

// File is a model file: a JSON header, named tensors and named blobs. docs/format/model.md specifies the bytes.
type File struct {
	Header  json.RawMessage
	Tensors map[string]Tensor
	Blobs   map[string][]byte
}

// Tensor is a row-major matrix. One to be written has Data; one that was read is a view of the file's bytes, and Floats
// and AddRow compute its values.
type Tensor struct {
	Rows, Cols int
	Data       []float32
	raw        []byte // per row a scale and the integers
	bits       int
}

// stride is the number of bytes of a stored row.
func (t *Tensor) stride() int { return 4 + t.Cols*t.bits/8 }

// Floats are all values.
func (t *Tensor) Floats() []float32 {
	if t.Data != nil || t.raw == nil {
		return t.Data
	}
	out := make([]float32, t.Rows*t.Cols)
	for r := range t.Rows {
		t.addRow(out[r*t.Cols:(r+1)*t.Cols], r)
	}
	return out
}

// AddRow adds the values of a row to those of to.
func (t *Tensor) AddRow(to []float32, row int) {
	if t.Data != nil {
		Add(to[:t.Cols], t.Data[row*t.Cols:(row+1)*t.Cols])
		return
	}
	t.addRow(to, row)
}

func (t *Tensor) addRow(to []float32, row int) {
	src := t.raw[row*t.stride() : (row+1)*t.stride()]
	scale := math.Float32frombits(binary.LittleEndian.Uint32(src))
	src = src[4:]
	if t.bits == 8 {
		to = to[:len(src)]
		for i, b := range src {
			to[i] += float32(float32(int8(b)) * scale)
		}
		return
	}
	to = to[:len(src)/2]
	for i := range to {
		to[i] += float32(float32(int16(binary.LittleEndian.Uint16(src[2*i:]))) * scale)
	}
}

const magic = "casusnn1"

// index is what the file says about its parts, in the order of the bytes.
type index struct {
	Header  json.RawMessage `json:"header"`
	Tensors []tensorEntry   `json:"tensors"`
	Blobs   []blobEntry     `json:"blobs"`
}

type tensorEntry struct {
	Name string `json:"name"`
	Rows int    `json:"rows"`
	Cols int    `json:"cols"`
	Bits int    `json:"bits"` // 8 or 16, integers scaled by row
}

type blobEntry struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`
	Packed int    `json:"packed,omitempty"` // bytes in the file, where they are packed with gzip
}

// worthPacking is the size from which on a blob is packed: below it the time is worth more than the bytes.
const worthPacking = 64 << 10

// Writer collects the parts of a model file.
type Writer struct {
	idx  index
	body bytes.Buffer
	tail bytes.Buffer
}

// NewWriter starts a file with a header that encoding/json can write.
func NewWriter(header any) (*Writer, error) {
	h, err := json.Marshal(header)
	if err != nil {
		return nil, fmt.Errorf("model header: %w", err)
	}
	return &Writer{idx: index{Header: h}}, nil
}

// Tensor adds a matrix, each row as integers of 8 or 16 bits with a scale of its own.
func (w *Writer) Tensor(name string, t Tensor, bits int) {
	w.idx.Tensors = append(w.idx.Tensors, tensorEntry{name, t.Rows, t.Cols, bits})
	top := float64(int(1)<<(bits-1) - 1)
	data := t.Floats()
	for r := range t.Rows {
		row := data[r*t.Cols : (r+1)*t.Cols]
		var most float64
		for _, v := range row {
			most = max(most, math.Abs(float64(v)))
		}
		scale := float32(most / top)
		binary.Write(&w.body, binary.LittleEndian, scale)
		for _, v := range row {
			q := 0.0
			if scale > 0 {
				q = max(-top, min(top, math.RoundToEven(float64(v)/float64(scale))))
			}
			if bits == 8 {
				w.body.WriteByte(byte(int8(q)))
				continue
			}
			w.body.Write(binary.LittleEndian.AppendUint16(nil, uint16(int16(q))))
		}
	}
}

// Blob adds bytes under a name, packed where that pays.
func (w *Writer) Blob(name string, b []byte) {
	e := blobEntry{Name: name, Size: len(b)}
	if len(b) >= worthPacking {
		if p := pack(b); len(p) < len(b)*9/10 {
			e.Packed, b = len(p), p
		}
	}
	w.idx.Blobs = append(w.idx.Blobs, e)
	w.tail.Write(b)
}

// pack is gzip at its best.
func pack(b []byte) []byte {
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is a valid one
	z.Write(b)                                              // to memory: nothing can fail
	z.Close()
	return out.Bytes()
}

// blob is the blob that begins at b, and what follows it.
func (e *blobEntry) blob(b []byte) (blob, rest []byte, err error) {
	stored := e.Size
	if e.Packed > 0 {
		stored = e.Packed
	}
	if e.Size < 0 || stored < 0 || stored > len(b) {
		return nil, nil, fmt.Errorf("model file ends within blob %q", e.Name)
	}
	blob, rest = b[:stored], b[stored:]
	if e.Packed == 0 {
		return blob, rest, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(blob))
	if err != nil {
		return nil, nil, fmt.Errorf("model blob %q: %w", e.Name, err)
	}
	if blob, err = io.ReadAll(io.LimitReader(z, int64(e.Size)+1)); err != nil {
		return nil, nil, fmt.Errorf("model blob %q: %w", e.Name, err)
	}
	if len(blob) != e.Size {
		return nil, nil, fmt.Errorf("model blob %q is not of %d bytes", e.Name, e.Size)
	}
	return blob, rest, nil
}

// WriteTo writes the file.
func (w *Writer) WriteTo(to io.Writer) (int64, error) {
	head, err := json.Marshal(w.idx)
	if err != nil {
		return 0, fmt.Errorf("model index: %w", err)
	}
	out := append([]byte(magic), binary.LittleEndian.AppendUint32(nil, uint32(len(head)))...)
	out = append(append(append(out, head...), w.body.Bytes()...), w.tail.Bytes()...)
	n, err := to.Write(out)
	return int64(n), err
}

// ReadFile reads a model file; what it returns is a view of b. It refuses a file of another version or with too few bytes.
func ReadFile(b []byte) (*File, error) {
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("no model file of version %s", magic)
	}
	size := int(binary.LittleEndian.Uint32(b[len(magic):]))
	b = b[len(magic)+4:]
	if size > len(b) {
		return nil, fmt.Errorf("model file ends within its index")
	}
	var idx index
	if err := json.Unmarshal(b[:size], &idx); err != nil {
		return nil, fmt.Errorf("model index: %w", err)
	}
	b = b[size:]
	f := &File{Header: idx.Header, Tensors: map[string]Tensor{}, Blobs: map[string][]byte{}}
	for _, e := range idx.Tensors {
		need := int64(e.Rows) * (4 + int64(e.Cols)*int64(e.Bits/8))
		if e.Rows < 0 || e.Cols < 0 || e.Bits != 8 && e.Bits != 16 || need > int64(len(b)) {
			return nil, fmt.Errorf("model file ends within tensor %q", e.Name)
		}
		f.Tensors[e.Name] = Tensor{Rows: e.Rows, Cols: e.Cols, raw: b[:need], bits: e.Bits}
		b = b[need:]
	}
	for _, e := range idx.Blobs {
		var err error
		if f.Blobs[e.Name], b, err = e.blob(b); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Get returns the tensor of a name with the given size.
func (f *File) Get(name string, rows, cols int) (Tensor, error) {
	t, ok := f.Tensors[name]
	if !ok {
		return t, fmt.Errorf("model has no tensor %q", name)
	}
	if t.Rows != rows || t.Cols != cols {
		return t, fmt.Errorf("model tensor %q is %d × %d instead of %d × %d", name, t.Rows, t.Cols, rows, cols)
	}
	return t, nil
}

// Dense is a linear map with a bias.
type Dense struct {
	W Ints
	B []float32
}

// Dense reads the map stored as name.w and name.b.
func (f *File) Dense(name string, in, out int) (*Dense, error) {
	w, err := f.Get(name+".w", in, out)
	if err != nil {
		return nil, err
	}
	b, err := f.Get(name+".b", 1, out)
	if err != nil {
		return nil, err
	}
	return &Dense{W: w.Ints(0, in), B: b.Floats()}, nil
}

// Apply writes x·W + b to y, n rows.
func (d *Dense) Apply(w *Work, y, x []float32, n int) {
	d.W.Mul(w, Product{To: Spaced{y, d.W.M}, Base: Spaced{d.B, 0}, Rows: x, N: n})
}

// Add adds x·W + b to y, n rows.
func (d *Dense) Add(w *Work, y, x []float32, n int) {
	m := d.W.M
	for i := range n {
		Add(y[i*m:(i+1)*m], d.B)
	}
	d.W.Mul(w, Product{To: Spaced{y, m}, Base: Spaced{y, m}, Rows: x, N: n})
}

// ReLU replaces negative values by zero.
func ReLU(x []float32) {
	for i, v := range x {
		x[i] = max(v, 0)
	}
}

// Argmax is the index of the largest value, the first of equals.
func Argmax(v []float32) int {
	best, top := 0, v[0]
	for i, s := range v {
		if s > top {
			best, top = i, s
		}
	}
	return best
}

// Grow returns s with length n; the contents are undefined.
func Grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/4)[:n]
	}
	return s[:n]
}
