package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/examples"
	"github.com/casus-project/casus/internal/export"
	"github.com/casus-project/casus/internal/ingest"
	"github.com/casus-project/casus/internal/ingest/jsonl"
	"github.com/casus-project/casus/internal/pipeline"
)

func coder(t testing.TB) *pipeline.Coder {
	t.Helper()
	c, err := pipeline.New(pipeline.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func demo() ingest.Documents {
	return jsonl.Format{}.Read(bytes.NewReader(examples.Demo), "demo")
}

// render codes the demo reports and prints every layer.
func render(t *testing.T, c *pipeline.Coder, workers int) string {
	t.Helper()
	var b strings.Builder
	w := export.NewAnnotations(&b, export.Options{Coder: "test", Scores: c.Ontology})
	for p, err := range c.Each(context.Background(), demo(), workers) {
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Page(p); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// TestSameBytes holds that the number of workers and a second run change nothing.
func TestSameBytes(t *testing.T) {
	c := coder(t)
	one := render(t, c, 1)
	if one != render(t, c, 4) {
		t.Error("four workers give other bytes than one")
	}
	if one != render(t, coder(t), 1) {
		t.Error("a second coder gives other bytes")
	}
	if n := strings.Count(one, "\n"); n < 36 {
		t.Errorf("%d documents", n)
	}
}

// TestSpansQuote holds on the demo reports that every span quotes what it claims to quote.
func TestSpansQuote(t *testing.T) {
	c := coder(t)
	checked := 0
	for p, err := range c.Each(context.Background(), demo(), 2) {
		if err != nil {
			t.Fatal(err)
		}
		text := p.Doc.Text
		for _, m := range p.Mentions {
			if m.Trigger.Of(text) != m.TriggerText || !m.Sentence.Contains(m.Trigger) {
				t.Errorf("%s: trigger %q", p.Doc.ID, m.TriggerText)
			}
			for _, q := range append(m.Actors, m.Recipients...) {
				if q.Span.Of(text) != q.Text || q.Text == "" {
					t.Errorf("%s: party %q is not at %s", p.Doc.ID, q.Text, q.Span)
				}
			}
			if m.Time != nil && m.Time.Span.Of(text) != m.Time.Text {
				t.Errorf("%s: time %q is not at %s", p.Doc.ID, m.Time.Text, m.Time.Span)
			}
			if m.Place != nil && m.Place.Span.Of(text) != m.Place.Text {
				t.Errorf("%s: place %q is not at %s", p.Doc.ID, m.Place.Text, m.Place.Span)
			}
			checked++
		}
		for _, cl := range p.Claims {
			if cl.Span.Of(text) != cl.Text {
				t.Errorf("%s: claim %q is not at %s", p.Doc.ID, cl.Text, cl.Span)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d mentions in the demo reports", checked)
	}
}

func TestEachStopsEarly(t *testing.T) {
	c := coder(t)
	before := runtime.NumGoroutine()
	n := 0
	for range c.Each(context.Background(), demo(), 3) {
		if n++; n == 2 {
			break
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for range c.Each(ctx, demo(), 3) {
		t.Error("a page after the context ended")
	}
	for i := 0; runtime.NumGoroutine() > before && i < 100; i++ {
		time.Sleep(10 * time.Millisecond)
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}

// TestErrorsKeepTheirPlace holds that a record that cannot be read is an error in its place and the rest goes on.
func TestErrorsKeepTheirPlace(t *testing.T) {
	docs := func(yield func(casus.Document, error) bool) {
		for i := range 6 {
			if i == 3 {
				if !yield(casus.Document{}, fmt.Errorf("record %d", i)) {
					return
				}
				continue
			}
			if !yield(casus.Document{ID: casus.DocID(fmt.Sprint(i)), Text: "Rebels attacked the town."}, nil) {
				return
			}
		}
	}
	var got []string
	for p, err := range coder(t).Each(context.Background(), docs, 4) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, string(p.Doc.ID))
	}
	if s := strings.Join(got, " "); s != "0 1 2 record 3 4 5" {
		t.Errorf("order %q", s)
	}
}

func TestOtherLanguagesAreNotCoded(t *testing.T) {
	c := coder(t)
	for _, c2 := range []struct{ name, lang, text string }{
		{"detected", "", "El presidente viajó a la capital para reunirse con los ministros de la región y firmar el acuerdo de paz con los rebeldes."},
		{"declared", "fr", "The army attacked the rebels."},
		{"none", "", "123 456"},
	} {
		t.Run(c2.name, func(t *testing.T) {
			p, err := c.Code(&casus.Document{ID: "x", Text: c2.text, Lang: c2.lang})
			if err != nil || len(p.Mentions) != 0 || len(p.Doc.Defects) != 1 {
				t.Errorf("mentions %d, defects %v, error %v", len(p.Mentions), p.Doc.Defects, err)
			}
		})
	}
}

// hostile are texts that no newspaper prints and every archive holds.
var hostile = map[string]string{
	"a_megabyte_without_a_space": strings.Repeat("x", 1<<20),
	"deep_quotation":             strings.Repeat("“He said ", 400) + strings.Repeat("”", 400),
	"control_characters":         "Rebels\x00\x01\x02 attacked\x1b[31m the town.",
	"zero_width":                 "Reb\u200bels at\u200dtacked the\ufeff town.",
	"mixed_scripts":              "Войска attacked 北京 في the town of الموصل on Tuesday.",
	"only_punctuation":           strings.Repeat("?!.,;: ", 500),
	"one_long_sentence":          strings.Repeat("and the army attacked the town ", 2000),
	"replacement_characters":     strings.Repeat("\ufffd", 1000) + " The army attacked.",
}

func TestHostileText(t *testing.T) {
	c := coder(t)
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			p, err := c.Code(&casus.Document{ID: "x", Text: text, Lang: "en"})
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range p.Mentions {
				if m.Trigger.Of(text) != m.TriggerText {
					t.Errorf("trigger %q at %s", m.TriggerText, m.Trigger)
				}
			}
			if d := time.Since(start); d > 5*time.Minute { // some seconds; what grows with the cube would take hours
				t.Errorf("took %v", d)
			}
		})
	}
}

// BenchmarkCode is the whole way from text to page on one goroutine.
func BenchmarkCode(b *testing.B) {
	c := coder(b)
	var docs []casus.Document
	size := 0
	for d, err := range demo() {
		if err != nil {
			b.Fatal(err)
		}
		docs, size = append(docs, d), size+len(d.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			if _, err := c.Code(&d); err != nil {
				b.Fatal(err)
			}
		}
	}
}
