package when

import (
	"github.com/casus-project/casus"
)

// bound is what the words before an expression make of its ends.
type bound uint8

const (
	noBound     bound = iota
	boundSince        // open end
	boundUntil        // open beginning, the expression included
	boundBefore       // open beginning, the expression excluded
	boundAfter        // open end, the expression excluded
)

// bounds finds the bound words, the intervals and the events that expressions are relative to.
func (s *scan) bounds() {
	for i := range s.specs {
		p := &s.specs[i]
		p.pair = 0
		s.eventAfter(i)
	}
	for i := range s.specs {
		p := &s.specs[i]
		if i+1 < len(s.specs) && s.pairs(i) {
			p.pair, s.specs[i+1].pair = i+2, -(i + 1)
			continue
		}
		if p.pair != 0 {
			continue
		}
		at := p.first - 1
		if s.lit(at, "the") {
			at--
		}
		switch {
		case s.lit(at, "since"):
			p.bound = boundSince
		case s.lit(at, "until", "till", "through", "by", "til"):
			p.bound = boundUntil
		case s.lit(at, "to") && s.lit(at-1, "prior"), s.lit(at, "before"):
			p.bound = boundBefore
		case s.lit(at, "after"):
			p.bound = boundAfter
		case s.lit(at, "from") && s.lit(p.last, "on", "onwards", "onward", "forward"), s.lit(p.last, "onwards", "onward"):
			p.bound = boundSince
		case s.lit(at, "starting", "beginning", "effective"), s.lit(at, "from", "on", "in") && s.lit(at-1, "starting", "beginning"):
			p.bound = boundSince
		}
	}
}

// pairs reports whether expressions i and i+1 are the ends of an interval.
func (s *scan) pairs(i int) bool {
	a, b := &s.specs[i], &s.specs[i+1]
	if !a.dated() || !b.dated() || a.pair != 0 {
		return false
	}
	before := a.first - 1
	if s.lit(before, "the") {
		before--
	}
	mid := a.last
	n := b.first - mid
	if n == 2 && s.lit(mid+1, "the") {
		n = 1
	}
	if n == 2 && s.lit(mid, "up", ",") && s.lit(mid+1, "to", "until", "through") {
		n = 1
		mid++
	}
	if n != 1 {
		return false
	}
	switch {
	case s.lit(mid, "to", "until", "till", "through", "thru"):
		return s.lit(before, "from", "between") || a.sameShape(b)
	case s.lit(mid, "-", "–"):
		return a.sameShape(b)
	case s.lit(mid, "and"):
		return s.lit(before, "between")
	}
	return false
}

// dated reports whether the expression has a place in the calendar.
func (p *spec) dated() bool {
	switch p.kind {
	case kAbs, kShift, kDeictic, kNarr, kDecade, kClock, kCentury, kEpoch:
		return true
	}
	return false
}

func (p *spec) sameShape(q *spec) bool {
	return p.kind == q.kind && (p.m > 0) == (q.m > 0) && (p.d > 0) == (q.d > 0) && (p.wd > 0) == (q.wd > 0)
}

// bind writes the ends that bound words give into the resolved times.
func (s *scan) bind(i int, out []casus.When) {
	p, w := &s.specs[i], &out[i]
	if p.pair > 0 {
		v := &out[p.pair-1]
		s.interval(p, &s.specs[p.pair-1], w, v)
		return
	}
	if p.kind == kDur || p.kind == kSet || p.kind == kRef || w.From == "" {
		return
	}
	switch p.bound {
	case boundSince:
		w.Until = ""
	case boundUntil:
		w.From = ""
	case boundBefore:
		if p.part != "" && !p.timed {
			return // "before dawn on Saturday" is on Saturday
		}
		if !s.inclusive(p) {
			w.Until = shiftDate(w.From, -1)
		}
		w.From = ""
	case boundAfter:
		if p.part != "" && !p.timed {
			return
		}
		w.From = shiftDate(w.Until, 1)
		w.Until = ""
	}
	switch p.mod {
	case "BEFORE":
		w.From, w.Until = "", shiftDate(w.From, -1)
	case "AFTER":
		w.From, w.Until = shiftDate(w.Until, 1), ""
	}
}

