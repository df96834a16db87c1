package forecast

import (
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// TestThing tells nouns for things from persons, bodies and publications: only these foresee.
func TestThing(t *testing.T) {
	f := New(Options{})
	for _, x := range []struct {
		words, head string
		pos         ling.POS
		kind        string
		want        bool
	}{
		{"referendum", "referendum", ling.NOUN, "", true},
		{"referendum", "referendum", ling.NOUN, "generic", false},
		{"jurist", "jurist", ling.NOUN, "", false},
		{"report", "report", ling.NOUN, "", false},
		{"Demir", "Demir", ling.PROPN, "", false},
		{"she", "she", ling.PRON, "", false},
	} {
		text := &ling.Text{
			Doc:    &casus.Document{Text: x.words},
			Tokens: []ling.Token{{Span: casus.Span{Start: 0, End: len(x.words)}, Form: x.words, Lemma: x.head, UPOS: x.pos, Head: -1}},
		}
		p := page{f: f, t: text}
		s := &casus.Party{Span: casus.Span{Start: 0, End: len(x.words)}, Actor: casus.Actor{Kind: x.kind}}
		if got := p.thing(s); got != x.want {
			t.Errorf("%s %s: thing %v, want %v", x.words, x.kind, got, x.want)
		}
	}
}
