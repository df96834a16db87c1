package eval

import (
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/gold"
	"github.com/casus-project/casus/internal/ling"
)

// given is a cluster as the corpus has it, put through fusion: the gold's mentions, figures and forecasts in the place of the
// coder's, and its events as decisions that fusion must keep. What the ledger and the outcomes then get wrong is their own
// doing; what a figure without a mention in its report is about, and who says what, is still found by casus.
func (st *goldStory) given(o GoldClusterOptions) *goldStory {
	out := &goldStory{c: st.c, mentions: st.mentions, coded: map[*gold.Row]*casus.Mention{}, base: st.base}
	for i, r := range st.c.Reports {
		g := &givenReport{c: st.c, r: r, coded: st.pages[i], of: map[*gold.Row]int{}}
		out.pages = append(out.pages, g.page(st.coded))
		for row, k := range g.of {
			out.coded[row] = &g.out.Mentions[k]
		}
	}
	out.picture = o.Story(out.pages, out.identities())
	return out
}

// identities are the gold's events as decisions.
func (st *goldStory) identities() fuse.Decisions {
	var d fuse.Decisions
	for i, a := range st.mentions {
		for _, b := range st.mentions[:i] {
			x, y := st.coded[a], st.coded[b]
			switch pair := [2]casus.MentionID{y.ID, x.ID}; {
			case x.ID == y.ID || actual(x) != actual(y): // which event decides a forecast is what is asked
			case eventOf(a) == eventOf(b):
				d.Merge = append(d.Merge, pair)
			default:
				d.Split = append(d.Split, pair)
			}
		}
	}
	return d
}

// actual reports whether a mention tells what happened or is decided.
func actual(m *casus.Mention) bool {
	return m.Modality == casus.Realised || m.Modality == casus.Planned
}

// givenReport turns the rows of one report into a page.
type givenReport struct {
	c     *gold.Cluster
	r     *gold.Report
	coded *extract.Page
	out   *extract.Page
	of    map[*gold.Row]int // index of each mention
}

func (g *givenReport) page(coded map[*gold.Row]*casus.Mention) *extract.Page {
	p := &extract.Page{Doc: g.coded.Doc, Text: g.coded.Text, Sayings: g.coded.Sayings}
	g.out = p
	for _, row := range g.rows() {
		switch row.Kind {
		case "mention":
			g.of[row] = len(p.Mentions)
			p.Mentions = append(p.Mentions, g.mention(row, coded[row]))
		case "figure":
			p.Figures = append(p.Figures, g.figure(row))
		case "forecast":
			p.Forecasts = append(p.Forecasts, casus.Forecast{
				ID: casus.ForecastID(row.Doc + "/" + row.ID), Document: p.Doc.ID, Span: row.Span, Text: row.Quote, What: casus.Code(row.Type),
				Horizon: givenTime(row.Horizon), Strength: row.Strength, Rule: "gold",
			})
		}
	}
	g.hang()
	return p
}

// rows are those of the report in text order.
func (g *givenReport) rows() []*gold.Row {
	var out []*gold.Row
	for _, row := range g.c.Rows {
		if row.Doc == g.r.ID {
			out = append(out, row)
		}
	}
	slices.SortStableFunc(out, func(a, b *gold.Row) int { return a.Span.Start - b.Span.Start })
	return out
}

// hang gives each figure to the nearest mention of its event, those of its own sentence first, and each forecast the
// mention in its words.
func (g *givenReport) hang() {
	p := g.out
	k := 0
	for _, row := range g.rows() {
		if row.Kind != "figure" {
			continue
		}
		if m := g.nearest(row); m >= 0 {
			p.Mentions[m].Figures = append(p.Mentions[m].Figures, p.Figures[k])
		}
		k++
	}
	for i := range p.Forecasts {
		f := &p.Forecasts[i]
		for j := range p.Mentions {
			m := &p.Mentions[j]
			if f.Span.Overlaps(m.Trigger) && m.Modality == casus.Foreseen && string(m.Type) == string(f.What) {
				f.Mention = m.ID
				f.Actors, f.Recipients = actorsOf(m.Actors), actorsOf(m.Recipients)
			}
		}
	}
}

func actorsOf(ps []casus.Party) []casus.Actor {
	var out []casus.Actor
	for _, p := range ps {
		out = append(out, p.Actor)
	}
	return out
}

// nearest is the index of the mention of a figure's event that stands nearest to it, −1 for none.
func (g *givenReport) nearest(figure *gold.Row) int {
	best, least := -1, 0
	for row, i := range g.of {
		if row.Event != figure.Event || figure.Event == "" {
			continue
		}
		d := max(row.Span.Start-figure.Span.End, figure.Span.Start-row.Span.End, 0)
		if row.S != figure.S {
			d += len(g.r.Text)
		}
		if best < 0 || d < least || d == least && i < best {
			best, least = i, d
		}
	}
	return best
}

