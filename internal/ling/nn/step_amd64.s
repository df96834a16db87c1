#include "textflag.h"

DATA one<>+0(SB)/4, $0x3f800000
GLOBL one<>(SB), RODATA, $4
DATA half<>+0(SB)/4, $0x3f000000
GLOBL half<>(SB), RODATA, $4

// Eight values at a time of Cell.Step, operation for operation as in Go: no FMA, no approximate reciprocals.
// func stepAVX2(n uintptr, c, h, u, xh, vf, vr, bf, br *float32)
TEXT ·stepAVX2(SB), NOSPLIT, $0-72
	MOVQ n+0(FP), CX
	MOVQ c+8(FP), DI
	MOVQ h+16(FP), SI
	MOVQ u+24(FP), DX
	MOVQ xh+32(FP), R8
	MOVQ vf+40(FP), R9
	MOVQ vr+48(FP), R10
	MOVQ bf+56(FP), R11
	MOVQ br+64(FP), R12
	LEAQ (DX)(CX*4), R13
	LEAQ (R13)(CX*4), AX
	VBROADCASTSS one<>(SB), Y14
	VBROADCASTSS half<>(SB), Y15
	XORQ BX, BX

step:
	VMOVUPS (DI)(BX*4), Y0       // old
	VMULPS  (R9)(BX*4), Y0, Y1
	VADDPS  (R13)(BX*4), Y1, Y1
	VADDPS  (R11)(BX*4), Y1, Y1  // forget gate before the sigmoid
	VMULPS  (R10)(BX*4), Y0, Y2
	VADDPS  (AX)(BX*4), Y2, Y2
	VADDPS  (R12)(BX*4), Y2, Y2  // output gate before the sigmoid
	VMULPS  Y1, Y1, Y3
	VADDPS  Y14, Y3, Y3
	VSQRTPS Y3, Y3
	VDIVPS  Y3, Y1, Y1
	VMULPS  Y15, Y1, Y1
	VADDPS  Y15, Y1, Y1          // f
	VMULPS  Y2, Y2, Y3
	VADDPS  Y14, Y3, Y3
	VSQRTPS Y3, Y3
	VDIVPS  Y3, Y2, Y2
	VMULPS  Y15, Y2, Y2
	VADDPS  Y15, Y2, Y2          // r
	VMULPS  Y1, Y0, Y4
	VSUBPS  Y1, Y14, Y5
	VMULPS  (DX)(BX*4), Y5, Y5
	VADDPS  Y5, Y4, Y4           // now
	VMOVUPS Y4, (DI)(BX*4)
	VMULPS  Y2, Y4, Y6
	VSUBPS  Y2, Y14, Y7
	VMULPS  (R8)(BX*4), Y7, Y7
	VADDPS  Y7, Y6, Y6
	VMOVUPS Y6, (SI)(BX*4)
	ADDQ    $8, BX
	CMPQ    BX, CX
	JLT     step
	VZEROUPPER
	RET

// func addAVX2(n uintptr, to, x *float32)
TEXT ·addAVX2(SB), NOSPLIT, $0-24
	MOVQ n+0(FP), CX
	MOVQ to+8(FP), DI
	MOVQ x+16(FP), SI
	XORQ BX, BX

add:
	VMOVUPS (DI)(BX*4), Y0
	VADDPS  (SI)(BX*4), Y0, Y0
	VMOVUPS Y0, (DI)(BX*4)
	ADDQ    $8, BX
	CMPQ    BX, CX
	JLT     add
	VZEROUPPER
	RET
