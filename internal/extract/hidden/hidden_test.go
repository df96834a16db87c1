package hidden

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// parity are lessons that no sum of weights can tell: two features of which exactly one must hold, beside numbers without meaning.
func parity(n int) []Lesson {
	r := rand.New(rand.NewPCG(3, 4))
	var out []Lesson
	for range n {
		a, b := r.IntN(2), r.IntN(2)
		l := Lesson{Numbers: []float32{r.Float32(), r.Float32()}, Right: a != b, Weight: 1}
		for k, is := range []int{a, b} {
			if is == 1 {
				l.At, l.Value = append(l.At, int32(k)), append(l.Value, 1)
			}
		}
		out = append(out, l)
	}
	return out
}

func sum(n *Net, plain []float32, keys []uint64, e *Lesson) float64 {
	var l Layer
	n.Begin(&l)
	out := 0.0
	for i, k := range e.At {
		n.Add(l, keys[k], e.Value[i])
		out += float64(plain[k] * e.Value[i])
	}
	n.AddNumbers(l, 0, e.Numbers)
	return out + n.Sum(l)
}

func TestLearnsWhatHoldsTogether(t *testing.T) {
	keys := []uint64{11, 22}
	how := Learning{Keys: keys, Deep: []bool{true, true}, Epochs: 60, Rate: 0.05}
	lessons := parity(4000)
	n, plain := Learn(lessons, how)
	for i := range lessons[:100] {
		if s := sum(n, plain, keys, &lessons[i]); (s > 0) != lessons[i].Right {
			t.Errorf("lesson %d: log odds %.2f for %v", i, s, lessons[i].Right)
		}
	}
	how.Deep = []bool{false, false}
	n, plain = Learn(lessons, how)
	wrong := 0
	for i := range lessons {
		if (sum(n, plain, keys, &lessons[i]) > 0) != lessons[i].Right {
			wrong++
		}
	}
	if wrong < len(lessons)/10 {
		t.Errorf("%d of %d wrong where the hidden layer sees nothing: the lessons do not test it", wrong, len(lessons))
	}
}

func TestSameLessonsSameNetwork(t *testing.T) {
	how := Learning{Keys: []uint64{1, 2}, Deep: []bool{true, false}, Units: 16, Epochs: 2, Seed: 5}
	var files [2]bytes.Buffer
	for i := range files {
		n, _ := Learn(parity(600), how)
		if err := n.Write(&files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("two networks of the same lessons differ")
	}
}

func TestWrittenAndRead(t *testing.T) {
	keys := []uint64{7, 8}
	lessons := parity(600)
	n, plain := Learn(lessons, Learning{Keys: keys, Deep: []bool{true, true}, Units: 16, Epochs: 5})
	var b bytes.Buffer
	if err := n.Write(&b); err != nil {
		t.Fatal(err)
	}
	back, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if back.Numbers != 2 || !slices.Equal(back.order, n.order) {
		t.Fatalf("%d numbers and keys %v", back.Numbers, back.order)
	}
	for i := range lessons[:50] {
		a, z := sum(n, plain, keys, &lessons[i]), sum(back, plain, keys, &lessons[i])
		if math.Abs(a-z) > 0.05 {
			t.Errorf("lesson %d: %.3f became %.3f", i, a, z)
		}
	}
	for _, cut := range []int{0, 5, b.Len() / 2, b.Len() - 1} {
		if _, err := Read(b.Bytes()[:cut]); err == nil {
			t.Errorf("%d of %d bytes were read without an error", cut, b.Len())
		}
	}
}

func BenchmarkSum(b *testing.B) {
	keys := []uint64{7, 8}
	lessons := parity(600)
	for i := range lessons {
		lessons[i].Numbers = slices.Repeat([]float32{0.1}, 400)
	}
	n, plain := Learn(lessons, Learning{Keys: keys, Deep: []bool{true, true}, Epochs: 1})
	for b.Loop() {
		sum(n, plain, keys, &lessons[1])
	}
}
