package gold

import (
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// leakWords is how many words in a row count as taken over.
const leakWords = 6

// leakRoots are where rules, lexicons, test cases, examples and training input stand, from the root of the repository. The lessons
// and fresh reports are not among them: in so many sentences idioms of six words meet by chance; that no sentence of theirs is
// nearly one of another part is held by TestCorpus.
var leakRoots = []string{"data/lexicon", "examples", "internal", "cmd", "docs", "eval/gold/open", "eval/gold/check", "eval/gold/blind"}

// lightWords are those of grammar and of times: they stand together in any text.
var lightWords = wordSet(`a an the this that these those of for and or but on in to at by from with into over as than so too not no
	de del da la le du al el
	i me my we us our you your he him his she her it its they them their who whom whose which what when where how there here
	be is are was were been being am has have had having do does did will would can could may might must shall should
	all any both each some more most other another such own same if
	end beginning start middle day days week weeks weekend month months year years hour hours last next first second
	since before after until till within later earlier early late past morning evening night`)

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// TestSealedPartIsNowhereElse holds that no six words in a row of a sealed text stand in rules, lexicons, test cases,
// examples, the open and check parts or the code. Only names, times and turns of grammar may: six words of which at most one
// is more than a word that is capitalised in the sealed text, a number or a light word ("the High Representative of the
// European Union", "gone by the end of the").
func TestSealedPartIsNowhereElse(t *testing.T) {
	sealed, err := Read(os.DirFS("../../eval/gold"), "sealed")
	if err != nil && len(sealed) == 0 {
		t.Skipf("no sealed part: %v", err)
	}
	grams := sealedGrams(sealed)
	if len(grams) == 0 {
		t.Fatal("the sealed part has no sentences")
	}
	files := 0
	for _, root := range leakRoots {
		err := filepath.WalkDir(filepath.Join("../..", root), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil || !utf8.Valid(b) {
				return err
			}
			if strings.HasPrefix(path, "../../eval/gold/blind") && isSealed(sealed, path) {
				return nil
			}
			files++
			for _, hit := range leaks(grams, string(b)) {
				t.Errorf("%s: %q stands in the sealed part (%s)", strings.TrimPrefix(path, "../../"), hit.words, hit.where)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 100 {
		t.Errorf("only %d files looked at", files)
	}
}

// isSealed reports whether a second coding is of a sealed cluster, whose words it must quote.
func isSealed(sealed []*Cluster, path string) bool {
	return slices.ContainsFunc(sealed, func(c *Cluster) bool { return filepath.Base(c.File) == filepath.Base(path) })
}

// gram is where a sequence of words stands.
type gram struct{ words, where string }

// sealedGrams are the sequences of the sealed sentences by hash, names apart.
func sealedGrams(clusters []*Cluster) map[uint64]gram {
	out := map[uint64]gram{}
	for _, c := range clusters {
		for _, r := range c.Reports {
			for _, text := range append([]string{r.Title}, sentencesOf(r)...) {
				words := wordsIn(text)
				shout := strings.ToUpper(text) == text
				for i := 0; i+leakWords <= len(words); i++ {
					if w := words[i : i+leakWords]; !common(w, shout) {
						out[hashWords(w)] = gram{strings.ToLower(strings.Join(w, " ")), c.File + " " + r.ID}
					}
				}
			}
		}
	}
	return out
}

func sentencesOf(r *Report) []string {
	var out []string
	for _, s := range r.Sentences {
		out = append(out, s.Of(r.Text))
	}
	return out
}

func wordsIn(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// common reports whether fewer than two of the words say anything. In a text of capitals no word shows that it is a name.
func common(words []string, shout bool) bool {
	heavy := 0
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		name := unicode.IsUpper(first) && !shout && i > 0 || unicode.IsDigit(first)
		if !name && !lightWords[strings.ToLower(w)] {
			heavy++
		}
	}
	return heavy < 2
}

func hashWords(words []string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(strings.ToLower(w)))
		h.Write([]byte{0})
	}
	return h.Sum64()
}

// leaks are the sequences of a text that the sealed part has.
func leaks(grams map[uint64]gram, text string) []gram {
	var out []gram
	// A sequence ends where a line or a field of a table ends; a JSON string has its escapes in it.
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\t' }) {
		words := wordsIn(line)
		for i := 0; i+leakWords <= len(words); i++ {
			if g, ok := grams[hashWords(words[i:i+leakWords])]; ok && !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
	}
	return out
}

// TestLeaks shows what counts as taken over.
func TestLeaks(t *testing.T) {
	r := &Report{ID: "r1", Paragraphs: [][]string{{
		"Gunmen took nine engineers from the pumping station.", "The Prime Minister of the Republic of Korea spoke.",
		"They want the last soldier gone by the end of the month.",
	}}}
	r.lay()
	grams := sealedGrams([]*Cluster{{File: "sealed/c.jsonl", Reports: []*Report{r}}})
	for _, c := range []struct {
		text string
		want int
	}{
		{"text: gunmen took nine engineers, from THE bus", 1},
		{"Gunmen took nine engineers from a bus.", 0},
		{"Gunmen took nine\nengineers from the pumping station", 0},
		{"nine engineers from the pumping station", 1},
		{"gone by the end of the month", 0},
		{"last soldier gone by the end", 1},
		{"the Prime Minister of the Republic of Korea", 0},
		{"Minister of the Republic of Korea spoke", 0},
	} {
		if got := leaks(grams, c.text); len(got) != c.want {
			t.Errorf("%q: %v, want %d", c.text, got, c.want)
		}
	}
}
