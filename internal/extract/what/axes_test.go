package what

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/casus-project/casus"
)

// minAxes is the share of own sentences on which each axis must be right.
const minAxes = 0.88

// TestAxes measures each of the four axes on sentences of our own; a sentence on which the event is not found counts as
// wrong on all of them.
func TestAxes(t *testing.T) {
	raw, err := os.ReadFile("testdata/axes.txt")
	if err != nil {
		t.Fatal(err)
	}
	c, e := open(t), analyser(t)
	polarity := map[string]string{"+": "positive", "-": "negative"}
	var right [4]int
	n := 0
	for _, line := range strings.Split(string(raw), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != 6 || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		doc := &casus.Document{ID: "t", Text: cells[5], Published: time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC)}
		text, err := e.Analyse(doc)
		if err != nil {
			t.Fatal(err)
		}
		want := [4]string{polarity[cells[1]], cells[2], cells[3], cells[4]}
		var got [4]string
		for _, k := range c.Find(text, Hints{}) {
			if strings.Contains(text.TextOf(k.First, k.Last), cells[0]) {
				got = [4]string{string(k.Polarity), string(k.Modality), string(k.Commitment), string(k.Background)}
				break
			}
		}
		for i := range want {
			if want[i] == got[i] {
				right[i]++
			} else {
				t.Logf("%s: want %s, got %q: %s", cells[0], want[i], got[i], cells[5])
			}
		}
	}
	for i, name := range []string{"polarity", "modality", "commitment", "background"} {
		share := float64(right[i]) / float64(n)
		t.Logf("%s: %d of %d right, %.3f", name, right[i], n, share)
		if share < minAxes {
			t.Errorf("%s is right on %.3f, at least %.2f", name, share, minAxes)
		}
	}
}
