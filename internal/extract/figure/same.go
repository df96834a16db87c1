package figure

import "strings"

// Same reports whether two words name the same counted thing: equal, of one kin by the tables ("arrested" and "detained",
// "refugee" and "displaced"), or one the other with more said ("petrol station" and "station").
func (f *Finder) Same(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if a == b || strings.HasSuffix(a, " "+b) || strings.HasSuffix(b, " "+a) {
		return true
	}
	kin := f.tables.kin[a]
	return kin != "" && kin == f.tables.kin[b]
}

// Named is the word that the tables use for what a figure counts: in the singular, and "killed" for "dead". The noun
// alone where it stands before what befell it or after what it belongs to is for the caller to compare.
func (f *Finder) Named(word string) string {
	word = strings.ToLower(word)
	if n, ok := f.tables.counted[word]; ok {
		return n
	}
	one := singular(word)
	if n, ok := f.tables.counted[one]; ok {
		return n
	}
	return one
}

// singular is the singular of a regular English plural; other words stay.
func singular(w string) string {
	switch {
	case len(w) < 4 || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us") || strings.HasSuffix(w, "is"):
		return w
	case strings.HasSuffix(w, "ies"):
		return strings.TrimSuffix(w, "ies") + "y"
	case strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "sses"):
		return strings.TrimSuffix(w, "es")
	}
	return strings.TrimSuffix(w, "s")
}
