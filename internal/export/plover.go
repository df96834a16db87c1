package export

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/casus-project/casus"
)

// Record is one mention as a PLOVER 2 record; what PLOVER has no field for is under Casus. Unknown is null. Offsets in
// TextInfo count characters, all others bytes.
type Record struct {
	ID         string       `json:"id"`
	Date       *string      `json:"date"`
	EndDate    *string      `json:"enddate"`
	Time       *string      `json:"time"`
	HasEvent   bool         `json:"has_event"`
	Event      string       `json:"event"`
	Mode       []string     `json:"mode"`
	Context    []string     `json:"context"`
	QuadCode   *int         `json:"quad_code"`
	EventScale *float64     `json:"event_scale"`
	Actor      []Entity     `json:"actor"`
	Recipient  []Entity     `json:"recipient"`
	EventLoc   *Location    `json:"event_loc"`
	Text       string       `json:"text"`
	EventText  string       `json:"event_text"`
	TextInfo   TextInfo     `json:"text_info"`
	CiteInfo   CiteInfo     `json:"cite_info"`
	Coder      string       `json:"coder"`
	Casus      RecordDetail `json:"casus"`
}

// Entity is PLOVER's actor or recipient.
type Entity struct {
	EntityText     string   `json:"entity_text"`
	Code           *string  `json:"code"`
	Sector         []string `json:"sector"`
	IdentifierText *string  `json:"identifier_text"`
	IdentifierID   *string  `json:"identifier_id"`
	Start          int      `json:"start"`
	End            int      `json:"end"`
}

// Location is PLOVER's event_loc.
type Location struct {
	ExtractedPlace string   `json:"extracted_place"`
	ResolvedPlace  *string  `json:"resolved_place"`
	GeonameID      *int     `json:"geonameid"`
	Lat            *float64 `json:"lat"`
	Lon            *float64 `json:"lon"`
	Province       *string  `json:"province"`
	CountryCode    *string  `json:"country_code"`
}

// TextInfo says where the sentence stands: its number from 0 and its characters in the document.
type TextInfo struct {
	Sequence int `json:"sequence"`
	Start    int `json:"start"`
	End      int `json:"end"`
}

// CiteInfo says where the report comes from.
type CiteInfo struct {
	URL         *string `json:"url"`
	Title       *string `json:"title"`
	Publication *string `json:"publication"`
	Published   *string `json:"published"`
	Language    *string `json:"language"`
}

// RecordDetail is everything that PLOVER has no field for.
type RecordDetail struct {
	Document     string         `json:"document"`
	Run          string         `json:"run"`
	Trigger      Words          `json:"trigger"`
	CAMEO        *string        `json:"cameo"`
	CAMEORoot    *string        `json:"cameo_root"`
	Foreseen     *string        `json:"foreseen"`
	Polarity     string         `json:"polarity"`
	Modality     string         `json:"modality"`
	Commitment   string         `json:"commitment"`
	Background   string         `json:"background"`
	Status       string         `json:"status"`
	Attribution  *Attribution   `json:"attribution"`
	Quantities   []FigureRecord `json:"quantities"`
	Time         *TimeRecord    `json:"time"`
	Place        *PlaceRecord   `json:"place"`
	Alternatives []Alternative  `json:"alternatives"`
	Confidence   float64        `json:"confidence"`
	Rule         string         `json:"rule"`
}

// Words are quoted words with their bytes.
type Words struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Attribution is who says it and by which words; Start and End are those of the cue.
type Attribution struct {
	Speaker *string `json:"speaker"`
	Code    *string `json:"code"`
	Sector  *string `json:"sector"`
	Cue     string  `json:"cue"`
	Start   int     `json:"start"`
	End     int     `json:"end"`
}

// TimeRecord is a time with its inclusive local bounds.
type TimeRecord struct {
	Text  string  `json:"text"`
	From  *string `json:"from"`
	Until *string `json:"until"`
	Grain *string `json:"grain"`
	UTC   *string `json:"utc"`
	Zone  *string `json:"zone"`
	Basis *string `json:"basis"`
}

// PlaceRecord is a resolved place.
type PlaceRecord struct {
	Text         string   `json:"text"`
	Name         *string  `json:"name"`
	Lat          *float64 `json:"lat"`
	Lon          *float64 `json:"lon"`
	Country      *string  `json:"country"`
	Admin1       *string  `json:"admin1"`
	GeonamesID   *int     `json:"geonames_id"`
	Kind         *string  `json:"kind"`
	Precision    *string  `json:"precision"`
	ClaimedBy    []string `json:"claimed_by"`
	ControlledBy []string `json:"controlled_by"`
}

// Alternative is another type the words could carry.
type Alternative struct {
	Event      string  `json:"event"`
	Confidence float64 `json:"confidence"`
}

// ploverWriter writes one JSON object a line.
type ploverWriter struct {
	w   *bufio.Writer
	enc *json.Encoder
	o   Options
}

// NewPLOVER writes PLOVER JSON Lines to w.
func NewPLOVER(w io.Writer, o Options) Writer {
	bw := bufio.NewWriter(w)
	enc := json.NewEncoder(bw)
	enc.SetEscapeHTML(false)
	return &ploverWriter{w: bw, enc: enc, o: o}
}

