package what

import (
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

// TestWhoIsAsked shows as recipient of a demand who is asked, never what is asked for, and elsewhere no thing that names
// nobody.
func TestWhoIsAsked(t *testing.T) {
	c, e := open(t), analyser(t)
	for _, x := range []struct {
		text string
		code casus.Code
		want string // the recipient's words, "" for none
	}{
		{"The mayor urged restrictions on assault weapons.", "REQUEST", ""},
		{"The senator called for a limit on magazines.", "REQUEST", ""},
		{"The senator called on Congress to limit magazines.", "REQUEST", "Congress"},
		{"The union demanded that Norway release its members.", "REQUEST", "Norway"},
		{"The minister urged the rebels to leave the town.", "REQUEST", "the rebels"},
		{"The opposition criticised the move on Monday.", "ACCUSE", ""},
		{"The opposition criticised Norway's ban on Monday.", "ACCUSE", "Norway's ban"},
	} {
		text := analyse(t, e, x.text)
		found := false
		for _, k := range c.Find(text, Hints{}) {
			if k.Type != x.code {
				continue
			}
			found = true
			var words []string
			for _, a := range k.Recipients {
				words = append(words, text.SpanOf(a.First, a.Last).Of(x.text))
			}
			if got := strings.Join(words, "; "); got != x.want {
				t.Errorf("%s: recipient %q, want %q", x.text, got, x.want)
			}
		}
		if !found {
			t.Errorf("%s: no %s", x.text, x.code)
		}
	}
}
