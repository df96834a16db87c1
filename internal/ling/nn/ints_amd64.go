package nn

//go:noescape
func ints4x16AVX2(c *float32, q, panel *int16, unit, base *float32, pairs, ldq, ldc, ldbase uintptr)

//go:noescape
func ints1x16AVX2(c *float32, q, panel *int16, unit, base *float32, pairs uintptr)

//go:noescape
func largestAVX2(n uintptr, x, scale *float32) float32

//go:noescape
func roundAVX2(n uintptr, q *int16, x, scale *float32, by float32)

// intsFast is intsPlain, in assembly where the processor has it.
func intsFast(p *Ints, c, base Spaced, w *Work) {
	if !hasAVX2 {
		intsPlain(p, c, base, w)
		return
	}
	n := len(w.unit)
	pairs, ldq, ldc, ldbase := uintptr(p.padded/2), uintptr(p.padded)*2, uintptr(c.Stride)*4, uintptr(base.Stride)*4
	for j := 0; j < p.M; j += PanelWidth {
		panel, out, from := &p.panels[j*p.padded], c.Rows[j:], base.Rows[j:]
		r := 0
		for ; r+4 <= n; r += 4 {
			ints4x16AVX2(&out[r*c.Stride], &w.q[r*p.padded], panel, &w.unit[r], &from[r*base.Stride], pairs, ldq, ldc, ldbase)
		}
		for ; r < n; r++ {
			ints1x16AVX2(&out[r*c.Stride], &w.q[r*p.padded], panel, &w.unit[r], &from[r*base.Stride], pairs)
		}
	}
}

// largestFast is largestPlain for a multiple of 16 values.
func largestFast(x, scale []float32) float32 {
	if !hasAVX2 || len(x) == 0 {
		return largestPlain(x, scale)
	}
	_ = scale[:len(x)]
	return largestAVX2(uintptr(len(x)), &x[0], &scale[0])
}

// roundFast is roundPlain for a multiple of 16 values.
func roundFast(q []int16, x, scale []float32, by float32) {
	if !hasAVX2 || len(x) == 0 {
		roundPlain(q, x, scale, by)
		return
	}
	_, _ = scale[:len(x)], q[:len(x)]
	roundAVX2(uintptr(len(x)), &q[0], &x[0], &scale[0], by)
}
