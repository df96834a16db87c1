package when

import (
	"github.com/casus-project/casus/internal/ling"
)

// reach is how many atoms before its first core word an expression may begin.
const reach = 6

// specsOf reads every expression of the text, unresolved.
func (s *scan) specsOf() {
	s.specs = s.specs[:0]
	for n, first := range s.sents {
		s.end = len(s.atoms)
		if n+1 < len(s.sents) {
			s.end = s.sents[n+1]
		}
		from := len(s.specs)
		s.sentence(first)
		s.merge(from)
		s.shareYears(from)
		s.settle(from, first)
	}
}

// sentence finds the expressions between first and s.end, the longest at each place.
func (s *scan) sentence(first int) {
	core := first
	for i := first; i < s.end; {
		for core < s.end && (core < i || s.atoms[core].mask&coreMask == 0) {
			core++
		}
		if core >= s.end {
			return
		}
		if core-i > reach {
			i = core - reach
		}
		p, ok := s.expression(i)
		if !ok {
			i++
			continue
		}
		s.specs = append(s.specs, p)
		i = p.last
	}
}

// expression is the longest expression that begins at atom i, with what modifies it before.
func (s *scan) expression(i int) (spec, bool) {
	best, ok := s.rules(i)
	a := &s.atoms[i]
	if a.is(cMod) {
		if sn, next := s.sense(i, cMod); next > 0 && next < s.end {
			if p, found := s.rules(next); found && p.modifiable() && p.last > best.last {
				p.mod, p.first, ok, p.unsure = sn.value, i, true, p.unsure && p.kind != kNarr && p.kind != kAbs && p.kind != kPart
				best = p
			}
		}
	}
	if a.is(cApprox) {
		if sn, next := s.sense(i, cApprox); next > 0 && next < s.end {
			if p, found := s.rules(next); found && p.countable() && p.last > best.last {
				p.approx, p.first, ok = sn.value, i, true
				best = p
			}
		}
	}
	return best, ok
}

// modifiable reports whether "early", "the end of" and the like can stand before the expression.
func (p *spec) modifiable() bool {
	switch p.kind {
	case kAbs, kShift, kDeictic, kNarr, kDecade, kCentury, kPart:
		return p.mod == ""
	}
	return false
}

// countable reports whether "about", "more than" can belong to the expression.
func (p *spec) countable() bool { return p.kind == kDur || p.kind == kOffset || p.kind == kClock }

// rules is the longest match of a rule at i; of equally long ones the earlier line of the table.
func (s *scan) rules(i int) (best spec, ok bool) {
	a := &s.atoms[i]
	order := -1
	try := func(list []*rule) {
		for _, r := range list {
			s.slots = s.slots[:0]
			end := s.match(r.elems, i)
			if end < 0 || end < best.last || end == best.last && order >= 0 && r.order > order {
				continue
			}
			for end > i+1 && s.lit(end-1, ",") { // an optional year that was not there
				end--
			}
			p, fits := r.op(s, s.slots)
			if !fits {
				continue
			}
			p.first, p.last, p.rule = i, end, r.name
			best, ok, order = p, true, r.order
		}
	}
	if a.word != nil {
		try(s.e.rules.byWord[a.word.id])
	}
	for m, c := a.mask, class(0); m != 0; m, c = m>>1, c+1 {
		if m&1 != 0 {
			try(s.e.rules.byClass[c])
		}
	}
	return best, ok
}

// settle drops the unsure expressions of a sentence for which nothing speaks.
func (s *scan) settle(from, first int) {
	out := s.specs[:from]
	for _, p := range s.specs[from:] {
		if p.unsure && p.mod == "" && !s.supported(&p, first) {
			continue
		}
		if p.kind == kPart && p.unsure {
			continue
		}
		if p.kind == kNone || p.needMod && p.mod == "" {
			continue
		}
		out = append(out, p)
	}
	s.specs = out
}

// supported reports whether the word before an unsure month, weekday or season makes it a time.
func (s *scan) supported(p *spec, first int) bool {
	if s.tagged && s.t.Tokens[s.atoms[p.first].token].UPOS == ling.VERB {
		return false // "for guns to fall silent"
	}
	if p.kind != kAbs || p.first == first || p.wd > 0 {
		return p.kind == kNarr && p.unit != ""
	}
	return s.lit(p.first-1, "in", "of", "since", "until", "till", "by", "from", "to", "through", "during", "between", "and",
		"before", "after", "last", "next", "this", "every", "each")
}

