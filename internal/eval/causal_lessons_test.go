package eval

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/casus-project/casus/internal/extract/link"
	lingall "github.com/casus-project/casus/internal/ling/all"
)

const lessonsFile = "../../eval/lessons/causal.csv"

// TestCausalLessons: every row of the project's own sentences is whole. Its marks stand in its own words, a causal sentence has
// some and no other has any, and no sentence comes twice.
func TestCausalLessons(t *testing.T) {
	table, err := readCSV(lessonsFile)
	if err != nil {
		t.Fatal(err)
	}
	tags := regexp.MustCompile(`</?(ARG[01]|SIG\d)>`)
	seen, causal := map[string]bool{}, 0
	for _, r := range table.rows {
		id, text := table.cell(r, "index"), table.cell(r, "text")
		marks := listItems(table.cell(r, "causal_text_w_pairs"))
		if seen[text] || seen[id] {
			t.Errorf("%s comes twice", id)
		}
		seen[text], seen[id] = true, true
		if (table.cell(r, "label") == "1") != (len(marks) > 0) {
			t.Errorf("%s: label %s with %d pairs", id, table.cell(r, "label"), len(marks))
		}
		causal += min(1, len(marks))
		for _, m := range marks {
			if got := tags.ReplaceAllString(m, ""); got != text {
				t.Errorf("%s: the marks stand in other words: %q", id, got)
			}
			p, ok := readMarks(m)
			if !ok {
				t.Errorf("%s: no cause or no effect in %q", id, m)
			} else if p.cause == p.effect {
				t.Errorf("%s: cause and effect are the same words", id)
			}
		}
	}
	if n := len(table.rows); n < 1500 || causal < 2*n/5 || causal > 3*n/5 {
		t.Errorf("%d of %d sentences are causal, want about half of 1,500 or more", causal, n)
	}
}

const fourSentences = `index,text,label
a,The road was closed after rocks fell on it .,1
b,The road is seven kilometres long .,0
c,Drivers struck because their pay was late .,1
d,The drivers met in a hall on Monday .,0
`

// TestCausalFoldsLearnLessons: each fold is trained on the other folds and on all lessons, and scored on none of these.
func TestCausalFoldsLearnLessons(t *testing.T) {
	engine, err := lingall.New("en", lingall.Options{})
	if err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "train.csv")
	if err := os.WriteFile(data, []byte(fourSentences), 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := CausalExamples(data, engine)
	if err != nil {
		t.Fatal(err)
	}
	own := []link.CausalExample{all[0]}
	own[0].Causal = !own[0].Causal
	var sizes []int
	task := CausalTask{Analyser: engine, Folds: 2, Lessons: own, Train: func(d []link.CausalExample) (*link.Causal, error) {
		sizes = append(sizes, len(d))
		if last := d[len(d)-1]; last.Causal != own[0].Causal || last.Text != own[0].Text {
			t.Errorf("a fold ends in %q, not in the lesson", strings.TrimSpace(last.Text.Doc.Text))
		}
		return link.TrainCausal(d, 1)
	}}
	res, err := Causal(data, task)
	if err != nil {
		t.Fatal(err)
	}
	if want := []int{3, 3}; !slices.Equal(sizes, want) {
		t.Errorf("the folds learn from %v sentences, want %v", sizes, want)
	}
	if res.N != len(all) || res.Scores["n_lessons"] != 1 {
		t.Errorf("scored %d sentences with %v lessons, want %d with 1", res.N, res.Scores["n_lessons"], len(all))
	}
}
