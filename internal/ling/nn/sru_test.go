package nn

import (
	"math"
	"testing"
)

// TestStepIsBitIdentical compares the accelerated step with the plain one, bit by bit, over many words.
func TestStepIsBitIdentical(t *testing.T) {
	const h = 24
	l := &Cell{H: h, VF: values(h, 1), VR: values(h, 2), BF: values(h, 3), BR: values(h, 4)}
	c1, c2 := make([]float32, h), make([]float32, h)
	h1, h2 := make([]float32, h), make([]float32, h)
	for word := range 200 {
		u, x := values(3*h, uint32(10+word)), values(h, uint32(900+word))
		l.Step(c1, h1, u, x)
		l.stepPlain(c2, h2, u, x)
		for i := range h {
			if math.Float32bits(c1[i]) != math.Float32bits(c2[i]) || math.Float32bits(h1[i]) != math.Float32bits(h2[i]) {
				t.Fatalf("word %d, value %d: %v %v, plain Go %v %v", word, i, c1[i], h1[i], c2[i], h2[i])
			}
		}
	}
}

func BenchmarkStep(b *testing.B) {
	const h = 192
	l := &Cell{H: h, VF: values(h, 1), VR: values(h, 2), BF: values(h, 3), BR: values(h, 4)}
	c, out, u, x := make([]float32, h), make([]float32, h), values(3*h, 5), values(h, 6)
	b.Run("fast", func(b *testing.B) {
		for b.Loop() {
			l.Step(c, out, u, x)
		}
	})
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			l.stepPlain(c, out, u, x)
		}
	})
}
