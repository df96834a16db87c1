package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
)

// csvHeader are the columns of the CSV form; lists are separated by "|". See docs/format/plover.md.
var csvHeader = []string{
	"id", "document", "published", "date", "enddate", "time", "event", "modes", "quad_code", "event_scale", "cameo",
	"status", "polarity", "modality", "commitment", "background", "actor", "actor_code", "actor_sector", "recipient",
	"recipient_code", "recipient_sector", "place", "lat", "lon", "country", "speaker", "cue", "trigger", "start", "end",
	"sentence", "confidence", "rule", "url", "source",
}

// csvWriter writes one row a mention, with a header first.
type csvWriter struct {
	w      *csv.Writer
	o      Options
	headed bool
}

// NewCSV writes CSV (RFC 4180, UTF-8) to w.
func NewCSV(w io.Writer, o Options) Writer { return &csvWriter{w: csv.NewWriter(w), o: o} }

// Page writes one row for each mention.
func (c *csvWriter) Page(page Page) error {
	if err := c.head(); err != nil {
		return err
	}
	chars := counter{text: page.Doc.Text}
	for i := range page.Mentions {
		m := &page.Mentions[i]
		if !c.o.keep(m) {
			continue
		}
		if err := c.w.Write(csvRow(page.Doc, m, NewRecord(page.Doc, m, &chars, c.o))); err != nil {
			return err
		}
	}
	c.w.Flush()
	return c.w.Error()
}

func (c *csvWriter) head() error {
	if c.headed {
		return nil
	}
	c.headed = true
	return c.w.Write(csvHeader)
}

// Close writes the header where no page came, and flushes.
func (c *csvWriter) Close() error {
	if err := c.head(); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}

func csvRow(doc *casus.Document, m *casus.Mention, r Record) []string {
	place, speaker := PlaceRecord{}, Attribution{}
	if r.Casus.Place != nil {
		place = *r.Casus.Place
	}
	if r.Casus.Attribution != nil {
		speaker = *r.Casus.Attribution
	}
	actor, actorCode, actorSector := join(r.Actor)
	recipient, recipientCode, recipientSector := join(r.Recipient)
	return []string{
		r.ID, string(doc.ID), str(r.CiteInfo.Published), str(r.Date), str(r.EndDate), str(r.Time), r.Event,
		strings.Join(r.Mode, "|"), intStr(r.QuadCode), floatStr(r.EventScale), str(r.Casus.CAMEO), r.Casus.Status,
		r.Casus.Polarity, r.Casus.Modality, r.Casus.Commitment, r.Casus.Background, actor, actorCode, actorSector,
		recipient, recipientCode, recipientSector, str(place.Name), floatStr(place.Lat), floatStr(place.Lon),
		str(place.Country), str(speaker.Speaker), speaker.Cue, m.TriggerText, strconv.Itoa(m.Trigger.Start),
		strconv.Itoa(m.Trigger.End), r.Text, fmt.Sprint(r.Casus.Confidence), m.Rule, doc.URL, doc.Source,
	}
}

// join flattens entities into three parallel "|" lists.
func join(in []Entity) (names, codes, sectors string) {
	var n, c, s []string
	for _, e := range in {
		n, c, s = append(n, e.EntityText), append(c, str(e.Code)), append(s, strings.Join(e.Sector, "+"))
	}
	return strings.Join(n, "|"), strings.Join(c, "|"), strings.Join(s, "|")
}

func str(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

func intStr(p *int) string {
	if p == nil {
		return ""
	}
	return strconv.Itoa(*p)
}

func floatStr(p *float64) string {
	if p == nil {
		return ""
	}
	return strconv.FormatFloat(*p, 'f', -1, 64)
}
