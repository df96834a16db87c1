package store

import (
	"fmt"
	"unicode/utf8"

	"github.com/casus-project/casus"
)

// CheckDocument says why a document cannot be stored, as an error of kind Invalid, or nil.
func CheckDocument(d *casus.Document) error {
	switch {
	case d.ID == "":
		return casus.Errorf(casus.Invalid, "document %q has no id", d.Title)
	case d.Text == "":
		return casus.Errorf(casus.Invalid, "document %s has no text", d.ID)
	case !utf8.ValidString(d.Text):
		return casus.Errorf(casus.Invalid, "document %s: the text is not valid UTF-8", d.ID)
	}
	return nil
}

// checker collects what does not hold in one document's coding.
type checker struct {
	text     string
	where    string
	spans    int
	problems []Problem
}

func (c *checker) fail(format string, args ...any) {
	c.problems = append(c.problems, Problem{Where: c.where, What: fmt.Sprintf(format, args...)})
}

// span checks that s lies in the text and cuts no rune in two.
func (c *checker) span(what string, s casus.Span) bool {
	c.spans++
	if err := s.In(len(c.text)); err != nil {
		c.fail("%s: %v", what, err)
		return false
	}
	if !utf8.RuneStart(c.text[s.Start]) || s.End < len(c.text) && !utf8.RuneStart(c.text[s.End]) {
		c.fail("%s: span %s cuts a character", what, s)
		return false
	}
	return true
}

// optional checks a span that may be absent.
func (c *checker) optional(what string, s casus.Span) {
	if s != (casus.Span{}) {
		c.span(what, s)
	}
}

// quote checks that words are what stands at s.
func (c *checker) quote(what string, s casus.Span, words string) {
	if c.span(what, s) && s.Of(c.text) != words {
		c.fail("%s: kept words %q are not those at %s, %q", what, clip(words), s, clip(s.Of(c.text)))
	}
}

func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	n := most
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// party checks a party that may be absent. One without words of its own is nobody's quotation.
func (c *checker) party(what string, p *casus.Party) {
	if p == nil || p.Text == "" && p.Span == (casus.Span{}) {
		return
	}
	c.quote(what, p.Span, p.Text)
}

// CheckCoding compares every span and quotation of a coding with the document's text. It returns what does not hold and
// how many spans it looked at.
func CheckCoding(doc *casus.Document, cod *Coding) ([]Problem, int) {
	c := &checker{text: doc.Text, where: "document " + string(doc.ID)}
	if cod.Document != doc.ID {
		c.fail("the coding is of document %s", cod.Document)
		return c.problems, 0
	}
	for i := range cod.Mentions {
		c.mention(&cod.Mentions[i])
	}
	for i := range cod.Claims {
		c.claim(&cod.Claims[i])
	}
	for i := range cod.Sayings {
		s := &cod.Sayings[i]
		c.party("speaker", s.Speaker)
		c.optional("cue", s.Cue)
		c.optional("what is said", s.Content)
	}
	for i := range cod.Figures {
		c.figure(&cod.Figures[i])
	}
	for i := range cod.Times {
		c.quote("time", cod.Times[i].Span, cod.Times[i].Text)
	}
	for i := range cod.Places {
		c.quote("place", cod.Places[i].Span, cod.Places[i].Text)
	}
	for i := range cod.Forecasts {
		c.forecast(&cod.Forecasts[i])
	}
	for i := range cod.Links {
		c.link(&cod.Links[i])
	}
	return c.problems, c.spans
}

