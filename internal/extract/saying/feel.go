package saying

import "github.com/casus-project/casus/internal/ling"

// Some verbs tell what somebody feels about something that is their subject: "the ruling alarmed the clergy", "the clergy
// were alarmed by the ruling". Who feels is the object, or the subject of the passive.

// felt is the act of the verb of feeling at i; nil where nobody feels or nothing is felt about.
func (p *page) felt(i int, c *cue) *draft {
	d := &draft{stance: c.stance, presumed: true, rule: "verb feel", cue: p.verbGroup(i, -1)}
	s := p.ownSubject(i)
	if p.passive(i) {
		if s < 0 {
			s, _ = p.subject(i)
		}
		d.rule += " passive"
		d.parts = p.feltAbout(i)
		d.speaker = p.speaker(s, i)
	} else if o := p.object(i); o > i && s >= 0 && s < i {
		d.parts = p.runs(p.collect(s, p.clauseOn(s, i)))
		d.speaker = p.trim(p.below(o))
	}
	if len(d.parts) == 0 || d.speaker.empty() || d.parts[0].overlaps(d.speaker) {
		return nil
	}
	return d
}

// feltAbout is what somebody who is alarmed or moved is so about: a clause, or the phrase behind "by", "about" or the like.
func (p *page) feltAbout(i int) []run {
	for _, k := range p.t.Children(i) {
		x := int(k)
		if x < i {
			continue
		}
		w, at := p.caseOf(x)
		switch w {
		case "by", "about", "at", "with", "over", "of":
			return p.runs(p.dropFirst(p.collect(x), at))
		case "that":
			return p.runs(p.collect(x))
		}
		if p.rel(x) == ling.Ccomp {
			return p.runs(p.collect(x))
		}
	}
	return nil
}
