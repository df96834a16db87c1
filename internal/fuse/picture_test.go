package fuse

import (
	"testing"

	"github.com/casus-project/casus"
)

// TestOrderAgainstTheDays: a link that says the reverse of what the days of its events say joins a wrong event.
func TestOrderAgainstTheDays(t *testing.T) {
	june := &casus.When{From: "2031-06-02", Until: "2031-06-02"}
	july := &casus.When{From: "2031-07-01T10:00", Until: "2031-07-01T11:00"}
	open := &casus.When{From: "2031-05-01"}
	for _, c := range []struct {
		name     string
		typ      casus.LinkType
		from, to *casus.When
		want     bool
	}{
		{"after, and later", casus.LinkAfter, july, june, false},
		{"after, and earlier", casus.LinkAfter, june, july, true},
		{"before, and later", casus.LinkBefore, july, june, true},
		{"on one day", casus.LinkAfter, june, june, false},
		{"no end", casus.LinkAfter, june, open, false},
		{"no day", casus.LinkAfter, nil, july, false},
		{"no order", casus.LinkCause, july, june, false},
	} {
		if got := contradicts(c.typ, c.from, c.to); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}
