package casus

import "time"

// Claim is one speaker's value for one attribute of an event: a number, a distance, a cause, the event's type.
// Values that are not numbers are in Value; numbers have an interval, an open end being nil.
type Claim struct {
	ID        ClaimID   `json:"id"`
	Document  DocID     `json:"document"`
	Run       RunID     `json:"run,omitempty"`
	Event     EventID   `json:"event,omitempty"`
	Mention   MentionID `json:"mention,omitempty"` // the mention it was stated with
	Attribute string    `json:"attribute"`         // "killed", "wounded", "launched", "distance", "type", "cause" …
	Value     string    `json:"value"`             // as a reader would print it
	Number    *float64  `json:"number,omitempty"`
	Low       *float64  `json:"low,omitempty"`
	High      *float64  `json:"high,omitempty"`
	Unit      string    `json:"unit,omitempty"`
	Counted   string    `json:"counted,omitempty"`
	Hedge     string    `json:"hedge,omitempty"`
	Scope     string    `json:"scope,omitempty"`
	Total     string    `json:"total,omitempty"`
	AsOf      string    `json:"as_of,omitempty"` // local date the value held
	Denied    bool      `json:"denied,omitempty"`
	Revises   bool      `json:"revises,omitempty"` // its words bring an earlier value up to date or correct it

	Speaker    *Party     `json:"speaker,omitempty"` // nil: the outlet itself
	Outlet     string     `json:"outlet,omitempty"`
	Informant  string     `json:"informant,omitempty"` // key of who observed or announced it
	OwnSide    bool       `json:"own_side,omitempty"`  // a party to the conflict about itself or its opponent
	Stance     Stance     `json:"stance,omitempty"`
	Commitment Commitment `json:"commitment,omitempty"`
	Published  time.Time  `json:"published,omitzero"`
	Span       Span       `json:"span"`
	Text       string     `json:"text"`
	Sentence   Span       `json:"sentence,omitzero"`
}

// NewClaim checks c against its document and gives it its id. It refuses a claim without an attribute, a value or
// words; the error has kind Invalid.
func NewClaim(doc *Document, c Claim) (Claim, error) {
	if c.Attribute == "" || c.Value == "" {
		return Claim{}, Errorf(Invalid, "document %s: claim at %s lacks an attribute or a value", doc.ID, c.Span)
	}
	if err := c.Span.In(len(doc.Text)); err != nil {
		return Claim{}, Errorf(Invalid, "document %s: claim about %s without evidence: %w", doc.ID, c.Attribute, err)
	}
	c.Document = doc.ID
	c.Text = c.Span.Of(doc.Text)
	c.ID = ClaimID(HashID("claim", string(doc.ID), string(c.Run), string(c.Mention), c.Span.String(), c.Attribute))
	return c, nil
}

// Verdict says whether several claims about one attribute can all be true.
type Verdict string

// The verdicts.
const (
	Agree      Verdict = "agree"      // the same value
	Compatible Verdict = "compatible" // different words that can both be true: "several" and "at least two"
	Differ     Verdict = "differ"     // they cannot all be true
	Revised    Verdict = "revised"    // the same speaker changed the value
	Retracted  Verdict = "retracted"  // withdrawn or denied
)

// Disagreement is the ledger of one attribute of one event with its verdict.
type Disagreement struct {
	Event     EventID   `json:"event"`
	Attribute string    `json:"attribute"`
	Claims    []ClaimID `json:"claims"`
	Verdict   Verdict   `json:"verdict"`
	Reason    string    `json:"reason,omitempty"`
}
