package what

import (
	"slices"
	"testing"

	"github.com/casus-project/casus"
)

// typesOf lists the types of all candidates at the word, spare ones included.
func typesOf(t *testing.T, sentence, word string) []casus.Code {
	t.Helper()
	c, e := open(t), analyser(t)
	text := analyse(t, e, sentence)
	var out []casus.Code
	for _, k := range c.Cases(text, Hints{}) {
		if text.Tokens[k.Head].Form == word {
			out = append(out, k.Type)
		}
	}
	return out
}

// TestBothReadings holds that what "will" or an end turns into another type is offered as it was too.
func TestBothReadings(t *testing.T) {
	for _, c := range []struct {
		sentence, word string
		turned, own    casus.Code
	}{
		{"The army will withdraw its troops from the valley in June.", "withdraw", "CONCEDE", "RETREAT"},
		{"The two presidents will meet in Geneva on Friday.", "meet", "AGREE", "CONSULT"},
	} {
		got := typesOf(t, c.sentence, c.word)
		if !slices.Contains(got, c.turned) || !slices.Contains(got, c.own) {
			t.Errorf("%s: candidates %v at %q, want %s and %s", c.sentence, got, c.word, c.turned, c.own)
		}
	}
}

// TestIrregularForms holds that past forms find the frames of their verb, in capitals too.
func TestIrregularForms(t *testing.T) {
	for _, c := range []struct {
		sentence, word string
		want           casus.Code
	}{
		{"The junta froze the accounts of the party on Monday.", "froze", "COERCE"},
		{"Two drivers were beaten by soldiers at the gate.", "beaten", "ASSAULT"},
		{"THE GOVERNMENT HAS SENT SOLDIERS TO THE BORDER.", "SENT", "MOBILIZE"},
	} {
		if got := typesOf(t, c.sentence, c.word); !slices.Contains(got, c.want) {
			t.Errorf("%s: candidates %v at %q, want %s", c.sentence, got, c.word, c.want)
		}
	}
}

// TestNumberOfDead holds that a number makes "dead" a result, and that the word alone is none.
func TestNumberOfDead(t *testing.T) {
	if got := typesOf(t, "Hospitals report nine dead in the capital.", "dead"); !slices.Contains(got, "ASSAULT") {
		t.Errorf("nine dead: candidates %v, want ASSAULT", got)
	}
	c, e := open(t), analyser(t)
	text := analyse(t, e, "The old harbour is a dead place in winter.")
	if got := c.Find(text, Hints{}); len(got) > 0 {
		t.Errorf("a dead place: found %s", got[0].Type)
	}
}

// TestNounsOwnContent: what a plan is about is planned; what was done with the plan is done.
func TestNounsOwnContent(t *testing.T) {
	for _, c := range []struct {
		sentence, word string
		want           casus.Modality
	}{
		{"The plan endorsed by the president would cost jobs.", "endorsed", casus.Realised},
		{"The president confirmed a plan to withdraw his troops from the valley.", "withdraw", casus.Planned},
	} {
		k, e := open(t), analyser(t)
		text := analyse(t, e, c.sentence)
		found := false
		for _, f := range k.Find(text, Hints{}) {
			if text.Tokens[f.Head].Form == c.word {
				found = true
				if f.Modality != c.want {
					t.Errorf("%s: %q is %s, want %s", c.sentence, c.word, f.Modality, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no event at %q", c.sentence, c.word)
		}
	}
}

// TestForbiddenSlot: what a frame must not have tells that another frame of the word was meant, which then stands alone.
func TestForbiddenSlot(t *testing.T) {
	got := typesOf(t, "Portugal sent troops to the peacekeeping force in Mali.", "sent")
	if slices.Contains(got, "MOBILIZE") || !slices.Contains(got, "AID") {
		t.Errorf("candidates %v at \"sent\", want AID without MOBILIZE", got)
	}
	if got := typesOf(t, "Portugal sent troops to the border of Mali.", "sent"); !slices.Contains(got, "MOBILIZE") {
		t.Errorf("candidates %v at \"sent\", want MOBILIZE", got)
	}
}

// TestTrapInTheme: a verb that is no event beside what an event is about does not take the event away, a noun does.
func TestTrapInTheme(t *testing.T) {
	if got := typesOf(t, "Fighter jets forced a Chilean plane flying from Lima to Quito to land on Friday.", "forced"); !slices.Contains(got, "COERCE") {
		t.Errorf("candidates %v at \"forced\", want COERCE", got)
	}
}

// TestCondemn: a government that condemns reproaches, a court that condemns sentences.
func TestCondemn(t *testing.T) {
	for _, c := range []struct {
		sentence string
		want     casus.Code
	}{
		{"The government of Chile condemned the general for shelling the harbour.", "ACCUSE"},
		{"A court in Quito condemned the general to ten years in prison.", "SANCTION"},
	} {
		k, e := open(t), analyser(t)
		text := analyse(t, e, c.sentence)
		found := false
		for _, f := range k.Find(text, Hints{}) {
			if text.Tokens[f.Head].Form == "condemned" {
				found = true
				if f.Type != c.want {
					t.Errorf("%s: %s by %s, want %s", c.sentence, f.Type, f.Rule, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no event", c.sentence)
		}
	}
}
