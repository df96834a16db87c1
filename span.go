package casus

import "fmt"

// Span is a half-open byte range [Start, End) into Document.Text.
//
// The zero Span is empty and means "no words": evidence must never be empty.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Empty reports whether the span holds no bytes.
func (s Span) Empty() bool { return s.End <= s.Start }

// Len is the number of bytes in the span.
func (s Span) Len() int { return max(0, s.End-s.Start) }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether the two spans share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Union is the smallest span that holds both. An empty span adds nothing.
func (s Span) Union(t Span) Span {
	switch {
	case s.Empty():
		return t
	case t.Empty():
		return s
	}
	return Span{Start: min(s.Start, t.Start), End: max(s.End, t.End)}
}

// Of returns the words of the span in text, or "" where the span does not fit into text.
func (s Span) Of(text string) string {
	if s.Start < 0 || s.End > len(text) || s.Empty() {
		return ""
	}
	return text[s.Start:s.End]
}

// In checks that the span is not empty and lies inside a text of n bytes.
// The error has kind Invalid.
func (s Span) In(n int) error {
	if s.Start < 0 || s.End > n || s.Empty() {
		return Errorf(Invalid, "span %s does not fit a text of %d bytes", s, n)
	}
	return nil
}

// String prints the span as "start:end".
func (s Span) String() string { return fmt.Sprintf("%d:%d", s.Start, s.End) }
