package casus

// Outcome says what became of a forecast.
type Outcome string

// The outcomes. Nothing is "false" for want of evidence: that needs contrary evidence or a person.
const (
	OutcomeOpen         Outcome = "open"
	OutcomeTrue         Outcome = "came true"
	OutcomeFalse        Outcome = "did not"
	OutcomeUnresolvable Outcome = "unresolvable" // names neither a type nor a horizon, or no strength
)

// Forecast is a statement about the future with who says it, what, until when and how strongly.
type Forecast struct {
	ID         ForecastID `json:"id"`
	Document   DocID      `json:"document"`
	Run        RunID      `json:"run,omitempty"`
	Span       Span       `json:"span"`
	Text       string     `json:"text"`
	Speaker    *Party     `json:"speaker,omitempty"` // nil: the outlet
	What       Code       `json:"what,omitempty"`    // event type foreseen, "" when it names none
	Mention    MentionID  `json:"mention,omitempty"`
	Actors     []Actor    `json:"actors,omitempty"`
	Recipients []Actor    `json:"recipients,omitempty"`
	Horizon    *When      `json:"horizon,omitempty"`
	Strength   string     `json:"strength,omitempty"` // "certain", "likely", "possible", "unlikely"
	Condition  Span       `json:"condition,omitzero"` // the words of an if-clause
	Outcome    Outcome    `json:"outcome,omitempty"`
	ResolvedBy EventID    `json:"resolved_by,omitempty"`
	Rule       string     `json:"rule,omitempty"`
}
