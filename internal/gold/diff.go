package gold

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// Difference is one item on which two codings differ, for whoever settles it. First and Second quote own texts; of real
// articles they have bytes, and the words stand in Words, which a log must not have.
type Difference struct {
	Cluster  string         `json:"cluster"`
	Doc      string         `json:"doc,omitempty"`
	S        int            `json:"s,omitempty"`
	Layer    string         `json:"layer"`
	First    any            `json:"first"` // nil: the first coder has nothing there
	Second   any            `json:"second"`
	IDs      [2]string      `json:"ids,omitzero"`
	Words    map[string]any `json:"words,omitempty"`
	Sentence string         `json:"sentence,omitempty"`
}

// differ gathers the differences of one cluster.
type differ struct {
	pair [2]*Cluster
	out  []Difference
}

// Diff lists where the two codings of a cluster differ, mentions first, in the order of the text.
func Diff(pair [2]*Cluster) []Difference {
	d := &differ{pair: pair}
	for _, r := range pair[0].Reports {
		first, second := mentionsOf(pair[0], r.ID), mentionsOf(pair[1], r.ID)
		matched := matchRows(first, second)
		for _, m := range matched {
			d.mention(m[0], m[1])
		}
		for side, rows := range [][]*Row{first, second} {
			for _, row := range rows {
				if !slices.ContainsFunc(matched, func(m [2]*Row) bool { return m[side] == row }) {
					d.alone("mention", side, row, d.brief(row))
				}
			}
		}
	}
	d.rows("figure", figurePairs(pair), sameFigure, figureOf)
	d.rows("forecast", forecastPairs(pair), sameForecast, forecastOf)
	d.rows("link", linkPairs(pair), func(a, b *Row) bool { return a.Type == b.Type }, linkOf)
	d.rows("ledger", ledgerPairs(pair), func(a, b *Row) bool { return a.Verdict == b.Verdict }, func(r *Row) map[string]any {
		return map[string]any{"event": r.Event, "attribute": r.Attribute, "verdict": r.Verdict}
	})
	slices.SortStableFunc(d.out, func(a, b Difference) int { return cmp.Or(strings.Compare(a.Doc, b.Doc), a.S-b.S) })
	d.identity()
	return d.out
}

// cluster is the name of the cluster.
func (d *differ) cluster() string { return d.pair[0].name() }

// name is the file's name without folder and ending.
func (c *Cluster) name() string {
	name := c.File[strings.LastIndexByte(c.File, '/')+1:]
	return strings.TrimSuffix(name, ".jsonl")
}

// quote is what stands at a span: words, or bytes in a real article.
func (d *differ) quote(words string, span casus.Span) any {
	if !d.pair[0].Real {
		return words
	}
	return bytesOf(span)
}

// at begins a difference about a row.
func (d *differ) at(layer string, row *Row) Difference {
	out := Difference{Cluster: d.cluster(), Doc: row.Doc, S: row.S, Layer: layer}
	if r := d.pair[0].Report(row.Doc); r != nil && row.S > 0 && row.S <= len(r.Sentences) {
		out.Sentence = r.Sentences[row.S-1].Of(r.Text)
	}
	return out
}

// words adds the words of both rows of a real article, which the values lack.
func (d *differ) words(to *Difference, a, b *Row) {
	if !d.pair[0].Real {
		return
	}
	to.Words = map[string]any{}
	for i, row := range []*Row{a, b} {
		if row != nil {
			to.Words[[]string{"first", "second"}[i]] = row.Trigger + row.Quote
		}
	}
}

// alone notes a row that one side only has.
func (d *differ) alone(layer string, side int, row *Row, value any) {
	out := d.at(layer, row)
	out.IDs[side] = row.ID
	if side == 0 {
		out.First = value
		d.words(&out, row, nil)
	} else {
		out.Second = value
		d.words(&out, nil, row)
	}
	d.out = append(d.out, out)
}

// brief is what a mention is, for one that only one side has.
func (d *differ) brief(r *Row) map[string]any {
	out := map[string]any{"t": d.quote(r.Trigger, r.Span), "type": r.Type, "status": r.Axes().Status()}
	if r.Event != "" {
		out["event"] = r.Event
	}
	return out
}

