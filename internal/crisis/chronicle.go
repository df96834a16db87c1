package crisis

import (
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// View is a picture as `casus chronicle --format json` writes it. The names of its fields are stable.
type View struct {
	Documents     []DocumentView     `json:"documents"`
	Events        []EventView        `json:"events"`
	Claims        []ClaimView        `json:"claims"`
	Disagreements []DisagreementView `json:"disagreements"`
	Crises        []CrisisView       `json:"crises"`
	Links         []LinkView         `json:"links"`
	Forecasts     []ForecastView     `json:"forecasts"`
}

// DocumentView is one document without its text.
type DocumentView struct {
	ID        casus.DocID `json:"id"`
	Title     string      `json:"title,omitempty"`
	Source    string      `json:"source,omitempty"`
	URL       string      `json:"url,omitempty"`
	Published *string     `json:"published"`
}

// Where points into a document's text, in bytes.
type Where struct {
	Document casus.DocID `json:"document"`
	Start    int         `json:"start"`
	End      int         `json:"end"`
}

// EventView is one event.
type EventView struct {
	ID           casus.EventID       `json:"id"`
	Type         casus.Code          `json:"type"`
	Modes        []string            `json:"modes,omitempty"`
	Title        string              `json:"title,omitempty"`
	Alternatives []casus.Alternative `json:"alternatives"`
	Actors       []casus.Actor       `json:"actors"`
	Recipients   []casus.Actor       `json:"recipients"`
	Time         *casus.When         `json:"time"`
	Place        *casus.Place        `json:"place"`
	Status       casus.Status        `json:"status"`
	Mentions     []Where             `json:"mentions"`
	Outlets      []string            `json:"outlets"`
	Texts        []string            `json:"texts"`
	Informants   []string            `json:"informants"`
	PartOf       *casus.EventID      `json:"part_of"`
	Merges       []casus.Merge       `json:"merges,omitempty"`
}

// ClaimView is one row of the ledger.
type ClaimView struct {
	ID        casus.ClaimID  `json:"id"`
	Event     *casus.EventID `json:"event"`
	Attribute string         `json:"attribute"`
	Value     string         `json:"value"`
	Number    *float64       `json:"number"`
	Low       *float64       `json:"low"`
	High      *float64       `json:"high"`
	Unit      string         `json:"unit,omitempty"`
	Counted   string         `json:"counted,omitempty"`
	Hedge     string         `json:"hedge,omitempty"`
	Scope     string         `json:"scope,omitempty"`
	Total     string         `json:"total,omitempty"`
	AsOf      string         `json:"as_of,omitempty"`
	Denied    bool           `json:"denied,omitempty"`
	Speaker   *casus.Party   `json:"speaker"`
	Outlet    string         `json:"outlet,omitempty"`
	Informant string         `json:"informant,omitempty"`
	OwnSide   bool           `json:"own_side,omitempty"`
	Where
}

// DisagreementView is the verdict on one attribute of one event.
type DisagreementView struct {
	Event     casus.EventID   `json:"event"`
	Attribute string          `json:"attribute"`
	Claims    []casus.ClaimID `json:"claims"`
	Verdict   casus.Verdict   `json:"verdict"`
	Reason    string          `json:"reason,omitempty"`
}

// CrisisView is one proposed or confirmed crisis.
type CrisisView struct {
	ID        casus.CrisisID  `json:"id"`
	Name      string          `json:"name"`
	Scope     string          `json:"scope,omitempty"`
	Confirmed bool            `json:"confirmed,omitempty"`
	Documents []casus.DocID   `json:"documents"`
	Events    []casus.EventID `json:"events"`
	Actors    []casus.Actor   `json:"actors,omitempty"`
	From      *string         `json:"from"`
	Until     *string         `json:"until"`
	Reason    string          `json:"reason,omitempty"`
}

// LinkView is one link with the words that assert it.
type LinkView struct {
	From       string         `json:"from"`
	To         string         `json:"to"`
	Level      string         `json:"level"`
	Type       casus.LinkType `json:"type"`
	AssertedBy *casus.Party   `json:"asserted_by"`
	Inferred   bool           `json:"inferred"`
	Where
}

// ForecastView is one forecast with what became of it.
type ForecastView struct {
	ID casus.ForecastID `json:"id"`
	Where
	Speaker    *casus.Party   `json:"speaker"`
	What       *casus.Code    `json:"what"`
	Horizon    *casus.When    `json:"horizon"`
	Strength   string         `json:"strength,omitempty"`
	Outcome    casus.Outcome  `json:"outcome"`
	ResolvedBy *casus.EventID `json:"resolved_by"`
}

// NewView lays a picture out for printing. Lists are never null.
func NewView(p *fuse.Picture) *View {
	v := &View{
		Documents: []DocumentView{}, Events: []EventView{}, Claims: []ClaimView{}, Disagreements: []DisagreementView{},
		Crises: []CrisisView{}, Links: []LinkView{}, Forecasts: []ForecastView{},
	}
	for i := range p.Documents {
		v.Documents = append(v.Documents, documentView(&p.Documents[i]))
	}
	at := map[casus.MentionID]Where{}
	for i := range p.Mentions {
		m := &p.Mentions[i]
		at[m.ID] = Where{m.Document, m.Trigger.Start, m.Trigger.End}
	}
	for i := range p.Events {
		v.Events = append(v.Events, eventView(&p.Events[i], at))
	}
	for i := range p.Claims {
		v.Claims = append(v.Claims, claimView(&p.Claims[i]))
	}
	for _, d := range p.Disagreements {
		v.Disagreements = append(v.Disagreements, DisagreementView(d))
	}
	for _, c := range p.Crises {
		v.Crises = append(v.Crises, CrisisView{
			c.ID, c.Name, c.Scope, c.Confirmed, some(c.Documents), some(c.Events), c.Actors, known(c.From), known(c.Until), c.Reason,
		})
	}
	for _, l := range p.Links {
		v.Links = append(v.Links, LinkView{l.From, l.To, l.Level, l.Type, l.AssertedBy, l.Inferred, Where{l.Document, l.Span.Start, l.Span.End}})
	}
	for _, f := range p.Forecasts {
		v.Forecasts = append(v.Forecasts, ForecastView{
			f.ID, Where{f.Document, f.Span.Start, f.Span.End}, f.Speaker, known(f.What), f.Horizon, f.Strength, f.Outcome, known(f.ResolvedBy),
		})
	}
	return v
}

func documentView(d *casus.Document) DocumentView {
	v := DocumentView{ID: d.ID, Title: d.Title, Source: d.Source, URL: d.URL}
	if !d.Published.IsZero() {
		s := d.Published.Format(time.RFC3339)
		if d.DateOnly {
			s = d.Published.Format(time.DateOnly)
		}
		v.Published = &s
	}
	return v
}

func eventView(e *casus.Event, at map[casus.MentionID]Where) EventView {
	v := EventView{
		ID: e.ID, Type: e.Type, Modes: e.Modes, Title: e.Title, Alternatives: some(e.Alternatives), Actors: some(e.Actors),
		Recipients: some(e.Recipients), Time: e.Time, Place: e.Place, Status: e.Status(), Outlets: some(e.Outlets),
		Texts: some(e.Texts), Informants: some(e.Informants), PartOf: known(e.PartOf), Merges: e.Merges,
	}
	for _, m := range e.Mentions {
		v.Mentions = append(v.Mentions, at[m])
	}
	return v
}

func claimView(c *casus.Claim) ClaimView {
	return ClaimView{
		ID: c.ID, Event: known(c.Event), Attribute: c.Attribute, Value: c.Value, Number: c.Number, Low: c.Low, High: c.High,
		Unit: c.Unit, Counted: c.Counted, Hedge: c.Hedge, Scope: c.Scope, Total: c.Total, AsOf: c.AsOf, Denied: c.Denied,
		Speaker: c.Speaker, Outlet: c.Outlet, Informant: c.Informant, OwnSide: c.OwnSide,
		Where: Where{c.Document, c.Span.Start, c.Span.End},
	}
}

// some is s, but never nil.
func some[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// known is nil for the zero value.
func known[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
