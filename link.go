package casus

// LinkType is the kind of relation that a text asserts between two events or two crises.
type LinkType string

// The link types. Sharing an actor or a place is not a link.
const (
	LinkCause        LinkType = "cause"        // A caused B, as somebody states
	LinkResponse     LinkType = "response"     // B answers A
	LinkCondemnation LinkType = "condemnation" // B condemns A
	LinkWarning      LinkType = "warning"      // A is read as a warning to the actors of B
	LinkBefore       LinkType = "before"       // A is told as before B ("hours before")
	LinkAfter        LinkType = "after"        // A is told as after B ("hours after")
	LinkComparison   LinkType = "comparison"   // "like Libya"
	LinkPrecondition LinkType = "precondition" // B only if A
	LinkEnables      LinkType = "enables"      //
	LinkBlocks       LinkType = "blocks"       //
	LinkSpillover    LinkType = "spillover"    //
	LinkDenied       LinkType = "denied"       // "not related to"
	LinkInferred     LinkType = "inferred"     // the system's own; never shown as anybody's statement
)

// Link is a typed, evidenced relation between two events ("event") or two crises ("crisis").
type Link struct {
	ID         LinkID   `json:"id"`
	Level      string   `json:"level"` // "event" or "crisis"
	From       string   `json:"from"`  // EventID or CrisisID; in one document's analysis a MentionID
	To         string   `json:"to"`
	Type       LinkType `json:"type"`
	AssertedBy *Party   `json:"asserted_by,omitempty"` // nil: the outlet's narrator
	Inferred   bool     `json:"inferred,omitempty"`
	Document   DocID    `json:"document"`
	Span       Span     `json:"span"` // the words that assert it
	Text       string   `json:"text"`
	FromSpan   Span     `json:"from_span,omitzero"`
	ToSpan     Span     `json:"to_span,omitzero"`
	Rule       string   `json:"rule,omitempty"`

	// Of an inferred link only. Document, Span and Text are then the words of that end which was reported last.
	Evidence []Evidence `json:"evidence,omitempty"` // the words of both events, From first
	Days     int        `json:"days,omitempty"`     // that lie between them
	Reason   string     `json:"reason,omitempty"`   // why casus thinks so, in a sentence
}

// Evidence is the words of a document that something rests on.
type Evidence struct {
	Document DocID  `json:"document"`
	Span     Span   `json:"span"`
	Text     string `json:"text"`
}
