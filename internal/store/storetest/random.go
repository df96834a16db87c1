package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// randomPictures sets pictures that group the same mentions in ever other ways. After each, the store shows that picture,
// and every id that ever was leads to a live one or to nothing, never astray.
func randomPictures(t *testing.T, b *bench) {
	ctx := context.Background()
	filled(t, b)
	var mentions []casus.MentionID
	for _, c := range codings() {
		mentions = append(mentions, c.Mentions[0].ID)
	}
	r := rand.New(rand.NewPCG(1, 2))
	seen := map[string]bool{"event-1": true}
	for range 30 {
		b.clock = b.clock.Add(time.Minute)
		p := grouped(r, mentions)
		if _, err := b.SetPicture(ctx, p); err != nil {
			t.Fatal(err)
		}
		got, err := b.Events(ctx, store.EventFilter{})
		must(t, err)
		same(t, "events", byID(got), byID(p.Events))
		live := map[string]bool{}
		for _, e := range p.Events {
			live[string(e.ID)], seen[string(e.ID)] = true, true
		}
		for id := range seen {
			to, err := b.Current(ctx, id)
			must(t, err)
			if to != "" && !live[to] || live[id] && to != id {
				t.Errorf("%s leads to %q; live are %v", id, to, live)
			}
		}
	}
	if _, err := b.Verify(ctx, func(p store.Problem) { t.Errorf("problem: %s", p) }); err != nil {
		t.Error(err)
	}
}

// grouped puts each mention into one of three events or into none.
func grouped(r *rand.Rand, mentions []casus.MentionID) store.Picture {
	p := store.Picture{Run: run}
	groups := map[int][]casus.MentionID{}
	for _, m := range mentions {
		if g := r.IntN(4); g > 0 {
			groups[g] = append(groups[g], m)
		}
	}
	for g := 1; g < 4; g++ {
		if len(groups[g]) > 0 {
			p.Events = append(p.Events, casus.Event{ID: casus.EventID(fmt.Sprint("e", g)), Type: "COERCE", Mentions: groups[g]})
		}
	}
	return p
}

func byID(events []casus.Event) map[casus.EventID]casus.Event {
	out := map[casus.EventID]casus.Event{}
	for _, e := range events {
		out[e.ID] = e
	}
	return out
}