// Page writes one record for each mention.
func (p *ploverWriter) Page(page Page) error {
	chars := counter{text: page.Doc.Text}
	for i := range page.Mentions {
		if !p.o.keep(&page.Mentions[i]) {
			continue
		}
		if err := p.enc.Encode(NewRecord(page.Doc, &page.Mentions[i], &chars, p.o)); err != nil {
			return err
		}
	}
	return p.w.Flush()
}

// Close flushes.
func (p *ploverWriter) Close() error { return p.w.Flush() }

// counter turns rising byte offsets into character offsets without counting from the start each time.
type counter struct {
	text         string
	bytes, chars int
}

func (c *counter) at(offset int) int {
	if offset < c.bytes {
		c.bytes, c.chars = 0, 0
	}
	c.chars += utf8.RuneCountInString(c.text[c.bytes:offset])
	c.bytes = offset
	return c.chars
}

// NewRecord is the PLOVER record of one mention of doc.
func NewRecord(doc *casus.Document, m *casus.Mention, chars *counter, o Options) Record {
	r := Record{
		ID: string(m.ID), HasEvent: m.HasEvent(), Event: string(m.Type),
		Mode: list(m.Modes), Context: list(m.Contexts), Actor: entities(m.Actors), Recipient: entities(m.Recipients),
		Text: m.Sentence.Of(doc.Text), EventText: m.TriggerText, Coder: o.Coder,
		TextInfo: TextInfo{Sequence: m.SentenceIndex, Start: chars.at(m.Sentence.Start), End: chars.at(m.Sentence.End)},
		CiteInfo: cite(doc), EventLoc: location(m.Place), Casus: detail(doc, m),
	}
	if t := m.Time; t.Known() {
		r.Date, r.EndDate, r.Time = day(t.From), day(t.Until), clock(t.From)
	}
	if o.Scores != nil {
		if q := o.Scores.Quad(m.Type); q > 0 {
			r.QuadCode = &q
		}
		if s, ok := o.Scores.Score(m.Type, m.Modes); ok {
			r.EventScale = &s
		}
	}
	return r
}

func detail(doc *casus.Document, m *casus.Mention) RecordDetail {
	d := RecordDetail{
		Document: string(doc.ID), Run: string(m.Run),
		Trigger: Words{Text: m.TriggerText, Start: m.Trigger.Start, End: m.Trigger.End},
		CAMEO:   text(m.CAMEO), CAMEORoot: text(m.CAMEORoot()), Foreseen: text(string(m.Foreseen)),
		Polarity: string(m.Polarity), Modality: string(m.Modality), Commitment: string(m.Commitment),
		Background: string(m.Background), Status: string(m.Status()), Attribution: attribution(m.Attribution),
		Quantities: figures(m.Figures), Time: timeRecord(m.Time), Place: placeRecord(m.Place),
		Alternatives: []Alternative{}, Confidence: round(m.Confidence), Rule: m.Rule,
	}
	for _, a := range m.Alternatives {
		d.Alternatives = append(d.Alternatives, Alternative{Event: string(a.Type), Confidence: round(a.Confidence)})
	}
	return d
}

func entities(parties []casus.Party) []Entity {
	out := []Entity{}
	for _, p := range parties {
		out = append(out, Entity{
			EntityText: p.Text, Code: text(string(p.Actor.Country)), Sector: sectors(p.Actor),
			IdentifierText: text(p.Actor.Name), IdentifierID: text(p.Actor.Wikidata), Start: p.Span.Start, End: p.Span.End,
		})
	}
	return out
}

func sectors(a casus.Actor) []string {
	out := []string{}
	for _, s := range a.Sectors {
		out = append(out, string(s))
	}
	if len(out) == 0 && a.Sector != "" {
		out = append(out, string(a.Sector))
	}
	return out
}

func location(p *casus.Place) *Location {
	if p == nil {
		return nil
	}
	l := &Location{
		ExtractedPlace: p.Text, ResolvedPlace: text(p.Name), GeonameID: number(p.GeonamesID),
		Province: text(p.Admin1), CountryCode: text(string(p.Country)),
	}
	l.Lat, l.Lon = point(p)
	return l
}

func cite(doc *casus.Document) CiteInfo {
	c := CiteInfo{URL: text(doc.URL), Title: text(doc.Title), Publication: text(doc.Source), Language: text(doc.Lang)}
	if !doc.Published.IsZero() {
		layout := "2006-01-02T15:04:05Z07:00"
		if doc.DateOnly {
			layout = "2006-01-02"
		}
		c.Published = text(doc.Published.Format(layout))
	}
	return c
}

func attribution(a *casus.Attribution) *Attribution {
	if a == nil {
		return nil
	}
	out := &Attribution{Cue: a.CueText, Start: a.Cue.Start, End: a.Cue.End}
	if a.Speaker != nil {
		out.Speaker = text(a.Speaker.Text)
		out.Code = text(string(a.Speaker.Actor.Country))
		out.Sector = text(string(a.Speaker.Actor.Sector))
	}
	return out
}

// day is the date part of a local date or date-time.
func day(s string) *string {
	d, _, _ := strings.Cut(s, "T")
	return text(d)
}

// clock is the time part of a local date-time.
func clock(s string) *string {
	_, c, _ := strings.Cut(s, "T")
	return text(c)
}
