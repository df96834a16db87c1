package when

import (
	"time"

	"github.com/casus-project/casus"
)

// minEntries is how many clock times that open sentences make a live report.
const minEntries = 3

// entriesOfYesterday puts the entries of a live report that runs past midnight on the day before publication: "18:40 … 23:30 …
// 05:10" ends on the day on which it was published.
func (s *scan) entriesOfYesterday(out []casus.When) {
	if !s.known {
		return
	}
	var entries []int
	midnight := -1 // the entry that the new day begins with
	for i := range s.specs {
		if !s.opensEntry(i) {
			continue
		}
		if n := len(entries); n > 0 && s.specs[i].clock < s.specs[entries[n-1]].clock {
			if midnight >= 0 {
				return // no one night: the entries are in another order
			}
			midnight = n
		}
		entries = append(entries, i)
	}
	if midnight < 0 || len(entries) < minEntries {
		return
	}
	today, before := s.dct.String(), (s.dct - 1).String()
	for _, i := range entries[:midnight] {
		w := &out[i]
		for _, end := range []*string{&w.From, &w.Until, &w.Value} {
			if n := len(time.DateOnly); len(*end) > n && (*end)[:n] == today {
				*end = before + (*end)[n:]
			}
		}
	}
}

// opensEntry reports whether expression i is a clock time in figures, without a day or a zone, that opens a sentence.
func (s *scan) opensEntry(i int) bool {
	p := &s.specs[i]
	if p.kind != kClock || !p.timed || p.zone != "" || p.pair != 0 || p.bound != noBound {
		return false
	}
	a := &s.atoms[p.first]
	if !digit(s.text[a.start]) || !digit(s.text[s.atoms[p.last-1].end-1]) {
		return false
	}
	if p.first == 0 || s.lit(p.first-1, ".", "!", "?") {
		return !s.lit(p.last, ",")
	}
	return false
}
