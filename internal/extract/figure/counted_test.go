package figure

import "testing"

// TestSame holds that words for one thing meet and others do not.
func TestSame(t *testing.T) {
	f := New(Options{})
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"killed", "killed", true},
		{"arrested", "detained", true},
		{"refugee", "displaced", true},
		{"petrol station", "station", true},
		{"killed", "wounded", false},
		{"tank", "oil", false},
		{"", "killed", false},
	} {
		if got := f.Same(c.a, c.b); got != c.want {
			t.Errorf("Same(%q, %q) = %t", c.a, c.b, got)
		}
	}
}