// mention notes the fields in which two mentions of one trigger differ.
func (d *differ) mention(a, b *Row) {
	put := func(layer string, x, y any) {
		out := d.at(layer, a)
		out.First, out.Second, out.IDs = x, y, [2]string{a.ID, b.ID}
		d.words(&out, a, b)
		if out.Words == nil {
			out.Words = map[string]any{"first": a.Trigger, "second": b.Trigger}
		}
		d.out = append(d.out, out)
	}
	axes := axesOf(a, b)
	for _, axis := range slices.Sorted(maps.Keys(axes)) {
		v := axes[axis]
		if v[0] != v[1] && !(axis == "type" && (takes(a, b.Type) || takes(b, a.Type))) {
			put(axis, v[0], v[1])
		}
	}
	for _, role := range []struct {
		name string
		x, y []Party
	}{{"actors", a.Actors, b.Actors}, {"recipients", a.Recipients, b.Recipients}} {
		if !sameParties(role.x, role.y) {
			put(role.name, d.parties(role.x), d.parties(role.y))
		}
	}
	if a.Time != b.Time {
		put("time", a.Time, b.Time)
	}
	if (a.Place == nil) != (b.Place == nil) || a.Place != nil && !a.Place.Span.Overlaps(b.Place.Span) {
		put("place", d.place(a.Place), d.place(b.Place))
	}
}

// sameParties reports whether two lists have the same parties: overlapping words with the same country.
func sameParties(a, b []Party) bool {
	if len(a) != len(b) {
		return false
	}
	for _, p := range a {
		if !slices.ContainsFunc(b, func(q Party) bool { return p.Span.Overlaps(q.Span) && p.Country == q.Country }) {
			return false
		}
	}
	return true
}

func (d *differ) parties(ps []Party) []map[string]any {
	out := []map[string]any{}
	for _, p := range ps {
		v := map[string]any{"q": d.quote(p.Quote, p.Span)}
		for key, s := range map[string]string{"c": p.Country, "x": p.Sector, "name": p.Name} {
			if s != "" {
				v[key] = s
			}
		}
		out = append(out, v)
	}
	return out
}

func (d *differ) place(p *Party) any {
	if p == nil {
		return nil
	}
	return d.parties([]Party{*p})[0]
}

// rows notes the rows of a layer that one side lacks or has otherwise.
func (d *differ) rows(layer string, pairs [][2]*Row, same func(a, b *Row) bool, value func(*Row) map[string]any) {
	shown := func(r *Row) map[string]any {
		v := value(r)
		if !r.Span.Empty() {
			v["q"] = d.quote(r.Quote, r.Span)
		}
		return v
	}
	for _, p := range pairs {
		switch a, b := p[0], p[1]; {
		case b == nil:
			d.alone(layer, 0, a, shown(a))
		case a == nil:
			d.alone(layer, 1, b, shown(b))
		case !same(a, b):
			out := d.at(layer, a)
			out.First, out.Second, out.IDs = shown(a), shown(b), [2]string{a.ID, b.ID}
			d.words(&out, a, b)
			d.out = append(d.out, out)
		}
	}
}

func sameFigure(a, b *Row) bool {
	return sameValue(a, b) && attributeName(a.Counted) == attributeName(b.Counted) && a.Total == b.Total
}

func figureOf(r *Row) map[string]any {
	out := map[string]any{"counted": r.Counted}
	for key, v := range map[string]*float64{"value": r.Value, "low": r.Low, "high": r.High} {
		if v != nil {
			out[key] = *v
		}
	}
	if r.Total != "" {
		out["total"] = r.Total
	}
	return out
}

func sameForecast(a, b *Row) bool {
	return a.Type == b.Type && lastOf(a.Horizon) == lastOf(b.Horizon) && a.Strength == b.Strength && a.Outcome == b.Outcome
}

func forecastOf(r *Row) map[string]any {
	return map[string]any{"type": r.Type, "horizon": r.Horizon, "strength": r.Strength, "outcome": r.Outcome}
}

func linkOf(r *Row) map[string]any {
	return map[string]any{"type": r.Type, "from": r.From, "to": r.To}
}

// identity notes each event of one coder whose mentions the other has in several events. Only mentions that both have count.
func (d *differ) identity() {
	var matched [][2]*Row
	for _, r := range d.pair[0].Reports {
		matched = append(matched, matchRows(mentionsOf(d.pair[0], r.ID), mentionsOf(d.pair[1], r.ID))...)
	}
	for side := range 2 {
		groups := map[string][][2]*Row{}
		for _, m := range matched {
			if e := m[side].Event; e != "" {
				groups[e] = append(groups[e], m)
			}
		}
		for _, e := range slices.Sorted(maps.Keys(groups)) {
			parts := map[string][]string{}
			for _, m := range groups[e] {
				o := m[1-side]
				k := o.Event
				if k == "" {
					k = "none (" + o.ID + ")"
				}
				parts[k] = append(parts[k], m[side].ID)
			}
			if len(parts) < 2 {
				continue
			}
			out := d.at("identity", groups[e][0][0])
			whole := map[string]any{"event": e, "mentions": idsOf(groups[e], side)}
			if side == 0 {
				out.First, out.Second = whole, parts
			} else {
				out.First, out.Second = parts, whole
			}
			d.out = append(d.out, out)
		}
	}
}

func idsOf(pairs [][2]*Row, side int) []string {
	var out []string
	for _, p := range pairs {
		out = append(out, p[side].ID)
	}
	return out
}
