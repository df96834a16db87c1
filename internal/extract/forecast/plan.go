package forecast

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// planLink is the link of what stands in the text as decided or scheduled.
const planLink = "plan"

// plans adds what the coder judged to be planned and no cue of foreseeing gave: "the talks will open on Monday".
func (p *page) plans() {
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.Modality != casus.Planned {
			continue
		}
		head := p.head(m.Trigger)
		if head < 0 || p.covered(head, m.Trigger) || p.t.Tokens[head].XPOS == ling.VBD || p.t.Tokens[head].Rel.Base() == ling.Acl && p.t.Tokens[head].XPOS == ling.VBN {
			continue
		}
		p.found[head] = &foreseen{pred: head, cue: head, link: planLink, strength: "certain", negated: m.Polarity == casus.Negative}
	}
}

// covered reports whether a forecast with a cue is about the trigger already, and is one.
func (p *page) covered(head int, trigger casus.Span) bool {
	first, last := p.t.TokensIn(trigger)
	for i := min(first, head); i < max(last, head+1); i++ {
		if x := p.found[i]; x != nil && p.weighed(x) {
			return true
		}
	}
	return false
}
