package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// whole reads the picture as a view shows it.
func whole(t *testing.T, b *bench, v store.View) store.Picture {
	t.Helper()
	ctx := context.Background()
	p := store.Picture{Run: run}
	var err error
	p.Events, err = b.Events(ctx, store.EventFilter{View: v})
	must(t, err)
	p.Crises, err = b.Crises(ctx, store.CrisisFilter{View: v})
	must(t, err)
	p.Claims, p.Disagreements, err = b.Claims(ctx, store.ClaimFilter{View: v})
	must(t, err)
	p.Links, err = b.Links(ctx, store.LinkFilter{View: v})
	must(t, err)
	p.Forecasts, err = b.Forecasts(ctx, store.ForecastFilter{View: v})
	must(t, err)
	return p
}

func pictureRoundTrip(t *testing.T, b *bench) {
	filled(t, b)
	same(t, "picture", whole(t, b, store.View{}), picture())
	c, err := b.Counts(context.Background())
	must(t, err)
	want := store.Counts{Documents: 3, Outlets: 2, Runs: 1, Mentions: 3, Events: 1, Claims: 2, Disagreements: 1, Crises: 1, Links: 1, Forecasts: 1}
	want.First, want.Last = c.First, c.Last
	if c != want {
		t.Errorf("counts %+v, want %+v", c, want)
	}
}

// inferredApart: a link that no report states is neither listed nor counted unless it is asked for, and is known only when
// both reports are.
func inferredApart(t *testing.T, b *bench) {
	filled(t, b)
	ctx := context.Background()
	p := picture()
	p.Links = append(p.Links, guessed())
	_, err := b.SetPicture(ctx, p)
	must(t, err)
	for _, inferred := range []bool{false, true} {
		got, err := b.Links(ctx, store.LinkFilter{Inferred: inferred})
		must(t, err)
		want := picture().Links
		if inferred {
			want = append(want, guessed())
		}
		same(t, fmt.Sprintf("links, inferred %v", inferred), got, want)
	}
	c, err := b.Counts(ctx)
	must(t, err)
	if c.Links != 1 {
		t.Errorf("%d links are counted, one is stated", c.Links)
	}
}

func filters(t *testing.T, b *bench) {
	ctx := context.Background()
	filled(t, b)
	later := store.View{AsOf: b.clock.Add(time.Hour), Recorded: true}
	for _, v := range []store.View{{}, later} {
		for _, c := range []struct {
			f    store.EventFilter
			want int
		}{
			{store.EventFilter{IDs: []casus.EventID{"event-1", "x"}}, 1},
			{store.EventFilter{IDs: []casus.EventID{"x"}}, 0},
			{store.EventFilter{Crisis: "crisis-1"}, 1},
			{store.EventFilter{Crisis: "x"}, 0},
			{store.EventFilter{Document: third}, 1},
			{store.EventFilter{Document: "x"}, 0},
		} {
			c.f.View = v
			got, err := b.Events(ctx, c.f)
			must(t, err)
			if len(got) != c.want {
				t.Errorf("%+v: %d events, want %d", c.f, len(got), c.want)
			}
		}
		crises, err := b.Crises(ctx, store.CrisisFilter{Event: "event-1", View: v})
		must(t, err)
		none, err := b.Crises(ctx, store.CrisisFilter{Event: "x", View: v})
		must(t, err)
		claims, verdicts, err := b.Claims(ctx, store.ClaimFilter{Events: []casus.EventID{"event-1"}, View: v})
		must(t, err)
		some, partial, err := b.Claims(ctx, store.ClaimFilter{Document: first, View: v})
		must(t, err)
		agreed, _, err := b.Claims(ctx, store.ClaimFilter{Verdicts: []casus.Verdict{casus.Agree}, View: v})
		must(t, err)
		differing, verdicts2, err := b.Claims(ctx, store.ClaimFilter{Verdicts: []casus.Verdict{casus.Agree, casus.Differ}, View: v})
		must(t, err)
		if len(agreed) != 0 || len(differing) != 2 || len(verdicts2) != 1 {
			t.Errorf("view %+v: by verdict %d, %d and %d", v, len(agreed), len(differing), len(verdicts2))
		}
		links, err := b.Links(ctx, store.LinkFilter{Ends: []string{"event-1"}, View: v})
		must(t, err)
		forecasts, err := b.Forecasts(ctx, store.ForecastFilter{Documents: []casus.DocID{second}, View: v})
		must(t, err)
		got := []int{len(crises), len(none), len(claims), len(verdicts), len(some), len(partial), len(links), len(forecasts)}
		if want := []int{1, 0, 2, 1, 1, 0, 1, 1}; !slices.Equal(got, want) {
			t.Errorf("view %+v: found %v, want %v", v, got, want)
		}
	}
}

