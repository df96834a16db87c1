package fuse

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// addSources counts apart who published an event, how many distinct texts there are, and who observed or announced it.
func (f *Fuser) addSources(e *casus.Event, h *happening) {
	spoken := f.spokenIn(h)
	for _, n := range h.nodes {
		in := f.nodes[n].in
		if in.doc.Source != "" {
			e.Outlets = append(e.Outlets, f.t.Family(in.doc.Source))
		}
		e.Texts = append(e.Texts, string(f.original(in).doc.ID))
		e.Informants = append(e.Informants, f.informants(f.stored[n], in, spoken)...)
	}
	for _, s := range []*[]string{&e.Outlets, &e.Texts, &e.Informants} {
		slices.Sort(*s)
		*s = slices.Compact(*s)
	}
}

// original is the earliest of the near copies of a text.
func (f *Fuser) original(r *report) *report {
	best := r
	for _, i := range f.copies.group[f.copies.root(r.text)] {
		o := f.reports[i]
		if o.at < best.at || o.at == best.at && o.doc.ID < best.doc.ID {
			best = o
		}
	}
	return best
}

// spokenIn are the speakers to whom each text attributes the event somewhere. A text that says so once does not
// become a witness of its own in its other sentences.
func (f *Fuser) spokenIn(h *happening) map[casus.DocID][]string {
	out := map[casus.DocID][]string{}
	for _, n := range h.nodes {
		m := f.stored[n]
		if m.Attribution != nil && m.Attribution.Speaker != nil {
			d := f.original(f.nodes[n].in).doc.ID
			out[d] = append(out[d], f.t.speakerKey(m.Attribution.Speaker))
		}
	}
	return out
}

// informants are the keys of those whom a mention goes back to: its speaker, else the speakers of the same text for
// the same event, else the publisher of the original text itself.
func (f *Fuser) informants(m *casus.Mention, in *report, spoken map[casus.DocID][]string) []string {
	if m.Attribution != nil && m.Attribution.Speaker != nil {
		return []string{f.t.speakerKey(m.Attribution.Speaker)}
	}
	o := f.original(in)
	if s := spoken[o.doc.ID]; len(s) > 0 {
		return s
	}
	if o.doc.Source == "" {
		return []string{"text:" + string(o.doc.ID)}
	}
	return []string{"outlet:" + f.t.Family(o.doc.Source)}
}

// speakerKey names an informant: by actor where known, by country and role or sector, else by the words.
func (t *Tables) speakerKey(p *casus.Party) string {
	a := &p.Actor
	switch {
	case a.ID != "":
		return "actor:" + string(a.ID)
	case a.Country != "" && a.Role != "":
		return "role:" + string(a.Country) + "/" + strings.ToLower(a.Role)
	}
	var ws []string
	for _, w := range words(p.Text) {
		if t.rarity(w.hash) >= common || len(ws) == 0 {
			ws = append(ws, w.stem)
		}
	}
	key := strings.Join(ws, " ")
	if fam, ok := t.family[strings.ToLower(p.Text)]; ok {
		return "outlet:" + fam.name
	}
	if a.Country != "" {
		key = string(a.Country) + "/" + key
	}
	return "words:" + key
}
