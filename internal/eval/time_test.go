package eval

import (
	"bytes"
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

// finder finds the given words with their TIMEX3 values in any document.
func finder(values map[string]string) func(*casus.Document) ([]casus.When, error) {
	return func(doc *casus.Document) ([]casus.When, error) {
		var out []casus.When
		for at := range doc.Text {
			for words, v := range values {
				if strings.HasPrefix(doc.Text[at:], words) {
					out = append(out, casus.When{Span: casus.Span{Start: at, End: at + len(words)}, Text: words, Type: casus.TimexDate, Value: v})
				}
			}
		}
		return out, nil
	}
}

func TestTimeCountsRelaxedStrictAndValue(t *testing.T) {
	var rows bytes.Buffer
	r, err := Time("testdata/time/two.json", TimeOptions{
		Out:  &rows,
		Find: finder(map[string]string{"Tuesday": "2026-01-06TMO", "today": "2026-01-08", "he": "2025-05"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	// Three expressions in gold, three found: two overlap, one of them exactly, one has the value.
	want := map[string]float64{"relaxed_f1": 4.0 / 6, "strict_f1": 2.0 / 6, "value_f1": 2.0 / 6}
	for k, v := range want {
		if got := r.Scores[k]; got < v-1e-9 || got > v+1e-9 {
			t.Errorf("%s is %.3f, want %.3f", k, got, v)
		}
	}
	if r.N != 3 || strings.Count(rows.String(), "\n") != 2 {
		t.Errorf("n %d, rows %q", r.N, rows.String())
	}
}

func TestGUMDatesComparesDays(t *testing.T) {
	r, err := GUMDates("testdata/time/gum.conllu", TimeOptions{Find: finder(map[string]string{"May 1901": "1901-05", "1920s": "193"})})
	if err != nil {
		t.Fatal(err)
	}
	if r.N != 2 || r.Scores["value"] != 0.5 || r.Scores["found"] != 1 {
		t.Errorf("got %+v", r)
	}
}

func TestEventTimeTakesNoneForUnstated(t *testing.T) {
	find := func(doc *casus.Document, spans []casus.Span) ([]*casus.When, []string, error) {
		return []*casus.When{{From: "2026-01-06T10:00", Until: "2026-01-06T10:00"}, nil}, make([]string, len(spans)), nil
	}
	r, err := EventTime(find, "testdata/time/events.jsonl", EventTimeOptions{Texts: "testdata/time/texts.csv"})
	if err != nil {
		t.Fatal(err)
	}
	if r.N != 2 || r.Scores["all"] != 1 || r.Scores["unstated"] != 1 {
		t.Errorf("got %+v", r)
	}
}

func TestEventTimeRefusesAQuoteThatIsNotThere(t *testing.T) {
	find := func(*casus.Document, []casus.Span) ([]*casus.When, []string, error) { return nil, nil, nil }
	_, err := EventTime(find, "testdata/time/events.jsonl", EventTimeOptions{Texts: "testdata/time/other.csv"})
	if err == nil {
		t.Error("no error for texts that do not exist")
	}
}
