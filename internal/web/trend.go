package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/crisis"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/store"
)

// trend is how a crisis's conflict in the last week compares with the week before. The rule stands on the page that
// explains the pages: more or less by half, and at least trendReports reports in each of the weeks.
type trend struct {
	Sign string // "more", "less", "same", "quiet", or "" where too little was read
	Href string
	Says string // the two levels
}

// trendDays is the length of each of the two periods, trendReports how many reports each must have, trendBy how many times
// the one must be the other.
const trendDays, trendReports, trendBy = 7, 5, 1.5

// trends compares the last two weeks of crises. The weeks end with the day of the newest report.
func (s *Site) trends(ctx context.Context, q *question, k *state) (map[casus.CrisisID]trend, error) {
	p, err := s.lastWeeks(ctx, q, k)
	if p == nil || err != nil {
		return nil, err
	}
	out := map[casus.CrisisID]trend{}
	weeks := map[string][]crisis.Point{}
	for _, t := range crisis.Tension(p, crisis.TensionOptions{Days: trendDays, Panel: panelOf(p)}) {
		if t.Side == conflictSide {
			weeks[t.Subject] = t.Points
		}
	}
	docs := [2]int{}
	start := p.Documents[0].Published
	for _, d := range p.Documents[1:] {
		docs[min(int(d.Published.Sub(start).Hours())/(24*trendDays), 1)]++
	}
	if min(docs[0], docs[1]) < trendReports {
		return out, nil
	}
	for i := range k.crises {
		subject := "crisis " + string(k.crises[i].ID)
		t := trend{Sign: "quiet", Href: "/tension?" + url.Values{"subject": {subject}}.Encode()}
		if w := weeks[subject]; len(w) > 1 {
			t.compare(w[0].Level, w[1].Level)
		}
		out[k.crises[i].ID] = t
	}
	return out, nil
}

func (t *trend) compare(before, now float64) {
	t.Sign = "same"
	switch {
	case now > before*trendBy:
		t.Sign = "more"
	case now < before/trendBy:
		t.Sign = "less"
	}
	t.Says = fmt.Sprintf("%s after %s", levelText(now), levelText(before))
}

// nobody is the source of a document that only says where the first week begins; no panel has it.
const nobody = "\x00"

// lastWeeks is the picture of the reports of the last two weeks, nil where none is dated. Its first document is nobody's.
func (s *Site) lastWeeks(ctx context.Context, q *question, k *state) (*fuse.Picture, error) {
	docs := k.docs
	if len(docs) == 0 || docs[0].Published.IsZero() {
		return nil, nil
	}
	start := docs[0].Published.UTC().Truncate(24*time.Hour).AddDate(0, 0, 1-2*trendDays)
	p := &fuse.Picture{Documents: []casus.Document{{Source: nobody, Published: start}}, Crises: k.crises}
	var ids []casus.DocID
	for i := range docs {
		if !docs[i].Published.IsZero() && !docs[i].Published.Before(start) {
			ids = append(ids, docs[i].ID)
			p.Documents = append(p.Documents, docs[i])
		}
	}
	recent, err := s.source.Mentions(ctx, store.MentionFilter{Documents: ids, View: q.view})
	if err != nil {
		return nil, err
	}
	in := map[casus.MentionID]bool{}
	for i := range recent {
		in[recent[i].ID] = true
	}
	var all []casus.MentionID
	for _, e := range k.events {
		if slices.ContainsFunc(e.Mentions, func(m casus.MentionID) bool { return in[m] }) {
			p.Events = append(p.Events, e)
			all = append(all, e.Mentions...)
		}
	}
	if len(all) > 0 {
		p.Mentions, err = s.source.Mentions(ctx, store.MentionFilter{IDs: all, View: q.view})
	}
	return p, err
}

// panelOf are all sources of a picture but nobody.
func panelOf(p *fuse.Picture) []string {
	var out []string
	for i := range p.Documents {
		if src := p.Documents[i].Source; src != nobody && !slices.Contains(out, src) {
			out = append(out, src)
		}
	}
	return out
}
