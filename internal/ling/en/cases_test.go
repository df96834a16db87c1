package en

import (
	"strings"
	"testing"
)

// TestSegment: sentences are separated by ¦, words by spaces; | stands between the words of one surface token.
func TestSegment(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"clitics":      {"They don't know what we've lost, he'll say.", "They do|n't know what we|'ve lost , he|'ll say ."},
		"possessive":   {"The minister's aides met the rebels' envoy.", "The minister|'s aides met the rebels|' envoy ."},
		"money":        {"It cost $5 million, or 4.5%.", "It cost $ 5 million , or 4.5 % ."},
		"hyphens":      {"A 15-year-old was in the US-led force.", "A 15 - year - old was in the US - led force ."},
		"abbreviation": {"The U.S. Navy left. Mr. Obi stayed.", "The U.S. Navy left . ¦ Mr. Obi stayed ."},
		"clock":        {"It fell at 7:50 a.m. local time.", "It fell at 7:50 a.m. local time ."},
		"numbers":      {"Some 12,500 people fled on 3/4/2024.", "Some 12,500 people fled on 3/4/2024 ."},
		"quotes":       {"“We won't stop,” she said. “Never.”", "“ We wo|n't stop , ” she said . ¦ “ Never . ”"},
		"paragraphs":   {"Army takes bridge\n\nThe army took it.", "Army takes bridge ¦ The army took it ."},
		"lines":        {"Army takes bridge\nThe army took it.", "Army takes bridge ¦ The army took it ."},
		"address":      {"See www.example.org/a-b, please.", "See www.example.org/a-b , please ."},
		"cannot":       {"They cannot leave.", "They can|not leave ."},
		"edited":       {"“[W]e must go,” he said, and threaten[ed] a strike [sic].", "“ [W]e must go , ” he said , and threaten[ed] a strike [ sic ] ."},
		"full line":    {"Ministers of Kenya will hold talks in\nAddis Ababa next week.", "Ministers of Kenya will hold talks in Addis Ababa next week ."},
		"whole":        {"Its army left. Visitors owe years of rent.", "Its army left . ¦ Visitors owe years of rent ."},
		"titles":       {"They met Rep. Osei Boateng and Lt. Gen. Idris Obi. Gov. Amara Lind left.", "They met Rep. Osei Boateng and Lt. Gen. Idris Obi . ¦ Gov. Amara Lind left ."},
		"initials":     {"J. K. Obi spoke. So did A. Lee.", "J. K. Obi spoke . ¦ So did A. Lee ."},
	} {
		t.Run(name, func(t *testing.T) {
			x := read(t, c.text)
			var b strings.Builder
			for s, sent := range x.Sents {
				if s > 0 {
					b.WriteString(" ¦ ")
				}
				for i := sent.First; i < sent.Last; i++ {
					switch {
					case i == sent.First:
					case x.Tokens[i].Part > 1:
						b.WriteByte('|')
					default:
						b.WriteByte(' ')
					}
					b.WriteString(x.Tokens[i].Form)
				}
			}
			if b.String() != c.want {
				t.Errorf("got  %s\nwant %s", b.String(), c.want)
			}
		})
	}
}

// TestWrappedLines: where every line is full, line ends are spaces.
func TestWrappedLines(t *testing.T) {
	text := `The army said on Tuesday that it had taken two bridges north of the
town of Port Celeste after a night of fighting in which at least three
soldiers were killed and eleven others were wounded by mortar fire from
the hills around it. The rebels denied this.
`
	if x := read(t, text); len(x.Sents) != 2 {
		t.Errorf("%d sentences in a wrapped paragraph of two", len(x.Sents))
	}
}
