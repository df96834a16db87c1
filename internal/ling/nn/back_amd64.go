package nn

// backArgs are the vectors of stepBackAVX2, in the order that it expects.
type backArgs struct {
	old, now, dc, dh, u, g, xh, gxh    *float32
	vf, vr, bf, br, gvf, gvr, gbf, gbr *float32
}

//go:noescape
func stepBackAVX2(n uintptr, args *backArgs)

//go:noescape
func adamAVX2(n uintptr, a *Adam, w, grad, m, v *float32)

// stepBackFast is StepBack in assembly; false where the processor lacks it.
func stepBackFast(l *Cell, b *Back) bool {
	if !hasAVX2 || l.H == 0 {
		return false
	}
	n := l.H
	_, _, _, _ = b.Old[:n], b.Now[:n], b.DC[:n], b.DH[:n]
	_, _, _, _ = b.U[:3*n], b.G[:3*n], b.XH[:n], b.GXH[:n]
	_, _, _, _ = l.VF[:n], l.VR[:n], l.BF[:n], l.BR[:n]
	_, _, _, _ = b.GVF[:n], b.GVR[:n], b.GBF[:n], b.GBR[:n]
	stepBackAVX2(uintptr(n), &backArgs{
		&b.Old[0], &b.Now[0], &b.DC[0], &b.DH[0], &b.U[0], &b.G[0], &b.XH[0], &b.GXH[0],
		&l.VF[0], &l.VR[0], &l.BF[0], &l.BR[0], &b.GVF[0], &b.GVR[0], &b.GBF[0], &b.GBR[0],
	})
	return true
}

// adamFast steps as many weights as the assembly can and says how many.
func adamFast(a *Adam, x weights) int {
	n := len(x.w) / 8 * 8
	if !hasAVX2 || n == 0 {
		return 0
	}
	adamAVX2(uintptr(n), a, &x.w[0], &x.g[0], &x.m[0], &x.v[0])
	return n
}
