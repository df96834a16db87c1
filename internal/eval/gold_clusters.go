package eval

import (
	"io"
	"maps"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/gold"
)

// GoldClusterOptions says how to score what only several reports together show.
type GoldClusterOptions struct {
	Clusters []*gold.Cluster
	Data     string
	Code     func(*casus.Document) (*extract.Page, error)
	Story    func([]*extract.Page, fuse.Decisions) *fuse.Picture // brings pages together; decisions hold
	Out      io.Writer                                           // one {layer, id, right, gold, pred} a line; nil for none
}

// GoldClusters scores the layers of the corpus that a cluster shows: identity of events, verdicts on differing claims,
// links between events, forecasts with their outcomes, and, over all reports at once, crises. Coded mentions and gold
// mentions are aligned one to one by overlapping triggers, whatever their type; a layer that hangs on mentions says its
// coverage. All scores are fractions but those that begin with "n_".
func GoldClusters(o GoldClusterOptions) (Result, error) {
	s := &clusterScorer{goldScorer: goldScorer{tally: map[string]*share{}, out: o.Out}, labels: map[string][][2]string{}, values: map[string]float64{}}
	var all []*extract.Page
	var told []*goldStory
	n := 0
	for _, c := range o.Clusters {
		st, err := newStory(c, o)
		if err != nil {
			return Result{}, err
		}
		all, told = append(all, st.pages...), append(told, st)
		n += len(c.Reports)
		for _, score := range []func(*goldStory) error{s.identity, s.ledger, s.relations, s.forecastsOf} {
			if err := score(st); err != nil {
				return Result{}, err
			}
		}
		if err := s.givenLayers(st.given(o)); err != nil {
			return Result{}, err
		}
	}
	if err := s.crises(told, o.Story(all, fuse.Decisions{})); err != nil {
		return Result{}, err
	}
	scores := s.scores()
	s.finish(scores)
	return Result{Task: "gold-clusters", Data: o.Data, N: n, Scores: scores}, nil
}

// clusterScorer counts over all clusters.
type clusterScorer struct {
	goldScorer
	goldEvents, events grouping // identity
	labels             map[string][][2]string
	values             map[string]float64 // scores that are no shares
}

func (s *clusterScorer) set(name string, v float64) { s.values[name] = v }

// finish adds the scores that are no shares.
func (s *clusterScorer) finish(scores map[string]float64) {
	b := B3(s.goldEvents.clusters(), s.events.clusters())
	scores["identity_b3_p"], scores["identity_b3_r"], scores["identity_b3_f1"] = b.P, b.R, b.F
	maps.Copy(scores, s.values)
	for layer, pairs := range s.labels {
		scores[layer+"_macro_f1"] = macroF1(pairs)
	}
}

// grouping collects items by the name of their group, in the order in which they come.
type grouping struct {
	at    map[string]int
	items Clustering
	n     int
}

// add puts the next item into the group of that name.
func (c *grouping) add(group string) {
	if c.at == nil {
		c.at = map[string]int{}
	}
	k, ok := c.at[group]
	if !ok {
		k = len(c.items)
		c.at[group] = k
		c.items = append(c.items, nil)
	}
	c.items[k] = append(c.items[k], c.n)
	c.n++
}

func (c *grouping) clusters() Clustering { return c.items }

// macroF1 is the mean F1 of the gold's labels.
func macroF1(pairs [][2]string) float64 {
	c := confusion{}
	for _, p := range pairs {
		c.add(p[0], p[1])
	}
	return c.macro()
}

// goldStory is one cluster as the corpus and as the coder have it.
type goldStory struct {
	c        *gold.Cluster
	pages    []*extract.Page
	picture  *fuse.Picture
	mentions []*gold.Row
	coded    map[*gold.Row]*casus.Mention // of the gold mentions that have one
	base     map[string]int               // of each report: where its text would begin if all were one
}

// newStory codes the reports of a cluster and aligns the mentions.
func newStory(c *gold.Cluster, o GoldClusterOptions) (*goldStory, error) {
	st := &goldStory{c: c, coded: map[*gold.Row]*casus.Mention{}, base: map[string]int{}}
	base := 0
	for _, r := range c.Reports {
		page, err := codeReport(c, r, o.Code)
		if err != nil {
			return nil, err
		}
		st.base[r.ID] = base
		base += len(r.Text) + 1
		st.pages = append(st.pages, page)
		var rows []*gold.Row
		for _, row := range c.Rows {
			if row.Kind == "mention" && row.Doc == r.ID {
				rows = append(rows, row)
			}
		}
		for i, j := range alignTriggers(rows, page.Mentions) {
			if j >= 0 {
				st.coded[rows[i]] = &page.Mentions[j]
			}
		}
		st.mentions = append(st.mentions, rows...)
	}
	st.picture = o.Story(st.pages, fuse.Decisions{})
	return st, nil
}

// alignTriggers pairs gold mentions with coded ones by overlapping triggers, those of an accepted type first, then the
// larger overlap, one to one; −1 for none.
func alignTriggers(rows []*gold.Row, mentions []casus.Mention) []int {
	type pair struct{ i, j, score int }
	var pairs []pair
	for i, row := range rows {
		for j := range mentions {
			if n := overlap(row.Span, mentions[j].Trigger); n > 0 {
				if takes(row, mentions[j].Type) {
					n += 1000
				}
				pairs = append(pairs, pair{i, j, n})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return b.score - a.score })
	match, used := make([]int, len(rows)), make([]bool, len(mentions))
	for i := range match {
		match[i] = -1
	}
	for _, p := range pairs {
		if match[p.i] < 0 && !used[p.j] {
			match[p.i], used[p.j] = p.j, true
		}
	}
	return match
}

// eventOf names the event of a gold mention, itself where it has none.
func eventOf(row *gold.Row) string {
	if row.Event != "" {
		return row.Event
	}
	return row.Doc + "/" + row.ID
}

// told is a mention for a reader of the predictions.
func (st *goldStory) told(row *gold.Row) string {
	r := st.c.Report(row.Doc)
	if row.S < 1 || row.S > len(r.Sentences) {
		return row.Doc + ": " + row.Trigger
	}
	return row.Doc + ": " + row.Trigger + " | " + r.Sentences[row.S-1].Of(r.Text)
}

// systemEvents are the coded events that hold mentions of a gold event.
func (st *goldStory) systemEvents(event string) map[casus.EventID]bool {
	out := map[casus.EventID]bool{}
	for _, row := range st.mentions {
		if m := st.coded[row]; m != nil && row.Event == event {
			out[st.picture.EventOf[m.ID]] = true
		}
	}
	return out
}
