package casus

// Event is one bounded happening with at least one mention. It lists its mentions and never overwrites them.
type Event struct {
	ID           EventID       `json:"id"`
	Type         Code          `json:"type"`
	Modes        []string      `json:"modes,omitempty"`
	Alternatives []Alternative `json:"alternatives,omitempty"`
	Title        string        `json:"title,omitempty"` // built from coded fields and quoted words only
	Actors       []Actor       `json:"actors,omitempty"`
	Recipients   []Actor       `json:"recipients,omitempty"`
	Time         *When         `json:"time,omitempty"`
	Place        *Place        `json:"place,omitempty"`
	Axes
	Mentions     []MentionID `json:"mentions"`
	Outlets      []string    `json:"outlets,omitempty"`    // who published
	Texts        []string    `json:"texts,omitempty"`      // one key for each distinct text
	Informants   []string    `json:"informants,omitempty"` // one key for each who observed or announced it
	PartOf       EventID     `json:"part_of,omitempty"`
	Merges       []Merge     `json:"merges,omitempty"`
	SupersededBy EventID     `json:"superseded_by,omitempty"`
	Confidence   float64     `json:"confidence,omitempty"`
}

// Merge records why a mention joined an event, or what came nearest and did not.
type Merge struct {
	Mention MentionID `json:"mention"`
	With    MentionID `json:"with"`
	Joined  bool      `json:"joined"`
	Score   float64   `json:"score"`
	Reason  string    `json:"reason"`
}
