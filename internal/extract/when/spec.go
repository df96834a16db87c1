package when

// kind is how a spec is resolved.
type kind uint8

const (
	kNone    kind = iota
	kAbs          // a calendar date with parts missing: "4 January", "Friday", "the third quarter"
	kShift        // "last week"
	kDeictic      // "yesterday"
	kOffset       // "three days ago", "two days later"
	kNarr         // "the following day"
	kDur          // "three days"
	kSet          // "every week"
	kRef          // "now"
	kPart         // "morning" without a day
	kClock        // "7:50 a.m." without a day
	kDecade       // "the 1990s"
	kCentury      // "the 19th century"
	kRange        // "4-7 January"
	kPeriod       // "the year-ago quarter"
	kYearEnd      // "year-end"
	kEpoch        // "the Cold War"
	kFeast        // a holiday whose date moves by another calendar
)

// anchor is what a relative spec counts from.
type anchor uint8

const (
	fromPublication anchor = iota
	fromNarrative          // another time of the text
	fromEvent              // something that happened, said next to it
)

// spec is what an expression says before it is anchored.
type spec struct {
	first, last int // atoms
	rule        string
	kind        kind
	y, m, d, wd int
	q, half     int
	season      string
	holiday     string
	y2, m2, d2  int // the end of a range
	fiscal      bool

	shifted  bool // whether shift is given
	shift    int  // -1 last, 0 this, 1 next
	yshift   int  // of the year: "the third quarter of last year"
	yearSet  bool
	sameYear bool // "March of the same year"

	unit   string
	n, n2  float64 // count of units and, for "two years and three months", of unit2
	unit2  string
	vague  bool
	dir    int // -1 before, 1 after
	anchor anchor

	part    string // part of the day: MO, AF, EV, NI
	clock   int32
	timed   bool // whether clock is given
	zone    string
	mod     string
	approx  string
	value   string
	needMod bool // a time only after "early", "later in" and the like
	unsure  bool // rests on a word that is as often something else

	// What the bound words before it say.
	bound      bound
	pair       int // index of the other end of an interval, plus one
	eventFirst int // tokens of the event it is relative to, half-open
	eventLast  int
}

// dayish reports whether the spec names a day.
func (p *spec) dayish() bool {
	switch p.kind {
	case kAbs:
		return p.d > 0 || p.wd > 0 || p.holiday != ""
	case kDeictic:
		return true
	case kNarr:
		return p.unit == "D" || p.wd > 0 || p.d > 0
	case kOffset:
		return p.unit == "D" && !p.vague
	}
	return false
}

// hasClock reports whether the spec names a time of the day.
func (p *spec) timeOfDay() bool { return p.timed || p.part != "" }
