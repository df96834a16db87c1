package nn

import "math"

// Back is one step of a cell backwards: what went in, the gradient of what came out, and where the gradients are added up.
// All slices have the cell's width but U and G, which hold three blocks.
type Back struct {
	Old, Now           []float32 // the cell before and after the word
	U, XH              []float32 // the word's products and highway input
	DH                 []float32 // gradient of the output
	DC                 []float32 // gradient of the cell after the word; becomes that of the cell before it
	G, GXH             []float32 // gradients of U and XH
	GVF, GVR, GBF, GBR []float32 // gradients of the cell's own weights
}

// StepBack adds the gradients of one step.
func (l *Cell) StepBack(b *Back) {
	n := l.H
	if n%8 != 0 || !stepBackFast(l, b) {
		l.stepBackPlain(b)
	}
}

// slope is the derivative of the algebraic sigmoid: ½(1+x²)^-3/2.
func slope(x float32) float32 {
	q := 1 + float32(x*x)
	return 0.5 / float32(q*float32(math.Sqrt(float64(q))))
}

func (l *Cell) stepBackPlain(b *Back) {
	h := l.H
	for i := range h {
		old, ux := b.Old[i], b.U[i]
		af := b.U[h+i] + float32(l.VF[i]*old) + l.BF[i]
		ar := b.U[2*h+i] + float32(l.VR[i]*old) + l.BR[i]
		f, r := Sigmoid(af), Sigmoid(ar)
		dh := b.DH[i]
		dc := b.DC[i] + float32(dh*r)
		dar := float32(dh*(b.Now[i]-b.XH[i])) * slope(ar)
		daf := float32(dc*(old-ux)) * slope(af)
		b.GXH[i] += float32(dh * (1 - r))
		b.G[i] += float32(dc * (1 - f))
		b.G[h+i] += daf
		b.G[2*h+i] += dar
		b.GVF[i] += float32(daf * old)
		b.GVR[i] += float32(dar * old)
		b.GBF[i] += daf
		b.GBR[i] += dar
		b.DC[i] = float32(dc*f) + float32(daf*l.VF[i]) + float32(dar*l.VR[i])
	}
}

// Adam are the constants of a step of the optimiser: how much of the new gradient, and of its square, enters the moments.
type Adam struct{ Scale, First, Second, Rate, Epsilon float32 }

// weights are weights with their gradients and moments.
type weights struct{ w, g, m, v []float32 }

// Step moves the weights w by gradient g with moments m and v, and clears g.
func (a Adam) Step(w, g, m, v []float32) {
	g, m, v = g[:len(w)], m[:len(w)], v[:len(w)]
	for i := adamFast(&a, weights{w, g, m, v}); i < len(w); i++ {
		x := float32(g[i] * a.Scale)
		m[i] += float32(a.First * (x - m[i]))
		v[i] += float32(a.Second * (float32(x*x) - v[i]))
		w[i] -= float32(a.Rate*m[i]) / (float32(math.Sqrt(float64(v[i]))) + a.Epsilon)
		g[i] = 0
	}
}
