package eval

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/gold"
)

const twoReports = `{"kind":"report","id":"r1","cluster":"c","outlet":"Quay Ledger","published":"2026-01-04T09:00:00Z","title":"T","style":"wire","paragraphs":[["Rebels shelled the town, killing four.","The army will march on Friday."]]}
{"kind":"report","id":"r2","cluster":"c","outlet":"Harbour Post","published":"2026-01-10T09:00:00Z","title":"T","style":"wire","paragraphs":[["The shelling killed six.","The army marched because of the shelling."]]}
{"kind":"crisis","id":"k1","name":"War"}
{"kind":"event","id":"e1","crisis":"k1"}
{"kind":"event","id":"e2","crisis":"k1"}
{"kind":"mention","id":"m1","doc":"r1","s":1,"t":"shelled","type":"ASSAULT","event":"e1"}
{"kind":"mention","id":"m2","doc":"r1","s":2,"t":"march","type":"MOBILIZE","mod":"planned","event":"e2"}
{"kind":"mention","id":"m3","doc":"r2","s":1,"t":"shelling","type":"ASSAULT","event":"e1"}
{"kind":"mention","id":"m4","doc":"r2","s":2,"t":"marched","type":"MOBILIZE","time":"2026-01-09","event":"e2"}
{"kind":"figure","doc":"r1","s":1,"q":"four","value":4,"counted":"killed","event":"e1"}
{"kind":"figure","doc":"r2","s":1,"q":"six","value":6,"counted":"killed","event":"e1"}
{"kind":"ledger","event":"e1","attribute":"killed","verdict":"differ"}
{"kind":"ledger","event":"e2","attribute":"occurrence","verdict":"agree"}
{"kind":"link","doc":"r2","s":2,"q":"because of","type":"cause","from":"e1","to":"e2"}
{"kind":"forecast","id":"f1","doc":"r1","s":2,"q":"The army will march on Friday","type":"MOBILIZE","horizon":"2026-01-09","strength":"certain","outcome":"came true","decided_by":"e2"}
`

// TestGoldClusters scores a coder that finds three of four mentions, puts two of one event together, and gives the claim of
// an event that it missed the right verdict.
func TestGoldClusters(t *testing.T) {
	c, err := gold.Parse("c.jsonl", []byte(twoReports))
	if err != nil {
		t.Fatal(err)
	}
	mentions := map[string][]casus.Mention{
		"r1": {at(t, c.Reports[0], 1, "shelled", "ASSAULT"), at(t, c.Reports[0], 2, "march", "AGREE")},
		"r2": {at(t, c.Reports[1], 2, "marched", "MOBILIZE")},
	}
	for doc, ms := range mentions {
		for i := range ms {
			ms[i].Document = casus.DocID(doc)
		}
	}
	six, err := c.Reports[1].Find(1, "six", 0)
	if err != nil {
		t.Fatal(err)
	}
	will, err := c.Reports[0].Find(2, "will march on Friday", 0)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	res, err := GoldClusters(GoldClusterOptions{
		Clusters: []*gold.Cluster{c},
		Out:      &out,
		Code: func(d *casus.Document) (*extract.Page, error) {
			return &extract.Page{Doc: d, Mentions: mentions[string(d.ID)]}, nil
		},
		Story: func(pages []*extract.Page, _ fuse.Decisions) *fuse.Picture {
			p := &fuse.Picture{
				EventOf:       map[casus.MentionID]casus.EventID{"shelled": "s1", "march": "s2", "marched": "s3"},
				Claims:        []casus.Claim{{ID: "c1", Document: "r2", Span: six, Event: "s4", Attribute: "killed"}},
				Disagreements: []casus.Disagreement{{Event: "s4", Attribute: "killed", Verdict: casus.Differ}, {Event: "s1", Attribute: "wounded", Verdict: casus.Revised}},
				Links:         []casus.Link{{Level: "event", From: "s1", To: "s3", Type: casus.LinkCause}},
				Forecasts: []casus.Forecast{{
					Document: "r1", Span: will, What: "MOBILIZE", Horizon: &casus.When{Until: "2026-01-09"}, Outcome: casus.OutcomeTrue, ResolvedBy: "s3",
				}},
				Crises: []casus.Crisis{{ID: "x", Events: []casus.EventID{"s1", "s3"}}},
			}
			for _, page := range pages {
				p.Mentions = append(p.Mentions, page.Mentions...)
			}
			return p
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]float64{
		"identity_coverage": 0.75, "identity_b3_p": 1, "identity_b3_r": 2.0 / 3, // the march is in two
		"verdict": 0.5, "verdict_of_found": 1, "verdict_differ_precision": 0, "verdict_differ_recall": 1, "verdict_macro_f1": 0.5,
		"event_link_f1": 1, "event_link_ends_f1": 1,
		"forecast_f1": 1, "forecast_horizon": 1, "outcome": 1, "outcome_decided_by": 1,
		"crisis_b3_p": 1, "crisis_b3_r": 5.0 / 9, "crisis_found": 1,
	} {
		if got, ok := res.Scores[name]; !ok || math.Abs(got-want) > 1e-9 {
			t.Errorf("%s = %v (%v), want %v", name, got, ok, want)
		}
	}
	for _, layer := range []string{"identity", "verdict", "event link", "forecast", "crisis"} {
		if !strings.Contains(out.String(), `"layer":"`+layer+`"`) {
			t.Errorf("no line for layer %s in\n%s", layer, &out)
		}
	}
}

// TestGoldGiven scores a coder that finds nothing: on the gold's own mentions and figures fusion still sees that two tolls
// differ, and that the march took place in time.
func TestGoldGiven(t *testing.T) {
	c, err := gold.Parse("c.jsonl", []byte(twoReports))
	if err != nil {
		t.Fatal(err)
	}
	res, err := GoldClusters(GoldClusterOptions{
		Clusters: []*gold.Cluster{c},
		Code:     func(d *casus.Document) (*extract.Page, error) { return &extract.Page{Doc: d}, nil },
		Story: func(pages []*extract.Page, d fuse.Decisions) *fuse.Picture {
			var in []fuse.Page
			for _, p := range pages {
				in = append(in, fuse.Page{Doc: *p.Doc, Mentions: p.Mentions, Figures: p.Figures, Forecasts: p.Forecasts})
			}
			return fuse.Build(in, fuse.Options{Decisions: d})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]float64{"verdict": 0, "verdict_given": 0.5, "outcome_of_all": 0, "outcome_given": 1} {
		if got, ok := res.Scores[name]; !ok || math.Abs(got-want) > 1e-9 {
			t.Errorf("%s = %v (%v), want %v", name, got, ok, want)
		}
	}
}
