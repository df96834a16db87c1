package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/export"
	"github.com/casus-project/casus/internal/ingest"
	"github.com/casus-project/casus/internal/pipeline"
)

// resolveCmd says what casus makes of given spans.
type resolveCmd struct {
	As    string `help:"What the spans are: actor, place, time or event-time." enum:"actor,place,time,event-time" required:""`
	Texts string `help:"The texts that the spans are in (any form that code reads)." required:"" placeholder:"FILE"`
	Input string `help:"Form of the texts; by default told from the file's name." placeholder:"FORM"`
	Spans string `arg:"" help:"JSON Lines {doc, start, end}: doc is an id or a row number, offsets are bytes; - is standard input."`
}

// spanLine is one line of the spans.
type spanLine struct {
	Doc   json.RawMessage `json:"doc"`
	Start int             `json:"start"`
	End   int             `json:"end"`
	On    string          `json:"on"` // optional: the day for which an actor is asked
}

// Run answers each span with one line, in order.
func (c *resolveCmd) Run(a *app) error {
	coder, err := pipeline.New(a.options())
	if err != nil {
		return err
	}
	docs, err := c.texts(a)
	if err != nil {
		return err
	}
	spans := a.stdin
	if c.Spans != "-" {
		f, err := os.Open(c.Spans)
		if err != nil {
			return plain(err)
		}
		defer f.Close()
		spans = f
	}
	return c.answer(a, coder, docs, spans)
}

// texts are the documents by id and by row number.
func (c *resolveCmd) texts(a *app) (map[string]*casus.Document, error) {
	in := inputs{Input: c.Input, Files: []string{c.Texts}}
	docs := map[string]*casus.Document{}
	row := 0
	for d, err := range in.documents(a) {
		if err != nil {
			a.complain(err)
		} else {
			docs[string(d.ID)] = &d
			if number := fmt.Sprint(row); docs[number] == nil {
				docs[number] = &d
			}
		}
		row++
	}
	if len(docs) == 0 {
		return nil, errReported
	}
	return docs, nil
}

func (c *resolveCmd) answer(a *app, coder *pipeline.Coder, docs map[string]*casus.Document, spans io.Reader) error {
	enc := json.NewEncoder(a.stdout)
	enc.SetEscapeHTML(false)
	r := pipeline.NewResolver(coder)
	done, failed := 0, 0
	for line, err := range ingest.Lines(spans, ingest.MaxLine) {
		if err == nil && strings.TrimSpace(line.Text) == "" {
			continue
		}
		var out any
		if err == nil {
			out, err = c.one(r, docs, line.Text)
		}
		if err != nil {
			a.complain(fmt.Errorf("%s:%d: %w", c.Spans, line.Number, err))
			failed++
			continue
		}
		done++
		if err := enc.Encode(out); err != nil {
			return err
		}
	}
	if done == 0 && failed > 0 {
		return errReported
	}
	return nil
}

// answered is what every line of output begins with.
type answered struct {
	Doc   json.RawMessage `json:"doc"`
	Start int             `json:"start"`
	End   int             `json:"end"`
	Quote string          `json:"quote"`
}

// actorAnswer, placeAnswer and timeAnswer are lines of output; what is unknown is null.
type actorAnswer struct {
	answered
	Actor      *export.ActorRecord  `json:"actor"`
	Candidates []export.ActorRecord `json:"candidates"`
	Reason     string               `json:"reason"`
}

type placeAnswer struct {
	answered
	Place      *export.PlaceSpan      `json:"place"`
	Candidates []casus.PlaceCandidate `json:"candidates"`
	Reason     string                 `json:"reason"`
}

type timeAnswer struct {
	answered
	Time   *export.TimexRecord `json:"time"`
	Reason string              `json:"reason"`
}

// one answers one line of the spans.
func (c *resolveCmd) one(r *pipeline.Resolver, docs map[string]*casus.Document, line string) (any, error) {
	var s spanLine
	if err := json.Unmarshal([]byte(line), &s); err != nil {
		return nil, fmt.Errorf("not a span: %w", err)
	}
	doc := docs[string(bytes.Trim(s.Doc, `"`))]
	if doc == nil {
		return nil, casus.Errorf(casus.NotFound, "no document %s in %s", s.Doc, c.Texts)
	}
	span := casus.Span{Start: s.Start, End: s.End}
	if err := span.In(len(doc.Text)); err != nil {
		return nil, err
	}
	head := answered{Doc: s.Doc, Start: s.Start, End: s.End, Quote: span.Of(doc.Text)}
	switch c.As {
	case "actor":
		return actorOf(r, doc, head, s.On)
	case "place":
		return placeOf(r, doc, head)
	}
	w, why, err := r.Time(doc, span, c.As == "event-time")
	out := timeAnswer{answered: head, Reason: why}
	if w != nil {
		out.Time = ptr(export.NewTimexRecord(w))
	}
	return out, err
}

func actorOf(r *pipeline.Resolver, doc *casus.Document, head answered, on string) (any, error) {
	p, err := r.Actor(doc, casus.Span{Start: head.Start, End: head.End}, on)
	if err != nil {
		return nil, err
	}
	out := actorAnswer{answered: head, Candidates: []export.ActorRecord{}, Reason: p.Actor.Reason}
	if p.Actor.Known() {
		out.Actor = ptr(export.NewActorRecord(&p.Actor))
	}
	for i := range p.Candidates {
		out.Candidates = append(out.Candidates, export.NewActorRecord(&p.Candidates[i]))
	}
	return out, nil
}

func placeOf(r *pipeline.Resolver, doc *casus.Document, head answered) (any, error) {
	p, err := r.Place(doc, casus.Span{Start: head.Start, End: head.End})
	out := placeAnswer{answered: head, Candidates: []casus.PlaceCandidate{}}
	if err != nil || p == nil {
		return out, err
	}
	out.Reason, out.Candidates = p.Reason, append(out.Candidates, p.Candidates...)
	if p.ID != "" || p.Located || p.Country != "" {
		out.Place = ptr(export.NewPlaceSpan(p))
	}
	return out, nil
}

func ptr[T any](v T) *T { return &v }
