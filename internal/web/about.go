package web

import (
	"context"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ontology"
	"github.com/casus-project/casus/internal/store"
)

// term is a word or a code with what it means.
type term struct{ Code, Says string }

type aboutView struct {
	Counts   store.Counts
	Runs     []casus.Run
	Roles    []role
	Types    []*ontology.Type
	Sectors  []term
	Special  []term
	Statuses []term
}

// aboutPage says how to read the pages.
func (s *Site) aboutPage(ctx context.Context, _ *question) (*answer, error) {
	counts, err := s.source.Counts(ctx)
	if err != nil {
		return nil, err
	}
	runs, err := s.source.Runs(ctx)
	if err != nil {
		return nil, err
	}
	v := aboutView{Counts: counts, Runs: runs, Roles: roles(), Statuses: statusTerms()}
	for _, c := range s.types.Types() {
		v.Types = append(v.Types, s.types.Type(c))
	}
	for _, c := range s.types.Sectors() {
		if name := s.types.Name(string(c)); name != "" {
			v.Sectors = append(v.Sectors, term{string(c), name})
		}
	}
	for _, c := range s.types.Special() {
		v.Special = append(v.Special, term{string(c), s.types.Name(string(c))})
	}
	return &answer{page: "about", title: "How to read this", view: v, json: map[string]any{"counts": counts, "runs": orEmpty(runs)}}, nil
}

// statusTerms say what an event can be told as; the first that holds is shown.
func statusTerms() []term {
	return []term{
		{string(casus.StatusHypothetical), "supposed: “if”, “could”, “would have”"},
		{string(casus.StatusForecast), "foretold by somebody"},
		{string(casus.StatusPlanned), "decided or scheduled, not done yet"},
		{string(casus.StatusRequested), "what somebody demands, not done yet"},
		{string(casus.StatusDenied), "said not to have happened, or denied by somebody"},
		{string(casus.StatusAlleged), "the outlet does not vouch for it: “allegedly”, “is said to”"},
		{string(casus.StatusHistorical), "back-story: more than 30 days before the report, or told as such"},
		{string(casus.StatusAsserted), "none of these: told as having happened"},
	}
}
