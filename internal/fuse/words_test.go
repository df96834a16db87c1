package fuse

import (
	"strings"
	"testing"
)

func TestStemsMeet(t *testing.T) {
	for _, group := range []string{
		"launch launches launched launching", "stop stops stopped stopping", "kill kills killed killing",
		"arrive arrives arrived arriving", "deny denies denied", "strike strikes striking", "pass passes passed passing",
	} {
		forms := strings.Fields(group)
		for _, f := range forms[1:] {
			if stem(f) != stem(forms[0]) {
				t.Errorf("stem(%q) = %q, stem(%q) = %q", f, stem(f), forms[0], stem(forms[0]))
			}
		}
	}
	for _, w := range []string{"king", "red", "us", "news", "bus", "crisis"} {
		if s := stem(w); len(s) < len(w)-1 {
			t.Errorf("stem(%q) = %q is cut too far", w, s)
		}
	}
}

func TestWords(t *testing.T) {
	text := "The U.S. said Iran’s 2.5 tonnes… met Abe."
	var got []string
	for _, w := range words(text) {
		s := w.stem
		if w.name {
			s += "*"
		}
		got = append(got, s)
	}
	want := "the us* said iran* 2.5 tonn met abe*"
	if strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}

func FuzzWords(f *testing.F) {
	f.Add("Two ships’ crews, 3.5 km off; \xff. U.S.'s")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, w := range words(text) {
			if w.start < last || w.end <= w.start || w.end > len(text) {
				t.Fatalf("word %q at %d:%d after %d", w.stem, w.start, w.end, last)
			}
			last = w.end
		}
	})
}
