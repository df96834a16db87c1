package figure

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// Befall names what a count of people is of by the event in which they stand: five workers seized in an abduction are
// abducted, three thousand who act in a demonstration are protesters. Figures whose own words say it keep what they have.
// m is the mention that the figure belongs to.
func (f *Finder) Befall(t *ling.Text, fig *casus.Figure, m *casus.Mention) {
	if fig.Kind != "count" || fig.Attribute != "" && fig.Attribute != "captured" && fig.Attribute != "detained" || fig.About.Empty() || len(m.Modes) == 0 {
		return
	}
	head, _ := t.TokensIn(fig.About)
	if head >= len(t.Tokens) || !f.person(t, head) && t.Tokens[head].UPOS != ling.PROPN {
		return
	}
	for _, side := range []struct {
		how     string
		parties []casus.Party
	}{{"actor", m.Actors}, {"recipient", m.Recipients}} {
		for _, p := range side.parties {
			if n := f.tables.counted[strings.ToLower(m.Modes[0])+" "+side.how]; n != "" && p.Span.Contains(fig.About) {
				fig.Attribute, fig.Counted = n, n
				if c, ok := f.tables.counted[n]; ok {
					fig.Counted = c
				}
				return
			}
		}
	}
}
