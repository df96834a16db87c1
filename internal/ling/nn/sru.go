package nn

import "math"

// Sigmoid is the algebraic sigmoid ½(1 + x/√(1+x²)). Its operations are exact under IEEE rounding, so scalar and vector
// code agree to the last bit, which the exponential function would not give.
func Sigmoid(x float32) float32 {
	q := float32(math.Sqrt(float64(1 + float32(x*x))))
	return 0.5 + float32(0.5*float32(x/q))
}

// Cell is one direction of a light recurrent layer (simple recurrent unit, Lei et al. 2018), with the algebraic sigmoid
// and without an output nonlinearity:
//
//	f = σ(uf + vf·c' + bf)    c = f·c' + (1-f)·ux
//	r = σ(ur + vr·c' + br)    h = r·c + (1-r)·xh
type Cell struct {
	H              int
	VF, VR, BF, BR []float32
}

// Step advances c by one word and writes h. u holds ux, uf and ur after one another, xh the highway input.
func (l *Cell) Step(c, h, u, xh []float32) {
	n := l.H
	c, h, xh, u = c[:n], h[:n], xh[:n], u[:3*n]
	if n%8 == 0 && n > 0 && stepFast(l, stepIO{c, h, u, xh}) {
		return
	}
	l.stepPlain(c, h, u, xh)
}

// stepIO are the vectors of one step.
type stepIO struct{ c, h, u, xh []float32 }

// stepPlain is Step in plain Go.
func (l *Cell) stepPlain(c, h, u, xh []float32) {
	n := l.H
	ux, uf, ur := u[:n], u[n:2*n], u[2*n:3*n]
	vf, vr, bf, br := l.VF[:n], l.VR[:n], l.BF[:n], l.BR[:n]
	for i := range n {
		old := c[i]
		f := Sigmoid(uf[i] + float32(vf[i]*old) + bf[i])
		r := Sigmoid(ur[i] + float32(vr[i]*old) + br[i])
		now := float32(f*old) + float32((1-f)*ux[i])
		c[i] = now
		h[i] = float32(r*now) + float32((1-r)*xh[i])
	}
}

// Add adds x to the values of to, one by one; x must be at least as long.
func Add(to, x []float32) {
	x = x[:len(to)]
	if addFast(to, x) {
		return
	}
	for i := range to {
		to[i] += x[i]
	}
}
