package nn

import "golang.org/x/sys/cpu"

var (
	hasAVX2   = cpu.X86.HasAVX2
	hasAVX512 = cpu.X86.HasAVX2 && cpu.X86.HasAVX512F
)

//go:noescape
func gemm4x16AVX2(c, a, panel *float32, k, lda, ldc uintptr)

//go:noescape
func gemm1x16AVX2(c, a, panel *float32, k uintptr)

//go:noescape
func gemm8x16AVX512(c, a, panel *float32, k, lda, ldc uintptr)

// panelFast computes as many rows as the assembly can and says how many.
func panelFast(c, a, panel []float32, s shape) int {
	if !hasAVX2 {
		return 0
	}
	r := 0
	k, lda, ldc := uintptr(s.k), uintptr(s.k)*4, uintptr(s.ldc)*4
	if hasAVX512 {
		for ; r+8 <= s.n; r += 8 {
			gemm8x16AVX512(&c[r*s.ldc], &a[r*s.k], &panel[0], k, lda, ldc)
		}
	}
	for ; r+4 <= s.n; r += 4 {
		gemm4x16AVX2(&c[r*s.ldc], &a[r*s.k], &panel[0], k, lda, ldc)
	}
	for ; r < s.n; r++ {
		gemm1x16AVX2(&c[r*s.ldc], &a[r*s.k], &panel[0], k)
	}
	return r
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
