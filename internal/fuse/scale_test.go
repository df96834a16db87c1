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

// TestScale fuses many synthetic documents and then adds a few more one by one. It holds what does not hang on the machine: that
// the second half costs about what the first did, and one more document about what one of many did. With -scale 100000 -v it
// prints what the documentation quotes.
func TestScale(t *testing.T) {
	pages := synthetic(*scale+200, 11)
	f := New(Options{})
	var fresh []int32
	take := func(pages []Page) time.Duration {
		start := time.Now()
		for _, p := range pages {
			fresh = append(fresh, f.take(p)...)
		}
		return time.Since(start)
	}
	first, second := take(pages[:*scale/2]), take(pages[*scale/2:*scale])
	start := time.Now()
	f.regroup(fresh)
	batch := first + second + time.Since(start)
	var each []time.Duration
	for _, p := range pages[*scale:] {
		at := time.Now()
		f.Add(p)
		each = append(each, time.Since(at))
	}
	slices.Sort(each)
	start = time.Now()
	p := f.Picture()
	picture := time.Since(start)
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	t.Logf("%d documents, %d mentions: compared in %v, fused in %v; one more: median %v, worst %v; %d events printed in %v; heap %d MB",
		*scale, len(f.nodes), first+second, batch, each[len(each)/2], each[len(each)-1], len(p.Events), picture, mem.HeapAlloc>>20)
	if second > 5*first {
		t.Errorf("the first half took %v, the second %v", first, second)
	}
	if one, mean := each[len(each)/2], batch/time.Duration(*scale); one > 10*mean {
		t.Errorf("one more document took %v, one of many %v", one, mean)
	}
}

// TestSettleScale settles the parties of many synthetic documents: what is looked at grows with their number, not with its square,
// which it would without a bound. With -scale 100000 -v it prints what the documentation quotes.
func TestSettleScale(t *testing.T) {
	n := max(*scale, 3000) // of fewer the bound is never reached
	pages := synthetic(n, 11)
	start := time.Now()
	s := newSettler(pages, Options{}.filled())
	for i := range pages {
		s.page(pages, i)
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	unbounded := 0
	for _, list := range s.having {
		unbounded += len(list) * len(list)
	}
	t.Logf("%d documents: settled in %v, %d entries looked at of %d; heap %d MB", n, time.Since(start), s.looked, unbounded, mem.HeapAlloc>>20)
	if bound := likeLooks * n; s.looked == 0 || s.looked > bound || unbounded <= bound {
		t.Errorf("looked at %d entries, the bound is %d, without it %d", s.looked, bound, unbounded)
	}
}
