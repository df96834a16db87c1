package what

import (
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// saidBy marks the words of the text as said by the phrase of one token.
func saidBy(t *ling.Text, speaker, cue, from, to string) Hints {
	at := func(w string) int {
		for i := range t.Tokens {
			if t.Tokens[i].Form == w {
				return i
			}
		}
		return -1
	}
	s, c := at(speaker), at(cue)
	return Hints{Sayings: []Saying{{
		SpeakerFirst: s, SpeakerLast: s + 1, CueFirst: c, CueLast: c + 1, ContentFirst: at(from), ContentLast: at(to) + 1, Stance: casus.StanceSay,
	}}}
}

// TestReproachOfSpeaker holds that who says that an act is unlawful accuses, and that nobody reports that from elsewhere.
func TestReproachOfSpeaker(t *testing.T) {
	c, e := open(t), analyser(t)
	text := analyse(t, e, "Karua said that the decree was unlawful.")
	found := false
	for _, k := range c.Cases(text, saidBy(text, "Karua", "said", "that", "unlawful")) {
		if k.Type != "ACCUSE" || text.Tokens[k.Head].Form != "unlawful" {
			continue
		}
		found = true
		if len(k.Actors) != 1 || text.TextOf(k.Actors[0].First, k.Actors[0].Last) != "Karua" || k.Commitment != casus.Flat {
			t.Errorf("actors %v, commitment %s, want Karua, flat", k.Actors, k.Commitment)
		}
	}
	if !found {
		t.Error("no reproach at unlawful")
	}
	for _, k := range c.Cases(text, Hints{}) {
		if text.Tokens[k.Head].Form == "unlawful" && len(k.Actors) > 0 {
			t.Errorf("without a speaker: %s", k.Rule)
		}
	}
}

// TestNoTrigger holds for words that look like a trigger and are none.
func TestNoTrigger(t *testing.T) {
	c, e := open(t), analyser(t)
	for _, k := range []struct{ text, word string }{
		{"The reporter asked the minister whether he had read the report.", "asked"},
		{"The deputies of the Standing Attack Committee met a farmer.", "Attack"},
		{"The presenter was dropped in 2007 by the station.", "dropped"},
		{"Officials want to end the government shutdown before Friday.", "shutdown"},
	} {
		text := analyse(t, e, k.text)
		for _, f := range c.Find(text, Hints{}) {
			if text.Tokens[f.Head].Form == k.word {
				t.Errorf("%s: found %s by %s", k.text, f.Type, f.Rule)
			}
		}
	}
}

// TestAxesOfThreats holds what is planned and who vouches for it.
func TestAxesOfThreats(t *testing.T) {
	c, e := open(t), analyser(t)
	for _, k := range []struct {
		text, word string
		want       casus.Modality
	}{
		{"The general threatened to expel the diplomats.", "expel", casus.Planned},
		{"The union urged the court to free the men arrested in May.", "arrested", casus.Realised},
	} {
		text := analyse(t, e, k.text)
		found := false
		for _, f := range c.Cases(text, Hints{}) {
			if strings.HasPrefix(text.Tokens[f.Head].Form, k.word) && !f.Spare {
				found = true
				if f.Modality != k.want {
					t.Errorf("%s: %q is %s, want %s", k.text, k.word, f.Modality, k.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no candidate at %q", k.text, k.word)
		}
	}
}

// TestNobodyVouches holds that what is taken for given, expected by nobody named or turned down is told in the outlet's own voice, and
// that what is said is not.
func TestNobodyVouches(t *testing.T) {
	c, e := open(t), analyser(t)
	for _, k := range []struct {
		text, speaker, cue, from, to, word string
		stance                             casus.Stance
		want                               casus.Commitment
	}{
		{"The bishop condemned the raid as a crime.", "bishop", "condemned", "the", "raid", "raid", casus.StanceSay, casus.Flat},
		{"The envoy is expected to mediate.", "", "expected", "to", "mediate", "mediate", casus.StanceBelieve, casus.Flat},
		{"The governor refuses to resign.", "governor", "refuses", "to", "resign", "resign", casus.StanceDeny, casus.Flat},
		{"The strike was useless, the bishop believes.", "bishop", "believes", "The", "useless", "strike", casus.StanceBelieve, casus.Attributed},
		{"The bishop said that soldiers killed two villagers.", "bishop", "said", "that", "villagers", "killed", casus.StanceSay, casus.Attributed},
	} {
		text := analyse(t, e, k.text)
		h := saidBy(text, k.speaker, k.cue, k.from, k.to)
		h.Sayings[0].Stance = k.stance
		if k.speaker == "" {
			h.Sayings[0].SpeakerFirst, h.Sayings[0].SpeakerLast = -1, -1
		}
		found := false
		for _, f := range c.Cases(text, h) {
			if text.Tokens[f.Head].Form == k.word && !f.Spare {
				found = true
				if f.Commitment != k.want {
					t.Errorf("%s: %q is %s, want %s", k.text, k.word, f.Commitment, k.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no candidate at %q", k.text, k.word)
		}
	}
}