func (g *givenReport) mention(row *gold.Row, coded *casus.Mention) casus.Mention {
	m := casus.Mention{
		ID: casus.MentionID(row.Doc + "/" + row.ID), Document: g.coded.Doc.ID, Type: casus.Code(row.Type), Modes: row.Modes,
		Foreseen: casus.Code(row.Foreseen), Sentence: g.r.Sentences[row.S-1], SentenceIndex: row.S - 1, Trigger: row.Span,
		TriggerText: row.Trigger, Axes: row.Axes(), Time: givenTime(row.Time), Confidence: 1, Rule: "gold",
		Actors: givenParties(row.Actors), Recipients: givenParties(row.Recipients), Lemma: lemmaAt(g.coded.Text, row.Span),
	}
	if row.Place != nil {
		m.Place = &casus.Place{Span: row.Place.Span, Text: row.Place.Quote, Name: row.Place.Name, Country: casus.Country(row.Place.Country)}
	}
	if row.By != nil {
		m.Attribution = &casus.Attribution{Cue: row.By.CueSpan, CueText: row.By.Cue}
		if row.By.Quote != "" {
			m.Attribution.Speaker = &givenParties([]gold.Party{*row.By})[0]
		}
	}
	if coded != nil && coded.Attribution != nil && m.Attribution != nil {
		m.Attribution.Stance = coded.Attribution.Stance
	}
	return m
}

// lemmaAt is the lemma of the word of a span on which its others hang.
func lemmaAt(t *ling.Text, s casus.Span) string {
	if t == nil {
		return ""
	}
	first, last := t.TokensIn(s)
	for i := first; i < last; i++ {
		if h := t.Head(i); h < first || h >= last {
			return t.Lemma(i)
		}
	}
	return ""
}

func (g *givenReport) figure(row *gold.Row) casus.Figure {
	f := casus.Figure{
		Span: row.Span, Text: row.Quote, Value: row.Value, Low: row.Low, High: row.High, Unit: row.Unit, Counted: row.Counted,
		Attribute: row.Counted, Kind: "count", Scope: row.Scope, Total: row.Total, AsOf: row.AsOf, Rule: "gold",
	}
	if f.Low == nil && f.High == nil {
		f.Low, f.High = row.Value, row.Value
	}
	if row.By != nil && row.By.Quote != "" {
		f.Speaker = &givenParties([]gold.Party{*row.By})[0]
	}
	if i := slices.IndexFunc(g.coded.Figures, func(c casus.Figure) bool { return c.Span.Overlaps(row.Span) }); i >= 0 {
		f.Kind = g.coded.Figures[i].Kind
	}
	return f
}

func givenTime(s string) *casus.When {
	if s == "" {
		return nil
	}
	from, until := gold.Interval(s)
	w := &casus.When{From: from, Until: until, Grain: casus.Day}
	if from != until {
		w.Grain = casus.Week
	}
	return w
}

func givenParties(list []gold.Party) []casus.Party {
	var out []casus.Party
	for _, p := range list {
		a := casus.Actor{Name: p.Name, Country: casus.Country(p.Country), Sector: casus.Sector(p.Sector)}
		if p.Sector != "" {
			a.Sectors = []casus.Sector{a.Sector}
		}
		if a.Name == "" {
			a.Name = p.Quote
		}
		out = append(out, casus.Party{Span: p.Span, Text: p.Quote, Actor: a})
	}
	return out
}

// givenLayers scores verdicts and outcomes of a cluster that was given.
func (s *clusterScorer) givenLayers(st *goldStory) error {
	for _, row := range st.c.Rows {
		switch row.Kind {
		case "ledger":
			best, _ := st.answering(row, st.ledgerEvents(row.Event))
			said, why := missing, ""
			if best != nil {
				said, why = string(best.Verdict), best.Reason
			}
			s.count("verdict given", said == row.Verdict)
			err := s.item(answer{
				"verdict given", st.c.File + "/" + row.Event, said == row.Verdict,
				map[string]any{"attribute": row.Attribute, "verdict": row.Verdict, "mentions": st.toldOf(row.Event)},
				map[string]any{"verdict": said, "why": why, "figures": st.whereabouts(row)},
			})
			if err != nil {
				return err
			}
		case "forecast":
			if err := s.givenOutcome(st, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// toldOf are the mentions of a gold event for a reader of the predictions.
func (st *goldStory) toldOf(event string) []string {
	var out []string
	for _, m := range st.mentions {
		if m.Event == event {
			out = append(out, st.told(m))
		}
	}
	return out
}

func (s *clusterScorer) givenOutcome(st *goldStory, row *gold.Row) error {
	if row.Outcome == "" {
		return nil
	}
	i := slices.IndexFunc(st.picture.Forecasts, func(f casus.Forecast) bool { return string(f.ID) == row.Doc+"/"+row.ID })
	if i < 0 {
		return nil
	}
	f := &st.picture.Forecasts[i]
	right := string(f.Outcome) == row.Outcome
	s.count("outcome given", right)
	s.labels["outcome_given"] = append(s.labels["outcome_given"], [2]string{row.Outcome, string(f.Outcome)})
	var decided []string
	for _, m := range st.mentions {
		if m.Event == row.DecidedBy && m.Event != "" {
			decided = append(decided, m.Type+" "+m.Time+" "+string(m.Axes().Status())+" "+st.told(m))
		}
	}
	r := st.c.Report(row.Doc)
	return s.item(answer{"outcome given", row.Doc + "/" + row.ID, right, map[string]any{
		"words": row.Quote, "type": row.Type, "horizon": row.Horizon, "strength": row.Strength, "outcome": row.Outcome,
		"decided_by": decided, "sentence": r.Sentences[row.S-1].Of(r.Text), "published": r.Published,
	}, forecastItem(f)})
}
