package export

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/ling"
)

// Annotation is every layer of one document, as `casus annotate` prints it. All offsets are bytes of Text.
type Annotation struct {
	ID        string         `json:"id"`
	Text      string         `json:"text"`
	Lang      string         `json:"lang"`
	Sentences []SpanRecord   `json:"sentences"`
	Tokens    []TokenRecord  `json:"tokens"`
	Entities  []EntityRecord `json:"entities"`
	Times     []TimexRecord  `json:"times"`
	Places    []PlaceSpan    `json:"places"`
	Sayings   []SayingRecord `json:"sayings"`
	Mentions  []Record       `json:"mentions"`
	Figures   []FigureRecord `json:"figures"`
	Forecasts []ForecastSpan `json:"forecasts"`
	Links     []LinkSpan     `json:"links"`
	Defects   []casus.Defect `json:"defects"`
}

// SpanRecord is a byte range.
type SpanRecord struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// TokenRecord is one syntactic word; Head is the index of its head among the tokens, -1 for a root.
type TokenRecord struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Form   string `json:"form"`
	Lemma  string `json:"lemma"`
	UPOS   string `json:"upos"`
	XPOS   string `json:"xpos"`
	Feats  string `json:"feats"`
	Head   int    `json:"head"`
	Deprel string `json:"deprel"`
}

// ActorRecord is what a party resolves to.
type ActorRecord struct {
	ID         *string       `json:"id"`
	Name       *string       `json:"name"`
	Country    *string       `json:"country"`
	Sector     *string       `json:"sector"`
	Sectors    []string      `json:"sectors"`
	Role       *string       `json:"role"`
	Kind       *string       `json:"kind"`
	Wikidata   *string       `json:"wikidata"`
	Basis      *string       `json:"basis"`
	AsOf       *string       `json:"as_of"`
	Source     *string       `json:"source"`
	Reason     *string       `json:"reason"`
	Candidates []ActorRecord `json:"candidates,omitempty"`
}

// EntityRecord is one named entity with the actor it resolves to, null where it is none.
type EntityRecord struct {
	SpanRecord
	Type  string       `json:"type"`
	Actor *ActorRecord `json:"actor"`
}

// TimexRecord is one time expression.
type TimexRecord struct {
	SpanRecord
	Type  string  `json:"type"`
	Value *string `json:"value"`
	Mod   *string `json:"mod"`
	From  *string `json:"from"`
	Until *string `json:"until"`
	Grain *string `json:"grain"`
	UTC   *string `json:"utc"`
	Zone  *string `json:"zone"`
	Basis *string `json:"basis"`
	Rule  *string `json:"rule"`
}

// PlaceSpan is one place with where it stands, its runners-up and the reason.
type PlaceSpan struct {
	SpanRecord
	PlaceRecord
	ID         *string                `json:"id"`
	Admin2     *string                `json:"admin2"`
	RadiusKM   *float64               `json:"radius_km"`
	Candidates []casus.PlaceCandidate `json:"candidates,omitempty"`
	Reason     *string                `json:"reason"`
}

// SayingRecord is one act of saying.
type SayingRecord struct {
	Speaker *SpanRecord  `json:"speaker"`
	Cue     SpanRecord   `json:"cue"`
	Content SpanRecord   `json:"content"`
	Stance  *string      `json:"stance"`
	Direct  bool         `json:"direct"`
	Outer   int          `json:"outer"`
	Actor   *ActorRecord `json:"actor"`
}

// ForecastSpan is one forecast of the text.
type ForecastSpan struct {
	SpanRecord
	Kind     *string     `json:"kind"` // "plan" or null
	Speaker  *ActorSpan  `json:"speaker"`
	Event    *string     `json:"event"`
	Horizon  *TimeRecord `json:"horizon"`
	Strength *string     `json:"strength"`
}

// ActorSpan is a party: its bytes and its actor.
type ActorSpan struct {
	SpanRecord
	Text  string      `json:"text"`
	Actor ActorRecord `json:"actor"`
}

// LinkSpan is one link between two passages of the text.
type LinkSpan struct {
	SpanRecord
	Type       string     `json:"type"`
	From       SpanRecord `json:"from"`
	To         SpanRecord `json:"to"`
	AssertedBy *ActorSpan `json:"asserted_by"`
}

// AnnotationWriter writes one Annotation a line.
type AnnotationWriter struct {
	w   *bufio.Writer
	enc *json.Encoder
	o   Options
}

// NewAnnotations writes annotations as JSON Lines to w.
func NewAnnotations(w io.Writer, o Options) *AnnotationWriter {
	bw := bufio.NewWriter(w)
	enc := json.NewEncoder(bw)
	enc.SetEscapeHTML(false)
	o.All = true
	return &AnnotationWriter{bw, enc, o}
}

// Page writes one document.
func (a *AnnotationWriter) Page(p *extract.Page) error {
	if err := a.enc.Encode(NewAnnotation(p, a.o)); err != nil {
		return err
	}
	return a.w.Flush()
}

