// Package casus holds the nouns of the chronicle: what a document, a mention, an event, a claim, a crisis, a
// link and a forecast are, and what makes each of them valid.
//
// In comes nothing and out goes nothing: the package is plain data and validation on the standard library.
// Everything that reads, analyses, stores or shows these nouns lives under internal/ and imports this package.
// It refuses to build a mention or a claim without the words that carry it.
//
// Conventions that hold for every type here:
//   - offsets are half-open byte ranges into Document.Text (see Span);
//   - the zero value of a field means "unknown", never zero, today or the first of a list;
//   - countries are ISO 3166-1 alpha-3 codes or one of PLOVER's international codes (IGO, NGO, IMG, MNC …);
//   - dates are local calendar dates as strings ("2026-01-04"), instants are UTC.
package casus

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
)

// Identifiers are distinct types, so that one cannot be passed for another.
type (
	// DocID names a document: the input's own id, else the name of its file, else a hash.
	DocID string
	// MentionID is a hash of document, run, trigger and type.
	MentionID string
	// ClaimID is a hash of document, run, mention, span and attribute.
	ClaimID string
	// EventID is the hash of the event's earliest mention.
	EventID string
	// CrisisID is the hash of the crisis's earliest mention.
	CrisisID string
	// LinkID is a hash of the link's ends, type and asserting span.
	LinkID string
	// ForecastID is a hash of document, run and span.
	ForecastID string
	// ActorID names a row of the actor tables, such as "VEN" or "person.maduro.nicolas".
	ActorID string
	// RunID names one way of coding: binary version, model and data hashes, settings.
	RunID string
	// Code is a PLOVER event type such as "ASSAULT". The vocabulary is data, see internal/ontology.
	Code string
	// Country is an ISO 3166-1 alpha-3 code or one of PLOVER's international codes.
	Country string
	// Sector is a PLOVER sector code such as "GOV" or "MIL".
	Sector string
)

// idLength is the length of a printed id in hexadecimal digits: 80 bits, enough for 10^9 records.
const idLength = 20

// HashID is the stable id of a record made from its identifying parts. Parts are length-prefixed, so that
// ("ab","c") and ("a","bc") differ.
func HashID(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		writePart(h, p)
	}
	return hex.EncodeToString(h.Sum(nil))[:idLength]
}

func writePart(h hash.Hash, p string) {
	h.Write([]byte(strconv.Itoa(len(p))))
	h.Write([]byte{':'})
	h.Write([]byte(p))
}

// Run is one way of coding. Every coding belongs to a run; coding again adds a run.
type Run struct {
	ID       RunID             `json:"id"`
	Version  string            `json:"version"`            // of the binary
	Models   map[string]string `json:"models,omitempty"`   // name → SHA-256
	Data     map[string]string `json:"data,omitempty"`     // folder → SHA-256
	Settings map[string]string `json:"settings,omitempty"` // those that differ from the defaults
}
