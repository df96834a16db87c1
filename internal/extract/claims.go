package extract

import (
	"strconv"

	"github.com/casus-project/casus"
)

// attribute names what a figure is a claim about: what its words say of the event, else what is counted, else the kind
// of measure. Figures that describe rather than claim (ages, ordinals, durations) have none.
func attribute(f *casus.Figure) string {
	switch f.Kind {
	case "age", "ordinal", "duration", "":
		return ""
	}
	if f.Attribute != "" {
		return f.Attribute
	}
	if f.Kind == "count" {
		return f.Counted
	}
	return f.Kind
}

// claimer makes the claims of one document.
type claimer struct {
	doc *casus.Document
	run casus.RunID
}

// shared is what every claim of a mention shares.
func (k claimer) shared(m *casus.Mention) casus.Claim {
	c := casus.Claim{
		Run: k.run, Mention: m.ID, Outlet: k.doc.Source, Commitment: m.Commitment, Published: k.doc.Published,
		Sentence: m.Sentence, Denied: m.Polarity == casus.Negative,
	}
	if m.Attribution != nil {
		c.Speaker, c.Stance = m.Attribution.Speaker, m.Attribution.Stance
	}
	c.OwnSide = ownSide(m, c.Speaker)
	return c
}

// typed says what the words call the event: "arrest" and "abduction" are two claims about one happening.
func (k claimer) typed(m *casus.Mention) casus.Claim {
	c := k.shared(m)
	c.Attribute, c.Value, c.Span = "type", m.Lemma, m.Trigger
	if c.Value == "" {
		c.Value = m.TriggerText
	}
	return c
}

// figured is the claim that a figure of the mention makes.
func (k claimer) figured(m *casus.Mention, f *casus.Figure) casus.Claim {
	c := k.shared(m)
	c.Attribute, c.Value, c.Span = attribute(f), f.Text, f.Span
	c.Number, c.Low, c.High, c.Unit, c.Counted = f.Value, f.Low, f.High, f.Unit, f.Counted
	c.Hedge, c.Scope, c.Total, c.AsOf = f.Hedge, f.Scope, f.Total, f.AsOf
	if f.Speaker != nil {
		c.Speaker = f.Speaker
		c.OwnSide = ownSide(m, c.Speaker)
	}
	if c.Value == "" && f.Value != nil {
		c.Value = strconv.FormatFloat(*f.Value, 'f', -1, 64)
	}
	return c
}

// ownSide reports whether the speaker is of a country that acts or suffers in the event: a party speaking about itself
// or its opponent.
func ownSide(m *casus.Mention, speaker *casus.Party) bool {
	if speaker == nil || speaker.Actor.Country == "" {
		return false
	}
	for _, parties := range [][]casus.Party{m.Actors, m.Recipients} {
		for _, q := range parties {
			if q.Actor.Country == speaker.Actor.Country {
				return true
			}
		}
	}
	return false
}
