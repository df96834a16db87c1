//go:build !amd64

package nn

func intsFast(p *Ints, c, base Spaced, w *Work) { intsPlain(p, c, base, w) }

func largestFast(x, scale []float32) float32 { return largestPlain(x, scale) }

func roundFast(q []int16, x, scale []float32, by float32) { roundPlain(q, x, scale, by) }
