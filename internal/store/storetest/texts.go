package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// same compares two values as JSON, which is how casus writes them for others.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	g, err := json.MarshalIndent(got, "", " ")
	must(t, err)
	w, err := json.MarshalIndent(want, "", " ")
	must(t, err)
	if string(g) != string(w) {
		t.Errorf("%s: got\n%s\nwant\n%s", what, g, w)
	}
}

func documentsRoundTrip(t *testing.T, b *bench) {
	ctx := context.Background()
	added, err := b.AddDocuments(ctx, reports())
	must(t, err)
	for i, a := range added {
		if a.State != store.Fresh || a.Err != nil || a.ID != reports()[i].ID {
			t.Errorf("document %d: %+v", i, a)
		}
	}
	got, err := b.Documents(ctx, store.DocumentFilter{})
	must(t, err)
	want := reports()
	for i := range want {
		want[i].Recorded = b.clock
	}
	same(t, "documents", got, want)
	bare, err := b.Documents(ctx, store.DocumentFilter{IDs: []casus.DocID{first}, Bare: true})
	must(t, err)
	if len(bare) != 1 || bare[0].Text != "" || bare[0].Title != want[0].Title {
		t.Errorf("bare document: %+v", bare)
	}
	newest, err := b.Documents(ctx, store.DocumentFilter{Newest: true, Limit: 1})
	must(t, err)
	if len(newest) != 1 || newest[0].ID != second {
		t.Errorf("newest document: %+v", newest)
	}
	c, err := b.Counts(ctx)
	must(t, err)
	if c.Documents != 3 || !c.First.Equal(want[0].Published) || !c.Last.Equal(want[1].Published) {
		t.Errorf("counts: %+v", c)
	}
}

func sameAgain(t *testing.T, b *bench) {
	ctx := context.Background()
	filled(t, b)
	before, err := b.Counts(ctx)
	must(t, err)
	b.clock = b.clock.Add(time.Hour)
	added, err := b.AddDocuments(ctx, reports())
	must(t, err)
	for _, a := range added {
		if a.State != store.Same {
			t.Errorf("document %s again: %s", a.ID, a.State)
		}
	}
	must(t, b.AddRun(ctx, casus.Run{ID: run, Version: "test", Models: map[string]string{"a": "2", "m": "1"}}))
	must(t, b.AddCodings(ctx, codings()))
	ch, err := b.SetPicture(ctx, picture())
	must(t, err)
	if ch != (store.Changes{}) {
		t.Errorf("the same picture again changed %+v", ch)
	}
	after, err := b.Counts(ctx)
	must(t, err)
	if before != after {
		t.Errorf("counts were %+v, are %+v", before, after)
	}
	versions, err := b.Versions(ctx, "event-1")
	must(t, err)
	if len(versions) != 1 {
		t.Errorf("%d versions of the event, want 1", len(versions))
	}
	wantKind(t, b.AddRun(ctx, casus.Run{ID: run, Version: "other"}), casus.Conflict)
}

func revisions(t *testing.T, b *bench) {
	ctx := context.Background()
	filled(t, b)
	changed := reports()[0]
	changed.Text = strings.Replace(changed.Text, "Five", "Seven", 1)
	added, err := b.AddDocuments(ctx, []casus.Document{changed, changed})
	must(t, err)
	if added[0].State != store.Revision || added[0].ID == first || added[1].State != store.Same || added[1].ID != added[0].ID {
		t.Fatalf("changed report: %+v", added)
	}
	all, err := b.Revisions(ctx, added[0].ID)
	must(t, err)
	if len(all) != 2 || all[0].ID != first || all[1].Revises != first || all[0].Text != reports()[0].Text {
		t.Errorf("revisions: %+v", all)
	}
	added, err = b.AddDocuments(ctx, reports()[:1])
	must(t, err)
	if added[0].State != store.Same || added[0].ID != first {
		t.Errorf("the first version again: %+v", added[0])
	}
	_, err = b.Revisions(ctx, "nobody")
	wantKind(t, err, casus.NotFound)
}

func badDocument(t *testing.T, b *bench) {
	docs := []casus.Document{{ID: "empty"}, {ID: "bytes", Text: "a\xffb"}, {Text: "no id"}, reports()[0]}
	added, err := b.AddDocuments(context.Background(), docs)
	must(t, err)
	for i, a := range added[:3] {
		if a.State != store.Refused {
			t.Errorf("document %d: %s, want refused", i, a.State)
		}
		wantKind(t, a.Err, casus.Invalid)
	}
	if added[3].State != store.Fresh {
		t.Errorf("the good one: %+v", added[3])
	}
}

func codingRoundTrip(t *testing.T, b *bench) {
	filled(t, b)
	for _, want := range codings() {
		got, err := b.Coding(context.Background(), want.Document, "")
		must(t, err)
		same(t, "coding", got, want)
	}
	_, err := b.Coding(context.Background(), "nobody", "")
	wantKind(t, err, casus.NotFound)
}

