package pipeline_test

import (
	"context"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/pipeline"
)

// TestAccurate holds that the accurate profile hears what no frame proposes, that its rule says so, and that two workers write what
// one does.
func TestAccurate(t *testing.T) {
	c, err := pipeline.New(pipeline.Options{Version: "test", Accurate: true})
	if err != nil {
		t.Fatal(err)
	}
	heard := ""
	for p, err := range c.Each(context.Background(), demo(), 2) {
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Mentions {
			m := &p.Mentions[i]
			if p.Text.Doc.ID == "mw-0103-1" && strings.HasPrefix(m.Rule, "frames-heard.tsv:") && m.Type == casus.Code("ACCUSE") {
				heard = m.Sentence.Of(p.Text.Doc.Text)
			}
		}
	}
	if !strings.Contains(heard, "called the raid an act of war") {
		t.Errorf("the reproach is not heard; heard is %q", heard)
	}
	if render(t, c, 1) != render(t, c, 2) {
		t.Error("two workers write other layers than one")
	}
}
