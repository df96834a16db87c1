package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
	"github.com/casus-project/casus/internal/store/sqlite"
	"github.com/casus-project/casus/internal/web"
)

// large is a store of n reports with two events and two claims each, in one crisis for every hundred reports.
func large(b *testing.B, n int) *sqlite.Store {
	b.Helper()
	s, err := sqlite.Open(filepath.Join(b.TempDir(), "large.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	ctx := context.Background()
	run := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	const text = "Guards fired at 12 miners on Monday. The union accused the firm."
	run(s.AddRun(ctx, casus.Run{ID: "r"}))
	var docs []casus.Document
	var codings []store.Coding
	p := store.Picture{Run: "r"}
	for i := range n {
		day := time.Date(2026, 1, 1+i/100, i%24, 0, 0, 0, time.UTC)
		d := casus.Document{ID: casus.DocID(fmt.Sprint("d", i)), Text: text, Source: fmt.Sprint("Outlet ", i%20), Published: day}
		c := store.Coding{Document: d.ID, Run: "r"}
		if i%100 == 0 {
			p.Crises = append(p.Crises, casus.Crisis{ID: casus.CrisisID(fmt.Sprint("c", i)), Name: "Strike", From: d.PublishedDate(), Until: d.PublishedDate()})
		}
		crisis := &p.Crises[len(p.Crises)-1]
		crisis.Documents = append(crisis.Documents, d.ID)
		for j, w := range []casus.Span{{Start: 7, End: 12}, {Start: 47, End: 54}} {
			m, err := casus.NewMention(&d, casus.Mention{Run: "r", Type: "ASSAULT", Trigger: w, Sentence: casus.Span{End: len(text)}, Rule: "bench", Axes: plain})
			run(err)
			c.Mentions = append(c.Mentions, m)
			e := casus.Event{
				ID: casus.EventID(m.ID), Type: m.Type, Axes: plain, Mentions: []casus.MentionID{m.ID}, Outlets: []string{d.Source},
				Time: &casus.When{From: d.PublishedDate(), Until: d.PublishedDate()}, Actors: []casus.Actor{{Name: "guards"}},
			}
			p.Events = append(p.Events, e)
			crisis.Events = append(crisis.Events, e.ID)
			cl, err := casus.NewClaim(&d, casus.Claim{Run: "r", Attribute: fmt.Sprint("a", j), Value: "12", Span: casus.Span{Start: 16, End: 18}, Event: e.ID})
			run(err)
			c.Claims = append(c.Claims, cl)
			p.Claims = append(p.Claims, cl)
			v := casus.Agree
			if i%10 == 0 {
				v = casus.Differ
			}
			p.Disagreements = append(p.Disagreements, casus.Disagreement{Event: e.ID, Attribute: cl.Attribute, Claims: []casus.ClaimID{cl.ID}, Verdict: v})
		}
		docs, codings = append(docs, d), append(codings, c)
	}
	_, err = s.AddDocuments(ctx, docs)
	run(err)
	start := time.Now()
	run(s.AddCodings(ctx, codings))
	b.Logf("%d codings in %s", n, time.Since(start))
	start = time.Now()
	_, err = s.SetPicture(ctx, p)
	run(err)
	b.Logf("picture of %d events in %s", len(p.Events), time.Since(start))
	return s
}

// BenchmarkPages asks a large store for its main pages.
func BenchmarkPages(b *testing.B) {
	s := large(b, 5000)
	site, err := web.New(s, web.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, path := range []string{"/", "/crises/c0", "/documents/d7", "/documents", "/search?q=miners"} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				w := httptest.NewRecorder()
				site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil))
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
				b.ReportMetric(float64(w.Body.Len()), "bytes")
			}
		})
	}
}
