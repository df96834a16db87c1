package fuse

import (
	"maps"
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
// become a witness of its own in its other sentences; nor does one that quotes a single source throughout, such as a
// rewritten notice.
func (f *Fuser) spokenIn(h *happening) map[casus.DocID][]string {
	out := map[casus.DocID][]string{}
	note := func(d casus.DocID, p *casus.Party) {
		if p != nil {
			out[d] = append(out[d], f.t.speakerKey(p))
		}
	}
	from := make([]casus.DocID, len(h.nodes))
	for i, n := range h.nodes {
		m := f.stored[n]
		d := f.original(f.nodes[n].in).doc.ID
		from[i] = d
		if m.Attribution != nil {
			note(d, m.Attribution.Speaker)
		}
		for i := range m.Figures {
			note(d, m.Figures[i].Speaker)
		}
	}
	sole := map[casus.DocID][]string{}
	for i, n := range h.nodes {
		if _, ok := out[from[i]]; !ok {
			if k := f.soleSource(f.stored[n]); k != "" {
				sole[from[i]] = []string{k}
			}
		}
	}
	maps.Copy(out, sole)
	for d := range out {
		slices.Sort(out[d])
		out[d] = slices.Compact(out[d])
	}
	return out
}

// besideBytes is what may stand between two sentences that follow each other: a quotation mark, a full stop, a space.
const besideBytes = 4

// soleSource is the one speaker whom a text quotes for what it tells, if the mention stands beside what he says, or "".
// What a text tells of its own elsewhere ("hours after the capture") does not go back to him. Speakers known only by
// their words ("the ministry", "he") do not count beside a known one.
func (f *Fuser) soleSource(m *casus.Mention) string {
	var known, words []string
	beside := map[string]bool{}
	said := f.pages[m.Document].rest.Sayings
	for i := range said {
		s := &said[i]
		if s.Speaker == nil || s.Stance != casus.StanceSay && s.Stance != casus.StanceConfirm {
			continue
		}
		k := f.t.speakerKey(s.Speaker)
		if strings.HasPrefix(k, "words:") {
			words = append(words, k)
		} else {
			known = append(known, k)
		}
		for _, at := range []casus.Span{s.Cue, s.Content} {
			beside[k] = beside[k] || at.Start <= m.Sentence.End+besideBytes && m.Sentence.Start <= at.End+besideBytes
		}
	}
	for _, list := range [][]string{known, words} {
		slices.Sort(list)
		if list = slices.Compact(list); len(list) == 1 && beside[list[0]] {
			return list[0]
		} else if len(list) > 0 {
			return ""
		}
	}
	return ""
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
