package what

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/casus-project/casus/data"

	"github.com/casus-project/casus/internal/ontology"
)

func open(t testing.TB) *Coder {
	t.Helper()
	o, err := ontology.Open()
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(o, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLexiconCoversEveryType(t *testing.T) {
	c := open(t)
	heads := map[string]map[string]bool{}
	triggers := map[string]bool{}
	for _, frames := range c.lex.frames {
		for _, f := range frames {
			if f.code == "" {
				continue
			}
			if heads[string(f.code)] == nil {
				heads[string(f.code)] = map[string]bool{}
			}
			heads[string(f.code)][f.trigger] = true
			triggers[f.trigger] = true
		}
	}
	for _, code := range c.onto.Types() {
		if n := len(heads[string(code)]); n < 15 {
			t.Errorf("%s has %d triggers, want at least 15", code, n)
		} else {
			t.Logf("%s %d", code, n)
		}
	}
	if len(triggers) < 1000 {
		t.Errorf("%d triggers, want at least 1000", len(triggers))
	}
	t.Logf("%d triggers", len(triggers))
}

// broken is the embedded data with one file replaced.
func broken(t *testing.T, name, content string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(data.FS, "lexicon/en", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(data.FS, path)
		out[path] = &fstest.MapFile{Data: raw}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	out["lexicon/en/"+name] = &fstest.MapFile{Data: []byte(content)}
	return out
}

func TestBadTablesNameTheLine(t *testing.T) {
	o, err := ontology.Open()
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct{ name, file, content, want string }{
		{"type", "frames-assault.tsv", "# head\nkill\t\tsubj=A\tASAULT\n", "frames-assault.tsv:2: unknown event type \"ASAULT\" (did you mean ASSAULT?)"},
		{"mode", "frames-assault.tsv", "kill\t\tsubj=A\tASSAULT/tortured\n", "ASSAULT has no mode \"tortured\" (did you mean torture?)"},
		{"cameo", "frames-assault.tsv", "kill\t\tsubj=A\tASSAULT\t999\n", "unknown CAMEO code \"999\""},
		{"class", "frames-assault.tsv", "kill\t\tsubj/peron=A\tASSAULT\n", "unknown class \"peron\" (did you mean person?)"},
		{"role", "frames-assault.tsv", "kill\t\tsubj=Q\tASSAULT\n", "unknown role \"Q\""},
		{"weight", "frames-assault.tsv", "kill\t\tsubj=A\tASSAULT\t180\t7\n", "weight \"7\""},
		{"effect", "operators.tsv", "plan\txc\tplaned\n", "unknown effect \"planed\" (did you mean planned?)"},
		{"cells", "cues.tsv", "adv\tnot\tnegative\tmore\n", "cues.tsv:1: 4 cells, want at most 3"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := New(o, Options{Lexicon: broken(t, c.file, c.content)})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
		})
	}
}
