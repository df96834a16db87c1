package web

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// foundDocuments is how many documents a search lists at most.
const foundDocuments = 50

// listedDocuments is how many documents a page lists at most.
const listedDocuments = 500

// documentsPage lists documents, the newest first.
func (s *Site) documentsPage(ctx context.Context, q *question) (*answer, error) {
	docs, err := s.source.Documents(ctx, store.DocumentFilter{
		Source: q.form.Get("source"), Bare: true, Newest: true, Limit: listedDocuments, View: q.view,
	})
	if err != nil {
		return nil, err
	}
	v := struct {
		Documents []casus.Document
		Source    string
		Full      bool
	}{docs, q.form.Get("source"), len(docs) == listedDocuments}
	return &answer{page: "documents", title: "Reports", view: v, json: map[string]any{"documents": orEmpty(docs)}}, nil
}

type documentView struct {
	Doc        casus.Document
	Paragraphs []paragraph
	Defects    []casus.Defect
	Revisions  []casus.Document
	Roles      []role
	Counts     string
	Cited      string
	Language   string
}

// paragraph is a line of the text with what was read in it.
type paragraph struct {
	Pieces []piece
	Notes  []note
}

// note is one mention beside the text.
type note struct {
	Type      casus.Code
	Modes     []string
	Quad      int
	Who, Whom string
	When      string
	Where     string
	Status    casus.Status
	Speaker   string
	Href      string // of the event
	At        string // its span
	Words     string
	Why       []reason
}

// role is a line of the legend.
type role struct{ Class, Label string }

// roles are what the marks of a document mean.
func roles() []role {
	return []role{
		{"event", "event"},
		{"who", "who acts"},
		{"whom", "to whom"},
		{"when", "time"},
		{"where", "place"},
		{"figure", "figure"},
		{"speaker", "speaker"},
		{"cue", "how it is said"},
		{"said", "what is said"},
		{"forecast", "forecast"},
	}
}

// documentPage is one document with everything that was read in it.
func (s *Site) documentPage(ctx context.Context, q *question) (*answer, error) {
	d, err := s.document(ctx, q)
	if err != nil {
		return nil, err
	}
	cod, err := s.source.Coding(ctx, d.ID, "")
	if err != nil && casus.KindOf(err) != casus.NotFound {
		return nil, err
	}
	events, err := s.source.Events(ctx, store.EventFilter{Document: d.ID, View: q.view})
	if err != nil {
		return nil, err
	}
	v := documentView{Doc: *d, Roles: roles(), Defects: slices.Concat(d.Defects, cod.Defects), Language: d.Lang}
	if v.Revisions, err = s.source.Revisions(ctx, d.ID); err != nil {
		return nil, err
	}
	of := map[casus.MentionID]string{}
	for i := range events {
		for _, m := range events[i].Mentions {
			of[m] = pathTo(q, "events", events[i].ID)
		}
	}
	marks := codingMarks(&cod, of)
	if cited, ok := readAnchor(q.form.Get("q")); ok && cited.In(len(d.Text)) == nil && onRunes(d.Text, cited) {
		marks = append(marks, mark{span: cited, role: "cited"})
		v.Cited = cited.Of(d.Text)
	}
	v.Paragraphs = s.paragraphs(d.Text, marks, notes(s, &cod, of))
	v.Counts = strings.Join([]string{
		plural(len(cod.Mentions), "mention", "mentions"), plural(len(cod.Claims), "claim", "claims"),
		plural(len(cod.Sayings), "saying", "sayings"), plural(len(cod.Figures), "figure", "figures"),
		plural(len(cod.Forecasts), "forecast", "forecasts"), plural(len(cod.Links), "link", "links"),
	}, ", ")
	title := d.Title
	if title == "" {
		title = "Report " + string(d.ID)
	}
	return &answer{page: "document", title: title, view: v, json: map[string]any{
		"document": d, "coding": cod, "events": orEmpty(events),
	}}, nil
}

// document finds the document of a question. Its id may itself end in ".json".
func (s *Site) document(ctx context.Context, q *question) (*casus.Document, error) {
	for _, id := range []string{q.id, q.id + ".json"} {
		docs, err := s.source.Documents(ctx, store.DocumentFilter{IDs: []casus.DocID{casus.DocID(id)}, View: q.view})
		if err != nil {
			return nil, err
		}
		if len(docs) > 0 {
			q.json = q.json && id == q.id
			return &docs[0], nil
		}
		if !q.json {
			break
		}
	}
	return nil, casus.Errorf(casus.NotFound, "there is no document %q", q.id)
}

