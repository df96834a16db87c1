package nn

import (
	"math"
	"testing"
)

func sameBits(t *testing.T, name string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s[%d]: %v, plain Go %v", name, i, got[i], want[i])
		}
	}
}

// TestStepBackIsBitIdentical compares the accelerated step with the plain one.
func TestStepBackIsBitIdentical(t *testing.T) {
	const n = 48
	l := &Cell{H: n, VF: values(n, 1), VR: values(n, 2), BF: values(n, 3), BR: values(n, 4)}
	var got, want Back
	for _, b := range []*Back{&got, &want} {
		*b = Back{
			Old: values(n, 5), Now: values(n, 6), U: values(3*n, 7), XH: values(n, 8), DH: values(n, 9), DC: values(n, 10),
			G: values(3*n, 11), GXH: values(n, 12), GVF: values(n, 13), GVR: values(n, 14), GBF: values(n, 15), GBR: values(n, 16),
		}
	}
	for range 3 {
		l.StepBack(&got)
		l.stepBackPlain(&want)
	}
	sameBits(t, "cell", got.DC, want.DC)
	sameBits(t, "products", got.G, want.G)
	sameBits(t, "highway", got.GXH, want.GXH)
	sameBits(t, "vf", got.GVF, want.GVF)
	sameBits(t, "vr", got.GVR, want.GVR)
	sameBits(t, "bf", got.GBF, want.GBF)
	sameBits(t, "br", got.GBR, want.GBR)
}

// TestAdamIsBitIdentical steps the same weights as one slice and one by one, which the assembly does not take.
func TestAdamIsBitIdentical(t *testing.T) {
	const n = 61
	a := Adam{0.7, 0.1, 0.02, 0.003, 1e-8}
	w, m := values(n, 1), values(n, 2)
	w2, m2 := values(n, 1), values(n, 2)
	v, v2 := make([]float32, n), make([]float32, n)
	for round := range 3 {
		g, g2 := values(n, uint32(9+round)), values(n, uint32(9+round))
		a.Step(w, g, m, v)
		for i := range n {
			a.Step(w2[i:i+1], g2[i:i+1], m2[i:i+1], v2[i:i+1])
		}
		sameBits(t, "gradient", g, make([]float32, n))
	}
	sameBits(t, "weights", w, w2)
	sameBits(t, "first moment", m, m2)
	sameBits(t, "second moment", v, v2)
}
