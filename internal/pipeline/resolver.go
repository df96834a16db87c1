package pipeline

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/when"
	"github.com/casus-project/casus/internal/extract/who"
	"github.com/casus-project/casus/internal/ling"
)

// Resolver answers what given spans of documents mean. It keeps the analysis of the documents it has seen and is not safe
// for concurrent use.
type Resolver struct {
	coder *Coder
	seen  map[casus.DocID]*analysed
}

// analysed is what a Resolver keeps of one document; text is nil where the language is not read.
type analysed struct {
	text  *ling.Text
	times []casus.When
	who   *who.Page
	page  *extract.Page // read when the time of an event is first asked for
}

// NewResolver makes a Resolver on a Coder.
func NewResolver(c *Coder) *Resolver { return &Resolver{coder: c, seen: map[casus.DocID]*analysed{}} }

func (r *Resolver) look(doc *casus.Document) (*analysed, error) {
	if a := r.seen[doc.ID]; a != nil {
		return a, nil
	}
	t, err := r.coder.Analyse(doc)
	if err != nil {
		return nil, err
	}
	if t == nil {
		return nil, casus.Errorf(casus.Invalid, "document %s: %s", doc.ID, unread(doc.Lang))
	}
	a := &analysed{text: t, times: r.coder.Tools.When.Find(t)}
	a.who = r.coder.Tools.Who.Page(t, r.coder.Tools.Where.Find(t))
	r.seen[doc.ID] = a
	return a, nil
}

// Actor resolves the span as a party on a day ("" is the day of publication).
func (r *Resolver) Actor(doc *casus.Document, span casus.Span, on string) (casus.Party, error) {
	a, err := r.look(doc)
	if err != nil {
		return casus.Party{}, err
	}
	first, last := a.text.TokensIn(span)
	return a.who.Party(first, last, on), nil
}

// Place resolves the span as a place; nil where no place of that name is known.
func (r *Resolver) Place(doc *casus.Document, span casus.Span) (*casus.Place, error) {
	a, err := r.look(doc)
	if err != nil {
		return nil, err
	}
	for _, p := range r.coder.Tools.Where.Resolve(a.text, []casus.Span{span}) {
		return &p, nil
	}
	return nil, nil //nolint:nilnil // an unknown place is an answer
}

// Time is the time expression at the span or, where event is set, the time of the event whose trigger stands there, and
// why; nil where there is none.
func (r *Resolver) Time(doc *casus.Document, span casus.Span, event bool) (*casus.When, string, error) {
	a, err := r.look(doc)
	if err != nil {
		return nil, "", err
	}
	if event {
		w, why := r.eventTime(a, span)
		return w, why, nil
	}
	var best *casus.When
	for i := range a.times {
		if w := &a.times[i]; w.Span.Overlaps(span) && (best == nil || shared(w.Span, span) > shared(best.Span, span)) {
			best = w
		}
	}
	if best == nil {
		return nil, "no time expression is read there", nil
	}
	return best, best.Rule, nil
}

// eventTime is the time of the event whose trigger is at the span: that of the mention there, else what is chosen for the words
// among those of the mentions before.
func (r *Resolver) eventTime(a *analysed, span casus.Span) (*casus.When, string) {
	if a.page == nil {
		a.page = r.coder.extract(a.text)
	}
	dated := r.coder.Tools.When.Events(a.text, a.times)
	head := headOf(a.text, span)
	ruled, why := dated.Time(head)
	var asked []when.Asked
	for i := range a.page.Mentions {
		m := &a.page.Mentions[i]
		if m.Trigger.Overlaps(span) {
			return m.Time, answer{m.Time, ruled, why}.reason(a.text, span)
		}
		if m.Trigger.Start < span.Start {
			asked = append(asked, when.Asked{Trigger: headOf(a.text, m.Trigger), Rules: m.Time, Type: m.Type})
		}
	}
	asked = append(asked, when.Asked{Trigger: head, Rules: ruled, Why: why, Modality: casus.Realised})
	w := dated.Choose(asked, len(asked)-1)
	return w, answer{w, ruled, why}.reason(a.text, span)
}

// answer is the time of the event at a trigger, beside what the rules say.
type answer struct {
	when, ruled *casus.When
	why         string // of the rules
}

// reason says why the time was chosen: why the rules say so, or that it is likelier than theirs.
func (w answer) reason(t *ling.Text, trigger casus.Span) string {
	switch {
	case w.when == nil && w.ruled == nil, w.when != nil && w.ruled != nil && w.when.Span == w.ruled.Span:
		return w.why
	case w.when == nil:
		return "no time is likely enough to be its own"
	case t.SentenceOf(t.TokenAt(w.when.Span.Start)) == t.SentenceOf(t.TokenAt(trigger.Start)):
		return "the likeliest of the times of its sentence"
	}
	return "the likeliest of the days told before it"
}

// headOf is the token of a span whose head lies outside.
func headOf(t *ling.Text, span casus.Span) int {
	first, last := t.TokensIn(span)
	for i := first; i < last; i++ {
		if h := t.Head(i); h < first || h >= last {
			return i
		}
	}
	return first
}

// shared is the number of bytes two spans share.
func shared(a, b casus.Span) int { return min(a.End, b.End) - max(a.Start, b.Start) }
