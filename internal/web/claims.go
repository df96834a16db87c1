package web

import (
	"context"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

type claimsView struct {
	Verdict  string
	Verdicts []casus.Verdict
	About    string
	Ledgers  []ledger
	Found    int
}

// listedLedgers is how many ledgers a page shows; the table has all.
const listedLedgers = 60

// claimsPage lists who says what: the points in dispute, or those with one verdict.
func (s *Site) claimsPage(ctx context.Context, q *question) (*answer, error) {
	v := &claimsView{Verdict: q.form.Get("verdict"), About: strings.TrimSpace(q.form.Get("about"))}
	v.Verdicts = []casus.Verdict{casus.Differ, casus.Retracted, casus.Revised, casus.Compatible, casus.Agree}
	want := inDispute
	switch {
	case v.Verdict == "all":
		want = v.Verdicts
	case slices.Contains(v.Verdicts, casus.Verdict(v.Verdict)):
		want = []casus.Verdict{casus.Verdict(v.Verdict)}
	case v.Verdict != "":
		return nil, casus.Errorf(casus.Invalid, "verdict %q is none of all, %s", v.Verdict, listed(v.Verdicts))
	}
	claims, verdicts, err := s.source.Claims(ctx, store.ClaimFilter{Verdicts: want, View: q.view})
	if err != nil {
		return nil, err
	}
	if v.About != "" {
		if claims, verdicts, err = s.claimsAbout(ctx, q, claims, verdicts); err != nil {
			return nil, err
		}
	}
	if v.Ledgers, err = s.ledgers(ctx, q, claims, verdicts); err != nil {
		return nil, err
	}
	a := &answer{page: "claims", title: "Claims", view: v, table: claimTable(v.Ledgers), json: map[string]any{
		"claims": orEmpty(claims), "disagreements": orEmpty(verdicts),
	}}
	v.Found = len(v.Ledgers)
	v.Ledgers = v.Ledgers[:min(v.Found, listedLedgers)]
	return a, nil
}

// claimsAbout leaves those on events that the words of the form find.
func (s *Site) claimsAbout(ctx context.Context, q *question, claims []casus.Claim, verdicts []casus.Disagreement) ([]casus.Claim, []casus.Disagreement, error) {
	events, err := s.source.Events(ctx, store.EventFilter{View: q.view})
	if err != nil {
		return nil, nil, err
	}
	found := map[casus.EventID]bool{}
	for i := range events {
		found[events[i].ID] = wanted{About: q.form.Get("about")}.wants(&eventRow{}, s.about(&events[i]))
	}
	claims = slices.DeleteFunc(claims, func(c casus.Claim) bool { return !found[c.Event] })
	return claims, slices.DeleteFunc(verdicts, func(d casus.Disagreement) bool { return !found[d.Event] }), nil
}
