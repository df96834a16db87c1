package what

import (
	"fmt"
	"sort"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// maxMisses is how many near misses Explain prints for a sentence.
const maxMisses = 6

// Explain says for sentence s (all sentences for -1) which frames were candidates, which fired and why the others did
// not, the nearest miss first.
func (c *Coder) Explain(t *ling.Text, s int, h Hints) string {
	var b strings.Builder
	m := newMatcher(c, t, h)
	for n := range t.Sents {
		if s >= 0 && n != s {
			continue
		}
		var misses []miss
		m.misses = &misses
		found := m.sentence(n)
		for i := range m.found {
			m.explainMatch(&b, &m.found[i])
		}
		if len(found) == 0 {
			b.WriteString("no event\n")
		}
		m.explainMisses(&b, misses)
	}
	return b.String()
}

func (m *matcher) explainMatch(b *strings.Builder, k *match) {
	word := m.t.Tokens[k.view.head].Form
	switch {
	case k.frame.trap != "":
		fmt.Fprintf(b, "%s: no event: %s (%s)\n", word, k.frame.trap, k.frame.name)
		return
	case k.code == "":
		fmt.Fprintf(b, "%s: a statement, CAMEO %s, no event (%s)\n", word, k.cameo, k.frame.name)
		return
	}
	state := fmt.Sprintf("confidence %.2f", k.conf)
	if k.absorbed {
		state = "told by the event above it"
	} else if k.conf < m.c.threshold {
		state += ", below the threshold"
	}
	fmt.Fprintf(b, "%s: %s %s %s, %s (%s)", word, k.code, strings.Join(k.modes, "+"), k.cameo, state, k.frame.name)
	if k.view.light != nil {
		fmt.Fprintf(b, " carried by %q", k.view.light.name)
	}
	for _, f := range k.fills {
		fmt.Fprintf(b, " %c=%s", f.role, m.t.Tokens[f.token].Form)
	}
	if len(k.verdict.why) > 0 {
		fmt.Fprintf(b, "; %s", strings.Join(k.verdict.why, ", "))
	}
	for _, o := range k.others {
		fmt.Fprintf(b, "; also %s", o.name)
	}
	b.WriteByte('\n')
}

func (m *matcher) explainMisses(b *strings.Builder, misses []miss) {
	fired := map[int]bool{}
	for i := range m.found {
		fired[m.found[i].view.head] = true
	}
	sort.SliceStable(misses, func(i, j int) bool { return misses[i].got > misses[j].got })
	shown := 0
	for _, x := range misses {
		if fired[x.token] || x.frame.code == "" || shown == maxMisses {
			continue
		}
		shown++
		fmt.Fprintf(b, "%s: not %s: %s (%s)\n", m.t.Tokens[x.token].Form, x.frame.code, x.why, x.frame.name)
	}
}
