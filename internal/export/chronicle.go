package export

import (
	"encoding/json"
	"io"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// Chronicle is the whole picture as `casus chronicle --format json` prints it (docs/format/chronicle.md).
type Chronicle struct {
	Documents     []DocumentRecord     `json:"documents"`
	Events        []EventRecord        `json:"events"`
	Claims        []ClaimRecord        `json:"claims"`
	Disagreements []DisagreementRecord `json:"disagreements"`
	Crises        []CrisisRecord       `json:"crises"`
	Links         []LinkRecord         `json:"links"`
	Forecasts     []ForecastRecord     `json:"forecasts"`
}

// DocumentRecord is one document without its text.
type DocumentRecord struct {
	ID string `json:"id"`
	CiteInfo
}

// MentionRef points to the words of a mention.
type MentionRef struct {
	ID       string `json:"id"`
	Document string `json:"document"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Text     string `json:"text"`
}

// EventRecord is one event.
type EventRecord struct {
	ID           string        `json:"id"`
	Type         string        `json:"type"`
	Modes        []string      `json:"modes"`
	Title        *string       `json:"title"`
	Alternatives []Alternative `json:"alternatives"`
	Actors       []ActorRecord `json:"actors"`
	Recipients   []ActorRecord `json:"recipients"`
	Time         *TimeRecord   `json:"time"`
	Place        *PlaceRecord  `json:"place"`
	Status       string        `json:"status"`
	Mentions     []MentionRef  `json:"mentions"`
	Outlets      []string      `json:"outlets"`
	Texts        []string      `json:"texts"`
	Informants   []string      `json:"informants"`
	PartOf       *string       `json:"part_of"`
	Merges       []casus.Merge `json:"merges"`
}

// ClaimRecord is one claim.
type ClaimRecord struct {
	ID        string     `json:"id"`
	Event     *string    `json:"event"`
	Attribute string     `json:"attribute"`
	Value     string     `json:"value"`
	Number    *float64   `json:"number"`
	Low       *float64   `json:"low"`
	High      *float64   `json:"high"`
	Unit      *string    `json:"unit"`
	Counted   *string    `json:"counted"`
	Scope     *string    `json:"scope"`
	AsOf      *string    `json:"as_of"`
	Denied    bool       `json:"denied"`
	OwnSide   bool       `json:"own_side"`
	Speaker   *ActorSpan `json:"speaker"`
	Outlet    *string    `json:"outlet"`
	Informant *string    `json:"informant"`
	Document  string     `json:"document"`
	Start     int        `json:"start"`
	End       int        `json:"end"`
	Text      string     `json:"text"`
}

// DisagreementRecord is a ledger's verdict.
type DisagreementRecord struct {
	Event     string   `json:"event"`
	Attribute string   `json:"attribute"`
	Claims    []string `json:"claims"`
	Verdict   string   `json:"verdict"`
	Reason    *string  `json:"reason"`
}

// CrisisRecord is one crisis.
type CrisisRecord struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	Scope     *string       `json:"scope"`
	Documents []string      `json:"documents"`
	Events    []string      `json:"events"`
	Actors    []ActorRecord `json:"actors"`
	Countries []string      `json:"countries"`
	From      *string       `json:"from"`
	Until     *string       `json:"until"`
	Reason    *string       `json:"reason"`
}

// LinkRecord is one link.
type LinkRecord struct {
	ID         string     `json:"id"`
	From       string     `json:"from"`
	To         string     `json:"to"`
	Level      string     `json:"level"`
	Type       string     `json:"type"`
	AssertedBy *ActorSpan `json:"asserted_by"`
	Inferred   bool       `json:"inferred"`
	Document   string     `json:"document"`
	Start      int        `json:"start"`
	End        int        `json:"end"`
	Text       string     `json:"text"`
	// Of an inferred link only.
	Rule     *string          `json:"rule,omitempty"`
	Days     *int             `json:"days,omitempty"`
	Evidence []EvidenceRecord `json:"evidence,omitempty"`
	Reason   *string          `json:"reason,omitempty"`
}

// EvidenceRecord is the words that one end of an inferred link rests on.
type EvidenceRecord struct {
	Document string `json:"document"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Text     string `json:"text"`
}

// ForecastRecord is one forecast with its outcome.
type ForecastRecord struct {
	ID         string      `json:"id"`
	Document   string      `json:"document"`
	Start      int         `json:"start"`
	End        int         `json:"end"`
	Text       string      `json:"text"`
	Kind       *string     `json:"kind"` // "plan" or null
	Speaker    *ActorSpan  `json:"speaker"`
	What       *string     `json:"what"`
	Horizon    *TimeRecord `json:"horizon"`
	Strength   *string     `json:"strength"`
	Outcome    *string     `json:"outcome"`
	ResolvedBy *string     `json:"resolved_by"`
}

// ChronicleJSON writes the picture as one JSON object.
func ChronicleJSON(w io.Writer, p *fuse.Picture) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(NewChronicle(p))
}

