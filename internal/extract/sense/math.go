package sense

import "math"

// Products are rounded before they are added, so that no machine fuses the two and all compute the same bits.

// dot is the sum of the products of two rows of equal length, a multiple of four, in four sums.
func dot(a, b []float32) float32 {
	var s [4]float32
	b = b[:len(a)]
	for i := 0; i+3 < len(a); i += 4 {
		s[0] += float32(a[i] * b[i])
		s[1] += float32(a[i+1] * b[i+1])
		s[2] += float32(a[i+2] * b[i+2])
		s[3] += float32(a[i+3] * b[i+3])
	}
	return s[0] + s[1] + (s[2] + s[3])
}

// tiny keeps a row of equal values from being divided by zero.
const tiny = 1e-12

// apply gives each row mean 0 and variance 1, then the gains and shifts (Ba et al. 2016).
func (p *norms) apply(x []float32) {
	w := len(p.gain)
	for at := 0; at < len(x); at += w {
		row := x[at : at+w]
		var sum float64
		for _, v := range row {
			sum += float64(v)
		}
		mean := sum / float64(w)
		var squares float64
		for _, v := range row {
			d := float64(v) - mean
			squares += float64(d * d)
		}
		by := 1 / math.Sqrt(squares/float64(w)+tiny)
		for i, v := range row {
			row[i] = float32(float32((float64(v)-mean)*by)*p.gain[i]) + p.shift[i]
		}
	}
}

// softmax turns scores into shares.
func softmax(x []float32) {
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	var sum float32
	for i, v := range x {
		e := exp(v - top)
		x[i] = e
		sum += e
	}
	by := 1 / sum
	for i := range x {
		x[i] *= by
	}
}

// The constants of the smooth rectifier's approximation by the hyperbolic tangent (Hendrycks and Gimpel 2016): x·σ(2√(2/π)(x + 0.044715x³)).
const (
	geluScale = 1.5957691
	geluCube  = 0.044715
)

// gelu is the smooth rectifier, in place.
func gelu(x []float32) {
	for i, v := range x {
		cube := float32(float32(v*v) * v)
		z := float32(geluScale * (v + float32(geluCube*cube)))
		x[i] = v / (1 + exp(-z))
	}
}

// exp is eˣ to seven digits: 2 to a whole power times a polynomial.
func exp(x float32) float32 {
	switch {
	case x < -80:
		return 0
	case x > 80:
		x = 80
	}
	y := float32(x * 1.44269504)
	n := float32(math.Floor(float64(y)))
	f := y - n
	p := float32(f*0.00015403530) + 0.0013333558
	p = float32(f*p) + 0.009618129
	p = float32(f*p) + 0.05550411
	p = float32(f*p) + 0.2402265
	p = float32(f*p) + 0.6931472
	p = float32(f*p) + 1
	return math.Float32frombits(uint32(int32(n)+127)<<23) * p
}
