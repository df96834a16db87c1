package saying_test

import (
	"testing"

	"github.com/casus-project/casus/internal/extract/saying"
)

// actCase is a text and the acts in it, as show prints them.
type actCase struct{ name, text, want string }

func check(t *testing.T, cases []actCase) {
	finder := saying.New(saying.Options{})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := analyse(t, c.text)
			if got := show(text, finder.Find(text)); got != c.want {
				t.Errorf("%q gives\n%s\nwant\n%s", c.text, got, c.want)
			}
		})
	}
}

// TestPhrases: a verb that says nothing by itself says something together with the words behind it.
func TestPhrases(t *testing.T) {
	check(t, []actCase{
		{"at", "The opposition took sharp aim at the new toll.", "[The opposition] took sharp aim at <the new toll> say"},
		{"nothing aimed at", "The archer took aim and fell.", ""},
		{"of", "The envoy made no secret of his anger.", "[The envoy] made no secret of <his anger> confirm"},
		{"clear", "The mayor made it clear that the pier would close.", "[The mayor] made it clear <that the pier would close> say"},
		{"the case", "The nurse made the case that the ward was full.", "[The nurse] made the case <that the ward was full> say"},
		{"with a gap", "The editor took the minister to task.", "[The editor] took <the minister> allege"},
		{"a number", "The harbour board put the loss at 40 ships.", "[The harbour board] put <the loss> say\n[The harbour board] put <40 ships> say"},
		{"no number", "The crew put the boat at risk.", ""},
		{"as somebody put it", "As one miner put it, the pact was a gift to the banks.", "[one miner] put it <the pact was a gift to the banks> say"},
		{"from whom", "The bill drew sharp criticism from the clergy.", "[the clergy] drew sharp criticism <The bill> say"},
		{"from nobody", "The bill drew criticism.", ""},
		{"feels", "The ruling alarmed the clergy.", "[the clergy] alarmed <The ruling> believe"},
		{"feels in the passive", "The clergy were alarmed by the ruling.", "[The clergy] were alarmed <the ruling> believe"},
	})
}

// TestBounds: where an act begins and ends, and what is none.
func TestBounds(t *testing.T) {
	check(t, []actCase{
		{"blamed", "The captain was criticised for leaving the ship.", "[] was criticised <The captain> say\n[] was criticised <for leaving the ship> say"},
		{"in a statement", "The mayor said in a statement that the pier is safe.", "[The mayor] said <that the pier is safe> say"},
		{"a name", "Two brothers built a boat called Dawn.", ""},
		{"made by", "The film released by the ministry is long.", ""},
		{"to disarm", "The union called for the rebels to disarm.", "[The union] called for <the rebels to disarm> demand"},
		{"behind a colon", "The port had closed: “We are done,” the captain said.", "[the captain] said <“We are done,”> say"},
		{"a predicate", "That is according to the ministry.", "[the ministry] according to <That> say"},
		{"than in between", "According to more than ten sailors, the mast broke.", "[more than ten sailors] According to <the mast broke> say"},
		{"vouched for", "As the paper revealed, the ministry agreed to open the port.", "[the paper] revealed <the ministry agreed to open the port> say\n[the ministry] agreed <to open the port> confirm"},
		{"the narrator's clause", "The mayor said the pier was safe, calling the report a lie.", "[The mayor] said <the pier was safe> say\n[The mayor] calling <the report a lie> say"},
		{"the second verb", "The guard said he had seen the boat and denounced the owner.", "[The guard] said <he had seen the boat> say\n[The guard] denounced <the owner> say"},
		{"a list", "North Coast: Ann Poe, Jan Orr, Eva Lund", ""},
		{"why", "The board would not say why.", "[The board] would not say <why> say"},
		{"a thing found", "The divers found a chest near the wreck.", ""},
		{"as animals", "The guard referred to the men as animals.", "[The guard] referred to <the men as animals> say"},
		{"asked nothing", "The minister was asked.", "[] was asked <The minister> demand"},
	})
}
