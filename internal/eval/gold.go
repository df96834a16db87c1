package eval

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/figure"
	"github.com/casus-project/casus/internal/gold"
)

// GoldOptions says how to score the annotated corpus.
type GoldOptions struct {
	Clusters []*gold.Cluster
	Data     string
	Code     func(*casus.Document) (*extract.Page, error)
	Together func([]*extract.Page) []*extract.Page // what the reports of a cluster tell about each other's parties; nil: nothing
	Out      io.Writer                             // one {id, kind, gold, pred, text} a line; nil for none
	// Why says for a sentence of a page which frames were tried and what came of each; it is written beside each missed
	// mention. Nil is allowed.
	Why func(p *extract.Page, sentence int) string
}

// Gold scores every layer of the annotated corpus that one document shows: mentions with type, trigger, parties, time,
// place, axes and speaker; figures; forecasts; links; events on reports without any. A predicted mention and a gold one
// match one to one when their triggers overlap and the type is the gold's or an accepted alternative; predictions that
// touch a neutral span are left out. Layers other than mentions are scored on matched mentions. All scores are fractions.
func Gold(o GoldOptions) (Result, error) {
	g := &goldScorer{tally: map[string]*share{}, out: o.Out, why: o.Why}
	n := 0
	for _, c := range o.Clusters {
		n += len(c.Reports)
		pages, err := o.pages(c)
		if err != nil {
			return Result{}, err
		}
		alone := pages
		if o.Together != nil {
			pages = o.Together(pages)
		}
		for i, r := range c.Reports {
			g.alone = alone[i]
			if err := g.document(c, r, pages[i]); err != nil {
				return Result{}, err
			}
		}
	}
	return Result{Task: "gold", Data: o.Data, N: n, Scores: g.scores()}, nil
}

// pages are the reports of a cluster, each coded by itself.
func (o *GoldOptions) pages(c *gold.Cluster) ([]*extract.Page, error) {
	var out []*extract.Page
	for _, r := range c.Reports {
		page, err := codeReport(c, r, o.Code)
		if err != nil {
			return nil, err
		}
		out = append(out, page)
	}
	return out, nil
}

// codeReport codes one report of a cluster.
func codeReport(c *gold.Cluster, r *gold.Report, code func(*casus.Document) (*extract.Page, error)) (*extract.Page, error) {
	doc, err := goldDocument(r)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", c.File, r.Line, err)
	}
	return code(doc)
}

func goldDocument(r *gold.Report) (*casus.Document, error) {
	t, err := time.Parse(time.RFC3339, r.Published)
	return &casus.Document{
		ID: casus.DocID(r.ID), Text: r.Text, Title: r.Title, Source: r.Outlet, Published: t, DateFrom: "given", Lang: "en",
	}, err
}

// share counts right answers among those asked for.
type share struct{ right, all int }

func (r share) value() float64 {
	if r.all == 0 {
		return 0
	}
	return float64(r.right) / float64(r.all)
}

type goldScorer struct {
	tally map[string]*share
	out   io.Writer
	why   func(*extract.Page, int) string
	alone *extract.Page  // the report at hand as coded by itself
	names *figure.Finder // opened when first needed
}

// count adds one question to a tally.
func (g *goldScorer) count(key string, right bool) {
	t := g.tally[key]
	if t == nil {
		t = &share{}
		g.tally[key] = t
	}
	t.all++
	if right {
		t.right++
	}
}

// scores are all tallies as fractions; of "x precision" and "x recall" the F1 as well.
func (g *goldScorer) scores() map[string]float64 {
	out := map[string]float64{}
	for key, t := range g.tally {
		out[strings.ReplaceAll(key, " ", "_")] = t.value()
	}
	for key := range g.tally {
		if layer, ok := strings.CutSuffix(key, "precision"); ok {
			var recall share
			if t := g.tally[layer+"recall"]; t != nil {
				recall = *t
			}
			out[strings.ReplaceAll(layer, " ", "_")+"f1"] = harmonic(g.tally[key].value(), recall.value())
		}
	}
	return out
}

// harmonic is the F1 of precision and recall.
func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// document scores one report.
func (g *goldScorer) document(c *gold.Cluster, r *gold.Report, p *extract.Page) error {
	var mentions, others []*gold.Row
	var neutral []casus.Span
	for _, row := range c.Rows {
		switch {
		case row.Doc != r.ID:
		case row.Kind == "mention":
			mentions = append(mentions, row)
		case row.Kind == "neutral":
			neutral = append(neutral, row.Span)
		default:
			others = append(others, row)
		}
	}
	match := matchMentions(mentions, p.Mentions)
	taken := map[int]bool{}
	for i, row := range mentions {
		j := match[i]
		g.count("recall", j >= 0)
		g.count("recall "+row.Type, j >= 0)
		if j >= 0 {
			taken[j] = true
			g.mention(row, &p.Mentions[j])
			g.time(r, mentions, row, &p.Mentions[j])
			g.nations("_alone", row.Actors, g.alone.Mentions[j].Actors)
			g.nations("_alone", row.Recipients, g.alone.Mentions[j].Recipients)
		}
		if err := g.write(row, p, j); err != nil {
			return err
		}
	}
	if err := g.spurious(r, p, taken, neutral); err != nil {
		return err
	}
	g.traps(others, p)
	if err := g.figures(others, p); err != nil {
		return err
	}
	if err := g.forecasts(others, p); err != nil {
		return err
	}
	return g.links(others, mentions, p)
}

