package sense

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling/nn"
	"github.com/casus-project/casus/models"
)

// small is the shape of a model made for the tests.
var small = shape{
	Version: "test", Layers: 2, Heads: 2, Width: 32, Rank: 16, Longest: 12, Hidden: 16,
	Types: []casus.Code{
		"ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE",
		"MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
	},
}

var smallPieces = []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "police", "arrest", "##ed", "three", "men", "-", "."}

// smallFile is the unpacked file of a model with random weights.
func smallFile(t *testing.T) []byte {
	t.Helper()
	w, err := nn.NewWriter(small)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	add := func(name string, rows, cols int, around float64) {
		x := nn.Tensor{Rows: rows, Cols: cols, Data: make([]float32, rows*cols)}
		for i := range x.Data {
			x.Data[i] = float32(around + r.NormFloat64()*0.3)
		}
		w.Tensor(name, x, 8)
	}
	n := small.Width
	add("piece", len(smallPieces), small.Rank, 0)
	add("wide.w", small.Rank, n, 0)
	add("place", small.Longest, n, 0)
	norm := func(name string) { add(name+".g", 1, n, 1); add(name+".b", 1, n, 0) }
	dense := func(name string, in, out int) { add(name+".w", in, out, 0); add(name+".b", 1, out, 0) }
	norm("norm")
	for i := range small.Layers {
		p := fmt.Sprintf("layer%d.", i)
		dense(p+"qkv", n, 3*n)
		dense(p+"o", n, n)
		dense(p+"i", n, inner*n)
		dense(p+"d", inner*n, n)
		norm(p + "n1")
		norm(p + "n2")
	}
	dense("hidden", n, small.Hidden)
	dense("out", small.Hidden, len(small.Types))
	w.Blob("pieces", []byte(strings.Join(smallPieces, "\n")))
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func packed(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// plain computes the log odds as the papers write it, in float64.
type plain struct{ f *nn.File }

func (p plain) get(name string) [][]float64 {
	t := p.f.Tensors[name]
	x := t.Floats()
	out := make([][]float64, t.Rows)
	for i := range out {
		for _, v := range x[i*t.Cols : (i+1)*t.Cols] {
			out[i] = append(out[i], float64(v))
		}
	}
	return out
}

func (p plain) linear(x [][]float64, name string) [][]float64 {
	w := p.get(name + ".w")
	b := [][]float64{make([]float64, len(w[0]))}
	if _, ok := p.f.Tensors[name+".b"]; ok {
		b = p.get(name + ".b")
	}
	out := make([][]float64, len(x))
	for i := range x {
		out[i] = slices.Clone(b[0])
		for k, v := range x[i] {
			for j := range out[i] {
				out[i][j] += v * w[k][j]
			}
		}
	}
	return out
}

func (p plain) norm(x, add [][]float64, name string) [][]float64 {
	g, b := p.get(name + ".g")[0], p.get(name + ".b")[0]
	out := make([][]float64, len(x))
	for i := range x {
		row := slices.Clone(x[i])
		for j := range add {
			if j == i {
				for k := range row {
					row[k] += add[i][k]
				}
			}
		}
		mean, dev := 0.0, 0.0
		for _, v := range row {
			mean += v / float64(len(row))
		}
		for _, v := range row {
			dev += (v - mean) * (v - mean) / float64(len(row))
		}
		for k, v := range row {
			row[k] = (v-mean)/math.Sqrt(dev+tiny)*g[k] + b[k]
		}
		out[i] = row
	}
	return out
}

func (p plain) attend(u [][]float64, n, heads int) [][]float64 {
	d := n / heads
	out := make([][]float64, len(u))
	for i := range u {
		out[i] = make([]float64, n)
		for h := range heads {
			w, sum := make([]float64, len(u)), 0.0
			for j := range u {
				for k := range d {
					w[j] += u[i][h*d+k] * u[j][n+h*d+k] / math.Sqrt(float64(d))
				}
				w[j] = math.Exp(w[j])
				sum += w[j]
			}
			for j := range u {
				for k := range d {
					out[i][h*d+k] += w[j] / sum * u[j][2*n+h*d+k]
				}
			}
		}
	}
	return out
}

func (p plain) read(ids []int) [][]float64 {
	table, place := p.get("piece"), p.get("place")
	var short [][]float64
	for _, id := range ids {
		short = append(short, table[id])
	}
	x := p.norm(p.linear(short, "wide"), place[:len(ids)], "norm")
	for i := range small.Layers {
		l := fmt.Sprintf("layer%d.", i)
		x = p.norm(x, p.linear(p.attend(p.linear(x, l+"qkv"), small.Width, small.Heads), l+"o"), l+"n1")
		up := p.linear(x, l+"i")
		for _, row := range up {
			for k, v := range row {
				row[k] = 0.5 * v * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(v+0.044715*v*v*v)))
			}
		}
		x = p.norm(x, p.linear(up, l+"d"), l+"n2")
	}
	h := p.linear(x, "hidden")
	for _, row := range h {
		for k, v := range row {
			row[k] = max(v, 0)
		}
	}
	return p.linear(h, "out")
}

