package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/crisis"
	"github.com/casus-project/casus/internal/store"
)

// eventRow is an event in one line.
type eventRow struct {
	ID                   casus.EventID
	Href                 string
	Type                 casus.Code
	Modes                []string
	Quad                 int
	Title                string // without place and time, which stand beside it
	Full                 string // with them
	Short, From          string // its day in a narrow column, and as kept
	Until                string // the last day of an interval, as kept
	Told                 string // for one whose day nobody states: when it was first told, in a narrow column
	told, toldDay        string // the same as an instant, to sort by, and as a date
	coarse               bool   // its time is a month, a year or the like
	Status               casus.Status
	Happened             bool
	Place                string
	Where                *casus.Place
	Outlets, Texts, Said int    // Said is how many passages tell of it
	Differ               int    // attributes on which the sources differ
	Words                *quote // the sentence that tells of it best; nil until said asks for it
	New                  string // what is new about it, "" for nothing or where nobody asked
	mentions             []casus.MentionID
	said                 *casus.Mention // the one whose sentence Words is
}

// Day is the day by which rows are put in order: its own, else that on which it was first told, "" where neither is known.
// A month or a year in which it was told does not put it on the first day of that.
func (r *eventRow) Day() string {
	if r.coarse && r.toldDay >= r.From && (r.Until == "" || r.toldDay <= r.Until) {
		return r.toldDay
	}
	return cmp.Or(r.From[:min(len(time.DateOnly), len(r.From))], r.toldDay)
}

// rows makes lines of events, in their order.
func (s *Site) rows(q *question, events []casus.Event, verdicts []casus.Disagreement) []eventRow {
	differ := map[casus.EventID]int{}
	for i := range verdicts {
		if disputed(verdicts[i].Verdict) {
			differ[verdicts[i].Event]++
		}
	}
	out := make([]eventRow, len(events))
	for i := range events {
		e := &events[i]
		out[i] = eventRow{
			ID: e.ID, Href: pathTo(q, "events", e.ID), Type: e.Type, Modes: e.Modes, Quad: s.types.Quad(e.Type),
			Title: headline(e), Full: titleOf(e), Short: shortWhen(e.Time), Status: e.Status(), Happened: e.HasEvent() && e.Modality == casus.Realised,
			Where: e.Place, Outlets: len(e.Outlets), Texts: len(e.Texts), Said: len(e.Mentions), Differ: differ[e.ID], mentions: e.Mentions,
		}
		if e.Time != nil {
			out[i].From, out[i].coarse = e.Time.From, e.Time.From != "" && e.Time.Begins() != e.Time.From[:min(len(time.DateOnly), len(e.Time.From))]
			out[i].Until = e.Time.Until[:min(len(time.DateOnly), len(e.Time.Until))]
		}
		if e.Place != nil {
			out[i].Place = cmp.Or(e.Place.Name, e.Place.Text)
		}
	}
	return out
}

// disputed reports whether a verdict is worth a reader's attention: not all values can stand.
func disputed(v casus.Verdict) bool { return slices.Contains(inDispute, v) }

var inDispute = []casus.Verdict{casus.Differ, casus.Revised, casus.Retracted}

func actorNames(as []casus.Actor) string {
	var out []string
	for i := range as {
		out = append(out, actorName(&as[i]))
	}
	return strings.Join(out, ", ")
}

// actorName is how an actor is called, as far as known.
func actorName(a *casus.Actor) string {
	return cmp.Or(a.Name, a.Role, actorCode(a), "somebody")
}

// actorRow is one actor of a crisis with how often it acts.
type actorRow struct {
	Name, Code  string
	Acts, Meets int // events in which it acts, and in which something is done to it
}

