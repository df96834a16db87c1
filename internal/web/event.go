package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

type eventView struct {
	Event     casus.Event
	Row       eventRow
	Title     string
	Who, Whom []actorFact
	Crises    []end
	Reports   []report
	Copies    int
	Ledgers   []ledger
	Links     []linkRow
	Inferred  inferences
	Forecasts []forecastRow
	Informed  []informant
	Joined    []joint
	Near      []joint
	PartOf    *end
	Versions  int
	Spots     *worldMap
}

// actorFact is an actor with what is known of it and why.
type actorFact struct{ Name, Code, Role, Reason string }

// informant is who an account goes back to.
type informant struct{ Kind, Name string }

// report is what one document says about an event.
type report struct {
	Doc      casus.Document
	Href     string
	When     string
	Copy     bool // its text is one that an earlier report has
	Passages []passage
}

// passage is one mention with its sentence.
type passage struct {
	Mention casus.Mention
	Quote   quote
	Speaker string
	Status  casus.Status
	Why     []reason
}

// eventPage is one event.
func (s *Site) eventPage(ctx context.Context, q *question) (*answer, error) {
	ch := s.source
	id := casus.EventID(q.id)
	events, err := ch.Events(ctx, store.EventFilter{IDs: []casus.EventID{id}, View: q.view})
	if err != nil {
		return nil, err
	}
	if len(events) == 0 {
		return s.moved(ctx, q, "events")
	}
	e := events[0]
	claims, verdicts, err := ch.Claims(ctx, store.ClaimFilter{Events: []casus.EventID{id}, View: q.view})
	if err != nil {
		return nil, err
	}
	mentions, err := s.source.Mentions(ctx, store.MentionFilter{IDs: e.Mentions, View: q.view})
	if err != nil {
		return nil, err
	}
	links, err := ch.Links(ctx, store.LinkFilter{Ends: []string{q.id}, Inferred: true, View: q.view})
	if err != nil {
		return nil, err
	}
	links, inferred := stated(q, links)
	v := eventView{Inferred: inferred, Event: e, Row: s.rows(q, events, verdicts)[0], Title: titleOf(&e), Who: facts(e.Actors), Whom: facts(e.Recipients)}
	v.Spots = drawMap(s.world, []eventRow{v.Row})
	joined, near := []casus.Merge{}, []casus.Merge{}
	for _, m := range e.Merges {
		if m.Joined {
			joined = append(joined, m)
		} else {
			near = append(near, m)
		}
	}
	if v.Joined, err = s.joints(ctx, q, joined); err != nil {
		return nil, err
	}
	if v.Near, err = s.joints(ctx, q, near); err != nil {
		return nil, err
	}
	names := speakerNames(mentions)
	for _, key := range e.Informants {
		v.Informed = append(v.Informed, readInformant(key, names))
	}
	if err := s.fillEvent(ctx, q, &v, eventFacts{claims, verdicts, mentions, links}); err != nil {
		return nil, err
	}
	return &answer{page: "event", title: v.Title, view: v, json: map[string]any{
		"event": e, "mentions": orEmpty(mentions), "claims": orEmpty(claims), "disagreements": orEmpty(verdicts), "links": orEmpty(links),
	}}, nil
}

// eventFacts are what stands around an event.
type eventFacts struct {
	claims   []casus.Claim
	verdicts []casus.Disagreement
	mentions []casus.Mention
	links    []casus.Link
}

