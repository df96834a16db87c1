package figure

import "testing"

func TestNamed(t *testing.T) {
	f := New(Options{})
	for word, want := range map[string]string{
		"missiles": "missile", "dead": "killed", "Deaths": "killed", "lorries": "truck", "troops": "soldier", "bus": "bus", "crosses": "cross",
	} {
		if got := f.Named(word); got != want {
			t.Errorf("Named(%q) = %q, want %q", word, got, want)
		}
	}
}
