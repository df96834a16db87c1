package gold

import (
	"bytes"
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

func TestMentions(t *testing.T) {
	c, err := Parse("c.jsonl", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reports[0]
	doc, err := r.Document()
	if err != nil || doc.Text != r.Text || doc.Source != "Quay Ledger" {
		t.Fatalf("%+v, %v", doc, err)
	}
	ms := c.Mentions(r)
	if len(ms) != 2 {
		t.Fatalf("%d mentions", len(ms))
	}
	m := ms[0]
	if m.ID != "r1/m1" || m.Trigger.Of(doc.Text) != "shelled" || m.Sentence.Of(doc.Text) != r.Paragraphs[0][0] || m.Commitment != casus.Attributed {
		t.Errorf("%+v", m)
	}
	if m.Actors[0].Text != "Rebels" || m.Actors[0].Actor.Sector != "REB" || m.Attribution.Speaker.Text != "the army" || m.Attribution.CueText != "said" {
		t.Errorf("parties %+v %+v", m.Actors, m.Attribution)
	}
	for in, want := range map[string][2]string{
		"2026-01-03": {"2026-01-03", "2026-01-03"}, "2024-02": {"2024-02-01", "2024-02-29"}, "2019": {"2019-01-01", "2019-12-31"},
		"2020..": {"2020-01-01", ""}, "2026-01-01..2026-01-05": {"2026-01-01", "2026-01-05"},
	} {
		if w := when(in); w.From != want[0] || w.Until != want[1] {
			t.Errorf("%s is %s to %s, want %v", in, w.From, w.Until, want)
		}
	}
	if when("") != nil {
		t.Error("no time is a time")
	}
}

// TestCoNLLU holds that tokens rebuild the sentences and that each span begins and ends with a token.
func TestCoNLLU(t *testing.T) {
	c, err := Parse("c.jsonl", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := CoNLLU(&b, c); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, line := range []string{
		"# newdoc id = r1", "# newpar id = r1-p2", "# sent_id = r1-s3",
		"1\t“\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
		"2\tRebels\t_\t_\t_\t_\t_\t_\t_\tActor=B-m1|SpaceAfter=No",
		"4\tshelled\t_\t_\t_\t_\t_\t_\t_\tTrigger=B-m1:ASSAULT",
		"6\ttown\t_\t_\t_\t_\t_\t_\t_\tRecipient=I-m1|SpaceAfter=No",
		"1\tNobody\t_\t_\t_\t_\t_\t_\t_\tFigure=B-wounded",
	} {
		if !strings.Contains(got, line+"\n") {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
	var text strings.Builder
	want := ""
	for line := range strings.Lines(got) {
		if s, ok := strings.CutPrefix(line, "# text = "); ok {
			want, _ = strings.CutSuffix(s, "\n")
			text.Reset()
		} else if f := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(f) == 10 {
			text.WriteString(f[1])
			if !strings.Contains(f[9], "SpaceAfter=No") {
				text.WriteByte(' ')
			}
		} else if line == "\n" && strings.TrimSuffix(text.String(), " ") != want {
			t.Errorf("tokens rebuild %q, want %q", &text, want)
		}
	}
}
