package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// reason is one line of an answer to "why": what was decided, and what decided it.
type reason struct{ What, Says string }

// why says what decided each part of a mention, from what the coder kept with it.
func (s *Site) why(m *casus.Mention) []reason {
	out := []reason{{"Type", s.whyType(m)}, {"Told as", axesText(m)}}
	for _, side := range []struct {
		what    string
		parties []casus.Party
	}{{"Who", m.Actors}, {"To whom", m.Recipients}} {
		for i := range side.parties {
			out = append(out, reason{side.what, whyParty(&side.parties[i])})
		}
	}
	if w := m.Time; w.Known() {
		says := quoted(w.Text) + whenText(w)
		if b := basisText(w.Basis); b != "" {
			says += ", " + b
		}
		out = append(out, reason{"When", says})
	}
	if p := m.Place; p != nil {
		says := quoted(p.Text) + cmpPlace(p)
		if p.Reason != "" {
			says += ": " + p.Reason
		}
		out = append(out, reason{"Where", says})
	}
	if a := m.Attribution; a != nil {
		says := "“" + a.CueText + "”, nobody named"
		if a.Speaker != nil {
			says = "“" + a.CueText + "” by " + whyParty(a.Speaker)
		}
		out = append(out, reason{"Said", says})
	}
	return out
}

// whyType names the row of the lexicon that fired, how sure the coder is, and what else the words could be.
func (s *Site) whyType(m *casus.Mention) string {
	says := fmt.Sprintf("%s (%s), for “%s” by the rule %s", m.Type, s.typeName(m.Type), m.TriggerText, m.Rule)
	if c, ok := s.types.CAMEO(m.CAMEO); ok {
		says += fmt.Sprintf("; CAMEO %s, %s", c.Code, c.Name)
	}
	if m.Confidence > 0 {
		says += fmt.Sprintf("; right with a probability of %.0f %%", 100*m.Confidence)
	}
	for _, a := range m.Alternatives {
		says += fmt.Sprintf("; could be %s (%.0f %%)", a.Type, 100*a.Confidence)
	}
	return says
}

// axesText is a mention's status with the four axes it follows from.
func axesText(m *casus.Mention) string {
	by := map[casus.Commitment]string{
		casus.Flat: "the outlet says so itself", casus.Attributed: "the outlet gives a source",
		casus.Alleged: "the outlet calls it alleged", casus.Denied: "somebody denies it",
	}[m.Commitment]
	return fmt.Sprintf("%s: %s, %s, %s; %s", m.Status(), m.Polarity, m.Modality, m.Background, by)
}

// whyParty is whom words were taken for, and why.
func whyParty(p *casus.Party) string {
	says := quoted(p.Text)
	if p.Actor.Name != "" && p.Actor.Name != p.Text {
		says += p.Actor.Name + " "
	}
	if code := actorCode(&p.Actor); code != "" {
		says += code
	} else {
		says += "not resolved"
	}
	if p.Actor.Reason != "" {
		says += ": " + p.Actor.Reason
	}
	return says
}

func quoted(words string) string {
	if words == "" {
		return ""
	}
	return "“" + words + "” "
}

// cmpPlace is a place with its region and country.
func cmpPlace(p *casus.Place) string {
	if p.Name == "" {
		return "not located"
	}
	parts := []string{p.Name}
	for _, more := range []string{p.Admin1, string(p.Country)} {
		if more != "" && more != p.Name {
			parts = append(parts, more)
		}
	}
	return strings.Join(parts, ", ")
}

// basisText says what a time was counted from.
func basisText(b casus.Basis) string {
	return map[casus.Basis]string{
		casus.BasisExplicit: "named in full", casus.BasisPublication: "counted from the day of publication",
		casus.BasisNarrative: "counted from another time of the text", casus.BasisEvent: "counted from another event",
		casus.BasisDocument: "stated elsewhere in the report",
	}[b]
}

// joint is one step of putting an event together: which passage joined which, or came nearest to it and did not.
type joint struct {
	Words, With end
	For         []string
	Against     []string
	Likeness    string
}

// joints tell the merges of an event in the words of the passages.
func (s *Site) joints(ctx context.Context, q *question, merges []casus.Merge) ([]joint, error) {
	var ids []casus.MentionID
	for _, m := range merges {
		ids = append(ids, m.Mention, m.With)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	mentions, err := s.source.Mentions(ctx, store.MentionFilter{IDs: ids, View: q.view})
	if err != nil {
		return nil, err
	}
	ends := map[casus.MentionID]end{}
	for i := range mentions {
		m := &mentions[i]
		ends[m.ID] = end{m.TriggerText, citeTo(q, m.Document, m.Trigger)}
	}
	var out []joint
	for _, m := range merges {
		j := joint{Words: ends[m.Mention], With: ends[m.With], Likeness: fmt.Sprintf("%.2f", m.Score)}
		j.For, j.Against = forAndAgainst(m.Reason)
		out = append(out, j)
	}
	return out, nil
}

// forAndAgainst takes fusion's reason apart: "for: a, b; against: c". One without those words speaks for it as a whole.
func forAndAgainst(reason string) (pro, con []string) {
	if !strings.HasPrefix(reason, "for: ") && !strings.HasPrefix(reason, "against: ") {
		return []string{reason}, nil
	}
	for part := range strings.SplitSeq(reason, "; ") {
		if list, ok := strings.CutPrefix(part, "for: "); ok {
			pro = strings.Split(list, ", ")
		} else if list, ok := strings.CutPrefix(part, "against: "); ok {
			con = slices.Concat(con, strings.Split(list, ", "))
		}
	}
	return pro, con
}
