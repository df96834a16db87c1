package when

import (
	"strings"
	"testing"
)

// BenchmarkFind reads news-like sentences with a time expression about every twelve words.
func BenchmarkFind(b *testing.B) {
	text := strings.Repeat(`The ministry said on Tuesday that three soldiers had been killed near the border since early January.
Residents of the northern town, which rebels took in March 2019 after a siege of two weeks, said the shelling began at 7:50 a.m. local time.
The government has not commented, and aid groups say that roads to the south are closed and that supplies are running low in both camps.
`, 40)
	t := words(text, "2026-01-07")
	e := New(Options{})
	b.ReportAllocs()
	for b.Loop() {
		e.Find(t)
	}
	b.ReportMetric(float64(len(t.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
