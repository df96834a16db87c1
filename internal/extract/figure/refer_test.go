package figure_test

import (
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/figure"
	"github.com/casus-project/casus/internal/ling/en"
)

// TestReferred holds what figures count that name nothing of their own, and what befell those counted.
func TestReferred(t *testing.T) {
	engine, err := en.New(en.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := figure.New(figure.Options{})
	for _, c := range []struct{ name, text, want string }{
		{"part of the whole", "Police arrested nine people, including two nurses.", "nine arrested arrested; two nurse arrested"},
		{"of either", "Three dead and five wounded, including two nurses.", "Three killed killed; five wounded wounded; two nurse "},
		{"the definite number", "Police arrested four men on Monday. The four deny it.", "four arrested arrested; four arrested arrested"},
		{"what captives became", "The six teachers abducted in May were freed on Friday.", "six released released"},
		{"things are not released", "The rebels released 40 rifles.", "40 rifle "},
		{"in hospital", "At least eleven people are in hospital.", "At least eleven wounded wounded"},
		{"the march drew", "The march drew 4,000 people.", "4,000 protester protesting"},
		{"troops in a place", "The ministry says 900 soldiers are at the border.", "900 soldier deployed"},
	} {
		text, err := engine.Analyse(&casus.Document{ID: "t", Text: c.text, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, fig := range f.Find(text) {
			got = append(got, fig.Text+" "+fig.Counted+" "+fig.Attribute)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.name, c.text, s, c.want)
		}
	}
}
