package nn

import "golang.org/x/sys/cpu"

var (
	hasAVX2   = cpu.X86.HasAVX2
	hasFMA    = cpu.X86.HasAVX2 && cpu.X86.HasFMA
	hasAVX512 = cpu.X86.HasAVX2 && cpu.X86.HasFMA && cpu.X86.HasAVX512F
)

//go:noescape
func fma8x32AVX512(c, a, panels *float32, k, lda, ldc uintptr)

//go:noescape
func fma4x16AVX2(c, a, panel *float32, k, lda, ldc uintptr)

//go:noescape
func fma1x16AVX2(c, a, panel *float32, k uintptr)

// panelsFast computes panels in assembly where the processor has fused multiply-add.
func panelsFast(c, a, panels []float32, s shape) {
	if !hasFMA {
		panelsPlain(c, a, panels, s)
		return
	}
	first := 0
	k, lda, ldc := uintptr(s.k), uintptr(s.k)*4, uintptr(s.ldc)*4
	if hasAVX512 && s.panels == 2 {
		for ; first+8 <= s.n; first += 8 {
			fma8x32AVX512(&c[first*s.ldc], &a[first*s.k], &panels[0], k, lda, ldc)
		}
	}
	for j := range s.panels {
		panel, out := &panels[j*PanelWidth*s.k], c[j*PanelWidth:]
		r := first
		for ; r+4 <= s.n; r += 4 {
			fma4x16AVX2(&out[r*s.ldc], &a[r*s.k], panel, k, lda, ldc)
		}
		for ; r < s.n; r++ {
			fma1x16AVX2(&out[r*s.ldc], &a[r*s.k], panel, k)
		}
	}
}

//go:noescape
func stepAVX2(n uintptr, c, h, u, xh, vf, vr, bf, br *float32)

// stepFast is Step in assembly; false where the processor lacks it.
func stepFast(l *Cell, io stepIO) bool {
	if !hasAVX2 {
		return false
	}
	n := l.H
	_, _, _, _ = l.VF[:n], l.VR[:n], l.BF[:n], l.BR[:n]
	stepAVX2(uintptr(n), &io.c[0], &io.h[0], &io.u[0], &io.xh[0], &l.VF[0], &l.VR[0], &l.BF[0], &l.BR[0])
	return true
}

//go:noescape
func addAVX2(n uintptr, to, x *float32)

func addFast(to, x []float32) bool {
	if !hasAVX2 || len(to) == 0 || len(to)%8 != 0 {
		return false
	}
	addAVX2(uintptr(len(to)), &to[0], &x[0])
	return true
}
