package eval

import (
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/gold"
)

const linked = `{"kind":"report","id":"r1","cluster":"c","outlet":"Quay Ledger","published":"2026-01-04T09:00:00Z","title":"T","style":"wire","paragraphs":[["Rebels shelled the town.","The army condemned the shelling and marched hours after the talks."]]}
{"kind":"mention","id":"m1","doc":"r1","s":1,"t":"shelled","type":"ASSAULT","event":"e1"}
{"kind":"mention","id":"m2","doc":"r1","s":2,"t":"condemned","type":"ACCUSE"}
{"kind":"mention","id":"m3","doc":"r1","s":2,"t":"shelling","type":"ASSAULT","event":"e1"}
{"kind":"mention","id":"m4","doc":"r1","s":2,"t":"marched","type":"MOBILIZE","event":"e2"}
{"kind":"mention","id":"m5","doc":"r1","s":2,"t":"talks","type":"CONSULT","event":"e3"}
{"kind":"link","doc":"r1","s":2,"q":"condemned","type":"condemnation","from":"m2","to":"e1"}
{"kind":"link","doc":"r1","s":2,"q":"hours after","type":"after","from":"e2","to":"e3"}
`

// at is a mention that stands on the words of a report; its id is the words.
func at(t *testing.T, r *gold.Report, sentence int, words, typ string) casus.Mention {
	t.Helper()
	span, err := r.Find(sentence, words, 0)
	if err != nil {
		t.Fatal(err)
	}
	return casus.Mention{ID: casus.MentionID(words), Type: casus.Code(typ), Trigger: span, TriggerText: words}
}

// TestGoldLinks holds the directions: the corpus says that the answer condemns the deed, a Link goes from the deed to its
// answer; "a after b" is "b before a"; and an end given as an event is any of its mentions.
func TestGoldLinks(t *testing.T) {
	c, err := gold.Parse("c.jsonl", []byte(linked))
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reports[0]
	for _, k := range []struct {
		name                    string
		links                   []casus.Link
		recall, ends, precision float64
	}{
		{"nothing", nil, 0, 0, 0},
		{"both", []casus.Link{
			{Type: casus.LinkCondemnation, From: "shelled", To: "condemned"}, {Type: casus.LinkBefore, From: "talks", To: "marched"},
		}, 1, 1, 1},
		{"other mention of the event", []casus.Link{{Type: casus.LinkCondemnation, From: "shelling", To: "condemned"}}, 0.5, 0.5, 1},
		{"wrong way round", []casus.Link{{Type: casus.LinkCondemnation, From: "condemned", To: "shelled"}}, 0, 0.5, 0},
		{"wrong type", []casus.Link{{Type: casus.LinkCause, From: "talks", To: "marched"}}, 0, 0.5, 0},
		{"one answer for one row", []casus.Link{
			{Type: casus.LinkAfter, From: "marched", To: "talks"}, {Type: casus.LinkBefore, From: "talks", To: "marched"},
		}, 0.5, 0.5, 0.5},
	} {
		t.Run(k.name, func(t *testing.T) {
			doc, err := goldDocument(r)
			if err != nil {
				t.Fatal(err)
			}
			p := &extract.Page{Doc: doc, Links: k.links}
			for _, m := range []struct {
				s          int
				words, typ string
			}{{1, "shelled", "ASSAULT"}, {2, "condemned", "ACCUSE"}, {2, "shelling", "ASSAULT"}, {2, "marched", "MOBILIZE"}, {2, "talks", "CONSULT"}} {
				p.Mentions = append(p.Mentions, at(t, r, m.s, m.words, m.typ))
			}
			g := &goldScorer{tally: map[string]*share{}}
			var mentions, rows []*gold.Row
			for _, row := range c.Rows {
				if row.Kind == "mention" {
					mentions = append(mentions, row)
				} else {
					rows = append(rows, row)
				}
			}
			if err := g.links(rows, mentions, p); err != nil {
				t.Fatal(err)
			}
			s := g.scores()
			if s["link_recall"] != k.recall || s["link_ends_recall"] != k.ends || s["link_precision"] != k.precision {
				t.Errorf("recall %v ends %v precision %v, want %v %v %v", s["link_recall"], s["link_ends_recall"], s["link_precision"], k.recall, k.ends, k.precision)
			}
		})
	}
}
