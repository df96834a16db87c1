package what

import (
	"fmt"
	"math"
	"slices"
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
	defer m.close()
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
		if m.decision != nil {
			for i := range m.spare {
				if m.probability(&m.spare[i]) >= m.decision.threshold/2 {
					m.explainMatch(&b, &m.spare[i])
				}
			}
			found = m.decision.choose(m.decided)
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
	state := m.state(k)
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
	if m.decision != nil {
		fmt.Fprintf(b, "; decided by %s", m.reasons(k))
	}
	b.WriteByte('\n')
}

// state says how sure the coder is of a match and whether that is enough.
func (m *matcher) state(k *match) string {
	conf, enough := k.conf, k.conf >= m.c.threshold
	if d := m.decision; d != nil {
		conf = m.probability(k)
		enough = d.enough(&Candidate{Confidence: conf, Salience: k.salience()})
	}
	switch state := fmt.Sprintf("confidence %.2f", conf); {
	case m.decision == nil && k.absorbed:
		return "told by the event above it"
	case !enough:
		return state + ", below the threshold"
	case len(k.lacks) > 0:
		return state + ", lacks " + k.lacks[0].text
	default:
		return state
	}
}

// maxReasons is how many features Explain names for each decision.
const maxReasons = 4

// reasons are the features and words that weigh most in the decision on a match, with their share of its log odds.
func (m *matcher) reasons(k *match) string {
	if k.heard {
		z, _ := m.senseOf(k)
		return fmt.Sprintf("the sense network alone %+.2f, public document %+.2f", m.decision.heard.sense*z, m.decision.heard.own*m.publicDocument())
	}
	s := sink{named: true}
	m.describe(k, &s)
	m.describePublic(k, &s)
	all := m.shares(s.names, m.numbers(k))
	if z, ok := m.senseOf(k); ok {
		all = append(all, Feature{"the sense network", m.decision.mix.sense * z})
	}
	sort.SliceStable(all, func(i, j int) bool { return math.Abs(all[i].Value) > math.Abs(all[j].Value) })
	var b strings.Builder
	for i, f := range all[:min(maxReasons, len(all))] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s %+.2f", f.Name, f.Value)
	}
	return b.String()
}

// shares is by how much the sum would be lower without each feature, and without the vectors of each place around the trigger.
func (m *matcher) shares(features []Feature, numbers []float32) []Feature {
	d := m.decision
	out := make([]Feature, 0, len(features)+lexSlots)
	for _, f := range features {
		out = append(out, Feature{f.Name, float64(d.names[f.Name]) * f.Value})
	}
	if d.net == nil {
		return out
	}
	full := d.layer(features, numbers)
	sum := d.net.Sum(full)
	for i, f := range features {
		less := slices.Clone(full)
		d.net.Add(less, hash(fnvStart, f.Name), -float32(f.Value))
		out[i].Value += sum - d.net.Sum(less)
	}
	for slot, vector := range slices.Collect(slices.Chunk(numbers, max(1, m.t.LexWidth))) {
		less := slices.Clone(full)
		d.net.AddNumbers(less, slot*m.t.LexWidth, negative(vector))
		out = append(out, Feature{"meaning of " + lexNames[slot], sum - d.net.Sum(less)})
	}
	return out
}

func negative(x []float32) []float32 {
	out := make([]float32, len(x))
	for i, v := range x {
		out[i] = -v
	}
	return out
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