func falseQuotes(t *testing.T, b *bench) {
	ctx := context.Background()
	_, err := b.AddDocuments(ctx, reports())
	must(t, err)
	must(t, b.AddRun(ctx, casus.Run{ID: run}))
	for name, spoil := range map[string]func(*store.Coding){
		"other words":          func(c *store.Coding) { c.Mentions[0].TriggerText = "closed" },
		"outside the text":     func(c *store.Coding) { c.Claims[0].Span.End = 9999 },
		"no evidence":          func(c *store.Coding) { c.Mentions[0].Trigger = casus.Span{} },
		"outside the sentence": func(c *store.Coding) { c.Mentions[0].Sentence = casus.Span{Start: 0, End: 3} },
		"false speaker":        func(c *store.Coding) { c.Sayings[0].Speaker.Text = "minister" },
	} {
		cs := codings()
		spoil(&cs[0])
		wantKind(t, b.AddCodings(ctx, cs[:1]), casus.Invalid)
		if _, err := b.Coding(ctx, first, ""); casus.KindOf(err) != casus.NotFound {
			t.Errorf("%s: the coding was stored", name)
		}
	}
	cs := codings()
	cs[0].Document = "nobody"
	wantKind(t, b.AddCodings(ctx, cs[:1]), casus.NotFound)
	cs = codings()
	cs[0].Run = "nobody"
	wantKind(t, b.AddCodings(ctx, cs), casus.NotFound)
	if _, err := b.Coding(ctx, second, ""); err != nil {
		t.Errorf("the good coding beside a bad one: %v", err)
	}
}

func conflictingCoding(t *testing.T, b *bench) {
	filled(t, b)
	cs := codings()
	cs[0].Mentions[0].Confidence = 0.1
	wantKind(t, b.AddCodings(context.Background(), cs[:1]), casus.Conflict)
}

func latestRun(t *testing.T, b *bench) {
	ctx := context.Background()
	filled(t, b)
	must(t, b.AddRun(ctx, casus.Run{ID: "run-2"}))
	doc := reports()[0]
	m := mention(&doc, "run-2", "Velm")
	must(t, b.AddCodings(ctx, []store.Coding{{Document: first, Run: "run-2", Mentions: []casus.Mention{m}}}))
	got, err := b.Mentions(ctx, store.MentionFilter{Documents: []casus.DocID{first}})
	must(t, err)
	same(t, "mentions of the latest run", got, []casus.Mention{m})
	old := codings()[0].Mentions
	got, err = b.Mentions(ctx, store.MentionFilter{Documents: []casus.DocID{first}, Run: run})
	must(t, err)
	same(t, "mentions of the first run", got, old)
	got, err = b.Mentions(ctx, store.MentionFilter{IDs: []casus.MentionID{old[0].ID}})
	must(t, err)
	same(t, "an old mention by its id", got, old)
	runs, err := b.Runs(ctx)
	must(t, err)
	if len(runs) != 2 || runs[0].ID != run {
		t.Errorf("runs: %+v", runs)
	}
}

func search(t *testing.T, b *bench) {
	filled(t, b)
	for words, want := range map[string]string{
		"velm dam": first + " " + third, `"dam on monday"`: first, "cafe": third, "flood*": second + " " + first,
		"flooded nobody": "", "OPENING": second,
	} {
		hits, err := b.Search(context.Background(), store.SearchQuery{Words: words})
		must(t, err)
		var got []string
		for _, h := range hits {
			got = append(got, string(h.Document.ID))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("search %q: %v, want %q", words, got, want)
		}
	}
	hits, err := b.Search(context.Background(), store.SearchQuery{Words: "nine"})
	must(t, err)
	var marked []string
	for _, p := range hits[0].Parts {
		if p.Found {
			marked = append(marked, p.Text)
		}
	}
	if len(hits) != 1 || len(marked) != 1 || marked[0] != "nine" {
		t.Errorf("marked words %q in %+v", marked, hits)
	}
}

func oddSearches(t *testing.T, b *bench) {
	filled(t, b)
	for _, words := range []string{"", " ", `"`, `""`, "AND", "NOT NOT", "a:b", "(", "*", "-dam", `"dam" OR`, "'; DROP TABLE documents", "\x00", "\xff"} {
		if _, err := b.Search(context.Background(), store.SearchQuery{Words: words}); err != nil {
			t.Errorf("search %q: %v", words, err)
		}
	}
}

func together(t *testing.T, b *bench) {
	ctx := context.Background()
	filled(t, b)
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := range 10 {
				doc := casus.Document{ID: casus.DocID(fmt.Sprintf("w%d-%d", w, i)), Text: "Nothing happened."}
				if _, err := b.AddDocuments(ctx, []casus.Document{doc}); err != nil {
					t.Errorf("write: %v", err)
				}
			}
		})
		wg.Go(func() {
			for range 10 {
				if got, err := b.Events(ctx, store.EventFilter{}); err != nil || len(got) != 1 {
					t.Errorf("read: %d events, %v", len(got), err)
				}
			}
		})
	}
	wg.Wait()
	c, err := b.Counts(ctx)
	must(t, err)
	if c.Documents != 23 {
		t.Errorf("%d documents, want 23", c.Documents)
	}
}
