package casus

import "time"

// Grain is the unit to which a time is known.
type Grain string

// The grains, from fine to coarse.
const (
	Second  Grain = "second"
	Minute  Grain = "minute"
	Hour    Grain = "hour"
	Part    Grain = "part" // a part of a day: morning, night
	Day     Grain = "day"
	Weekend Grain = "weekend"
	Week    Grain = "week"
	Month   Grain = "month"
	Season  Grain = "season"
	Quarter Grain = "quarter"
	Year    Grain = "year"
	Decade  Grain = "decade"
	Century Grain = "century"
)

// TimexType is TIMEX3's type of a time expression (ISO-TimeML).
type TimexType string

// The TIMEX3 types.
const (
	TimexDate     TimexType = "DATE"
	TimexTime     TimexType = "TIME"
	TimexDuration TimexType = "DURATION"
	TimexSet      TimexType = "SET"
)

// Basis says what a time was worked out from.
type Basis string

// The bases of a time. There is no basis "default": a mention whose time nobody states has no When.
const (
	BasisExplicit    Basis = "explicit"    // the words alone name it
	BasisPublication Basis = "publication" // relative to the day of publication
	BasisNarrative   Basis = "narrative"   // relative to another time of the text
	BasisEvent       Basis = "event"       // relative to another event ("hours after the capture")
	BasisDocument    Basis = "document"    // stated elsewhere in the text for the same happening
)

// When is a time with the words it comes from. From and Until are inclusive local dates ("2026-01-04") or
// date-times ("2026-01-04T07:50"); "" is unknown. An open end has Until "".
type When struct {
	Span  Span      `json:"span"`
	Text  string    `json:"text"`
	Type  TimexType `json:"type"`
	Value string    `json:"value,omitempty"` // TIMEX3 value, e.g. "2026-W01", "P3D"
	Mod   string    `json:"mod,omitempty"`   // TIMEX3 mod, e.g. "START", "APPROX"
	From  string    `json:"from,omitempty"`
	Until string    `json:"until,omitempty"`
	Grain Grain     `json:"grain,omitempty"`
	UTC   time.Time `json:"utc,omitzero"`   // the instant, where clock time and zone are known
	Zone  string    `json:"zone,omitempty"` // as written or IANA: "KST", "local", "+09:00", "Asia/Seoul"
	Basis Basis     `json:"basis,omitempty"`
	// Anchor is the words of the event that a relative time counts from ("the capture" of "hours after the capture").
	Anchor Span   `json:"anchor,omitzero"`
	Rule   string `json:"rule,omitempty"`
}

// Known reports whether the time has at least a beginning or an end.
func (w *When) Known() bool { return w != nil && (w.From != "" || w.Until != "") }

// Begins is the beginning of the time as finely as it is known, "" where it has none: of a year the year, of a month the
// month, of a day or less the day. Of other grains, whose first day says too little, both ends are given.
func (w *When) Begins() string {
	if w == nil || len(w.From) < len(time.DateOnly) {
		return ""
	}
	from := w.From[:len(time.DateOnly)]
	switch w.Grain {
	case Second, Minute, Hour, Part, Day, "":
		return from
	case Year:
		return from[:len("2006")]
	case Month:
		return from[:len("2006-01")]
	}
	if len(w.Until) < len(time.DateOnly) {
		return "from " + from
	}
	return from + ".." + w.Until[:len(time.DateOnly)]
}
