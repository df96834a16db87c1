package fuse

import (
	"slices"
	"time"

	"github.com/casus-project/casus"
)

// aheadDays is how many days after its report a day must lie to be in its future: a day may already have begun elsewhere.
const aheadDays = 2

// planAhead takes what a page tells as realised for planned where its time only begins after the page was published. A copy
// of such a mention is changed.
func planAhead(p *Page) {
	if p.Doc.Published.IsZero() {
		return
	}
	first := p.Doc.Published.AddDate(0, 0, aheadDays).Format(time.DateOnly)
	cloned := false
	for i := range p.Mentions {
		m := &p.Mentions[i]
		if m.Modality != casus.Realised || m.Polarity == casus.Negative || m.Time == nil || m.Time.From < first {
			continue
		}
		if !cloned {
			p.Mentions, cloned = slices.Clone(p.Mentions), true
		}
		p.Mentions[i].Modality = casus.Planned
	}
}
