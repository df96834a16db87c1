package what

import (
	"slices"
	"testing"

	"github.com/casus-project/casus"
)

// types lists the types that the coder reports for a text.
func types(t *testing.T, text string) []casus.Code {
	t.Helper()
	var out []casus.Code
	for _, k := range open(t).Find(analyse(t, analyser(t), text), Hints{}) {
		out = append(out, k.Type)
	}
	return out
}

// TestHarmNeedsADoer codes harm where somebody does it, and not where a storm or a crash does.
func TestHarmNeedsADoer(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"mishap in the document", "A ferry capsized off the island in a storm on Monday. Officials said that nine people were killed. The ministry counts four deaths more.", false},
		{"mishap in the sentence", "The earthquake damaged forty houses and killed nine people, the governor said.", false},
		{"violence in the document", "Gunmen attacked a village near the lake on Monday. Officials said that nine people were killed.", true},
		{"doer in the sentence", "A storm hit the coast on Monday. Soldiers killed nine people in the port.", true},
		{"fire opened", "The landslide blocked the road. Police opened fire on the crowd and killed nine people.", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := types(t, c.text)
			if slices.Contains(got, "ASSAULT") != c.want {
				t.Errorf("%v, want ASSAULT: %v", got, c.want)
			}
		})
	}
}

func TestLoadMishaps(t *testing.T) {
	if _, err := loadMishaps(broken(t, "mishap.tsv", "harm\tdie\nweather\train\n")); err == nil {
		t.Error("an unknown kind was read")
	}
}

// TestVagueWords proposes no candidate for a word of many senses where nothing settles the sense.
func TestVagueWords(t *testing.T) {
	c, e := open(t), analyser(t)
	for _, x := range []struct {
		text string
		code casus.Code
		want bool
	}{
		{"The federation held the final in May.", "COERCE", false},
		{"Police held three miners in custody on Friday.", "COERCE", true},
		{"The teacher used a new method.", "ASSAULT", false},
		{"The police used tear gas against the miners.", "ASSAULT", true},
	} {
		got := false
		for _, k := range c.Cases(analyse(t, e, x.text), Hints{}) {
			got = got || k.Type == x.code
		}
		if got != x.want {
			t.Errorf("%s: a candidate for %s: %v, want %v", x.text, x.code, got, x.want)
		}
	}
}
