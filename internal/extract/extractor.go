package extract

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/choice"
	"github.com/casus-project/casus/internal/extract/figure"
	"github.com/casus-project/casus/internal/extract/forecast"
	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/extract/saying"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/extract/when"
	"github.com/casus-project/casus/internal/extract/where"
	"github.com/casus-project/casus/internal/extract/who"
	"github.com/casus-project/casus/internal/ling"
)

// Tools are the finders, one for each layer. All but Placing are needed, and all are safe for concurrent use.
type Tools struct {
	When     *when.Engine
	Where    *where.Finder
	Who      *who.Resolver
	Saying   *saying.Finder
	Figure   *figure.Finder
	What     *what.Coder
	Forecast *forecast.Finder
	Link     *link.Finder
	Placing  *choice.Table // weights for the place of an event; nil: the rules alone
	Nouns    PlaceNouns    // nouns for places, for those without a name
}

// Options says what else to find. The zero value finds everything but reasons for silence.
type Options struct {
	Misses  bool // fill Page.Misses
	Choices bool // fill Page.Choices
}

// Extractor finds all layers of one text. It keeps no state between texts and is safe for concurrent use.
type Extractor struct {
	tools Tools
	run   casus.RunID
	opts  Options
}

// New makes an Extractor whose records belong to run.
func New(tools Tools, run casus.RunID, o Options) *Extractor {
	return &Extractor{tools: tools, run: run, opts: o}
}

// Extract finds everything in t. What it cannot build for want of evidence becomes a defect of the document.
func (e *Extractor) Extract(t *ling.Text) *Page {
	p := &Page{Doc: t.Doc, Text: t}
	p.Times = e.tools.When.Find(t)
	p.Places = e.tools.Where.Find(t)
	who := e.tools.Who.Page(t, p.Places)
	acts := e.tools.Saying.Find(t)
	p.Sayings = sayings(t, who, acts)
	p.Figures = e.tools.Figure.Find(t)
	for i := range p.Figures {
		if g := p.Figures[i].Speaker; g != nil { // named by the number's own clause
			first, last := t.TokensIn(g.Span)
			named := who.Party(first, last, "")
			p.Figures[i].Speaker = &named
		}
	}
	figure.Attribute(p.Figures, p.Sayings)
	for _, i := range e.tools.Figure.Unsaid(t, p.Figures) {
		first, last := t.TokensIn(p.Figures[i].Speaker.Span)
		named := who.Party(first, last, "")
		p.Figures[i].Speaker = &named
	}
	figure.Dated(t, p.Figures, p.Times)

	a := &assembler{e: e, t: t, page: p, who: who, acts: acts, placer: newPlacer(t, p.Places)}
	heard := hints(acts, a.kind)
	found := e.tools.What.Find(t, heard)
	a.placer.read(found, acts)
	a.placer.kind = e.tools.Where.Kind
	a.placer.describe(e.tools.Nouns)
	times, places := a.times(found), a.places(found)
	for i := range found {
		if a.add(&found[i], times[i], places[i]) && e.opts.Choices {
			p.Choices = append(p.Choices, Choices{a.dated.Options(a.asked, i), a.placer.options(i), found[i].Options})
		}
	}
	a.attachFigures()
	p.Parties = who.Entities()
	p.Claims = claims(p, e.run)
	p.Forecasts = e.tools.Forecast.Find(t, p.Mentions, p.Sayings, e.tools.When.Ahead(t, p.Times))
	for i := range p.Forecasts {
		p.Forecasts[i].Run = e.run
	}
	p.Links = e.tools.Link.Find(t, p.Mentions)
	assertLinks(p, who)
	if e.opts.Misses {
		p.Misses = e.misses(t, p, heard)
	}
	return p
}

// Cases lists every candidate of t for an event with what the decision model looks at, to train it.
func (e *Extractor) Cases(t *ling.Text) []what.Case {
	p := &Page{Doc: t.Doc, Text: t, Places: e.tools.Where.Find(t)}
	a := &assembler{e: e, t: t, page: p, who: e.tools.Who.Page(t, p.Places)}
	return e.tools.What.Cases(t, hints(e.tools.Saying.Find(t), a.kind))
}

// misses explains every sentence that has no mention.
func (e *Extractor) misses(t *ling.Text, p *Page, h what.Hints) []Miss {
	has := make(map[int]bool, len(p.Mentions))
	for i := range p.Mentions {
		has[p.Mentions[i].SentenceIndex] = true
	}
	var out []Miss
	for s := range t.Sents {
		if !has[s] {
			out = append(out, Miss{Sentence: t.Sents[s].Span, Reason: strings.TrimSpace(e.tools.What.Explain(t, s, h))})
		}
	}
	return out
}

// Explain says for sentence s of t which frames were tried and what came of each.
func (e *Extractor) Explain(t *ling.Text, s int) string {
	return e.tools.What.Explain(t, s, hints(e.tools.Saying.Find(t), nil))
}
