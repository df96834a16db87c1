package en

import "github.com/casus-project/casus/internal/ling"

// subjects mends verbs that got two subjects where a clause below them got none: "The toll has risen, the ministry said"
// read as if the toll said it. No verb has two; the one on the far side of the clause, or between verb and clause, is the clause's.
func subjects(t *ling.Text) (mended bool) {
	for v := range t.Tokens {
		s := t.ChildrenBy(v, ling.Nsubj, ling.NsubjPass)
		if len(s) != 2 {
			continue
		}
		for _, k := range t.Children(v) {
			c := int(k)
			if r := t.Tokens[c].Rel.Base(); r != ling.Ccomp && r != ling.Parataxis || t.ChildBy(c, ling.Nsubj, ling.NsubjPass, ling.Csubj, ling.Expl) >= 0 {
				continue
			}
			give := -1
			switch {
			case s[0] < c && c < s[1]:
				give = s[0]
			case v < s[1] && s[1] < c:
				give = s[1]
			}
			if give >= 0 {
				t.Tokens[give].Head = int32(c)
				if t.ChildBy(c, ling.AuxPass) >= 0 {
					t.Tokens[give].Rel = ling.NsubjPass
				}
				mended = true
				break
			}
		}
	}
	return mended
}
