package gold

import (
	"slices"

	"github.com/casus-project/casus"
)

// Agreement says how far two coders of the same reports agree, layer by layer.
type Agreement struct {
	Reports  int
	Mentions [2]int             // of the first and the second coder
	Matched  int                // mentions whose triggers overlap, one to one
	F1       float64            // of mentions by trigger
	TypedF1  float64            // the same, with the type or an accepted alternative
	Kappa    map[string]float64 // Cohen's kappa on matched mentions: type and the four axes
	PartyF1  float64            // of actors and recipients of matched mentions, by overlap
	Country  float64            // share of matched parties with the same country
	Place    float64            // share of matched mentions with overlapping places, or none on both sides
	Time     float64            // share of matched mentions with the same time, or none on both sides
	Identity float64            // B³ F1 of events on matched mentions
}

// Agree compares two codings of the same cluster reports; reports that one of them lacks are left out.
func Agree(pairs [][2]*Cluster) Agreement {
	a := Agreement{Kappa: map[string]float64{}}
	labels := map[string][][2]string{}
	var parties, places, times, countries tally
	var groups [2][]string
	typed := 0
	for i, pair := range pairs {
		for _, r := range pair[0].Reports {
			first, second := mentionsOf(pair[0], r.ID), mentionsOf(pair[1], r.ID)
			a.Reports++
			a.Mentions[0] += len(first)
			a.Mentions[1] += len(second)
			for _, m := range matchRows(first, second) {
				x, y := m[0], m[1]
				a.Matched++
				if takes(x, y.Type) || takes(y, x.Type) {
					typed++
				}
				for axis, v := range axesOf(x, y) {
					labels[axis] = append(labels[axis], v)
				}
				compareParties(x, y, &parties, &countries)
				places.count(x.Place == nil && y.Place == nil || x.Place != nil && y.Place != nil && x.Place.Span.Overlaps(y.Place.Span))
				times.count(x.Time == y.Time)
				groups[0] = append(groups[0], key(i, x))
				groups[1] = append(groups[1], key(i, y))
			}
		}
	}
	total := float64(a.Mentions[0] + a.Mentions[1])
	if total > 0 {
		a.F1, a.TypedF1 = 2*float64(a.Matched)/total, 2*float64(typed)/total
	}
	for axis, v := range labels {
		a.Kappa[axis] = kappa(v)
	}
	a.PartyF1, a.Country, a.Place, a.Time = parties.share(), countries.share(), places.share(), times.share()
	a.Identity = bCubed(groups[0], groups[1])
	return a
}

// tally counts agreements.
type tally struct{ right, all int }

func (t *tally) count(right bool) {
	t.all++
	if right {
		t.right++
	}
}

func (t *tally) share() float64 {
	if t.all == 0 {
		return 0
	}
	return float64(t.right) / float64(t.all)
}

func mentionsOf(c *Cluster, doc string) []*Row {
	var out []*Row
	for _, r := range c.Rows {
		if r.Kind == "mention" && r.Doc == doc {
			out = append(out, r)
		}
	}
	return out
}

// matchRows pairs mentions whose triggers overlap, those of the same type first, then the larger overlap.
func matchRows(first, second []*Row) [][2]*Row {
	type pair struct{ i, j, score int }
	var pairs []pair
	for i, x := range first {
		for j, y := range second {
			if n := min(x.Span.End, y.Span.End) - max(x.Span.Start, y.Span.Start); n > 0 {
				if x.Type == y.Type {
					n += 1000
				}
				pairs = append(pairs, pair{i, j, n})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return b.score - a.score })
	var out [][2]*Row
	left, right := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		if !left[p.i] && !right[p.j] {
			left[p.i], right[p.j] = true, true
			out = append(out, [2]*Row{first[p.i], second[p.j]})
		}
	}
	return out
}

func takes(r *Row, t string) bool { return r.Type == t || slices.Contains(r.Alt, t) }

// axesOf are the labels of both coders by layer.
func axesOf(x, y *Row) map[string][2]string {
	a, b := x.Axes(), y.Axes()
	return map[string][2]string{
		"type":       {x.Type, y.Type},
		"polarity":   {string(a.Polarity), string(b.Polarity)},
		"modality":   {string(a.Modality), string(b.Modality)},
		"commitment": {string(a.Commitment), string(b.Commitment)},
		"background": {string(a.Background), string(b.Background)},
	}
}

// compareParties counts shared actors and recipients as F1 (twice the shared over all), and on the shared the country.
func compareParties(x, y *Row, spans, countries *tally) {
	for _, lists := range [][2][]Party{{x.Actors, y.Actors}, {x.Recipients, y.Recipients}} {
		spans.all += len(lists[0]) + len(lists[1])
		used := map[int]bool{}
		for _, p := range lists[0] {
			for j, q := range lists[1] {
				if !used[j] && p.Span.Overlaps(q.Span) {
					used[j] = true
					spans.right += 2
					if p.Country != "" || q.Country != "" {
						countries.count(p.Country == q.Country)
					}
					break
				}
			}
		}
	}
}

// key is the event of a mention, or the mention itself where it has none.
func key(cluster int, r *Row) string {
	if r.Event == "" {
		return casus.HashID("single", r.ID, r.Doc, string(rune(cluster)))
	}
	return casus.HashID("event", r.Event, string(rune(cluster)))
}

// kappa is Cohen's kappa (1960): agreement beyond what the two coders' own label frequencies would give by chance.
func kappa(pairs [][2]string) float64 {
	n := float64(len(pairs))
	if n == 0 {
		return 0
	}
	var agree float64
	counts := [2]map[string]float64{{}, {}}
	for _, p := range pairs {
		if p[0] == p[1] {
			agree++
		}
		counts[0][p[0]]++
		counts[1][p[1]]++
	}
	var chance float64
	for label, c := range counts[0] {
		chance += c / n * counts[1][label] / n
	}
	if chance == 1 {
		return 1
	}
	return (agree/n - chance) / (1 - chance)
}

// bCubed is the B³ F1 (Bagga and Baldwin 1998) of two groupings of the same items, given as the group of each.
func bCubed(a, b []string) float64 {
	if len(a) == 0 {
		return 0
	}
	both, inA, inB := map[[2]string]float64{}, map[string]float64{}, map[string]float64{}
	for i := range a {
		both[[2]string{a[i], b[i]}]++
		inA[a[i]]++
		inB[b[i]]++
	}
	var p, r float64
	for i := range a {
		n := both[[2]string{a[i], b[i]}]
		p += n / inB[b[i]]
		r += n / inA[a[i]]
	}
	p, r = p/float64(len(a)), r/float64(len(a))
	return 2 * p * r / (p + r)
}
