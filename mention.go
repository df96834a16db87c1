package casus

// Polarity says whether the passage says that the thing is so or that it is not.
type Polarity string

// The polarities.
const (
	Positive Polarity = "positive"
	Negative Polarity = "negative"
)

// Modality says in which world the thing happens.
type Modality string

// The modalities.
const (
	Realised     Modality = "realised"
	Planned      Modality = "planned" // decided or scheduled
	Foreseen     Modality = "forecast"
	Hypothetical Modality = "hypothetical"
	Requested    Modality = "requested" // the content of a demand
)

// Commitment says how far the outlet vouches for the statement.
type Commitment string

// The commitments of the outlet.
const (
	Flat       Commitment = "flat"
	Attributed Commitment = "attributed"
	Alleged    Commitment = "alleged" // "allegedly", "is said to"
	Denied     Commitment = "denied"
)

// Background says whether the passage tells news or back-story.
type Background string

// The two backgrounds.
const (
	News       Background = "news"
	Historical Background = "historical"
)

// Status is the one word derived from the four axes for readers and exports.
type Status string

// The statuses, in the order in which the first that holds is taken.
const (
	StatusHypothetical Status = "hypothetical"
	StatusForecast     Status = "forecast"
	StatusPlanned      Status = "planned"
	StatusRequested    Status = "requested"
	StatusDenied       Status = "denied"
	StatusAlleged      Status = "alleged"
	StatusHistorical   Status = "historical"
	StatusAsserted     Status = "asserted"
)

// Axes are the four independent judgements about what kind of statement a mention is.
type Axes struct {
	Polarity   Polarity   `json:"polarity"`
	Modality   Modality   `json:"modality"`
	Commitment Commitment `json:"commitment"`
	Background Background `json:"background"`
}

// Status is the first that holds of hypothetical, forecast, planned, requested, denied, alleged, historical,
// asserted. A negative statement is denied.
func (a Axes) Status() Status {
	switch {
	case a.Modality == Hypothetical:
		return StatusHypothetical
	case a.Modality == Foreseen:
		return StatusForecast
	case a.Modality == Planned:
		return StatusPlanned
	case a.Modality == Requested:
		return StatusRequested
	case a.Polarity == Negative || a.Commitment == Denied:
		return StatusDenied
	case a.Commitment == Alleged:
		return StatusAlleged
	case a.Background == Historical:
		return StatusHistorical
	}
	return StatusAsserted
}

// HasEvent is PLOVER's has_event: false for what did not happen (negative, forecast, hypothetical, requested).
// What is planned has an event: by PLOVER's rule for the future it is coded as the agreement or announcement.
func (a Axes) HasEvent() bool {
	return a.Polarity != Negative && (a.Modality == Realised || a.Modality == Planned)
}

// Attribution is the saying a mention stands in: who says it and by which words.
type Attribution struct {
	Speaker *Party `json:"speaker,omitempty"` // nil where nobody is named ("reportedly")
	Cue     Span   `json:"cue"`
	CueText string `json:"cue_text"`
	Stance  Stance `json:"stance,omitempty"`
}

// Alternative is another event type that the same words could carry.
type Alternative struct {
	Type       Code    `json:"type"`
	Confidence float64 `json:"confidence"`
	Rule       string  `json:"rule,omitempty"`
}

// Mention is what one passage says: one event type with its parties, time and place.
type Mention struct {
	ID       MentionID `json:"id"`
	Document DocID     `json:"document"`
	Run      RunID     `json:"run,omitempty"`

	Type     Code     `json:"type"`
	Modes    []string `json:"modes,omitempty"`
	Contexts []string `json:"contexts,omitempty"`
	CAMEO    string   `json:"cameo,omitempty"`    // two to four digits; the first two are the root
	Foreseen Code     `json:"foreseen,omitempty"` // for a planned meeting coded AGREE: CONSULT

	Sentence      Span   `json:"sentence"`
	SentenceIndex int    `json:"sentence_index"`
	Trigger       Span   `json:"trigger"` // the words that carry the event, at most 12
	TriggerText   string `json:"trigger_text"`
	Lemma         string `json:"lemma,omitempty"` // the trigger's head lemma

	Actors     []Party  `json:"actors,omitempty"`
	Recipients []Party  `json:"recipients,omitempty"`
	Time       *When    `json:"time,omitempty"`
	Place      *Place   `json:"place,omitempty"`
	Figures    []Figure `json:"figures,omitempty"`

	Axes
	Attribution  *Attribution  `json:"attribution,omitempty"`
	Alternatives []Alternative `json:"alternatives,omitempty"`
	Confidence   float64       `json:"confidence"` // calibrated probability that type and trigger are right
	Rule         string        `json:"rule"`       // the frame and path that fired
}

// CAMEORoot is the two-digit CAMEO root, or "" when there is no CAMEO code.
func (m *Mention) CAMEORoot() string {
	if len(m.CAMEO) < 2 {
		return ""
	}
	return m.CAMEO[:2]
}

// NewMention checks m against its document and gives it its id. It refuses a mention without a type, without a
// trigger inside its sentence, or with a span that does not quote the document; the error has kind Invalid.
func NewMention(doc *Document, m Mention) (Mention, error) {
	n := len(doc.Text)
	if m.Type == "" {
		return Mention{}, Errorf(Invalid, "document %s: mention at %s has no event type", doc.ID, m.Trigger)
	}
	if m.Rule == "" {
		return Mention{}, Errorf(Invalid, "document %s: mention at %s names no rule", doc.ID, m.Trigger)
	}
	if err := m.Trigger.In(n); err != nil {
		return Mention{}, Errorf(Invalid, "document %s: %s mention without evidence: %w", doc.ID, m.Type, err)
	}
	if err := m.Sentence.In(n); err != nil || !m.Sentence.Contains(m.Trigger) {
		return Mention{}, Errorf(Invalid, "document %s: trigger %s lies outside its sentence %s", doc.ID, m.Trigger, m.Sentence)
	}
	for _, p := range append(append([]Party(nil), m.Actors...), m.Recipients...) {
		if p.Span.Of(doc.Text) != p.Text || p.Text == "" {
			return Mention{}, Errorf(Invalid, "document %s: party %q is not what stands at %s", doc.ID, p.Text, p.Span)
		}
	}
	m.Document = doc.ID
	m.TriggerText = m.Trigger.Of(doc.Text)
	m.ID = MentionID(HashID("mention", string(doc.ID), string(m.Run), m.Trigger.String(), string(m.Type)))
	return m, nil
}
