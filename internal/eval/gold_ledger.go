package eval

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gold"
)

// missing is the label of what the coder does not say.
const missing = "none"

// ledger scores the verdicts on claims: for each gold row the verdict that the coder gives on the same attribute of an event
// that holds mentions of the gold event, or of claims in the words of the gold event's figures. Of several (other scopes) the one with the most claims counts. "verdict differ
// precision" asks of the coder's disagreements about gold events how many the gold has.
func (s *clusterScorer) ledger(st *goldStory) error {
	asked := map[string]string{} // event and attribute: verdict
	for _, row := range st.c.Rows {
		if row.Kind != "ledger" {
			continue
		}
		asked[row.Event+" "+attributeName(row.Attribute)] = row.Verdict
		events := st.ledgerEvents(row.Event)
		best, others := (*casus.Disagreement)(nil), []string{}
		for i := range st.picture.Disagreements {
			d := &st.picture.Disagreements[i]
			if !events[d.Event] {
				continue
			}
			others = append(others, d.Attribute)
			if attributeName(d.Attribute) == attributeName(row.Attribute) && (best == nil || len(d.Claims) > len(best.Claims)) {
				best = d
			}
		}
		said, why := missing, ""
		if best != nil {
			said, why = string(best.Verdict), best.Reason
		}
		s.count("verdict coverage", best != nil)
		s.count("verdict event coded", len(events) > 0)
		s.count("verdict", said == row.Verdict)
		if best != nil {
			s.count("verdict of found", said == row.Verdict)
		}
		s.labels["verdict"] = append(s.labels["verdict"], [2]string{row.Verdict, said})
		var mentions []string
		for _, m := range st.mentions {
			if m.Event == row.Event {
				mentions = append(mentions, st.told(m))
			}
		}
		err := s.item(answer{
			"verdict", st.c.File + "/" + row.Event, said == row.Verdict,
			map[string]any{"attribute": row.Attribute, "verdict": row.Verdict, "mentions": mentions},
			map[string]any{"verdict": said, "why": why, "attributes": others},
		})
		if err != nil {
			return err
		}
	}
	return s.disputes(st, asked)
}

// disputes counts the coder's disagreements about gold events against the gold's.
func (s *clusterScorer) disputes(st *goldStory, asked map[string]string) error {
	owner := map[casus.EventID][]string{}
	for _, row := range st.mentions {
		if m := st.coded[row]; m != nil && row.Event != "" {
			owner[st.picture.EventOf[m.ID]] = append(owner[st.picture.EventOf[m.ID]], row.Event)
		}
	}
	for i := range st.picture.Disagreements {
		d := &st.picture.Disagreements[i]
		if len(owner[d.Event]) == 0 || !disputed(string(d.Verdict)) {
			continue
		}
		right := slices.ContainsFunc(owner[d.Event], func(e string) bool { return disputed(asked[e+" "+attributeName(d.Attribute)]) })
		s.count("verdict differ precision", right)
		if !right {
			if err := s.item(answer{"verdict", st.c.File + "/" + owner[d.Event][0], false, nil, map[string]any{"attribute": d.Attribute, "verdict": d.Verdict, "why": d.Reason}}); err != nil {
				return err
			}
		}
	}
	for _, row := range st.c.Rows {
		if row.Kind == "ledger" && disputed(row.Verdict) {
			events := st.ledgerEvents(row.Event)
			s.count("verdict differ recall", slices.ContainsFunc(st.picture.Disagreements, func(d casus.Disagreement) bool {
				return events[d.Event] && disputed(string(d.Verdict)) && attributeName(d.Attribute) == attributeName(row.Attribute)
			}))
		}
	}
	return nil
}

// ledgerEvents are the coded events that hold mentions of a gold event or claims in the words of its figures.
func (st *goldStory) ledgerEvents(event string) map[casus.EventID]bool {
	out := st.systemEvents(event)
	for i := range st.picture.Claims {
		c := &st.picture.Claims[i]
		if c.Event != "" && slices.ContainsFunc(st.c.Rows, func(row *gold.Row) bool {
			return row.Kind == "figure" && row.Event == event && row.Doc == string(c.Document) && row.Span.Overlaps(c.Span)
		}) {
			out[c.Event] = true
		}
	}
	return out
}

// disputed reports whether a verdict says that somebody's value does not stand.
func disputed(verdict string) bool {
	return verdict == "differ" || verdict == "revised" || verdict == "retracted"
}

// attributeName brings the names of attributes to one form: singular, and one word for whether it happened at all.
func attributeName(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	switch {
	case s == "occurrence":
		return "happened"
	case strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss"):
		return strings.TrimSuffix(s, "s")
	}
	return s
}