func (c *checker) mention(m *casus.Mention) {
	defer c.within(fmt.Sprintf("mention %s (%s)", m.ID, m.Type))()
	if m.ID == "" || m.Type == "" || m.Rule == "" {
		c.fail("lacks an id, a type or the rule that made it")
	}
	c.quote("trigger", m.Trigger, m.TriggerText)
	if c.span("sentence", m.Sentence) && !m.Sentence.Contains(m.Trigger) {
		c.fail("trigger %s lies outside its sentence %s", m.Trigger, m.Sentence)
	}
	for i := range m.Actors {
		c.party("actor", &m.Actors[i])
	}
	for i := range m.Recipients {
		c.party("recipient", &m.Recipients[i])
	}
	if m.Time != nil && m.Time.Span != (casus.Span{}) {
		c.quote("time", m.Time.Span, m.Time.Text)
	}
	if m.Place != nil && m.Place.Span != (casus.Span{}) {
		c.quote("place", m.Place.Span, m.Place.Text)
	}
	for i := range m.Figures {
		c.figure(&m.Figures[i])
	}
	if a := m.Attribution; a != nil {
		c.party("speaker", a.Speaker)
		if a.Cue != (casus.Span{}) {
			c.quote("cue", a.Cue, a.CueText)
		}
	}
}

// within narrows where problems are until the returned function is called.
func (c *checker) within(what string) func() {
	outer := c.where
	c.where = outer + ": " + what
	return func() { c.where = outer }
}

func (c *checker) claim(cl *casus.Claim) {
	defer c.within(fmt.Sprintf("claim %s (%s)", cl.ID, cl.Attribute))()
	c.quote("words", cl.Span, cl.Text)
	c.optional("sentence", cl.Sentence)
	c.party("speaker", cl.Speaker)
}

func (c *checker) figure(f *casus.Figure) {
	defer c.within(fmt.Sprintf("figure %q", clip(f.Text)))()
	c.quote("words", f.Span, f.Text)
	c.optional("what it is about", f.About)
	c.party("speaker", f.Speaker)
}

func (c *checker) forecast(f *casus.Forecast) {
	defer c.within(fmt.Sprintf("forecast %s", f.ID))()
	c.quote("words", f.Span, f.Text)
	c.party("speaker", f.Speaker)
	c.optional("condition", f.Condition)
	if f.Horizon != nil && f.Horizon.Span != (casus.Span{}) {
		c.quote("horizon", f.Horizon.Span, f.Horizon.Text)
	}
}

func (c *checker) link(l *casus.Link) {
	defer c.within(fmt.Sprintf("link %s (%s)", l.ID, l.Type))()
	c.party("speaker", l.AssertedBy)
	if l.Inferred && l.Span == (casus.Span{}) {
		return // what only the system infers has no words of its own
	}
	for _, e := range l.Evidence {
		if e.Document == l.Document {
			c.quote("evidence", e.Span, e.Text)
		}
	}
	c.quote("words", l.Span, l.Text)
	c.optional("one end", l.FromSpan)
	c.optional("other end", l.ToSpan)
}

// CheckQuotes compares the claims, links and forecasts of a picture with the texts they quote. text gives the text of a
// document, or false where there is none.
func CheckQuotes(p *Picture, text func(casus.DocID) (string, bool)) ([]Problem, int) {
	c := &checker{}
	in := func(doc casus.DocID, check func()) {
		t, ok := text(doc)
		c.text, c.where = t, "document "+string(doc)
		if !ok {
			c.fail("not in the store, but quoted")
			return
		}
		check()
	}
	for i := range p.Claims {
		in(p.Claims[i].Document, func() { c.claim(&p.Claims[i]) })
	}
	for i := range p.Links {
		l := &p.Links[i]
		if l.Inferred && l.Document == "" {
			continue
		}
		in(l.Document, func() { c.link(l) })
		for _, e := range l.Evidence {
			if e.Document != l.Document {
				in(e.Document, func() { c.quote(fmt.Sprintf("evidence of link %s", l.ID), e.Span, e.Text) })
			}
		}
	}
	for i := range p.Forecasts {
		in(p.Forecasts[i].Document, func() { c.forecast(&p.Forecasts[i]) })
	}
	return c.problems, c.spans
}