// codingMarks are all spans of a coding.
func codingMarks(c *store.Coding, events map[casus.MentionID]string) []mark {
	var out []mark
	for i := range c.Mentions {
		out = append(out, mentionMarks(&c.Mentions[i], events[c.Mentions[i].ID])...)
	}
	for i := range c.Sayings {
		say := &c.Sayings[i]
		if say.Speaker != nil {
			out = append(out, mark{span: say.Speaker.Span, role: "speaker", label: "speaker"})
		}
		out = append(out, mark{span: say.Cue, role: "cue"}, mark{span: say.Content, role: "said"})
	}
	for i := range c.Figures {
		out = append(out, mark{span: c.Figures[i].Span, role: "figure", label: "figure"})
	}
	for i := range c.Times {
		out = append(out, mark{span: c.Times[i].Span, role: "when", label: "when"})
	}
	parties := partySpans(c)
	for i := range c.Places {
		if slices.ContainsFunc(parties, func(s casus.Span) bool { return s.Contains(c.Places[i].Span) }) {
			continue // it is marked as the party
		}
		out = append(out, mark{span: c.Places[i].Span, role: "where", label: "where"})
	}
	for i := range c.Forecasts {
		out = append(out, mark{span: c.Forecasts[i].Span, role: "forecast", label: "forecast"})
	}
	return out
}

// partySpans are the words of all who act or are acted upon.
func partySpans(c *store.Coding) []casus.Span {
	var out []casus.Span
	for i := range c.Mentions {
		for _, ps := range [][]casus.Party{c.Mentions[i].Actors, c.Mentions[i].Recipients} {
			for j := range ps {
				out = append(out, ps[j].Span)
			}
		}
	}
	return out
}

// notes are the mentions of a coding by where their words begin.
func notes(s *Site, c *store.Coding, events map[casus.MentionID]string) map[int][]note {
	out := map[int][]note{}
	for i := range c.Mentions {
		m := &c.Mentions[i]
		n := note{
			Type: m.Type, Modes: m.Modes, Quad: s.types.Quad(m.Type), Who: partyNames(m.Actors), Whom: partyNames(m.Recipients),
			Status: m.Status(), Href: events[m.ID], At: anchor(m.Trigger), Words: m.TriggerText, Why: s.why(m),
		}
		if m.Time.Known() {
			n.When = whenText(m.Time)
		}
		if m.Place != nil {
			n.Where = m.Place.Text
			if m.Place.Name != "" {
				n.Where = m.Place.Name
			}
		}
		if m.Attribution != nil {
			n.Speaker = speakerName(m.Attribution.Speaker)
		}
		out[m.Trigger.Start] = append(out[m.Trigger.Start], n)
	}
	return out
}

func partyNames(ps []casus.Party) string {
	var out []string
	for i := range ps {
		out = append(out, speakerName(&ps[i]))
	}
	return strings.Join(out, ", ")
}

// paragraphs cuts a text at its line ends. Spans that run over a line end are shown in each line they touch.
func (s *Site) paragraphs(text string, marks []mark, beside map[int][]note) []paragraph {
	var out []paragraph
	for start := 0; start < len(text); {
		end := start + strings.IndexByte(text[start:]+"\n", '\n')
		line := casus.Span{Start: start, End: end}
		if strings.TrimSpace(line.Of(text)) != "" {
			var here []mark
			for _, m := range marks {
				if !m.span.Overlaps(line) {
					continue
				}
				if !line.Contains(m.span) {
					m.span = casus.Span{Start: max(m.span.Start, line.Start), End: min(m.span.End, line.End)}
				}
				here = append(here, m)
			}
			p := paragraph{Pieces: pieces(text, line, here)}
			for i := start; i < end; i++ {
				p.Notes = append(p.Notes, beside[i]...)
			}
			out = append(out, p)
		}
		start = end + 1
	}
	return out
}

// forecastsPage lists forecasts by what became of them.
func (s *Site) forecastsPage(ctx context.Context, q *question) (*answer, error) {
	all, err := s.source.Forecasts(ctx, store.ForecastFilter{View: q.view})
	if err != nil {
		return nil, err
	}
	rows, err := s.forecastRows(ctx, q, all)
	if err != nil {
		return nil, err
	}
	type group struct {
		Outcome casus.Outcome
		Says    string
		Rows    []forecastRow
	}
	groups := []group{
		{casus.OutcomeTrue, "Came true", nil},
		{casus.OutcomeFalse, "Did not come true", nil},
		{casus.OutcomeOpen, "Open", nil},
		{casus.OutcomeUnresolvable, "Cannot be checked: without an event, a time or a strength", nil},
	}
	for i := range groups {
		for _, r := range rows {
			if r.Outcome == groups[i].Outcome {
				groups[i].Rows = append(groups[i].Rows, r)
			}
		}
	}
	return &answer{page: "forecasts", title: "Forecasts", view: groups, json: map[string]any{"forecasts": orEmpty(all)}}, nil
}

// searchPage finds documents by words.
func (s *Site) searchPage(ctx context.Context, q *question) (*answer, error) {
	words := strings.TrimSpace(q.form.Get("q"))
	var hits []store.Hit
	if words != "" {
		var err error
		if hits, err = s.source.Search(ctx, store.SearchQuery{Words: words, Limit: foundDocuments + 1, View: q.view}); err != nil {
			return nil, err
		}
	}
	more := len(hits) > foundDocuments
	hits = hits[:min(len(hits), foundDocuments)]
	v := struct {
		Words, Events string
		Hits          []store.Hit
		More          bool
	}{words, "/events?" + url.Values{"about": {strings.ReplaceAll(words, `"`, "")}}.Encode(), hits, more}
	return &answer{page: "search", title: "Search", view: v, json: map[string]any{"query": words, "hits": orEmpty(hits)}}, nil
}