// NewChronicle is the picture in the form it is printed in.
func NewChronicle(p *fuse.Picture) Chronicle {
	refs := make(map[casus.MentionID]MentionRef, len(p.Mentions))
	for i := range p.Mentions {
		m := &p.Mentions[i]
		refs[m.ID] = MentionRef{string(m.ID), string(m.Document), m.Trigger.Start, m.Trigger.End, m.TriggerText}
	}
	return Chronicle{
		Documents:     convert(p.Documents, func(d *casus.Document) DocumentRecord { return DocumentRecord{string(d.ID), cite(d)} }),
		Events:        convert(p.Events, func(e *casus.Event) EventRecord { return eventRecord(e, refs) }),
		Claims:        convert(p.Claims, claimRecord),
		Disagreements: convert(p.Disagreements, disagreementRecord),
		Crises:        convert(p.Crises, crisisRecord),
		Links:         convert(p.Links, linkRecord),
		Forecasts:     convert(p.Forecasts, forecastRecord),
	}
}

// convert applies f to each element; the result is never nil.
func convert[T, R any](in []T, f func(*T) R) []R {
	out := make([]R, 0, len(in))
	for i := range in {
		out = append(out, f(&in[i]))
	}
	return out
}

// texts are ids as strings.
func texts[T ~string](in []T) []string {
	return convert(in, func(t *T) string { return string(*t) })
}

func eventRecord(e *casus.Event, refs map[casus.MentionID]MentionRef) EventRecord {
	return EventRecord{
		ID: string(e.ID), Type: string(e.Type), Modes: list(e.Modes), Title: text(e.Title),
		Alternatives: convert(e.Alternatives, func(a *casus.Alternative) Alternative {
			return Alternative{string(a.Type), round(a.Confidence)}
		}),
		Actors: convert(e.Actors, NewActorRecord), Recipients: convert(e.Recipients, NewActorRecord),
		Time: timeRecord(e.Time), Place: placeRecord(e.Place), Status: string(e.Status()),
		Mentions: convert(e.Mentions, func(id *casus.MentionID) MentionRef { return refs[*id] }),
		Outlets:  list(e.Outlets), Texts: list(e.Texts), Informants: list(e.Informants), PartOf: text(string(e.PartOf)),
		Merges: append([]casus.Merge{}, e.Merges...),
	}
}

func claimRecord(c *casus.Claim) ClaimRecord {
	return ClaimRecord{
		ID: string(c.ID), Event: text(string(c.Event)), Attribute: c.Attribute, Value: c.Value, Number: c.Number,
		Low: c.Low, High: c.High, Unit: text(c.Unit), Counted: text(c.Counted), Scope: text(c.Scope), AsOf: text(c.AsOf),
		Denied: c.Denied, OwnSide: c.OwnSide, Speaker: actorSpan(c.Speaker), Outlet: text(c.Outlet),
		Informant: text(c.Informant), Document: string(c.Document), Start: c.Span.Start, End: c.Span.End, Text: c.Text,
	}
}

func disagreementRecord(d *casus.Disagreement) DisagreementRecord {
	return DisagreementRecord{string(d.Event), d.Attribute, texts(d.Claims), string(d.Verdict), text(d.Reason)}
}

func crisisRecord(c *casus.Crisis) CrisisRecord {
	return CrisisRecord{
		ID: string(c.ID), Name: c.Name, Scope: text(c.Scope), Documents: texts(c.Documents), Events: texts(c.Events),
		Actors: convert(c.Actors, NewActorRecord), Countries: texts(c.Countries), From: text(c.From), Until: text(c.Until),
		Reason: text(c.Reason),
	}
}

func linkRecord(l *casus.Link) LinkRecord {
	r := LinkRecord{
		ID: string(l.ID), From: l.From, To: l.To, Level: l.Level, Type: string(l.Type), AssertedBy: actorSpan(l.AssertedBy),
		Inferred: l.Inferred, Document: string(l.Document), Start: l.Span.Start, End: l.Span.End, Text: l.Text,
	}
	if l.Inferred {
		r.Rule, r.Days, r.Reason = text(l.Rule), &l.Days, text(l.Reason)
		for _, e := range l.Evidence {
			r.Evidence = append(r.Evidence, EvidenceRecord{string(e.Document), e.Span.Start, e.Span.End, e.Text})
		}
	}
	return r
}

func forecastRecord(f *casus.Forecast) ForecastRecord {
	return ForecastRecord{
		ID: string(f.ID), Document: string(f.Document), Start: f.Span.Start, End: f.Span.End, Text: f.Text, Kind: text(f.Kind),
		Speaker: actorSpan(f.Speaker), What: text(string(f.What)), Horizon: timeRecord(f.Horizon), Strength: text(f.Strength),
		Outcome: text(string(f.Outcome)), ResolvedBy: text(string(f.ResolvedBy)),
	}
}
