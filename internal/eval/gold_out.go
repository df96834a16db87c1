package eval

import (
	"encoding/json"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/gold"
)

// goldLine is one line of the predictions: a gold mention that was found or missed, or a false alarm, which has no gold.
type goldLine struct {
	ID   string    `json:"id"`
	Kind string    `json:"kind"` // "found", "missed" or "false alarm"
	Gold *goldSide `json:"gold"`
	Pred *goldSide `json:"pred"`
	Text string    `json:"text"`          // the sentence
	Why  string    `json:"why,omitempty"` // of a miss: what the coder tried in its sentence
}

// goldSide is a mention as one side has it.
type goldSide struct {
	Type       string   `json:"type"`
	Modes      []string `json:"modes,omitempty"`
	Trigger    string   `json:"trigger"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Status     string   `json:"status"`
	Axes       string   `json:"axes"`
	Rule       string   `json:"rule,omitempty"`
	Confidence float64  `json:"confidence,omitempty"`

	Actors     []goldParty `json:"actors,omitempty"`
	Recipients []goldParty `json:"recipients,omitempty"`
	Time       string      `json:"time,omitempty"` // a day or an interval
	Place      *goldParty  `json:"place,omitempty"`
}

// goldParty is a party or a place as one side has it: the words, and what they stand for.
type goldParty struct {
	Text    string `json:"text"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Country string `json:"country,omitempty"`
	Sector  string `json:"sector,omitempty"` // several are joined by spaces, the first one first
	Why     string `json:"why,omitempty"`
}

func axesWords(a casus.Axes) string {
	return string(a.Polarity) + " " + string(a.Modality) + " " + string(a.Commitment) + " " + string(a.Background)
}

func predSide(m *casus.Mention) *goldSide {
	side := &goldSide{
		Type: string(m.Type), Modes: m.Modes, Trigger: m.TriggerText, Start: m.Trigger.Start, End: m.Trigger.End,
		Status: string(m.Status()), Axes: axesWords(m.Axes), Rule: m.Rule, Confidence: m.Confidence,
		Actors: predParties(m.Actors), Recipients: predParties(m.Recipients),
	}
	if m.Time != nil {
		side.Time = m.Time.From + ".." + m.Time.Until
	}
	if w := m.Place; w != nil {
		side.Place = &goldParty{Text: w.Text, Start: w.Span.Start, End: w.Span.End, Country: string(w.Country), Why: w.Reason}
	}
	return side
}

func predParties(list []casus.Party) []goldParty {
	var out []goldParty
	for i := range list {
		p := &list[i]
		var sectors []string
		for _, s := range p.Actor.Sectors {
			sectors = append(sectors, string(s))
		}
		out = append(out, goldParty{
			Text: p.Text, Start: p.Span.Start, End: p.Span.End,
			Country: string(p.Actor.Country), Sector: strings.Join(sectors, " "), Why: p.Actor.Reason,
		})
	}
	return out
}

func rowParties(list []gold.Party) []goldParty {
	var out []goldParty
	for _, p := range list {
		out = append(out, goldParty{Text: p.Quote, Start: p.Span.Start, End: p.Span.End, Country: p.Country, Sector: p.Sector})
	}
	return out
}

// rowSide is a gold mention as its row has it.
func rowSide(row *gold.Row) *goldSide {
	side := &goldSide{
		Type: row.Type, Modes: row.Modes, Trigger: row.Trigger, Start: row.Span.Start, End: row.Span.End,
		Status: string(row.Axes().Status()), Axes: axesWords(row.Axes()),
		Actors: rowParties(row.Actors), Recipients: rowParties(row.Recipients), Time: row.Time,
	}
	if w := row.Place; w != nil {
		side.Place = &goldParty{Text: w.Quote, Start: w.Span.Start, End: w.Span.End, Country: w.Country}
	}
	return side
}

// write prints one gold mention beside what was found for it.
func (g *goldScorer) write(row *gold.Row, p *extract.Page, j int) error {
	if g.out == nil {
		return nil
	}
	line := goldLine{ID: row.Doc + "/" + row.ID, Kind: "missed", Gold: rowSide(row)}
	if j >= 0 {
		line.Kind, line.Pred = "found", predSide(&p.Mentions[j])
	}
	if first, last := p.Text.TokensIn(row.Span); first < last {
		s := p.Text.SentenceOf(first)
		line.Text = p.Text.Sents[s].Span.Of(p.Doc.Text)
		if j < 0 && g.why != nil {
			line.Why = g.why(p, s)
		}
	}
	return json.NewEncoder(g.out).Encode(line)
}

// falseAlarm prints a mention that no gold mention matches.
func (g *goldScorer) falseAlarm(r *gold.Report, p *extract.Page, j int) error {
	if g.out == nil {
		return nil
	}
	m := &p.Mentions[j]
	return json.NewEncoder(g.out).Encode(goldLine{
		ID: r.ID, Kind: "false alarm", Pred: predSide(m), Text: m.Sentence.Of(p.Doc.Text),
	})
}