// isYear reports whether the four digits at i are a year: not a count, an amount or a name's number.
func (s *scan) isYear(i int) bool {
	a := &s.atoms[i]
	v := int(a.num)
	if a.digits == 3 || a.digits == 2 {
		return s.isShortYear(i)
	}
	if c := s.text[a.start]; a.digits == 0 && !letter(c) && !digit(c) { // "in '94", and not "the 5' 94"
		return s.lit(i-1, "in", "since", "until", "by", "from", "to", "between", "of", "during", "before", "after", "summer", "spring", "fall", "winter", "autumn", "late", "early")
	}
	if a.digits != 4 || v < 1000 || v > 2199 {
		return false
	}
	if p := s.at(i - 1); p != nil && i > 0 {
		switch s.text[p.start:p.end] {
		case "$", "£", "€", "#", "No.", "Flight", "flight", "Highway", "Room", "room", "No", "Resolution", "resolution", "/", "¥", "Boeing", "x", "×", "US$":
			return false
		}
		if a.glued && s.lit(i-1, "-", ".", "+", ":") && !s.lit(i-2, "post", "pre") && !s.secondYear(i) {
			return false
		}
	}
	if n := s.at(i + 1); n != nil && i+1 < s.end {
		if n.glued && (s.lit(i+1, ":", ".") && s.gluedAt(i+2) || s.text[n.start] == '/') || s.lit(i+1, "%") {
			return false
		}
		if s.e.counted[s.text[n.start:n.end]] {
			return false
		}
	}
	if v >= 1700 && v < 2060 || s.tagged && v < 1700 && !s.counts(i) {
		return true
	}
	return s.lit(i-1, "in", "since", "until", "by", "from", "to", "between", "of", "year", "circa", "around", "before", "after", "c.")
}

// secondYear reports whether the four digits at i end "1988-1989".
func (s *scan) secondYear(i int) bool {
	if i < 2 || !s.lit(i-1, "-") || !s.atoms[i-1].glued {
		return false
	}
	a := &s.atoms[i-2]
	return a.digits == 4 && a.is(cYear) && a.num < s.atoms[i].num && s.atoms[i].num-a.num <= 120 && (i < 3 || !a.glued || !s.lit(i-3, "-", ".", "+", ":", "/"))
}

// gluedAt reports whether a digit follows without a space at atom i.
func (s *scan) gluedAt(i int) bool {
	return i < len(s.atoms) && s.atoms[i].glued && digit(s.text[s.atoms[i].start])
}

// counts reports whether the tree takes the number at i for a count of something.
func (s *scan) counts(i int) bool {
	tok := &s.t.Tokens[s.atoms[i].token]
	return tok.Rel == ling.Nummod || int(s.atoms[i].token)+1 < len(s.t.Tokens) && s.t.Tokens[s.atoms[i].token+1].XPOS == ling.NNS
}

// isAge reports whether "old", "-old" or "of age" stands at i.
func (s *scan) isAge(i int) bool {
	if s.lit(i, "-") {
		i++
	}
	return s.lit(i, "old", "olds", "older", "younger") || s.lit(i, "of") && s.lit(i+1, "age")
}

// isOrdinary refuses "a second", "a quarter" and the like as durations.
func (s *scan) isOrdinary(b bindings, last int) bool {
	if q, ok := b.get(cQty, 0); ok && s.lit(q.atom, "a", "an") && q.sense.value == "1" {
		switch unitOf(b, 0) {
		case "S", "Q", "WE", "NIGHT":
			return true
		}
	}
	return s.lit(last+1, "of") && unitOf(b, 0) == "Q" || unitOf(b, 0) == "S" && !b.has(cUnits)
}

// tagged reports whether the text carries parts of speech.
func tagged(t *ling.Text) bool {
	for i := range min(len(t.Tokens), 20) {
		if t.Tokens[i].XPOS != ling.NoTag {
			return true
		}
	}
	return false
}

// firstDate is the first date of the text that has day, month and year.
func (s *scan) firstDate() (day, bool) {
	for i := range s.specs {
		p := &s.specs[i]
		if p.kind == kAbs && p.y > 0 && p.m > 0 && p.d > 0 && p.d <= monthDays(p.y, p.m) {
			return dayOf(p.y, p.m, p.d), true
		}
	}
	return 0, false
}

// tellsHistory reports whether at least two dates with a year, and most of them, are of years well before
// that of publication, or after it though told as past.
func (s *scan) tellsHistory() bool {
	y, _, _ := s.dct.date()
	old, all := 0, 0
	for i := range s.specs {
		p := &s.specs[i]
		if p.kind == kAbs && p.y > 0 {
			all++
			if !s.known || p.y < y-1 || p.y > y+1 && s.direction(p) < 0 {
				old++
			}
		}
		if p.kind == kDeictic || p.kind == kAbs && p.wd > 0 && p.d == 0 {
			if s.known && p.first < s.leadEnd() {
				return false // a report of the day, whatever it looks back on
			}
			all++
		}
	}
	return old >= 2 && 2*old > all
}

// leadEnd is the atom after the sentences that a text opens with.
func (s *scan) leadEnd() int {
	if len(s.sents) <= storyLead {
		return len(s.atoms)
	}
	return s.sents[storyLead]
}

// isRate reports whether "a week" at i says how often: "four flights a week", "$5 a year".
func (s *scan) isRate(i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		a := &s.atoms[k]
		if a.is(cNum) && !a.is(cYear) || s.lit(k, "times", "twice", "once", "$", "£", "€") {
			return true
		}
		if c := s.text[a.start]; !letter(c) && !digit(c) && c != '-' || s.lit(k, "for", "in", "of", "within", "about", "after", "and", "than", "nearly", "almost") {
			return false
		}
	}
	return false
}
