package what

import (
	"os"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/en"
)

// analyser is the English engine; trees are part of what these cases measure.
func analyser(t testing.TB) *en.Engine {
	t.Helper()
	e, err := en.New(en.Options{Lexical: true})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func analyse(t testing.TB, e *en.Engine, text string) *ling.Text {
	t.Helper()
	out, err := e.Analyse(&casus.Document{ID: "t", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

type codingCase struct {
	name, text string
	want       []string
}

func readCases(t *testing.T) []codingCase {
	t.Helper()
	raw, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []codingCase
	for _, line := range strings.Split(string(raw), "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case !strings.HasPrefix(line, "\t"):
			cases = append(cases, codingCase{name: line})
		case cases[len(cases)-1].text == "":
			cases[len(cases)-1].text = strings.TrimSpace(line)
		default:
			c := &cases[len(cases)-1]
			c.want = append(c.want, strings.TrimSpace(line))
		}
	}
	return cases
}

// TestCases holds the sharp rules. A parser errs now and then, and it changes; so a small share of the cases may fail,
// and each failure is printed.
func TestCases(t *testing.T) {
	c, e := open(t), analyser(t)
	cases := readCases(t)
	failed := 0
	for _, k := range cases {
		text := analyse(t, e, k.text)
		got := c.Find(text, Hints{})
		for _, w := range k.want {
			if why := missing(text, got, w); why != "" {
				failed++
				t.Logf("%s: %s\n\t%s\n%s", k.name, why, k.text, c.Explain(text, -1, Hints{}))
				break
			}
		}
	}
	if failed*12 > len(cases) {
		t.Errorf("%d of %d cases fail, at most one in twelve may", failed, len(cases))
	}
	t.Logf("%d of %d cases fail", failed, len(cases))
}

// missing says what of one expectation does not hold, "" when it holds.
func missing(t *ling.Text, got []Candidate, want string) string {
	if want == "none" {
		if len(got) > 0 {
			return "found " + string(got[0].Type) + " where there is no event"
		}
		return ""
	}
	if not, ok := strings.CutPrefix(want, "!"); ok {
		for i := range got {
			if string(got[i].Type) == not && got[i].HasEvent() {
				return "found " + not
			}
		}
		return ""
	}
	parts := strings.Fields(want)
	for i := range got {
		k := &got[i]
		if string(k.Type) == parts[0] && strings.Contains(t.TextOf(k.First, k.Last), parts[1]) && holds(t, k, parts[2:]) {
			return ""
		}
	}
	return "lacks " + want
}

func holds(t *ling.Text, k *Candidate, conditions []string) bool {
	for _, c := range conditions {
		name, value, _ := strings.Cut(c, "=")
		ok := false
		switch name {
		case "actor":
			ok = argHas(t, k.Actors, value)
		case "recipient":
			ok = argHas(t, k.Recipients, value) || k.Reciprocal && argHas(t, k.Actors, value)
		case "cameo":
			ok = strings.HasPrefix(k.CAMEO, value)
		case "foreseen":
			ok = string(k.Foreseen) == value
		case "status":
			ok = string(k.Status()) == value
		case "commitment":
			ok = string(k.Commitment) == value
		}
		if !ok {
			return false
		}
	}
	return true
}

func argHas(t *ling.Text, args []Arg, word string) bool {
	for _, a := range args {
		if strings.Contains(t.TextOf(a.First, a.Last), word) {
			return true
		}
	}
	return false
}

// maxTraps is the share of trap sentences on which something may be coded.
const maxTraps = 0.12

// TestTraps measures false events on sentences of our own that look like events and are none.
func TestTraps(t *testing.T) {
	raw, err := os.ReadFile("testdata/traps.txt")
	if err != nil {
		t.Fatal(err)
	}
	c, e := open(t), analyser(t)
	n, fired := 0, 0
	for _, line := range strings.Split(string(raw), "\n") {
		kind, text, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		for _, k := range c.Find(analyse(t, e, text), Hints{}) {
			if k.HasEvent() {
				fired++
				t.Logf("%s: %s: %s (%s, %.2f)", kind, text, k.Type, k.Rule, k.Confidence)
				break
			}
		}
	}
	if n < 200 {
		t.Errorf("%d traps, want at least 200", n)
	}
	if rate := float64(fired) / float64(n); rate > maxTraps {
		t.Errorf("%d of %d traps coded: %.3f, at most %.2f", fired, n, rate, maxTraps)
	}
	t.Logf("%d of %d traps coded", fired, n)
}

func TestExplainSaysWhy(t *testing.T) {
	c, e := open(t), analyser(t)
	text := analyse(t, e, "The company launched a new product. The rebels attacked the base.")
	if got := c.Explain(text, 0, Hints{}); !strings.Contains(got, "no event") {
		t.Errorf("explanation of a sentence without event: %q", got)
	}
	if got := c.Explain(text, 1, Hints{}); !strings.Contains(got, "ASSAULT") || !strings.Contains(got, "frames-assault.tsv:") {
		t.Errorf("explanation of an attack names no frame: %q", got)
	}
}

func TestFindIsDeterministic(t *testing.T) {
	c, e := open(t), analyser(t)
	text := analyse(t, e, "Israel and Egypt held talks with Jordan after rebels shelled a port, killing at least six people.")
	first := c.Explain(text, -1, Hints{})
	for range 20 {
		if got := c.Explain(text, -1, Hints{}); got != first {
			t.Fatalf("two runs differ:\n%s\n%s", first, got)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	c, e := open(b), analyser(b)
	text := analyse(b, e, "Israeli airstrikes on Gaza killed at least 12 people on Monday, officials said, hours after militants fired rockets "+
		"into southern Israel. Turkey called on both sides to end the fighting. The two presidents will meet in Geneva on Friday.")
	b.ReportMetric(float64(len(text.Sents)), "sentences")
	for b.Loop() {
		c.Find(text, Hints{})
	}
}