// NewAnnotation is the annotation of a page. Lists are empty, not null, where nothing was found.
func NewAnnotation(p *extract.Page, o Options) Annotation {
	a := Annotation{
		ID: string(p.Doc.ID), Text: p.Doc.Text, Lang: p.Doc.Lang,
		Sentences: []SpanRecord{}, Tokens: []TokenRecord{}, Entities: []EntityRecord{}, Times: []TimexRecord{},
		Places: []PlaceSpan{}, Sayings: []SayingRecord{}, Mentions: []Record{}, Figures: figures(p.Figures),
		Forecasts: []ForecastSpan{}, Links: []LinkSpan{}, Defects: p.Doc.Defects,
	}
	if a.Defects == nil {
		a.Defects = []casus.Defect{}
	}
	if p.Text != nil {
		addText(&a, p.Text)
		addEntities(&a, p)
	}
	for i := range p.Times {
		a.Times = append(a.Times, NewTimexRecord(&p.Times[i]))
	}
	for i := range p.Places {
		a.Places = append(a.Places, NewPlaceSpan(&p.Places[i]))
	}
	for i := range p.Sayings {
		a.Sayings = append(a.Sayings, sayingRecord(&p.Sayings[i]))
	}
	chars := counter{text: p.Doc.Text}
	for i := range p.Mentions {
		a.Mentions = append(a.Mentions, NewRecord(p.Doc, &p.Mentions[i], &chars, o))
	}
	for i := range p.Forecasts {
		f := &p.Forecasts[i]
		a.Forecasts = append(a.Forecasts, ForecastSpan{
			SpanRecord: span(f.Span), Kind: text(f.Kind), Speaker: actorSpan(f.Speaker), Event: text(string(f.What)),
			Horizon: timeRecord(f.Horizon), Strength: text(f.Strength),
		})
	}
	for i := range p.Links {
		l := &p.Links[i]
		a.Links = append(a.Links, LinkSpan{
			SpanRecord: span(l.Span), Type: string(l.Type), From: span(l.FromSpan), To: span(l.ToSpan),
			AssertedBy: actorSpan(l.AssertedBy),
		})
	}
	return a
}

func addText(a *Annotation, t *ling.Text) {
	for _, s := range t.Sents {
		a.Sentences = append(a.Sentences, span(s.Span))
	}
	for i := range t.Tokens {
		tok := &t.Tokens[i]
		feats := string(tok.Feats)
		a.Tokens = append(a.Tokens, TokenRecord{
			Start: tok.Span.Start, End: tok.Span.End, Form: tok.Form, Lemma: tok.Lemma, UPOS: tok.UPOS.String(),
			XPOS: tok.XPOS.String(), Feats: feats, Head: int(tok.Head), Deprel: tok.Rel.String(),
		})
	}
}

// addEntities joins the recogniser's entities with the parties that stand at the same words.
func addEntities(a *Annotation, p *extract.Page) {
	at := make(map[casus.Span]*casus.Party, len(p.Parties))
	for i := range p.Parties {
		at[p.Parties[i].Span] = &p.Parties[i]
	}
	for _, e := range p.Text.Entities {
		rec := EntityRecord{SpanRecord: span(e.Span), Type: e.Kind.String()}
		if q := at[e.Span]; q != nil && q.Actor.Known() {
			actor := NewActorRecord(&q.Actor)
			rec.Actor = &actor
			delete(at, e.Span)
		}
		a.Entities = append(a.Entities, rec)
	}
}

// NewTimexRecord is a time expression as annotate and resolve print it.
func NewTimexRecord(w *casus.When) TimexRecord {
	r := timeRecord(w)
	return TimexRecord{
		SpanRecord: span(w.Span), Type: string(w.Type), Value: text(w.Value), Mod: text(w.Mod), From: r.From,
		Until: r.Until, Grain: r.Grain, UTC: r.UTC, Zone: r.Zone, Basis: r.Basis, Rule: text(w.Rule),
	}
}

// NewPlaceSpan is a place as annotate and resolve print it.
func NewPlaceSpan(p *casus.Place) PlaceSpan {
	s := PlaceSpan{
		SpanRecord: span(p.Span), PlaceRecord: *placeRecord(p), ID: text(p.ID), Admin2: text(p.Admin2),
		Candidates: p.Candidates, Reason: text(p.Reason),
	}
	if p.RadiusKM > 0 {
		r := p.RadiusKM
		s.RadiusKM = &r
	}
	return s
}

// NewActorRecord is an actor as annotate, resolve and actors lookup print it.
func NewActorRecord(a *casus.Actor) ActorRecord {
	return ActorRecord{
		ID: text(string(a.ID)), Name: text(a.Name), Country: text(string(a.Country)), Sector: text(string(a.Sector)),
		Sectors: sectors(*a), Role: text(a.Role), Kind: text(a.Kind), Wikidata: text(a.Wikidata), Basis: text(a.Basis),
		AsOf: text(a.AsOf), Source: text(a.Source), Reason: text(a.Reason),
	}
}

func sayingRecord(s *casus.Saying) SayingRecord {
	r := SayingRecord{
		Cue: span(s.Cue), Content: span(s.Content), Stance: text(string(s.Stance)), Direct: s.Direct, Outer: s.Outer,
	}
	if s.Speaker != nil {
		sp := span(s.Speaker.Span)
		r.Speaker = &sp
		actor := NewActorRecord(&s.Speaker.Actor)
		r.Actor = &actor
	}
	return r
}

func actorSpan(p *casus.Party) *ActorSpan {
	if p == nil {
		return nil
	}
	return &ActorSpan{SpanRecord: span(p.Span), Text: p.Text, Actor: NewActorRecord(&p.Actor)}
}

func span(s casus.Span) SpanRecord { return SpanRecord{Start: s.Start, End: s.End} }