// cast lists the actors of events that can be called by a name, the busiest first.
func cast(events []casus.Event) []actorRow {
	at := map[string]int{}
	var out []actorRow
	get := func(a *casus.Actor) *actorRow {
		if !crisis.Named(a) {
			return &actorRow{}
		}
		key := cmp.Or(string(a.ID), actorCode(a)+"|"+strings.ToLower(actorName(a)))
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, actorRow{Name: actorName(a), Code: actorCode(a)})
		}
		return &out[i]
	}
	for i := range events {
		for j := range events[i].Actors {
			get(&events[i].Actors[j]).Acts++
		}
		for j := range events[i].Recipients {
			get(&events[i].Recipients[j]).Meets++
		}
	}
	slices.SortFunc(out, func(a, b actorRow) int {
		return cmp.Or(b.Acts+b.Meets-a.Acts-a.Meets, b.Acts-a.Acts, cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
	return out
}

// linkRow is a link with both its ends and the words that assert it.
type linkRow struct {
	Type           casus.LinkType
	Level          string
	From, To       end
	Inferred       bool
	By, Source     string
	Quote          quote
	Sentence, Cite string
	Why            string // of an inferred one
	Other          quote  // the words of its other end
}

// end is one end of a link.
type end struct{ Title, Href string }

// quote is a passage of a document ready to be shown.
type quote struct {
	Pieces []piece
	Lang   string
	Doc    casus.DocID
	Title  string
	Source string
	When   string
	Href   string
	url    string // of the report where it was published
}

// linkRows reads what the two ends of links are called and the sentences around the words that assert them.
func (s *Site) linkRows(ctx context.Context, q *question, links []casus.Link) ([]linkRow, error) {
	var events []casus.EventID
	var crises []casus.CrisisID
	var docs []casus.DocID
	for i := range links {
		l := &links[i]
		docs = append(docs, l.Document)
		for _, e := range l.Evidence {
			docs = append(docs, e.Document)
		}
		for _, id := range []string{l.From, l.To} {
			if l.Level == "crisis" {
				crises = append(crises, casus.CrisisID(id))
			} else {
				events = append(events, casus.EventID(id))
			}
		}
	}
	ends, err := s.ends(ctx, q, events, crises)
	if err != nil {
		return nil, err
	}
	texts, err := s.texts(ctx, q, docs)
	if err != nil {
		return nil, err
	}
	var out []linkRow
	for i := range links {
		l := &links[i]
		from, okFrom := ends[l.From]
		to, okTo := ends[l.To]
		if !okFrom || !okTo {
			continue
		}
		row := linkRow{Type: l.Type, Level: l.Level, From: from, To: to, Inferred: l.Inferred, By: speakerName(l.AssertedBy)}
		if d := texts[l.Document]; d != nil {
			row.Source = outletName(d)
			marks := []mark{{span: l.Span, role: "cited"}}
			if l.AssertedBy != nil {
				marks = append(marks, mark{span: l.AssertedBy.Span, role: "speaker", label: "speaker"})
			}
			row.Quote = quoteOf(q, d, l.Span, marks)
		}
		if l.Inferred {
			row.Why = l.Reason
			if e := l.Evidence; len(e) > 1 && texts[e[1].Document] != nil {
				row.Other = quoteOf(q, texts[e[1].Document], e[1].Span, []mark{{span: e[1].Span, role: "cited"}})
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// ends finds titles and paths of events and crises.
func (s *Site) ends(ctx context.Context, q *question, events []casus.EventID, crises []casus.CrisisID) (map[string]end, error) {
	out := map[string]end{}
	if len(events) > 0 {
		es, err := s.source.Events(ctx, store.EventFilter{IDs: events, View: q.view})
		if err != nil {
			return nil, err
		}
		for i := range es {
			out[string(es[i].ID)] = end{titleOf(&es[i]), pathTo(q, "events", es[i].ID)}
		}
	}
	if len(crises) > 0 {
		cs, err := s.source.Crises(ctx, store.CrisisFilter{IDs: crises, View: q.view})
		if err != nil {
			return nil, err
		}
		for i := range cs {
			out[string(cs[i].ID)] = end{cs[i].Name, pathTo(q, "crises", cs[i].ID)}
		}
	}
	return out, nil
}

// texts reads documents by id.
func (s *Site) texts(ctx context.Context, q *question, ids []casus.DocID) (map[casus.DocID]*casus.Document, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id casus.DocID) bool { return id == "" })
	out := map[casus.DocID]*casus.Document{}
	if len(ids) == 0 {
		return out, nil
	}
	docs, err := s.source.Documents(ctx, store.DocumentFilter{IDs: ids, View: q.view})
	if err != nil {
		return nil, err
	}
	for i := range docs {
		out[docs[i].ID] = &docs[i]
	}
	return out, nil
}

// outletName is who published a document: the outlet, or where it does not say, the host of its address.
func outletName(d *casus.Document) string {
	if d.Source != "" {
		return d.Source
	}
	if u, err := url.Parse(d.URL); err == nil {
		return u.Host
	}
	return ""
}

// quoteOf shows the sentence around words, with marks in it.
func quoteOf(q *question, d *casus.Document, words casus.Span, marks []mark) quote {
	if words.In(len(d.Text)) != nil {
		return quote{}
	}
	return quote{
		Pieces: pieces(d.Text, around(d.Text, words), marks), Lang: d.Lang, Doc: d.ID, Title: d.Title, Source: outletName(d),
		When: clockText(d), Href: citeTo(q, d.ID, words), url: external(d.URL),
	}
}

// around widens a span to the line it stands in, and in it to the marks that end sentences as far as a full stop before a
// space tells. It is for showing only: mentions carry their own sentences.
func around(text string, s casus.Span) casus.Span {
	start := 0
	for i := s.Start - 1; i >= 0; i-- {
		if text[i] == '\n' || text[i] == ' ' && i > 1 && strings.IndexByte(".!?", text[i-1]) >= 0 && !initial(text, i-1) {
			start = i + 1
			break
		}
	}
	end := len(text)
	for i := max(s.End-1, 0); i < len(text); i++ {
		if text[i] == '\n' {
			end = i
			break
		}
		if strings.IndexByte(".!?", text[i]) >= 0 && (i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\n') && !initial(text, i) {
			end = i + 1
			break
		}
	}
	return casus.Span{Start: min(start, s.Start), End: max(end, s.End)}
}

// initial reports whether the full stop at i ends a single letter or a short abbreviation such as "p.m." or "Gen.".
func initial(text string, i int) bool {
	if text[i] != '.' {
		return false
	}
	j := i
	for j > 0 && text[j-1] != ' ' && text[j-1] != '\n' {
		j--
	}
	word := text[j:i]
	return len(word) <= 1 || strings.Contains(word, ".") || len(word) <= 3 && word[0] >= 'A' && word[0] <= 'Z'
}

// speakerName is who says something, "" for the outlet itself.
func speakerName(p *casus.Party) string {
	if p == nil {
		return ""
	}
	known := actorCode(&p.Actor)
	if n := p.Actor.Name; p.Actor.Kind == "person" && n != "" && !strings.Contains(n, p.Text) && !strings.Contains(p.Text, n) {
		known = strings.TrimSuffix(n+", "+known, ", ") // "she" says too little
	}
	if known == "" {
		return p.Text
	}
	return p.Text + " (" + known + ")"
}
