package eval

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gold"
)

// missing is the label of what the coder does not say.
const missing = "none"

// ledger scores the verdicts on claims: for each gold row the verdict that the coder gives on an event that holds mentions
// of the gold event, or claims in the words of its figures. The attribute is the same where its claims stand in the words of
// the row's figures, whatever either side calls it ("abducted", "kidnapped"), else by name. Of several (other scopes) the one
// that shares the most figures counts, then the one with the most claims. "verdict differ precision" asks of the coder's
// disagreements about gold events how many the gold has.
func (s *clusterScorer) ledger(st *goldStory) error {
	asked := map[string]string{} // event and attribute: verdict
	for _, row := range st.c.Rows {
		if row.Kind != "ledger" {
			continue
		}
		asked[row.Event+" "+attributeName(row.Attribute)] = row.Verdict
		events := st.ledgerEvents(row.Event)
		best, others := st.answering(row, events)
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
		mentions := st.toldOf(row.Event)
		err := s.item(answer{
			"verdict", st.c.File + "/" + row.Event, said == row.Verdict,
			map[string]any{"attribute": row.Attribute, "verdict": row.Verdict, "mentions": mentions, "lost": st.lostVerdict(row, best, said == row.Verdict)},
			map[string]any{"verdict": said, "why": why, "attributes": others, "figures": st.whereabouts(row)},
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
		right := st.asked(d, owner[d.Event], asked)
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
				return events[d.Event] && disputed(string(d.Verdict)) && (attributeName(d.Attribute) == attributeName(row.Attribute) || st.shared(row, &d) > 0)
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

// whereabouts says for a reader of the predictions into which ledgers the figures of a row came.
func (st *goldStory) whereabouts(row *gold.Row) []string {
	var out []string
	for _, g := range st.figuresOf(row) {
		line := g.Doc + ": " + g.Quote
		if r := st.c.Report(g.Doc); g.S >= 1 && g.S <= len(r.Sentences) {
			line += " | " + r.Sentences[g.S-1].Of(r.Text)
		}
		for i := range st.picture.Claims {
			if c := &st.picture.Claims[i]; string(c.Document) == g.Doc && g.Span.Overlaps(c.Span) && c.Attribute != "type" {
				line += " | " + string(c.Event) + " " + c.Attribute + " " + c.Value
			}
		}
		out = append(out, line)
	}
	return out
}

// figuresOf are the figures of a ledger row: of its event, counting what it is about.
func (st *goldStory) figuresOf(row *gold.Row) []*gold.Row {
	var out []*gold.Row
	for _, g := range st.c.Rows {
		if g.Kind == "figure" && g.Event == row.Event && attributeName(g.Counted) == attributeName(row.Attribute) {
			out = append(out, g)
		}
	}
	return out
}

// answering is the coder's disagreement that a row asks for, nil for none, and the attributes of all about its event.
func (st *goldStory) answering(row *gold.Row, events map[casus.EventID]bool) (*casus.Disagreement, []string) {
	var best *casus.Disagreement
	var attributes []string
	top := 0
	for i := range st.picture.Disagreements {
		d := &st.picture.Disagreements[i]
		if !events[d.Event] {
			continue
		}
		attributes = append(attributes, d.Attribute)
		n := st.shared(row, d)
		if n == 0 && attributeName(d.Attribute) != attributeName(row.Attribute) {
			continue
		}
		if best == nil || n > top || n == top && len(d.Claims) > len(best.Claims) {
			best, top = d, n
		}
	}
	return best, attributes
}

// shared is how many figures of a row stand in the words of a disagreement's claims.
func (st *goldStory) shared(row *gold.Row, d *casus.Disagreement) int {
	figures := st.figuresOf(row)
	if len(figures) == 0 || d.Attribute == "type" || d.Attribute == "actor" {
		return 0 // claims in words that hold the figure, and not about it
	}
	n := 0
	for i := range st.picture.Claims {
		c := &st.picture.Claims[i]
		if c.Event == d.Event && slices.Contains(d.Claims, c.ID) && slices.ContainsFunc(figures, func(g *gold.Row) bool {
			return g.Doc == string(c.Document) && g.Span.Overlaps(c.Span)
		}) {
			n++
		}
	}
	return n
}

// asked reports whether the gold has the dispute that the coder sees about one of the gold events.
func (st *goldStory) asked(d *casus.Disagreement, events []string, verdicts map[string]string) bool {
	if slices.ContainsFunc(events, func(e string) bool { return disputed(verdicts[e+" "+attributeName(d.Attribute)]) }) {
		return true
	}
	return slices.ContainsFunc(st.c.Rows, func(row *gold.Row) bool {
		return row.Kind == "ledger" && disputed(row.Verdict) && st.shared(row, d) > 0
	})
}
