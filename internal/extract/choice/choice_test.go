package choice_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/casus-project/casus/internal/extract/choice"
)

// lessons are 40 events with two options each: one beside the event, which is right in three of four, and one far off, which never is.
func lessons() []choice.Lesson {
	var out []choice.Lesson
	for i := range 40 {
		near := choice.Option{Kind: "own"}
		near.Features.Has("near", true)
		far := choice.Option{Kind: "own"}
		far.Features.Count("distance", float64(1+i%3))
		far.Features.Has("near", false)
		out = append(out, choice.Lesson{Options: []choice.Option{far, near}, Right: []bool{false, i%4 != 0}})
	}
	return out
}

func learn(least float64) *choice.Table {
	return choice.Learn(lessons(), choice.Learning{Kinds: []choice.Kind{{Name: "own", Least: least}, {Name: "told", Least: 0.9}}})
}

func choose(t *choice.Table, options ...choice.Option) int {
	return t.Choose(len(options), func(i int) *choice.Option { return &options[i] })
}

func TestLearnedChoice(t *testing.T) {
	l := lessons()[0].Options
	if got := choose(learn(0.5), l...); got != 1 {
		t.Errorf("chose %d, not the near one", got)
	}
	if got := choose(learn(0.9), l...); got != -1 {
		t.Errorf("chose %d, though three of four is less than is asked for", got)
	}
	if got := choose(learn(0.5)); got != -1 {
		t.Errorf("chose %d among none", got)
	}
}

// TestOrderOfKinds: a kind is asked only where the one before it has nothing likely enough.
func TestOrderOfKinds(t *testing.T) {
	const table = "own\t(least)\t0.5\nown\t(shift)\t-1\nown\tnear\t2\ntold\t(least)\t0.2\ntold\t(shift)\t1\n"
	w, err := choice.Read(fstest.MapFS{"t.tsv": {Data: []byte(table)}}, "t.tsv")
	if err != nil {
		t.Fatal(err)
	}
	near := choice.Option{Kind: "own", Features: choice.Features{{Name: "near", Value: 1}}}
	if got := choose(w, choice.Option{Kind: "told"}, near); got != 1 {
		t.Errorf("chose %d, though the event's own is likely enough", got)
	}
	if got := choose(w, choice.Option{Kind: "told"}, choice.Option{Kind: "own"}); got != 0 {
		t.Errorf("chose %d, not what was told before", got)
	}
}

// TestTableRoundTrip: what is written is read as the same table, and learned the same way again.
func TestTableRoundTrip(t *testing.T) {
	var a, b, c strings.Builder
	if err := learn(0.5).Write(&a); err != nil {
		t.Fatal(err)
	}
	w, err := choice.Read(fstest.MapFS{"t.tsv": {Data: []byte(a.String())}}, "t.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := learn(0.5).Write(&c); err != nil {
		t.Fatal(err)
	}
	if a.String() != b.String() || a.String() != c.String() || !strings.Contains(a.String(), "own\tnear\t") {
		t.Errorf("learned:\n%sread:\n%slearned again:\n%s", &a, &b, &c)
	}
}

func TestReadComplains(t *testing.T) {
	for _, bad := range []string{"own\tnear\n", "own\tnear\tmuch\n"} {
		if _, err := choice.Read(fstest.MapFS{"t.tsv": {Data: []byte(bad)}}, "t.tsv"); err == nil || !strings.Contains(err.Error(), "t.tsv:1:") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
