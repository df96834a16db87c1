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
