package casus

// Actor is a resolved party: state, ministry, person, armed group, organisation. An unresolved one has no ID
// and may still carry a country or a sector that the words themselves give ("police", "rebels").
type Actor struct {
	ID       ActorID  `json:"id,omitempty"`
	Name     string   `json:"name,omitempty"`
	Country  Country  `json:"country,omitempty"`
	Sector   Sector   `json:"sector,omitempty"`   // the first of Sectors
	Sectors  []Sector `json:"sectors,omitempty"`  // all that hold
	Role     string   `json:"role,omitempty"`     // "president", "foreign ministry", as described
	Kind     string   `json:"kind,omitempty"`     // "state", "organ", "person", "group", "organisation", "generic"
	Wikidata string   `json:"wikidata,omitempty"` // only where known for certain
	Basis    string   `json:"basis,omitempty"`    // "table", "title", "demonym", "context", "metonym" …
	AsOf     string   `json:"as_of,omitempty"`    // the date for which it was resolved
	Source   string   `json:"source,omitempty"`   // where the table's row comes from
	Reason   string   `json:"reason,omitempty"`   // one line for "why"
}

// Known reports whether anything about the actor beyond its words is known.
func (a *Actor) Known() bool { return a.ID != "" || a.Country != "" || a.Sector != "" }

// Party is an actor as one passage names it.
type Party struct {
	Span  Span   `json:"span"`
	Text  string `json:"text"`
	Actor Actor  `json:"actor"`
	// Candidates are other readings, best first, with their reasons.
	Candidates []Actor `json:"candidates,omitempty"`
}
