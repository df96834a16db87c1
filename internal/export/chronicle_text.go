package export

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// ChronicleText writes the picture for people: each crisis with its events and what the sources dispute, then links and
// forecasts. Every line carries words of a document.
func ChronicleText(w io.Writer, p *fuse.Picture) error {
	t := chronicleText{
		p: p, mentions: map[casus.MentionID]*casus.Mention{}, events: map[casus.EventID]*casus.Event{},
		published: map[casus.DocID]string{},
	}
	for i := range p.Documents {
		if d := &p.Documents[i]; !d.Published.IsZero() {
			t.published[d.ID] = d.Published.Format(time.DateOnly)
		}
	}
	for i := range p.Mentions {
		t.mentions[p.Mentions[i].ID] = &p.Mentions[i]
	}
	for i := range p.Events {
		t.events[p.Events[i].ID] = &p.Events[i]
	}
	t.crises()
	t.loose()
	t.links()
	t.forecasts()
	_, err := io.WriteString(w, t.b.String())
	return err
}

type chronicleText struct {
	b        strings.Builder
	p        *fuse.Picture
	mentions map[casus.MentionID]*casus.Mention
	events   map[casus.EventID]*casus.Event

	published map[casus.DocID]string // the days, where known
}

func (t *chronicleText) crises() {
	for _, c := range t.p.Crises {
		fmt.Fprintf(&t.b, "%s  (%s to %s; %s, %s)\n", c.Name, orUnknown(c.From), orUnknown(c.Until), count(len(c.Events), "event"),
			count(len(c.Documents), "document"))
		for _, id := range c.Events {
			if e := t.events[id]; e != nil {
				t.event(e)
			}
		}
		t.b.WriteByte('\n')
	}
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

// loose lists the events that belong to no crisis.
func (t *chronicleText) loose() {
	in := map[casus.EventID]bool{}
	for _, c := range t.p.Crises {
		for _, id := range c.Events {
			in[id] = true
		}
	}
	first := true
	for i := range t.p.Events {
		if e := &t.p.Events[i]; !in[e.ID] {
			if first {
				t.b.WriteString("In no crisis\n")
				first = false
			}
			t.event(e)
		}
	}
	if !first {
		t.b.WriteByte('\n')
	}
}

func (t *chronicleText) event(e *casus.Event) {
	when := t.when(e)
	words := ""
	if len(e.Mentions) > 0 && t.mentions[e.Mentions[0]] != nil {
		words = "“" + strings.Join(strings.Fields(t.mentions[e.Mentions[0]].TriggerText), " ") + "”"
	}
	fmt.Fprintf(&t.b, "  %-15s  %-9s  %s → %s  %s  [%s; %s, %s, %s, %s]\n", when, e.Type,
		actorCodes(e.Actors), actorCodes(e.Recipients), words, e.Status(), count(len(e.Mentions), "mention"),
		count(len(e.Outlets), "outlet"), count(len(e.Texts), "text"), count(len(e.Informants), "informant"))
	for _, d := range t.p.Disagreements {
		if d.Event == e.ID && d.Verdict != casus.Agree && (d.Attribute != "type" || d.Verdict != casus.Compatible) {
			fmt.Fprintf(&t.b, "      %s: %s — %s\n", d.Attribute, d.Verdict, t.values(d.Claims))
		}
	}
}

// when is the day of an event, else the day on which it was first told: it cannot have come later unless it is still to come.
func (t *chronicleText) when(e *casus.Event) string {
	if e.Time.Known() {
		return cmp.Or(e.Time.Begins(), e.Time.From, "to "+e.Time.Until)
	}
	first := ""
	for _, id := range e.Mentions {
		if m := t.mentions[id]; m != nil && t.published[m.Document] != "" {
			first = min(cmp.Or(first, t.published[m.Document]), t.published[m.Document])
		}
	}
	if first == "" {
		return "no date"
	}
	return "told " + first
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// values are what each speaker says, in order of the ledger; what a copy repeats stands once.
func (t *chronicleText) values(ids []casus.ClaimID) string {
	var out []string
	for _, id := range ids {
		for i := range t.p.Claims {
			if c := &t.p.Claims[i]; c.ID == id {
				who := c.Outlet
				if c.Speaker != nil {
					who = c.Speaker.Text
				}
				if v := fmt.Sprintf("%q (%s)", c.Text, orUnknown(who)); !slices.Contains(out, v) {
					out = append(out, v)
				}
			}
		}
	}
	return strings.Join(out, ", ")
}

func actorCodes(in []casus.Actor) string {
	var out []string
	for _, a := range in {
		s := strings.TrimSpace(string(a.Country) + " " + string(a.Sector))
		if s == "" {
			s = a.Name
		}
		if s != "" {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return "?"
	}
	return strings.Join(out, ", ")
}

func (t *chronicleText) links() {
	if slices.ContainsFunc(t.p.Links, func(l casus.Link) bool { return !l.Inferred }) {
		t.b.WriteString("Links, as the reports state them\n")
	}
	for _, l := range t.p.Links {
		if l.Inferred {
			continue
		}
		who := "the report"
		if l.AssertedBy != nil {
			who = l.AssertedBy.Text
		}
		fmt.Fprintf(&t.b, "  %s (%s), by %s in %s: “%s”\n", l.Type, l.Level, who, l.Document, strings.Join(strings.Fields(l.Text), " "))
	}
	inferred := slices.DeleteFunc(slices.Clone(t.p.Links), func(l casus.Link) bool { return !l.Inferred })
	if len(inferred) > 0 {
		t.b.WriteString("\nInferred by casus; no report states them\n")
		for _, l := range inferred {
			fmt.Fprintf(&t.b, "  %s (%s): %s\n", l.Rule, l.Level, l.Reason)
		}
	}
}

func (t *chronicleText) forecasts() {
	if len(t.p.Forecasts) > 0 {
		t.b.WriteString("\nForecasts\n")
	}
	for _, f := range t.p.Forecasts {
		who := "the report"
		if f.Speaker != nil {
			who = f.Speaker.Text
		}
		by := ""
		if e := t.events[f.ResolvedBy]; e != nil {
			by = " — " + e.Title
		}
		fmt.Fprintf(&t.b, "  [%s] %s: “%s”%s\n", orUnknown(string(f.Outcome)), who, strings.Join(strings.Fields(f.Text), " "), by)
	}
}