func TestReadIsTheEncoder(t *testing.T) {
	b := smallFile(t)
	f, err := nn.ReadFile(b)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Open(packed(t, b))
	if err != nil {
		t.Fatal(err)
	}
	forms := []string{"Police", "arrested", "three", "men", "."}
	want := plain{f}.read([]int{2, 4, 5, 6, 7, 8, 10, 3})
	first := []int{1, 2, 4, 5, 6}
	r := m.NewReading()
	for range 2 { // the memory of a reading leaves no trace
		r.Read(func(i int) string { return forms[i] }, len(forms))
		for i := range forms {
			for k, c := range small.Types {
				got, ok := r.LogOdds(i, c)
				if w := want[first[i]][k]; !ok || math.Abs(got-w) > 2e-3 {
					t.Fatalf("%s %s: got %v, want %v", forms[i], c, got, w)
				}
			}
		}
	}
}

func TestReadStopsAtTheLongest(t *testing.T) {
	m, err := Open(packed(t, smallFile(t)))
	if err != nil {
		t.Fatal(err)
	}
	r := m.NewReading()
	r.Read(func(int) string { return "men" }, 30)
	if _, ok := r.LogOdds(9, "AID"); !ok {
		t.Error("the tenth word is within the longest sentence")
	}
	if _, ok := r.LogOdds(10, "AID"); ok {
		t.Error("the eleventh word of a sentence of twelve pieces, two of them marks, has an answer")
	}
	if _, ok := r.LogOdds(0, "OTHER"); ok {
		t.Error("an unknown type has an answer")
	}
}

func TestPieces(t *testing.T) {
	v, ok := newVocabulary(smallPieces)
	if !ok {
		t.Fatal("marks are missing")
	}
	for form, want := range map[string]string{
		"Arrested": "arrest ##ed", "arrésted": "arrest ##ed", "police-men.": "police - men .", "xyz": "[UNK]", "": "[UNK]", "arrestx": "[UNK]", strings.Repeat("xq", 1<<20): "[UNK]",
	} {
		var got []string
		for _, id := range v.add(nil, form) {
			got = append(got, smallPieces[id])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %v, want %s", form, got, want)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	b := smallFile(t)
	for want, file := range map[string][]byte{
		"unexpected EOF":  []byte("no file"),
		"no model file":   packed(t, []byte("no file")),
		"ends within":     packed(t, b[:len(b)-30]),
		"no tensor":       packed(t, bytes.Replace(b, []byte(`"name":"place"`), []byte(`"name":"plaza"`), 1)),
		"the pieces lack": packed(t, bytes.Replace(b, []byte("[CLS]"), []byte("[clS]"), 1)),
	} {
		if _, err := Open(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// TestSenses holds that the shipped network tells senses of a word apart.
func TestSenses(t *testing.T) {
	m, err := Open(models.Sense)
	if err != nil {
		t.Fatal(err)
	}
	r := m.NewReading()
	odds := func(sentence, word string, c casus.Code) float64 {
		f := strings.Fields(sentence)
		r.Read(func(i int) string { return f[i] }, len(f))
		z, ok := r.LogOdds(slices.Index(f, word), c)
		if !ok {
			t.Fatalf("no answer for %q in %q", word, sentence)
		}
		return z
	}
	for _, x := range []struct {
		event, none, word string
		code              casus.Code
	}{
		{"Gunmen killed four soldiers at a checkpoint on Monday .", "She killed an hour with a book before the train came .", "killed", "ASSAULT"},
		{"The army struck the rebels ' camp with rockets .", "The actress struck a pose for the cameras .", "struck", "ASSAULT"},
		{"Police arrested two union leaders in the capital .", "The view arrested the hikers for a while .", "arrested", "COERCE"},
		{"Thousands marched on parliament against the law .", "Seasons marched on and the orchard grew .", "marched", "PROTEST"},
	} {
		if e, n := odds(x.event, x.word, x.code), odds(x.none, x.word, x.code); e < n+1 {
			t.Errorf("%s as %s: %.2f in %q, %.2f in %q", x.word, x.code, e, x.event, n, x.none)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	m, err := Open(models.Sense)
	if err != nil {
		b.Fatal(err)
	}
	f := strings.Fields("The interior ministry said on Saturday that police had detained three opposition lawmakers in the capital after a protest against the election law .")
	r := m.NewReading()
	n := 0
	for b.Loop() {
		r.Read(func(i int) string { return f[i] }, len(f))
		n += len(f)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}
