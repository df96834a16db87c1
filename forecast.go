package casus

// Outcome says what became of a forecast.
type Outcome string

// The outcomes. Nothing is "false" for want of evidence: that needs contrary evidence or a person.
const (
	OutcomeOpen         Outcome = "open"
	OutcomeTrue         Outcome = "came true"
	OutcomeFalse        Outcome = "did not"
	OutcomeUnresolvable Outcome = "unresolvable" // has no strength, or no horizon and nothing that decided it
)

// KindPlan is the kind of a forecast that is its doer's own announcement or a schedule. It is kept until its day like a
// prediction and says nothing of how well its speaker foresees.
const KindPlan = "plan"

// Forecast is a statement about the future with who says it, what, until when and how strongly.
type Forecast struct {
	ID         ForecastID `json:"id"`
	Document   DocID      `json:"document"`
	Run        RunID      `json:"run,omitempty"`
	Kind       string     `json:"kind,omitempty"` // "plan": announced by those who will do it, or scheduled; "" for all else
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