func redirects(t *testing.T, b *bench) {
	ctx := context.Background()
	filled(t, b)
	p := picture()
	p.Events[0].ID = "event-0" // an earlier mention arrived
	p.Crises[0].ID, p.Crises[0].Events[0] = "crisis-0", "event-0"
	p.Links, p.Forecasts, p.Disagreements = nil, nil, nil
	for i := range p.Claims {
		p.Claims[i].Event = "event-0"
	}
	b.clock = b.clock.Add(time.Hour)
	ch, err := b.SetPicture(ctx, p)
	must(t, err)
	if want := (store.Changes{New: 2, Changed: 2, Gone: 5}); ch != want {
		t.Errorf("changes %+v, want %+v", ch, want)
	}
	for id, want := range map[string]string{"event-1": "event-0", "crisis-1": "crisis-0", "event-0": "event-0", "forecast-1": ""} {
		got, err := b.Current(ctx, id)
		must(t, err)
		if got != want {
			t.Errorf("%s leads to %q, want %q", id, got, want)
		}
	}
	_, err = b.Current(ctx, "nobody")
	wantKind(t, err, casus.NotFound)
	old, err := b.Events(ctx, store.EventFilter{IDs: []casus.EventID{"event-1"}})
	must(t, err)
	if len(old) != 0 {
		t.Errorf("the superseded event is still there: %+v", old)
	}
	versions, err := b.Versions(ctx, "event-1")
	must(t, err)
	if len(versions) != 2 || !versions[1].Gone || versions[1].SupersededBy != "event-0" || versions[0].Gone {
		t.Errorf("versions: %+v", versions)
	}
	ch, err = b.SetPicture(ctx, p)
	must(t, err)
	if ch != (store.Changes{}) {
		t.Errorf("the same picture again changed %+v", ch)
	}
	if _, err := b.SetPicture(ctx, picture()); err != nil {
		t.Fatal(err)
	}
	if got, err := b.Current(ctx, "event-1"); err != nil || got != "event-1" {
		t.Errorf("an event that came back leads to %q, %v", got, err)
	}
}

