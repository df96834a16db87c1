package ling

import "strings"

// Feats are UD's morphological features as written, "Mood=Ind|Tense=Past|VerbForm=Fin"; "" for none.
type Feats string

// Get returns the value of a feature, "" when the word does not have it.
func (f Feats) Get(name string) string {
	s := string(f)
	for s != "" {
		var part string
		part, s, _ = strings.Cut(s, "|")
		if k, v, ok := strings.Cut(part, "="); ok && k == name {
			return v
		}
	}
	return ""
}

// Is reports whether the feature has the value.
func (f Feats) Is(name, value string) bool { return f.Get(name) == value }
