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
	}, nil)
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

// TestVerbs: a dictionary's irregular forms count more than slips of the examples; a capital at the beginning of a sentence
// changes nothing; a short stem that is not doubled has lost an e.
func TestVerbs(t *testing.T) {
	past := encode.Morph{UPOS: ling.VERB, XPOS: ling.VBD}
	l := Learn([]Example{
		{Form: "fled", Lemma: "flead", Morph: past},
		{Form: "walked", Lemma: "walk", Morph: past},
		{Form: "talked", Lemma: "talk", Morph: past},
		{Form: "mended", Lemma: "mend", Morph: past},
		{Form: "stopped", Lemma: "stop", Morph: past},
		{Form: "said", Lemma: "say", Morph: past},
	}, []Example{{Form: "fled", Lemma: "flee", Morph: past}})
	l.Know(map[string]int32{"hop": 1, "hope": 2, "walk": 3, "clear": 4, "cleare": 5, "rob": 6})
	for form, want := range map[string]string{
		"fled": "flee", "Fled": "flee", "Said": "say", "hoped": "hope", "hopped": "hop", "cleared": "clear", "robbed": "rob", "walked": "walk",
	} {
		var c Cache
		if got := l.Find(&c, form, past); got != want {
			t.Errorf("%s is of %q, want %q", form, got, want)
		}
	}
}