func danglingPicture(t *testing.T, b *bench) {
	ctx := context.Background()
	filled(t, b)
	for name, spoil := range map[string]func(*store.Picture){
		"mention":   func(p *store.Picture) { p.Events[0].Mentions[0] = "nobody" },
		"document":  func(p *store.Picture) { p.Claims[0].Document = "nobody" },
		"words":     func(p *store.Picture) { p.Links[0].Text = "before" },
		"nothing":   func(p *store.Picture) { p.Events[0].Mentions = nil },
		"two alike": func(p *store.Picture) { p.Events = append(p.Events, p.Events[0]) },
	} {
		p := picture()
		spoil(&p)
		if _, err := b.SetPicture(ctx, p); err == nil || casus.KindOf(err) != casus.Invalid && casus.KindOf(err) != casus.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	same(t, "picture after refusals", whole(t, b, store.View{}), picture())
}

func asOfPublication(t *testing.T, b *bench) {
	ctx := context.Background()
	filled(t, b)
	at := func(day, hour int) store.View {
		return store.View{AsOf: time.Date(2026, 1, day, hour, 0, 0, 0, time.UTC)}
	}
	for _, c := range []struct {
		name                                           string
		view                                           store.View
		documents, mentions, events, claims, forecasts int
	}{
		{"before everything", at(5, 8), 0, 0, 0, 0, 0},
		{"after the first, published 18:00 in UTC+9", at(5, 9), 1, 1, 1, 1, 0},
		{"during the day of the second, whose hour is unknown", at(6, 12), 1, 1, 1, 1, 0},
		{"after that day", at(7, 0), 2, 2, 1, 2, 1},
		{"after the recording of the undated one", store.View{AsOf: b.clock}, 3, 3, 1, 2, 1},
	} {
		p := whole(t, b, c.view)
		docs, err := b.Documents(ctx, store.DocumentFilter{View: c.view})
		must(t, err)
		mentions, err := b.Mentions(ctx, store.MentionFilter{View: c.view})
		must(t, err)
		got := []int{len(docs), len(mentions), len(p.Events), len(p.Claims), len(p.Forecasts)}
		if want := []int{c.documents, c.mentions, c.events, c.claims, c.forecasts}; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", c.name, got, want)
		}
		for _, e := range p.Events {
			if len(e.Mentions) != c.mentions {
				t.Errorf("%s: the event has %d mentions, want %d", c.name, len(e.Mentions), c.mentions)
			}
		}
	}
	p := whole(t, b, at(5, 12))
	if got := p.Events[0].Outlets; !slices.Equal(got, []string{"Upstream Post"}) || p.Events[0].Texts != nil || len(p.Disagreements) != 0 {
		t.Errorf("as of the first report: outlets %v, texts %v, verdicts %v", got, p.Events[0].Texts, p.Disagreements)
	}
	if got := p.Crises[0].Documents; !slices.Equal(got, []casus.DocID{first}) {
		t.Errorf("as of the first report the crisis has documents %v", got)
	}
	if got := p.Crises[0]; got.From != "2026-01-05" || got.Until != "2026-01-05" {
		t.Errorf("as of the first report the crisis lasts from %s to %s", got.From, got.Until)
	}
	hits, err := b.Search(ctx, store.SearchQuery{Words: "dam", View: at(5, 12)})
	must(t, err)
	if len(hits) != 1 {
		t.Errorf("as of the first report %d documents are found, want 1", len(hits))
	}
}

func asOfRecord(t *testing.T, b *bench) {
	ctx := context.Background()
	start := b.clock
	filled(t, b)
	b.clock = b.clock.Add(24 * time.Hour)
	p := picture()
	p.Events[0].Title, p.Crises = "the gate is opened", nil
	_, err := b.SetPicture(ctx, p)
	must(t, err)
	same(t, "as recorded then", whole(t, b, store.View{AsOf: start.Add(time.Minute), Recorded: true}), picture())
	now := whole(t, b, store.View{AsOf: b.clock, Recorded: true})
	if len(now.Crises) != 0 || now.Events[0].Title != "the gate is opened" {
		t.Errorf("as recorded now: %+v", now)
	}
	if before := whole(t, b, store.View{AsOf: start.Add(-time.Minute), Recorded: true}); len(before.Events) != 0 {
		t.Errorf("before anything was recorded: %+v", before.Events)
	}
}

func verifies(t *testing.T, b *bench) {
	filled(t, b)
	checked, err := b.Verify(context.Background(), func(p store.Problem) { t.Errorf("problem: %s", p) })
	must(t, err)
	if checked.Documents != 3 || checked.Mentions != 3 || checked.Spans < 15 || checked.Records != 7 {
		t.Errorf("checked %+v", checked)
	}
}
