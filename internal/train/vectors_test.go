package train

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casus-project/casus/internal/ling/encode"
)

func vectorFile(t *testing.T, lines string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "vectors.txt")
	if err := os.WriteFile(name, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestVectorsChosen checks that words of the vocabulary come first, that words which look alike to the network count once,
// and that each row holds the vector of its word.
func TestVectorsChosen(t *testing.T) {
	v, err := readVectors(vectorFile(t, "the 1 0\nArmy 0 1\narmy 9 9\n1990 -1 2\n1991 5 5\ntreaty 3 -1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"the", "army", "0000", "treaty"}; strings.Join(v.words, " ") != strings.Join(want, " ") {
		t.Fatalf("words are %q, want %q", v.words, want)
	}
	blob, table := v.choose([]string{"treaty", "absent"}, 2)
	look, err := encode.ReadVectors(blob, len(table)/v.width)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"treaty", "the"} {
		row := look.Row([]byte(w))
		if row < 0 {
			t.Fatalf("%q has no vector", w)
		}
		var sum float64
		for k := range v.width {
			x := table[int(row)*v.width+k]
			if x != v.values[v.row[w]*v.width+k] {
				t.Errorf("the row of %q is another word's", w)
			}
			sum += float64(x) * float64(x)
		}
		if size := math.Sqrt(sum / float64(v.width)); math.Abs(size-vectorSize) > 1e-3 {
			t.Errorf("the vector of %q has size %.3f", w, size)
		}
	}
	if look.Row([]byte("army")) >= 0 {
		t.Error("a word beyond the limit has a vector")
	}
}

func TestVectorsRefused(t *testing.T) {
	for name, c := range map[string]struct{ lines, want string }{
		"another width": {"a 1 2\nb 1\n", "vectors.txt:2: 1 values instead of 2"},
		"no number":     {"a 1 x\n", "vectors.txt:1:"},
	} {
		if _, err := readVectors(vectorFile(t, c.lines)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want one with %q", name, err, c.want)
		}
	}
}
