package what

import (
	"testing"

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
