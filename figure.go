package casus

// Figure is a number or a quantifier that a text states about something counted or measured. Low and High bound
// what the words allow: "at least two" is [2, ∞), "several" [3, ∞) — an open end is Open. An exact value has
// Low = High = Value.
type Figure struct {
	Span    Span     `json:"span"`              // the quantity's words, with hedge and unit
	Text    string   `json:"text"`              //
	Value   *float64 `json:"value"`             // best single value; nil where only bounds are stated
	Low     *float64 `json:"low"`               // nil is unbounded below
	High    *float64 `json:"high"`              // nil is unbounded above
	Unit    string   `json:"unit,omitempty"`    // "km", "USD", "percent"; "" for a count
	Counted string   `json:"counted,omitempty"` // what is counted: "killed", "missile", "protester"
	Kind    string   `json:"kind,omitempty"`    // count, distance, altitude, money, percent, ordinal …
	// Attribute is what a claim about an event would call it: "killed", "launched", "distance"; "" where none fits.
	Attribute string `json:"attribute,omitempty"`
	Hedge     string `json:"hedge,omitempty"`   // the hedging words: "at least", "about"
	Scope     string `json:"scope,omitempty"`   // where or whom: the words
	Total     string `json:"total,omitempty"`   // "total", "increment" or "" (not said)
	AsOf      string `json:"as_of,omitempty"`   // local date the figure held, where stated
	Speaker   *Party `json:"speaker,omitempty"` // who gives it, nil for the outlet
	// About is the span of the word the figure is about ("missiles" in "several missiles").
	About Span   `json:"about,omitzero"`
	Rule  string `json:"rule,omitempty"`
}
