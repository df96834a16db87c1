package casus

// Crisis is a line of events sharing a stake and core actors over days to years. The system proposes; a person
// may confirm one with a written scope.
type Crisis struct {
	ID           CrisisID  `json:"id"`
	Name         string    `json:"name"`
	Scope        string    `json:"scope,omitempty"` // written by a person
	Confirmed    bool      `json:"confirmed,omitempty"`
	Events       []EventID `json:"events"`
	Documents    []DocID   `json:"documents"`
	Actors       []Actor   `json:"actors,omitempty"` // the core, most involved first
	Places       []Place   `json:"places,omitempty"`
	Countries    []Country `json:"countries,omitempty"`
	From         string    `json:"from,omitempty"`
	Until        string    `json:"until,omitempty"`
	Reason       string    `json:"reason,omitempty"`
	SupersededBy CrisisID  `json:"superseded_by,omitempty"`
}
