package fuse

import (
	"flag"
	"runtime"
	"slices"
	"testing"
	"time"
)

// scale is how many synthetic documents TestScale fuses; issue figures are for 100,000.
var scale = flag.Int("scale", 800, "synthetic documents to fuse in TestScale")

// TestScale fuses many synthetic documents and then adds a few more one by one. At 800 documents it holds limits
// that a slow machine meets; with -scale 100000 -v it prints what the documentation quotes.
func TestScale(t *testing.T) {
	pages := synthetic(*scale+200, 11)
	start := time.Now()
	f := New(Options{})
	var fresh []int32
	for _, p := range pages[:*scale] {
		fresh = append(fresh, f.take(p)...)
	}
	compared := time.Since(start)
	f.regroup(fresh)
	batch := time.Since(start)
	var worst []time.Duration
	for _, p := range pages[*scale:] {
		at := time.Now()
		f.Add(p)
		worst = append(worst, time.Since(at))
	}
	slices.Sort(worst)
	start = time.Now()
	p := f.Picture()
	picture := time.Since(start)
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	t.Logf("%d documents, %d mentions: compared in %v, fused in %v; one more: median %v, worst %v; %d events printed in %v; heap %d MB",
		*scale, len(f.nodes), compared, batch, worst[len(worst)/2], worst[len(worst)-1], len(p.Events), picture, mem.HeapAlloc>>20)
	if per := batch / time.Duration(*scale); per > 20*time.Millisecond {
		t.Errorf("%v for each document", per)
	}
	if w := worst[len(worst)*99/100]; w > 200*time.Millisecond {
		t.Errorf("one more document took %v", w)
	}
}

// TestSettleScale settles the parties of many synthetic documents. The limit holds at 800 documents; with -scale 100000 -v
// it prints what the documentation quotes.
func TestSettleScale(t *testing.T) {
	pages := synthetic(*scale, 11)
	start := time.Now()
	Settle(pages, Options{})
	took := time.Since(start)
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	t.Logf("%d documents: settled in %v; heap %d MB", *scale, took, mem.HeapAlloc>>20)
	if per := took / time.Duration(*scale); per > 20*time.Millisecond {
		t.Errorf("%v for each document", per)
	}
}
