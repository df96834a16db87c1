#include "textflag.h"

// The operations of stepBackPlain and Adam.Step in their order, each rounded. No FMA.

DATA ones<>+0(SB)/4, $0x3f800000
DATA ones<>+4(SB)/4, $0x3f000000
GLOBL ones<>(SB), RODATA|NOPTR, $8

// func stepBackAVX2(n uintptr, args *backArgs)
TEXT ·stepBackAVX2(SB), NOSPLIT, $0-16
	MOVQ n+0(FP), BX
	MOVQ args+8(FP), AX
	SHLQ $2, BX              // bytes of a block
	XORQ CX, CX              // bytes done
	VBROADCASTSS ones<>+0(SB), Y15
	VBROADCASTSS ones<>+4(SB), Y14
	MOVQ 0(AX), R8           // old
	MOVQ 32(AX), R9          // u
	MOVQ 40(AX), R10         // g
	MOVQ 64(AX), R11         // vf
	MOVQ 72(AX), R12         // vr
	LEAQ (R9)(BX*1), SI      // u, second block
	LEAQ (R9)(BX*2), DI      // u, third block

loop:
	VMOVUPS (R8)(CX*1), Y0   // old
	VMULPS (R11)(CX*1), Y0, Y1
	VADDPS (SI)(CX*1), Y1, Y1
	MOVQ 80(AX), DX
	VADDPS (DX)(CX*1), Y1, Y1 // af
	VMULPS (R12)(CX*1), Y0, Y2
	VADDPS (DI)(CX*1), Y2, Y2
	MOVQ 88(AX), DX
	VADDPS (DX)(CX*1), Y2, Y2 // ar
	VMULPS Y1, Y1, Y3
	VADDPS Y3, Y15, Y3       // 1+af²
	VSQRTPS Y3, Y4
	VDIVPS Y4, Y1, Y1        // af/√
	VMULPS Y14, Y1, Y1
	VADDPS Y14, Y1, Y1       // f
	VMULPS Y4, Y3, Y3
	VDIVPS Y3, Y14, Y3       // slope(af)
	VMULPS Y2, Y2, Y4
	VADDPS Y4, Y15, Y4
	VSQRTPS Y4, Y5
	VDIVPS Y5, Y2, Y2
	VMULPS Y14, Y2, Y2
	VADDPS Y14, Y2, Y2       // r
	VMULPS Y5, Y4, Y4
	VDIVPS Y4, Y14, Y4       // slope(ar)
	MOVQ 24(AX), DX
	VMOVUPS (DX)(CX*1), Y5   // dh
	VMULPS Y2, Y5, Y6
	MOVQ 16(AX), DX
	VADDPS (DX)(CX*1), Y6, Y6 // dc
	MOVQ 8(AX), DX
	VMOVUPS (DX)(CX*1), Y7   // now
	MOVQ 48(AX), DX
	VSUBPS (DX)(CX*1), Y7, Y7
	VMULPS Y7, Y5, Y7
	VMULPS Y4, Y7, Y7        // dar
	VSUBPS (R9)(CX*1), Y0, Y8
	VMULPS Y8, Y6, Y8
	VMULPS Y3, Y8, Y8        // daf
	VSUBPS Y2, Y15, Y2
	VMULPS Y2, Y5, Y2
	MOVQ 56(AX), DX
	VADDPS (DX)(CX*1), Y2, Y2
	VMOVUPS Y2, (DX)(CX*1)   // gxh
	VSUBPS Y1, Y15, Y9
	VMULPS Y9, Y6, Y9
	VADDPS (R10)(CX*1), Y9, Y9
	VMOVUPS Y9, (R10)(CX*1)  // g
	LEAQ (R10)(BX*1), DX
	VADDPS (DX)(CX*1), Y8, Y9
	VMOVUPS Y9, (DX)(CX*1)
	LEAQ (R10)(BX*2), DX
	VADDPS (DX)(CX*1), Y7, Y9
	VMOVUPS Y9, (DX)(CX*1)
	MOVQ 96(AX), DX
	VMULPS Y0, Y8, Y9
	VADDPS (DX)(CX*1), Y9, Y9
	VMOVUPS Y9, (DX)(CX*1)   // gvf
	MOVQ 104(AX), DX
	VMULPS Y0, Y7, Y9
	VADDPS (DX)(CX*1), Y9, Y9
	VMOVUPS Y9, (DX)(CX*1)   // gvr
	MOVQ 112(AX), DX
	VADDPS (DX)(CX*1), Y8, Y9
	VMOVUPS Y9, (DX)(CX*1)   // gbf
	MOVQ 120(AX), DX
	VADDPS (DX)(CX*1), Y7, Y9
	VMOVUPS Y9, (DX)(CX*1)   // gbr
	VMULPS Y1, Y6, Y6
	VMULPS (R11)(CX*1), Y8, Y8
	VADDPS Y8, Y6, Y6
	VMULPS (R12)(CX*1), Y7, Y7
	VADDPS Y7, Y6, Y6
	MOVQ 16(AX), DX
	VMOVUPS Y6, (DX)(CX*1)   // dc
	ADDQ $32, CX
	CMPQ CX, BX
	JLT  loop
	VZEROUPPER
	RET

// func adamAVX2(n uintptr, a *Adam, w, grad, m, v *float32)
TEXT ·adamAVX2(SB), NOSPLIT, $0-48
	MOVQ n+0(FP), BX
	MOVQ a+8(FP), AX
	MOVQ w+16(FP), DI
	MOVQ grad+24(FP), SI
	MOVQ m+32(FP), R8
	MOVQ v+40(FP), R9
	VBROADCASTSS 0(AX), Y10
	VBROADCASTSS 4(AX), Y11
	VBROADCASTSS 8(AX), Y12
	VBROADCASTSS 12(AX), Y13
	VBROADCASTSS 16(AX), Y14
	VXORPS Y15, Y15, Y15
	SHLQ $2, BX
	XORQ CX, CX

adam:
	VMULPS (SI)(CX*1), Y10, Y0 // x
	VMOVUPS (R8)(CX*1), Y1
	VSUBPS Y1, Y0, Y2
	VMULPS Y11, Y2, Y2
	VADDPS Y2, Y1, Y1
	VMOVUPS Y1, (R8)(CX*1)
	VMOVUPS (R9)(CX*1), Y2
	VMULPS Y0, Y0, Y0
	VSUBPS Y2, Y0, Y0
	VMULPS Y12, Y0, Y0
	VADDPS Y0, Y2, Y2
	VMOVUPS Y2, (R9)(CX*1)
	VSQRTPS Y2, Y2
	VADDPS Y14, Y2, Y2
	VMULPS Y13, Y1, Y1
	VDIVPS Y2, Y1, Y1
	VMOVUPS (DI)(CX*1), Y0
	VSUBPS Y1, Y0, Y0
	VMOVUPS Y0, (DI)(CX*1)
	VMOVUPS Y15, (SI)(CX*1)
	ADDQ $32, CX
	CMPQ CX, BX
	JLT  adam
	VZEROUPPER
	RET