// spurious counts precision, and events on reports that have none.
func (g *goldScorer) spurious(r *gold.Report, p *extract.Page, taken map[int]bool, neutral []casus.Span) error {
	hit := map[int]bool{}
	for j := range p.Mentions {
		m := &p.Mentions[j]
		if touches(m.Trigger, neutral) && !taken[j] {
			continue
		}
		g.count("precision", taken[j])
		g.count("precision "+string(m.Type), taken[j])
		if m.HasEvent() {
			hit[m.SentenceIndex] = true
		}
		if !taken[j] {
			if err := g.falseAlarm(r, p, j); err != nil {
				return err
			}
		}
	}
	if r.Political != nil && !*r.Political {
		for range r.Sentences {
			g.count("false events", false)
		}
		g.tally["false events"].right += min(len(hit), len(r.Sentences))
	}
	return nil
}

func (g *goldScorer) traps(rows []*gold.Row, p *extract.Page) {
	for _, row := range rows {
		if row.Kind != "trap" {
			continue
		}
		caught := false
		for j := range p.Mentions {
			m := &p.Mentions[j]
			caught = caught || m.HasEvent() && m.Trigger.Overlaps(row.Span) && (row.Invites == "" || string(m.Type) == row.Invites)
		}
		g.count("traps avoided", !caught)
	}
}

// matchMentions gives each gold row the index of its mention, -1 for none: best overlap first, one to one.
func matchMentions(rows []*gold.Row, mentions []casus.Mention) []int {
	match := make([]int, len(rows))
	used := make([]bool, len(mentions))
	for i := range match {
		match[i] = -1
	}
	for {
		bi, bj, best := -1, -1, 0
		for i, row := range rows {
			if match[i] >= 0 {
				continue
			}
			for j := range mentions {
				if n := overlap(row.Span, mentions[j].Trigger); !used[j] && n > best && takes(row, mentions[j].Type) {
					bi, bj, best = i, j, n
				}
			}
		}
		if bi < 0 {
			return match
		}
		match[bi], used[bj] = bj, true
	}
}

// takes reports whether a type is the row's or one of its alternatives.
func takes(row *gold.Row, t casus.Code) bool {
	if row.Type == string(t) {
		return true
	}
	for _, alt := range row.Alt {
		if alt == string(t) {
			return true
		}
	}
	return false
}

func overlap(a, b casus.Span) int { return max(0, min(a.End, b.End)-max(a.Start, b.Start)) }

func touches(s casus.Span, spans []casus.Span) bool {
	for _, t := range spans {
		if s.Overlaps(t) {
			return true
		}
	}
	return false
}

// mention scores the layers of one matched mention.
func (g *goldScorer) mention(row *gold.Row, m *casus.Mention) {
	axes := row.Axes()
	g.count("polarity", m.Polarity == axes.Polarity)
	g.count("modality", m.Modality == axes.Modality)
	g.count("commitment", m.Commitment == axes.Commitment)
	g.count("background", m.Background == axes.Background)
	g.count("status", m.Status() == axes.Status())
	if row.CAMEO != "" {
		g.count("cameo root", m.CAMEORoot() == row.CAMEO[:2])
	}
	if len(row.Modes) > 0 {
		g.count("mode", len(m.Modes) > 0 && m.Modes[0] == row.Modes[0])
	}
	g.parties("actor", row.Actors, m.Actors)
	g.parties("recipient", row.Recipients, m.Recipients)
	if row.By != nil && row.By.Quote != "" {
		right := m.Attribution != nil && m.Attribution.Speaker != nil && m.Attribution.Speaker.Span.Overlaps(row.By.Span)
		g.count("speaker", right)
	}
	if row.Place != nil {
		g.count("place", m.Place != nil && samePlace(m.Place, row.Place))
		if row.Place.Country != "" {
			g.count("place country", m.Place != nil && string(m.Place.Country) == row.Place.Country)
		}
	}
}

// parties scores spans by overlap, and country and sector on those found.
func (g *goldScorer) parties(role string, want []gold.Party, got []casus.Party) {
	found, used := matchParties(want, got)
	for _, at := range found {
		g.count("role recall", at >= 0)
		g.count(role+" recall", at >= 0)
	}
	for j := range got {
		g.count("role precision", used[j])
		g.count(role+" precision", used[j])
	}
	g.nations("", want, got)
}

// matchParties gives each party of the gold the first one not yet taken that overlaps it, -1 for none, and says which were
// taken.
func matchParties(want []gold.Party, got []casus.Party) (found []int, used []bool) {
	used = make([]bool, len(got))
	for _, w := range want {
		at := -1
		for j := range got {
			if !used[j] && got[j].Span.Overlaps(w.Span) {
				at, used[j] = j, true
				break
			}
		}
		found = append(found, at)
	}
	return found, used
}

// nations scores country and sector of the parties found, where the gold has them.
func (g *goldScorer) nations(suffix string, want []gold.Party, got []casus.Party) {
	found, _ := matchParties(want, got)
	for i, w := range want {
		if found[i] < 0 || w.Country == "" {
			continue
		}
		a := got[found[i]].Actor
		right := string(a.Country) == w.Country
		g.count("country"+suffix, right)
		if w.Sector != "" {
			g.count("country sector"+suffix, right && hasSector(a, w.Sector))
		}
	}
}

func hasSector(a casus.Actor, s string) bool {
	if string(a.Sector) == s {
		return true
	}
	for _, t := range a.Sectors {
		if string(t) == s {
			return true
		}
	}
	return false
}
