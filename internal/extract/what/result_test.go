package what

import (
	"strings"
	"testing"
)

// TestResultOfDeed holds that "dead" behind "shot" is part of the shooting, with whom it befell.
func TestResultOfDeed(t *testing.T) {
	c, e := open(t), analyser(t)
	text := analyse(t, e, "Soldiers shot two farmers dead at the roadblock on Friday.")
	var triggers []string
	for _, k := range c.Find(text, Hints{}) {
		if k.Type == "ASSAULT" {
			triggers = append(triggers, text.TextOf(k.First, k.Last))
		}
	}
	if len(triggers) != 1 || !strings.Contains(triggers[0], "shot") || !strings.Contains(triggers[0], "dead") {
		t.Errorf("triggers %q, want one with both words", triggers)
	}
}