func (s *Site) fillEvent(ctx context.Context, q *question, v *eventView, f eventFacts) error {
	crises, err := s.source.Crises(ctx, store.CrisisFilter{Event: v.Event.ID, View: q.view})
	if err != nil {
		return err
	}
	for i := range crises {
		v.Crises = append(v.Crises, end{crises[i].Name, pathTo(q, "crises", crises[i].ID)})
	}
	if v.Reports, err = s.reports(ctx, q, f.mentions, v.Event.Texts); err != nil {
		return err
	}
	for i := range v.Reports {
		if v.Reports[i].Copy {
			v.Copies++
		}
	}
	if v.Ledgers, err = s.ledgers(ctx, q, f.claims, f.verdicts); err != nil {
		return err
	}
	for i := range v.Ledgers {
		v.Ledgers[i].Event = end{} // the page is about it
	}
	if v.Links, err = s.linkRows(ctx, q, f.links); err != nil {
		return err
	}
	forecasts, err := s.source.Forecasts(ctx, store.ForecastFilter{Event: v.Event.ID, View: q.view})
	if err != nil {
		return err
	}
	if v.Forecasts, err = s.forecastRows(ctx, q, forecasts); err != nil {
		return err
	}
	if v.Event.PartOf != "" {
		ends, err := s.ends(ctx, q, []casus.EventID{v.Event.PartOf}, nil)
		if err != nil {
			return err
		}
		if whole, ok := ends[string(v.Event.PartOf)]; ok {
			v.PartOf = &whole
		}
	}
	versions, err := s.source.Versions(ctx, string(v.Event.ID))
	v.Versions = len(versions)
	return err
}

func facts(as []casus.Actor) []actorFact {
	var out []actorFact
	for i := range as {
		a := &as[i]
		f := actorFact{Name: actorName(a), Code: actorCode(a), Reason: a.Reason}
		if !strings.EqualFold(a.Role, f.Name) {
			f.Role = a.Role
		}
		out = append(out, f)
	}
	return out
}

// speakerNames are the words by which the actors that speak in mentions are called.
func speakerNames(mentions []casus.Mention) map[string]string {
	out := map[string]string{}
	for i := range mentions {
		a := mentions[i].Attribution
		if a == nil || a.Speaker == nil || a.Speaker.Actor.ID == "" {
			continue
		}
		if id := string(a.Speaker.Actor.ID); out[id] == "" {
			out[id] = cmp.Or(a.Speaker.Actor.Name, a.Speaker.Text)
		}
	}
	return out
}

// readInformant reads the key that fusion gives an informant.
func readInformant(key string, names map[string]string) informant {
	kind, name, ok := strings.Cut(key, ":")
	if !ok {
		return informant{"as named", key}
	}
	switch kind {
	case "actor":
		return informant{"speaker", cmp.Or(names[name], name)}
	case "role":
		country, role, _ := strings.Cut(name, "/")
		return informant{"speaker", role + ", " + country}
	case "outlet":
		return informant{"the outlet itself", name}
	case "text":
		return informant{"a text without outlet", name}
	}
	return informant{kind, name}
}

// reports groups mentions by document, in the order of publication. texts are the ids of the documents whose text is not a
// copy; where none are given nothing is said about copies.
func (s *Site) reports(ctx context.Context, q *question, mentions []casus.Mention, texts []string) ([]report, error) {
	var ids []casus.DocID
	for i := range mentions {
		ids = append(ids, mentions[i].Document)
	}
	docs, err := s.texts(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	at := map[casus.DocID]int{}
	var out []report
	for i := range mentions {
		m := &mentions[i]
		d := docs[m.Document]
		if d == nil {
			continue
		}
		n, ok := at[d.ID]
		if !ok {
			n = len(out)
			at[d.ID] = n
			out = append(out, report{
				Doc: *d, Href: citeTo(q, d.ID, m.Trigger), When: clockText(d),
				Copy: len(texts) > 0 && !slices.Contains(texts, string(d.ID)),
			})
		}
		p := passage{Mention: *m, Status: m.Status(), Why: s.why(m), Quote: quoteOf(q, d, m.Trigger, nil)}
		p.Quote.Pieces = pieces(d.Text, m.Sentence, mentionMarks(m, ""))
		if m.Attribution != nil {
			p.Speaker = speakerName(m.Attribution.Speaker)
		}
		out[n].Passages = append(out[n].Passages, p)
	}
	return out, nil
}