// inclusive reports whether "before" the expression means up to its last day: "before the end of the year", "before the
// month is out".
func (s *scan) inclusive(p *spec) bool {
	return p.mod == "END" || s.lit(p.last, "is", "was") && s.lit(p.last+1, "out", "over", "up") || s.lit(p.last, "ends", "ended")
}

// interval gives both ends of a pair the whole of it. An end that has no year of its own follows the other.
func (s *scan) interval(a, b *spec, w, v *casus.When) {
	if w.From == "" || v.Until == "" {
		return
	}
	from, until := w.From, v.Until
	if until < from {
		if a.y == 0 && b.y > 0 && a.kind == kAbs && a.m > 0 {
			if st, ok := a.in(b.y); ok {
				w.Value, from = st.value, st.from.String()
			}
		}
		if until < from {
			return
		}
	}
	if a.y == 0 && b.y > 0 && a.kind == kAbs && a.m > 0 && !a.timed {
		if st, ok := a.in(b.y); ok && st.from.String() <= until {
			w.Value, from, w.Basis = st.value, st.from.String(), casus.BasisExplicit
		}
	}
	w.From, w.Until, v.From, v.Until = from, until, from, until
}

// shiftDate is a date or date-time of ours n days later; date-times stay as they are.
func shiftDate(date string, n int) string {
	if len(date) != len("2006-01-02") {
		return date
	}
	return (dayOf(atoi(date[:4]), atoi(date[5:7]), atoi(date[8:])) + day(n)).String()
}

// eventAfter marks "hours after the capture": a count of units followed by "after", "before" and something that is no
// time itself.
func (s *scan) eventAfter(i int) {
	p := &s.specs[i]
	plain := p.kind == kDur && p.dir == 0
	if !plain && !(p.kind == kOffset && p.anchor == fromNarrative) && !(p.kind == kNarr && p.dir != 0) {
		return
	}
	at := p.last
	dir := p.dir
	if plain {
		switch {
		case s.lit(at, "after", "following", "into"):
			dir, at = 1, at+1
		case s.lit(at, "before", "prior", "ahead", "earlier"):
			dir, at = -1, at+1
			if s.lit(at, "to", "of") {
				at++
			}
		default:
			return
		}
	} else if !s.lit(at-1, "after", "before") {
		return
	}
	if at >= len(s.atoms) || s.sentenceEnd(p) <= at {
		return
	}
	if c := s.text[s.atoms[at].start]; !letter(c) && !digit(c) {
		return
	}
	if i+1 < len(s.specs) && s.specs[i+1].first <= at+1 {
		return // "two days after Christmas" is relative to a time
	}
	if p.kind == kNarr {
		p.n = 1
	}
	p.kind, p.anchor, p.dir = kOffset, fromEvent, dir
	p.eventFirst = int(s.atoms[at].token)
	p.eventLast = s.phraseEnd(at)
}

// sentenceEnd is the atom after the last of the sentence that holds the spec.
func (s *scan) sentenceEnd(p *spec) int {
	for _, f := range s.sents {
		if f > p.first {
			return f
		}
	}
	return len(s.atoms)
}

// phraseEnd is the token after the phrase that begins at atom at: it ends at a comma, a stop or after twelve words.
func (s *scan) phraseEnd(at int) int {
	end := s.sents[len(s.sents)-1]
	for _, f := range s.sents {
		if f > at {
			end = f
			break
		}
	}
	if end <= at {
		end = len(s.atoms)
	}
	i := at
	for i < end && i < at+12 {
		if c := s.text[s.atoms[i].start]; i > at && !letter(c) && !digit(c) && c != '\'' && c != '-' {
			break
		}
		i++
	}
	return int(s.atoms[i-1].token) + 1
}
