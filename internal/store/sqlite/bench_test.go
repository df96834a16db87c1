package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
	"github.com/casus-project/casus/internal/store/sqlite"
)

const benchText = "Guards fired at 12 miners on Monday. The union accused the firm."

// benchReports are n reports with one mention and one claim each, and the events of those mentions.
func benchReports(b *testing.B, n int) ([]casus.Document, []store.Coding, store.Picture) {
	b.Helper()
	var docs []casus.Document
	var codings []store.Coding
	p := store.Picture{Run: "r"}
	for i := range n {
		d := casus.Document{ID: casus.DocID(fmt.Sprint("d", i)), Text: benchText, Published: time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC)}
		m, err := casus.NewMention(&d, casus.Mention{Run: "r", Type: "ASSAULT", Trigger: casus.Span{Start: 7, End: 12}, Sentence: casus.Span{End: 36}, Rule: "bench"})
		if err != nil {
			b.Fatal(err)
		}
		c, err := casus.NewClaim(&d, casus.Claim{Run: "r", Attribute: "shot", Value: "12", Span: casus.Span{Start: 16, End: 18}, Event: casus.EventID(m.ID)})
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, d)
		codings = append(codings, store.Coding{Document: d.ID, Run: "r", Mentions: []casus.Mention{m}, Claims: []casus.Claim{c}})
		p.Events = append(p.Events, casus.Event{ID: c.Event, Type: m.Type, Mentions: []casus.MentionID{m.ID}})
		p.Claims = append(p.Claims, c)
	}
	return docs, codings, p
}

// BenchmarkWrite stores a thousand reports with what was found in them, then their picture, then the picture again.
func BenchmarkWrite(b *testing.B) {
	const n = 1000
	docs, codings, p := benchReports(b, n)
	ctx := context.Background()
	var documents, coding, first, again time.Duration
	for b.Loop() {
		s, err := sqlite.Open(filepath.Join(b.TempDir(), "casus.db"), sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		timed := func(total *time.Duration, f func() error) {
			start := time.Now()
			if err := f(); err != nil {
				b.Fatal(err)
			}
			*total += time.Since(start)
		}
		timed(&documents, func() error { _, err := s.AddDocuments(ctx, docs); return err })
		timed(&coding, func() error {
			if err := s.AddRun(ctx, casus.Run{ID: "r"}); err != nil {
				return err
			}
			return s.AddCodings(ctx, codings)
		})
		timed(&first, func() error { _, err := s.SetPicture(ctx, p); return err })
		timed(&again, func() error { _, err := s.SetPicture(ctx, p); return err })
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	per := func(d time.Duration) float64 { return float64(n*b.N) / d.Seconds() }
	b.ReportMetric(per(documents), "documents/s")
	b.ReportMetric(per(coding), "codings/s")
	b.ReportMetric(per(first), "events/s")
	b.ReportMetric(per(again), "unchanged/s")
}
