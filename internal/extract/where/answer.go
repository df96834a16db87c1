package where

import (
	"fmt"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// reading is one option of a mention with everything counted in.
type reading struct {
	option
	total, holder, kind float32
}

// place is the answer for a mention. Mentions of one name about which the words around say nothing share theirs.
func (d *document) place(m *mention) casus.Place {
	out := casus.Place{Span: m.span, Text: m.span.Of(d.text), Reason: "not in the gazetteer"}
	if m.name < 0 {
		return out
	}
	n := &d.names[m.name]
	plain := m.hint == 0 && m.why == "" && len(m.holders) == 0 && len(m.held) == 0
	if plain && n.answer != nil {
		out = *n.answer
	} else {
		out = d.answer(m)
		if plain {
			kept := out
			n.answer = &kept
		}
	}
	out.Span, out.Text = m.span, m.span.Of(d.text)
	// Callers own what they get.
	out.ClaimedBy, out.ControlledBy = slices.Clone(out.ClaimedBy), slices.Clone(out.ControlledBy)
	out.Candidates = slices.Clone(out.Candidates)
	return out
}

// answer describes the best reading of a mention and its runners-up.
func (d *document) answer(m *mention) casus.Place {
	readings := d.readings(m)
	best := readings[0]
	out := d.p.Place(best.entry)
	d.dispute(&out, best.entry)
	out.Reason = d.reason(m, best)
	for _, r := range readings[1:] {
		c := casus.PlaceCandidate{
			ID: d.p.ID(r.entry), Name: d.p.Name(r.entry), Country: d.p.Country(r.entry), Score: float64(int(r.total*100)) / 100,
		}
		if a := r.area; a >= 0 {
			c.Admin1 = d.p.Name(a)
		}
		out.Candidates = append(out.Candidates, c)
	}
	return out
}

// readings are the best options of a mention, best first: the answer and as many runners-up as are wanted.
func (d *document) readings(m *mention) []reading {
	n := &d.names[m.name]
	keep := 1 + max(0, d.f.o.Runners)
	out := make([]reading, 0, keep+1)
	for _, o := range n.options {
		r := reading{option: o, holder: d.holderScore(m, o.entry), kind: d.kindScore(m.hint, o.entry)}
		r.total = o.score + max(0, r.holder-o.carried) + r.kind
		at := len(out)
		for at > 0 && out[at-1].total < r.total {
			at--
		}
		if at < keep {
			out = slices.Insert(out, at, r)
			out = out[:min(len(out), keep)]
		}
	}
	return out
}

// dispute adds who claims and who controls the place at the document's date.
func (d *document) dispute(out *casus.Place, entry int) {
	for _, c := range d.p.Claims(entry) {
		if d.date != "" && (c.From != "" && d.date < c.From || c.To != "" && d.date > c.To) {
			continue
		}
		if d.date == "" && c.To != "" {
			continue
		}
		if c.Controlled {
			out.ControlledBy = append(out.ControlledBy, c.By)
		} else {
			out.ClaimedBy = append(out.ClaimedBy, c.By)
		}
	}
}

// reason says in a line why this reading was taken.
func (d *document) reason(m *mention, r reading) string {
	var parts []string
	if m.why != "" {
		parts = append(parts, m.why)
	}
	if r.holder > 0 {
		parts = append(parts, d.heldBy(m, r.entry))
	}
	if r.kind > 0 {
		parts = append(parts, "the words around speak of this kind of place")
	}
	if context := r.score - r.prior; context > 0.5 {
		parts = append(parts, "other places of the document are near")
	}
	if len(d.names[m.name].options) == 1 {
		parts = append(parts, "only place of this name")
	} else if p := d.p.Population(r.entry); p > 0 && d.p.IsSettlement(r.entry) {
		parts = append(parts, fmt.Sprintf("population %d", p))
	} else {
		parts = append(parts, "best known of this name")
	}
	if d.home.weight > 0 && d.homeScore(&r.option) > 0 {
		parts = append(parts, "home of the source")
	}
	return strings.Join(parts, "; ")
}

func (d *document) heldBy(m *mention, entry int) string {
	for _, h := range m.holders {
		if h.entry != entry && d.inside(entry, h.entry) {
			return fmt.Sprintf("%q: in %s", h.how, d.p.Name(h.entry))
		}
	}
	return "holds the place named before it"
}
