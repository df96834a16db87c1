package forecast

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/conllu"
)

var update = flag.Bool("update", false, "rewrite testdata/cases.want")

// show is a forecast in one line.
func show(f casus.Forecast, t *ling.Text) string {
	s := fmt.Sprintf("  %q %s %s", f.Text, f.Strength, f.Rule)
	if f.Speaker != nil {
		s += " by=" + f.Speaker.Text
	}
	if f.Horizon != nil {
		s += " horizon=" + f.Horizon.Text
	}
	if !f.Condition.Empty() {
		s += " condition=" + f.Condition.Of(t.Doc.Text)
	}
	return s
}

// dates are the times of the cases, as they stand in the text, with the days that they mean.
var dates = map[string][2]string{
	"Friday": {"", "2026-01-09"}, "next week": {"2026-01-05", "2026-01-11"},
	"Monday": {"2025-12-29", "2025-12-29"}, "48 hours": {"2026-01-04", "2026-01-06"}, "17 March": {"2026-03-17", "2026-03-17"},
	"2027": {"2027-01-01", "2027-12-31"}, "last week": {"2025-12-22", "2025-12-28"}, "next year": {"2027-01-01", "2027-12-31"},
	"5 January": {"2026-01-05", "2026-01-05"}, "Saturday": {"2026-01-10", "2026-01-10"},
}

func timesIn(text string) []casus.When {
	var out []casus.When
	for at := range text {
		for words, d := range dates {
			if strings.HasPrefix(text[at:], words) {
				out = append(out, casus.When{Span: casus.Span{Start: at, End: at + len(words)}, Text: words, From: d[0], Until: d[1]})
			}
		}
	}
	return out
}

// TestFind compares the forecasts of testdata/cases.conllu, published on 4 January 2026, with testdata/cases.want: the
// text, then a forecast a line.
func TestFind(t *testing.T) {
	in, err := os.Open("testdata/cases.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	docs, err := conllu.Read("cases.conllu", in)
	if err != nil {
		t.Fatal(err)
	}
	f := New(Options{})
	var b strings.Builder
	for _, d := range docs {
		d.Text.Doc.Published = time.Date(2026, 1, 4, 0, 0, 0, 0, time.UTC)
		text := d.Text.Doc.Text
		var says []casus.Saying
		if i := strings.Index(text, "the general said"); i >= 0 {
			says = append(says, casus.Saying{Speaker: &casus.Party{Text: "the general"}, Content: casus.Span{Start: 0, End: i}})
		}
		if i := strings.Index(text, " said "); i >= 0 && strings.HasPrefix(text, "The ministry") || strings.HasPrefix(text, "He said") {
			says = append(says, casus.Saying{Speaker: &casus.Party{Text: text[:i]}, Content: casus.Span{Start: i + 6, End: len(text)}})
		}
		fmt.Fprintf(&b, "%s: %s\n", d.ID, strings.TrimSpace(text))
		for _, fc := range f.Find(d.Text, nil, says, timesIn(text)) {
			if fc.Span.Of(text) != fc.Text || fc.Text == "" {
				t.Errorf("%s: span %s does not quote %q", d.ID, fc.Span, fc.Text)
			}
			b.WriteString(show(fc, d.Text) + "\n")
		}
	}
	if *update {
		if err := os.WriteFile("testdata/cases.want", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/cases.want")
	if err != nil {
		t.Fatal(err)
	}
	got, exp := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(got), len(exp)) {
		if got[i] != exp[i] {
			t.Fatalf("line %d of cases.want:\n got %s\nwant %s", i+1, got[i], exp[i])
		}
	}
	if len(got) != len(exp) {
		t.Fatalf("%d lines, want %d", len(got), len(exp))
	}
}

func TestMentionsGiveTypeAndParties(t *testing.T) {
	in, err := os.Open("testdata/cases.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	docs, err := conllu.Read("cases.conllu", in)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if d.ID != "expected_by_friday" {
			continue
		}
		text := d.Text.Doc.Text
		i := strings.Index(text, "vote")
		m := casus.Mention{
			ID: "m1", Type: "AGREE", Foreseen: "CONSULT", Trigger: casus.Span{Start: i, End: i + 4},
			Sentence: casus.Span{Start: 0, End: len(text)}, Axes: casus.Axes{Modality: casus.Planned},
			Actors: []casus.Party{{Actor: casus.Actor{ID: "RUS"}}},
		}
		got := New(Options{}).Find(d.Text, []casus.Mention{m}, nil, nil)
		if len(got) != 1 || got[0].What != "CONSULT" || got[0].Mention != "m1" || len(got[0].Actors) != 1 {
			t.Errorf("got %+v", got)
		}
		return
	}
	t.Fatal("no such case")
}

func TestOpenNamesTheBadLine(t *testing.T) {
	_, err := Open(Options{Tables: fstest.MapFS{
		"lexicon/en/forecast-cues.tsv": {Data: []byte("will\tmodal\tcertain\nmay\tmodal\tperhaps\n")},
	}})
	if err == nil || !strings.Contains(err.Error(), `forecast-cues.tsv:2: unknown strength "perhaps"`) {
		t.Errorf("got %v", err)
	}
}

func BenchmarkFind(b *testing.B) {
	in, err := os.Open("testdata/cases.conllu")
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	docs, err := conllu.Read("cases.conllu", in)
	if err != nil {
		b.Fatal(err)
	}
	f := New(Options{})
	tokens := 0
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			f.Find(d.Text, nil, nil, nil)
			tokens += len(d.Text.Tokens)
		}
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

// TestLastDay holds what the rows of the table of horizons mean on a Thursday.
func TestLastDay(t *testing.T) {
	for form, want := range map[string]string{
		"+7d": "2026-01-15", "+1m": "2026-02-08", "end-week": "2026-01-11", "end-month": "2026-01-31", "end-year": "2026-12-31",
		"next-year": "2027-01-01", "on-06-21": "2026-06-21", "on-01-01": "2027-01-01", "end-decade": "2029-12-31", "end-century": "2099-12-31",
	} {
		if got, ok := lastDay("2026-01-08", form); !ok || got != want {
			t.Errorf("%s gives %q, want %q", form, got, want)
		}
	}
	for _, form := range []string{"", "+", "+d", "+7", "end-moon", "soon"} {
		if got, ok := lastDay("2026-01-08", form); ok {
			t.Errorf("%q gives %q", form, got)
		}
	}
}
