package tag

import (
	"testing"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/encode"
)

// TestFindIsOfItsTagAlone: what a form was read as before, with another tag, says nothing about what it is now.
func TestFindIsOfItsTagAlone(t *testing.T) {
	past, participle := encode.Morph{UPOS: ling.VERB, XPOS: ling.VBD}, encode.Morph{UPOS: ling.VERB, XPOS: ling.VBN}
	l := Learn([]Example{
		{Form: "trod", Lemma: "tread", Morph: past},
		{Form: "untrod", Lemma: "untread", Morph: past},
		{Form: "shod", Lemma: "shod", Morph: participle},
		{Form: "prod", Lemma: "prod", Morph: participle},
	})
	l.Know(map[string]int32{"retread": 1})
	first, second := Cache{}, Cache{}
	a := l.Find(&first, "retrod", past)
	b := l.Find(&second, "retrod", participle)
	if a == b {
		t.Fatalf("both are %q: the test shows nothing", a)
	}
	if got := l.Find(&first, "retrod", participle); got != b {
		t.Errorf("after the past tense the participle is %q, not %q", got, b)
	}
	if got := l.Find(&second, "retrod", past); got != a {
		t.Errorf("after the participle the past tense is %q, not %q", got, a)
	}
}
